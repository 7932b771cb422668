/* SPDX-License-Identifier: MIT */
/*
 * The work on one object: finds the label that it should have, sets it, reports that, and decides
 * which directories get a digest. tests/restorecon pins the messages and their order.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <unistd.h>

#include "common/at.h"
#include "common/log.h"
#include "context/fields.h"
#include "restorecon/digest.h"
#include "restorecon/hardlinks.h"
#include "restorecon/relabel.h"

/* Serializes calls of the program's log callback by the threads of a run. This is no lock of
 * lock.c, so the callback may call the library. */
static void log_lock(struct run *run)
{
	while (__atomic_exchange_n(&run->log_busy, 1, __ATOMIC_ACQUIRE))
		syscall(SYS_sched_yield);
}

static void log_unlock(struct run *run)
{
	__atomic_store_n(&run->log_busy, 0, __ATOMIC_RELEASE);
}

#define LOG(run, type, ...)                                                                        \
	do {                                                                                       \
		log_lock(run);                                                                     \
		report(type, __VA_ARGS__);                                                         \
		log_unlock(run);                                                                   \
	} while (0)
#define LOG_ERRNO(run, error, ...)                                                                 \
	do {                                                                                       \
		log_lock(run);                                                                     \
		report_errno(-(error), __VA_ARGS__);                                               \
		log_unlock(run);                                                                   \
	} while (0)

/* Marks a directory in which something, or which itself, did not get its label: it gets no digest.
 */
static void mark_failed(struct directory *d)
{
	if (d)
		__atomic_store_n(&d->failed, true, __ATOMIC_RELAXED);
}

static void mark_object_failed(const struct object *o)
{
	mark_failed(o->self ? o->self : o->parent);
}

