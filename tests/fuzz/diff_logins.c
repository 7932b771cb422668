/* SPDX-License-Identifier: MIT */
/*
 * Target `logins`: seusers and its like, default_contexts and its like, default_type, the new names
 * of booleans, in a policy store of a script's own.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "choice.h"
#include "differ.h"
#include "fuzz.h"

static const char *const names[] = {"root", "joe", "daemon", "__default__", "%root", "%daemon",
	"sys", "nosuch", "%nosuch", "*", "sshd", "user_u", "staff_u", "a", "x y", "%", "root_u"};
/* No others: LOGIN-1. */
static const char *const users[] = {"user_u", "staff_u", "a", "root", "sysadm_u"};
/* Others are no part of a context: LOGIN-3. */
static const char *const failsafe[] = {"r:t", "sysadm_r:sysadm_t:s0", "r:t:s0-s0:c0.c1023"};
static const char *const levels[] = {
	"s0", "s0-s0:c0.c1023", "s0:c1", "s0:c1,c2", "s1-s2", "", "s9", "s 0", "x"};
static const char *const froms[] = {"system_u:system_r:sshd_t:s0",
	"system_u:system_r:local_login_t", "a:system_r:crond_t:s0-s0:c0.c5", "u:r:t", "u:r:t:s0",
	"nonsense", "a:r:t", "u:r", ""};
static const char *const partials[] = {"system_r:sshd_t:s0", "system_r:local_login_t",
	"system_r:crond_t:s0", "r:t", "r:t:s0", "r:t:s1", "user_r:user_t:s0", "staff_r:staff_t:s0",
	"user_r:user_t", "sysadm_r:x_t:s0-s0:c0.c3", "r", "r:t:s0:c1", ":", "a:b:c:d", "r:"};
static const char *const roles[] = {
	"user_r", "staff_r", "r", "sysadm_r", "system_r", "nosuch_r", ""};
static const char *const blanks[] = {" ", "\t", "  ", " \t "};
static const char *const odd[] = {"#", " ", ":", "\n", "# x\n", "\r", ",", "x", "::", "\t"};

static void maybe_odd(struct choice *c, FILE *script)
{
	if (often(c, 4))
		argument(script, WORD(c, odd));
}

/* LOGIN:USER[:LEVEL] */
static void add_users(struct choice *c, FILE *script)
{
	for (unsigned n = choose(c, 6); n > 0; n--) {
		maybe_odd(c, script);
		argument(script, WORD(c, names));
		maybe_odd(c, script);
		argument(script, ":");
		argument(script, WORD(c, names));
		maybe_odd(c, script);
		if (!often(c, 15)) {
			argument(script, ":");
			argument(script, WORD(c, levels));
		}
		maybe_odd(c, script);
		if (n > 1 || !often(c, 10))
			argument(script, "\n");
	}
}

/* FROM TO... */
static void add_contexts(struct choice *c, FILE *script)
{
	for (unsigned n = choose(c, 6); n > 0; n--) {
		maybe_odd(c, script);
		argument(script, WORD(c, partials));
		for (unsigned k = choose(c, 5); k > 0; k--) {
			argument(script, WORD(c, blanks));
			argument(script, WORD(c, partials));
			maybe_odd(c, script);
		}
		if (n > 1 || !often(c, 10))
			argument(script, "\n");
	}
}

/* ROLE:TYPE; OLD NEW */
static void add_types(struct choice *c, FILE *script)
{
	for (unsigned n = choose(c, 5); n > 0; n--) {
		argument(script, WORD(c, roles));
		maybe_odd(c, script);
		argument(script, often(c, 20) ? " " : ":");
		argument(script, WORD(c, names)); /* and nothing behind it: LOGIN-4 */
		argument(script, "\n");
	}
}

static void add_booleans(struct choice *c, FILE *script)
{
	for (unsigned n = choose(c, 5); n > 0; n--) {
		argument(script, WORD(c, names));
		argument(script, WORD(c, blanks));
		argument(script, WORD(c, names));
		maybe_odd(c, script);
		argument(script, "\n");
	}
}

static void add_failsafe(struct choice *c, FILE *script)
{
	argument(script, WORD(c, failsafe));
	argument(script, "\n");
}

static void add_files(struct choice *c, FILE *script)
{
	static const struct {
		const char *name;
		void (*add)(struct choice *c, FILE *script);
		unsigned percent;
	} files[] = {{"store/seusers", add_users, 90}, {"store/logins/joe", add_users, 20},
		{"store/contexts/default_contexts", add_contexts, 90},
		{"store/contexts/users/user_u", add_contexts, 40},
		{"store/contexts/failsafe_context", add_failsafe, 30},
		{"store/contexts/default_type", add_types, 60},
		{"store/booleans.subs_dist", add_booleans, 50}};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (often(c, files[i].percent)) {
			fprintf(script, "file\t%s\t", files[i].name);
			files[i].add(c, script);
			fputc('\n', script);
		}
}

static void add_query(struct choice *c, FILE *script)
{
	static const char *const shapes[] = {"seuser\tN", "seuser\tN\tN", "contexts\tU\tF",
		"contexts\tU\tF\tL", "default_context\tU\tF", "default_context\tU\tF\tR",
		"default_context\tU\tF\tR\tL", "default_context\tU\tF\t@\tL", "default_type\tR",
		"boolean_sub\tN"};

	for (const char *s = WORD(c, shapes); *s; s++) {
		if (*s == 'N')
			argument(script, WORD(c, names));
		else if (*s == 'U')
			argument(script, WORD(c, users));
		else if (*s == 'F')
			argument(script, WORD(c, froms));
		else if (*s == 'L')
			argument(script, WORD(c, levels));
		else if (*s == 'R')
			argument(script, WORD(c, roles));
		else
			fputc(*s, script);
	}
	fputc('\n', script);
}

static void run(const uint8_t *data, size_t size)
{
	struct choice c = {data, data + size};
	char *text = NULL;
	size_t len = 0;
	FILE *script = open_memstream(&text, &len);

	fputs("file\tmnt/context\tx\nmount\tmnt\nroot\t./store\n", script);
	add_files(&c, script);
	for (unsigned n = choose(&c, 24) + 8; n > 0; n--)
		add_query(&c, script);
	fputs("remove\tstore/seusers\tstore/logins/joe\tstore/contexts/default_contexts"
	      "\tstore/contexts/users/user_u\tstore/contexts/failsafe_context"
	      "\tstore/contexts/default_type\tstore/booleans.subs_dist\n",
		script);
	fclose(script);
	differ(text);
	free(text);
}

const struct target target_logins = {"logins", differ_begin, run};
