/* SPDX-License-Identifier: MIT */
/*
 * Reading a compiled file: what happens at the window's end, and strings.
 */
#include "label/file/reader.h"

bool reader_refill(struct reader *r, size_t len)
{
	size_t have = available(r);

	if (len > WINDOW || len > bytes_left(r)) {
		reader_fail(r);
		return false;
	}
	memmove(r->window, r->at, have);
	r->at = r->window;
	while (have < len) {
		size_t capacity = WINDOW - have;
		ssize_t n = io_read(r->fd, r->window + have,
			capacity < r->unread ? capacity : (size_t)r->unread);

		if (n <= 0) {
			r->error = (int)n;
			reader_fail(r);
			return false;
		}
		have += (size_t)n;
		r->unread -= (size_t)n;
	}
	r->end = r->window + have;
	return true;
}

void reader_skip_beyond(struct reader *r, uint64_t len)
{
	do {
		len -= available(r) + 1;
		r->at = r->end;
	} while (read_bytes(r, 1) && len > available(r));
	read_bytes(r, (size_t)len);
}

const char *reader_string(struct reader *r, size_t size)
{
	const uint8_t *s = read_bytes(r, size);
	const char *copy = s ? reader_copy_string(r, s, size) : NULL;

	if (!copy)
		reader_fail(r);
	return copy;
}
