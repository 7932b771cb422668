/* SPDX-License-Identifier: MIT */
/*
 * A walk over a tree by descriptors: each folder is opened by its name in its parent, and a link is
 * never followed, so that whatever is renamed meanwhile the walk stays below its top.
 *
 * Folders wait in a stack, so one thread goes depth first. A folder stays open while some of its
 * own wait; far down only every STRIDEth does, and the others are reopened from the next one above,
 * so that depth does not cost descriptors. LOCK_RESTORECON guards the stack.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "restorecon/restorecon.h"

enum {
	KEPT_OPEN = 64,
	STRIDE = 16,
	ENTRIES_SIZE = 32768,
	MAX_THREADS = 256
};

struct worker {
	struct walk *walk;
	char path[PATH_MAX];
	_Alignas(struct at_entry) char entries[ENTRIES_SIZE];
};

static bool keeps_open(const struct folder *f)
{
	return f->depth < KEPT_OPEN || f->depth % STRIDE == 0;
}

static struct folder *folder_new(struct folder *parent, const char *name)
{
	size_t size = strlen(name) + 1;
	struct folder *f = calloc(1, sizeof(*f) + size);

	if (!f)
		return NULL;
	memcpy(f->name, name, size);
	f->fd = -1;
	f->refs = 1;
	f->parent = parent;
	if (parent) {
		f->depth = parent->depth + 1;
		__atomic_add_fetch(&parent->refs, 1, __ATOMIC_RELAXED);
	}
	return f;
}

static bool is_stopped(const struct walk *w)
{
	return __atomic_load_n(&w->error, __ATOMIC_ACQUIRE) != 0;
}

/* One less holds on to the folder: perhaps all is done below it, and so on up. */
static void folder_drop(struct walk *w, struct folder *f)
{
	while (f && __atomic_sub_fetch(&f->refs, 1, __ATOMIC_ACQ_REL) == 0) {
		struct folder *parent = f->parent;

		if (f->path && w->leave && !is_stopped(w))
			w->leave(w, f);
		if (f->failed && parent)
			__atomic_store_n(&parent->failed, true, __ATOMIC_RELAXED);
		if (f->fd >= 0)
			io_close(f->fd);
		free(f->path);
		free(f);
		f = parent;
	}
}

/* Opens anew what was closed, from the nearest folder above that is open. */
static int reopen(const struct folder *f)
{
	const struct folder *chain[KEPT_OPEN + STRIDE];
	unsigned n = 0;
	struct stat st;
	int fd, r;

	for (; f->fd < 0; f = f->parent)
		chain[n++] = f;
	for (fd = f->fd; n--; f = chain[n]) {
		int next = at_open(fd, chain[n]->name, O_RDONLY | O_DIRECTORY);

		if (fd != f->fd)
			io_close(fd);
		if (next < 0)
			return next;
		fd = next;
	}
	r = io_fstat(fd, &st);
	if (r == 0 && (st.st_dev != chain[0]->device || st.st_ino != chain[0]->inode))
		r = -ENOENT; /* another one has its name now */
	if (r < 0)
		io_close(fd);
	return r < 0 ? r : fd;
}

int walk_folder(struct folder *f, bool *opened)
{
	*opened = f->fd < 0;
	return *opened ? reopen(f) : f->fd;
}

static void queue_push(struct walk *w, struct folder *first, struct folder *last)
{
	lock_take(LOCK_RESTORECON);
	last->next = w->queue;
	w->queue = first;
	lock_drop(LOCK_RESTORECON);
}

/* Waits until wakeups is no longer what was seen; or wakes all that do so. */
static void futex(struct walk *w, int operation, int value)
{
	int saved = errno;

	syscall(SYS_futex, &w->wakeups, operation, value, NULL, NULL, 0);
	errno = saved;
}

static void wake_all(struct walk *w)
{
	if (w->threads > 1) {
		__atomic_add_fetch(&w->wakeups, 1, __ATOMIC_RELEASE);
		futex(w, FUTEX_WAKE_PRIVATE, INT_MAX);
	}
}

