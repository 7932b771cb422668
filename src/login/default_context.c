/* SPDX-License-Identifier: MIT */
/*
 * In which contexts may a user's session run, when a program in a given context starts it?
 * contexts/users/USER, then contexts/default_contexts; a line is the starting program's role:type
 * and then the role:type of each choice, best first. What the loaded policy does not allow is left
 * out; if nothing is left, contexts/failsafe_context serves. Takes no lock.
 */
#include <string.h>

#include <selinux/get_context_list.h>
#include <selinux/selinux.h>

#include "context/context.h"
#include "kernel/kernel.h"
#include "common/array.h"
#include "common/log.h"
#include "login/login.h"

/* Strings of ours, ended by NULL as soon as there is one. */
struct list {
	char **con;
	size_t count, capacity;
};

/* Takes `con` over. */
static int list_add(struct list *l, char *con)
{
	/* one more for the NULL */
	char **grown = array_grow(l->con, l->count + 1, &l->capacity, sizeof(*grown));

	if (!grown) {
		free(con);
		return -ENOMEM;
	}
	l->con = grown;
	l->con[l->count++] = con;
	l->con[l->count] = NULL;
	return 0;
}

static bool list_has(const struct list *l, const char *con)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->con[i], con) == 0)
			return true;
	}
	return false;
}

static int check_context(const char *con)
{
	return kernel_check_translated_context(con);
}

/* user:role:type[:range], or -EINVAL; `range` NULL takes away what `choice` has. */
static int assemble(const char *user, const char *choice, const char *range, char **con)
{
	AUTO_FREE char *text = lines_join(user, ":", choice);
	AUTO_CONTEXT *c = NULL;
	int r;

	if (!text)
		return -ENOMEM;
	r = context_parse(text, &c);
	if (r == -EINVAL)
		report(SELINUX_ERROR,
			"get_context_user: can't create a context from %s, skipping\n", text);
	if (r == 0)
		r = context_set_field(c, CONTEXT_RANGE, range);
	return r < 0 ? r : context_format(c, con);
}

static int add_choice(struct list *l, const char *user, const char *choice, const char *range)
{
	char *con;
	int r = assemble(user, choice, range, &con);

	if (r < 0)
		return is_resource_error(r) ? r : 0;
	r = list_has(l, con) ? -EEXIST : check_context(con);
	if (r >= 0)
		return list_add(l, con);
	free(con);
	return is_resource_error(r) ? r : 0;
}

/* Does a line's first word name this role and type? What follows them is not looked at. */
static bool is_from(const char *word, const char *role, const char *type)
{
	size_t r = strlen(role), t = strlen(type);

	return str_starts_with(word, role) && word[r] == ':' &&
	       str_starts_with(word + r + 1, type) &&
	       (word[r + 1 + t] == ':' || word[r + 1 + t] == '\0');
}

/* The choices of the first line for `from`. */
static int add_from_lines(
	struct list *l, struct text *t, const char *user, const struct context *from)
{
	const char *role = context_field(from, CONTEXT_ROLE),
		   *type = context_field(from, CONTEXT_TYPE);
	const char *range = context_field(from, CONTEXT_RANGE);
	char *cursor, *word;
	int r = 0;

	if (!role || !type) {
		report(SELINUX_ERROR,
			"get_ordered_context_list:  error in processing configuration file %s\n",
			t->path);
		return 0;
	}
	while (lines_next(t)) {
		cursor = t->line;
		word = text_word(&cursor);
		if (!word || !is_from(word, role, type))
			continue;
		/* COMPAT: a word that nothing follows, not even a blank, is no line for it
		 * (tests/unit/test_login_default_context.c the_first_line_of_role_and_type_counts).
		 */
		if (word + strlen(word) == t->line + t->len)
			continue;
		while (r == 0 && (word = text_word(&cursor)))
			r = add_choice(l, user, word, range);
		break;
	}
	return r;
}

static int add_from_files(struct list *l, const char *user, const struct context *from)
{
	AUTO_FREE char *path = NULL;
	struct text t;
	int r = config_ready();

	if (r == 0)
		r = lines_open_user(&t, config_path(PATH_USER_CONTEXTS), user, &path);
	if (r == 0) {
		r = add_from_lines(l, &t, user, from);
		text_close(&t);
	}
	if (is_resource_error(r))
		return r;
	r = lines_open(&t, PATH_DEFAULT_CONTEXTS);
	if (r == 0) {
		r = add_from_lines(l, &t, user, from);
		text_close(&t);
	}
	return is_resource_error(r) ? r : 0;
}

