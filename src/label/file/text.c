/* SPDX-License-Identifier: MIT */
/*
 * Specifications as text, "pattern [type] context" on a line; or a compiled file of that name.
 */
#include <string.h>

#include "label/file/store.h"

enum {
	SPEC_BYTES = 48 /* few policies have shorter lines on average */
};

static int read_kind(const char *word, enum file_kind *kind)
{
	if (word[0] != '-' || !word[1] || word[2])
		return -EINVAL;
	*kind = kind_of_letter(word[1]);
	return *kind == KIND_ANY ? -EINVAL : 0;
}

struct word {
	char *s;
	size_t len;
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The first blank or control character from s on; the line ends in one. Eight bytes are tested at
 * once, on little-endian machines only, and so some behind it. */
static char *skip_graphic(char *s)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint64_t ones = 0x0101010101010101;
	uint64_t eight;

	for (;; s += sizeof(eight)) {
		memcpy(&eight, s, sizeof(eight));
		eight = (eight - ones * '!') & ~eight & ones * 0x80;
		if (eight)
			return s + __builtin_ctzll(eight) / 8;
	}
#else
	while ((uint8_t)*s > ' ')
		s++;
	return s;
#endif
}

/* Cuts out the next word of a line. */
static bool next_word(char **cursor, struct word *word)
{
	char *s = *cursor;

	while (is_blank(*s))
		s++;
	word->s = s;
	for (s = skip_graphic(s); *s && !is_blank(*s);)
		s = skip_graphic(s + 1);
	word->len = (size_t)(s - word->s);
	*cursor = *s ? s + 1 : s;
	*s = '\0';
	return word->len;
}

static const char *bad_word(const struct word *word)
{
	for (const char *s = word->s; *s; s++)
		if ((unsigned char)*s > 127)
			return "Non-ASCII characters found";
	return word->len >= TOKEN_LIMIT ? "Spec entry too long" : NULL;
}

/* Whether any byte is not ASCII. */
static bool may_be_bad(const char *data, size_t size)
{
	uint64_t eight, any = 0;

	for (; size >= sizeof(eight); size -= sizeof(eight), data += sizeof(eight)) {
		memcpy(&eight, data, sizeof(eight));
		any |= eight;
	}
	while (size--)
		any |= (uint8_t)*data++;
	return any & 0x8080808080808080;
}

/* COMPAT: what follows the third word is ignored, and of two words the second is the context,
 * whatever it looks like (tests/oracle label_bad four-words; tests/label
 * of_two_words_the_second_is_the_context). */
static int read_line(struct file_store *s, const struct text *t, bool suspect)
{
	enum file_kind kind = KIND_ANY;
	struct word words[3];
	char *cursor = t->line;
	unsigned count = 0;

	suspect |= t->len >= TOKEN_LIMIT;
	while (count < ARRAY_SIZE(words) && next_word(&cursor, &words[count])) {
		const char *why;

		if (count == 0 && *words[0].s == '#')
			return 0;
		why = suspect ? bad_word(&words[count]) : NULL;
		count++;
		if (!why)
			continue;
		label_report(
			SELINUX_ERROR, "%s:  line %u error due to: %s\n", t->path, t->lineno, why);
		return -EINVAL;
	}
	if (count == 0)
		return 0;
	if (count == 1) {
		label_report(SELINUX_ERROR, "%s:  line %u is missing fields\n", t->path, t->lineno);
		return -EINVAL;
	}
	if (count == 3 && read_kind(words[1].s, &kind) < 0) {
		label_report(SELINUX_ERROR, "%s:  line %u has invalid file type %s\n", t->path,
			t->lineno, words[1].s);
		return -EINVAL;
	}
	return store_add(s, words[0].s, kind, words[count - 1].s, t->lineno);
}

/* COMPAT: a compiled file is recognized by its content, not by its name
 * (tests/unit/test_label_bin.c all_versions_are_read). */
static int load_compiled(struct file_store *s, struct text *t)
{
	int r;

	text_close(t);
	r = file_bin_load(s, t->path);
	if (r != -EBADMSG)
		return r;
	label_report(SELINUX_ERROR, "%s:  is damaged\n", t->path);
	return -EINVAL;
}

int file_text_load(struct file_store *s, const char *path)
{
	struct text t;
	int r = text_open(&t, path);
	bool suspect;

	if (r < 0)
		return r == -ENOENT || r == -ENOMEM ? r : label_report_unreadable(path, r);
	if (file_is_compiled(t.data, t.size))
		return load_compiled(s, &t);
	store_keep_text(s, t.data);
	r = label_digest_add(s->handle->digest, path, t.data, t.size);
	suspect = may_be_bad(t.data, t.size);
	store_expect(s, (uint32_t)(t.size / SPEC_BYTES));
	while (r == 0 && text_next(&t))
		r = read_line(s, &t, suspect);
	return r;
}
