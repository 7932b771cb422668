/* SPDX-License-Identifier: MIT */
/*
 * Files of a test program's own. Where one of these functions fails, the program ends with status
 * 125 and says why.
 */
#ifndef LIB_FILES_H
#define LIB_FILES_H

#include <stddef.h>

/* The directories above `path` are made. A file that is there already is written over, not made
 * anew: one that is mapped keeps its pages. */
void make_parents(const char *path);
void write_file(const char *path, const void *data, size_t len);
void write_text(const char *path, const char *text);

/* The file's first `size` - 1 bytes and a NUL; their number. Of a file that cannot be read, "" and
 * 0. */
size_t read_file(const char *path, char *data, size_t size);

/* From a template that ends in XXXXXX, as mkdtemp(); and with all that is in it, removed. */
void make_temporary(char *path);
void remove_tree(const char *path);

#endif
