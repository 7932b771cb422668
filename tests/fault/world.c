/* SPDX-License-Identifier: MIT */
/*
 * A folder that stands for a host with SELinux: selinuxfs in fs/ (questions are answered from
 * ANSWER_AT on, see trap.c), attributes of processes in attr/, a policy store in etc/selinux/local,
 * files to be labelled in tree/, and mcstransd's stand-in, a child that adds or takes a "+".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "../lib/fakefs.h"
#include "../lib/files.h"
#include "../lib/patience.h"
#include "fault.h"

char world[] = "/tmp/fault.XXXXXX";

const char *world_path(const char *name)
{
	static char paths[8][256];
	static unsigned next;
	char *path = paths[next++ % COUNT(paths)];

	snprintf(path, sizeof(paths[0]), "%s/%s", world, name);
	return path;
}

static void fail(const char *what)
{
	perror(what);
	_exit(125);
}

static void text(const char *name, const char *data)
{
	write_text(world_path(name), data);
}

static void answer(const char *node, const void *data, size_t len)
{
	fakefs_answer_at(node, ANSWER_AT, data, len);
}

#define CON(type) "system_u:object_r:" type ":s0"

static const char *const texts[][2] = {
	{"fs/policyvers", "33"},
	{"other-fs/policyvers", "21"},
	{"fs/deny_unknown", "1"},
	{"fs/reject_unknown", "0"},
	{"fs/checkreqprot", "0"},
	{"fs/mls", "1"},
	{"fs/validatetrans", ""},
	{"fs/commit_pending_bools", ""},
	{"fs/disable", ""},
	{"fs/load", ""},
	{"fs/policy", "policy"},
	{"fs/initial_contexts/kernel", "system_u:system_r:kernel_t:s0"},
	{"fs/class/passwd/index", "2"},
	{"fs/class/passwd/perms/passwd", "1"},
	{"fs/class/passwd/perms/rootok", "2"},
	{"fs/class/process/index", "3"},
	{"fs/class/process/perms/transition", "1"},
	{"filesystems", "nodev\tproc\nnodev\tselinuxfs\n"},
	{"attr/prev", "system_u:system_r:init_t:s0"},
	{"etc/selinux/config", "# a comment\nSELINUX=enforcing\nSELINUXTYPE=local\n"},
	{"etc/selinux/local/seusers",
		"root:root:s0-s0:c0.c1023\n%crew:staff_u:s0\nalice:user_u:s0\n"
		"__default__:unconfined_u:s0-s0:c0.c1023\n"},
	{"passwd", "root:x:0:0::/:/bin/sh\nalice:x:1000:1000::/:/bin/"
		   "sh\nmember:x:1001:1001::/:/"
		   "bin/sh\n"},
	{"group", "root:x:0:\ncrew:x:2000:alice,member\nmember:x:1001:\n"},
	{"nsswitch.conf", "passwd: files\ngroup: files\n"},
	{"etc/selinux/local/logins/alice", "sshd:guest_u:s0\n*:user_u:s0\n"},
	{"etc/selinux/local/setrans.conf", "s0=SystemLow\n"},
	{"etc/selinux/local/secolor.conf",
		"color black = #000000\ncolor red = #ff0000\n"
		"user * = black red\nrole * = red black\ntype * = black red\n"
		"range s0-s0:c0.c1023 = red black\n"},
	{"etc/selinux/local/booleans.subs_dist", "old_name first\n"},
	{"etc/selinux/local/policy/policy.33", "policy of the store"},
	{"etc/selinux/local/contexts/default_contexts",
		"system_r:sshd_t:s0 user_r:user_t:s0 staff_r:staff_t:s0\n"
		"system_r:local_login_t:s0 user_r:user_t:s0\n"},
	{"etc/selinux/local/contexts/users/staff_u",
		"system_r:sshd_t:s0 staff_r:staff_t:s0 sysadm_r:sysadm_t:s0\n"},
	{"etc/selinux/local/contexts/failsafe_context", "sysadm_r:sysadm_t:s0\n"},
	{"etc/selinux/local/contexts/default_type", "user_r:user_t\nstaff_r:staff_t\n"},
	{"etc/selinux/local/contexts/securetty_types", "tty_device_t\nsysadm_tty_device_t\n"},
	{"etc/selinux/local/contexts/customizable_types", "custom_t\nmade_t\nswapfile_t\n"},
	{"etc/selinux/local/contexts/removable_context", CON("removable_t") "\n"},
	{"etc/selinux/local/contexts/files/file_contexts.homedirs",
		"/kept/a\\-b/one " CON("one_t") "\n/kept/a-b/.x " CON(
			"two_t") "\n"
				 "/kept/a\\-b(/.*)? -d " CON("dir_t") "\n/kept/bad/( " CON(
					 "bad_t") "\n"
						  "/home/[^/]+/.+ " CON(
							  "user_home_t") "\n/root(/"
									 ".*)? " CON("admin"
										     "_home"
										     "_t") "\n"},
	{"etc/selinux/local/contexts/files/file_contexts.local",
		"/opt/local -- " CON("bin_t") "\n"},
	{"etc/selinux/local/contexts/files/file_contexts.subs", "/run /var/run\n"},
	{"etc/selinux/local/contexts/files/file_contexts.subs_dist", "/lib64 /lib\n/sbin /bin\n"},
	{"etc/selinux/local/contexts/files/media",
		"cdrom " CON("cdrom_t") "\nfloppy " CON("floppy_t") "\n"},
	{"etc/selinux/local/contexts/x_contexts",
		"property CUT* " CON("cut_t") "\nproperty * " CON("property_t") "\nclient * " CON(
			"client_t") "\n"},
	{"etc/selinux/local/contexts/sepgsql_contexts",
		"db_database * " CON("db_t") "\ndb_table *.pg_* " CON(
			"catalog_t") "\ndb_table *.*.* " CON("table_t") "\n"},
};

/* What a call may have changed. */
static const char *const fresh[][2] = {
	{"fs/enforce", "1"},
	{"fs/class/file/index", "1"},
	{"fs/class/file/perms/read", "1"},
	{"fs/class/file/perms/write", "2"},
	{"fs/class/file/perms/open", "3"},
	{"fs/booleans/first", "0 0"},
	{"fs/booleans/second", "1 1"},
	{"fs/booleans/third", "0 0"},
	{"fs/load", ""},
	{"fs/disable", ""},
	{"fs/commit_pending_bools", ""},
	{"fs/validatetrans", ""},
	{"attr/current", "system_u:system_r:sshd_t:s0"},
	{"attr/exec", "system_u:system_r:exec_t:s0"},
	{"attr/fscreate", "system_u:object_r:made_t:s0"},
	{"attr/keycreate", "system_u:object_r:keys_t:s0"},
	{"attr/sockcreate", "system_u:object_r:sock_t:s0"},
};

