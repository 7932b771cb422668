/* SPDX-License-Identifier: MIT */
/*
 * Questions to the policy: a line of text, words parted by spaces.
 */
#include <string.h>

#include "kernel/mapping.h"
#include "kernel/question.h"
#include "presence/presence.h"

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* One word, with or without blanks around it: what followed another would choose the class. */
bool question_is_word(const char *s)
{
	while (is_blank(*s))
		s++;
	if (!*s)
		return false;
	while (*s && !is_blank(*s))
		s++;
	while (is_blank(*s))
		s++;
	return !*s;
}

/* -EINVAL: what should be one word is none, or several. */
int question_check_words(const char *scon, const char *tcon)
{
	return question_is_word(scon) && question_is_word(tcon) ? 0 : -EINVAL;
}

void question_write(struct question *q, const char *scon, const char *tcon, security_class_t tclass)
{
	const struct mapping *m = NULL;
	int r = mapping_get(&m);

	q->len = str_format(q->text, sizeof(q->text), "%s %s %hu", scon, tcon,
		mapping_to_kernel_class(m, tclass));
	q->error = r < 0 ? r : question_check_words(scon, tcon);
}

/* Why a question cannot be asked. */
int question_error(const struct question *q)
{
	if (!mount_point())
		return -ENOENT;
	if (q->len >= sizeof(q->text))
		return -EOVERFLOW;
	return q->error;
}

/* A question that a context answers. */
int question_ask_context(const char *node, const struct question *q, char **answer)
{
	int r = question_error(q);

	return r < 0 ? r : selinuxfs_transact_string(node, q->text, q->len, answer);
}
