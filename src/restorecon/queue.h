/* SPDX-License-Identifier: MIT */
#ifndef RESTORECON_QUEUE_H
#define RESTORECON_QUEUE_H

#include "common/common.h"

struct directory;

/* The directories that wait for a thread of the walk: a stack, and how many threads are at work. */
struct queue {
	struct directory *first; /* LOCK_RESTORECON, as the next */
	unsigned busy;
	int error; /* atomic: the first that stopped the walk */
	int wakeups;
	unsigned threads;
};

/* Puts a list of directories on top, and wakes the threads that wait for one. */
void queue_push(struct queue *q, struct directory *first, struct directory *last);
/* The next directory, waiting for one as long as other threads may find some; NULL at the end. Each
 * one taken is followed by a call of queue_done(). */
struct directory *queue_pop(struct queue *q);
void queue_done(struct queue *q);
/* Ends the walk for all threads. */
void queue_stop(struct queue *q, int error);
void queue_wake(struct queue *q);

static inline bool queue_is_stopped(const struct queue *q)
{
	return __atomic_load_n(&q->error, __ATOMIC_ACQUIRE) != 0;
}

#endif