/* Version, sequence, enforcing, number of the policy, deny_unknown; and decisions by that policy.
 */
static void status(uint32_t sequence, uint32_t policy)
{
	const struct fakefs_status page = {1, sequence, 1, policy, 1};
	char decision[64];

	snprintf(decision, sizeof(decision), "7 ffffffff 0 ffffffff %u 0", policy);
	answer("access", decision, strlen(decision));
	fakefs_status(&page);
}

void world_reload(void)
{
	aside = true;
	text("fs/class/file/index", "5");
	text("fs/class/file/perms/read", "2");
	text("fs/class/file/perms/write", "3");
	text("fs/class/file/perms/open", "1");
	status(6, 8);
	aside = false;
}

static const char *const tree[] = {
	"tree/file", "tree/folder/one", "tree/folder/two", "tree/other/three"};

void world_reset(void)
{
	static const char wrong[] = CON("wrong_t");

	aside = true;
	for (size_t i = 0; i < COUNT(fresh); i++)
		text(fresh[i][0], fresh[i][1]);
	status(4, 7);
	for (size_t i = 0; i < COUNT(tree); i++)
		if (lsetxattr(world_path(tree[i]), "security.selinux", wrong, sizeof(wrong), 0) < 0)
			fail("security.selinux cannot be set here");
	removexattr(world_path("tree"), "security.sehash");
	removexattr(world_path("tree/folder"), "security.sehash");
	removexattr(world_path("tree/other"), "security.sehash");
	aside = false;
}

