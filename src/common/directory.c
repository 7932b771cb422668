/* SPDX-License-Identifier: MIT */
/*
 * Listing a folder.
 */
#include <dirent.h>
#include <string.h>

#include "common/common.h"

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A list that doubles: one more name. */
static int add(struct directory *d, const char *name)
{
	if ((d->count & (d->count - 1)) == 0) {
		char **more = realloc(d->names, (d->count ? d->count * 2 : 1) * sizeof(*more));

		if (!more)
			return -ENOMEM;
		d->names = more;
	}
	d->names[d->count] = string_copy(name);
	return d->names[d->count] ? (d->count++, 0) : -ENOMEM;
}

int directory_read(struct directory *d, const char *path)
{
	int saved = errno, r = 0;
	DIR *dir = opendir(path);
	const struct dirent *entry;

	*d = (struct directory){0};
	if (!dir)
		r = -errno;
	while (r == 0 && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			r = add(d, entry->d_name);
	if (dir)
		closedir(dir);
	errno = saved;
	if (r < 0)
		directory_free(d);
	else if (d->count)
		qsort(d->names, d->count, sizeof(*d->names), compare);
	return r;
}

void directory_free(struct directory *d)
{
	for (size_t i = 0; i < d->count; i++)
		free(d->names[i]);
	free(d->names);
	*d = (struct directory){0};
}
