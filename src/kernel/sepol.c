/* SPDX-License-Identifier: MIT */
/*
 * libsepol, for a policy that is newer than the kernel. It is opened with dlopen(3) when first
 * needed and stays open; whoever needs no policy lowered pays nothing for it. The ELF note tells
 * packagers of it. dlopen() is weak: before glibc 2.34 it is not in libc.so.6, and a program that
 * has not loaded libdl.so.2 then does without.
 */
#include <dlfcn.h>

#include "common/note.h"
#include "kernel/sepol.h"

#pragma weak dlopen
#pragma weak dlsym

#define NOTE                                                                                       \
	"[{\"feature\":\"policy-lowering\","                                                       \
	"\"description\":\"Loading a policy that is newer than the kernel\","                      \
	"\"priority\":\"suggested\",\"soname\":[\"libsepol.so.2\",\"libsepol.so.1\"]}]"

ELF_NOTE(note, ".note.dlopen", 0x407c0c0a, NOTE);

/* sepol/policydb.h */
struct policydb;
struct policy_file;

static struct sepol {
	int (*newest_format)(void);
	int (*file_create)(struct policy_file **pf);
	void (*file_free)(struct policy_file *pf);
	void (*file_set_mem)(struct policy_file *pf, char *data, size_t len);
	int (*db_create)(struct policydb **db);
	void (*db_free)(struct policydb *db);
	int (*db_read)(struct policydb *db, struct policy_file *pf);
	int (*db_set_format)(struct policydb *db, unsigned format);
	int (*db_to_image)(void *handle, struct policydb *db, void **data, size_t *size);
	bool looked;
} sepol; /* LOCK_CONFIG */

static const struct {
	const char *name;
	size_t offset;
} functions[] = {
	{"sepol_policy_kern_vers_max", offsetof(struct sepol, newest_format)},
	{"sepol_policy_file_create", offsetof(struct sepol, file_create)},
	{"sepol_policy_file_free", offsetof(struct sepol, file_free)},
	{"sepol_policy_file_set_mem", offsetof(struct sepol, file_set_mem)},
	{"sepol_policydb_create", offsetof(struct sepol, db_create)},
	{"sepol_policydb_free", offsetof(struct sepol, db_free)},
	{"sepol_policydb_read", offsetof(struct sepol, db_read)},
	{"sepol_policydb_set_vers", offsetof(struct sepol, db_set_format)},
	{"sepol_policydb_to_image", offsetof(struct sepol, db_to_image)},
};

/* All of the functions, or none. */
static struct sepol resolve_functions(void)
{
	struct sepol found = {.looked = true};
	void *object = NULL;

	if (dlopen && dlsym)
		object = dlopen("libsepol.so.2", RTLD_NOW);
	if (dlopen && dlsym && !object)
		object = dlopen("libsepol.so.1", RTLD_NOW);
	for (size_t i = 0; object && i < ARRAY_SIZE(functions); i++) {
		void *function = dlsym(object, functions[i].name);

		if (!function)
			return (struct sepol){.looked = true};
		*(void **)((char *)&found + functions[i].offset) = function;
	}
	return found;
}

/* No lock of ours is held in dlopen(), which runs other objects' constructors. */
static struct sepol library(void)
{
	struct sepol s;

	lock_take(LOCK_CONFIG);
	s = sepol;
	lock_drop(LOCK_CONFIG);
	if (s.looked)
		return s;
	s = resolve_functions();
	lock_take(LOCK_CONFIG);
	sepol = s;
	lock_drop(LOCK_CONFIG);
	return s;
}

unsigned sepol_newest_format(void)
{
	struct sepol s = library();
	int format = s.newest_format ? s.newest_format() : 0;

	__asm__ volatile("" : : "r"(&note)); /* or the linker would drop it as unused */
	return format > 0 ? (unsigned)format : 0;
}

int sepol_lower(void *data, size_t size, unsigned format, void **lowered, size_t *lowered_size)
{
	struct sepol s = library();
	struct policydb *db = NULL;
	struct policy_file *pf = NULL;
	int r = -EINVAL;

	if (!s.newest_format)
		return -ENOTSUP;
	if (s.file_create(&pf) < 0 || s.db_create(&db) < 0) {
		r = -ENOMEM;
		goto out;
	}
	s.file_set_mem(pf, data, size);
	if (s.db_read(db, pf) == 0 && s.db_set_format(db, format) == 0 &&
		s.db_to_image(NULL, db, lowered, lowered_size) == 0)
		r = 0;
out:
	if (db)
		s.db_free(db);
	if (pf)
		s.file_free(pf);
	return r;
}
