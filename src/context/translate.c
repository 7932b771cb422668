/* SPDX-License-Identifier: MIT */
/*
 * Raw contexts and their translated forms, and the colors of contexts: what mcstransd answers, and
 * the last answer of each kind, under LOCK_TRANSLATE. No lock is held while the daemon is asked.
 *
 * It is asked only where SELinux is enabled and its socket is there. The socket is looked for each
 * time (one access(2), and only where SELinux is on): a daemon that is started later is found, as
 * stock's clients, who look once, never do.
 */
#include <string.h>

#include <selinux/selinux.h>

#include "context/context.h"
#include "context/setrans.h"
#include "presence/presence.h"

static struct {
	char *question, *answer;
} last[SETRANS_COLOR + 1];
static int64_t rest_until; /* the daemon was too slow: not asked before this */

/* 0 and *answer, or -ENODATA if this is not what was asked last. */
static int cache_get(enum setrans_question question, const char *context, char **answer)
{
	char *copy = NULL;
	int r = -ENODATA;

	lock_take(LOCK_TRANSLATE);
	if (last[question].question && strcmp(last[question].question, context) == 0) {
		copy = str_dup(last[question].answer);
		r = copy ? 0 : -ENOMEM;
	}
	lock_drop(LOCK_TRANSLATE);
	if (r == 0)
		*answer = copy;
	return r;
}

static void cache_put(enum setrans_question question, const char *context, const char *answer)
{
	char *q = str_dup(context), *a = str_dup(answer), *old;

	if (q && a) {
		lock_take(LOCK_TRANSLATE);
		old = last[question].question;
		last[question].question = q;
		q = old;
		old = last[question].answer;
		last[question].answer = a;
		a = old;
		lock_drop(LOCK_TRANSLATE);
	}
	free(q);
	free(a);
}

static bool backoff_active(void)
{
	int64_t until;

	lock_take(LOCK_TRANSLATE);
	until = rest_until;
	lock_drop(LOCK_TRANSLATE);
	return until && clock_milliseconds() < until;
}

static void backoff_start(void)
{
	lock_take(LOCK_TRANSLATE);
	rest_until = clock_milliseconds() + SETRANS_REST;
	lock_drop(LOCK_TRANSLATE);
}

int translate_at(
	const char *socket_path, enum setrans_question question, const char *context, char **answer)
{
	int r = cache_get(question, context, answer);

	if (r != -ENODATA)
		return r;
	if (!io_exists(socket_path))
		return -ENOENT;
	if (backoff_active())
		return -ETIMEDOUT;
	r = setrans_ask(socket_path, question, context, answer);
	if (r == 0)
		cache_put(question, context, *answer);
	else if (r == -ETIMEDOUT)
		backoff_start();
	return r;
}

static int ask_daemon(enum setrans_question question, const char *context, char **answer)
{
	if (!presence_is_enabled())
		return -ENOENT;
	return translate_at(SETRANS_SOCKET, question, context, answer);
}

static int translate(enum setrans_question question, const char *context, char **translated)
{
	char *copy;
	int r;

	if (!context) {
		*translated = NULL;
		return 0;
	}
	r = ask_daemon(question, context, translated);
	if (r == 0 || is_resource_error(r))
		return r;
	copy = str_dup(context);
	if (!copy)
		return -ENOMEM;
	*translated = copy;
	return 0;
}

int translate_from_raw(const char *raw, char **translated)
{
	return translate(SETRANS_FROM_RAW, raw, translated);
}

int translate_to_raw(const char *translated, char **raw)
{
	return translate(SETRANS_TO_RAW, translated, raw);
}

int translate_result(int r, char **context)
{
	char *translated;

	if (r >= 0 && *context && ask_daemon(SETRANS_FROM_RAW, *context, &translated) == 0) {
		free(*context);
		*context = translated;
	}
	return r;
}

PUBLIC int selinux_raw_to_trans_context(const char *raw, char **transp)
{
	return api_return(transp ? translate_from_raw(raw, transp) : -EINVAL);
}

PUBLIC int selinux_trans_to_raw_context(const char *trans, char **rawp)
{
	return api_return(rawp ? translate_to_raw(trans, rawp) : -EINVAL);
}

/* COMPAT: where nobody can be asked the color is the context itself (tests/unit/test_translate.c
 * where_selinux_is_off_nobody_is_asked). */
PUBLIC int selinux_raw_context_to_color(const char *raw, char **color_str)
{
	char *color;
	int r;

	if (!raw || !color_str)
		return api_return(-EINVAL);
	r = ask_daemon(SETRANS_COLOR, raw, &color);
	if (r == -ENOENT) {
		color = str_dup(raw);
		r = color ? 0 : -ENOMEM;
	}
	if (r == 0)
		*color_str = color;
	return api_return(r);
}
