/* SPDX-License-Identifier: MIT */
/*
 * Files with several hard links, by device and inode, and the context that each got by the name
 * seen first. An entry is removed when all names have been seen. LOCK_RESTORECON guards the table.
 */
#include <string.h>

#include "restorecon/hardlinks.h"

enum {
	BUCKETS = 4096,
	MAX_FILES = 1 << 20 /* in the table at once; further files are not added */
};

struct linked_file {
	struct linked_file *next;
	uint64_t device, inode;
	uint64_t names_left;
	const char *context; /* belongs to the handle */
	char *path;          /* the name seen first, or the last one in conflict */
};

struct hardlinks {
	size_t count;
	struct linked_file *buckets[BUCKETS];
};

static struct linked_file **find_file(struct hardlinks *table, const struct stat *st)
{
	struct linked_file **at =
		&table->buckets[(st->st_ino ^ st->st_ino >> 16 ^ st->st_dev) % BUCKETS];

	while (*at && ((*at)->inode != st->st_ino || (*at)->device != st->st_dev))
		at = &(*at)->next;
	return at;
}

static int add_file(struct hardlinks *table, struct linked_file **at, const struct stat *st,
	const char *path, const char *context)
{
	struct linked_file *f;

	if (table->count == MAX_FILES)
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
	f->context = context;
	*at = f;
	table->count++;
	return 0;
}

static void free_file(struct linked_file *f)
{
	free(f->path);
	free(f);
}

static int seen_again(struct hardlinks *table, struct linked_file **at, const char *path,
	const char **context, char **earlier_path)
{
	struct linked_file *f = *at;

	if (strcmp(f->context, *context) != 0) {
		char *copy = str_dup(path);

		if (!copy)
			return -ENOMEM;
		*earlier_path = f->path;
		f->path = copy;
	}
	*context = f->context;
	if (--f->names_left == 0) {
		*at = f->next;
		free_file(f);
		table->count--;
	}
	return 1;
}

int hardlink_check(struct hardlinks **table, const struct stat *st, const char *path,
	const char **context, char **earlier_path)
{
	struct linked_file **at;
	int r = -ENOMEM;

	if (st->st_nlink < 2)
		return 0;
	lock_take(LOCK_RESTORECON);
	if (!*table)
		*table = calloc(1, sizeof(**table));
	if (*table) {
		at = find_file(*table, st);
		r = *at ? seen_again(*table, at, path, context, earlier_path)
			: add_file(*table, at, st, path, *context);
	}
	lock_drop(LOCK_RESTORECON);
	return r;
}

void hardlinks_free(struct hardlinks *table)
{
	for (unsigned i = 0; table && i < BUCKETS; i++) {
		struct linked_file *f;

		while ((f = table->buckets[i])) {
			table->buckets[i] = f->next;
			free_file(f);
		}
	}
	free(table);
}
