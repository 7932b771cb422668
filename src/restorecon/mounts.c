/* SPDX-License-Identifier: MIT */
/*
 * The mounts of file systems that keep no labels, from /proc/mounts. Takes no lock.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/vfs.h>

#include "common/array.h"
#include "presence/presence.h"
#include "restorecon/mounts.h"

/* Decodes \040 and similar escapes, which stand for white space (proc_pid_mounts(5)). */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (s[0] == '\\' && s[1] >= '0' && s[1] <= '3' && s[2] >= '0' && s[2] <= '7' &&
			s[3] >= '0' && s[3] <= '7') {
			*to++ = (char)((s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0'));
			s += 3;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static bool has_option(const char *options, const char *option)
{
	size_t len = strlen(option);

	while (options) {
		if (str_starts_with(options, option) && (!options[len] || options[len] == ','))
			return true;
		options = strchr(options, ',');
		if (options)
			options++;
	}
	return false;
}

static int compare_paths(const void *a, const void *b, void *unused)
{
	(void)unused;
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_mount(struct mounts *m, const char *path)
{
	char **grown = array_grow(m->paths, m->count, &m->capacity, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	m->paths = grown;
	grown[m->count] = str_dup(path);
	if (!grown[m->count])
		return -ENOMEM;
	m->count++;
	return 0;
}

static uint64_t count_files(const char *path)
{
	struct statfs fs;

	return io_statfs(path, &fs) < 0 ? 0 : fs.f_files - fs.f_ffree;
}

/* A line is: device, mountpoint, type, options. */
static int read_mount(struct mounts *m, char *line, unsigned which)
{
	char *device = text_word(&line), *mountpoint = text_word(&line), *type = text_word(&line);
	char *options = text_word(&line);

	(void)device, (void)type;
	if (!options)
		return 0;
	unescape(mountpoint);
	if (has_option(options, "seclabel")) {
		if (which & MOUNTS_COUNT_FILES)
			m->files += count_files(mountpoint);
		return 0;
	}
	return which & MOUNTS_UNLABELED ? add_mount(m, mountpoint) : 0;
}

/* The kernel has reported seclabel since Linux 2.6.30; no older one is supported. */
int mounts_read(struct mounts *m, unsigned which)
{
	struct text t;
	int r;

	if (!which || !presence_is_enabled())
		return 0;
	r = text_open(&t, "/proc/mounts");
	if (r < 0)
		return is_resource_error(r) ? r : 0;
	while (r == 0 && text_next(&t))
		r = read_mount(m, t.line, which);
	text_close(&t);
	if (m->count)
		qsort_r(m->paths, m->count, sizeof(*m->paths), compare_paths, NULL);
	return r;
}

void mounts_free(struct mounts *m)
{
	for (size_t i = 0; i < m->count; i++)
		free(m->paths[i]);
	free(m->paths);
	*m = (struct mounts){0};
}

bool is_mountpoint(const struct mounts *m, const char *path)
{
	size_t low = 0, high = m->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = strcmp(m->paths[middle], path);

		if (c == 0)
			return true;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool path_is_below(const char *path, const char *directory, size_t len)
{
	return len > 1 && str_same_start(path, directory, len) && path[len] == '/';
}

bool is_below_mountpoint(const struct mounts *m, const char *path)
{
	for (size_t i = 0; i < m->count; i++)
		if (path_is_below(path, m->paths[i], strlen(m->paths[i])))
			return true;
	return false;
}
