/* SPDX-License-Identifier: MIT */
/*
 * The files *.subs and *.subs_dist. A line "from to" has paths below one directory looked up as if
 * they were below the other. The last line that applies wins; each file substitutes once.
 */
#include <string.h>

#include "label/beginning.h"
#include "label/report.h"
#include "label/substitute.h"

struct substitution {
	struct substitution *earlier;
	struct beginning beginning; /* of `from` */
	size_t from_len, to_len;
	const char *to; /* stored after `from` */
	char from[];
};

static int add_substitution(struct substitution **list, const char *from, const char *to)
{
	size_t from_len = strlen(from), to_len = strlen(to);
	struct substitution *s = malloc(sizeof(*s) + from_len + to_len + 2);

	if (!s)
		return -ENOMEM;
	/* A target of "/" becomes empty, as the rest of the path begins with a slash. */
	if (!strcmp(to, "/"))
		to_len = 0;
	*s = (struct substitution){.earlier = *list,

		.from_len = from_len,
		.to_len = to_len};
	beginning_add(&s->beginning, from, from_len);
	memcpy(s->from, from, from_len + 1);
	s->to = memcpy(s->from + from_len + 1, to, to_len + 1);
	*list = s;
	return 0;
}

int substitutions_load(struct substitution **list, const char *path, struct label_digest *digest)
{
	struct text t;
	int r = text_open(&t, path);

	if (r < 0)
		return r == -ENOENT ? 0 : label_report_unreadable(path, r);
	r = label_digest_add(digest, path, t.data, t.size);
	while (r == 0 && text_next(&t)) {
		char *cursor = t.line, *from = text_word(&cursor), *to = text_word(&cursor);

		if (from && *from != '#' && to)
			r = add_substitution(list, from, to);
	}
	text_close(&t);
	return r;
}

int substitute(const struct substitution *list, const char *key, char **changed)
{
	uint64_t bytes = list ? first_bytes(key, strlen(key)) : 0;

	for (const struct substitution *s = list; s; s = s->earlier) {
		const char *rest;
		size_t rest_len;
		char *path;

		if (!beginning_fits(&s->beginning, bytes) || !str_starts_with(key, s->from))
			continue;
		rest = key + s->from_len;
		if (*rest && *rest != '/')
			continue;
		rest_len = strlen(rest);
		path = malloc(s->to_len + rest_len + 2);
		if (!path)
			return -ENOMEM;
		memcpy(path, s->to, s->to_len);
		memcpy(path + s->to_len, rest, rest_len + 1);
		if (!*path)
			memcpy(path, "/", 2);
		*changed = path;
		return 1;
	}
	return 0;
}

void substitutions_free(struct substitution *list)
{
	while (list) {
		struct substitution *earlier = list->earlier;

		free(list);
		list = earlier;
	}
}
