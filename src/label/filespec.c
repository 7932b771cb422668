/* SPDX-License-Identifier: MIT */
/*
 * matchpathcon_filespec_*: which specification each file got, by inode number, so that two names
 * of one file with different labels are noticed. LOCK_LABEL guards the table.
 */
#include <string.h>
#include <sys/stat.h>

#include "label/matchpathcon.h"
#include "label/report.h"

enum {
	BUCKETS = 65536
};

struct known_file {
	struct known_file *next;
	ino_t ino;
	int specind;
	char *name;
};

static struct known_file **known_files;

static unsigned bucket_of(ino_t ino)
{
	return (unsigned)(ino + (ino >> 16)) & (BUCKETS - 1);
}

/* Whether the recorded name is no longer a name of this inode. */
static int is_name_stale(const struct known_file *f)
{
	struct stat st;
	int r = io_lstat(f->name, &st);

	return is_resource_error(r) ? r : r < 0 || st.st_ino != f->ino;
}

struct conflict {
	char *first; /* the name recorded before; NULL: no conflict */
	int specind;
};

/* Records the new name of a file that is in the table; returns the number in force. */
static int seen_again(
	struct known_file *f, int specind, const char *name, struct conflict *conflict)
{
	char *copy, *old = f->name;
	int stale = is_name_stale(f);

	if (stale < 0)
		return stale;
	copy = str_dup(name);
	if (!copy)
		return -ENOMEM;
	if (stale)
		f->specind = specind;
	f->name = copy;
	conflict->specind = f->specind;
	if (f->specind != specind)
		conflict->first = old;
	else
		free(old);
	return f->specind;
}

/* Finds or adds a file; returns the number in force. */
static int add_file(ino_t ino, int specind, const char *name, struct conflict *conflict)
{
	struct known_file **at, *f;

	if (!known_files)
		known_files = calloc(BUCKETS, sizeof(struct known_file *));
	if (!known_files)
		return -ENOMEM;
	for (at = &known_files[bucket_of(ino)]; *at && (*at)->ino < ino; at = &(*at)->next)
		;
	if (*at && (*at)->ino == ino)
		return seen_again(*at, specind, name, conflict);
	f = malloc(sizeof(*f));
	if (!f)
		return -ENOMEM;
	*f = (struct known_file){
		.next = *at, .ino = ino, .specind = specind, .name = str_dup(name)};
	if (!f->name) {
		free(f);
		return -ENOMEM;
	}
	*at = f;
	return specind;
}

/* COMPAT: two numbers with equal contexts are no conflict (tests/unit/test_label_matchpathcon.c
 * equal_contexts_are_no_conflict). */
static void report_conflict(const struct conflict *conflict, const char *name, int specind)
{
	char *kept = NULL, *rejected = NULL;
	int r = matchpathcon_context(conflict->specind, &kept);

	if (r == 0)
		r = matchpathcon_context(specind, &rejected);
	if (kept && (rejected ? strcmp(kept, rejected) != 0 : r == -EINVAL))
		label_print("matchpathcon_filespec_add:  conflicting specifications for %s and %s, "
			    "using %s.\n",
			name, conflict->first, kept);
	free(kept);
	free(rejected);
}

static int record_file(ino_t ino, int specind, const char *file)
{
	struct conflict conflict = {NULL, 0};
	int r;

	if (!file)
		return -EINVAL;
	lock_take(LOCK_LABEL);
	r = add_file(ino, specind, file, &conflict);
	lock_drop(LOCK_LABEL);
	if (conflict.first)
		report_conflict(&conflict, file, specind);
	free(conflict.first);
	return r;
}

PUBLIC int matchpathcon_filespec_add(ino_t ino, int specind, const char *file)
{
	return api_return(record_file(ino, specind, file));
}

#ifdef matchpathcon_filespec_add
/* Where ino_t has two widths, the header renames the function above to
 * matchpathcon_filespec_add64; this one is for callers of the narrow one. */
#undef matchpathcon_filespec_add
PUBLIC int matchpathcon_filespec_add(unsigned long ino, int specind, const char *file);

PUBLIC int matchpathcon_filespec_add(unsigned long ino, int specind, const char *file)
{
	return api_return(record_file(ino, specind, file));
}
#endif

PUBLIC void matchpathcon_filespec_eval(void)
{
	unsigned elements = 0, used = 0, longest = 0;
	bool any;

	lock_take(LOCK_LABEL);
	any = known_files != NULL;
	for (unsigned i = 0; any && i < BUCKETS; i++) {
		unsigned length = 0;

		for (const struct known_file *f = known_files[i]; f; f = f->next)
			length++;
		elements += length;
		used += length > 0;
		longest = length > longest ? length : longest;
	}
	lock_drop(LOCK_LABEL);
	if (any)
		label_print("matchpathcon_filespec_eval:  hash table stats: %u elements, %u/%u "
			    "buckets used, longest chain length %u\n",
			elements, used, BUCKETS, longest);
}

PUBLIC void matchpathcon_filespec_destroy(void)
{
	struct known_file **old;

	matchpathcon_forget_contexts();
	lock_take(LOCK_LABEL);
	old = known_files;
	known_files = NULL;
	lock_drop(LOCK_LABEL);
	for (unsigned i = 0; old && i < BUCKETS; i++)
		while (old[i]) {
			struct known_file *f = old[i];

			old[i] = f->next;
			free(f->name);
			free(f);
		}
	free(old);
}
