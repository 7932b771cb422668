/* SPDX-License-Identifier: MIT */
/*
 * /etc/selinux/config, and the paths of the policy store that it names. A configuration is never
 * changed once made and never freed: its strings are handed out. One is made for each root ever
 * asked for. Takes LOCK_CONFIG to make one.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <string.h>

#include <selinux/selinux.h>

#include "presence/presence.h"

struct config {
	struct config *next;
	bool require_seusers;
	const char *type; /* the policy's name, the last part of the root */
	const char *path[PATH_COUNT];
	char root[]; /* then the paths, one behind the other */
};

static const char *const suffixes[PATH_COUNT] = {
	[PATH_BINARY_POLICY] = "/policy/policy",
	[PATH_CONTEXTS] = "/contexts",
	[PATH_FILE_CONTEXTS] = "/contexts/files/file_contexts",
	[PATH_HOMEDIR_TEMPLATE] = "/contexts/files/homedir_template",
	[PATH_DEFAULT_CONTEXTS] = "/contexts/default_contexts",
	[PATH_USER_CONTEXTS] = "/contexts/users/",
	[PATH_FAILSAFE_CONTEXT] = "/contexts/failsafe_context",
	[PATH_DEFAULT_TYPE] = "/contexts/default_type",
	[PATH_SECURETTY_TYPES] = "/contexts/securetty_types",
	[PATH_BOOLEANS] = "/booleans",
	[PATH_MEDIA] = "/contexts/files/media",
	[PATH_REMOVABLE_CONTEXT] = "/contexts/removable_context",
	[PATH_CUSTOMIZABLE_TYPES] = "/contexts/customizable_types",
	[PATH_USERS] = "/users/",
	[PATH_SEUSERS] = "/seusers",
	[PATH_TRANSLATIONS] = "/setrans.conf",
	[PATH_NETFILTER_CONTEXTS] = "/contexts/netfilter_contexts",
	[PATH_FILE_CONTEXTS_HOMEDIRS] = "/contexts/files/file_contexts.homedirs",
	[PATH_FILE_CONTEXTS_LOCAL] = "/contexts/files/file_contexts.local",
	[PATH_X_CONTEXTS] = "/contexts/x_contexts",
	[PATH_COLORS] = "/secolor.conf",
	[PATH_VIRTUAL_DOMAIN_CONTEXT] = "/contexts/virtual_domain_context",
	[PATH_VIRTUAL_IMAGE_CONTEXT] = "/contexts/virtual_image_context",
	[PATH_LXC_CONTEXTS] = "/contexts/lxc_contexts",
	[PATH_OPENRC_CONTEXTS] = "/contexts/openrc_contexts",
	[PATH_OPENSSH_CONTEXTS] = "/contexts/openssh_contexts",
	[PATH_SNAPPERD_CONTEXTS] = "/contexts/snapperd_contexts",
	[PATH_SYSTEMD_CONTEXTS] = "/contexts/systemd_contexts",
	[PATH_FILE_CONTEXTS_SUBS] = "/contexts/files/file_contexts.subs",
	[PATH_FILE_CONTEXTS_SUBS_DIST] = "/contexts/files/file_contexts.subs_dist",
	[PATH_SEPGSQL_CONTEXTS] = "/contexts/sepgsql_contexts",
	[PATH_BOOLEAN_SUBS] = "/booleans.subs_dist",
};

/* What the file says. */
struct settings {
	char type[NAME_MAX + 1];
	bool require_seusers;
};

static struct config *configs; /* all; LOCK_CONFIG */
static struct config *current; /* the one in force, NULL before it was first asked for */
/* The last line of the file that made no sense, and why; told once, to the first who asks. */
static const char *problem;
static unsigned problem_line; /* 0: the file as a whole */
static bool store_is_unknown; /* the file that names it could not be read; atomic */
/* Room for the first one, so that there is one even without memory. */
static union {
	struct config config;
	char room[sizeof(struct config) + (PATH_COUNT + 1) * (sizeof(SELINUX_DIR) + NAME_MAX + 48)];
} first;

