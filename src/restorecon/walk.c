/* SPDX-License-Identifier: MIT */
/*
 * A walk over a tree by descriptors. Each directory is opened by its name in its parent and
 * symbolic links are never followed, so the walk stays below its top, whatever is renamed
 * meanwhile.
 *
 * Directories wait in a stack (queue.c), so a single thread walks depth first. A directory stays
 * open while directories below it wait. From depth OPEN_DEPTH on only every OPEN_STRIDEth does,
 * and the others are reopened from the nearest one above, so that deep trees need few descriptors.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <string.h>

#include "common/at.h"
#include "restorecon/walk.h"

enum {
	OPEN_DEPTH = 64,
	OPEN_STRIDE = 16,
	ENTRIES_SIZE = 32768,
	MAX_THREADS = 256
};

struct worker {
	struct walk *walk;
	char path[PATH_MAX];
	_Alignas(struct at_entry) char entries[ENTRIES_SIZE];
};

static bool stays_open(const struct directory *d)
{
	return d->depth < OPEN_DEPTH || d->depth % OPEN_STRIDE == 0;
}

static struct directory *directory_new(struct directory *parent, const char *name)
{
	size_t size = strlen(name) + 1;
	struct directory *d = calloc(1, sizeof(*d) + size);

	if (!d)
		return NULL;
	memcpy(d->name, name, size);
	d->fd = -1;
	d->refs = 1;
	d->parent = parent;
	if (parent) {
		d->depth = parent->depth + 1;
		__atomic_add_fetch(&parent->refs, 1, __ATOMIC_RELAXED);
	}
	return d;
}

/* Drops a reference. The last one leaves the directory and drops its reference to the parent. */
static void directory_put(struct walk *w, struct directory *d)
{
	while (d && __atomic_sub_fetch(&d->refs, 1, __ATOMIC_ACQ_REL) == 0) {
		struct directory *parent = d->parent;

		if (d->path && w->leave_dir && !queue_is_stopped(&w->queue))
			w->leave_dir(w, d);
		if (d->failed && parent)
			__atomic_store_n(&parent->failed, true, __ATOMIC_RELAXED);
		if (d->fd >= 0)
			io_close(d->fd);
		free(d->path);
		free(d);
		d = parent;
	}
}

/* Opens a directory that was closed, from the nearest one above that is open. */
static int reopen_directory(const struct directory *d)
{
	const struct directory *chain[OPEN_DEPTH + OPEN_STRIDE];
	unsigned n = 0;
	struct stat st;
	int fd, r;

	for (; d->fd < 0; d = d->parent)
		chain[n++] = d;
	for (fd = d->fd; n--; d = chain[n]) {
		int next = at_open(fd, chain[n]->name, O_RDONLY | O_DIRECTORY);

		if (fd != d->fd)
			io_close(fd);
		if (next < 0)
			return next;
		fd = next;
	}
	r = io_fstat(fd, &st);
	if (r == 0 && (st.st_dev != chain[0]->device || st.st_ino != chain[0]->inode))
		r = -ENOENT; /* another directory has its name now */
	if (r < 0)
		io_close(fd);
	return r < 0 ? r : fd;
}

int walk_dirfd(struct directory *d, bool *opened)
{
	*opened = d->fd < 0;
	return *opened ? reopen_directory(d) : d->fd;
}

/* Sets the worker's path to that of the directory and a slash; returns its length. */
static size_t path_set_directory(struct worker *worker, const struct directory *d)
{
	size_t len = d->path_len;

	memcpy(worker->path, d->path, len + 1);
	if (len && worker->path[len - 1] != '/')
		worker->path[len++] = '/';
	return len;
}

/* Appends a name. False if the path would not fit PATH_MAX. */
static bool path_set_name(struct worker *worker, size_t at, const char *name)
{
	size_t size = strlen(name) + 1;

	if (at + size > PATH_MAX)
		return false;
	memcpy(worker->path + at, name, size);
	return true;
}

