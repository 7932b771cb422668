/* SPDX-License-Identifier: MIT */
/*
 * Answers that belong together must be of one policy: the number of a class, and what is decided
 * for it. A policy that is loaded replaces <selinuxfs>/class first, then what the kernel decides
 * by, and tells of it in <selinuxfs>/status last; there are milliseconds between. All of that
 * happens under one lock of the kernel, which reading a boolean takes too. So what was read before
 * a boolean was, is of one policy if the status tells of none loaded since the reading began.
 * (security/selinux/selinuxfs.c: sel_write_load(), sel_read_bool().)
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>

#include "common/at.h"
#include "kernel/policy_watch.h"
#include "kernel/selinuxfs.h"

const struct status_page *policy_page;
static uint32_t last_seen; /* the number that this generation is of */
static unsigned generation = 1;

unsigned policy_generation(void)
{
	return __atomic_load_n(&generation, __ATOMIC_ACQUIRE);
}

void policy_new_generation(void)
{
	__atomic_add_fetch(&generation, 1, __ATOMIC_ACQ_REL);
}

static int policy_number(uint32_t *number)
{
	const struct status_page *page = __atomic_load_n(&policy_page, __ATOMIC_ACQUIRE);
	struct status_page s;
	AUTO_CLOSE int fd = page ? -1 : selinuxfs_open("status", O_RDONLY);
	ssize_t n = fd < 0 ? fd : io_read(fd, &s, sizeof(s));

	if (page) {
		*number = __atomic_load_n(&page->policyload, __ATOMIC_ACQUIRE);
		return 0;
	}
	if (n < (ssize_t)sizeof(s))
		return n < 0 ? (int)n : -EINVAL;
	*number = s.policyload;
	return 0;
}

/* Whatever a boolean says, even that it is gone, it says when no policy is being loaded. */
static int read_a_boolean(int directory, const char *entries, long size)
{
	const struct at_entry *e;
	int r = -ENOENT;

	for (const char *p = entries; r < 0 && p < entries + size; p += e->size) {
		char value[8];

		e = (const struct at_entry *)p;
		if (e->name[0] == '.')
			continue;
		AUTO_CLOSE int fd = at_open(directory, e->name, O_RDONLY);

		if (fd < 0)
			return fd;
		r = (int)io_read(fd, value, sizeof(value));
		if (r == -EINVAL)
			r = 0;
	}
	return r;
}

int policy_wait(void)
{
	_Alignas(struct at_entry) char entries[1024];
	AUTO_CLOSE int directory = selinuxfs_open("booleans", O_RDONLY | O_DIRECTORY);
	long size = directory < 0 ? directory : at_entries(directory, entries, sizeof(entries));
	int r = size < 0 ? (int)size : read_a_boolean(directory, entries, size);

	return r < 0 ? r : 0;
}

/* The number now; where it is another one than before, a new generation begins. */
static int look_again(uint32_t *number)
{
	int r = policy_number(number);

	if (r == 0 && __atomic_exchange_n(&last_seen, *number, __ATOMIC_ACQ_REL) != *number)
		policy_new_generation();
	return r;
}

void policy_watch_start(struct policy_watch *w)
{
	*w = (struct policy_watch){.waited = false};
	w->error = look_again(&w->number);
}

bool policy_watch_changed(struct policy_watch *w)
{
	uint32_t before = w->number;
	int error = w->error;

	w->waited = policy_wait() == 0;
	w->error = look_again(&w->number);
	return !error && !w->error && w->number != before && ++w->tries < LOADING_TRIES;
}
