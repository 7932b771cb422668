/* SPDX-License-Identifier: MIT */
/*
 * The kernel's status page, <selinuxfs>/status: mode, number of the policy, deny_unknown, under a
 * sequence number that is odd while they change. Where there is none, netlink tells (netlink.c).
 * LOCK_STATUS guards all changes.
 *
 * A check compares the page's sequence number with the one that was seen last, and takes no lock:
 *  - The page's address, once mapped, stays mapped as long as we are loaded, so a late reader never
 *    faults; closing puts an empty page there, opening the kernel's again.
 *  - avc_watch.number points to a number that equals avc_watch.seen as long as there is nothing to
 *    do: the page's own, or .seen itself (nothing is open), or one that never does (netlink).
 *  - avc_watch.seen is advanced only after all that follows from the change has been applied.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "avc/cache.h"
#include "avc/event.h"
#include "avc/netlink.h"
#include "avc/status.h"
#include "kernel/kernel.h"

#define NOTHING_SEEN 1 /* odd, as is NEVER: no number of a page at rest */
static const uint32_t never = 3;

struct watch avc_watch = {&avc_watch.seen, NOTHING_SEEN};

static unsigned users; /* enum status_user */
static const struct status_page
	*page;                      /* what public queries may read; NULL: not open, or netlink */
static struct status_page *address; /* where it is mapped */
static struct status_page last;     /* as last seen */
static bool polled;                 /* the page has been polled once */
static unsigned events_seen;        /* of netlink */

static uint32_t field(const uint32_t *f)
{
	return __atomic_load_n(f, __ATOMIC_ACQUIRE);
}

/* All fields of one moment; false if the page would not come to rest. */
static bool snapshot(struct status_page *s)
{
	for (int tries = 0; tries < 1000; tries++) {
		s->sequence = field(&address->sequence);
		s->enforcing = field(&address->enforcing);
		s->policyload = field(&address->policyload);
		if (s->sequence % 2 == 0 && field(&address->sequence) == s->sequence)
			return true;
		syscall(SYS_sched_yield);
	}
	return false;
}

/* Maps the page that fd is, or an empty one (-1), below the address that readers know if there is
 * one. */
static int map_at_address(int fd)
{
	const size_t size = sizeof(*address); /* the kernel rounds it up to a page */
	const int flags = fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
	void *fresh = mmap(NULL, size, PROT_READ, flags, fd, 0), *p = fresh;
	int r;

	if (fresh != MAP_FAILED && address)
		p = (void *)syscall(
			SYS_mremap, fresh, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, address);
	if (p != MAP_FAILED) {
		address = p;
		return 0;
	}
	r = -errno;
	if (fresh != MAP_FAILED)
		syscall(SYS_munmap, fresh, size);
	return r;
}

static int map_page(void)
{
	struct status_page probe;
	AUTO_CLOSE int fd = selinuxfs_open("status", O_RDONLY);
	ssize_t n = fd < 0 ? fd : io_read(fd, &probe, sizeof(probe));
	int saved = errno, r;

	if (n < (ssize_t)sizeof(probe)) /* then there is no page to map either */
		return n < 0 ? (int)n : -EINVAL;
	r = map_at_address(fd);
	errno = saved;
	return r;
}

static void unmap_page(void)
{
	int saved = errno;

	(void)!map_at_address(-1);
	errno = saved;
}

static void watch_from(const struct status_page *public, const uint32_t *number)
{
	__atomic_store_n(&policy_page, public, __ATOMIC_RELEASE);
	__atomic_store_n(&page, public, __ATOMIC_RELEASE);
	__atomic_store_n(&avc_watch.seen, NOTHING_SEEN, __ATOMIC_RELEASE);
	__atomic_store_n(&avc_watch.number, number, __ATOMIC_RELEASE);
}

static bool by_netlink(void)
{
	return avc_watch.number == &never;
}

bool status_by_page(void)
{
	const uint32_t *number = __atomic_load_n(&avc_watch.number, __ATOMIC_ACQUIRE);

	return number != &never && number != &avc_watch.seen;
}

