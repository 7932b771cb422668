/*
 * Loading a policy: only what the kernel must refuse, since a policy that loads would
 * change the world for the calls that follow.
 */
#include <string.h>

#include "blackbox.h"

static const struct {
	const char *name;
	const char *data;
	size_t len;
} images[] = {
	{"empty", "", 0},
	{"one-byte", "x", 1},
	{"magic", "\x8c\xff\x7c\xf9", 4},
	{"magic-and-name", "\x8c\xff\x7c\xf9\x08\0\0\0SE Linux", 16},
	{"text", "this is not a policy, whatever it says", 38},
};

void family_policy(void)
{
	char nothing[] = "";

	for (size_t i = 0; i < COUNT(images); i++)
		if (CALL(security_load_policy, "%s", images[i].name))
			end_int(security_load_policy((void *)images[i].data, images[i].len));
	if (CALL(security_load_policy, "64k"))
		end_int(security_load_policy(repeat("policy..", 8192), 65536));
	if (FORKED(security_load_policy, "null"))
		end_int(security_load_policy(NULL, 100));
	if (FORKED(security_load_policy, "null-empty"))
		end_int(security_load_policy(NULL, 0));
	if (CALL(security_load_booleans, "empty"))
		end_int(security_load_booleans(nothing));
	if (apart("mkload")) {
		/* a root without a policy file: nothing can be loaded */
		root_text("none", "seusers", "");
		if (root_enter("none") && CALL(selinux_mkload_policy, "none"))
			end_int(selinux_mkload_policy(0));
		root_text("broken", "policy/policy.33", "not a policy");
		root_text("broken", "policy/policy.15", "not a policy");
		if (root_enter("broken") && CALL(selinux_mkload_policy, "broken"))
			end_int(selinux_mkload_policy(1));
		apart_end();
	}
}
