/* SPDX-License-Identifier: MIT */
/*
 * The call families. None needs SELinux: the store is one of run.sh's, and the family "kernel" is
 * told of plain files for selinuxfs.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <nss.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#include "../lib/fakefs.h"
#include "client.h"

#define SSHD  "system_u:system_r:sshd_t:s0"
#define WRONG "system_u:object_r:wrong_t:s0"

const char *place;
char text[65536];
static size_t used;
static struct selabel_handle *files, *media, *windows, *tables;
static int descriptor;

void forget(void)
{
	used = 0;
	text[0] = '\0';
}

void add(const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text + used, sizeof(text) - used, fmt, ap);
	va_end(ap);
	if (n > 0 && (size_t)n < sizeof(text) - used)
		used += (size_t)n;
}

void integer(const char *what, int r)
{
	if (r < 0)
		add("%s: %s\n", what, strerrorname_np(errno));
	else
		add("%s: %d\n", what, r);
}

/* Frees the string, which the next call finds unset. */
static void string(const char *what, int r, char **s)
{
	if (r < 0) {
		integer(what, r);
		return;
	}
	add("%s: %s\n", what, *s ? *s : "NULL");
	free(*s);
	*s = NULL;
}

const char *in_place(const char *name)
{
	static char paths[8][512];
	static unsigned next;
	char *path = paths[next++ % COUNT(paths)];

	snprintf(path, sizeof(paths[0]), "%s/%s", place, name);
	return path;
}

void client_prepare(void)
{
	int fd;

	if (selinux_set_policy_root(in_place("policy")) < 0)
		perror("client: policy root");
	fakefs_at(in_place("fs"));
	fakefs_fill();
	fakefs_text("policyvers", "33");
	fakefs_text("mls", "1");
	fakefs_text("load", "");
	fakefs_answer("access", "6 ffffffff 0 ffffffff 7 0");
	fakefs_answer("create", "system_u:object_r:made_t:s0");
	fakefs_answer("context", SSHD);
	files = selabel_open(SELABEL_CTX_FILE, NULL, 0);
	media = selabel_open(SELABEL_CTX_MEDIA, NULL, 0);
	windows = selabel_open(SELABEL_CTX_X, NULL, 0);
	tables = selabel_open(SELABEL_CTX_DB, NULL, 0);
	fd = open(in_place("tree/file"), O_RDONLY | O_CLOEXEC);
	descriptor = fcntl(fd, F_DUPFD_CLOEXEC, 10);
	close(fd);
	if (lsetxattr(in_place("tree/file"), "security.selinux", WRONG, sizeof(WRONG), 0) < 0)
		perror("client: label");
	__nss_configure_lookup("passwd", "files");
	__nss_configure_lookup("group", "files");
	getpwnam("nobody"); /* the filter is for what we do, not for what the C library does */
	getgrnam("nogroup");
	if (!files || !media || !windows || !tables)
		perror("client: handles");
}

static void look_up(struct selabel_handle *h, const char *key, int type)
{
	char *con = NULL;

	string(key, selabel_lookup(h, &con, key, type), &con);
}

/* Both fail only where errno says so: there is something to be found. */
static void truth(const char *what, bool r)
{
	integer(what, r ? 0 : -1);
}

static void labels(void)
{
	unsigned char digest[20];

	look_up(files, "/etc/passwd", S_IFREG);
	look_up(files, "/home/i/I", S_IFREG);
	look_up(files, "/lib64/X12.so", 0);
	look_up(files, "/proc/1", 0);
	look_up(media, "cdrom", 0);
	look_up(media, "CDROM", 0);
	look_up(windows, "iCE", SELABEL_X_PROP);
	look_up(windows, "ICE", SELABEL_X_PROP);
	look_up(tables, "a.pg_class", SELABEL_DB_TABLE);
	truth("partial", selabel_partial_match(files, "/home"));
	truth("digest", selabel_hash_all_partial_matches(files, "/home/i", digest));
}

static void open_one(const char *what, unsigned backend)
{
	struct selabel_handle *h = selabel_open(backend, NULL, 0);

	integer(what, h ? 0 : -1);
	if (h)
		selabel_close(h);
}

static void opening(void)
{
	open_one("files", SELABEL_CTX_FILE);
	open_one("media", SELABEL_CTX_MEDIA);
	open_one("windows", SELABEL_CTX_X);
	open_one("tables", SELABEL_CTX_DB);
}

static void match_path(void)
{
	char *con = NULL, path[4096];

	integer("init", matchpathcon_init_prefix(NULL, NULL));
	string("matchpathcon", matchpathcon("/etc/passwd", S_IFREG, &con), &con);
	string("matchmediacon", matchmediacon("floppy", &con), &con);
	integer("realpath", realpath_not_final(in_place("tree/link"), path));
	integer("verify", selinux_file_context_verify(in_place("tree/file"), S_IFREG));
	matchpathcon_fini();
}

