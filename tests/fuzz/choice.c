/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <string.h>

#include "choice.h"

unsigned choose(struct choice *c, unsigned n)
{
	return c->at < c->end ? *c->at++ % n : 0;
}

bool often(struct choice *c, unsigned percent)
{
	return c->at < c->end && *c->at++ % 100 >= 100 - percent;
}

const char *choose_word(struct choice *c, const char *const *words, unsigned n)
{
	return words[choose(c, n)];
}

const char *words_joined(struct choice *c, const char *const *words, unsigned n, unsigned most)
{
	static char buffers[8][512];
	static unsigned next;
	char *text = buffers[next++ % 8], *end = text;

	*text = '\0';
	for (unsigned i = choose(c, most + 1); i > 0 && end - text < 400; i--)
		end = stpcpy(end, choose_word(c, words, n));
	return text;
}

void argument(FILE *script, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '\n':
			fputs("\\n", script);
			break;
		case '\t':
			fputs("\\t", script);
			break;
		case '\\':
			fputs("\\\\", script);
			break;
		default:
			fputc(*text, script);
		}
	}
}