static void note_problem(const char *why, unsigned line)
{
	problem_line = line;
	__atomic_store_n(&problem, why, __ATOMIC_RELEASE);
}

/* COMPAT: the letters of this tag may be large or small, those of the next may not; leading blanks
 * are allowed for both, but none before the '=' (tests/oracle, config). */
static char *type_in(char *line)
{
	static const char tag[] = "SELINUXTYPE";

	return string_begins_any_case(line, tag) && line[sizeof(tag) - 1] == '='
		       ? text_trim(line + sizeof(tag))
		       : NULL;
}

static char *requirement_in(char *line)
{
	static const char tag[] = "REQUIRESEUSERS=";

	return string_begins(line, tag) ? text_trim(line + sizeof(tag) - 1) : NULL;
}

static bool is_true(const char *word)
{
	uint32_t number;

	return number_u32(word, 10, &number, NULL) ? number != 0
						   : string_begins_any_case(word, "true");
}

static const char *read_line(struct settings *s, const struct text *t)
{
	char *line, *value;

	if (text_has_nul(t))
		return "it holds a NUL byte";
	line = text_trim(t->line);
	if (!*line || *line == '#')
		return NULL;
	if ((value = type_in(line))) {
		if (strlen(value) >= sizeof(s->type))
			return "the policy's name is too long";
		memcpy(s->type, value, strlen(value) + 1);
	} else if ((value = requirement_in(line))) {
		s->require_seusers = is_true(value);
	} else if (!strchr(line, '=')) {
		return "it is not a setting";
	}
	return NULL;
}

/* Returns 0, or a negative errno; *s then holds the defaults. */
static int read_settings(struct settings *s)
{
	struct text t;
	int r = text_open(&t, SELINUX_CONFIG);

	*s = (struct settings){.type = "targeted"};
	if (r < 0) {
		if (r != -ENOENT)
			note_problem("it cannot be read", 0);
		return r;
	}
	while (text_next(&t)) {
		const char *why = read_line(s, &t);

		if (why)
			note_problem(why, t.lineno);
	}
	text_close(&t);
	return 0;
}

static size_t size_of(const char *root)
{
	size_t size = strlen(root) + 1;

	for (int i = 0; i < PATH_COUNT; i++)
		size += strlen(root) + strlen(suffixes[i]) + 1;
	return sizeof(struct config) + size;
}

static struct config *room_for(size_t size)
{
	if (!configs && size <= sizeof(first))
		return &first.config;
	return malloc(size);
}

/* The configuration of a root, made if there was none yet; LOCK_CONFIG is held. The policy's name
 * begins `type` bytes into the root. */
static struct config *configure(const char *root, size_t type, bool require_seusers)
{
	struct config *c;
	size_t size = size_of(root);
	const char *end;
	char *p;

	for (c = configs; c; c = c->next)
		if (c->require_seusers == require_seusers && strcmp(c->root, root) == 0 &&
			c->type == c->root + type)
			return c;
	c = room_for(size);
	if (!c)
		return NULL;
	end = (char *)c + size;
	c->require_seusers = require_seusers;
	p = c->root;
	p += STRING_JOIN(p, (size_t)(end - p), root) + 1;
	c->type = c->root + type;
	for (int i = 0; i < PATH_COUNT; i++) {
		c->path[i] = p;
		p += STRING_JOIN(p, (size_t)(end - p), root, suffixes[i]) + 1;
	}
	c->next = configs;
	configs = c;
	return c;
}

