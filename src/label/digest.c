/* SPDX-License-Identifier: MIT */
/*
 * The digest of a handle: SHA-1 over its files, and their names.
 */
#include "common/array.h"
#include "label/digest.h"

void label_digest_free(struct label_digest *digest)
{
	if (!digest)
		return;
	for (size_t i = 0; i < digest->count; i++)
		free(digest->files[i]);
	free(digest->files);
	free(digest);
}

int label_digest_add(struct label_digest *digest, const char *path, const void *data, size_t size)
{
	char **files;

	if (!digest)
		return 0;
	/* The list ends in NULL. */
	files = array_grow(digest->files, digest->count + 1, &digest->capacity, sizeof(*files));
	if (!files)
		return -ENOMEM;
	digest->files = files;
	files[digest->count] = str_dup(path);
	if (!files[digest->count])
		return -ENOMEM;
	files[++digest->count] = NULL;
	sha1_add(&digest->sum, data, size);
	return 0;
}
