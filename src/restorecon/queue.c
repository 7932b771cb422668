/* SPDX-License-Identifier: MIT */
/*
 * The queue of a walk, shared by its threads. LOCK_RESTORECON guards it; threads that find it empty
 * sleep on a futex.
 */
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "restorecon/walk.h"

/* Waits until `wakeups` differs from `value`, or wakes all threads that do so. */
static void futex_call(struct queue *q, int operation, int value)
{
	int saved = errno;

	syscall(SYS_futex, &q->wakeups, operation, value, NULL, NULL, 0);
	errno = saved;
}

void queue_wake(struct queue *q)
{
	if (q->threads > 1) {
		__atomic_add_fetch(&q->wakeups, 1, __ATOMIC_RELEASE);
		futex_call(q, FUTEX_WAKE_PRIVATE, INT_MAX);
	}
}

void queue_push(struct queue *q, struct directory *first, struct directory *last)
{
	lock_take(LOCK_RESTORECON);
	last->next = q->first;
	q->first = first;
	lock_drop(LOCK_RESTORECON);
	queue_wake(q);
}

void queue_stop(struct queue *q, int error)
{
	int none = 0;

	__atomic_compare_exchange_n(
		&q->error, &none, error, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

struct directory *queue_pop(struct queue *q)
{
	struct directory *d;

	for (;;) {
		int seen = __atomic_load_n(&q->wakeups, __ATOMIC_ACQUIRE);
		bool end;

		lock_take(LOCK_RESTORECON);
		d = queue_is_stopped(q) ? NULL : q->first;
		if (d) {
			q->first = d->next;
			q->busy++;
		}
		end = !d && (queue_is_stopped(q) || !q->busy);
		lock_drop(LOCK_RESTORECON);
		if (d || end)
			return d;
		futex_call(q, FUTEX_WAIT_PRIVATE, seen);
	}
}

void queue_done(struct queue *q)
{
	bool end;

	lock_take(LOCK_RESTORECON);
	end = --q->busy == 0 && !q->first;
	lock_drop(LOCK_RESTORECON);
	if (end)
		queue_wake(q);
}