/* The first line of a file, whole or not at all. */
static int first_line(enum config_path which, char **line)
{
	struct text t;
	int r = lines_open(&t, which);

	if (r < 0)
		return r;
	if (!text_next(&t))
		r = -ENOENT;
	else if (text_has_nul(&t))
		r = -EINVAL;
	else if (!(*line = str_dup(text_trim(t.line))))
		r = -ENOMEM;
	text_close(&t);
	return r;
}

/* "user:" and the first line of contexts/failsafe_context, if it makes a context. */
static int add_failsafe(struct list *l, const char *user)
{
	AUTO_FREE char *line = NULL;
	AUTO_CONTEXT *c = NULL;
	char *con;
	int r = first_line(PATH_FAILSAFE_CONTEXT, &line);

	if (r < 0)
		return r;
	con = lines_join(user, ":", line);
	if (!con)
		return -ENOMEM;
	r = context_parse(con, &c);
	if (r == 0)
		r = check_context(con);
	/* Where no kernel can be asked the file is believed. */
	if (r >= 0 || r == -ENOENT)
		return list_add(l, con);
	free(con);
	return r;
}

/* The context that the session is started from: `fromcon`, or the caller's own; at `level` if that
 * is given. *from stays NULL for a context that is none, unless a level should go into it. */
static int starting_context(const char *fromcon, const char *level, struct context **from)
{
	AUTO_FREE char *own = NULL;
	int r = 0;

	if (!fromcon) {
		r = translate_result(process_get(0, "current", &own), &own);
		if (r >= 0 && !own)
			r = -EINVAL;
		fromcon = own;
	}
	if (r < 0)
		return r;
	r = context_parse(fromcon, from);
	if (r == -EINVAL && !level)
		return 0;
	if (r == 0 && level)
		r = context_set_field(*from, CONTEXT_RANGE, *level ? level : NULL);
	return r;
}

/* Returns how many there are: at least 1, or a negative errno. */
static int ordered_list(const char *user, const char *level, const char *fromcon, char ***list)
{
	struct list l = {0};
	AUTO_CONTEXT *from = NULL;
	int saved = errno, r;

	/* A colon would let a name choose its role and type. */
	if (!user || !list || strchr(user, ':'))
		return -EINVAL;
	r = starting_context(fromcon, level, &from);
	if (r >= 0 && from)
		r = add_from_files(&l, user, from);
	if (r >= 0 && l.count == 0)
		r = add_failsafe(&l, user);
	errno = saved;
	if (r < 0) {
		str_free_all(l.con);
		return r;
	}
	*list = l.con;
	return (int)l.count;
}

/* COMPAT: false for what is no context, as one whose type would be a level with a blank in it
 * (tests/unit/test_login_default_context.c a_level_may_be_where_a_type_was). */
static int has_role(const char *text, const char *role)
{
	AUTO_CONTEXT *con = NULL;
	int r = context_parse(text, &con);
	const char *its = r == 0 ? context_field(con, CONTEXT_ROLE) : NULL;

	if (r < 0)
		return r == -EINVAL ? 0 : r;
	return its && !strcmp(its, role);
}

/* The best context, or the best with this role. */
static int default_context(
	const char *user, const char *role, const char *level, const char *fromcon, char **newcon)
{
	char **list;
	int count, i = 0, found = 0;

	if (!newcon)
		return -EINVAL;
	count = ordered_list(user, level, fromcon, &list);
	if (count < 0)
		return count;
	while (i < count && role && (found = has_role(list[i], role)) == 0)
		i++;
	if (i < count && found >= 0) {
		*newcon = list[i];
		list[i] = list[count - 1];
		list[count - 1] = NULL;
	}
	str_free_all(list);
	if (found < 0)
		return found;
	return i < count ? 0 : -EINVAL;
}

PUBLIC int get_ordered_context_list(const char *user, const char *fromcon, char ***list)
{
	return login_return(ordered_list(user, NULL, fromcon, list));
}

PUBLIC int get_ordered_context_list_with_level(
	const char *user, const char *level, const char *fromcon, char ***list)
{
	return login_return(ordered_list(user, level, fromcon, list));
}

PUBLIC int get_default_context(const char *user, const char *fromcon, char **newcon)
{
	return login_return(default_context(user, NULL, NULL, fromcon, newcon));
}

PUBLIC int get_default_context_with_level(
	const char *user, const char *level, const char *fromcon, char **newcon)
{
	return login_return(default_context(user, NULL, level, fromcon, newcon));
}

PUBLIC int get_default_context_with_role(
	const char *user, const char *role, const char *fromcon, char **newcon)
{
	return login_return(role ? default_context(user, role, NULL, fromcon, newcon) : -EINVAL);
}

PUBLIC int get_default_context_with_rolelevel(
	const char *user, const char *role, const char *level, const char *fromcon, char **newcon)
{
	return login_return(role ? default_context(user, role, level, fromcon, newcon) : -EINVAL);
}
