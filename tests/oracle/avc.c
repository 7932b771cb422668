/*
 * The user-space access vector cache: its life, its sids, callbacks, statistics and the netlink
 * side.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "avc_family.h"

static bool open_avc(const char *state)
{
	int ret;

	if (!CALL(avc_open, "%s", state))
		return false;
	ret = avc_open(NULL, 0);
	end_int(ret);
	return ret == 0;
}

static void opening(void)
{
	struct selinux_opt enforcing = {AVC_OPT_SETENFORCE, (char *)1};
	struct selinux_opt permissive = {AVC_OPT_SETENFORCE, NULL};
	struct selinux_opt unused = {AVC_OPT_UNUSED, NULL};
	struct selinux_opt unknown = {99, NULL};
	const struct {
		const char *name;
		struct selinux_opt *opts;
	} rows[] = {{"enforcing", &enforcing}, {"permissive", &permissive}, {"unused", &unused},
		{"unknown", &unknown}};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!FORKED(avc_open, "%s", rows[i].name))
			continue;
		end_int(avc_open(rows[i].opts, 1));
	}
	if (FORKED(avc_open, "null-one"))
		end_int(avc_open(NULL, 1));
	if (apart("twice")) {
		open_avc("once");
		open_avc("twice");
		apart_end();
	}
}

/* Calls before avc_open(). */
static void unopened(void)
{
	struct avc_cache_stats stats;
	struct av_decision avd;
	security_id_t sid = NULL;
	char *con = untouched;

	if (FORKED(avc_context_to_sid, "unopened"))
		end_sid(avc_context_to_sid(TMP_CON, &sid), &sid);
	if (FORKED(avc_context_to_sid_raw, "unopened"))
		end_sid(avc_context_to_sid_raw(TMP_CON, &sid), &sid);
	if (FORKED(avc_get_initial_sid, "unopened"))
		end_sid(avc_get_initial_sid("kernel", &sid), &sid);
	if (FORKED(avc_sid_to_context, "unopened"))
		end_con(avc_sid_to_context(NULL, &con), &con);
	if (FORKED(avc_has_perm, "unopened"))
		end_int(avc_has_perm(NULL, NULL, 1, 1, NULL, NULL));
	if (FORKED(avc_has_perm_noaudit, "unopened"))
		end_int(avc_has_perm_noaudit(NULL, NULL, 1, 1, NULL, &avd));
	if (FORKED(avc_compute_create, "unopened"))
		end_int(avc_compute_create(NULL, NULL, 1, &sid));
	if (FORKED(avc_compute_member, "unopened"))
		end_int(avc_compute_member(NULL, NULL, 1, &sid));
	if (FORKED(avc_reset, "unopened"))
		end_int(avc_reset());
	if (FORKED(avc_cleanup, "unopened")) {
		avc_cleanup();
		end_void();
	}
	if (FORKED(avc_destroy, "unopened")) {
		avc_destroy();
		end_void();
	}
	if (FORKED(avc_cache_stats, "unopened")) {
		avc_cache_stats(&stats);
		end_void();
	}
	if (FORKED(avc_av_stats, "unopened")) {
		avc_av_stats();
		end_void();
	}
	if (FORKED(avc_sid_stats, "unopened")) {
		avc_sid_stats();
		end_void();
	}
	if (FORKED(avc_netlink_check_nb, "unopened"))
		end_int(avc_netlink_check_nb());
	if (FORKED(avc_netlink_close, "unopened")) {
		avc_netlink_close();
		end_void();
	}
	if (FORKED(sidget, "unopened"))
		end_int(sidget(NULL));
	if (FORKED(sidput, "unopened"))
		end_int(sidput(NULL));
}

