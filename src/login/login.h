/* SPDX-License-Identifier: MIT */
/*
 * The login files of the policy store: how they are opened and read line by line.
 */
#ifndef LOGIN_LOGIN_H
#define LOGIN_LOGIN_H

#include "common/common.h"
#include "config/config.h"

/* lines.c: text_open() and text_next(), which also tell the log what is wrong: a file that is there
 * but cannot be read, a line with a NUL byte in it (it is passed over). */
int lines_open(struct text *t, enum config_path which) MUST_CHECK;
bool lines_next(struct text *t);
void lines_complain(const struct text *t);
/* What a public function returns, where a missing file of the policy store may be why it fails. */
int login_return(int r);
/* The three strings in one, new; NULL: no memory. */
char *lines_join(const char *a, const char *b, const char *c) MUST_CHECK;
/* The file that belongs to a user, in a directory of such files: -ENOENT for a name that would lead
 * out of the directory. */
int lines_open_user(
	struct text *t, const char *directory, const char *user, char **path) MUST_CHECK;

#endif
