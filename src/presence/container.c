/* SPDX-License-Identifier: MIT */
/*
 * What is asked of a process in a container only, where selinuxfs was mounted into it: the mark of
 * the engine, and whether the kernel knows the contexts of this root's store. Reads a file of the
 * store, writes <selinuxfs>/context, which changes nothing.
 */
#include <fcntl.h>
#include <limits.h>
#include <string.h>

#include "config/config.h"
#include "presence/presence.h"

/* None of these is read. */
static const struct {
	char path[28], engine[28];
} markers[] = {
	{"/run/.containerenv", "podman or buildah"},
	{"/.dockerenv", "docker"},
	{"/run/host/container-manager", "systemd-nspawn"},
	{"/run/systemd/container", "systemd in any container"},
};

const char *container_marker(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(markers); i++)
		if (io_exists(markers[i].path))
			return markers[i].path;
	return NULL;
}

const char *container_engine(const char *marker)
{
	size_t i = 0;

	while (i + 1 < ARRAY_SIZE(markers) && markers[i].path != marker)
		i++;
	return markers[i].engine;
}

/* The last word of the first line that has one and no comment: a context, or <<none>>. */
static bool first_context(const char *path, char *context, size_t size)
{
	struct text t;
	bool found = false;

	if (text_open(&t, path) < 0)
		return false;
	while (!found && text_next(&t)) {
		char *cursor = t.line, *word, *last = NULL;

		while ((word = text_word(&cursor)) && (last || *word != '#'))
			last = word;
		found = last && *last != '<' && STR_JOIN(context, size, last) < size;
	}
	text_close(&t);
	return found;
}

/* A context of the store: what init's scripts run in, else the first of file_contexts. */
static bool store_context(char *context, size_t size)
{
	char path[PATH_MAX];

	if (STR_JOIN(path, sizeof(path), config_path_unreported(PATH_CONTEXTS), "/initrc_context") <
			sizeof(path) &&
		first_context(path, context, size))
		return true;
	return first_context(config_path_unreported(PATH_FILE_CONTEXTS), context, size);
}

int container_ask_kernel(const char *mountpoint, char *context, size_t size)
{
	char path[PATH_MAX];
	ssize_t r;

	*context = '\0';
	if (!store_context(context, size))
		return -ENODATA;
	if (STR_JOIN(path, sizeof(path), mountpoint, "/context") >= sizeof(path))
		return -ENAMETOOLONG;
	AUTO_CLOSE int fd = io_open(path, O_RDWR);

	if (fd < 0)
		return fd == -EINVAL ? -EIO : fd; /* it has not been asked */
	r = io_write(fd, context, strlen(context) + 1);
	return r < 0 ? (int)r : 0;
}

bool container_has_kernels_policy(const char *mountpoint)
{
	char context[256];

	return container_ask_kernel(mountpoint, context, sizeof(context)) != -EINVAL;
}