static void sids(void)
{
	security_id_t sid = NULL, again = NULL;
	char *con = untouched;

	for (size_t i = 0; i < sample_count; i++) {
		sid = NULL;
		if (CALL(avc_context_to_sid, "%s", samples[i].name))
			end_sid(avc_context_to_sid(samples[i].text, &sid), &sid);
		if (CALL(avc_context_to_sid_raw, "%s", samples[i].name))
			end_sid(avc_context_to_sid_raw(samples[i].text, &again), &again);
		if (sid)
			fact(samples[i].name, "%s", sid == again ? "same sid" : "other sid");
		if (sid && CALL(avc_sid_to_context, "%s", samples[i].name))
			end_con(avc_sid_to_context(sid, &con), &con);
		if (sid && CALL(avc_sid_to_context_raw, "%s", samples[i].name))
			end_con(avc_sid_to_context_raw(sid, &con), &con);
	}
	if (CALL(avc_get_initial_sid, "kernel"))
		end_sid(avc_get_initial_sid("kernel", &sid), &sid);
	sid = NULL;
	if (CALL(avc_get_initial_sid, "nosuch"))
		end_sid(avc_get_initial_sid("nosuch", &sid), &sid);
	sid = sid_of(TMP_CON);
	if (sid && CALL(sidget, "known"))
		end_int(sidget(sid));
	if (sid && CALL(sidput, "known"))
		end_int(sidput(sid));
	if (FORKED(avc_context_to_sid, "null"))
		end_sid(avc_context_to_sid(NULL, &sid), &sid);
	if (FORKED(avc_context_to_sid, "null-out"))
		end_int(avc_context_to_sid(TMP_CON, NULL));
	if (FORKED(avc_sid_to_context, "null"))
		end_con(avc_sid_to_context(NULL, &con), &con);
	if (FORKED(avc_sid_to_context, "null-out"))
		end_int(avc_sid_to_context(sid, NULL));
	if (FORKED(avc_get_initial_sid, "null"))
		end_sid(avc_get_initial_sid(NULL, &sid), &sid);
}

static void statistics(const char *state)
{
	struct avc_cache_stats stats;
	char text[256];

	memset(&stats, 0xff, sizeof(stats));
	if (CALL(avc_cache_stats, "%s", state)) {
		avc_cache_stats(&stats);
		snprintf(text, sizeof(text), "entry %u %u %u %u cav %u %u %u %u",
			stats.entry_lookups, stats.entry_hits, stats.entry_misses,
			stats.entry_discards, stats.cav_lookups, stats.cav_hits, stats.cav_probes,
			stats.cav_misses);
		end_text(0, text);
	}
	if (CALL(avc_av_stats, "%s", state)) {
		avc_av_stats();
		end_void();
	}
	if (CALL(avc_sid_stats, "%s", state)) {
		avc_sid_stats();
		end_void();
	}
}

static unsigned int event_count;

static int on_event(uint32_t event, security_id_t source, security_id_t target,
	security_class_t tclass, access_vector_t perms, access_vector_t *retained)
{
	char name[32];

	(void)source;
	(void)target;
	(void)retained;
	snprintf(name, sizeof(name), "event-%u", event_count++);
	fact(name, "%u class %u perms %x", event, tclass, perms);
	return 0;
}

static void events(void)
{
	if (CALL(avc_add_callback, "reset"))
		end_int(avc_add_callback(
			on_event, AVC_CALLBACK_RESET, SECSID_WILD, SECSID_WILD, 0, 0));
	if (CALL(avc_add_callback, "all"))
		end_int(avc_add_callback(on_event, ~0u, SECSID_WILD, SECSID_WILD, 0, 0));
	if (CALL(avc_reset, "callbacks"))
		end_int(avc_reset());
}

static void life(void)
{
	struct av_decision avd;

	statistics("new");
	avc_decisions("first");
	statistics("used");
	avc_computes();
	avc_audits();
	events();
	statistics("reset");
	avc_decisions("reset");
	if (CALL(avc_cleanup, "used")) {
		avc_cleanup();
		end_void();
	}
	if (CALL(avc_destroy, "used")) {
		avc_destroy();
		end_void();
	}
	if (FORKED(avc_has_perm_noaudit, "destroyed"))
		end_int(avc_has_perm_noaudit(NULL, NULL, 1, 1, NULL, &avd));
	if (open_avc("reopened"))
		avc_decisions("reopened");
}

/* avc_init() with everything of the caller's own: each callback tells when it is first used. */
static unsigned int used[8];
enum {
	USED_MALLOC,
	USED_FREE,
	USED_LOG,
	USED_AUDIT,
	USED_ALLOC_LOCK,
	USED_LOCK,
	USED_THREAD
};

static void *own_malloc(size_t size)
{
	used[USED_MALLOC]++;
	return malloc(size);
}

