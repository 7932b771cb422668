/*
 * From a login name to a SELinux user: seusers with groups and ranges, and the files of
 * services, in policy roots made here.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

static const char *const logins[] = {"root", "daemon", "nobody", "exact", "nolevel", "empty-level",
	"twice", "spaced", "nosuch", "__default__", "%root", "%sys", "", "a:b", "with space",
	"tab"};

static const struct sample seusers[] = {
	{"usual", "# comment\nroot:root:s0-s0:c0.c1023\n__default__:unconfined_u:s0\n"},
	{"forms", "exact:exact_u:s0-s0:c0.c5\nnolevel:nolevel_u\nempty-level:el_u:\n"
		  "twice:one_u:s0\ntwice:two_u:s1\n  spaced : spaced_u : s0 \ntab\t:tab_u:s0\t\n"
		  "with space:ws_u:s0\n"},
	{"groups", "%root:group_u:s0\n%sys:sys_u:s1\n%nosuchgroup:no_u:s0\n__default__:def_u:s0\n"},
	{"exact-after-group", "%root:group_u:s0\nroot:exact_u:s0\n"},
	{"no-default", "someone:some_u:s0\n"},
	{"default-first", "__default__:def_u:s0\nroot:root:s0\n"},
	{"default-twice", "__default__:one_u:s0\n__default__:two_u:s0\n"},
	{"empty-fields", "::\nroot::s0\n:x:s0\n"},
	{"no-colon", "root\ndaemon root\n"},
	{"bad-then-good", "root\nroot:good_u:s0\n"},
	{"four-fields", "root:root:s0:c1:extra\n"},
	{"trailing-comment", "root:root:s0 # comment\n#root:x:s0\n"},
};

static const struct sample services[] = {
	{"usual", "sshd:ssh_u:s0\n*:any_u:s1\n"},
	{"any-first", "*:any_u:s1\nsshd:ssh_u:s0\n"},
	{"no-any", "cron:cron_u:s0\n"},
	{"no-level", "sshd:ssh_u\n"},
	{"empty-level", "sshd:ssh_u:\n"},
	{"spaced", "  sshd : ssh_u : s0 \n"},
	{"comment", "# sshd:x:s0\nsshd:ssh_u:s0 # c\n"},
};

static void by_name(const char *state, const char *login, size_t number)
{
	char *user = untouched, *level = untouched;

	if (CALL(getseuserbyname, "%s/%zu", state, number))
		end_two(getseuserbyname(login, &user, &level), &user, &level);
}

static void by_service(const char *state, const char *login, const char *service)
{
	char *user = untouched, *level = untouched;

	if (CALL(getseuser, "%s/%s/%s", state, login, service ? service : "null"))
		end_two(getseuser(login, service, &user, &level), &user, &level);
}

static void own_roots(void)
{
	char state[64];

	for (size_t i = 0; i < COUNT(seusers); i++) {
		root_text(seusers[i].name, "seusers", seusers[i].text);
		snprintf(state, sizeof(state), "root-%s", seusers[i].name);
		if (!root_enter(seusers[i].name))
			return;
		for (size_t j = 0; j < COUNT(logins); j++)
			by_name(state, logins[j], j);
	}
}

static void service_roots(void)
{
	char root[64], file[128];

	for (size_t i = 0; i < COUNT(services); i++) {
		snprintf(root, sizeof(root), "service-%s", services[i].name);
		root_text(root, "seusers", "root:seuser_root:s0\n__default__:def_u:s0\n");
		root_text(root, "logins/root", services[i].text);
		snprintf(file, sizeof(file), "%s/logins/folder", root);
		mkdir(file, 0755);
		if (!root_enter(root))
			return;
		by_service(root, "root", "sshd");
		by_service(root, "root", "other");
		by_service(root, "root", "");
		by_service(root, "nosuch", "sshd");
		by_service(root, "folder", "sshd");
		by_service(root, "../seusers", "root");
	}
}

static void bad_files(void)
{
	size_t count;
	const struct bad_content *bad = bad_contents("root:bad_u:s0\n", &count);
	char root[64];

	for (size_t i = 0; i < count; i++) {
		snprintf(root, sizeof(root), "bad-%s", bad[i].name);
		root_file(root, "seusers", bad[i].data, bad[i].len);
		root_file(root, "logins/root", bad[i].data, bad[i].len);
		if (!root_enter(root))
			return;
		by_name(root, "root", 0);
		by_name(root, "nosuch", 1);
		by_service(root, "root", "root");
	}
	mkdir("bad-folder", 0755);
	mkdir("bad-folder/seusers", 0755);
	if (root_enter("bad-folder"))
		by_name("bad-folder", "root", 0);
	if (root_enter("bad-absent"))
		by_name("bad-absent", "root", 0);
	if (root_enter("bad-unreadable")) {
		root_text("bad-unreadable", "seusers", "root:x:s0\n");
		chmod("bad-unreadable/seusers", 0);
		chmod(".", 0755);
		if (!seteuid(65534))
			by_name("bad-unreadable", "root", 0);
	}
}

static void long_names(void)
{
	char *text = NULL, *user = untouched, *level = untouched;

	if (asprintf(&text, "root:%s:%s\n", repeat("u", 20000), repeat("l", 20000)) < 0)
		return;
	root_text("long", "seusers", text);
	if (root_enter("long"))
		by_name("long", "root", 0);
	if (CALL(getseuserbyname, "long-login"))
		end_two(getseuserbyname(repeat("n", 10000), &user, &level), &user, &level);
	if (CALL(getseuser, "long-login"))
		end_two(getseuser(repeat("n", 10000), "sshd", &user, &level), &user, &level);
}

/* root, behind half a million others: the name service's answer takes 5.5 MB. */
static void large_group(void)
{
	enum {
		MEMBERS = 500000,
		LINE = sizeof("mem0000000,") - 1
	};
	char *group = malloc(MEMBERS * LINE + 128), *end = group;

	if (!group)
		abort();
	end += sprintf(end, "root:x:0:\nlarge:x:4711:");
	for (int i = 0; i < MEMBERS; i++)
		end += sprintf(end, "mem%07d,", i);
	end += sprintf(end, "root\n");
	put_file("group", group, (size_t)(end - group));
	free(group);
	root_text("large-group", "seusers", "%large:large_u:s0\n__default__:def_u:s0\n");
	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0 ||
		mount(work_path("group"), "/etc/group", "none", MS_BIND, NULL) < 0) {
		fact("large-group", "cannot be mounted: %s", strerror(errno));
		return;
	}
	if (root_enter("large-group")) {
		by_name("large-group", "root", 0);
		by_name("large-group", "nobody", 1);
	}
}

static void nulls(void)
{
	char *user = untouched, *level = untouched;

	if (FORKED(getseuserbyname, "null"))
		end_two(getseuserbyname(NULL, &user, &level), &user, &level);
	if (FORKED(getseuserbyname, "null-user"))
		end_int(getseuserbyname("root", NULL, &level));
	if (FORKED(getseuserbyname, "null-level"))
		end_con(getseuserbyname("root", &user, NULL), &user);
	if (FORKED(getseuser, "null"))
		end_two(getseuser(NULL, "sshd", &user, &level), &user, &level);
	if (FORKED(getseuser, "null-service"))
		end_two(getseuser("root", NULL, &user, &level), &user, &level);
	if (FORKED(getseuser, "null-out"))
		end_int(getseuser("root", "sshd", NULL, NULL));
}

void family_seuser(void)
{
	for (size_t i = 0; i < COUNT(logins); i++) {
		by_name("system", logins[i], i);
		if (i < 4)
			by_service("system", logins[i], "sshd");
	}
	apart_run("own_roots", own_roots);
	apart_run("service_roots", service_roots);
	apart_run("long_names", long_names);
	apart_run("bad_files", bad_files);
	apart_run("large_group", large_group);
	nulls();
}