/* Makes `root` (NULL: the one that the file names) the one in force. */
static int put_in_force(const char *root, bool require_seusers)
{
	struct settings settings;
	char named[sizeof(SELINUX_DIR) + sizeof(settings.type)];
	struct config *c;
	size_t type;
	int r = 0;

	if (root) {
		type = (size_t)(string_last(root, '/') + 1 - root);
	} else {
		r = read_settings(&settings);
		(void)!STRING_JOIN(named, sizeof(named), SELINUX_DIR, settings.type);
		root = named;
		type = strlen(SELINUX_DIR);
		require_seusers = settings.require_seusers;
	}
	__atomic_store_n(&store_is_unknown, r < 0 && r != -ENOENT, __ATOMIC_RELAXED);
	lock_take(LOCK_CONFIG);
	c = configure(root, type, require_seusers);
	if (c)
		__atomic_store_n(&current, c, __ATOMIC_RELEASE);
	lock_drop(LOCK_CONFIG);
	return c ? 0 : -ENOMEM;
}

static const struct config *config(void)
{
	const struct config *c = __atomic_load_n(&current, __ATOMIC_ACQUIRE);

	if (c)
		return c;
	put_in_force(NULL, false);
	return __atomic_load_n(&current, __ATOMIC_ACQUIRE);
}

/* The same, for a caller who is to hear what is wrong with the file (once). */
static const struct config *asked(void)
{
	const struct config *c = config();
	const char *why = __atomic_exchange_n(&problem, NULL, __ATOMIC_ACQ_REL);

	if (why && problem_line)
		report(SELINUX_ERROR, "%s:  line %u is ignored: %s\n", SELINUX_CONFIG, problem_line,
			why);
	else if (why)
		report(SELINUX_ERROR, "%s: %s, its defaults hold\n", SELINUX_CONFIG, why);
	return c;
}

const char *config_path(enum config_path which)
{
	return asked()->path[which];
}

const char *config_root(void)
{
	return asked()->root;
}

bool config_requires_seusers(void)
{
	return asked()->require_seusers;
}

/* This, and the next, decide whether SELinux is on. A confined domain may not look everywhere: only
 * what is certainly missing turns it off. */
bool config_exists(void)
{
	return !io_is_missing(SELINUX_CONFIG);
}

/* Called at load: says nothing about a broken file, for no one has set a log function yet. */
bool config_store_exists(void)
{
	const char *path = config()->path[PATH_FILE_CONTEXTS];
	char compiled[PATH_MAX];

	return !io_is_missing(path) || __atomic_load_n(&store_is_unknown, __ATOMIC_RELAXED) ||
	       (STRING_JOIN(compiled, sizeof(compiled), path, ".bin") < sizeof(compiled) &&
		       !io_is_missing(compiled));
}

PUBLIC int selinux_getpolicytype(char **policytype)
{
	char *copy;

	if (!policytype)
		return edge(-EINVAL);
	copy = string_copy(asked()->type);
	if (!copy)
		return edge(-ENOMEM);
	*policytype = copy;
	return 0;
}

PUBLIC int selinux_set_policy_root(const char *rootpath)
{
	if (!rootpath || !strchr(rootpath, '/'))
		return edge(-EINVAL);
	return edge(put_in_force(rootpath, config_requires_seusers()));
}

PUBLIC void selinux_reset_config(void)
{
	put_in_force(NULL, false);
}

/* What the file wants at boot; nothing that is_selinux_enabled() would go by. */
PUBLIC int selinux_getenforcemode(int *enforce)
{
	static const struct {
		const char *word;
		int mode;
	} modes[] = {{"enforcing", 1}, {"permissive", 0}, {"disabled", -1}};
	struct text t;
	int r = enforce ? text_open(&t, SELINUX_CONFIG) : -EINVAL;

	if (r < 0)
		return edge(r);
	r = -EINVAL;
	while (r < 0 && text_next(&t)) {
		const char *value;

		if (!string_begins(t.line, "SELINUX="))
			continue;
		value = string_skip_blanks(t.line + 8);
		for (size_t i = 0; r < 0 && i < ARRAY_SIZE(modes); i++) {
			if (string_begins_any_case(value, modes[i].word)) {
				*enforce = modes[i].mode;
				r = 0;
			}
		}
		break;
	}
	text_close(&t);
	return edge(r);
}

PUBLIC const char *selinux_policy_root(void)
{
	return config_root();
}

PUBLIC const char *selinux_path(void)
{
	return SELINUX_DIR;
}
