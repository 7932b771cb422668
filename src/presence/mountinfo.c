/* SPDX-License-Identifier: MIT */
/*
 * The selinuxfs that are mounted, wherever, and covered or not, by /proc/self/mountinfo: a line is
 *	ID PARENT DEVICE ROOT MOUNTPOINT OPTIONS [TAG...] - TYPE SOURCE SUPER-OPTIONS
 * with blanks and backslashes inside a word as \040 and the like (proc(5)).
 */
#include <string.h>

#include "presence/presence.h"

int mountinfo_open(struct mountinfo *m)
{
	*m = (struct mountinfo){0};
	return text_open(&m->text, "/proc/self/mountinfo");
}

static bool parse(struct mountinfo *m)
{
	char *cursor = m->text.line, *word;

	for (int i = 0; i < 3; i++)
		text_word(&cursor);
	m->root = text_word(&cursor);
	m->mountpoint = text_word(&cursor);
	m->options = text_word(&cursor);
	do
		word = text_word(&cursor);
	while (word && strcmp(word, "-") != 0);
	word = text_word(&cursor);
	if (!word || strcmp(word, "selinuxfs") != 0)
		return false;
	m->super_options = ""; /* the last word: a source may be empty */
	while ((word = text_word(&cursor)))
		m->super_options = word;
	return true;
}

bool mountinfo_next(struct mountinfo *m)
{
	while (text_next(&m->text))
		if (parse(m))
			return true;
	return false;
}

void mountinfo_close(struct mountinfo *m)
{
	text_close(&m->text);
}
