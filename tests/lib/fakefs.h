/* SPDX-License-Identifier: MIT */
/*
 * A directory of plain files in selinuxfs's place, for programs that run where no SELinux is, or
 * that want answers no kernel gives. What a function writes to a node with a question is written
 * over the file's start, and the answer is read from behind it.
 */
#ifndef LIB_FAKEFS_H
#define LIB_FAKEFS_H

#include <stddef.h>
#include <stdint.h>

/* Classes and permissions of fakefs_fill(). */
enum {
	FAKE_FILE = 6,
	FAKE_PROCESS = 7,
	FAKE_READ = 2,
	FAKE_WRITE = 4
};

/* The status node, as of the kernel's security/selinux/include/security.h. */
struct fakefs_status {
	uint32_t version, sequence, enforcing, policyload, deny_unknown;
};

extern char fakefs_top[256];

/* An empty one in a directory that is the caller's; or in one of its own, which the library is told
 * of. */
void fakefs_at(const char *directory);
void fakefs_make(void);
void fakefs_remove(void);

/* A host: status, enforcing mode, policy 7; classes file and process with ioctl, read and write. */
void fakefs_fill(void);

const char *fakefs_path(const char *node); /* static buffers, several alive at a time */
void fakefs_write(const char *node, const void *data, size_t len);
void fakefs_text(const char *node, const char *text);
void fakefs_unlink(const char *node);
void fakefs_class(const char *name, const char *index);
void fakefs_permission(const char *class_name, const char *name, const char *bit);

/* A page of it, zeros behind; of one that is there already the same page. */
void fakefs_status(const struct fakefs_status *status);
/* The page of fakefs_fill(). */
extern struct fakefs_status *fakefs_page;
/* Enforcing mode and the number of the policy change as in a kernel: the sequence is odd while they
 * do. */
void fakefs_change(uint32_t enforcing, uint32_t policyload);

/* An answer that begins `skip` bytes after the start. */
void fakefs_answer_at(const char *node, size_t skip, const void *answer, size_t len);
/* An answer of numbers, or a context with "0"s before it, for a question of up to 80 bytes. */
void fakefs_answer(const char *node, const char *answer);

#endif
