/* SPDX-License-Identifier: MIT */
/*
 * Files by their name in an open directory; links are not followed. Descriptors close on exec.
 */
#ifndef COMMON_AT_H
#define COMMON_AT_H

#include <limits.h>

#include "common/common.h"

/* Linux 2.6.39 has O_PATH; older headers do not. */
#ifndef O_PATH
#define O_PATH 010000000
#endif

struct stat;

/* linux/dirent.h */
struct at_entry {
	uint64_t ino;
	int64_t offset;
	unsigned short size; /* of this entry */
	unsigned char type; /* DT_*: a file's kind, shifted; 0 where the file system does not say */
	char name[];
};

int at_open(int dirfd, const char *name, int flags) MUST_CHECK;
int at_stat(int dirfd, const char *name, struct stat *st) MUST_CHECK; /* stat.c */
/* The next entries of a directory, getdents64(2); 0 at the end. */
long at_entries(int dirfd, void *buf, size_t size) MUST_CHECK;
/* Has the kernel O_PATH? */
bool at_can_pin(void);
/* What /proc calls an open file, or (name is not NULL) a file in an open directory. */
size_t at_proc_path(char *buf, size_t size, int dirfd, const char *name);
/* In one system call where the kernel can, else through /proc: -ENOENT if that is not mounted. */
ssize_t at_get_attribute(
	int dirfd, const char *name, const char *attribute, void *value, size_t size) MUST_CHECK;

/* For tests: what has been found out about the kernel. */
extern int at_pins, at_lacks_getxattrat;

#endif
