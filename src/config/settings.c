/* SPDX-License-Identifier: MIT */
/*
 * What /etc/selinux/config says. Keeps nothing.
 */
#include <string.h>

#include "config/config.h"
#include "config/settings.h"

/* COMPAT: the letters of this tag may be large or small, those of the next may not; leading blanks
 * are allowed for both, but none before the '=' (tests/oracle config
 * selinux_getpolicytype/lower-tag; tests/oracle config selinux_getpolicytype/space-inside;
 * tests/oracle config getseuserbyname/require-lower). */
static char *type_in(char *line)
{
	static const char tag[] = "SELINUXTYPE";

	return str_starts_with_nocase(line, tag) && line[sizeof(tag) - 1] == '='
		       ? text_trim(line + sizeof(tag))
		       : NULL;
}

static char *requirement_in(char *line)
{
	static const char tag[] = "REQUIRESEUSERS=";

	return str_starts_with(line, tag) ? text_trim(line + sizeof(tag) - 1) : NULL;
}

static bool is_true(const char *word)
{
	uint32_t number;

	return number_u32(word, 10, &number, NULL) ? number != 0
						   : str_starts_with_nocase(word, "true");
}

static const char *read_line(struct settings *s, const struct text *t)
{
	char *line, *value;

	if (text_has_nul(t))
		return "it holds a NUL byte";
	line = text_trim(t->line);
	if (!*line || *line == '#')
		return NULL;
	if ((value = type_in(line))) {
		if (strlen(value) >= sizeof(s->type))
			return "the policy's name is too long";
		memcpy(s->type, value, strlen(value) + 1);
		s->type_line = t->lineno;
	} else if ((value = requirement_in(line))) {
		s->require_seusers = is_true(value);
	} else if (!strchr(line, '=')) {
		return "it is not a setting";
	}
	return NULL;
}

int settings_read(struct settings *s)
{
	struct text t;
	int r = text_open(&t, SELINUX_CONFIG);

	*s = (struct settings){.type = "targeted"};
	if (r < 0) {
		s->problem = r == -ENOENT ? NULL : "it cannot be read";
		return r;
	}
	while (text_next(&t)) {
		const char *why = read_line(s, &t);

		if (why) {
			s->problem = why;
			s->problem_line = t.lineno;
		}
	}
	text_close(&t);
	return 0;
}

int config_boot_mode(int *mode)
{
	static const struct {
		const char *word;
		int mode;
	} modes[] = {{"enforcing", 1}, {"permissive", 0}, {"disabled", -1}};
	struct text t;
	int r = text_open(&t, SELINUX_CONFIG);

	if (r < 0)
		return r;
	r = -EINVAL;
	while (r < 0 && text_next(&t)) {
		const char *value;

		if (!str_starts_with(t.line, "SELINUX="))
			continue;
		value = str_skip_blanks(t.line + 8);
		for (size_t i = 0; r < 0 && i < ARRAY_SIZE(modes); i++) {
			if (str_starts_with_nocase(value, modes[i].word)) {
				*mode = modes[i].mode;
				r = 0;
			}
		}
	}
	text_close(&t);
	return r;
}
