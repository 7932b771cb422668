/* SPDX-License-Identifier: MIT */
/*
 * Specifications as text: "pattern [type] context" on a line.
 */
#include "label/file.h"

static int read_kind(const char *word, enum file_kind *kind)
{
	static const char letters[] = "-dcbspl";
	static const uint8_t kinds[] = {
		KIND_REG, KIND_DIR, KIND_CHR, KIND_BLK, KIND_SOCK, KIND_FIFO, KIND_LNK};
	const char *letter;

	if (word[0] != '-' || !word[1] || word[2])
		return -EINVAL;
	letter = strchr(letters, word[1]);
	if (!letter)
		return -EINVAL;
	*kind = kinds[letter - letters];
	return 0;
}

static const char *bad_word(const char *word)
{
	const char *s;

	for (s = word; *s; s++)
		if ((unsigned char)*s > 127)
			return "Non-ASCII characters found";
	return s - word >= TOKEN_LIMIT ? "Spec entry too long" : NULL;
}

/* Whether there can be bad words at all. */
static bool may_be_bad(const char *data, size_t size)
{
	const uint64_t high = 0x8080808080808080;
	uint64_t word, any = 0;

	for (; size >= sizeof(word); size -= sizeof(word), data += sizeof(word)) {
		memcpy(&word, data, sizeof(word));
		any |= word;
	}
	while (size--)
		any |= (uint64_t)(uint8_t)*data++;
	return any & high;
}

/* COMPAT: what stands behind the third word is not looked at, and of two words the second is the
 * context, whatever it looks like. */
static int read_line(struct file_store *s, const struct text *t, bool suspect)
{
	enum file_kind kind = KIND_ANY;
	char *words[3], *cursor = t->line;
	unsigned count = 0;
	uint32_t context;
	int r;

	suspect |= t->len >= TOKEN_LIMIT;
	while (count < ARRAY_SIZE(words) && (words[count] = text_word(&cursor))) {
		const char *why;

		if (count == 0 && words[0][0] == '#')
			return 0;
		why = suspect ? bad_word(words[count]) : NULL;
		count++;
		if (!why)
			continue;
		label_report(SELINUX_ERROR, "%s:  line %u error due to: %s\n", t->path, t->lineno,
			why);
		return -EINVAL;
	}
	if (count == 0)
		return 0;
	if (count == 1) {
		label_report(SELINUX_ERROR, "%s:  line %u is missing fields\n", t->path, t->lineno);
		return -EINVAL;
	}
	if (count == 3 && read_kind(words[1], &kind) < 0) {
		label_report(SELINUX_ERROR, "%s:  line %u has invalid file type %s\n", t->path,
			t->lineno, words[1]);
		return -EINVAL;
	}
	r = store_context(s, words[count - 1], strlen(words[count - 1]), &context);
	return r < 0 ? r : store_add(s, words[0], kind, context, t->lineno);
}

int file_text_load(struct file_store *s, const char *path)
{
	struct text t;
	int r = text_open(&t, path);
	bool suspect;

	if (r < 0)
		return r;
	s->inputs[s->input_count - 1].text = t.data; /* patterns stay in there */
	r = label_digest_add(s->handle->digest, path, t.data, t.size);
	suspect = may_be_bad(t.data, t.size);
	while (r == 0 && text_next(&t))
		r = read_line(s, &t, suspect);
	return r;
}