static void know_policy(uint32_t policy)
{
	__atomic_store_n(&avc_policy, policy, __ATOMIC_RELEASE);
}

/* 0: by the page; 1: by netlink, which tells changes only, so it is told how things stand. */
static int open_any(bool fallback)
{
	int r = map_page();

	(void)!policy_wait(); /* so that it is known what goes with the page now */
	if (r == 0) {
		polled = false;
		if (!snapshot(&last))
			last = (struct status_page){0};
		policy_new_generation(); /* nobody has been watching over those that were read
					    before */
		know_policy(last.policyload);
		watch_from(address, &address->sequence);
		return 0;
	}
	if (!fallback)
		return r;
	r = kernel_enforcing();
	if (r >= 0)
		r = netlink_open(false, r);
	if (r < 0)
		return r;
	policy_new_generation();
	know_policy(0);
	events_seen = netlink_state()->events;
	watch_from(NULL, &never);
	return 1;
}

int status_open(unsigned user, bool fallback)
{
	int r = 0;

	lock_take(LOCK_STATUS);
	if (!users)
		r = open_any(fallback);
	if (r >= 0) {
		users |= user;
		r = by_netlink();
		__atomic_store_n(&page, r ? NULL : address, __ATOMIC_RELEASE);
	}
	lock_drop(LOCK_STATUS);
	return r;
}

/* The mode that the AVC starts with, its own or the kernel's: taken where no change is applied. */
int status_take_mode(const bool *own)
{
	int mode;

	lock_take(LOCK_STATUS);
	mode = own ? *own : kernel_enforcing();
	if (mode >= 0) {
		avc_mode_is_own = own != NULL;
		__atomic_store_n(&avc_mode, mode, __ATOMIC_RELEASE);
	}
	lock_drop(LOCK_STATUS);
	return mode < 0 ? mode : 0;
}

/* What changed since the last look; returns how many events there are. */
static int changes(const struct status_page *now, struct event *events)
{
	int n = 0;

	if (now->enforcing != (uint32_t)__atomic_load_n(&avc_mode, __ATOMIC_ACQUIRE))
		events[n++] = (struct event){EVENT_SETENFORCE, now->enforcing};
	if (now->policyload != last.policyload)
		events[n++] = (struct event){EVENT_POLICYLOAD, now->policyload};
	return n;
}

/* For checks that came in before the AVC ended and look at the page no more. Nothing is announced,
 * and the caller, if he has the page too, still finds it changed. */
static void final_poll(void)
{
	struct event events[2];
	struct status_page now;
	int n = users && !by_netlink() && snapshot(&now) ? changes(&now, events) : 0;

	for (int i = 0; i < n; i++)
		event_apply(&events[i]);
}

void status_close(unsigned user)
{
	lock_take(LOCK_STATUS);
	if (user & USER_AVC) {
		final_poll();
		avc_mode_is_own = false;
	}
	users &= ~user;
	if (!(users & (USER_CALLER | USER_AVC_VIEW)))
		__atomic_store_n(&page, NULL, __ATOMIC_RELEASE);
	if (!users && avc_watch.number != &avc_watch.seen) {
		if (by_netlink())
			netlink_close();
		else
			unmap_page();
		watch_from(NULL, &avc_watch.seen);
	}
	lock_drop(LOCK_STATUS);
}

/* Returns how many events are to be announced, or negative errno; *changed: the page was. */
static int poll_page(struct event *events, bool *reset, bool *changed)
{
	struct status_page now;
	int n;

	if (!users || by_netlink())
		return users ? 0 : -EINVAL;
	if (!snapshot(&now) || now.sequence == avc_watch.seen)
		return 0;
	*changed = polled;
	/* COMPAT: the first poll reports nothing (tests/unit/test_avc_status.c
	 * the_first_poll_reports_nothing_and_each_change_once); but the AVC must know */
	n = polled || (users & USER_AVC) ? changes(&now, events) : 0;
	for (int i = 0; i < n; i++)
		reset[i] = event_apply(&events[i]);
	n = polled ? n : 0;
	last = now;
	polled = true;
	__atomic_store_n(&avc_watch.seen, now.sequence, __ATOMIC_RELEASE);
	return n;
}

