/* SPDX-License-Identifier: MIT */
/*
 * What the library tells when it is run as a program. No part of the static library.
 */
#ifndef PRESENCE_EVIDENCE_H
#define PRESENCE_EVIDENCE_H

#include "presence/presence.h"

/* evidence.c */
struct fact {
	const char *key;
	size_t len;
	bool is_cut; /* it ends in "...", for there was no more room */
	char value[1024];
};
struct evidence {
	size_t count;
	struct fact facts[13];
};
/* Never fails: what cannot be had has a value that says so. */
void evidence_gather(struct evidence *e);

/* rows.c */
enum {
	NOT_KNOWN = 99
};
struct row_note {
	char row[4];
	/* What is_selinux_enabled() of libselinux answers, up to 2.1.1 and in 3.11. */
	signed char stock_old, stock_new;
	char advice[160]; /* "": nothing is odd */
};
const struct row_note *row_note(const char *row);

/* answer.c */
bool answer_write(int fd, bool json, const struct diagnosis *d, const struct evidence *e);
bool answer_write_text(int fd, const char *text); /* as it is */

#endif
