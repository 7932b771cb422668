/* SPDX-License-Identifier: MIT */
/*
 * Target `login`: the files of the policy store about logins, parts that end in 0xff.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/selinux.h>

#include "../lib/files.h"
#include "fuzz.h"

static const char *const files[] = {"store/seusers", "store/logins/root",
	"store/contexts/default_contexts", "store/contexts/users/u",
	"store/contexts/failsafe_context", "store/contexts/default_type",
	"store/contexts/securetty_types", "store/booleans.subs_dist"};

static void begin(void)
{
	write_text("mnt/context", "x");
	write_text("store/contexts/x", "");
	set_selinuxmnt("mnt");
	selinux_set_policy_root("./store");
}

static void take(int r, char **a)
{
	must(r >= 0 || !*a, "what fails hands out nothing");
	if (r >= 0)
		free(*a);
	*a = NULL;
}

static void ask(const char *user, const char *from)
{
	char *a = NULL, *b = NULL, **list = NULL;

	if (getseuserbyname(user, &a, &b) == 0) {
		free(b);
		free(a);
	}
	a = b = NULL;
	if (getseuser(user, "sshd", &a, &b) == 0) {
		free(b);
		free(a);
	}
	a = NULL;
	if (get_ordered_context_list(user, from, &list) > 0)
		freeconary(list);
	take(get_default_context(user, from, &a), &a);
	take(get_default_context_with_rolelevel(user, "r", "s0:c1", from, &a), &a);
	take(get_default_type("r", &a), &a);
	(void)!selinux_check_securetty_context(from);
	free(selinux_boolean_sub(user));
}

static void run(const uint8_t *data, size_t size)
{
	struct input in = {data, data + size};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		size_t len;
		const char *part = input_part(&in, &len);

		write_file(files[i], part, len);
	}
	ask("root", "u:r:t:s0");
	ask("u", "a:r:t");
}

const struct target target_login = {"login", begin, run};
