/* SPDX-License-Identifier: MIT */
/*
 * Contexts of files: the extended attribute security.selinux (linux/xattr.h), by path, link and
 * descriptor. Asks the file system whatever the answer of is_selinux_enabled() is.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include <selinux/selinux.h>

#include "common/at.h"
#include "common/attribute.h"
#include "common/syscall.h"
#include "context/context.h"
#include "kernel/filecon.h"

static const char name[] = "security.selinux";

/* Which file; NONE is what a caller's NULL names. */
struct file {
	enum {
		NONE,
		PATH, /* of a symbolic link: the file that it names */
		LINK,
		DESCRIPTOR
	} kind;
	const char *path;
	int fd;
};

static struct file by_path(const char *path)
{
	return (struct file){.kind = path ? PATH : NONE, .path = path};
}

static struct file by_link(const char *path)
{
	return (struct file){.kind = path ? LINK : NONE, .path = path};
}

static struct file by_descriptor(int fd)
{
	return (struct file){.kind = DESCRIPTOR, .fd = fd};
}

/* A descriptor opened with O_PATH gives EBADF for attributes, but it has a name in /proc. */
static bool named_in_proc(const struct file *f, char *path, size_t size)
{
	int flags = f->kind == DESCRIPTOR ? (int)RESULT(syscall(SYS_fcntl, f->fd, F_GETFL)) : -1;

	if (flags < 0 || !(flags & O_PATH))
		return false;
	return at_proc_path(path, size, f->fd, NULL) < size;
}

static ssize_t get_plain(const struct file *f, char *value, size_t size)
{
	if (f->kind == PATH)
		return attribute_get(f->path, name, value, size);
	if (f->kind == LINK)
		return attribute_get_link(f->path, name, value, size);
	return f->kind == DESCRIPTOR ? attribute_get_fd(f->fd, name, value, size) : -EINVAL;
}

static ssize_t get_attribute(const struct file *f, char *value, size_t size)
{
	char path[32];
	struct file named = by_path(path);
	ssize_t n = get_plain(f, value, size);

	if (n != -EBADF || !named_in_proc(f, path, sizeof(path)))
		return n;
	n = get_plain(&named, value, size);
	return n == -ENOENT ? -EBADF : n; /* no /proc */
}

static int set_plain(const struct file *f, const char *con)
{
	size_t size = strlen(con) + 1;

	if (f->kind == PATH)
		return attribute_set(f->path, name, con, size);
	if (f->kind == LINK)
		return attribute_set_link(f->path, name, con, size);
	return f->kind == DESCRIPTOR ? attribute_set_fd(f->fd, name, con, size) : -EINVAL;
}

/* The attribute whole, whatever its length; it may change between the calls. Room for no byte would
 * be asking for the length once more, which may by now be any. */
static ssize_t get_long(const struct file *f, char **con)
{
	for (;;) {
		ssize_t n = get_attribute(f, NULL, 0);
		size_t capacity = n < 0 ? 0 : (size_t)n + 1;
		char *value = n < 0 ? NULL : malloc(capacity + 1);

		if (!value)
			return n < 0 ? n : -ENOMEM;
		n = get_attribute(f, value, capacity);
		if (n >= 0) {
			value[n] = '\0';
			*con = value;
			return n;
		}
		free(value);
		if (n != -ERANGE)
			return n;
	}
}

/* Returns the attribute's length as the file system tells it: a NUL at its end counts. */
static int get_context(struct file f, char **con)
{
	char value[256], *context;
	ssize_t n = con ? get_attribute(&f, value, sizeof(value) - 1) : -EINVAL;

	if (n >= 0) {
		value[n] = '\0';
		context = str_dup(value);
		if (!context)
			n = -ENOMEM;
	} else if (n == -ERANGE) {
		n = get_long(&f, &context);
	}
	if (n < 0)
		return (int)n;
	if (n == 0) { /* no security server takes an empty context */
		free(context);
		return -ENOTSUP;
	}
	*con = context;
	return (int)n;
}

/* On a file system that keeps no labels, asking for the label that the file has anyway succeeds. */
static int set_context(struct file f, const char *con)
{
	int r = con ? set_plain(&f, con) : -EINVAL;
	char path[32];
	struct file named = by_path(path);
	AUTO_FREE char *now = NULL;

	if (r == -EBADF && named_in_proc(&f, path, sizeof(path))) {
		r = set_plain(&named, con);
		if (r == -ENOENT)
			r = -EBADF;
	}
	if (r == -ENOTSUP && get_context(f, &now) > 0 && strcmp(now, con) == 0)
		r = 0;
	return r;
}

int file_get_context(const char *path, char **con)
{
	return get_context(by_path(path), con);
}

int file_get_link_context(const char *path, char **con)
{
	return get_context(by_link(path), con);
}

int file_set_context(const char *path, const char *con)
{
	return set_context(by_path(path), con);
}

int file_set_link_context(const char *path, const char *con)
{
	return set_context(by_link(path), con);
}

/* A getter's translated form: returns the length of what it gives, its NUL counted.
 * COMPAT: a failure gives NULL, where the raw form leaves *con alone (tests/oracle filecon
 * fgetfilecon/minus-one). */
static int get_translated(struct file f, char **con)
{
	char *context = NULL;
	int r = translate_result(get_context(f, con ? &context : NULL), &context);

	if (con)
		*con = context;
	return r < 0 ? r : (int)strlen(context) + 1;
}

static int set_translated(struct file f, const char *con)
{
	AUTO_FREE char *raw = NULL;
	int r = con ? translate_to_raw(con, &raw) : -EINVAL;

	return r < 0 ? r : set_context(f, raw);
}

PUBLIC int getfilecon_raw(const char *path, char **con)
{
	return api_return(file_get_context(path, con));
}

PUBLIC int getfilecon(const char *path, char **con)
{
	return api_return(get_translated(by_path(path), con));
}

PUBLIC int lgetfilecon_raw(const char *path, char **con)
{
	return api_return(file_get_link_context(path, con));
}

PUBLIC int lgetfilecon(const char *path, char **con)
{
	return api_return(get_translated(by_link(path), con));
}

PUBLIC int fgetfilecon_raw(int fd, char **con)
{
	return api_return(get_context(by_descriptor(fd), con));
}

PUBLIC int fgetfilecon(int fd, char **con)
{
	return api_return(get_translated(by_descriptor(fd), con));
}

PUBLIC int setfilecon_raw(const char *path, const char *con)
{
	return api_return(file_set_context(path, con));
}

PUBLIC int setfilecon(const char *path, const char *con)
{
	return api_return(set_translated(by_path(path), con));
}

PUBLIC int lsetfilecon_raw(const char *path, const char *con)
{
	return api_return(file_set_link_context(path, con));
}

PUBLIC int lsetfilecon(const char *path, const char *con)
{
	return api_return(set_translated(by_link(path), con));
}

PUBLIC int fsetfilecon_raw(int fd, const char *con)
{
	return api_return(set_context(by_descriptor(fd), con));
}

PUBLIC int fsetfilecon(int fd, const char *con)
{
	return api_return(set_translated(by_descriptor(fd), con));
}
