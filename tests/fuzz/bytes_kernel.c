/* SPDX-License-Identifier: MIT */
/*
 * Target `kernel`: what nodes of selinuxfs say. The bytes are parts that end in 0xff: the first two
 * name a class and a permission, or a boolean; each of the others is what a node says, one after
 * the other (a node that is asked a question: from the 80th byte on).
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <selinux/selinux.h>

#include "../lib/fakefs.h"
#include "../lib/files.h"
#include "fuzz.h"

#define CON "u:r:t:s0"

static const char *const plain[] = {"enforce", "policyvers", "deny_unknown", "reject_unknown",
	"checkreqprot", "mls", "initial_contexts/kernel"};
static const char *const asked[] = {
	"access", "create", "relabel", "member", "user", "context", "validatetrans"};

static void put_nodes(struct input *in)
{
	size_t len;
	const char *part;

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		part = input_part(in, &len);
		fakefs_write(plain[i], part, len);
	}
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		part = input_part(in, &len);
		fakefs_answer_at(asked[i], 80, part, len);
	}
}

static void put_names(struct input *in)
{
	const char *first = input_part(in, NULL), *second = input_part(in, NULL), *part;
	char node[512];
	size_t len;

	if (!*first || !*second || strchr(first, '/') || strchr(second, '/') || *first == '.' ||
		*second == '.' || strlen(first) > 100 || strlen(second) > 100)
		first = "c", second = "p";
	part = input_part(in, &len);
	snprintf(node, sizeof(node), "class/%s/index", first);
	fakefs_write(node, part, len);
	part = input_part(in, &len);
	snprintf(node, sizeof(node), "class/%s/perms/%s", first, second);
	fakefs_write(node, part, len);
	part = input_part(in, &len);
	snprintf(node, sizeof(node), "booleans/%s", first);
	fakefs_write(node, part, len);
	selinux_flush_class_cache();
	(void)!string_to_av_perm(string_to_security_class(first), second);
	(void)!security_get_boolean_active(first);
	(void)!security_get_boolean_pending(first);
}

/* r: what a call returned that hands out a string. */
static void take(int r, char **string)
{
	must(r < 0 || *string, "what succeeds hands out a string");
	must(r >= 0 || !*string, "what fails hands out nothing");
	if (r >= 0)
		freecon(*string);
	*string = NULL;
}

static void ask_numbers(void)
{
	int (*const calls[])(void) = {security_getenforce, security_policyvers,
		security_deny_unknown, security_reject_unknown, security_get_checkreqprot,
		is_selinux_mls_enabled};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		must(calls[i]() >= -1, "a number is not negative");
	for (security_class_t c = 0; c < 20; c++) {
		char *text = NULL;

		(void)!security_class_to_string(c);
		if (security_av_string(c, 0xf0f0f0f0, &text) == 0)
			free(text);
	}
}

static void ask_decisions(void)
{
	struct av_decision avd;
	char *con = NULL, **list = NULL, **names = NULL;
	int len = 0;

	(void)!security_compute_av_raw(CON, CON, 1, 1, &avd);
	(void)!security_compute_av_flags_raw(CON, CON, 2, ~0U, &avd);
	take(security_compute_create_raw(CON, CON, 1, &con), &con);
	take(security_compute_create_name_raw(CON, CON, 1, "x y", &con), &con);
	take(security_compute_relabel_raw(CON, CON, 1, &con), &con);
	take(security_compute_member_raw(CON, CON, 1, &con), &con);
	take(security_canonicalize_context_raw(CON, &con), &con);
	take(security_get_initial_context_raw("kernel", &con), &con);
	(void)!security_check_context_raw(CON);
	(void)!security_validatetrans_raw(CON, CON, 1, CON);
	if (security_compute_user_raw(CON, "u", &list) >= 0)
		freeconary(list);
	if (security_get_boolean_names(&names, &len) == 0) {
		while (len > 0)
			free(names[--len]);
		free(names);
	}
}

static void run(const uint8_t *data, size_t size)
{
	struct input in = {data, data + size};

	fakefs_at("selinux");
	set_selinuxmnt("selinux");
	put_names(&in);
	put_nodes(&in);
	ask_numbers();
	ask_decisions();
	remove_tree("selinux");
}

const struct target target_kernel = {"kernel", NULL, run};
