/* SPDX-License-Identifier: MIT */
/*
 * The back ends that search a list: media ("name context"), X ("kind pattern context") and
 * databases (the same, with other kinds). The first entry that matches wins. Also matchmediacon().
 * Reads the policy's media, x_contexts and sepgsql_contexts. Takes no lock.
 */
#include <fnmatch.h>
#include <string.h>

#include "common/array.h"
#include "context/context.h"
#include "label/backend.h"
#include "label/validate.h"

struct entry {
	char *pattern;
	int kind;
	struct label_context context;
};

struct table {
	struct entry *entries;
	size_t count, capacity;
};

struct kind {
	const char *name;
	int value;
};

static const struct kind x_kinds[] = {
	{"property", SELABEL_X_PROP},
	{"extension", SELABEL_X_EXT},
	{"client", SELABEL_X_CLIENT},
	{"event", SELABEL_X_EVENT},
	{"selection", SELABEL_X_SELN},
	{"poly_property", SELABEL_X_POLYPROP},
	{"poly_selection", SELABEL_X_POLYSELN},
	{NULL, 0},
};

static const struct kind db_kinds[] = {
	{"db_database", SELABEL_DB_DATABASE},
	{"db_schema", SELABEL_DB_SCHEMA},
	{"db_table", SELABEL_DB_TABLE},
	{"db_column", SELABEL_DB_COLUMN},
	{"db_sequence", SELABEL_DB_SEQUENCE},
	{"db_view", SELABEL_DB_VIEW},
	{"db_procedure", SELABEL_DB_PROCEDURE},
	{"db_blob", SELABEL_DB_BLOB},
	{"db_tuple", SELABEL_DB_TUPLE},
	{"db_language", SELABEL_DB_LANGUAGE},
	{"db_exception", SELABEL_DB_EXCEPTION},
	{"db_datatype", SELABEL_DB_DATATYPE},
	{NULL, 0},
};

struct format {
	const struct kind *kinds; /* NULL: lines have no kind */
	bool strict;              /* exactly three words, and '#' begins a comment anywhere */
};

static const struct format media_format = {NULL, false}, x_format = {x_kinds, false},
			   db_format = {db_kinds, true};

static void table_close(struct selabel_handle *h)
{
	struct table *table = h->data;

	for (size_t i = 0; i < table->count; i++) {
		free(table->entries[i].pattern);
		label_context_free(&table->entries[i].context);
		free((char *)table->entries[i].context.raw);
	}
	free(table->entries);
	free(table);
}

static int add_entry(struct table *table, int kind, const char *pattern, const char *context)
{
	struct entry *e;

	e = array_grow(table->entries, table->count, &table->capacity, sizeof(*e));
	if (!e)
		return -ENOMEM;
	table->entries = e;
	e = &table->entries[table->count];
	*e = (struct entry){.kind = kind, .pattern = str_dup(pattern)};
	e->context.raw = str_dup(context);
	if (!e->pattern || !e->context.raw) {
		free(e->pattern);
		free((char *)e->context.raw);
		return -ENOMEM;
	}
	table->count++;
	return 0;
}

static const struct kind *kind_find(const struct kind *kinds, const char *name)
{
	while (kinds->name && strcmp(kinds->name, name) != 0)
		kinds++;
	return kinds->name ? kinds : NULL;
}

/* COMPAT: a bad line is reported and skipped; the others are used (tests/oracle label_other
 * one-word).
 */
static int read_line(struct table *table, const struct format *format, struct text *t)
{
	static const struct kind no_kind;
	const struct kind *kind = &no_kind;
	unsigned wanted = format->kinds ? 3 : 2, count = 0;
	char *words[4], *cursor = t->line, *comment = strchr(t->line, '#');

	if (comment && format->strict)
		*comment = '\0';
	while (count < wanted + 1 && (words[count] = text_word(&cursor)))
		count++;
	if (count == 0 || words[0][0] == '#')
		return 0;
	if (format->strict && count != wanted) {
		label_report(SELINUX_WARNING, "%s:  line %u has invalid format, skipped\n", t->path,
			t->lineno);
		return 0;
	}
	if (count < wanted) {
		label_report(SELINUX_WARNING, "%s:  line %u is missing fields, skipping\n", t->path,
			t->lineno);
		return 0;
	}
	if (format->kinds)
		kind = kind_find(format->kinds, words[0]);
	if (!kind) {
		label_report(SELINUX_WARNING, "%s:  line %u has invalid object type %s\n", t->path,
			t->lineno, words[0]);
		return 0;
	}
	return add_entry(table, kind->value, words[wanted - 2], words[wanted - 1]);
}