static bool has_no_cycle(const struct directory *d)
{
	for (const struct directory *above = d->parent; above; above = above->parent)
		if (above->inode == d->inode && above->device == d->device)
			return false;
	return true;
}

/* The directories found in one directory, in the order in which they were read. */
struct subdirectories {
	struct directory *first, *last;
};

static int visit_entry(struct worker *worker, struct directory *d, size_t at,
	const struct at_entry *e, struct subdirectories *subdirectories)
{
	struct walk *w = worker->walk;
	struct object o = {
		.path = worker->path,
		.dirfd = d->fd,
		.name = e->name,
		.fd = -1,
		.kind = (mode_t)e->type << 12,
		.parent = d,
	};
	struct directory *child;
	struct stat st;

	if (e->name[0] == '.' && (!e->name[1] || (e->name[1] == '.' && !e->name[2])))
		return 0;
	if (!path_set_name(worker, at, e->name))
		return w->report_error(w, WALK_ERROR_TOO_LONG, d->path, d, -ENAMETOOLONG);
	/* A single file can be a mountpoint, too. */
	if (!o.kind || (w->one_device && o.kind != S_IFDIR)) {
		int r = at_stat(d->fd, e->name, &st);

		if (r < 0)
			return w->report_error(w, WALK_ERROR_OPEN, worker->path, d, r);
		o.kind = st.st_mode & S_IFMT;
		o.st = &st;
		if (w->one_device && o.kind != S_IFDIR && st.st_dev != d->device)
			return 0;
	}
	if (o.kind != S_IFDIR)
		return w->visit_file(w, &o);
	if (w->excluded(w, worker->path))
		return 0;
	child = directory_new(d, e->name);
	if (!child)
		return -ENOMEM;
	if (subdirectories->last)
		subdirectories->last->next = child;
	else
		subdirectories->first = child;
	subdirectories->last = child;
	return 0;
}

static int read_directory(struct worker *worker, struct directory *d)
{
	struct walk *w = worker->walk;
	struct subdirectories subdirectories = {NULL, NULL};
	size_t at = path_set_directory(worker, d);
	int r = 0;

	while (r >= 0 && !queue_is_stopped(&w->queue)) {
		long n = at_entries(d->fd, worker->entries, sizeof(worker->entries));
		const struct at_entry *e;

		if (n < 0)
			r = w->report_error(w, WALK_ERROR_READ, d->path, d, (int)n);
		if (n <= 0)
			break;
		for (const char *p = worker->entries; r >= 0 && p < worker->entries + n;
			p += e->size) {
			e = (const struct at_entry *)p;
			r = visit_entry(worker, d, at, e, &subdirectories);
		}
	}
	if (subdirectories.first) {
		/* No other thread knows of the directory until those below it are queued. */
		if (!stays_open(d)) {
			io_close(d->fd);
			d->fd = -1;
		}
		queue_push(&w->queue, subdirectories.first, subdirectories.last);
	}
	return r;
}

/* A directory that cannot be opened is labelled all the same; with ENOTDIR or ELOOP it is no
 * directory any more. */
static int visit_unopened(struct worker *worker, struct directory *d, struct object *o, int error)
{
	struct walk *w = worker->walk;
	int r = 0;

	if (error == -ENOTDIR || error == -ELOOP)
		o->kind = 0;
	else
		r = w->report_error(w, d->parent ? WALK_ERROR_OPEN : WALK_ERROR_READ, worker->path,
			d->parent, error);
	if (r >= 0 && error != -ENOENT)
		r = w->visit_file(w, o);
	return r;
}

