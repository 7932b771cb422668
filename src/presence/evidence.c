/* SPDX-License-Identifier: MIT */
/*
 * What can be seen of all that the answer depends on, one value in words for each. It looks at more
 * than the decision does, and writes no more than that (<selinuxfs>/context, in a container).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "config/config.h"
#include "config/settings.h"
#include "presence/evidence.h"

static struct fact *add_fact(struct evidence *e, const char *key)
{
	struct fact *f = &e->facts[e->count++];

	f->key = key;
	f->len = 0;
	f->is_cut = false;
	f->value[0] = '\0';
	return f;
}

static void put_parts(struct fact *f, const char *const parts[], size_t count)
{
	static const char mark[] = "...";
	size_t room = sizeof(f->value) - f->len - sizeof(mark), len;

	if (f->is_cut)
		return;
	len = str_join(f->value + f->len, room, parts, count);
	if (len < room) {
		f->len += len;
		return;
	}
	memcpy(f->value + f->len, mark, sizeof(mark));
	f->is_cut = true;
}

#define PUT(f, ...)                                                                                \
	put_parts(f, (const char *const[]){__VA_ARGS__},                                           \
		ARRAY_SIZE(((const char *const[]){__VA_ARGS__})))

#define NAME(error)                                                                                \
	{                                                                                          \
		error, #error                                                                      \
	}

static void put_errno(struct fact *f, int r)
{
	static const struct {
		int number;
		char name[16];
	} names[] = {NAME(EPERM), NAME(ENOENT), NAME(EIO), NAME(ENXIO), NAME(EAGAIN), NAME(ENOMEM),
		NAME(EACCES), NAME(EBUSY), NAME(ENODEV), NAME(ENOTDIR), NAME(EISDIR), NAME(EINVAL),
		NAME(ENFILE), NAME(EMFILE), NAME(EFBIG), NAME(ENODATA), NAME(ENAMETOOLONG),
		NAME(ENOSYS), NAME(ELOOP), NAME(EOVERFLOW), NAME(ENOTCONN), NAME(ESTALE)};
	char number[32];

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (names[i].number == -r) {
			PUT(f, names[i].name);
			return;
		}
	}
	str_format(number, sizeof(number), "errno %d", -r);
	PUT(f, number);
}

static void put_error(struct fact *f, int r)
{
	PUT(f, r == -ENOENT || r == -ENOTDIR ? "missing (" : "unreadable (");
	put_errno(f, r);
	PUT(f, ")");
}

static const char *kind_name(mode_t mode)
{
	static const struct {
		mode_t kind;
		char name[20];
	} kinds[] = {{S_IFREG, "a regular file"}, {S_IFDIR, "a directory"}, {S_IFIFO, "a FIFO"},
		{S_IFSOCK, "a socket"}, {S_IFBLK, "a block device"}, {S_IFCHR, "a device"}};
	size_t i = 0;

	while (i + 1 < ARRAY_SIZE(kinds) && kinds[i].kind != (mode & S_IFMT))
		i++;
	return kinds[i].name;
}

static void put_said(struct fact *f, const char *words)
{
	PUT(f, *words ? words : "empty");
}

/* What a file of a few bytes holds. */
static void put_content(struct fact *f, const char *path)
{
	struct stat st;
	AUTO_CLOSE int fd = io_open_regular(path, &st);
	AUTO_FREE char *content = NULL;
	int r = fd < 0 ? fd : io_read_string(fd, &content);

	if (r < 0)
		put_error(f, r);
	else
		put_said(f, text_trim(content));
}

static void put_file_system(struct fact *f, const struct statfs *fs)
{
	static const struct {
		uint32_t magic; /* linux/magic.h */
		char name[12];
	} types[] = {{SELINUX_MAGIC, "selinuxfs"}, {0x62656572, "sysfs"}, {0x01021994, "tmpfs"},
		{0x858458f6, "ramfs"}, {0x794c7630, "overlay"}, {0xef53, "ext4"},
		{0x58465342, "xfs"}, {0x9123683e, "btrfs"}, {0x2fc12fc1, "zfs"},
		{0x65735546, "fuse"}, {0x6969, "nfs"}, {0x9fa0, "proc"}, {0x73717368, "squashfs"}};
	char number[32];

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (types[i].magic == (uint32_t)fs->f_type) {
			PUT(f, types[i].name);
			return;
		}
	}
	str_format(number, sizeof(number), "file system 0x%x", (unsigned)fs->f_type);
	PUT(f, number);
}

/* Has /proc/self/mountinfo a selinuxfs here? */
static bool is_mounted_at(const char *place)
{
	struct mountinfo m;
	bool found = false;

	if (mountinfo_open(&m) < 0)
		return false;
	while (!found && mountinfo_next(&m))
		found = strcmp(m.mountpoint, place) == 0;
	mountinfo_close(&m);
	return found;
}

static void look_at_enforce(struct fact *f, const char *path)
{
	struct statfs fs;
	struct stat st;
	int r = io_stat(path, &st);

	if (r < 0) {
		put_error(f, r);
		return;
	}
	if (S_ISREG(st.st_mode))
		put_content(f, path);
	else
		PUT(f, kind_name(st.st_mode));
	if (io_statfs(path, &fs) == 0 && (uint32_t)fs.f_type != SELINUX_MAGIC) {
		PUT(f, ", of ");
		put_file_system(f, &fs);
	}
}