static int load_table(struct selabel_handle *h, const struct format *format)
{
	struct text t;
	int r = text_open(&t, h->path);

	/* COMPAT: the same error as for anything that is no regular file
	 * (tests/unit/test_label_hostile.c tables_are_regular_files). */
	if (r == -EISDIR)
		r = -EINVAL;
	if (r < 0)
		return r == -ENOENT ? r : label_report_unreadable(h->path, r);
	r = label_digest_add(h->digest, h->path, t.data, t.size);
	while (r == 0 && text_next(&t))
		r = read_line(h->data, format, &t);
	text_close(&t);
	return r;
}

static int table_open(struct selabel_handle *h, const struct format *format)
{
	h->data = calloc(1, sizeof(struct table));
	return h->data ? load_table(h, format) : -ENOMEM;
}

static int media_open(struct selabel_handle *h, const struct label_options *options)
{
	(void)options;
	return table_open(h, &media_format);
}

static int x_open(struct selabel_handle *h, const struct label_options *options)
{
	(void)options;
	return table_open(h, &x_format);
}

static int db_open(struct selabel_handle *h, const struct label_options *options)
{
	(void)options;
	return table_open(h, &db_format);
}

static int media_lookup(struct selabel_handle *h, const char *key, int type, const char **con)
{
	struct table *table = h->data;

	(void)type;
	for (size_t i = 0; i < table->count; i++) {
		struct entry *e = &table->entries[i];

		if (!strcmp(e->pattern, key) || !strcmp(e->pattern, "*"))
			return label_context_use(h, &e->context, h->path, 0, con);
	}
	return -ENOENT;
}

static int kind_lookup(struct selabel_handle *h, const char *key, int type, const char **con)
{
	struct table *table = h->data;

	for (size_t i = 0; i < table->count; i++) {
		struct entry *e = &table->entries[i];

		if (e->kind == type && fnmatch(e->pattern, key, 0) == 0)
			return label_context_use(h, &e->context, h->path, 0, con);
	}
	return -ENOENT;
}

static void table_stats(struct selabel_handle *h)
{
	struct table *table = h->data;

	label_report(SELINUX_INFO, "%u entries, %u matches made\n", (unsigned)table->count,
		__atomic_load_n(&h->found, __ATOMIC_RELAXED));
}

const struct label_backend label_media = {
	.file = PATH_MEDIA,
	.open = media_open,
	.close = table_close,
	.lookup = media_lookup,
	.stats = table_stats,
};

const struct label_backend label_x = {
	.file = PATH_X_CONTEXTS,
	.open = x_open,
	.close = table_close,
	.lookup = kind_lookup,
	.stats = table_stats,
};

const struct label_backend label_db = {
	.file = PATH_SEPGSQL_CONTEXTS,
	.open = db_open,
	.close = table_close,
	.lookup = kind_lookup,
	.stats = table_stats,
};

/* matchmediacon() reads the file itself: it matches literal names only and skips bad lines
 * silently. */
static int lookup_media(const char *media, char **con)
{
	struct text t;
	int r;

	if (!media || !con)
		return -EINVAL;
	r = config_open(&t, PATH_MEDIA);
	if (r == -ENOENT)
		config_report_missing_store();
	if (r < 0)
		return r;
	r = -ENOENT;
	while (r == -ENOENT && text_next(&t)) {
		char *cursor = t.line, *name = text_word(&cursor), *context = text_word(&cursor);

		if (!name || *name == '#' || !context || strcmp(name, media) != 0)
			continue;
		r = translate_from_raw(context, con);
	}
	text_close(&t);
	return r;
}

PUBLIC int matchmediacon(const char *media, char **con)
{
	return api_return(lookup_media(media, con));
}
