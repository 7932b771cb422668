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
	char path[];
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
	size_t size = strlen(path) + 1;
	struct file *f;

	if (table->count == MOST)
		return 0;
	f = calloc(1, sizeof(*f) + size);
	if (!f)
		return -ENOMEM;
	memcpy(f->path, path, size);
	f->device = st->st_dev;
	f->inode = st->st_ino;
	f->names_left = st->st_nlink - 1;
	f->con = con;
	*at = f;
	table->count++;
	return 0;
}

static int meet(struct associations *table, struct file **at, const char **con, char **first)
{
	struct file *f = *at;
	int r = strcmp(f->con, *con) != 0;

	if (r == 1) {
		*first = string_copy(f->path);
		if (!*first)
			return -ENOMEM;
		*con = f->con;
	}
	if (--f->names_left == 0) {
		*at = f->next;
		free(f);
		table->count--;
	}
	return r;
}

int associate(struct associations **table, const struct stat *st, const char *path,
	const char **con, char **first)
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
		r = *at ? meet(*table, at, con, first) : add(*table, at, st, path, *con);
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
			free(f);
		}
	}
	free(table);
}
