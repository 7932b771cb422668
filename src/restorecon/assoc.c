/* SPDX-License-Identifier: MIT */
/*
 * Files of several names, by device and inode, and the context that each got by its first name. An
 * entry is dropped when all names have been seen. LOCK_RESTORECON guards the table.
 */
#include <string.h>

#include "restorecon/restorecon.h"

enum {
	BUCKETS = 4096,
	MOST = 1 << 20 /* files remembered at once; what comes then is taken as it is */
};

struct file {
	struct file *next;
	uint64_t device, inode;
	uint64_t names_left;
	const char *con; /* the handle's */
	char *path;      /* by which it was seen first, or in the last conflict */
};

struct associations {
	size_t count;
	struct file *buckets[BUCKETS];
};

static struct file **find(struct associations *table, const struct stat *st)
{
	struct file **at = &table->buckets[(st->st_ino ^ st->st_ino >> 16 ^ st->st_dev) % BUCKETS];

	while (*at && ((*at)->inode != st->st_ino || (*at)->device != st->st_dev))
		at = &(*at)->next;
	return at;
}

static int add(struct associations *table, struct file **at, const struct stat *st,
	const char *path, const char *con)
{
	struct file *f;

	if (table->count == MOST)
		return 0;
	f = calloc(1, sizeof(*f));
	if (f)
		f->path = str_dup(path);
	if (!f || !f->path) {
		free(f);
		return -ENOMEM;
	}
	f->device = st->st_dev;
	f->inode = st->st_ino;
	f->names_left = st->st_nlink - 1;
	f->con = con;
	*at = f;
	table->count++;
	return 0;
}

static void forget(struct file *f)
{
	free(f->path);
	free(f);
}

static int meet(struct associations *table, struct file **at, const char *path, const char **con,
	char **before)
{
	struct file *f = *at;

	if (strcmp(f->con, *con) != 0) {
		char *copy = str_dup(path);

		if (!copy)
			return -ENOMEM;
		*before = f->path;
		f->path = copy;
	}
	*con = f->con;
	if (--f->names_left == 0) {
		*at = f->next;
		forget(f);
		table->count--;
	}
	return 1;
}

int associate(struct associations **table, const struct stat *st, const char *path,
	const char **con, char **before)
{
	struct file **at;
	int r = -ENOMEM;

	if (st->st_nlink < 2)
		return 0;
	lock_take(LOCK_RESTORECON);
	if (!*table)
		*table = calloc(1, sizeof(**table));
	if (*table) {
		at = find(*table, st);
		r = *at ? meet(*table, at, path, con, before) : add(*table, at, st, path, *con);
	}
	lock_drop(LOCK_RESTORECON);
	return r;
}

void associations_free(struct associations *table)
{
	for (unsigned i = 0; table && i < BUCKETS; i++) {
		struct file *f;

		while ((f = table->buckets[i])) {
			table->buckets[i] = f->next;
			forget(f);
		}
	}
	free(table);
}
