/* SPDX-License-Identifier: MIT */
/*
 * Comparing and merging fields of contexts, as relabelling does it.
 */
#include <errno.h>
#include <string.h>

#include "unit.h"

#include "context/fields.h"

static void type_alone_is_compared(void **state)
{
	(void)state;
	assert_true(context_fields_match("u:r:t:s0", "v:q:t:s1", FIELDS_TYPE));
	assert_true(context_fields_match("u:r:t", "v:q:t:s1", FIELDS_TYPE));
	assert_false(context_fields_match("u:r:t:s0", "u:r:tt:s0", FIELDS_TYPE));
	assert_false(context_fields_match("u:r:tt:s0", "u:r:t:s0", FIELDS_TYPE));
}

static void user_role_and_type_are_compared(void **state)
{
	(void)state;
	assert_true(context_fields_match("u:r:t:s0", "u:r:t:s1", FIELDS_USER_ROLE_TYPE));
	assert_false(context_fields_match("u:r:t:s0", "v:r:t:s0", FIELDS_USER_ROLE_TYPE));
	assert_false(context_fields_match("u:r:t:s0", "u:q:t:s0", FIELDS_USER_ROLE_TYPE));
}

static void all_is_compared(void **state)
{
	(void)state;
	assert_true(context_fields_match("u:r:t:s0", "u:r:t:s0", FIELDS_ALL));
	assert_false(context_fields_match("u:r:t:s0", "u:r:t:s1", FIELDS_ALL));
}

static void a_missing_field_matches_only_the_same_string(void **state)
{
	(void)state;
	assert_true(context_fields_match("u:r", "u:r", FIELDS_TYPE));
	assert_false(context_fields_match("u:r", "u:r:t", FIELDS_TYPE));
	assert_false(context_fields_match("u:r:t", "", FIELDS_TYPE));
	assert_false(context_fields_match("u:r:", "v:r:", FIELDS_TYPE));
}

static void merging_keeps_what_is_not_asked_for(void **state)
{
	char *merged = NULL;

	(void)state;
	assert_int_equal(context_merge_fields("u:r:t:s0:c1", "v:q:x:s1", FIELDS_TYPE, &merged), 0);
	assert_string_equal(merged, "u:r:x:s0:c1");
	free(merged);
	assert_int_equal(
		context_merge_fields("u:r:t:s0:c1", "v:q:x:s1", FIELDS_USER_ROLE_TYPE, &merged), 0);
	assert_string_equal(merged, "v:q:x:s0:c1");
	free(merged);
}

static void what_is_no_context_is_not_merged(void **state)
{
	char *merged = NULL;

	(void)state;
	assert_int_equal(context_merge_fields("u:r", "v:q:x", FIELDS_TYPE, &merged), -EINVAL);
	assert_int_equal(context_merge_fields("u:r:t", "v:q", FIELDS_TYPE, &merged), -EINVAL);
	assert_int_equal(context_merge_fields("u:r:t", "v:q:", FIELDS_TYPE, &merged), -EINVAL);
	assert_null(merged);
}

static void users_are_not_ordered(void **state)
{
	(void)state;
	assert_int_equal(context_compare_without_user("a:r:t", "b:r:t"), 0);
	assert_true(context_compare_without_user("b:q:t", "a:r:t") < 0);
	assert_true(context_compare_without_user("a", "a:r:t") < 0);
	assert_true(context_compare_without_user(NULL, "a") < 0);
	assert_int_equal(context_compare_without_user("a", "b"), 0);
	assert_int_equal(context_compare_without_user(NULL, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(type_alone_is_compared),
		cmocka_unit_test(user_role_and_type_are_compared),
		cmocka_unit_test(all_is_compared),
		cmocka_unit_test(a_missing_field_matches_only_the_same_string),
		cmocka_unit_test(merging_keeps_what_is_not_asked_for),
		cmocka_unit_test(what_is_no_context_is_not_merged),
		cmocka_unit_test(users_are_not_ordered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
