/*
 * Contexts of files by path, by link and by descriptor, and of the peer of a socket.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "blackbox.h"

static const struct path_call {
	const char *name;
	int (*get)(const char *, char **);
	int (*get_raw)(const char *, char **);
	int (*set)(const char *, const char *);
	int (*set_raw)(const char *, const char *);
} path_calls[] = {
	{"filecon", getfilecon, getfilecon_raw, setfilecon, setfilecon_raw},
	{"lfilecon", lgetfilecon, lgetfilecon_raw, lsetfilecon, lsetfilecon_raw},
};

static const char *const places[] = {"file", "folder", "link", "dangling", "loop", "fifo", "socket",
	"absent", "file/below", "", "/", "/proc/version", "/proc/self/status", "/dev/null",
	"/sys/kernel", "/sys/fs/selinux/enforce", "long-name", "long-path"};

static const struct open_call {
	const char *name;
	const char *path;
	int flags;
} open_calls[] = {
	{"read", "file", O_RDONLY},
	{"write", "file", O_WRONLY},
	{"folder", "folder", O_RDONLY | O_DIRECTORY},
	{"o-path", "file", O_PATH},
	{"o-path-folder", "folder", O_PATH},
	{"o-path-link", "link", O_PATH | O_NOFOLLOW},
	{"o-path-fifo", "fifo", O_PATH},
	{"fifo", "fifo", O_RDWR},
	{"proc", "/proc/version", O_RDONLY},
};

static const char *place_path(const char *place)
{
	static const char *long_name, *long_path;

	if (!long_name) {
		long_name = repeat("n", 300);
		long_path = repeat("long/", 1000);
	}
	return !strcmp(place, "long-name")   ? long_name
	       : !strcmp(place, "long-path") ? long_path
					     : place;
}

static const char *place_name(const char *place)
{
	return *place ? place : "empty";
}

static void make_files(void)
{
	struct sockaddr_un addr = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	put_text("file", "content\n");
	mkdir("folder", 0755);
	if (symlink("file", "link") || symlink("absent", "dangling") || symlink("loop", "loop") ||
		mkfifo("fifo", 0644) || bind(fd, (struct sockaddr *)&addr, sizeof(addr)))
		fact("make_files", "failed: %s", strerrorname_np(errno));
	close(fd);
}

static void get_place(const struct path_call *call, const char *place, const char *state)
{
	char *con = untouched;
	char fn[32];

	snprintf(fn, sizeof(fn), "get_%s", call->name);
	if (call_begin(fn, call->get != NULL, "%s/%s", place_name(place), state))
		end_con(call->get(place_path(place), &con), &con);
	snprintf(fn, sizeof(fn), "get_%s_raw", call->name);
	if (call_begin(fn, call->get_raw != NULL, "%s/%s", place_name(place), state))
		end_con(call->get_raw(place_path(place), &con), &con);
}

static void set_place(
	const struct path_call *call, bool raw, const char *place, const struct sample *sample)
{
	int (*run)(const char *, const char *) = raw ? call->set_raw : call->set;
	char fn[32];

	snprintf(fn, sizeof(fn), "set_%s%s", call->name, raw ? "_raw" : "");
	if (call_begin(fn, run != NULL, "%s/%s", place_name(place), sample->name))
		end_int(run(place_path(place), sample->text));
}

static void places_all(void)
{
	static const struct sample shadow = {"shadow", SHADOW_CON};

	for (size_t i = 0; i < COUNT(path_calls); i++)
		for (size_t j = 0; j < COUNT(places); j++) {
			get_place(&path_calls[i], places[j], "start");
			/* not on what others use */
			if (places[j][0] == '/' && strncmp(places[j], "/proc", 5))
				continue;
			set_place(&path_calls[i], j % 2, places[j], &shadow);
			get_place(&path_calls[i], places[j], "shadow");
		}
}

static void samples_all(void)
{
	for (size_t i = 0; i < sample_count; i++) {
		set_place(&path_calls[i % 2], false, "file", &samples[i]);
		set_place(&path_calls[i % 2], true, "file", &samples[i]);
		get_place(&path_calls[0], "file", samples[i].name);
	}
}

/* On a file system without labels, setting what is there already is no error. */
static void same_label(void)
{
	char *con = NULL;

	if (!getfilecon_raw || getfilecon_raw("/proc/version", &con) < 0)
		return;
	if (CALL(setfilecon, "proc/same"))
		end_int(setfilecon("/proc/version", con));
	if (CALL(lsetfilecon_raw, "proc/same"))
		end_int(lsetfilecon_raw("/proc/version", con));
	if (CALL(setfilecon, "proc/other"))
		end_int(setfilecon("/proc/version", SHADOW_CON));
	free(con);
}

/* Attributes that no kernel with SELinux would write, where one without it lets us. */
static void odd_attributes(void)
{
	static const char with_nul[] = "a:b:c\0d:e";
	char *long_con = repeat("l", 4000);
	const struct {
		const char *name;
		const char *value;
		size_t len;
	} odd[] = {
		{"no-nul", "a:b:c:s0", 8},
		{"nul", "a:b:c:s0", 9},
		{"nul-inside", with_nul, sizeof(with_nul)},
		{"only-nul", "", 1},
		{"empty", "", 0},
		{"newline", "a:b:c\n", 7},
		{"254", long_con, 254},
		{"255", long_con, 255},
		{"256", long_con, 256},
		{"4000", long_con, 4000},
	};

	for (size_t i = 0; i < COUNT(odd); i++) {
		int fd = open("odd", O_RDONLY | O_CREAT | O_CLOEXEC, 0644);
		char *con = untouched;

		if (setxattr("odd", "security.selinux", odd[i].value, odd[i].len, 0))
			fact(odd[i].name, "refused: %s", strerrorname_np(errno));
		get_place(&path_calls[0], "odd", odd[i].name);
		get_place(&path_calls[1], "odd", odd[i].name);
		if (CALL(fgetfilecon, "odd/%s", odd[i].name))
			end_con(fgetfilecon(fd, &con), &con);
		if (CALL(fgetfilecon_raw, "odd/%s", odd[i].name))
			end_con(fgetfilecon_raw(fd, &con), &con);
		close(fd);
		remove("odd");
	}
}

