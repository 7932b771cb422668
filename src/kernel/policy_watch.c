/* SPDX-License-Identifier: MIT */
/*
 * Answers that belong together must be of one policy: the number of a class, and what is decided
 * for it. Loading a policy puts a new directory in the place of <selinuxfs>/class, then makes the
 * kernel decide by that policy, and last counts it in <selinuxfs>/status; there are milliseconds
 * between (security/selinux/selinuxfs.c, sel_write_load(); Linux 5.10). The new directory has the
 * old one's inode number, but a time of its own. So a directory that does not go with the count
 * tells that a policy is being loaded, and the count is waited for. A process that looks for the
 * first time just then takes the two for a pair.
 *
 * Reading a boolean would wait for the kernel's own lock. But confined domains may seldom read
 * them, and each try would be a denial in the audit log.
 *
 * LOCK_POLICY guards `known`.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/stat.h>

#include "kernel/policy_watch.h"
#include "kernel/selinuxfs.h"

/* A policy, as seen from outside. */
struct sight {
	uint64_t directory; /* when <selinuxfs>/class was made, in nanoseconds (mod 2^64) */
	uint32_t count;     /* status_page.policyload */
};

const struct status_page *policy_page;
static struct sight known; /* these two went together */
static bool is_known;
static unsigned generation = 1;

unsigned policy_generation(void)
{
	return __atomic_load_n(&generation, __ATOMIC_ACQUIRE);
}

void policy_new_generation(void)
{
	__atomic_add_fetch(&generation, 1, __ATOMIC_ACQ_REL);
}

static int read_count(uint32_t *count)
{
	const struct status_page *page = __atomic_load_n(&policy_page, __ATOMIC_ACQUIRE);
	struct status_page s;
	AUTO_CLOSE int fd = page ? -1 : selinuxfs_open("status", O_RDONLY);
	ssize_t n = fd < 0 ? fd : io_read(fd, &s, sizeof(s));

	if (page) {
		*count = __atomic_load_n(&page->policyload, __ATOMIC_ACQUIRE);
		return 0;
	}
	if (n < (ssize_t)sizeof(s))
		return n < 0 ? (int)n : -EINVAL;
	*count = s.policyload;
	return 0;
}

/* The count is read before the directory and after it, so that they are of one moment. */
static int take_sight(struct sight *s)
{
	char path[SELINUXFS_PAGE];
	struct stat st = {0};
	uint32_t after;
	int r = selinuxfs_path(path, sizeof(path), "class");

	if (r == 0)
		r = read_count(&after);
	for (bool again = true; r == 0 && again; again = after != s->count) {
		s->count = after;
		r = io_stat(path, &st);
		if (r == 0)
			r = read_count(&after);
		s->directory =
			(uint64_t)st.st_ctim.tv_sec * 1000000000 + (uint64_t)st.st_ctim.tv_nsec;
	}
	return r;
}

/* Is a policy being loaded? What is at rest is known from now on; where it is not what was known
 * before, a new generation begins. */
static bool is_loading(const struct sight *s, bool believe)
{
	bool same_count, same_directory;

	lock_take(LOCK_POLICY);
	same_count = is_known && s->count == known.count;
	same_directory = is_known && s->directory == known.directory;
	if (!same_count || believe) {
		if (is_known && !(same_count && same_directory))
			policy_new_generation();
		known = *s;
		is_known = true;
		same_directory = true;
	}
	lock_drop(LOCK_POLICY);
	return !same_directory;
}

/* Looks when no policy is being loaded; a load that takes longer than a second is not waited for.
 */
static int look(struct sight *s)
{
	int r = take_sight(s);

	for (int tries = 1; r == 0 && is_loading(s, tries >= LOADING_TRIES); tries++) {
		(void)!socket_wait(-1, 0, 1);
		r = take_sight(s);
	}
	return r;
}

int policy_wait(void)
{
	struct sight s;

	return look(&s);
}

void policy_watch_start(struct policy_watch *w)
{
	struct sight s = {0, 0};

	*w = (struct policy_watch){.error = look(&s)};
	w->directory = s.directory;
	w->count = s.count;
}

bool policy_watch_changed(struct policy_watch *w)
{
	struct policy_watch now;
	bool changed;

	policy_watch_start(&now);
	now.is_sure = !w->error && !now.error;
	now.tries = w->tries + 1;
	changed = now.is_sure && (now.directory != w->directory || now.count != w->count);
	*w = now;
	return changed && w->tries < LOADING_TRIES;
}
