/* SPDX-License-Identifier: MIT */
/*
 * libFuzzer's bytes as choices, one byte each, so that what it changes in them changes one choice;
 * at their end the first alternative is taken, which is to be the plainest. And the words of a
 * script made of them.
 */
#ifndef CHOICE_H
#define CHOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct choice {
	const uint8_t *at, *end;
};
unsigned choose(struct choice *c, unsigned n); /* 0 to n - 1 */
bool often(struct choice *c, unsigned percent);
const char *choose_word(struct choice *c, const char *const *words, unsigned n);
#define WORD(c, words) choose_word(c, words, sizeof(words) / sizeof((words)[0]))

/* So many words of them, one behind the other; in one of several static buffers. */
const char *words_joined(struct choice *c, const char *const *words, unsigned n, unsigned most);
#define WORDS(c, words, most) words_joined(c, words, sizeof(words) / sizeof((words)[0]), most)

/* Writes text as an argument of a command has it. */
void argument(FILE *script, const char *text);

/* pattern.c: an expression, and a path that it matches, or nearly. */
struct spelling {
	char pattern[1024], sample[512];
	size_t pattern_len, sample_len;
};
void spell(struct choice *c, struct spelling *s);
/* Another path near to it. */
void spell_near(struct choice *c, const struct spelling *s, char *path, size_t size);

/* store.c: lines of file_contexts and of .subs, with the spellings that they have. */
enum {
	SPELLINGS = 24
};
struct store {
	struct spelling spelled[SPELLINGS];
	unsigned count, lines;
	bool old;     /* what is a literal is one to every compiler */
	bool sloppy;  /* some lines make no sense */
	bool partial; /* partial matches are asked for, and no statistics (LABEL-17) */
};
void store_begin(struct choice *c, struct store *s);
void store_lines(struct choice *c, struct store *s, FILE *script, unsigned most);
void store_subs(struct choice *c, struct store *s, FILE *script);
/* A path near to one of the lines. */
const char *store_path(struct choice *c, const struct store *s);
/* A command that asks for one, or for what is below it. */
void store_query(struct choice *c, const struct store *s, FILE *script);
/* Statistics, if they are to be had. */
void store_stats(const struct store *s, FILE *script);

#endif