static void contexts(void)
{
	context_t c = context_new("I:i:type_i:s0-s15:c0.c1023");
	char *con;

	integer("new", c ? 0 : -1);
	if (!c)
		return;
	integer("set", context_type_set(c, "type_I_1234567"));
	con = context_to_str(c);
	string("string", con ? 0 : -1, &con);
	context_free(c);
	string("to raw", selinux_trans_to_raw_context("I:i:t:s0", &con), &con);
	add("compare: %d\n", selinux_file_context_cmp("I:i:t:s0", "i:i:t:s0"));
}

static void logins(void)
{
	static const char *const names[] = {"root", "nobody", "stranger"};
	char *user, *level;

	for (size_t i = 0; i < COUNT(names); i++) {
		user = level = NULL;
		string(names[i], getseuserbyname(names[i], &user, &level), &user);
		free(level);
	}
	user = level = NULL;
	string("service", getseuser("root", "sshd", &user, &level), &user);
	free(level);
	string("type", get_default_type("staff_r", &user), &user);
	integer("securetty", selinux_check_securetty_context("u:r:tty_device_t:s0"));
	string("default context", get_default_context("root", SSHD, &user), &user);
	integer("customizable", is_context_customizable("u:r:custom_t:s0"));
	integer("not customizable", is_context_customizable("u:r:CUSTOM_T:s0"));
}

static void file_labels(void)
{
	const char *file = in_place("tree/file");
	char *con = NULL;

	integer("set", setfilecon(file, WRONG));
	string("get", getfilecon(file, &con), &con);
	string("of a link", lgetfilecon(in_place("tree/link"), &con), &con);
	string("of a descriptor", fgetfilecon(descriptor, &con), &con);
	integer("set a descriptor's", fsetfilecon(descriptor, WRONG));
}

static void relabel(void)
{
	const char *file = in_place("tree/directory/file");
	char label[256] = "";
	int r;

	if (lsetxattr(file, "security.selinux", WRONG, sizeof(WRONG), 0) < 0)
		perror("client: label");
	r = selinux_restorecon(in_place("tree"),
		SELINUX_RESTORECON_RECURSE | SELINUX_RESTORECON_REALPATH |
			SELINUX_RESTORECON_IGNORE_DIGEST | SELINUX_RESTORECON_VERBOSE);
	integer("restorecon", r);
	if (r == 0 && lgetxattr(file, "security.selinux", label, sizeof(label) - 1) < 0)
		perror("client: label");
	if (r == 0)
		add("label: %s\n", label);
	else
		integer("label", r);
	/* the handle that it keeps is dropped */
	selinux_restorecon_set_sehandle(NULL);
}

static void process(void)
{
	char *con = NULL;

	string("own", getcon(&con), &con);
	string("another's", getpidcon(1, &con), &con);
	string("for exec", getexeccon(&con), &con);
	integer("set", setexeccon(NULL));
}

static void presence(void)
{
	char *type = NULL;
	int mode = 0;

	integer("enabled", is_selinux_enabled());
	integer("mode", security_getenforce());
	integer("mode at boot", selinux_getenforcemode(&mode));
	string("type", selinux_getpolicytype(&type), &type);
	integer("check context", security_check_context(SSHD));
	integer("check access", selinux_check_access(SSHD, SSHD, "file", "read", NULL));
	integer("avc", avc_open(NULL, 0));
	avc_destroy();
	integer("status", selinux_status_open(1));
	selinux_status_close();
	integer("netlink", avc_netlink_open(0));
	avc_netlink_close();
}

static void kernel(void)
{
	char *con = NULL;

	integer("mode", security_getenforce());
	integer("class", string_to_security_class("file") ? 0 : -1);
	string("create", security_compute_create(SSHD, SSHD, FAKE_FILE, &con), &con);
	integer("check context", security_check_context(SSHD));
	integer("access", selinux_check_access(SSHD, SSHD, "file", "read", NULL));
	integer("denied", selinux_check_access(SSHD, WRONG, "file", "write", NULL));
	avc_destroy();
	integer("status", selinux_status_open(0));
	selinux_status_close();
}

void run_family(const struct family *f)
{
	if (f->mounted)
		set_selinuxmnt(in_place("fs"));
	else
		fini_selinuxmnt();
	f->run();
}

const struct family families[] = {
	{"presence", presence, false},
	{"labels", labels, false},
	{"opening", opening, false},
	{"matchpathcon", match_path, false},
	{"contexts", contexts, false},
	{"logins", logins, false},
	{"files", file_labels, false},
	{"restorecon", relabel, false},
	{"process", process, false},
	{"kernel", kernel, true},
	{NULL, NULL, false},
};
