/* SPDX-License-Identifier: MIT */
/*
 * Asking the person at the terminal for a context, over the caller's stdin and stdout, so that what
 * the caller has buffered there keeps its order. The end of the input ends the dialog. Takes no
 * lock.
 */
#include <stdio.h>
#include <string.h>

#include <selinux/get_context_list.h>
#include <selinux/selinux.h>

#include "context/context.h"
#include "kernel/kernel.h"

enum {
	ANSWER_MAX = 1024
};

/* The next line that is typed, trimmed; NULL at the end of the input. A line that is too long is
 * taken for an empty one. Reading flushes the prompt, where both ends are a terminal. */
static char *answer(char buf[ANSWER_MAX])
{
	bool whole = true;

	for (;;) {
		if (!fgets(buf, ANSWER_MAX, stdin))
			return NULL;
		if (strchr(buf, '\n') || strlen(buf) < ANSWER_MAX - 1) {
			if (!whole)
				buf[0] = '\0';
			return text_trim(buf);
		}
		whole = false;
	}
}

static bool is_letter(char c, char lower)
{
	return (c | 0x20) == lower;
}

static int choose_from_list(char **list, char **chosen)
{
	char buf[ANSWER_MAX], *number_text;
	uint32_t count, number;

	for (count = 0; list[count]; count++)
		printf("%s[%u] %s\n", count ? "" : "\n\n", count + 1, list[count]);
	do {
		printf("Enter number of choice: ");
		number_text = answer(buf);
		if (!number_text)
			return -ECANCELED;
	} while (!number_u32(number_text, 10, &number, NULL) || number < 1 || number > count);
	*chosen = list[number - 1];
	return 0;
}

static int query_list(char **list, char **newcon)
{
	char buf[ANSWER_MAX], *reply, *chosen = list[0], *copy;
	int r = 0;

	if (!chosen)
		return -EINVAL;
	printf("\nYour default context is %s.\n", chosen);
	if (list[1]) {
		printf("Do you want to choose a different one? [n]");
		reply = answer(buf);
		if (!reply)
			return -ECANCELED;
		if (is_letter(*reply, 'y'))
			r = choose_from_list(list, &chosen);
	}
	if (r < 0)
		return r;
	copy = str_dup(chosen);
	if (!copy)
		return -ENOMEM;
	*newcon = copy;
	return 0;
}

/* Asks until there is an answer, and puts it into the context. */
static int enter(struct context *con, const char *what, enum context_field which)
{
	char buf[ANSWER_MAX], *value;

	for (;;) {
		printf("\tEnter %s ", what);
		value = answer(buf);
		if (!value)
			return -ECANCELED;
		if (*value)
			return context_set_field(con, which, value);
		printf("You must enter a %s\n", what);
	}
}

static int enter_all(const char *user, char **newcon)
{
	AUTO_CONTEXT *con = NULL;
	int r = context_parse("user:role:type", &con);

	if (r < 0 || (r = context_set_field(con, CONTEXT_USER, user)) < 0 ||
		(r = enter(con, "role", CONTEXT_ROLE)) < 0 ||
		(r = enter(con, "type", CONTEXT_TYPE)) < 0)
		return r;
	if (kernel_has_levels() == 1 && (r = enter(con, "level", CONTEXT_RANGE)) < 0)
		return r;
	return context_format(con, newcon);
}

static int enter_context(const char *user, char **newcon)
{
	char buf[ANSWER_MAX], *reply, *con = NULL;
	const char *note = "";
	int r = -ECANCELED;

	for (;;) {
		printf("%sWould you like to enter a security context? [y]", note);
		reply = answer(buf);
		if (!reply || is_letter(*reply, 'n'))
			return r;
		r = enter_all(user, &con);
		if (r < 0)
			return r;
		r = kernel_check_translated_context(con);
		if (r == 0) {
			*newcon = con;
			return 0;
		}
		free(con);
		note = "Not a valid security context\n";
	}
}

PUBLIC int query_user_context(char **list, char **newcon)
{
	return api_return(list && newcon ? query_list(list, newcon) : -EINVAL);
}

PUBLIC int manual_user_enter_context(const char *user, char **newcon)
{
	return api_return(user && newcon ? enter_context(user, newcon) : -EINVAL);
}
