/* SPDX-License-Identifier: MIT */
/*
 * What the targets share. A target gets bytes that nobody wrote, and calls abort() by must() where
 * the library's answer is wrong; what touches memory that is not its own, or is left behind, is
 * AddressSanitizer's to find.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct target {
	const char *name;
	void (*begin)(void); /* once, in a folder of its own; or NULL */
	void (*run)(const uint8_t *data, size_t size);
};
extern const struct target *const targets[]; /* targets.c: all, and NULL */

/* main.c */
extern const struct target *target; /* the one that runs */
extern unsigned messages;           /* so many came from the library */
void must(bool holds, const char *what);

/* The bytes up to the next 0xff, or all that are left; NUL-terminated, in a static buffer. */
struct input {
	const uint8_t *at, *end;
};
uint8_t input_byte(struct input *in); /* 0 at the end */
const char *input_part(struct input *in, size_t *len);

#endif
