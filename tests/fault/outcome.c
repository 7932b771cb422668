/* SPDX-License-Identifier: MIT */
/*
 * What a call gave, written down: its result, the first errno, and what it handed out.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"

struct outcome *outcome;
char untouched[] = "untouched";
char *con, *second;
char **list;
int number;

void say(const char *fmt, ...)
{
	size_t len = strlen(outcome->text);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(outcome->text + len, sizeof(outcome->text) - len, fmt, ap);
	va_end(ap);
}

/* The first failure counts. */
bool went(bool well)
{
	if (!well && !outcome->failed) {
		outcome->failed = true;
		outcome->error = errno;
	}
	return well;
}

void must_be_untouched(const void *p)
{
	if (p != untouched)
		outcome->touched = true;
}

bool integer(int r)
{
	went(r >= 0);
	say("%d ", r);
	return r >= 0;
}

bool some(unsigned long r)
{
	went(r != 0);
	say("%lu ", r);
	return r != 0;
}

void string(const char *s)
{
	went(s != NULL);
	say("%s ", s ? s : "NULL");
}

void owned(char *s)
{
	string(s);
	free(s);
}

bool context(int r)
{
	if (integer(r > 0 ? 1 : r)) { /* a length tells whether it was translated */
		say("%s ", con ? con : "NULL");
		free(con);
	} else {
		must_be_untouched(con);
	}
	con = untouched;
	return r >= 0;
}

/* A getter whose translated form gives NULL when it fails, as Debian's does. */
void context_or_null(int r)
{
	if (r < 0 && !con)
		con = untouched;
	context(r);
}

void two(int r)
{
	if (integer(r)) {
		say("%s %s ", con ? con : "NULL", second ? second : "NULL");
		free(con);
		free(second);
	} else {
		must_be_untouched(con);
		must_be_untouched(second);
	}
	con = second = untouched;
}

void many(int r)
{
	if (integer(r)) {
		for (char **p = list; *p; p++)
			say("%s ", *p);
		freeconary(list);
	} else {
		must_be_untouched(list);
	}
	list = (char **)untouched;
}

/* What a file holds; looking at it is no part of the call. */
void file(const char *name)
{
	aside = true;
	say("%s=%s ", name, world_file(name));
	aside = false;
}

void labels(void)
{
	static const char *const names[] = {
		"tree/file", "tree/folder/one", "tree/folder/two", "tree/other/three"};
	aside = true;
	for (size_t i = 0; i < COUNT(names); i++)
		say("%s ", world_label(names[i]));
	aside = false;
}

void decision(int r, const struct av_decision *avd)
{
	if (integer(r))
		say("%x %x %x %x %u %x ", avd->allowed, avd->decided, avd->auditallow,
			avd->auditdeny, avd->seqno, avd->flags);
	else if (avd->seqno != 99)
		outcome->touched = true;
}