static void look_at_place(struct evidence *e, const char *place, const char *enforce)
{
	struct fact *f = add_fact(e, place);
	struct statfs fs;
	int r = io_statfs(place, &fs);

	if (r < 0) {
		put_error(f, r);
	} else {
		put_file_system(f, &fs);
		PUT(f, mount_is_read_only(place, &fs) ? ", read-only" : ", read-write");
	}
	if ((r < 0 || (uint32_t)fs.f_type != SELINUX_MAGIC) && is_mounted_at(place))
		PUT(f, ", covers a selinuxfs");
	look_at_enforce(add_fact(e, enforce), enforce);
}

static void look_at_mounts(struct fact *f)
{
	struct mountinfo m;
	int r = mountinfo_open(&m);
	const char *separator = "";

	if (r < 0) {
		PUT(f, "/proc/self/mountinfo is ");
		put_error(f, r);
		return;
	}
	while (mountinfo_next(&m)) {
		PUT(f, separator, m.mountpoint, " (", m.options, "; superblock ", m.super_options);
		if (strcmp(m.root, "/") != 0)
			PUT(f, "; only ", m.root, " of it");
		PUT(f, ")");
		separator = ", ";
	}
	mountinfo_close(&m);
	if (!f->len)
		PUT(f, "none");
}

static void look_at_mode(struct fact *f)
{
	static const char modes[][12] = {"disabled", "permissive", "enforcing"};
	int mode = -1, r = config_boot_mode(&mode);

	if (r == -EINVAL)
		PUT(f, "no line has a mode");
	else if (r < 0)
		put_error(f, r);
	else
		PUT(f, modes[mode + 1]);
}

static void put_problem(struct fact *f, const struct settings *s)
{
	char line[40];

	str_format(line, sizeof(line), ", line %u is ignored: ", s->problem_line);
	PUT(f, line, s->problem);
}

static void look_at_config(struct evidence *e)
{
	struct fact *file = add_fact(e, SELINUX_CONFIG), *mode = add_fact(e, "SELINUX"),
		    *type = add_fact(e, "SELINUXTYPE");
	struct settings s;
	struct stat st;
	int r = io_stat(SELINUX_CONFIG, &st);

	if (r < 0)
		put_error(file, r);
	else
		PUT(file, kind_name(st.st_mode));
	r = settings_read(&s);
	if (r < 0) {
		put_error(mode, r);
		put_error(type, r);
		return;
	}
	if (s.problem_line)
		put_problem(file, &s);
	look_at_mode(mode);
	put_said(type, s.type_line ? s.type : "not set (default if that is there, else targeted)");
}

static void look_at_stores(struct fact *f)
{
	struct dir_names d;
	int r = dir_names_read(&d, SELINUX_DIR);

	if (r < 0) {
		PUT(f, SELINUX_DIR " is ");
		put_error(f, r);
		return;
	}
	for (size_t i = 0; i < d.count; i++) {
		r = config_is_store(d.names[i]);
		if (r == 0)
			continue;
		PUT(f, f->len ? ", " : "", d.names[i]);
		if (r < 0) {
			PUT(f, " ");
			put_error(f, r);
		}
	}
	dir_names_free(&d);
	if (!f->len)
		PUT(f, "none");
}

static void look_at_file_systems(struct fact *f)
{
	struct text t;
	int r = text_open(&t, "/proc/filesystems");

	if (r < 0) {
		put_error(f, r);
		return;
	}
	text_close(&t);
	PUT(f, mount_is_possible() ? "selinuxfs is listed" : "selinuxfs is not listed");
}

static void look_at_container(struct fact *f, const char *marker)
{
	if (marker)
		PUT(f, marker, " (", container_engine(marker), ")");
	else
		PUT(f, "no mark of an engine");
}

/* Asked for only where the decision does, too. */
static void look_at_context(struct fact *f, const char *marker)
{
	const char *mountpoint;
	char context[256];
	int r;

	if (presence_look(&mountpoint) < ROW_OTHER_POLICY || !marker) {
		PUT(f, "not asked for");
		return;
	}
	r = container_ask_kernel(mountpoint, context, sizeof(context));
	PUT(f, *context ? context : "none, as far as can be read");
	if (r == 0) {
		PUT(f, ", known to the kernel");
	} else if (r == -EINVAL) {
		PUT(f, ", not known to the kernel");
	} else if (*context) {
		PUT(f, ", the kernel cannot be asked (");
		put_errno(f, r);
		PUT(f, ")");
	}
}

void evidence_gather(struct evidence *e)
{
	const char *marker = container_marker();

	e->count = 0;
	look_at_place(e, "/sys/fs/selinux", "/sys/fs/selinux/enforce");
	look_at_place(e, "/selinux", "/selinux/enforce");
	look_at_mounts(add_fact(e, "selinuxfs mounts"));
	look_at_config(e);
	look_at_stores(add_fact(e, "policy stores"));
	look_at_file_systems(add_fact(e, "/proc/filesystems"));
	put_content(add_fact(e, "/proc/self/attr/current"), "/proc/self/attr/current");
	look_at_container(add_fact(e, "container"), marker);
	look_at_context(add_fact(e, "context of the store"), marker);
}
