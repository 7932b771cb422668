/* SPDX-License-Identifier: MIT */
/*
 * Security classes and permissions as the loaded policy has them: <selinuxfs>/class/NAME/index and
 * class/NAME/perms/PERMISSION.
 *
 * A class is read on first use and then found without a lock. Its entry is filled before it is
 * published, never changed but for its generation, and never freed, for its strings are handed out.
 * It holds while its generation is the current one; policy_new_generation() begins a new one. An
 * entry of an old generation is read again under LOCK_CLASS: if the policy still says the same it
 * comes back into force, so reloading a policy costs no memory.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <string.h>

#include "kernel/class.h"
#include "kernel/policy_watch.h"
#include "kernel/selinuxfs.h"

enum {
	BUCKETS = 256,
	PERMISSIONS = 32
};

struct class_entry {
	struct class_entry *next; /* of the bucket of its name */
	struct class_entry *next_by_value;
	unsigned generation;
	security_class_t value; /* the kernel's number */
	size_t name_len;
	const char *permission[PERMISSIONS]; /* by bit; NULL where there is none */
	char name[];                         /* then the permissions' names */
};

static struct class_entry *by_name[BUCKETS], *by_value[BUCKETS];

/* Few bytes tell the names of a policy apart well enough. */
static unsigned hash_name(const char *s, size_t len)
{
	const unsigned char *b = (const unsigned char *)s;

	return len ? ((unsigned)len * 31 + b[0] + b[len / 2] * 7U + b[len - 1] * 61U) % BUCKETS : 0;
}

static inline bool same_word(const char *a, const char *b)
{
	uint32_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return x == y;
}

/* memcmp() == 0, without the call. The last word overlaps the one before. */
static inline bool bytes_equal(const char *a, const char *b, size_t len)
{
	enum {
		WORD = sizeof(uint32_t)
	};

	if (len < WORD) {
		while (len && a[len - 1] == b[len - 1])
			len--;
		return len == 0;
	}
	for (size_t i = 0; i < len - WORD; i += WORD)
		if (!same_word(a + i, b + i))
			return false;
	return same_word(a + len - WORD, b + len - WORD);
}

static bool in_force(const struct class_entry *c)
{
	return __atomic_load_n(&c->generation, __ATOMIC_ACQUIRE) == policy_generation();
}

static const struct class_entry *find_by_name(const char *name)
{
	size_t len = strlen(name);
	const struct class_entry *c =
		__atomic_load_n(&by_name[hash_name(name, len)], __ATOMIC_ACQUIRE);

	while (c && (c->name_len != len || !bytes_equal(c->name, name, len) || !in_force(c)))
		c = c->next;
	return c;
}

static const struct class_entry *find_by_value(security_class_t value)
{
	const struct class_entry *c = __atomic_load_n(&by_value[value % BUCKETS], __ATOMIC_ACQUIRE);

	while (c && (c->value != value || !in_force(c)))
		c = c->next_by_value;
	return c;
}

/* While the status page is mapped, classes are looked up only after what it tells has been looked
 * at: the number of a class that is handed out is of the policy that the page tells of, or a newer
 * one.
 */
static uint32_t page_seen; /* its sequence number, when that was last done */

static inline bool page_is_seen(void)
{
	const struct status_page *page = __atomic_load_n(&policy_page, __ATOMIC_ACQUIRE);

	return !page || __atomic_load_n(&page->sequence, __ATOMIC_ACQUIRE) ==
				__atomic_load_n(&page_seen, __ATOMIC_ACQUIRE);
}

static __attribute__((noinline)) void see_page(void)
{
	const struct status_page *page = __atomic_load_n(&policy_page, __ATOMIC_ACQUIRE);
	uint32_t sequence = page ? __atomic_load_n(&page->sequence, __ATOMIC_ACQUIRE) : 0;
	struct policy_watch w;

	policy_watch_start(&w);
	__atomic_store_n(&page_seen, sequence, __ATOMIC_RELEASE);
}

/* What the kernel says of a class, being read. */
struct class_image {
	security_class_t value;
	char *permission[PERMISSIONS];
	size_t text; /* bytes that all names take */
};