/* mcstransd's protocol, src/context/setrans.c: questions 2 to translate, 3 back, 4 for colours. */
static void serve(int fd)
{
	struct {
		uint32_t function, size, second;
	} question;
	struct {
		uint32_t function, size;
		int32_t result;
	} head = {0};
	char context[8192];
	size_t len;

	while (recv(fd, &question, sizeof(question), MSG_WAITALL) == sizeof(question) &&
		question.size < 4096 && question.second < 4096 && question.size &&
		recv(fd, context, question.size + question.second, MSG_WAITALL) > 0) {
		context[question.size - 1] = '\0';
		len = strlen(context);
		if (question.function == 2)
			strcpy(context + len, "+");
		else if (question.function == 3 && len && context[len - 1] == '+')
			context[len - 1] = '\0';
		else if (question.function == 4)
			strcpy(context, "#000000 #ff0000 #ff0000 #000000");
		head.function = question.function;
		head.size = (uint32_t)strlen(context) + 1;
		if (send(fd, &head, sizeof(head), MSG_NOSIGNAL) < 0 ||
			send(fd, context, head.size, MSG_NOSIGNAL) < 0)
			break;
	}
	close(fd);
}

static void translations(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), peer;
	pid_t parent = getpid();

	mkdir(world_path("setrans"), 0755);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/setrans/.setrans-unix", world);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
		listen(fd, 64) < 0)
		fail("socket");
	if (fork() == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(0);
		while ((peer = accept(fd, NULL, NULL)) >= 0)
			if (fork() == 0) { /* a client that is slow holds up no other */
				prctl(PR_SET_PDEATHSIG, SIGKILL);
				alarm(patience(240)); /* if a client stays away */
				serve(peer);
				_exit(0);
			} else {
				close(peer);
				signal(SIGCHLD, SIG_IGN);
			}
		_exit(0);
	}
	close(fd);
}

void world_make(void)
{
	static const char users[] = "2\0staff_u:staff_r:staff_t:s0\0staff_u:user_r:user_t:s0";
	char line[1024];

	make_temporary(world);
	fakefs_at(world_path("fs"));
	for (size_t i = 0; i < COUNT(texts); i++)
		text(texts[i][0], texts[i][1]);
	answer("create", CON("made_t"), sizeof(CON("made_t")));
	answer("member", CON("member_t"), sizeof(CON("member_t")));
	answer("relabel", CON("again_t"), sizeof(CON("again_t")));
	answer("context", CON("canon_t"), sizeof(CON("canon_t")));
	answer("user", users, sizeof(users));
	snprintf(line, sizeof(line),
		"/dev/root / ext4 rw,seclabel 0 0\n/dev/other %s/tree/other tmpfs rw,seclabel 0 "
		"0\n",
		world);
	text("mounts", line);
	snprintf(line, sizeof(line),
		"/.* %s\n/etc(/.*)? %s\n/etc/shadow -- %s\n/bin/.* %s\n/lib/(?!x).*\\.so %s\n"
		"/usr/(a|b)/[0-9]{2} %s\n/proc <<none>>\n%s/tree(/.*)? %s\n%s/tree/folder/t.* -- "
		"%s\n",
		CON("default_t"), CON("etc_t"), CON("shadow_t"), CON("bin_t"), CON("lib_t"),
		CON("usr_t"), world, CON("tree_t"), world, CON("two_t"));
	text("etc/selinux/local/contexts/files/file_contexts", line);
	for (size_t i = 0; i < COUNT(tree); i++)
		text(tree[i], "");
	world_reset();
	translations();
}

const char *world_file(const char *name)
{
	static char data[4096];

	read_file(world_path(name), data, sizeof(data));
	return data;
}

const char *world_label(const char *name)
{
	static char label[256];
	ssize_t n = lgetxattr(world_path(name), "security.selinux", label, sizeof(label) - 1);

	label[n < 0 ? 0 : n] = '\0';
	return label;
}

void world_remove(void)
{
	remove_tree(world);
}