static void own_free(void *p)
{
	used[USED_FREE]++;
	free(p);
}

static void own_log(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void own_log(const char *fmt, ...)
{
	va_list args;

	used[USED_LOG]++;
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
}

static void own_audit(void *data, security_class_t tclass, char *text, size_t size)
{
	(void)data;
	used[USED_AUDIT]++;
	snprintf(text, size, "own audit %u", tclass);
}

static void *own_thread(void (*run)(void))
{
	(void)run;
	used[USED_THREAD]++;
	return &used;
}

static void own_stop(void *thread)
{
	(void)thread;
}

static void *own_alloc_lock(void)
{
	used[USED_ALLOC_LOCK]++;
	return &used;
}

static void own_lock(void *lock)
{
	(void)lock;
	used[USED_LOCK]++;
}

static void init_own(void)
{
	static const struct avc_memory_callback memory = {own_malloc, own_free};
	static const struct avc_log_callback log = {own_log, own_audit};
	static const struct avc_thread_callback thread = {own_thread, own_stop};
	static const struct avc_lock_callback lock = {own_alloc_lock, own_lock, own_lock, own_lock};

	int ret;

	if (!CALL(avc_init, "own"))
		return;
	ret = avc_init("a_prefix_longer_than_room", &memory, &log, &thread, &lock);
	end_int(ret);
	if (ret < 0)
		return;
	avc_decisions("own");
	if (CALL(avc_destroy, "own")) {
		avc_destroy();
		end_void();
	}
	fact("own/used", "malloc=%d free=%d log=%d audit=%d alloc_lock=%d lock=%d thread=%d",
		used[USED_MALLOC] > 0, used[USED_FREE] > 0, used[USED_LOG] > 0,
		used[USED_AUDIT] > 0, used[USED_ALLOC_LOCK] > 0, used[USED_LOCK] > 0,
		used[USED_THREAD] > 0);
}

static void init_plain(void)
{
	int ret;

	if (!CALL(avc_init, "plain"))
		return;
	ret = avc_init(NULL, NULL, NULL, NULL, NULL);
	end_int(ret);
	if (ret == 0)
		avc_decisions("plain");
}

static void netlink(void)
{
	int fd;

	if (CALL(avc_netlink_open, "nonblocking"))
		end_int(avc_netlink_open(0));
	if (CALL(avc_netlink_check_nb, "open"))
		end_int(avc_netlink_check_nb());
	if (CALL(avc_netlink_acquire_fd, "open")) {
		fd = avc_netlink_acquire_fd();
		end_text(fd < 0 ? -1 : 0, "");
	}
	if (CALL(avc_netlink_release_fd, "open")) {
		avc_netlink_release_fd();
		end_void();
	}
	if (CALL(avc_netlink_close, "open")) {
		avc_netlink_close();
		end_void();
	}
	if (CALL(avc_netlink_check_nb, "closed"))
		end_int(avc_netlink_check_nb());
	if (CALL(avc_netlink_open, "blocking"))
		end_int(avc_netlink_open(1));
	if (CALL(avc_netlink_close, "blocking")) {
		avc_netlink_close();
		end_void();
	}
}

static void acquire_unopened(void)
{
	int fd;

	if (CALL(avc_netlink_acquire_fd, "unopened")) {
		fd = avc_netlink_acquire_fd();
		end_text(fd < 0 ? -1 : 0, "");
	}
}

static void with_enforce(const char *name, bool enforce)
{
	struct selinux_opt opt = {AVC_OPT_SETENFORCE, enforce ? (char *)1 : NULL};

	if (!apart(name))
		return;
	if (CALL(avc_open, "set-%s", name)) {
		int ret = avc_open(&opt, 1);

		end_int(ret);
		if (ret == 0)
			avc_decisions(name);
	}
	apart_end();
}

static void open_and_live(void)
{
	if (open_avc("life")) {
		sids();
		life();
	}
}

void family_avc(void)
{
	unopened();
	opening();
	apart_run("life", open_and_live);
	apart_run("init_own", init_own);
	apart_run("init_plain", init_plain);
	apart_run("netlink", netlink);
	apart_run("acquire", acquire_unopened);
	with_enforce("enforcing", true);
	with_enforce("permissive", false);
}
