/* SPDX-License-Identifier: MIT */
/*
 * Which specification each file got, by inode number, so that two names of one file that want two
 * labels are noticed: matchpathcon_filespec_*. LOCK_LABEL guards the table.
 */
#include <string.h>
#include <sys/stat.h>

#include "label/label.h"
#include "label/matchpathcon.h"

enum {
	BUCKETS = 65536
};

struct file {
	struct file *next;
	ino_t ino;
	int specind;
	char *name;
};

static struct file **table;

static unsigned bucket_of(ino_t ino)
{
	return (unsigned)(ino + (ino >> 16)) & (BUCKETS - 1);
}

/* Is the remembered name still a name of this inode? */
static bool is_stale(const struct file *f)
{
	struct stat st;

	return io_lstat(f->name, &st) < 0 || st.st_ino != f->ino;
}

static int rename_file(struct file *f, const char *name)
{
	char *copy = string_copy(name);

	if (!copy)
		return -ENOMEM;
	free(f->name);
	f->name = copy;
	return 0;
}

struct conflict {
	char *first; /* the name that came first, or NULL: no conflict */
	int specind;
};

/* Finds or adds; returns the number that counts for the file. */
static int add(ino_t ino, int specind, const char *name, struct conflict *conflict)
{
	struct file **at, *f;

	if (!table)
		table = calloc(BUCKETS, sizeof(struct file *));
	if (!table)
		return -ENOMEM;
	for (at = &table[bucket_of(ino)]; *at && (*at)->ino < ino; at = &(*at)->next)
		;
	f = *at;
	if (f && f->ino == ino) {
		if (is_stale(f))
			f->specind = specind;
		else if (f->specind != specind)
			conflict->first = string_copy(f->name);
		conflict->specind = f->specind;
		return rename_file(f, name) < 0 ? -ENOMEM : f->specind;
	}
	f = calloc(1, sizeof(*f));
	if (!f || rename_file(f, name) < 0) {
		free(f);
		return -ENOMEM;
	}
	f->next = *at;
	f->ino = ino;
	f->specind = specind;
	*at = f;
	return specind;
}

/* COMPAT: one of two numbers with equal contexts is no better than the other: no conflict
 * (tests/oracle matchpathcon). */
static void tell_conflict(const struct conflict *conflict, const char *name, int specind)
{
	char *kept = NULL, *refused = NULL;

	if (matchpathcon_context(conflict->specind, &kept) == 0 &&
		(matchpathcon_context(specind, &refused) < 0 || strcmp(kept, refused) != 0))
		label_print("matchpathcon_filespec_add:  conflicting specifications for %s and %s, "
			    "using %s.\n",
			name, conflict->first, kept);
	free(kept);
	free(refused);
}

static int remember(ino_t ino, int specind, const char *file)
{
	struct conflict conflict = {NULL, 0};
	int r;

	if (!file)
		return -EINVAL;
	lock_take(LOCK_LABEL);
	r = add(ino, specind, file, &conflict);
	lock_drop(LOCK_LABEL);
	if (conflict.first)
		tell_conflict(&conflict, file, specind);
	free(conflict.first);
	return r;
}

PUBLIC int matchpathcon_filespec_add(ino_t ino, int specind, const char *file)
{
	return edge(remember(ino, specind, file));
}

#ifdef matchpathcon_filespec_add
/* Where ino_t has two widths the header made matchpathcon_filespec_add64 of the name above; this is
 * the function of callers that know the narrow one. */
#undef matchpathcon_filespec_add
PUBLIC int matchpathcon_filespec_add(unsigned long ino, int specind, const char *file);

PUBLIC int matchpathcon_filespec_add(unsigned long ino, int specind, const char *file)
{
	return edge(remember(ino, specind, file));
}
#endif

PUBLIC void matchpathcon_filespec_eval(void)
{
	unsigned elements = 0, used = 0, longest = 0;
	bool any;

	lock_take(LOCK_LABEL);
	any = table != NULL;
	for (unsigned i = 0; any && i < BUCKETS; i++) {
		unsigned length = 0;

		for (const struct file *f = table[i]; f; f = f->next)
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
	struct file **old;

	matchpathcon_forget_contexts();
	lock_take(LOCK_LABEL);
	old = table;
	table = NULL;
	lock_drop(LOCK_LABEL);
	for (unsigned i = 0; old && i < BUCKETS; i++)
		while (old[i]) {
			struct file *f = old[i];

			old[i] = f->next;
			free(f->name);
			free(f);
		}
	free(old);
}
