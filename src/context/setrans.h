/* SPDX-License-Identifier: MIT */
/*
 * The translation daemon, mcstransd: what it is asked, and where it listens.
 */
#ifndef CONTEXT_SETRANS_H
#define CONTEXT_SETRANS_H

#include "common/common.h"

#define SETRANS_SOCKET "/var/run/setrans/.setrans-unix"

/* The numbers are the daemon's. */
enum setrans_question {
	SETRANS_FROM_RAW = 2,
	SETRANS_TO_RAW = 3,
	SETRANS_COLOR = 4
};

enum {
	SETRANS_MAX = 8192,  /* bytes of a question or an answer, with its NUL */
	SETRANS_WAIT = 3000, /* ms: the longest that a slow daemon is waited for */
	SETRANS_REST = 30000 /* ms: for so long one that was too slow is not asked again */
};

/* setrans.c: asks the daemon that listens at `socket_path`. -ENOENT: nothing is there; -EPERM:
 * somebody else than root listens; -ETIMEDOUT; -EBADMSG: an answer that is none; -ENODATA: the
 * daemon has none. */
int setrans_ask(const char *socket_path, enum setrans_question question, const char *context,
	char **answer) MUST_CHECK;
/* The conversation alone, over a connected socket. */
int setrans_talk(
	int fd, enum setrans_question question, const char *context, char **answer) MUST_CHECK;

/* translate.c: the same, with the last answers remembered. */
int translate_at(const char *socket_path, enum setrans_question question, const char *context,
	char **answer) MUST_CHECK;

#endif