static int enter_directory(struct worker *worker, struct directory *d, int parent)
{
	struct walk *w = worker->walk;
	struct object o = {
		.path = worker->path,
		.dirfd = parent,
		.name = d->name,
		.kind = S_IFDIR,
		.parent = d->parent,
		.self = d,
	};
	struct stat st;
	int r;

	d->fd = o.fd = at_open(parent, d->name, O_RDONLY | O_DIRECTORY);
	if (d->fd < 0)
		return visit_unopened(worker, d, &o, d->fd);
	r = io_fstat(d->fd, &st);
	if (r < 0)
		return w->report_error(w, WALK_ERROR_OPEN, worker->path, d->parent, r);
	d->device = st.st_dev;
	d->inode = st.st_ino;
	if (w->one_device && d->parent && d->device != d->parent->device)
		return 0;
	if (!has_no_cycle(d)) {
		r = w->report_error(w, WALK_ERROR_CYCLE, worker->path, d->parent, -ELOOP);
		return r < 0 ? r : -ELOOP;
	}
	d->path = str_dup(worker->path);
	if (!d->path)
		return -ENOMEM;
	d->path_len = strlen(d->path);
	r = w->enter_dir(w, &o, d);
	return r == 0 ? read_directory(worker, d) : r;
}

static int visit_dir(struct worker *worker, struct directory *d)
{
	struct walk *w = worker->walk;
	struct directory *parent = d->parent;
	bool opened = false;
	int fd, r;

	if (!parent) {
		memcpy(worker->path, w->path, strlen(w->path) + 1);
		return enter_directory(worker, d, w->base);
	}
	if (!path_set_name(worker, path_set_directory(worker, parent), d->name))
		return -ENAMETOOLONG; /* visit_entry() has checked that it fits */
	fd = walk_dirfd(parent, &opened);
	if (fd < 0)
		return w->report_error(w, WALK_ERROR_OPEN, worker->path, parent, fd);
	r = enter_directory(worker, d, fd);
	if (opened)
		io_close(fd);
	return r;
}

static void *run_worker(void *arg)
{
	struct worker *worker = arg;
	struct walk *w = worker->walk;
	struct directory *d;

	while ((d = queue_pop(&w->queue))) {
		int r = visit_dir(worker, d);

		if (r < 0)
			queue_stop(&w->queue, r);
		directory_put(w, d);
		queue_done(&w->queue);
	}
	queue_wake(&w->queue);
	return NULL;
}

static struct worker *worker_new(struct walk *w)
{
	struct worker *worker = malloc(sizeof(*worker));

	if (worker)
		worker->walk = w;
	return worker;
}

/* Runs as many of `threads` workers as can be started, this thread included. */
static void run_workers(struct worker *worker)
{
	struct walk *w = worker->walk;
	pthread_t threads[MAX_THREADS];
	struct worker *helpers[MAX_THREADS];
	__typeof__(&pthread_create) create = NULL;
	__typeof__(&pthread_join) join = NULL;
	unsigned n = 0;

	if (w->threads > MAX_THREADS)
		w->threads = MAX_THREADS;
	if (w->threads > 1) {
		create = (__typeof__(create))symbol_find("pthread_create");
		join = (__typeof__(join))symbol_find("pthread_join");
	}
	/* COMPAT: before glibc 2.34 only a program with threads of its own has them
	 * (tests/unit/test_restorecon_walk.c without_thread_functions_the_caller_walks_alone). */
	if (!create || !join)
		w->threads = 1;
	w->queue.threads = w->threads;
	while (n + 1 < w->threads) {
		helpers[n] = worker_new(w);
		if (!helpers[n])
			break;
		if (create(&threads[n], NULL, run_worker, helpers[n])) {
			free(helpers[n]);
			break;
		}
		n++;
	}
	run_worker(worker);
	while (n--) {
		join(threads[n], NULL);
		free(helpers[n]);
	}
}

int walk_run(struct walk *w, int base, const char *name, const char *path)
{
	struct worker *worker = worker_new(w);
	struct directory *top = directory_new(NULL, name), *left;
	bool fits = strlen(path) < PATH_MAX;

	if (!worker || !top || !fits) {
		free(worker);
		free(top);
		return fits ? -ENOMEM : -ENAMETOOLONG;
	}
	w->base = base;
	w->path = path;
	w->queue = (struct queue){.first = top};
	run_workers(worker);
	while ((left = w->queue.first)) { /* the walk was stopped */
		w->queue.first = left->next;
		directory_put(w, left);
	}
	free(worker);
	return w->queue.error;
}