static void free_image(struct class_image *r)
{
	for (int i = 0; i < PERMISSIONS; i++)
		free(r->permission[i]);
	*r = (struct class_image){0};
}

static int read_permission(struct class_image *r, const char *class_name, const char *name)
{
	char node[2 * NAME_MAX + 32];
	uint32_t bit;
	int err;

	if (STR_JOIN(node, sizeof(node), "class/", class_name, "/perms/", name) >= sizeof(node))
		return -ENAMETOOLONG;
	err = selinuxfs_read_u32(node, &bit);
	if (err < 0 || bit < 1 || bit > PERMISSIONS)
		return err < 0 ? err : -EBADMSG;
	free(r->permission[bit - 1]);
	r->permission[bit - 1] = str_dup(name);
	r->text += strlen(name) + 1;
	return r->permission[bit - 1] ? 0 : -ENOMEM;
}

static int read_permissions(struct class_image *r, const char *class_name)
{
	char node[NAME_MAX + 32];
	struct dir_names perms;
	int err;

	if (STR_JOIN(node, sizeof(node), "class/", class_name, "/perms") >= sizeof(node))
		return -ENAMETOOLONG;
	err = selinuxfs_list(node, &perms);
	if (err < 0)
		return err;
	for (size_t i = 0; err == 0 && i < perms.count; i++)
		err = read_permission(r, class_name, perms.names[i]);
	dir_names_free(&perms);
	return err;
}

static int read_class(struct class_image *r, const char *name)
{
	char node[NAME_MAX + 32];
	uint32_t value;
	int err;

	*r = (struct class_image){.text = strlen(name) + 1};
	if (!*name || *name == '.' || strchr(name, '/'))
		return -EINVAL;
	if (STR_JOIN(node, sizeof(node), "class/", name, "/index") >= sizeof(node))
		return -ENAMETOOLONG;
	err = selinuxfs_read_u32(node, &value);
	if (err < 0 || value < 1 || value > UINT16_MAX)
		return err < 0 ? err : -EBADMSG;
	r->value = (security_class_t)value;
	err = read_permissions(r, name);
	return err == -ENOENT ? -EAGAIN : err; /* it was there just now */
}

/* Reads a class, all of it from one policy; *generation is the one that it is of. While a policy is
 * being loaded, nodes may be found missing (selinuxfs_list()): where that cannot be told, a class
 * that is not there is looked for once more. */
static int read_whole_class(struct class_image *r, const char *name, unsigned *generation)
{
	struct policy_watch w;
	int err = 0, tries = 0;
	bool again;

	*r = (struct class_image){0};
	policy_watch_start(&w);
	do {
		free_image(r);
		*generation = policy_generation();
		err = read_class(r, name);
		again = policy_watch_changed(&w) || err == -EAGAIN ||
			(err == -ENOENT && !w.is_sure && tries == 0);
	} while (again && ++tries < LOADING_TRIES);
	return again && err != -EAGAIN ? -EBUSY : err;
}

static bool image_is_entry(const struct class_entry *c, const struct class_image *r)
{
	if (c->value != r->value)
		return false;
	for (int i = 0; i < PERMISSIONS; i++) {
		const char *a = c->permission[i], *b = r->permission[i];

		if (!a != !b || (a && strcmp(a, b) != 0))
			return false;
	}
	return true;
}

static struct class_entry *make_entry(const char *name, const struct class_image *r)
{
	struct class_entry *c = calloc(1, sizeof(*c) + r->text);
	char *p, *end;

	if (!c)
		return NULL;
	c->value = r->value;
	c->name_len = strlen(name);
	p = c->name;
	end = p + r->text;
	p += STR_JOIN(p, (size_t)(end - p), name) + 1;
	for (int i = 0; i < PERMISSIONS; i++) {
		if (!r->permission[i])
			continue;
		c->permission[i] = p;
		p += STR_JOIN(p, (size_t)(end - p), r->permission[i]) + 1;
	}
	return c;
}