/* Returns the error if the run is to be aborted, else 0. */
static int record_failure(struct run *run, int error)
{
	int none = 0;

	__atomic_compare_exchange_n(
		&run->error, &none, error, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
	if (run->flags & FLAG(ABORT_ON_ERROR))
		return error;
	__atomic_add_fetch(&run->errors, 1, __ATOMIC_RELAXED);
	return 0;
}

static int record_object_failure(struct run *run, const struct object *o, int error)
{
	mark_object_failed(o);
	return record_failure(run, error);
}

int run_walk_error(
	struct walk *w, enum walk_error what, const char *path, struct directory *d, int error)
{
	struct run *run = w->arg;

	if (error == -ENOENT && (run->flags & FLAG(IGNORE_NOENTRY)))
		return 0;
	switch (what) {
	case WALK_ERROR_OPEN:
		LOG_ERRNO(run, error, "Could not open %s: %m.\n", path);
		break;
	case WALK_ERROR_READ:
		LOG_ERRNO(run, error, "Could not read %s: %m\n", path);
		break;
	case WALK_ERROR_CYCLE:
		LOG(run, SELINUX_ERROR, "Directory cycle on %s.\n", path);
		break;
	case WALK_ERROR_TOO_LONG:
		LOG(run, SELINUX_ERROR, "Path name too long under %s, skipping.\n", path);
		break;
	}
	mark_failed(d);
	return record_failure(run, error);
}

/* Called every 1024 files: prints how many there were, or which share of all. It is written to
 * standard output directly, because buffered output would come late. */
static void print_progress(const struct run *run, unsigned long count)
{
	uint64_t total = run->settings.mounts.files, permille = 1000;
	char text[32];
	size_t n;

	if (total) {
		if (count < total)
			permille = ((uint64_t)count * 1000 + total / 2) / total;
		n = str_format(text, sizeof(text), "\r%u.%u%%", (unsigned)(permille / 10),
			(unsigned)(permille % 10));
	} else {
		n = str_format(text, sizeof(text), "\r%luk", count / 1024);
	}
	if (io_write(STDOUT_FILENO, text, n) < 0)
		return; /* there is nobody to report this to */
}

static void count_file(struct run *run)
{
	unsigned long count;

	if (!(run->flags & FLAG(PROGRESS)))
		return;
	count = __atomic_add_fetch(&run->count, 1, __ATOMIC_RELAXED);
	if (count % 1024 == 0)
		print_progress(run, count);
}

/* Which fields of a label are compared and set. */
static enum context_fields compared_fields(const struct run *run)
{
	if (run->flags & FLAG(SET_SPECFILE_CTX))
		return FIELDS_ALL;
	return run->flags & FLAG(SET_USER_ROLE) ? FIELDS_USER_ROLE_TYPE : FIELDS_TYPE;
}

/* `label` is NULL if the file had none. */
static void report_relabel(struct run *run, const char *path, const char *label, const char *new)
{
	bool changed = !(run->flags & FLAG(NOCHANGE));

	if (run->verbose)
		LOG(run, SELINUX_INFO, "%s %s from %s to %s\n",
			changed ? "Relabeled" : "Would relabel", path,
			label ? label : "<no context>", new);
	if (!changed || !run->log_change)
		return;
	if (label)
		run->log_change(LOG_INFO, "relabeling %s from %s to %s\n", path, label, new);
	else
		run->log_change(LOG_INFO, "labeling %s to %s\n", path, new);
}

/* The object is pinned, and its label differs from the one wanted. */
static int apply_label(
	struct run *run, const struct object *o, const char *label, const char *wanted)
{
	bool whole = !label || (run->flags & FLAG(SET_SPECFILE_CTX));
	AUTO_FREE char *merged = NULL;
	int r = whole ? 0 : label_is_customizable(label);

	if (r > 0) {
		if (run->verbose)
			LOG(run, SELINUX_INFO, "%s not reset as customized by admin to %s\n",
				o->path, label);
		return 0;
	}
	r = is_resource_error(r) ? r : 0; /* without the file no type is customizable */
	if (r == 0 && !whole)
		r = context_merge_fields(label, wanted, compared_fields(run), &merged);
	if (r == 0 && !(run->flags & FLAG(NOCHANGE)))
		r = object_set_label(o, merged ? merged : wanted);
	if (r == -EROFS) {
		LOG(run, SELINUX_INFO, "Read only filesystem, relabel not possible: %s\n", o->path);
		mark_object_failed(o);
		return 0;
	}
	if (r < 0)
		return r;
	if (!(run->flags & FLAG(NOCHANGE)))
		__atomic_add_fetch(&run->relabeled, 1, __ATOMIC_RELAXED);
	report_relabel(run, o->path, label, merged ? merged : wanted);
	return 0;
}

static int lookup_label(struct run *run, const struct object *o, const char **wanted)
{
	struct selabel_handle *h = run->settings.handle;
	const char *key = o->path + run->settings.root_len;

	return label_lookup_borrowed(h, *key ? key : "/", (int)o->kind, wanted);
}

/* A recursive run leaves out unlabeled mounts when it comes to them. For a single file the mounts
 * are read only if its label is to be changed. */
static int is_on_unlabeled_mount(struct run *run, const struct object *o)
{
	int r;

	if (run->flags & (FLAG(RECURSE) | FLAG(IGNORE_MOUNTS)))
		return 0;
	r = mounts_read(&run->settings.mounts, MOUNTS_UNLABELED);
	return r < 0 ? r : settings_excludes(&run->settings, o->path);
}

/* 0 if the run continues, as it does if the file vanished and SELINUX_RESTORECON_IGNORE_NOENTRY is
 * set. */
static int report_open_error(struct run *run, const struct object *o, int error)
{
	return run_walk_error(&run->walk, WALK_ERROR_OPEN, o->path, o->parent, error);
}

static int report_set_error(struct run *run, const struct object *o, int error)
{
	LOG_ERRNO(run, error, "Could not set context for %s:  %m\n", o->path);
	return record_object_failure(run, o, error);
}

/* Reads the label from the pinned file, which may be of another kind than it was when it was
 * listed. */
static int relabel_if_needed(struct run *run, struct object *o, const char *wanted)
{
	AUTO_FREE char *label = NULL;
	mode_t kind = o->kind;
	int r = object_pin(o);

	if (r < 0)
		return report_open_error(run, o, r);
	if (o->kind != kind) {
		r = lookup_label(run, o, &wanted);
		if (r < 0)
			return r == -ENOENT ? 0 : record_object_failure(run, o, r);
	}
	r = object_get_label(o, &label);
	if (r < 0 && r != -ENODATA)
		return report_set_error(run, o, r);
	if (label && context_fields_match(label, wanted, compared_fields(run)))
		return 0;
	r = is_on_unlabeled_mount(run, o);
	if (r == 0)
		r = apply_label(run, o, label, wanted);
	return r < 0 ? report_set_error(run, o, r) : 0;
}

/* Reports two names of one file that have different labels. The label of the first name stays. */
static int report_conflict(
	struct run *run, const struct object *o, const char *earlier_path, const char *con)
{
	LOG(run, SELINUX_ERROR, "conflicting specifications for %s and %s, using %s.\n", o->path,
		earlier_path, con);
	if (!(run->flags & FLAG(CONFLICT_ERROR)))
		return 0;
	LOG(run, SELINUX_ERROR, "treating conflicting specifications as an error.\n");
	LOG(run, SELINUX_ERROR, "filespec_add error: %s\n", o->path);
	return record_object_failure(run, o, -EINVAL);
}

/* 1 if the file has a single hard link, 0 if it has more. `st` is storage for its status, if the
 * walk has not read it. */
static int has_one_link(struct run *run, struct object *o, struct stat *st)
{
	int r;

	if (o->kind == S_IFDIR)
		return 1;
	if (!o->st) {
		r = at_stat(o->dirfd, o->name, st);
		if (r < 0) {
			r = report_open_error(run, o, r);
			return r < 0 ? r : 1;
		}
		o->st = st;
	}
	return o->st->st_nlink < 2;
}

/* 1 if the file was seen by another name and is left alone. */
static int check_hard_links(struct run *run, const struct object *o, const char *wanted)
{
	AUTO_FREE char *earlier_path = NULL;
	int r = hardlink_check(&run->hardlinks, o->st, o->path, &wanted, &earlier_path);

	if (earlier_path && (r = report_conflict(run, o, earlier_path, wanted)) == 0)
		r = 1;
	return r;
}

static int relabel_by_name(struct run *run, struct object *o, bool single_link)
{
	char label[LABEL_SIZE];
	const char *wanted = NULL;
	ssize_t n;
	int r;

	r = lookup_label(run, o, &wanted);
	if (r == -ENOENT) {
		if (!o->parent)
			LOG(run, SELINUX_INFO, "Warning no default label for %s\n", o->path);
		return 0;
	}
	if (r < 0)
		return record_object_failure(run, o, r);
	count_file(run);
	r = single_link ? 0 : check_hard_links(run, o, wanted);
	if (r)
		return r < 0 ? r : 0;
	if (run->flags & FLAG(LOG_MATCHES))
		LOG(run, SELINUX_INFO, "%s matched by %s\n", o->path, wanted);
	n = object_peek_label(o, label);
	if (n > 0 && context_fields_match(label, wanted, compared_fields(run)))
		return 0;
	r = relabel_if_needed(run, o, wanted);
	object_unpin(o);
	return r;
}

int relabel_object(struct run *run, struct object *o)
{
	const struct stat *walk_st = o->st;
	struct stat st;
	int single_link = 1, r = 0;

	if (run->flags & (FLAG(SKIP_MULTILINK) | FLAG(ADD_ASSOC)))
		single_link = has_one_link(run, o, &st);
	if (single_link < 0)
		r = single_link;
	else if (!single_link && (run->flags & FLAG(SKIP_MULTILINK)))
		LOG(run, SELINUX_INFO, "Skipping %s: file has multiple links\n", o->path);
	else
		r = relabel_by_name(run, o, single_link);
	o->st = walk_st;
	return r;
}

int run_file(struct walk *w, struct object *o)
{
	struct run *run = w->arg;

	if (!o->kind) {
		int r = object_pin(o);

		if (r < 0)
			return report_open_error(run, o, r);
	}
	return relabel_object(run, o);
}

int run_enter(struct walk *w, struct object *o, struct directory *d)
{
	struct run *run = w->arg;
	int state = DIGEST_NONE;

	if (!d->parent && run->digests)
		run->digests = digest_supported_on(o->fd);
	if (run->digests)
		state = digest_compare(run->settings.handle, o->path, o->fd, d->digest);
	if (state < 0)
		return state;
	if (state == DIGEST_SAME && !(run->flags & FLAG(IGNORE_DIGEST))) {
		LOG(run, SELINUX_INFO, "Skipping restorecon on directory(%s)\n", o->path);
		return 1;
	}
	d->has_digest = state == DIGEST_DIFFERS && !(run->flags & FLAG(NOCHANGE));
	return relabel_object(run, o);
}

void run_leave(struct walk *w, struct directory *d)
{
	struct run *run = w->arg;
	bool opened;
	int fd, r;

	if (!d->has_digest || d->failed)
		return;
	fd = walk_dirfd(d, &opened);
	r = fd < 0 ? fd : digest_store(fd, d->digest);
	if (r < 0)
		LOG_ERRNO(run, r, "Could not set digest on %s: %m\n", d->path);
	if (opened && fd >= 0)
		io_close(fd);
}
