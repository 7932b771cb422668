/* SPDX-License-Identifier: MIT */
/*
 * What a call gave: every function here adds to *outcome. Out-parameters are `untouched` before a
 * call and, if it fails, after it.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "fault.h"

extern char untouched[];
extern char *con, *second; /* for results that are contexts */
extern char **list;
extern int number;

#define A "system_u:system_r:sshd_t:s0"
#define B "system_u:object_r:etc_t:s0"
#define C "system_u:object_r:third_t:s0"

void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
bool went(bool well); /* the first failure counts, with its errno */
void must_be_untouched(const void *p);
bool integer(int r);         /* negative: failed */
bool some(unsigned long r);  /* 0: failed */
void string(const char *s);  /* NULL: failed */
void owned(char *s);         /* likewise, and freed */
bool context(int r);         /* con is what was handed out; freed */
void context_or_null(int r); /* a getter whose translated form gives NULL when it fails */
void two(int r);             /* con and second */
void many(int r);            /* list */
void file(const char *name); /* what it holds; looking at it is no part of the call */
void labels(void);           /* of the files to be labelled */
void decision(int r, const struct av_decision *avd);

#define AVD(call)                                                                                  \
	do {                                                                                       \
		struct av_decision avd = {.seqno = 99};                                            \
		int r = call;                                                                      \
		decision(r, &avd);                                                                 \
	} while (0)

/* For tables of calls, X(name, the call). */
#define CALL_RUN(name, ...)                                                                        \
	static void run_##name(void)                                                               \
	{                                                                                          \
		__VA_ARGS__;                                                                       \
	}
#define CALL_ROW(row, ...) {#row, run_##row, NULL, NULL, NULL, false},

/* For tables of objects, X(name, setup, inspect, teardown, the call). */
#define OBJECT_RUN(name, setup, inspect, teardown, ...) CALL_RUN(name, __VA_ARGS__)
#define OBJECT_ROW(row, setup, inspect, teardown, ...)                                             \
	{"object_" #row, run_##row, setup, inspect, teardown, false},

#endif
