/*
 * The configuration file in every shape.  /etc/selinux is covered by a tmpfs in a mount
 * namespace of the family's own, so nothing outside sees it.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blackbox.h"

static const struct config {
	const char *name;
	const char *text;
} configs[] = {
	{"plain", "SELINUX=enforcing\nSELINUXTYPE=targeted\n"},
	{"permissive", "SELINUX=permissive\nSELINUXTYPE=default\n"},
	{"disabled", "SELINUX=disabled\nSELINUXTYPE=mls\n"},
	{"upper-value", "SELINUX=ENFORCING\nSELINUXTYPE=Targeted\n"},
	{"value-prefix", "SELINUX=permissiveness\n"},
	{"bad-value", "SELINUX=maybe\n"},
	{"bad-then-good", "SELINUX=maybe\nSELINUX=permissive\nSELINUX=enforcing\n"},
	{"empty-value", "SELINUX=\nSELINUXTYPE=\n"},
	{"space-after", "SELINUX=  enforcing\nSELINUXTYPE=  spaced\n"},
	{"tab-after", "SELINUX=\tenforcing\nSELINUXTYPE=\ttabbed\n"},
	{"space-before", "  SELINUX=permissive\n  SELINUXTYPE=indented\n"},
	{"space-inside", "SELINUX = permissive\nSELINUXTYPE = apart\n"},
	{"trailing", "SELINUX=permissive  \nSELINUXTYPE=trailed  \t \n"},
	{"crlf", "SELINUX=permissive\r\nSELINUXTYPE=dos\r\n"},
	{"lower-tag", "selinux=permissive\nselinuxtype=lower\n"},
	{"twice", "SELINUX=enforcing\nSELINUX=permissive\nSELINUXTYPE=one\nSELINUXTYPE=two\n"},
	{"comments", "# SELINUX=enforcing\nSELINUX=permissive\n#SELINUXTYPE=no\nSELINUXTYPE=yes\n"},
	{"quoted", "SELINUX=\"permissive\"\nSELINUXTYPE=\"quoted\"\n"},
	{"no-newline", "SELINUX=permissive\nSELINUXTYPE=last"},
	{"half", "SELINUX=permi"},
	{"slash", "SELINUX=permissive\nSELINUXTYPE=a/b\n"},
	{"dots", "SELINUX=permissive\nSELINUXTYPE=../dots\n"},
	{"two-words", "SELINUX=permissive now\nSELINUXTYPE=two words\n"},
	{"require-true", "SELINUXTYPE=t\nREQUIRESEUSERS=true\n"},
	{"require-false", "SELINUXTYPE=t\nREQUIRESEUSERS=false\n"},
	{"require-1", "SELINUXTYPE=t\nREQUIRESEUSERS=1\n"},
	{"require-0", "SELINUXTYPE=t\nREQUIRESEUSERS=0\n"},
	{"require-lower", "SELINUXTYPE=t\nrequireseusers=1\n"},
};

static void look(const char *name)
{
	char *one = untouched, *two = untouched;
	int mode = -7;

	if (CALL(selinux_getenforcemode, "%s", name)) {
		int ret = selinux_getenforcemode(&mode);

		end_text(ret, mode == 1    ? "enforcing"
			      : mode == 0  ? "permissive"
			      : mode == -1 ? "disabled"
					   : "untouched");
	}
	if (selinux_reset_config)
		selinux_reset_config();
	if (CALL(selinux_policy_root, "%s", name))
		end_string(selinux_policy_root());
	if (CALL(selinux_getpolicytype, "%s", name))
		end_con(selinux_getpolicytype(&one), &one);
	if (CALL(getseuserbyname, "%s", name))
		end_two(getseuserbyname("nobody-such", &one, &two), &one, &two);
}

/* A caller names the mount: do configuration and store still count? */
static void named_mount(const char *state)
{
	if (!is_selinux_enabled || !FORKED(set_selinuxmnt, "%s", state))
		return;
	set_selinuxmnt("/nowhere");
	end_int(is_selinux_enabled());
}

static bool cover(void)
{
	return !unshare(CLONE_NEWNS) && !mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) &&
	       !mount("tmpfs", "/etc/selinux", "tmpfs", 0, "mode=755");
}

void family_config(void)
{
	size_t count;
	const struct bad_content *bad = bad_contents("SELINUX=permissive\n", &count);

	if (!cover()) {
		fact("cover", "not possible here: %s", strerrorname_np(errno));
		return;
	}
	look("absent");
	named_mount("no-config");
	put_text("/etc/selinux/config", "SELINUXTYPE=nosuch\n");
	named_mount("no-store");
	for (size_t i = 0; i < COUNT(configs); i++) {
		put_text("/etc/selinux/config", configs[i].text);
		look(configs[i].name);
	}
	for (size_t i = 0; i < count; i++) {
		char name[64];

		put_file("/etc/selinux/config", bad[i].data, bad[i].len);
		snprintf(name, sizeof(name), "bad-%s", bad[i].name);
		look(name);
	}
	remove("/etc/selinux/config");
	mkdir("/etc/selinux/config", 0755);
	look("folder");
}
