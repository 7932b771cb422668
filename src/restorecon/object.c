/* SPDX-License-Identifier: MIT */
/*
 * The label (security.selinux) of one file. It is first read by name. Before it is changed, the
 * file is opened with O_PATH, and the label is read again and written through /proc/self/fd, so
 * that both are of the same file. COMPAT: without /proc the path is used instead
 * (tests/restorecon no-proc), and without O_PATH, before Linux 2.6.39, the name in the directory
 * (tests/unit/test_restorecon.c every_kernel_labels_alike).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include "common/at.h"
#include "common/attribute.h"
#include "kernel/kernel.h"
#include "restorecon/object.h"

static const char selinux_xattr[] = "security.selinux";

/* Reads the kind of file, too, which cannot change from here on. */
int object_pin(struct object *o)
{
	struct stat st;
	int r;

	if (o->fd < 0 && at_can_pin()) {
		o->fd = at_open(o->dirfd, o->name, O_PATH);
		if (o->fd < 0)
			return o->fd;
		o->owns_fd = true;
	}
	r = o->fd < 0 ? at_stat(o->dirfd, o->name, &st) : io_fstat(o->fd, &st);
	if (r == 0)
		o->kind = st.st_mode & S_IFMT;
	return r;
}

void object_unpin(struct object *o)
{
	if (o->owns_fd)
		io_close(o->fd);
	o->owns_fd = false;
	o->fd = -1;
}

/* Returns the length without the NUL. */
ssize_t object_peek_label(const struct object *o, char label[LABEL_SIZE])
{
	ssize_t n;

	if (o->owns_fd)
		return 0;
	if (o->fd >= 0) {
		n = attribute_get_fd(o->fd, selinux_xattr, label, LABEL_SIZE - 1);
	} else {
		n = at_get_attribute(o->dirfd, o->name, selinux_xattr, label, LABEL_SIZE - 1);
	}
	if (n <= 0)
		return 0;
	label[n] = '\0';
	return (ssize_t)strlen(label);
}

/* A path by which the file can be reached; `link` if it must not be followed as a symbolic link. */
struct proc_name {
	char path[32 + NAME_MAX];
	bool link;
};

static struct proc_name proc_name_of(const struct object *o)
{
	struct proc_name name = {.link = o->fd < 0};

	if (name.link)
		at_proc_path(name.path, sizeof(name.path), o->dirfd, o->name);
	else
		at_proc_path(name.path, sizeof(name.path), o->fd, NULL);
	return name;
}

/* Used without /proc: fails if the path names another file by now. */
static int check_path_identity(const struct object *o)
{
	struct stat by_path, own;
	int r = io_lstat(o->path, &by_path);

	if (r == 0)
		r = o->fd < 0 ? at_stat(o->dirfd, o->name, &own) : io_fstat(o->fd, &own);
	if (r == 0 && (by_path.st_ino != own.st_ino || by_path.st_dev != own.st_dev))
		r = -ENOENT;
	return r;
}

static int set_by_name(const char *path, bool link, const char *label)
{
	return link ? file_set_link_context(path, label) : file_set_context(path, label);
}

int object_get_label(const struct object *o, char **label)
{
	struct proc_name name = proc_name_of(o);
	int r = name.link ? file_get_link_context(name.path, label)
			  : file_get_context(name.path, label);

	if (r == -ENOENT) {
		r = check_path_identity(o);
		if (r == 0)
			r = file_get_link_context(o->path, label);
	}
	return r;
}

int object_set_label(const struct object *o, const char *label)
{
	struct proc_name name = proc_name_of(o);
	int r = set_by_name(name.path, name.link, label);

	if (r == -ENOENT) {
		r = check_path_identity(o);
		if (r == 0)
			r = set_by_name(o->path, true, label);
	}
	return r;
}