static int poll_netlink(void)
{
	int r = netlink_receive();

	if (r < 0)
		return r;
	lock_take(LOCK_STATUS);
	r = netlink_state()->events != events_seen;
	events_seen = netlink_state()->events;
	lock_drop(LOCK_STATUS);
	return r;
}

/* 1: something changed, and all that follows has been done. */
int status_update(void)
{
	struct event events[2];
	bool reset[2], changed = false, netlink;
	int n, r = 0;

	lock_take(LOCK_STATUS);
	n = poll_page(events, reset, &changed);
	netlink = by_netlink();
	lock_drop(LOCK_STATUS);
	if (n < 0)
		return n;
	if (netlink)
		return poll_netlink();
	for (int i = 0; i < n; i++) {
		int err = event_notify(&events[i], reset[i]);

		r = r < 0 ? r : err;
	}
	return r < 0 ? r : changed;
}

/* What is held is of an older policy, or (0) of none yet. */
static void take_policy(uint32_t policy)
{
	lock_take(LOCK_STATUS);
	if (avc_policy < policy) {
		if (avc_policy) {
			policy_new_generation();
			cache_flush();
		}
		know_policy(policy);
	}
	lock_drop(LOCK_STATUS);
}

/* The kernel decides by a policy some milliseconds before it tells of it, in the page or by
 * netlink. The page has no number before a policy is loaded for the first time after it was first
 * looked at.
 */
void status_reach_policy(uint32_t policy)
{
	bool again = true;

	for (int tries = 0; again && tries < LOADING_TRIES; tries++) {
		uint32_t known;

		(void)!policy_wait();
		if (tries > 0)
			(void)!socket_wait(-1, 0, 1);
		if (!netlink_owned_by_caller())
			status_update();
		known = __atomic_load_n(&avc_policy, __ATOMIC_ACQUIRE);
		again = known && known < policy && status_by_page() && !netlink_owned_by_caller();
	}
	take_policy(policy);
}

PUBLIC int selinux_status_open(int fallback)
{
	return api_return(status_open(USER_CALLER, fallback));
}

PUBLIC void selinux_status_close(void)
{
	status_close(USER_CALLER | USER_AVC_VIEW);
}

/* Is there something to ask, for the public functions? */
static bool is_open_for_caller(void)
{
	bool yes;

	lock_take(LOCK_STATUS);
	yes = users & (USER_CALLER | USER_AVC_VIEW);
	lock_drop(LOCK_STATUS);
	return yes;
}

PUBLIC int selinux_status_updated(void)
{
	if (__atomic_load_n(&page, __ATOMIC_ACQUIRE) && status_quiet())
		return 0;
	return api_return(is_open_for_caller() ? status_update() : -EINVAL);
}

/* What netlink told, the latest included. */
static int ask_netlink(struct netlink_state *news)
{
	int r = is_open_for_caller() ? netlink_receive() : -EINVAL;

	if (r < 0)
		return r;
	lock_take(LOCK_STATUS);
	*news = *netlink_state();
	lock_drop(LOCK_STATUS);
	return 0;
}

PUBLIC int selinux_status_getenforce(void)
{
	const struct status_page *p = __atomic_load_n(&page, __ATOMIC_ACQUIRE);
	struct netlink_state news;
	int r;

	if (p)
		return field(&p->enforcing) != 0;
	r = ask_netlink(&news);
	return api_return(r < 0 ? r : news.enforcing);
}

PUBLIC int selinux_status_policyload(void)
{
	const struct status_page *p = __atomic_load_n(&page, __ATOMIC_ACQUIRE);
	struct netlink_state news;
	int r;

	if (p)
		return (int)field(&p->policyload);
	r = ask_netlink(&news);
	return r < 0 ? api_return(r) : (int)news.policyload;
}

PUBLIC int selinux_status_deny_unknown(void)
{
	const struct status_page *p = __atomic_load_n(&page, __ATOMIC_ACQUIRE);

	if (p)
		return field(&p->deny_unknown) != 0;
	return api_return(is_open_for_caller() ? kernel_deny_unknown() : -EINVAL);
}
