/* SPDX-License-Identifier: MIT */
/*
 * Which SELinux user a login is, and at which level: the policy store's `seusers`, and
 * `logins/USER` for one service. Works where SELinux is off. Groups are those of the name service.
 * Takes no lock.
 */
#define _GNU_SOURCE
#include <grp.h>
#include <pwd.h>
#include <string.h>

#include <selinux/selinux.h>

#include "kernel/kernel.h"
#include "login/login.h"

#define DEFAULT_LOGIN "__default__"

/* The name service's buffers grow up to this: enough for a group of a million members. */
enum {
	NAME_BUFFER = 1024,
	NAME_BUFFER_MAX = 64 << 20,
	GROUPS_FIRST = 64,
	GROUPS_MAX = 65536
};

/* A line of seusers, "login:seuser[:level]"; strings of the text that it was read from. */
struct entry {
	char *login, *seuser, *level;
};

enum line {
	LINE_EMPTY,
	LINE_ENTRY,
	LINE_BAD
};

/* Ends s at its first blank; false if nothing is before that. */
static bool cut_at_blank(char *s)
{
	char *cursor = s;

	return text_word(&cursor) == s;
}

/* COMPAT: blanks end a level, or a seuser without level, but belong to a login and to a seuser
 * that has a level; without MLS the level may be anything (tests/unit/test_login_seuser.c
 * blanks_end_a_level_but_belong_to_a_login; tests/unit/test_login_seuser.c
 * without_mls_the_level_may_be_anything). */
static enum line parse_line(char *line, bool mls, struct entry *e)
{
	*e = (struct entry){.login = text_trim(line)};
	if (!*e->login || *e->login == '#')
		return LINE_EMPTY;
	e->seuser = strchr(e->login, ':');
	if (!e->seuser)
		return LINE_BAD;
	*e->seuser++ = '\0';
	e->level = strchr(e->seuser, ':');
	if (!e->level)
		return cut_at_blank(e->seuser) ? LINE_ENTRY : LINE_BAD;
	*e->level++ = '\0';
	if (!*e->seuser || (!cut_at_blank(e->level) && mls))
		return LINE_BAD;
	if (!mls)
		e->level = NULL;
	return LINE_ENTRY;
}

/* The groups of a login, asked for when the first line names a group. */
struct membership {
	const char *login;
	bool known; /* groups[] are all */
	gid_t *groups;
	int count;
};

/* The group of this name, or the primary group of the login of this name; -ENOENT only if the name
 * service says that there is none. The buffer grows until the answer fits. */
static int find_group(const char *name, bool of_login, gid_t *gid)
{
	AUTO_FREE char *buf = NULL;
	struct passwd login, *login_found = NULL;
	struct group group, *group_found = NULL;
	int r = ERANGE;

	for (size_t size = NAME_BUFFER; r == ERANGE && size <= NAME_BUFFER_MAX; size *= 2) {
		free(buf);
		buf = malloc(size);
		if (!buf)
			return -ENOMEM;
		do
			r = of_login ? getpwnam_r(name, &login, buf, size, &login_found)
				     : getgrnam_r(name, &group, buf, size, &group_found);
		while (r == EINTR);
	}
	if (!login_found && !group_found)
		return r == 0 || r == ESRCH ? -ENOENT : -r;
	*gid = login_found ? login.pw_gid : group.gr_gid;
	return 0;
}

/* A login that the name service does not know is in no group. */
static int ask_groups(struct membership *m)
{
	int capacity = GROUPS_FIRST, count;
	gid_t primary, *groups;
	int r = find_group(m->login, true, &primary);

	m->known = true;
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	for (;;) {
		groups = malloc((size_t)capacity * sizeof(*groups));
		if (!groups)
			return -ENOMEM;
		count = capacity;
		errno = 0; /* its result does not say that a part of the list could not be had */
		r = getgrouplist(m->login, primary, groups, &count) < 0 ? -EOVERFLOW : 0;
		if (errno == EINTR || is_resource_error(-errno))
			r = -errno;
		if (r == 0)
			break;
		free(groups);
		if (is_resource_error(r))
			return r;
		if (r == -EOVERFLOW && (capacity *= 2) > GROUPS_MAX)
			return r;
	}
	m->groups = groups;
	m->count = count;
	return 0;
}

static int is_member(struct membership *m, const char *group)
{
	int r = m->known ? 0 : ask_groups(m);
	gid_t gid;

	if (r < 0 || m->count == 0)
		return r;
	r = find_group(group, false, &gid);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	for (int i = 0; i < m->count; i++) {
		if (m->groups[i] == gid)
			return 1;
	}
	return 0;
}

