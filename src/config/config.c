/* SPDX-License-Identifier: MIT */
/*
 * /etc/selinux/config, and the paths of the policy store that it names. A configuration is never
 * changed once made and never freed: its strings are handed out. One is made for each root ever
 * asked for. Takes LOCK_CONFIG to make one.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <string.h>

#include "common/log.h"
#include "config/config.h"
#include "config/settings.h"

struct config {
	struct config *next;
	bool require_seusers;
	const char *type;   /* the policy's name, the last part of the root */
	unsigned type_line; /* of the configuration file, where it is named; 0: nowhere */
	bool from_file;     /* not set by selinux_set_policy_root() */
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

static struct config *configs; /* all; LOCK_CONFIG */
static struct config *current; /* the one in force, NULL before it was first asked for */
/* The last line of the file that made no sense, and why; told once, to the first who asks. */
static const char *problem;
static unsigned problem_line;  /* 0: the file as a whole */
static bool problem_is_access; /* the file may not be read */
static bool store_is_unknown;  /* the file that names it could not be read; atomic */
/* Room for the first one, so that there is one even without memory. */
static union {
	struct config config;
	char room[sizeof(struct config) + (PATH_COUNT + 1) * (sizeof(SELINUX_DIR) + NAME_MAX + 48)];
} first;

static void note_problem(const char *why, unsigned line, bool is_access)
{
	problem_line = line;
	problem_is_access = is_access;
	__atomic_store_n(&problem, why, __ATOMIC_RELEASE);
}

/* Has the policy store below this root file contexts, as text or compiled? 1, 0, or a negative
 * errno where that cannot be told. */
static int store_exists(const char *root)
{
	static const char *const endings[] = {"", ".bin"};
	char path[PATH_MAX];
	int r = 0;

	for (size_t i = 0; r == 0 && i < ARRAY_SIZE(endings); i++) {
		if (STR_JOIN(path, sizeof(path), root, suffixes[PATH_FILE_CONTEXTS], endings[i]) <
			sizeof(path))
			r = io_is_regular(path);
	}
	return r;
}

/* Where no line names a policy: that of Debian if it is there, else that of Red Hat. */
static void take_default_type(struct settings *s)
{
	if (!s->type_line && store_exists(SELINUX_DIR "default") > 0)
		memcpy(s->type, "default", sizeof("default"));
}

