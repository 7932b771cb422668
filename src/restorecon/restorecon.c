/* SPDX-License-Identifier: MIT */
/*
 * selinux_restorecon(): gives each file of a tree the label that the specifications have for it.
 * What is told, and when, is pinned by tests/restorecon.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "restorecon/restorecon.h"

#define FLAG(name) SELINUX_RESTORECON_##name

struct run {
	unsigned flags;
	struct settings settings;
	struct walk walk;
	bool verbose, digests;
	void (*log_change)(int priority, const char *fmt, ...) PRINTF_LIKE(2, 3); /* syslog(3) */
	const char *path;                                                         /* the top */
	struct associations *associations;
	int error;   /* the first */
	int telling; /* a thread of the run does */
	unsigned long count, errors, relabeled;
};

/* What the last run counted. */
static unsigned long skipped_errors, relabeled_files;

PUBLIC long unsigned selinux_restorecon_get_skipped_errors(void)
{
	return __atomic_load_n(&skipped_errors, __ATOMIC_RELAXED);
}

PUBLIC long unsigned selinux_restorecon_get_relabeled_files(void)
{
	return __atomic_load_n(&relabeled_files, __ATOMIC_RELAXED);
}

/* The caller's log function is called by one thread of a run at a time. No lock is held, so that it
 * may do what it likes. */
static void begin_to_tell(struct run *run)
{
	while (__atomic_exchange_n(&run->telling, 1, __ATOMIC_ACQUIRE))
		syscall(SYS_sched_yield);
}

static void end_to_tell(struct run *run)
{
	__atomic_store_n(&run->telling, 0, __ATOMIC_RELEASE);
}

#define TELL(run, type, ...)                                                                       \
	do {                                                                                       \
		begin_to_tell(run);                                                                \
		report(type, __VA_ARGS__);                                                         \
		end_to_tell(run);                                                                  \
	} while (0)
#define TELL_ERRNO(run, error, ...)                                                                \
	do {                                                                                       \
		begin_to_tell(run);                                                                \
		report_errno(-(error), __VA_ARGS__);                                               \
		end_to_tell(run);                                                                  \
	} while (0)

/* Something in the folder, or the folder itself, has not got its label: no digest may say so. */
static void mark_undone(struct folder *f)
{
	if (f)
		__atomic_store_n(&f->failed, true, __ATOMIC_RELAXED);
}

static void mark_object_undone(const struct object *o)
{
	mark_undone(o->itself ? o->itself : o->in);
}

