/*
 * Lists of types in the policy root: customizable types and terminals taken as secure.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "blackbox.h"

static const struct sample contexts[] = {
	{"listed", "system_u:object_r:listed_t:s0"},
	{"no-level", "u:r:listed_t"},
	{"spaced", "u:r:spaced_t:s0"},
	{"trailing", "u:r:trailing_t:s0"},
	{"comment", "u:r:comment_t:s0"},
	{"last", "u:r:last_t:s0"},
	{"prefix", "u:r:listed:s0"},
	{"empty-type", "u:r::s0"},
	{"other", TMP_CON},
	{"bad", "listed_t"},
	{"empty", ""},
	{"system-1", "system_u:object_r:public_content_t:s0"},
	{"system-2", "system_u:object_r:user_tty_device_t:s0"},
};

static const char list[] = "# comment_t\nlisted_t\n  spaced_t\ntrailing_t  \n\n#comment_t\n"
			   "two_t words_t\nlast_t";

static void ask(const char *state)
{
	for (size_t i = 0; i < COUNT(contexts); i++) {
		if (CALL(is_context_customizable, "%s/%s", state, contexts[i].name))
			end_int(is_context_customizable(contexts[i].text));
		if (CALL(selinux_check_securetty_context, "%s/%s", state, contexts[i].name))
			end_int(selinux_check_securetty_context(contexts[i].text));
	}
}

/* The list is read once in a process, so each root has a process of its own. */
static void in_root(const char *root)
{
	if (apart(root)) {
		if (root_enter(root))
			ask(root);
		apart_end();
	}
}

void family_customizable(void)
{
	size_t count;
	const struct bad_content *bad = bad_contents("listed_t\n", &count);
	char root[64];

	if (apart("system")) {
		ask("system");
		apart_end();
	}
	root_text("own", "contexts/customizable_types", list);
	root_text("own", "contexts/securetty_types", list);
	in_root("own");
	for (size_t i = 0; i < count; i++) {
		snprintf(root, sizeof(root), "bad-%s", bad[i].name);
		root_file(root, "contexts/customizable_types", bad[i].data, bad[i].len);
		root_file(root, "contexts/securetty_types", bad[i].data, bad[i].len);
		in_root(root);
	}
	in_root("absent");
	mkdir("folder", 0755);
	mkdir("folder/contexts", 0755);
	mkdir("folder/contexts/customizable_types", 0755);
	mkdir("folder/contexts/securetty_types", 0755);
	in_root("folder");
	if (FORKED(is_context_customizable, "null"))
		end_int(is_context_customizable(NULL));
	if (FORKED(selinux_check_securetty_context, "null"))
		end_int(selinux_check_securetty_context(NULL));
}
