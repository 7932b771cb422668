/* SPDX-License-Identifier: MIT */
/*
 * The kinds of files that a specification can be limited to.
 */
#include <sys/stat.h>

#include "common/common.h"
#include "label/file/kind.h"

static const struct {
	const char *name; /* in messages */
	mode_t mode;
	char letter; /* in specifications */
} kinds[KIND_COUNT] = {
	[KIND_ANY] = {"wildcard", 0, 0},
	[KIND_DIR] = {"directory", S_IFDIR, 'd'},
	[KIND_CHR] = {"character-device", S_IFCHR, 'c'},
	[KIND_BLK] = {"block-device", S_IFBLK, 'b'},
	[KIND_SOCK] = {"sock-file", S_IFSOCK, 's'},
	[KIND_FIFO] = {"fifo-file", S_IFIFO, 'p'},
	[KIND_LNK] = {"symlink", S_IFLNK, 'l'},
	[KIND_REG] = {"regular-file", S_IFREG, '-'},
};

const char *kind_name(enum file_kind kind)
{
	return kinds[kind].name;
}

enum file_kind kind_of_mode(unsigned mode)
{
	enum file_kind kind = KIND_REG;

	while (kind > KIND_ANY && kinds[kind].mode != (mode & S_IFMT))
		kind--;
	return kind;
}

enum file_kind kind_of_letter(char letter)
{
	enum file_kind kind = KIND_REG;

	while (kind > KIND_ANY && kinds[kind].letter != letter)
		kind--;
	return kind;
}
