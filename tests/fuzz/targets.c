/* SPDX-License-Identifier: MIT */
/*
 * All targets; each is the target_NAME of a file beside this one. $FUZZ_STOCK is for the first
 * ones, of diff_*.c, which compare two libraries.
 */
#include "fuzz.h"

#define TARGETS(X)                                                                                 \
	X(labels)                                                                                  \
	X(compiled)                                                                                \
	X(contexts)                                                                                \
	X(logins)                                                                                  \
	X(others)                                                                                  \
	X(bin)                                                                                     \
	X(homedirs)                                                                                \
	X(text)                                                                                    \
	X(subs)                                                                                    \
	X(media)                                                                                   \
	X(x) X(db) X(config) X(login) X(setrans) X(netlink) X(status) X(kernel) X(proc) X(sehash)

#define DECLARE(name) extern const struct target target_##name;
#define LIST(name)    &target_##name,

TARGETS(DECLARE)
const struct target *const targets[] = {TARGETS(LIST) NULL};
