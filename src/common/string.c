/* SPDX-License-Identifier: MIT */
/*
 * Strings. Every function taken from the C library costs each program that links us some 700
 * instructions at its start, so small ones that few places need are here; and letters are compared
 * without asking the locale.
 */
#include <stdio.h>
#include <string.h>

#include "common/common.h"

char *str_dup(const char *s)
{
	size_t size = strlen(s) + 1;
	char *copy = malloc(size);

	return copy ? memcpy(copy, s, size) : NULL;
}

void str_free_all(char **strings)
{
	if (!strings)
		return;
	for (char **p = strings; *p; p++)
		free(*p);
	free(strings);
}

char *str_intern(const char *s)
{
	static struct interned {
		struct interned *next;
		char text[];
	} * strings;
	size_t size = strlen(s) + 1;
	struct interned *i;

	lock_take(LOCK_INTERN);
	for (i = strings; i && strcmp(i->text, s) != 0; i = i->next)
		;
	if (!i && (i = malloc(sizeof(*i) + size))) {
		memcpy(i->text, s, size);
		i->next = strings;
		strings = i;
	}
	lock_drop(LOCK_INTERN);
	return i ? i->text : NULL;
}

size_t str_join(char *buf, size_t size, const char *const parts[], size_t count)
{
	size_t len = 0;

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(parts[i]);

		if (len + n < size)
			memcpy(buf + len, parts[i], n);
		len += n;
	}
	if (len < size)
		buf[len] = '\0';
	return len;
}

size_t str_format(char *buf, size_t size, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(buf, size, fmt, ap);
	va_end(ap);
	return n < 0 ? size : (size_t)n; /* a failure counts as too long */
}

char *str_vprintf(const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = len < 0 ? NULL : malloc((size_t)len + 1);
	if (text)
		(void)vsnprintf(text, (size_t)len + 1, fmt, ap);
	return text;
}

const char *str_rchr(const char *s, char c)
{
	const char *last = NULL;

	for (; *s; s++)
		if (*s == c)
			last = s;
	return last;
}

bool str_same_start(const char *a, const char *b, size_t len)
{
	for (; len && *a == *b; a++, b++, len--)
		if (!*a)
			return true;
	return !len;
}

bool str_starts_with(const char *s, const char *prefix)
{
	while (*prefix && *s == *prefix)
		s++, prefix++;
	return !*prefix;
}

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool str_starts_with_nocase(const char *s, const char *prefix)
{
	while (*prefix && lower(*s) == lower(*prefix))
		s++, prefix++;
	return !*prefix;
}

const char *str_skip_blanks(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}
