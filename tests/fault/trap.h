/* SPDX-License-Identifier: MIT */
/*
 * Between the handler of system calls (trap.c), the table of those that may fail (trap_table.c) and
 * the host that they find (trap_host.c).
 */
#ifndef TRAP_H
#define TRAP_H

#include "fault.h"

enum {
	NO_PATH = -1
};

/* Which errors a call may fail with; which of its arguments is a path. */
struct trapped {
	short number, path;
	const char *name;
	short interrupted, again, memory, io;
};
extern const struct trapped trapped[];
extern const size_t trapped_count;
const struct trapped *trapped_row(long number); /* NULL: there is none */

/* What a descriptor is of. */
enum kind {
	KIND_PLAIN,
	KIND_KERNEL,   /* of selinuxfs or /proc: answers whole */
	KIND_QUESTION, /* selinuxfs: what is written is a question, the answer is at ANSWER_AT */
	KIND_BOOLEAN,  /* selinuxfs: what is written is the value to come, the second */
	KIND_NETLINK,
	KIND_SOCKET
};
extern enum kind kinds[1024];
bool is_socket(long fd);
bool is_stream(long fd); /* what may give less than was asked for */

long raw(long number, const long *a); /* the system call itself */
/* The path where this one is in the folder; NULL: where it says. */
const char *lead(const char *path, char *buf, size_t size);
/* The call as the host answers it; `cut`: a read gets one byte. */
long make(long number, long *a, bool cut);

#endif
