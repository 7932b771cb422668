/* SPDX-License-Identifier: MIT */
#ifndef KERNEL_QUESTION_H
#define KERNEL_QUESTION_H

#include <selinux/selinux.h>

#include "kernel/selinuxfs.h"

#pragma GCC visibility push(hidden)

/* A question being written; `len` beyond the buffer tells that it is too long, `error` why else it
 * cannot be asked. */
struct question {
	char text[SELINUXFS_PAGE];
	size_t len;
	int error;
};
/* Source, target and class, in the kernel's number. */
void question_write(
	struct question *q, const char *scon, const char *tcon, security_class_t tclass);
bool question_is_word(const char *s);
int question_check_words(const char *scon, const char *tcon) MUST_CHECK;
int question_error(const struct question *q) MUST_CHECK;
int question_ask_context(const char *node, const struct question *q, char **answer) MUST_CHECK;

#pragma GCC visibility pop

#endif
