/* SPDX-License-Identifier: MIT */
/*
 * The answer written, as lines or as JSON. docs/PRESENCE.md describes both. Without stdio.
 */
#include <string.h>

#include "presence/evidence.h"

struct writer {
	int fd;
	bool json, failed;
	size_t len;
	char buf[8192]; /* of it all, as a rule: one write() */
};

static bool write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = io_write(fd, data, len);

		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

bool answer_write_text(int fd, const char *text)
{
	return write_all(fd, text, strlen(text));
}

static void flush(struct writer *w)
{
	w->failed = w->failed || !write_all(w->fd, w->buf, w->len);
	w->len = 0;
}

static void put_bytes(struct writer *w, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (w->len == sizeof(w->buf))
			flush(w);
		w->buf[w->len++] = data[i];
	}
}

static void put(struct writer *w, const char *text)
{
	put_bytes(w, text, strlen(text));
}

/* The length of the character of UTF-8 that begins here; 0: there is none. */
static size_t utf8_length(const unsigned char *s)
{
	size_t len = *s < 0x80 ? 1 : *s < 0xc2 ? 0 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;

	if (*s > 0xf4 || (*s == 0xe0 && s[1] < 0xa0) || (*s == 0xed && s[1] > 0x9f) ||
		(*s == 0xf0 && s[1] < 0x90) || (*s == 0xf4 && s[1] > 0x8f))
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

static bool is_control(const unsigned char *s)
{
	return *s < 0x20 || *s == 0x7f || (*s == 0xc2 && s[1] < 0xa0);
}

/* Bytes that are no characters, and control characters: in lines \ooo each, that none can change a
 * terminal or make a line of its own. */
static size_t put_odd(struct writer *w, const unsigned char *s, size_t len)
{
	char escape[8];
	size_t used = len ? len : 1;

	if (w->json) {
		str_format(escape, sizeof(escape), "\\u%04x", !len ? 0xfffdU : s[len - 1]);
		put(w, escape);
		return used;
	}
	for (size_t i = 0; i < used; i++) {
		str_format(escape, sizeof(escape), "\\%03o", s[i]);
		put(w, escape);
	}
	return used;
}

static void put_value(struct writer *w, const char *value)
{
	const unsigned char *s = (const unsigned char *)value;

	while (*s) {
		size_t len = utf8_length(s);

		if (!len || is_control(s)) {
			s += put_odd(w, s, len);
			continue;
		}
		if (w->json && (*s == '"' || *s == '\\'))
			put(w, "\\");
		put_bytes(w, (const char *)s, len);
		s += len;
	}
}

static void put_pair(struct writer *w, const char *key, const char *value)
{
	put(w, w->json ? "\"" : "");
	put(w, key);
	put(w, w->json ? "\": \"" : ": ");
	put_value(w, value);
	put(w, w->json ? "\"" : "\n");
}

static void put_stock(struct writer *w, const char *before, int answer)
{
	char number[12];

	str_format(number, sizeof(number), "%d", answer);
	put(w, before);
	put(w, answer != NOT_KNOWN ? number : w->json ? "null" : "not known");
}

static void put_json(struct writer *w, const struct diagnosis *d, const struct evidence *e,
	const struct row_note *note)
{
	put(w, "{\"schema\": 1, \"library\": \"libselinux-strict\", \"version\": \"" STRICT_VERSION
	       "\", \"enabled\": ");
	put(w, d->enabled ? "true, " : "false, ");
	put_pair(w, "row", d->row);
	put(w, ", ");
	put_pair(w, "reason", d->reason);
	put(w, ", \"evidence\": {");
	for (size_t i = 0; i < e->count; i++) {
		put(w, i ? ", " : "");
		put_pair(w, e->facts[i].key, e->facts[i].value);
	}
	put_stock(w, "}, \"stock\": {\"2.1.1\": ", note->stock_old);
	put_stock(w, ", \"3.11\": ", note->stock_new);
	put(w, "}, ");
	if (*note->advice)
		put_pair(w, "advice", note->advice);
	else
		put(w, "\"advice\": null");
	put(w, "}\n");
}

static void put_lines(struct writer *w, const struct diagnosis *d, const struct evidence *e,
	const struct row_note *note)
{
	put(w, "libselinux-strict " STRICT_VERSION "\n");
	put_pair(w, "enabled", d->enabled ? "yes" : "no");
	put_pair(w, "row", d->row);
	put_pair(w, "reason", d->reason);
	put(w, "\n");
	for (size_t i = 0; i < e->count; i++)
		put_pair(w, e->facts[i].key, e->facts[i].value);
	put_stock(w, "stock: libselinux up to 2.1.1 answers ", note->stock_old);
	put_stock(w, ", 3.11 answers ", note->stock_new);
	put(w, "\n");
	if (*note->advice)
		put_pair(w, "advice", note->advice);
}

bool answer_write(int fd, bool json, const struct diagnosis *d, const struct evidence *e)
{
	struct writer w = {.fd = fd, .json = json};

	(json ? put_json : put_lines)(&w, d, e, row_note(d->row));
	flush(&w);
	return !w.failed;
}