static void descriptor(const char *name, int fd)
{
	char *con = untouched;

	if (CALL(fgetfilecon, "%s", name))
		end_con(fgetfilecon(fd, &con), &con);
	if (CALL(fgetfilecon_raw, "%s", name))
		end_con(fgetfilecon_raw(fd, &con), &con);
	if (CALL(fsetfilecon, "%s", name))
		end_int(fsetfilecon(fd, TMP_CON));
	if (CALL(fgetfilecon, "%s/set", name))
		end_con(fgetfilecon(fd, &con), &con);
	if (CALL(fsetfilecon_raw, "%s", name))
		end_int(fsetfilecon_raw(fd, SHADOW_CON));
	if (CALL(fgetfilecon_raw, "%s/set", name))
		end_con(fgetfilecon_raw(fd, &con), &con);
	if (CALL(fsetfilecon, "%s/bad", name))
		end_int(fsetfilecon(fd, "nonsense"));
	if (CALL(fsetfilecon_raw, "%s/empty", name))
		end_int(fsetfilecon_raw(fd, ""));
}

static void descriptors(void)
{
	int pipes[2], gone;

	for (size_t i = 0; i < COUNT(open_calls); i++) {
		int fd = open(open_calls[i].path, open_calls[i].flags | O_CLOEXEC);

		descriptor(open_calls[i].name, fd);
		close(fd);
	}
	descriptor("minus-one", -1);
	descriptor("not-open", 999);
	if (!pipe2(pipes, O_CLOEXEC)) {
		descriptor("pipe", pipes[0]);
		close(pipes[0]);
		close(pipes[1]);
	}
	put_text("gone", "");
	gone = open("gone", O_PATH | O_CLOEXEC);
	remove("gone");
	descriptor("o-path-removed", gone);
	close(gone);
}

static void peer(const char *name, int fd)
{
	char *con = untouched;

	if (CALL(getpeercon, "%s", name))
		end_con(getpeercon(fd, &con), &con);
	if (CALL(getpeercon_raw, "%s", name))
		end_con(getpeercon_raw(fd, &con), &con);
}

static void peers(void)
{
	static const struct {
		const char *name;
		const char *gone;
		int type;
	} pairs[] = {{"stream", "stream-gone", SOCK_STREAM},
		{"datagram", "datagram-gone", SOCK_DGRAM},
		{"seqpacket", "seqpacket-gone", SOCK_SEQPACKET}};
	int fd, pair[2];

	for (size_t i = 0; i < COUNT(pairs); i++) {
		if (socketpair(AF_UNIX, pairs[i].type | SOCK_CLOEXEC, 0, pair))
			continue;
		peer(pairs[i].name, pair[0]);
		close(pair[0]);
		peer(pairs[i].gone, pair[1]);
		close(pair[1]);
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	peer("unconnected", fd);
	close(fd);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	peer("inet", fd);
	close(fd);
	fd = open("file", O_RDONLY | O_CLOEXEC);
	peer("file", fd);
	close(fd);
	peer("minus-one", -1);
	peer("not-open", 999);
	if (!socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) {
		if (FORKED(getpeercon, "null"))
			end_int(getpeercon(pair[0], NULL));
		if (FORKED(getpeercon_raw, "null"))
			end_int(getpeercon_raw(pair[0], NULL));
	}
}

static void nulls(void)
{
	int fd = open("file", O_RDWR | O_CLOEXEC);
	char *con = untouched;

	for (size_t i = 0; i < COUNT(path_calls); i++) {
		const struct path_call *call = &path_calls[i];

		if (call_forked(call->name, call->get != NULL, "get/null-path"))
			end_con(call->get(NULL, &con), &con);
		if (call_forked(call->name, call->get != NULL, "get/null-out"))
			end_int(call->get("file", NULL));
		if (call_forked(call->name, call->get_raw != NULL, "get_raw/null-path"))
			end_con(call->get_raw(NULL, &con), &con);
		if (call_forked(call->name, call->get_raw != NULL, "get_raw/null-out"))
			end_int(call->get_raw("file", NULL));
		if (call_forked(call->name, call->set != NULL, "set/null-path"))
			end_int(call->set(NULL, TMP_CON));
		if (call_forked(call->name, call->set != NULL, "set/null-context"))
			end_int(call->set("file", NULL));
		if (call_forked(call->name, call->set_raw != NULL, "set_raw/null-path"))
			end_int(call->set_raw(NULL, TMP_CON));
		if (call_forked(call->name, call->set_raw != NULL, "set_raw/null-context"))
			end_int(call->set_raw("file", NULL));
	}
	if (FORKED(fgetfilecon, "null"))
		end_int(fgetfilecon(fd, NULL));
	if (FORKED(fgetfilecon_raw, "null"))
		end_int(fgetfilecon_raw(fd, NULL));
	if (FORKED(fsetfilecon, "null"))
		end_int(fsetfilecon(fd, NULL));
	if (FORKED(fsetfilecon_raw, "null"))
		end_int(fsetfilecon_raw(fd, NULL));
	close(fd);
}

void family_filecon(void)
{
	make_files();
	places_all();
	samples_all();
	same_label();
	odd_attributes();
	descriptors();
	peers();
	nulls();
}
