/*
 * Lookups of real paths in the machine's own file contexts, where there are any.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blackbox.h"
#include "paths.h"

static const struct kind {
	const char *name;
	int mode;
} kinds[] = {
	{"any", 0},
	{"file", S_IFREG},
	{"dir", S_IFDIR},
	{"link", S_IFLNK},
};

static const struct kind rare_kinds[] = {
	{"sock", S_IFSOCK},
	{"fifo", S_IFIFO},
	{"blk", S_IFBLK},
	{"chr", S_IFCHR},
};

static void look(struct selabel_handle *handle, size_t number, const struct kind *kind)
{
	char *con = untouched;

	if (CALL(selabel_lookup_raw, "%s/%s", paths[number], kind->name))
		end_con(selabel_lookup_raw(handle, &con, paths[number], kind->mode), &con);
}

/* From that of /proc 3.11 does not return: allowed-3.11.tsv. */
static void partial(struct selabel_handle *handle, const char *path)
{
	if (CALL(selabel_partial_match, "%s", path))
		end_int(selabel_partial_match(handle, path));
}

void family_label(void)
{
	struct selabel_handle *handle;

	if (!CALL(selabel_open, "system"))
		return;
	handle = selabel_open(SELABEL_CTX_FILE, NULL, 0);
	end_pointer(handle);
	if (!handle)
		return;
	for (size_t i = 0; i < COUNT(paths); i++) {
		for (size_t j = 0; j < COUNT(kinds); j++)
			look(handle, i, &kinds[j]);
		look(handle, i, &rare_kinds[i % COUNT(rare_kinds)]);
		partial(handle, paths[i]);
	}
	if (CALL(selabel_close, "system")) {
		selabel_close(handle);
		end_void();
	}
}
