/* SPDX-License-Identifier: MIT */
/*
 * Configuration files, regular ones only: read whole, at most 64 MiB, then cut into lines in place.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/stat.h>

#include "common/common.h"

enum {
	TEXT_MAX = 64 << 20,
	TEXT_FIRST = 4096 - TEXT_SPARE
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Reads to the end of the file; `expected` is only a hint, for files grow and /proc has no sizes.
 */
static int read_all(int fd, size_t expected, char **data, size_t *size)
{
	size_t capacity = expected < TEXT_FIRST ? TEXT_FIRST : expected + 2, len = 0;
	char *buf = malloc(capacity + TEXT_SPARE);

	if (!buf)
		return -ENOMEM;
	for (;;) {
		ssize_t n = io_read(fd, buf + len, capacity - 1 - len);

		if (n == 0) {
			memset(buf + len, 0, 1 + TEXT_SPARE);
			*data = buf;
			*size = len;
			return 0;
		}
		len += n > 0 ? (size_t)n : 0;
		if (n < 0 || len > TEXT_MAX) {
			free(buf);
			return n < 0 ? (int)n : -EFBIG;
		}
		if (len < capacity - 1)
			continue;
		char *more = realloc(buf, (capacity *= 2) + TEXT_SPARE);
		if (!more) {
			free(buf);
			return -ENOMEM;
		}
		buf = more;
	}
}

int text_open(struct text *t, const char *path)
{
	struct stat st;
	AUTO_CLOSE int fd = io_open_regular(path, &st);
	int r;

	if (fd < 0)
		return fd;
	if (st.st_size > TEXT_MAX)
		return -EFBIG;
	*t = (struct text){.path = path};
	r = read_all(fd, (size_t)st.st_size, &t->data, &t->size);
	if (r < 0)
		return r;
	t->next = t->data;
	t->id.dev = st.st_dev;
	t->id.ino = st.st_ino;
	t->id.mtime = st.st_mtim.tv_sec;
	return 0;
}

bool text_next(struct text *t)
{
	char *end = t->data + t->size, *newline;

	if (t->next >= end)
		return false;
	t->line = t->next;
	newline = memchr(t->line, '\n', (size_t)(end - t->line));
	if (!newline)
		newline = end;
	*newline = '\0';
	t->len = (size_t)(newline - t->line);
	t->next = newline + 1;
	t->lineno++;
	return true;
}

void text_close(struct text *t)
{
	free(t->data);
	t->data = t->next = t->line = NULL;
	t->size = 0;
}

char *text_word(char **cursor)
{
	char *word = *cursor, *end;

	while (is_blank(*word))
		word++;
	if (!*word) {
		*cursor = word;
		return NULL;
	}
	for (end = word; *end && !is_blank(*end); end++)
		;
	*cursor = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

char *text_trim(char *s)
{
	char *end;

	while (is_blank(*s))
		s++;
	end = s + strlen(s);
	while (end > s && is_blank(end[-1]))
		end--;
	*end = '\0';
	return s;
}

bool text_has_nul(const struct text *t)
{
	return memchr(t->line, '\0', t->len) != NULL;
}
