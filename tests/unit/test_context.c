/* SPDX-License-Identifier: MIT */
/*
 * context/context.c. The expected answers are those of Debian's 3.4 and 3.11, but for those marked
 * "ours".
 */
#include <errno.h>
#include <string.h>

#include "unit.h"

#include <selinux/context.h>

struct row {
	const char *text, *user, *role, *type, *range, *again;
};

static void check(const char *got, const char *expected)
{
	if (expected)
		assert_string_equal(got, expected);
	else
		assert_null(got);
}

static void contexts_are_cut_at_three_colons(void **state)
{
	static const struct row rows[] = {
		{"a:b:c", "a", "b", "c", NULL, "a:b:c"},
		{"a:b:c:d", "a", "b", "c", "d", "a:b:c:d"},
		{"a:b:c:d:e", "a", "b", "c", "d:e", "a:b:c:d:e"},
		{"a:b:c:s0-s0:c0.c5", "a", "b", "c", "s0-s0:c0.c5", "a:b:c:s0-s0:c0.c5"},
		{"a:b:c:s0:c1-s0:c0.c5", "a", "b", "c", "s0:c1-s0:c0.c5", "a:b:c:s0:c1-s0:c0.c5"},
		{"a:b:c:d e", "a", "b", "c", "d e", "a:b:c:d e"},
		{"a:b\303\251:c", "a", "b\303\251", "c", NULL, "a:b\303\251:c"},
		{":b:c", "", "b", "c", NULL, ":b:c"},
		{"a::c", "a", "", "c", NULL, "a::c"},
		{"a:b::d", "a", "b", "", "d", "a:b::d"},
		{"a:b:", "a", "b", NULL, NULL, "a:b"},
		{"a:b:c:", "a", "b", "c", NULL, "a:b:c"},
		{"::", "", "", NULL, NULL, ":"},
		{":::", "", "", "", NULL, "::"},
		{"::::", "", "", "", ":", "::::"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		context_t con = context_new(rows[i].text);
		char *copy;

		assert_non_null(con);
		check(context_user_get(con), rows[i].user);
		check(context_role_get(con), rows[i].role);
		check(context_type_get(con), rows[i].type);
		check(context_range_get(con), rows[i].range);
		check(context_str(con), rows[i].again);
		copy = context_to_str(con);
		context_free(con);
		check(copy, rows[i].again);
		free(copy);
	}
}

static void what_is_no_context_is_einval(void **state)
{
	static const char *const texts[] = {"", "a", ":", "a:b", "a:b:c:d:e:f:g", "a b:c:d",
		"a:b c:d", "a:b:c d", " a:b:c", "a:b:c ", "a:b:c\n", "a:b:c:d\n", "a:b:c:d\t",
		"a:b:c:\rd", "a\t:b:c", ":::::::::", NULL /* ours: stock crashes */};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		errno = 0;
		assert_null(context_new(texts[i]));
		assert_int_equal(errno, EINVAL);
	}
}

static void set_fields_are_joined_and_absent_ones_left_out(void **state)
{
	int (*const set[])(context_t, const char *) = {
		context_user_set, context_role_set, context_type_set, context_range_set};
	const char *(*const get[])(context_t) = {
		context_user_get, context_role_get, context_type_get, context_range_get};
	static const char *const bad[] = {"x:y", "x y", "x\ty", "x\ny", "x\ry", ":", " "};
	context_t con = context_new("a:b:c:d");

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		for (size_t j = 0; j < sizeof(bad) / sizeof(*bad); j++) {
			if (i == 3 && strpbrk(bad[j], ": "))
				continue;
			errno = 0;
			assert_int_equal(set[i](con, bad[j]), -1);
			assert_int_equal(errno, EINVAL);
		}
	}
	assert_string_equal(context_str(con), "a:b:c:d");
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(set[i](con, "first"), 0);
		assert_int_equal(set[i](con, "second"), 0);
		assert_string_equal(get[i](con), "second");
		/* its own old value */
		assert_int_equal(set[i](con, get[i](con)), 0);
	}
	assert_string_equal(context_str(con), "second:second:second:second");
	assert_int_equal(context_range_set(con, "s0 x:c1"), 0);
	assert_string_equal(context_str(con), "second:second:second:s0 x:c1");
	assert_int_equal(context_range_set(con, ""), 0);
	assert_string_equal(context_str(con), "second:second:second:");
	assert_int_equal(context_role_set(con, ""), 0);
	assert_string_equal(context_str(con), "second::second:");
	/* an absent one is left out with its colon */
	assert_int_equal(context_range_set(con, NULL), 0);
	assert_string_equal(context_str(con), "second::second");
	assert_int_equal(context_role_set(con, NULL), 0);
	assert_null(context_role_get(con));
	assert_string_equal(context_str(con), "second:second");
	context_free(con);
}

/* ours: stock crashes */
static void without_user_there_is_no_string(void **state)
{
	context_t con = context_new("a:b:c");

	(void)state;
	assert_int_equal(context_user_set(con, NULL), 0);
	assert_null(context_user_get(con));
	errno = 0;
	assert_null(context_str(con));
	assert_int_equal(errno, EINVAL);
	errno = 0;
	assert_null(context_to_str(con));
	assert_int_equal(errno, EINVAL);
	assert_int_equal(context_user_set(con, "x"), 0);
	assert_string_equal(context_str(con), "x:b:c");
	context_free(con);
}

/* A pointer from context_str() holds until the context changes and is asked again. */
static void a_string_holds_until_the_next_one(void **state)
{
	context_t con = context_new("a:b:c");
	const char *string = context_str(con);
	char *mine;

	(void)state;
	assert_ptr_equal(context_str(con), string);
	assert_int_equal(context_type_set(con, "x"), 0);
	assert_string_equal(string, "a:b:c");
	mine = context_to_str(con);
	assert_string_equal(mine, "a:b:x");
	assert_string_equal(string, "a:b:c");
	assert_string_equal(context_str(con), "a:b:x");
	free(mine);
	context_free(con);
}

/* ours: stock crashes, but for context_free() */
static void null_is_einval(void **state)
{
	(void)state;
#define IS_INVALID(check) errno = 0, check, assert_int_equal(errno, EINVAL)
	context_free(NULL);
	IS_INVALID(assert_null(context_str(NULL)));
	IS_INVALID(assert_null(context_to_str(NULL)));
	IS_INVALID(assert_null(context_user_get(NULL)));
	IS_INVALID(assert_null(context_range_get(NULL)));
	IS_INVALID(assert_int_equal(context_role_set(NULL, "x"), -1));
	IS_INVALID(assert_int_equal(context_type_set(NULL, NULL), -1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contexts_are_cut_at_three_colons),
		cmocka_unit_test(what_is_no_context_is_einval),
		cmocka_unit_test(set_fields_are_joined_and_absent_ones_left_out),
		cmocka_unit_test(without_user_there_is_no_string),
		cmocka_unit_test(a_string_holds_until_the_next_one),
		cmocka_unit_test(null_is_einval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
