/* SPDX-License-Identifier: MIT */
/*
 * Target `contexts`: strings that may be contexts, taken apart and put together again.
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "choice.h"
#include "differ.h"
#include "fuzz.h"

static const char *const pieces[] = {"a", ":", "u", "r", "t", ":", "s0", ":", "-", "c1", ",",
	"c0.c3", " ", "\t", "\n", "\r", "\xc3\xa9", "::", "object_r",
	"system_u:object_r:", "s0 - s1", "\v", "\x7f", "\x01",
	"user_u:role_r:type_t:s0-s0:c0.c1023", "."};
static const char *const parts[] = {"user", "role", "type", "range"};

static void add_text(struct choice *c, FILE *script)
{
	const char *text;

	fputc('\t', script);
	if (often(c, 60))
		fputs("u:r:t", script);
	text = WORDS(c, pieces, 7);
	argument(script, text);
}

static void run(const uint8_t *data, size_t size)
{
	struct choice c = {data, data + size};
	char *text = NULL;
	size_t len = 0;
	FILE *script = open_memstream(&text, &len);

	for (unsigned n = choose(&c, 24) + 8; n > 0; n--) {
		bool one = !often(&c, 20);

		fputs(one ? "context" : "same_but_user", script);
		add_text(&c, script);
		for (unsigned k = one ? choose(&c, 5) : 0; k > 0; k--) {
			fprintf(script, "\t%s", WORD(&c, parts));
			add_text(&c, script);
		}
		if (!one)
			add_text(&c, script);
		fputc('\n', script);
	}
	fclose(script);
	differ(text);
	free(text);
}

const struct target target_contexts = {"contexts", differ_begin, run};