static void stop(struct walk *w, int error)
{
	int none = 0;

	__atomic_compare_exchange_n(
		&w->error, &none, error, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

/* The next folder to enter, waiting for one as long as others may find some; NULL at the end. */
static struct folder *queue_pop(struct walk *w)
{
	struct folder *f;

	for (;;) {
		int seen = __atomic_load_n(&w->wakeups, __ATOMIC_ACQUIRE);
		bool end;

		lock_take(LOCK_RESTORECON);
		f = is_stopped(w) ? NULL : w->queue;
		if (f) {
			w->queue = f->next;
			w->busy++;
		}
		end = !f && (is_stopped(w) || !w->busy);
		lock_drop(LOCK_RESTORECON);
		if (f || end)
			return f;
		futex(w, FUTEX_WAIT_PRIVATE, seen);
	}
}

static void queue_done(struct walk *w)
{
	bool end;

	lock_take(LOCK_RESTORECON);
	end = --w->busy == 0 && !w->queue;
	lock_drop(LOCK_RESTORECON);
	if (end)
		wake_all(w);
}

/* The worker's path becomes that of the folder, and a slash; returns its length. */
static size_t begin_path(struct worker *me, const struct folder *f)
{
	size_t len = f->path_len;

	memcpy(me->path, f->path, len + 1);
	if (len && me->path[len - 1] != '/')
		me->path[len++] = '/';
	return len;
}

/* Puts a name there. Paths are shorter than PATH_MAX: one may not be called by more. */
static bool end_path(struct worker *me, size_t at, const char *name)
{
	size_t size = strlen(name) + 1;

	if (at + size > PATH_MAX)
		return false;
	memcpy(me->path + at, name, size);
	return true;
}

static bool is_folder_of_its_own(const struct folder *f)
{
	for (const struct folder *above = f->parent; above; above = above->parent)
		if (above->inode == f->inode && above->device == f->device)
			return false;
	return true;
}

/* The folders found in one folder, in their order. */
struct found {
	struct folder *first, *last;
};

static int take_entry(struct worker *me, struct folder *f, size_t at, const struct at_entry *e,
	struct found *found)
{
	struct walk *w = me->walk;
	struct object o = {
		.path = me->path,
		.folder = f->fd,
		.name = e->name,
		.fd = -1,
		.kind = (mode_t)e->type << 12,
		.in = f,
	};
	struct folder *below;
	struct stat st;

	if (e->name[0] == '.' && (!e->name[1] || (e->name[1] == '.' && !e->name[2])))
		return 0;
	if (!end_path(me, at, e->name))
		return w->trouble(w, TROUBLE_TOO_LONG, f->path, f, -ENAMETOOLONG);
	/* A single file, too, may be a mount of its own. */
	if (!o.kind || (w->one_device && o.kind != S_IFDIR)) {
		int r = at_stat(f->fd, e->name, &st);

		if (r < 0)
			return w->trouble(w, TROUBLE_OPEN, me->path, f, r);
		o.kind = st.st_mode & S_IFMT;
		o.st = &st;
		if (w->one_device && o.kind != S_IFDIR && st.st_dev != f->device)
			return 0;
	}
	if (o.kind != S_IFDIR)
		return w->file(w, &o);
	if (w->excluded(w, me->path))
		return 0;
	below = folder_new(f, e->name);
	if (!below)
		return -ENOMEM;
	if (found->last)
		found->last->next = below;
	else
		found->first = below;
	found->last = below;
	return 0;
}

static int read_folder(struct worker *me, struct folder *f)
{
	struct walk *w = me->walk;
	struct found found = {NULL, NULL};
	size_t at = begin_path(me, f);
	int r = 0;

	while (r >= 0 && !is_stopped(w)) {
		long n = at_entries(f->fd, me->entries, sizeof(me->entries));
		const struct at_entry *e;

		if (n < 0)
			r = w->trouble(w, TROUBLE_READ, f->path, f, (int)n);
		if (n <= 0)
			break;
		for (const char *p = me->entries; r >= 0 && p < me->entries + n; p += e->size) {
			e = (const struct at_entry *)p;
			r = take_entry(me, f, at, e, &found);
		}
	}
	if (found.first) {
		/* Nobody else knows of the folder before what waits below it is queued. */
		if (!keeps_open(f)) {
			io_close(f->fd);
			f->fd = -1;
		}
		queue_push(w, found.first, found.last);
		wake_all(w);
	}
	return r;
}

/* A folder that cannot be opened is still one to be labelled; or it is no folder any more. */
static int take_closed(struct worker *me, struct folder *f, struct object *o, int error)
{
	struct walk *w = me->walk;
	int r = 0;

	if (error == -ENOTDIR || error == -ELOOP)
		o->kind = 0;
	else
		r = w->trouble(
			w, f->parent ? TROUBLE_OPEN : TROUBLE_READ, me->path, f->parent, error);
	if (r >= 0 && error != -ENOENT)
		r = w->file(w, o);
	return r;
}

static int enter_folder(struct worker *me, struct folder *f, int parent)
{
	struct walk *w = me->walk;
	struct object o = {
		.path = me->path,
		.folder = parent,
		.name = f->name,
		.kind = S_IFDIR,
		.in = f->parent,
		.itself = f,
	};
	struct stat st;
	int r;

	f->fd = o.fd = at_open(parent, f->name, O_RDONLY | O_DIRECTORY);
	if (f->fd < 0)
		return take_closed(me, f, &o, f->fd);
	r = io_fstat(f->fd, &st);
	if (r < 0)
		return w->trouble(w, TROUBLE_OPEN, me->path, f->parent, r);
	f->device = st.st_dev;
	f->inode = st.st_ino;
	if (w->one_device && f->parent && f->device != f->parent->device)
		return 0;
	if (!is_folder_of_its_own(f)) {
		r = w->trouble(w, TROUBLE_CYCLE, me->path, f->parent, -ELOOP);
		return r < 0 ? r : -ELOOP;
	}
	f->path = str_dup(me->path);
	if (!f->path)
		return -ENOMEM;
	f->path_len = strlen(f->path);
	r = w->enter(w, &o, f);
	return r == 0 ? read_folder(me, f) : r;
}

static int visit(struct worker *me, struct folder *f)
{
	struct walk *w = me->walk;
	struct folder *parent = f->parent;
	bool opened = false;
	int fd, r;

	if (!parent) {
		memcpy(me->path, w->path, strlen(w->path) + 1);
		return enter_folder(me, f, w->base);
	}
	if (!end_path(me, begin_path(me, parent), f->name))
		return -ENAMETOOLONG; /* it was measured when it was found */
	fd = walk_folder(parent, &opened);
	if (fd < 0)
		return w->trouble(w, TROUBLE_OPEN, me->path, parent, fd);
	r = enter_folder(me, f, fd);
	if (opened)
		io_close(fd);
	return r;
}

static void *work(void *arg)
{
	struct worker *me = arg;
	struct walk *w = me->walk;
	struct folder *f;

	while ((f = queue_pop(w))) {
		int r = visit(me, f);

		if (r < 0)
			stop(w, r);
		folder_drop(w, f);
		queue_done(w);
	}
	wake_all(w);
	return NULL;
}

static struct worker *worker_new(struct walk *w)
{
	struct worker *me = malloc(sizeof(*me));

	if (me)
		me->walk = w;
	return me;
}

/* As many helpers as can be had; this thread is one of `threads`. */
static void work_together(struct worker *me)
{
	struct walk *w = me->walk;
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
	/* COMPAT: before glibc 2.34 only a program with threads of its own has them. */
	if (!create || !join)
		w->threads = 1;
	while (n + 1 < w->threads) {
		helpers[n] = worker_new(w);
		if (!helpers[n])
			break;
		if (create(&threads[n], NULL, work, helpers[n])) {
			free(helpers[n]);
			break;
		}
		n++;
	}
	work(me);
	while (n--) {
		join(threads[n], NULL);
		free(helpers[n]);
	}
}

int walk_run(struct walk *w, int base, const char *name, const char *path)
{
	struct worker *me = worker_new(w);
	struct folder *top = folder_new(NULL, name), *left;
	bool fits = strlen(path) < PATH_MAX;

	if (!me || !top || !fits) {
		free(me);
		free(top);
		return fits ? -ENOMEM : -ENAMETOOLONG;
	}
	w->base = base;
	w->path = path;
	w->queue = top;
	w->busy = 0;
	w->error = 0;
	w->wakeups = 0;
	work_together(me);
	while ((left = w->queue)) { /* it was stopped */
		w->queue = left->next;
		folder_drop(w, left);
	}
	free(me);
	return w->error;
}