/* The login's own line, else the first of a group of its, else the default; 0 if there is none. A
 * group that cannot be asked for may be one of its, so no later line is taken in its place. */
static int find_entry(struct text *t, const char *login, struct entry *found)
{
	struct entry e, by_group = {0}, by_default = {0};
	struct membership m = {.login = login};
	int mls = kernel_has_levels(), r = 0;

	if (mls < 0)
		return mls;
	while (lines_next(t)) {
		enum line kind = parse_line(t->line, mls, &e);

		if (kind == LINE_BAD)
			lines_complain(t);
		if (kind != LINE_ENTRY)
			continue;
		if (strcmp(e.login, login) == 0) {
			*found = e;
			break;
		}
		if (e.login[0] == '%') {
			if (r == 0)
				r = is_member(&m, e.login + 1);
			if (r > 0 && !by_group.login)
				by_group = e;
		} else if (!by_default.login && strcmp(e.login, DEFAULT_LOGIN) == 0) {
			by_default = e;
		}
	}
	free(m.groups);
	if (found->login)
		return 1;
	if (r < 0)
		return r;
	*found = by_group.login ? by_group : by_default;
	return found->login != NULL;
}

static int copy_pair(const char *seuser, const char *level, char **r_seuser, char **r_level)
{
	char *s = str_dup(seuser), *l = level ? str_dup(level) : NULL;

	if (!s || (level && !l)) {
		free(s);
		free(l);
		return -ENOMEM;
	}
	*r_seuser = s;
	*r_level = l;
	return 0;
}

static int seuser_by_name(const char *login, char **seuser, char **level)
{
	struct entry e = {0};
	struct text t;
	int r = lines_open(&t, PATH_SEUSERS);

	if (is_resource_error(r))
		return r;
	if (r < 0)
		return config_requires_seusers() ? r : copy_pair(login, NULL, seuser, level);
	r = find_entry(&t, login, &e);
	if (r > 0)
		r = copy_pair(e.seuser, e.level, seuser, level);
	else if (r == 0)
		r = config_requires_seusers() ? -ENOENT : copy_pair(login, NULL, seuser, level);
	text_close(&t);
	return r;
}

PUBLIC int getseuserbyname(const char *linuxuser, char **seuser, char **level)
{
	int saved = errno, r;

	if (!linuxuser || !seuser || !level)
		return api_return(-EINVAL);
	r = seuser_by_name(linuxuser, seuser, level);
	errno = saved; /* the name service's */
	return login_return(r);
}

/* logins/USER, "service:seuser:level" on each line, taken as it stands.
 * COMPAT: the first line of the service counts, else the last of "*", and if that has no level,
 * none does; the level is told also where MLS is off (tests/unit/test_login_seuser.c
 * the_line_of_the_service_counts_else_the_last_of_all). */
static int seuser_by_service(struct text *t, const char *service, char **seuser, char **level)
{
	struct entry e, found = {0};
	bool own = false;

	while (!own && lines_next(t)) {
		e = (struct entry){.login = t->line, .seuser = strchr(t->line, ':')};
		if (!e.seuser)
			continue;
		*e.seuser++ = '\0';
		e.level = strchr(e.seuser, ':');
		if (e.level)
			*e.level++ = '\0';
		own = service && strcmp(e.login, service) == 0;
		if (own || strcmp(e.login, "*") == 0)
			found = e;
	}
	return found.level ? copy_pair(found.seuser, found.level, seuser, level) : -ENOENT;
}

/* `service` may be NULL: a login by none in particular. */
PUBLIC int getseuser(const char *username, const char *service, char **r_seuser, char **r_level)
{
	AUTO_FREE char *directory = NULL, *path = NULL;
	struct text t;
	int r;

	if (!username || !r_seuser || !r_level)
		return api_return(-EINVAL);
	r = config_ready();
	if (r < 0)
		return api_return(r);
	directory = lines_join(config_root(), "/logins/", "");
	if (!directory)
		return api_return(-ENOMEM);
	r = lines_open_user(&t, directory, username, &path);
	if (r == 0) {
		r = seuser_by_service(&t, service, r_seuser, r_level);
		text_close(&t);
	}
	if (r == 0 || is_resource_error(r))
		return api_return(r);
	return getseuserbyname(username, r_seuser, r_level);
}
