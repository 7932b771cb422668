/* SPDX-License-Identifier: MIT */
/*
 * What a run does with each object that it meets: which label it should have, whether it gets it,
 * what is told of that, and which folders get a digest. What is told, and when, is pinned by
 * tests/restorecon.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "restorecon/run.h"

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

int run_trouble(struct walk *w, enum trouble what, const char *path, struct folder *f, int error)
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
	return run_trouble(&run->walk, TROUBLE_OPEN, o->path, o->in, error);
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

int run_label(struct run *run, struct object *o)
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

int run_file(struct walk *w, struct object *o)
{
	struct run *run = w->arg;

	if (!o->kind) {
		int r = object_pin(o);

		if (r < 0)
			return not_opened(run, o, r);
	}
	return run_label(run, o);
}

int run_enter(struct walk *w, struct object *o, struct folder *f)
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
	return run_label(run, o);
}

void run_leave(struct walk *w, struct folder *f)
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