/* Puts what was read in force, as the entry that says so already or as a new one. */
static const struct class_entry *publish_entry(
	const char *name, const struct class_image *r, unsigned now)
{
	struct class_entry **head = &by_name[hash_name(name, strlen(name))],
			   **value_head = &by_value[r->value % BUCKETS];
	struct class_entry *c = *head;

	while (c && (strcmp(c->name, name) != 0 || !image_is_entry(c, r)))
		c = c->next;
	if (c) {
		__atomic_store_n(&c->generation, now, __ATOMIC_RELEASE);
		return c;
	}
	c = make_entry(name, r);
	if (!c)
		return NULL;
	c->generation = now;
	c->next = *head;
	c->next_by_value = *value_head;
	__atomic_store_n(head, c, __ATOMIC_RELEASE);
	__atomic_store_n(value_head, c, __ATOMIC_RELEASE);
	return c;
}

/* NULL, and *error, if the policy does not have it (-ENOENT) or could not be asked. */
static const struct class_entry *load_class(const char *name, int *error)
{
	struct class_image r;
	const struct class_entry *c;

	lock_take(LOCK_CLASS);
	c = find_by_name(name); /* another thread may have been quicker */
	if (!c) {
		unsigned now;

		*error = read_whole_class(&r, name, &now);
		if (*error == 0) {
			c = publish_entry(name, &r, now);
			*error = c ? 0 : -ENOMEM;
		}
		free_image(&r);
	}
	lock_drop(LOCK_CLASS);
	return c;
}

static const struct class_entry *by_its_name(const char *name, int *error)
{
	const struct class_entry *c;

	if (!page_is_seen())
		see_page();
	c = find_by_name(name);

	return c ? c : load_class(name, error);
}

/* A number says nothing to the kernel, so it must have been met by name before, but perhaps under
 * the last policy. */
static const struct class_entry *by_its_value(security_class_t value, int *error)
{
	const struct class_entry *c;

	if (!page_is_seen())
		see_page();
	c = find_by_value(value);
	if (c)
		return c;
	*error = -ENOENT;
	c = __atomic_load_n(&by_value[value % BUCKETS], __ATOMIC_ACQUIRE);
	for (; c; c = c->next_by_value) {
		const struct class_entry *again;
		int why = 0;

		if (c->value != value)
			continue;
		again = by_its_name(c->name, &why);
		if (again && again->value == value)
			return again;
		if (why && why != -ENOENT)
			*error = why;
	}
	return NULL;
}

int class_kernel_number(const char *name, security_class_t *kclass)
{
	int error = 0;
	const struct class_entry *c = by_its_name(name, &error);

	*kclass = c ? c->value : 0;
	return error;
}

/* Its bit, or 0. */
static access_vector_t find_permission(const struct class_entry *c, const char *name)
{
	for (unsigned i = 0; i < PERMISSIONS; i++) {
		const char *p = c->permission[i];

		if (p && *p == *name && strcmp(p, name) == 0)
			return 1U << i;
	}
	return 0;
}

int class_kernel_permission(security_class_t kclass, const char *name, access_vector_t *permission)
{
	int error = 0;
	const struct class_entry *c = by_its_value(kclass, &error);

	*permission = c ? find_permission(c, name) : 0;
	if (!c)
		return error;
	return *permission ? 0 : -ENOENT;
}

security_class_t class_kernel_known(const char *name)
{
	const struct class_entry *c = page_is_seen() ? find_by_name(name) : NULL;

	return c ? c->value : 0;
}

access_vector_t class_kernel_known_permission(security_class_t kclass, const char *name)
{
	const struct class_entry *c = page_is_seen() ? find_by_value(kclass) : NULL;

	return c ? find_permission(c, name) : 0;
}

int class_kernel_both(const char *class, const char *permission, struct class_use *use)
{
	int r = 0;
	const struct class_entry *c = by_its_name(class, &r);

	use->tclass = c ? c->value : 0;
	use->permission = c ? find_permission(c, permission) : 0;
	return r;
}

const char *class_kernel_name(security_class_t kclass)
{
	int error;
	const struct class_entry *c = by_its_value(kclass, &error);

	return c ? c->name : NULL;
}

const char *class_kernel_permission_name(security_class_t kclass, access_vector_t permission)
{
	int error;
	const struct class_entry *c = by_its_value(kclass, &error);

	for (unsigned i = 0; c && i < PERMISSIONS; i++)
		if (permission & 1U << i)
			return c->permission[i];
	return NULL;
}
