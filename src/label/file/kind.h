/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_KIND_H
#define LABEL_FILE_KIND_H

/* The numbers are those of compiled specifications and digests. */
enum file_kind {
	KIND_ANY,
	KIND_DIR,
	KIND_CHR,
	KIND_BLK,
	KIND_SOCK,
	KIND_FIFO,
	KIND_LNK,
	KIND_REG
};
enum {
	KIND_COUNT = KIND_REG + 1
};

const char *kind_name(enum file_kind kind);
/* KIND_ANY: no kind has this mode or letter. */
enum file_kind kind_of_mode(unsigned mode);
enum file_kind kind_of_letter(char letter);

#endif
