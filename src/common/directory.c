/* SPDX-License-Identifier: MIT */
/*
 * Listing a directory: getdents64(2) itself, which is one name fewer than opendir() and its kin.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "common/array.h"
#include "common/at.h"

static int compare(const void *a, const void *b, void *unused)
{
	(void)unused;
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_name(struct dir_names *d, const char *name)
{
	char **grown = array_grow(d->names, d->count, &d->capacity, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	d->names = grown;
	d->names[d->count] = str_dup(name);
	if (!d->names[d->count])
		return -ENOMEM;
	d->count++;
	return 0;
}

static int read_names(struct dir_names *d, int fd)
{
	_Alignas(struct at_entry) char buf[8192];

	for (;;) {
		long n = at_entries(fd, buf, sizeof(buf));
		const struct at_entry *e;

		if (n <= 0)
			return (int)n;
		for (const char *p = buf; p < buf + n; p += e->size) {
			e = (const struct at_entry *)p;
			if (e->name[0] != '.' && add_name(d, e->name) < 0)
				return -ENOMEM;
		}
	}
}

int dir_names_read(struct dir_names *d, const char *path)
{
	AUTO_CLOSE int fd = io_open(path, O_RDONLY | O_DIRECTORY);
	int r;

	*d = (struct dir_names){0};
	r = fd < 0 ? fd : read_names(d, fd);
	if (r < 0)
		dir_names_free(d);
	else if (d->count)
		qsort_r(d->names, d->count, sizeof(*d->names), compare, NULL);
	return r;
}

void dir_names_free(struct dir_names *d)
{
	for (size_t i = 0; i < d->count; i++)
		free(d->names[i]);
	free(d->names);
	*d = (struct dir_names){0};
}
