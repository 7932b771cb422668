/* SPDX-License-Identifier: MIT */
/*
 * The only file that uses PCRE2. Expressions are interpreted only: PCRE2's compiler to machine
 * code needs writable and executable memory, which policies deny to many domains.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "label/regex.h"

/* PCRE2's interpreter refers to these functions of that compiler: whether there is machine code
 * (never), running it, freeing it. Without these definitions the linker would take the compiler, a
 * third of the library's size, from libpcre2-8.a. They are weak, so that a PCRE2 that needs more
 * of the compiler brings all of it. */
int _pcre2_jit_check_exec_8(const void *jit, uint32_t options);
void _pcre2_jit_free_8(void *jit, void *memory);

__attribute__((weak)) int _pcre2_jit_check_exec_8(const void *jit, uint32_t options)
{
	(void)jit, (void)options;
	return 0;
}

__attribute__((weak)) void _pcre2_jit_free_8(void *jit, void *memory)
{
	(void)jit, (void)memory;
}

__attribute__((weak)) int pcre2_jit_match_8(const pcre2_code *code, PCRE2_SPTR subject,
	PCRE2_SIZE length, PCRE2_SIZE start, uint32_t options, pcre2_match_data *data,
	pcre2_match_context *context)
{
	(void)code, (void)subject, (void)length, (void)start, (void)options, (void)data,
		(void)context;
	return PCRE2_ERROR_JIT_BADOPTION;
}

/* PCRE2's own limit of steps stays in force, as it does for stock (tests/label). A path of some
 * hundred bytes needs memory for some thousand. */
enum {
	MATCH_KIB = 16384
};

struct regex_scratch {
	pcre2_match_context *limits;
	pcre2_match_data *data;
};

/* struct regex is never defined; it stands for pcre2_code. */
static const pcre2_code *code_of(const struct regex *regex)
{
	return (const pcre2_code *)regex;
}

static int format_reason(char reason[REGEX_REASON], int error, size_t offset)
{
	char text[REGEX_REASON - 64] = "";

	pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof(text));
	str_format(reason, REGEX_REASON, "REGEX back-end error: At offset %zu: %s", offset, text);
	return -EINVAL;
}

int regex_compile(const char *pattern, struct regex **regex, char reason[REGEX_REASON])
{
	char anchored[REGEX_LIMIT + 2];
	size_t len = strlen(pattern), offset;
	pcre2_code *code;
	int error;

	/* COMPAT: the limit is 3.11's (tests/unit/test_label_file.c
	 * patterns_are_as_long_as_those_of_3_11). There are no parentheses, so the anchors belong
	 * to the outermost alternatives only: a|b means ^a or b$. Policies rely on that
	 * (tests/unit/test_label_file.c anchors_belong_to_the_outermost_alternatives). */
	if (len >= REGEX_LIMIT) {
		str_format(reason, REGEX_REASON, "REGEX back-end error: pattern is too long");
		return -EINVAL;
	}
	anchored[0] = '^';
	memcpy(anchored + 1, pattern, len);
	anchored[len + 1] = '$';
	code = pcre2_compile((PCRE2_SPTR)anchored, len + 2, PCRE2_DOTALL, &error, &offset, NULL);
	if (!code)
		return error == PCRE2_ERROR_HEAP_FAILED ? -ENOMEM
							: format_reason(reason, error, offset);
	*regex = (struct regex *)code;
	return 0;
}

void regex_free(struct regex *regex)
{
	pcre2_code_free((pcre2_code *)regex);
}

static struct regex_scratch *scratch_new(void)
{
	struct regex_scratch *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->limits = pcre2_match_context_create(NULL);
	s->data = pcre2_match_data_create(1, NULL);
	if (!s->limits || !s->data) {
		regex_scratch_free(s);
		return NULL;
	}
	pcre2_set_heap_limit(s->limits, MATCH_KIB);
	return s;
}

void regex_scratch_free(struct regex_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_match_context_free(scratch->limits);
	pcre2_match_data_free(scratch->data);
	free(scratch);
}

int regex_match(const struct regex *regex, struct regex_scratch **scratch, const char *subject,
	size_t len, bool partial)
{
	int r;

	if (!*scratch)
		*scratch = scratch_new();
	if (!*scratch)
		return -ENOMEM;
	r = pcre2_match(code_of(regex), (PCRE2_SPTR)subject, len, 0,
		partial ? PCRE2_PARTIAL_SOFT : 0, (*scratch)->data, (*scratch)->limits);
	if (r >= 0 || r == PCRE2_ERROR_PARTIAL)
		return 1;
	if (r == PCRE2_ERROR_NOMATCH)
		return 0;
	return r == PCRE2_ERROR_NOMEMORY ? -ENOMEM : -ELOOP;
}

/* A thread begins at a slot chosen by the address of its stack, so that threads rarely contend. */
static size_t first_slot(void)
{
	uintptr_t stack = (uintptr_t)__builtin_frame_address(0);

	return (unsigned)((stack >> 16) * 0x9e3779b1u >> 16) % REGEX_SLOTS;
}

static struct regex_scratch *scratch_borrow(struct regex_pool *pool, size_t first)
{
	for (size_t i = 0; i < REGEX_SLOTS; i++) {
		struct regex_scratch **slot = &pool->slots[(first + i) % REGEX_SLOTS].scratch;
		struct regex_scratch *scratch = NULL;

		if (__atomic_load_n(slot, __ATOMIC_RELAXED))
			scratch = __atomic_exchange_n(slot, NULL, __ATOMIC_ACQUIRE);
		if (scratch)
			return scratch;
	}
	return NULL;
}

static void scratch_return(struct regex_pool *pool, size_t first, struct regex_scratch *scratch)
{
	for (size_t i = 0; scratch && i < REGEX_SLOTS; i++) {
		struct regex_scratch *none = NULL;

		if (__atomic_compare_exchange_n(&pool->slots[(first + i) % REGEX_SLOTS].scratch,
			    &none, scratch, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
			return;
	}
	regex_scratch_free(scratch);
}

int regex_pool_match(struct regex_pool *pool, const struct regex *regex, const char *subject,
	size_t len, bool partial)
{
	size_t first = first_slot();
	struct regex_scratch *scratch = scratch_borrow(pool, first);
	int r = regex_match(regex, &scratch, subject, len, partial);

	scratch_return(pool, first, scratch);
	return r;
}

void regex_pool_clear(struct regex_pool *pool)
{
	for (size_t i = 0; i < REGEX_SLOTS; i++)
		regex_scratch_free(pool->slots[i].scratch);
}
