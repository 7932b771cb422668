/* SPDX-License-Identifier: MIT */
/*
 * What stands in the machine's place, all by the linker's --wrap (mocks.c).
 */
#ifndef MOCKS_H
#define MOCKS_H

#include "fuzz.h"

/* NULL, or: the library finds below this folder the text files that it looks for in /etc/selinux
 * and /proc. */
extern const char *mock_root;

/* The netlink socket's messages, one after the other: a byte (0: from the kernel, 1: from somebody
 * else, 2: some were lost, 3: a signal came), a byte for its length in fours, the message. */
extern struct input mock_messages;

/* What security.sehash is on every file. */
struct mock_attribute {
	const uint8_t *bytes;
	size_t size;
};
extern struct mock_attribute mock_sehash;

#endif