/* Returns 0, or a negative errno; *s then holds the defaults. */
static int read_settings(struct settings *s)
{
	int r = settings_read(s);

	note_problem(s->problem, s->problem_line, r == -EACCES || r == -EPERM);
	take_default_type(s);
	return r;
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
 * begins `type` bytes into the root. `s`: what the file says, or NULL for a root set by the
 * program.
 */
static struct config *configure(
	const char *root, size_t type, bool require_seusers, const struct settings *s)
{
	unsigned type_line = s ? s->type_line : 0;
	struct config *c;
	size_t size = size_of(root);
	const char *end;
	char *p;

	for (c = configs; c; c = c->next)
		if (c->require_seusers == require_seusers && strcmp(c->root, root) == 0 &&
			c->type == c->root + type && c->from_file == (s != NULL) &&
			c->type_line == type_line)
			return c;
	c = room_for(size);
	if (!c)
		return NULL;
	end = (char *)c + size;
	c->require_seusers = require_seusers;
	c->type_line = type_line;
	c->from_file = s != NULL;
	p = c->root;
	p += STR_JOIN(p, (size_t)(end - p), root) + 1;
	c->type = c->root + type;
	for (int i = 0; i < PATH_COUNT; i++) {
		c->path[i] = p;
		p += STR_JOIN(p, (size_t)(end - p), root, suffixes[i]) + 1;
	}
	c->next = configs;
	configs = c;
	return c;
}

/* Makes `root` (NULL: the one that the file names) the one in force. If the file could not be read
 * just now, what is in force stays; where nothing is yet, *made (else NULL) has the defaults, and
 * who asks next reads it again. */
static int activate(const char *root, bool require_seusers, const struct config **made)
{
	struct settings settings, *said = root ? NULL : &settings;
	char named[sizeof(SELINUX_DIR) + sizeof(settings.type)];
	struct config *c = NULL;
	size_t type;
	int r = 0;

	if (!said) {
		type = (size_t)(str_rchr(root, '/') + 1 - root);
	} else {
		r = read_settings(said);
		(void)!STR_JOIN(named, sizeof(named), SELINUX_DIR, settings.type);
		root = named;
		type = strlen(SELINUX_DIR);
		require_seusers = settings.require_seusers;
	}
	lock_take(LOCK_CONFIG);
	if (!is_resource_error(r) || !current) {
		__atomic_store_n(&store_is_unknown, r < 0 && r != -ENOENT, __ATOMIC_RELAXED);
		c = configure(root, type, require_seusers, said);
	}
	if (c && !is_resource_error(r))
		__atomic_store_n(&current, c, __ATOMIC_RELEASE);
	lock_drop(LOCK_CONFIG);
	*made = c;
	return is_resource_error(r) ? r : c ? 0 : -ENOMEM;
}

int config_ready(void)
{
	const struct config *made;
	int r = __atomic_load_n(&current, __ATOMIC_ACQUIRE) ? 0 : activate(NULL, false, &made);

	if (r < 0) {
		__atomic_store_n(&problem, NULL, __ATOMIC_RELEASE); /* none holds */
		report_errno(-r, "%s:  cannot be read: %m\n", SELINUX_CONFIG);
	}
	return r;
}

static const struct config *config(void)
{
	const struct config *c = __atomic_load_n(&current, __ATOMIC_ACQUIRE), *made;

	if (c)
		return c;
	activate(NULL, false, &made);
	c = __atomic_load_n(&current, __ATOMIC_ACQUIRE);
	/* the first that was made needs no memory */
	return c ? c : made ? made : &first.config;
}

/* The same, for a caller who is to hear what is wrong with the file (once). */
static const struct config *config_reported(void)
{
	const struct config *c = config();
	const char *why = __atomic_exchange_n(&problem, NULL, __ATOMIC_ACQ_REL);

	/* a confined program that may not read the file is none of its users' business */
	if (why && problem_is_access && !log_is_set())
		return c;
	if (why && problem_line)
		report(SELINUX_ERROR, "%s:  line %u is ignored: %s\n", SELINUX_CONFIG, problem_line,
			why);
	else if (why)
		report(SELINUX_ERROR, "%s: %s, its defaults hold\n", SELINUX_CONFIG, why);
	return c;
}

const char *config_path(enum config_path which)
{
	return config_reported()->path[which];
}

const char *config_path_unreported(enum config_path which)
{
	return config()->path[which];
}

int config_open(struct text *t, enum config_path which)
{
	int r = config_ready();

	return r < 0 ? r : text_open(t, config_path(which));
}

const char *config_root(void)
{
	return config_reported()->root;
}

bool config_requires_seusers(void)
{
	return config_reported()->require_seusers;
}

/* This, and the next, decide whether SELinux is on. A confined domain may not look everywhere: only
 * what is certainly missing turns it off. Nothing here waits: a FIFO is no file. */
bool config_exists(void)
{
	return io_is_regular(SELINUX_CONFIG) != 0;
}

int config_is_store(const char *name)
{
	char root[sizeof(SELINUX_DIR) + NAME_MAX];

	if (STR_JOIN(root, sizeof(root), SELINUX_DIR, name) >= sizeof(root))
		return 0;
	return store_exists(root);
}

/* Is there a policy store below /etc/selinux, or may there be one? */
static bool any_store_exists(void)
{
	struct dir_names d;
	int r = dir_names_read(&d, SELINUX_DIR), found = 0;

	if (r < 0)
		return r != -ENOENT && r != -ENOTDIR && r != -ELOOP;
	for (size_t i = 0; found == 0 && i < d.count; i++)
		found = config_is_store(d.names[i]);
	dir_names_free(&d);
	return found != 0;
}

/* Called at load: says nothing about a broken file, for no one has set a log function yet. */
enum config_store config_find_store(void)
{
	if (store_exists(config()->root) != 0 ||
		__atomic_load_n(&store_is_unknown, __ATOMIC_RELAXED))
		return STORE_EXISTS;
	return any_store_exists() ? STORE_MISNAMED : STORE_NONE;
}

void config_report_missing_store(void)
{
	const struct config *c = config();

	if (!c->from_file || config_find_store() != STORE_MISNAMED)
		return;
	if (c->type_line)
		report(SELINUX_ERROR,
			"%s:  line %u names the policy store %s, which does not exist\n",
			SELINUX_CONFIG, c->type_line, c->root);
	else
		report(SELINUX_ERROR,
			"%s:  no line SELINUXTYPE= names a policy store, and %s does not exist\n",
			SELINUX_CONFIG, c->root);
}

PUBLIC int selinux_getpolicytype(char **policytype)
{
	char *copy;
	int r = policytype ? config_ready() : -EINVAL;

	if (r < 0)
		return api_return(r);
	copy = str_dup(config_reported()->type);
	if (!copy)
		return api_return(-ENOMEM);
	*policytype = copy;
	return 0;
}

PUBLIC int selinux_set_policy_root(const char *rootpath)
{
	const struct config *made;

	if (!rootpath || !strchr(rootpath, '/'))
		return api_return(-EINVAL);
	return api_return(activate(rootpath, config_requires_seusers(), &made));
}

void config_reset(void)
{
	const struct config *made;

	activate(NULL, false, &made);
}

PUBLIC void selinux_reset_config(void)
{
	config_reset();
}

PUBLIC int selinux_getenforcemode(int *enforce)
{
	return api_return(enforce ? config_boot_mode(enforce) : -EINVAL);
}

PUBLIC const char *selinux_policy_root(void)
{
	return config_root();
}

PUBLIC const char *selinux_path(void)
{
	return SELINUX_DIR;
}
