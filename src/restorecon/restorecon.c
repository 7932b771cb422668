/* SPDX-License-Identifier: MIT */
/*
 * selinux_restorecon(): gives each file of a tree the label that the specifications have for it.
 * This file holds the entry points, the flags and the paths; relabel.c does the work on each file.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/at.h"
#include "common/log.h"
#include "restorecon/hardlinks.h"
#include "restorecon/path.h"
#include "restorecon/relabel.h"

/* The counts of the last run. */
static unsigned long skipped_errors, relabeled_files;

PUBLIC long unsigned selinux_restorecon_get_skipped_errors(void)
{
	return __atomic_load_n(&skipped_errors, __ATOMIC_RELAXED);
}

PUBLIC long unsigned selinux_restorecon_get_relabeled_files(void)
{
	return __atomic_load_n(&relabeled_files, __ATOMIC_RELAXED);
}

static void print_done(const struct run *run)
{
	char text[PATH_MAX + 16];
	size_t n = str_format(text, sizeof(text), "\r%s 100.0%%\n", run->path);

	if (n < sizeof(text) && io_write(STDOUT_FILENO, text, n) < 0)
		return;
}

static bool is_path_excluded(struct walk *w, const char *path)
{
	return settings_excludes_exactly(&((struct run *)w->arg)->settings, path);
}

/* COMPAT: a walk may begin below an excluded path; a single file is left out below one; and a walk
 * leaves out directories only (tests/restorecon exclude; tests/restorecon exclude-file). */
static bool is_object_excluded(const struct run *run, const struct object *o)
{
	if (!(run->flags & FLAG(RECURSE)))
		return settings_excludes(&run->settings, o->path);
	return o->kind == S_IFDIR && settings_excludes_exactly(&run->settings, o->path);
}

static int check_root(const struct settings *s, const char *path)
{
	if (!s->root || (str_same_start(path, s->root, s->root_len) &&
				(!path[s->root_len] || path[s->root_len] == '/')))
		return 0;
	report(SELINUX_ERROR, "%s is not located in alt_rootpath %s\n", path, s->root);
	return -EINVAL;
}

static int run_object(struct run *run, struct object *o)
{
	int r;

	if (is_object_excluded(run, o))
		return 0;
	if (o->kind == S_IFDIR && (run->flags & FLAG(RECURSE)))
		r = walk_run(&run->walk, o->dirfd, o->name, o->path);
	else
		r = relabel_object(run, o);
	if (r == 0 && (run->flags & FLAG(RECURSE)) && (run->flags & FLAG(PROGRESS)) &&
		(run->flags & FLAG(MASS_RELABEL)))
		print_done(run);
	return r;
}

static int report_path_error(struct run *run, const char *path, int error)
{
	if (error == -ENOENT && (run->flags & FLAG(IGNORE_NOENTRY)))
		return 0;
	report_errno(-error, "open(%s) failed: %m\n", path);
	return error;
}

/* Opens the directory that holds the path's last component. If there were symbolic links on the
 * way, *path becomes `resolved`. */
static int open_parent(const char **path, char resolved[PATH_MAX], char name[PATH_MAX])
{
	char link[PATH_MAX] = "";
	int fd = path_open_parent(*path, name), r;

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
	return path_open_parent(resolved, name);
}

static int run_name(struct run *run, int dirfd, const char *name, const char *path)
{
	struct object o = {.path = path, .dirfd = dirfd, .name = name, .fd = -1};
	struct stat st;
	int r = check_root(&run->settings, path);

	if (r < 0)
		return r;
	r = at_stat(dirfd, name, &st);
	if (r < 0)
		return report_path_error(run, path, r);
	o.kind = st.st_mode & S_IFMT;
	run->path = path;
	return run_object(run, &o);
}

static int run_path(struct run *run, const char *path)
{
	char name[PATH_MAX], resolved[PATH_MAX];
	int dirfd, r = check_root(&run->settings, path);

	if (r < 0)
		return r;
	dirfd = open_parent(&path, resolved, name);
	if (dirfd < 0)
		return report_path_error(run, path, dirfd);
	r = run_name(run, dirfd, name, path);
	io_close(dirfd);
	return r;
}

static int run_canonical(struct run *run, const char *path)
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
	return run_path(run, path);
}

static unsigned settings_needed(unsigned flags)
{
	unsigned which = 0;

	if ((flags & FLAG(RECURSE)) && !(flags & FLAG(IGNORE_MOUNTS)))
		which |= MOUNTS_UNLABELED;
	if ((flags & FLAG(PROGRESS)) && (flags & FLAG(MASS_RELABEL)))
		which |= MOUNTS_COUNT_FILES;
	return which;
}

static int run_restorecon(const char *path, unsigned flags, unsigned threads)
{
	struct run run = {
		.flags = flags,
		.walk =
			{
				.enter_dir = run_enter,
				.visit_file = run_file,
				.leave_dir = run_leave,
				.report_error = run_walk_error,
				.excluded = is_path_excluded,
				.arg = &run,
				.one_device = flags & FLAG(XDEV),
				.threads = threads,
			},
		.verbose = (flags & FLAG(VERBOSE)) && !(flags & FLAG(PROGRESS)),
	};
	int r;

	if (!path)
		return -EINVAL;
	r = settings_get(&run.settings, settings_needed(flags));
	if (r < 0)
		return r;
	if (flags & FLAG(SYSLOG_CHANGES))
		run.log_change = (__typeof__(run.log_change))symbol_find("syslog");
	run.digests = label_has_digest(run.settings.handle) && !(flags & FLAG(SKIP_DIGEST));
	r = run_canonical(&run, path);
	/* A walk counts errors instead, if that was asked for. */
	if (r == 0 && !((flags & FLAG(COUNT_ERRORS)) && (flags & FLAG(RECURSE))))
		r = run.error;
	hardlinks_free(run.hardlinks);
	settings_put(&run.settings);
	__atomic_store_n(
		&skipped_errors, flags & FLAG(COUNT_ERRORS) ? run.errors : 0, __ATOMIC_RELAXED);
	__atomic_store_n(&relabeled_files, flags & FLAG(COUNT_RELABELED) ? run.relabeled : 0,
		__ATOMIC_RELAXED);
	return r;
}

PUBLIC int selinux_restorecon(const char *pathname, unsigned int restorecon_flags)
{
	return api_return(run_restorecon(pathname, restorecon_flags, 1));
}

/* The number of processors that this thread may run on. */
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
	return api_return(run_restorecon(pathname, restorecon_flags,
		nthreads > UINT16_MAX ? UINT16_MAX : (unsigned)nthreads));
}