/* Goes on unless it must not. */
static int failed(struct run *run, int error)
{
	int none = 0;

	__atomic_compare_exchange_n(
		&run->error, &none, error, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
	if (run->flags & FLAG(ABORT_ON_ERROR))
		return error;
	__atomic_add_fetch(&run->errors, 1, __ATOMIC_RELAXED);
	return 0;
}

static int object_failed(struct run *run, const struct object *o, int error)
{
	mark_object_undone(o);
	return failed(run, error);
}

static int trouble(struct walk *w, enum trouble what, const char *path, struct folder *f, int error)
{
	struct run *run = w->arg;

	if (error == -ENOENT && (run->flags & FLAG(IGNORE_NOENTRY)))
		return 0;
	switch (what) {
	case TROUBLE_OPEN:
		TELL_ERRNO(run, error, "Could not open %s: %m.\n", path);
		break;
	case TROUBLE_READ:
		TELL_ERRNO(run, error, "Could not read %s: %m\n", path);
		break;
	case TROUBLE_CYCLE:
		TELL(run, SELINUX_ERROR, "Directory cycle on %s.\n", path);
		break;
	case TROUBLE_TOO_LONG:
		TELL(run, SELINUX_ERROR, "Path name too long under %s, skipping.\n", path);
		break;
	}
	mark_undone(f);
	return failed(run, error);
}

/* Every 1024 files: how many, or how much of all that there are. Standard output is written to
 * directly, for what is told must be seen at once. */
static void tell_progress(const struct run *run, unsigned long count)
{
	uint64_t all = run->settings.files, mille = 1000;
	char text[32];
	size_t n;

	if (all) {
		if (count < all)
			mille = ((uint64_t)count * 1000 + all / 2) / all;
		n = str_format(text, sizeof(text), "\r%u.%u%%", (unsigned)(mille / 10),
			(unsigned)(mille % 10));
	} else {
		n = str_format(text, sizeof(text), "\r%luk", count / 1024);
	}
	if (io_write(STDOUT_FILENO, text, n) < 0)
		return; /* nobody looks */
}

static void count_file(struct run *run)
{
	unsigned long count;

	if (!(run->flags & FLAG(PROGRESS)))
		return;
	count = __atomic_add_fetch(&run->count, 1, __ATOMIC_RELAXED);
	if (count % 1024 == 0)
		tell_progress(run, count);
}

static void tell_end(const struct run *run)
{
	char text[PATH_MAX + 16];
	size_t n = str_format(text, sizeof(text), "\r%s 100.0%%\n", run->path);

	if (n < sizeof(text) && io_write(STDOUT_FILENO, text, n) < 0)
		return;
}

/* Which fields of a label count: the type, or user, role and type, or all there is. */
static enum label_fields fields_that_count(const struct run *run)
{
	if (run->flags & FLAG(SET_SPECFILE_CTX))
		return LABEL_WHOLE;
	return run->flags & FLAG(SET_USER_ROLE) ? LABEL_USER_ROLE_TYPE : LABEL_TYPE;
}

/* `label` is NULL if the file had none. */
static void tell_change(struct run *run, const char *path, const char *label, const char *new)
{
	bool really = !(run->flags & FLAG(NOCHANGE));

	if (run->verbose)
		TELL(run, SELINUX_INFO, "%s %s from %s to %s\n",
			really ? "Relabeled" : "Would relabel", path,
			label ? label : "<no context>", new);
	if (!really || !run->log_change)
		return;
	if (label)
		run->log_change(LOG_INFO, "relabeling %s from %s to %s\n", path, label, new);
	else
		run->log_change(LOG_INFO, "labeling %s to %s\n", path, new);
}

/* The object is pinned, its label known to be another one than that wanted. */
static int change(struct run *run, const struct object *o, const char *label, const char *wanted)
{
	bool whole = !label || (run->flags & FLAG(SET_SPECFILE_CTX));
	AUTO_FREE char *merged = NULL;
	int r = whole ? 0 : label_is_customizable(label);

	if (r > 0) {
		if (run->verbose)
			TELL(run, SELINUX_INFO, "%s not reset as customized by admin to %s\n",
				o->path, label);
		return 0;
	}
	r = is_resource_error(r) ? r : 0; /* without that file nothing is */
	if (r == 0 && !whole)
		r = label_merge(label, wanted, fields_that_count(run), &merged);
	if (r == 0 && !(run->flags & FLAG(NOCHANGE)))
		r = object_set_label(o, merged ? merged : wanted);
	if (r == -EROFS) {
		TELL(run, SELINUX_INFO, "Read only filesystem, relabel not possible: %s\n",
			o->path);
		mark_object_undone(o);
		return 0;
	}
	if (r < 0)
		return r;
	if (!(run->flags & FLAG(NOCHANGE)))
		__atomic_add_fetch(&run->relabeled, 1, __ATOMIC_RELAXED);
	tell_change(run, o->path, label, merged ? merged : wanted);
	return 0;
}

static int look_up(struct run *run, const struct object *o, const char **wanted)
{
	struct selabel_handle *h = run->settings.handle;
	const char *key = o->path + run->settings.root_len;

	return h->backend->lookup(h, *key ? key : "/", (int)o->kind, wanted);
}

/* A run over a tree leaves mounts without labels out as it comes to them. For a single file they
 * are read only if there is something to be done. */
static int is_on_bare_mount(struct run *run, const struct object *o)
{
	int r;

	if (run->flags & (FLAG(RECURSE) | FLAG(IGNORE_MOUNTS)))
		return 0;
	r = settings_read_mounts(&run->settings, SETTINGS_MOUNTS);
	return r < 0 ? r : settings_exclude_below(&run->settings, o->path);
}

/* 0 also if the file vanished and nobody minds. */
static int not_opened(struct run *run, const struct object *o, int error)
{
	return trouble(&run->walk, TROUBLE_OPEN, o->path, o->in, error);
}

static int not_set(struct run *run, const struct object *o, int error)
{
	TELL_ERRNO(run, error, "Could not set context for %s:  %m\n", o->path);
	return object_failed(run, o, error);
}

/* Now with the file itself held. It may be of another kind than it was when it was listed. */
static int correct(struct run *run, struct object *o, const char *wanted)
{
	AUTO_FREE char *label = NULL;
	mode_t kind = o->kind;
	int r = object_pin(o);

	if (r < 0)
		return not_opened(run, o, r);
	if (o->kind != kind) {
		r = look_up(run, o, &wanted);
		if (r < 0)
			return r == -ENOENT ? 0 : object_failed(run, o, r);
	}
	r = object_get_label(o, &label);
	if (r < 0 && r != -ENODATA)
		return not_set(run, o, r);
	if (label && label_suits(label, wanted, fields_that_count(run)))
		return 0;
	r = is_on_bare_mount(run, o);
	if (r == 0)
		r = change(run, o, label, wanted);
	return r < 0 ? not_set(run, o, r) : 0;
}

/* Two names that want two labels. The one seen first keeps its own. */
static int conflict(struct run *run, const struct object *o, const char *before, const char *con)
{
	TELL(run, SELINUX_ERROR, "conflicting specifications for %s and %s, using %s.\n", o->path,
		before, con);
	if (!(run->flags & FLAG(CONFLICT_ERROR)))
		return 0;
	TELL(run, SELINUX_ERROR, "treating conflicting specifications as an error.\n");
	TELL(run, SELINUX_ERROR, "filespec_add error: %s\n", o->path);
	return object_failed(run, o, -EINVAL);
}

/* Is it one of a file's several names? `st` is for the walk's st, if it has none. 1: no. */
static int has_one_name(struct run *run, struct object *o, struct stat *st)
{
	int r;

	if (o->kind == S_IFDIR)
		return 1;
	if (!o->st) {
		r = at_stat(o->folder, o->name, st);
		if (r < 0) {
			r = not_opened(run, o, r);
			return r < 0 ? r : 1;
		}
		o->st = st;
	}
	return o->st->st_nlink < 2;
}

/* A file that was seen by another name is left alone. */
static int meet_again(struct run *run, const struct object *o, const char *wanted)
{
	AUTO_FREE char *before = NULL;
	int r = associate(&run->associations, o->st, o->path, &wanted, &before);

	if (before && (r = conflict(run, o, before, wanted)) == 0)
		r = 1;
	return r;
}

static int label_by_name(struct run *run, struct object *o, bool alone)
{
	char label[LABEL_SIZE];
	const char *wanted = NULL;
	ssize_t n;
	int r;

	r = look_up(run, o, &wanted);
	if (r == -ENOENT) {
		if (!o->in)
			TELL(run, SELINUX_INFO, "Warning no default label for %s\n", o->path);
		return 0;
	}
	if (r < 0)
		return object_failed(run, o, r);
	count_file(run);
	r = alone ? 0 : meet_again(run, o, wanted);
	if (r)
		return r < 0 ? r : 0;
	if (run->flags & FLAG(LOG_MATCHES))
		TELL(run, SELINUX_INFO, "%s matched by %s\n", o->path, wanted);
	n = object_peek(o, label);
	if (n > 0 && label_suits(label, wanted, fields_that_count(run)))
		return 0;
	r = correct(run, o, wanted);
	object_unpin(o);
	return r;
}

static int label_object(struct run *run, struct object *o)
{
	const struct stat *known = o->st;
	struct stat st;
	int alone = 1, r;

	if (run->flags & (FLAG(SKIP_MULTILINK) | FLAG(ADD_ASSOC)))
		alone = has_one_name(run, o, &st);
	if (alone < 0)
		return alone;
	if (!alone && (run->flags & FLAG(SKIP_MULTILINK))) {
		TELL(run, SELINUX_INFO, "Skipping %s: file has multiple links\n", o->path);
		r = 0;
	} else {
		r = label_by_name(run, o, alone);
	}
	o->st = known;
	return r;
}

static int take_file(struct walk *w, struct object *o)
{
	struct run *run = w->arg;

	if (!o->kind) {
		int r = object_pin(o);

		if (r < 0)
			return not_opened(run, o, r);
	}
	return label_object(run, o);
}

static int take_folder(struct walk *w, struct object *o, struct folder *f)
{
	struct run *run = w->arg;
	int state = DIGEST_NONE;

	if (!f->parent && run->digests)
		run->digests = digest_kept_on(o->fd);
	if (run->digests)
		state = digest_compare(&run->settings, o->path, o->fd, f->digest);
	if (state < 0)
		return state;
	if (state == DIGEST_SAME && !(run->flags & FLAG(IGNORE_DIGEST))) {
		TELL(run, SELINUX_INFO, "Skipping restorecon on directory(%s)\n", o->path);
		return 1;
	}
	f->has_digest = state == DIGEST_DIFFERS && !(run->flags & FLAG(NOCHANGE));
	return label_object(run, o);
}

static void leave_folder(struct walk *w, struct folder *f)
{
	struct run *run = w->arg;
	bool opened;
	int fd, r;

	if (!f->has_digest || f->failed)
		return;
	fd = walk_folder(f, &opened);
	r = fd < 0 ? fd : digest_store(fd, f->digest);
	if (r < 0)
		TELL_ERRNO(run, r, "Could not set digest on %s: %m\n", f->path);
	if (opened && fd >= 0)
		io_close(fd);
}

static bool is_excluded(struct walk *w, const char *path)
{
	return settings_exclude(&((struct run *)w->arg)->settings, path);
}

/* COMPAT: below an excluded path, one may still begin a walk; of a single file, all that is above
 * counts; and in a walk only folders are left out (tests/restorecon, exclude-file). */
static bool is_left_out(const struct run *run, const struct object *o)
{
	if (!(run->flags & FLAG(RECURSE)))
		return settings_exclude_below(&run->settings, o->path);
	return o->kind == S_IFDIR && settings_exclude(&run->settings, o->path);
}

static int check_root(const struct settings *s, const char *path)
{
	if (!s->root || (!strncmp(path, s->root, s->root_len) &&
				(!path[s->root_len] || path[s->root_len] == '/')))
		return 0;
	report(SELINUX_ERROR, "%s is not located in alt_rootpath %s\n", path, s->root);
	return -EINVAL;
}

static int walk_from(struct run *run, struct object *o)
{
	int r;

	if (is_left_out(run, o))
		return 0;
	if (o->kind == S_IFDIR && (run->flags & FLAG(RECURSE)))
		r = walk_run(&run->walk, o->folder, o->name, o->path);
	else
		r = label_object(run, o);
	if (r == 0 && (run->flags & FLAG(RECURSE)) && (run->flags & FLAG(PROGRESS)) &&
		(run->flags & FLAG(MASS_RELABEL)))
		tell_end(run);
	return r;
}

static int open_failed(struct run *run, const char *path, int error)
{
	if (error == -ENOENT && (run->flags & FLAG(IGNORE_NOENTRY)))
		return 0;
	report_errno(-error, "open(%s) failed: %m\n", path);
	return error;
}

/* Opens the folder that the path's last component is in; the path becomes `resolved` where there
 * were links on the way. */
static int open_way(const char **path, char resolved[PATH_MAX], char name[PATH_MAX])
{
	char link[PATH_MAX] = "";
	int fd = walk_open_parent(*path, name), r;

	if (fd != -ENOTDIR && fd != -ELOOP)
		return fd;
	r = path_resolve(*path, resolved, link);
	if (r < 0) {
		if (*link)
			report(SELINUX_ERROR,
				"%s: the symbolic link %s is not followed, others may have made "
				"it\n",
				*path, link);
		return r;
	}
	*path = resolved;
	return walk_open_parent(resolved, name);
}

static int run_in(struct run *run, int folder, const char *name, const char *path)
{
	struct object o = {.path = path, .folder = folder, .name = name, .fd = -1};
	struct stat st;
	int r = check_root(&run->settings, path);

	if (r < 0)
		return r;
	r = at_stat(folder, name, &st);
	if (r < 0)
		return open_failed(run, path, r);
	o.kind = st.st_mode & S_IFMT;
	run->path = path;
	return walk_from(run, &o);
}

static int run_on(struct run *run, const char *path)
{
	char name[PATH_MAX], resolved[PATH_MAX];
	int folder, r = check_root(&run->settings, path);

	if (r < 0)
		return r;
	folder = open_way(&path, resolved, name);
	if (folder < 0)
		return open_failed(run, path, folder);
	r = run_in(run, folder, name, path);
	io_close(folder);
	return r;
}

static int run_resolved(struct run *run, const char *path)
{
	AUTO_FREE char *resolved = NULL;
	int r;

	if (run->flags & FLAG(REALPATH)) {
		r = path_real(path, &resolved);
		if (r == -ENOENT && (run->flags & FLAG(IGNORE_NOENTRY)))
			return 0;
		if (r < 0) {
			report_errno(-r,
				"SELinux: Could not get canonical path for %s restorecon: %m.\n",
				path);
			return r;
		}
		path = resolved;
	}
	return run_on(run, path);
}

static unsigned settings_needed(unsigned flags)
{
	unsigned which = 0;

	if ((flags & FLAG(RECURSE)) && !(flags & FLAG(IGNORE_MOUNTS)))
		which |= SETTINGS_MOUNTS;
	if ((flags & FLAG(PROGRESS)) && (flags & FLAG(MASS_RELABEL)))
		which |= SETTINGS_FILES;
	return which;
}

static int restore(const char *path, unsigned flags, unsigned threads)
{
	struct run run = {
		.flags = flags,
		.walk =
			{
				.enter = take_folder,
				.file = take_file,
				.leave = leave_folder,
				.trouble = trouble,
				.excluded = is_excluded,
				.arg = &run,
				.one_device = flags & FLAG(XDEV),
				.threads = threads,
			},
		.verbose = (flags & FLAG(VERBOSE)) && !(flags & FLAG(PROGRESS)),
	};
	int r;

	if (!path)
		return -EINVAL;
	r = settings_take(&run.settings, settings_needed(flags));
	if (r < 0)
		return r;
	if (flags & FLAG(SYSLOG_CHANGES))
		run.log_change = (__typeof__(run.log_change))symbol_find("syslog");
	run.digests = run.settings.handle->digest && !(flags & FLAG(SKIP_DIGEST));
	r = run_resolved(&run, path);
	/* Only in a walk are errors counted instead. */
	if (r == 0 && !((flags & FLAG(COUNT_ERRORS)) && (flags & FLAG(RECURSE))))
		r = run.error;
	associations_free(run.associations);
	settings_drop(&run.settings);
	__atomic_store_n(
		&skipped_errors, flags & FLAG(COUNT_ERRORS) ? run.errors : 0, __ATOMIC_RELAXED);
	__atomic_store_n(&relabeled_files, flags & FLAG(COUNT_RELABELED) ? run.relabeled : 0,
		__ATOMIC_RELAXED);
	return r;
}

PUBLIC int selinux_restorecon(const char *pathname, unsigned int restorecon_flags)
{
	return api_return(restore(pathname, restorecon_flags, 1));
}

/* Those that this thread may run on. */
static unsigned count_processors(void)
{
	unsigned long mask[128];
	int saved = errno;
	long bytes = syscall(SYS_sched_getaffinity, 0, sizeof(mask), mask);
	unsigned n = 0;

	errno = saved;
	for (long i = 0; i < bytes / (long)sizeof(*mask); i++)
		n += (unsigned)__builtin_popcountl(mask[i]);
	return n ? n : 1;
}

PUBLIC int selinux_restorecon_parallel(
	const char *pathname, unsigned int restorecon_flags, size_t nthreads)
{
	if (!nthreads)
		nthreads = count_processors();
	return api_return(restore(pathname, restorecon_flags,
		nthreads > UINT16_MAX ? UINT16_MAX : (unsigned)nthreads));
}
