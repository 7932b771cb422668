/* SPDX-License-Identifier: MIT */
/*
 * The file back end: which files are read, how a path is normalized before it is matched, and the
 * operations on all specifications. Reads file_contexts, its .homedirs and .local, each as text or
 * compiled (.bin), and *.subs and *.subs_dist.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/stat.h>

#include "label/file/compare.h"
#include "label/file/match.h"
#include "label/file/partial.h"
#include "label/substitute.h"

struct file_data {
	struct file_store *store;
	struct substitution *subs, *subs_dist;
};

static void file_close(struct selabel_handle *h)
{
	struct file_data *data = h->data;

	store_free(data->store);
	substitutions_free(data->subs);
	substitutions_free(data->subs_dist);
	free(data);
}

static char *with_suffix(const char *path, const char *suffix)
{
	size_t len = strlen(path), more = strlen(suffix) + 1;
	char *name = malloc(len + more);

	if (name) {
		memcpy(name, path, len);
		memcpy(name + len, suffix, more);
	}
	return name;
}

static int load_one(struct file_store *s, const char *path, bool binary)
{
	uint32_t before = s->spec_count;
	int r = store_begin_input(s, path);

	if (r == 0)
		r = binary ? file_bin_load(s, path) : file_text_load(s, path);
	if (r < 0)
		store_truncate(s, before);
	return r;
}

/* A file whose status cannot be read counts as absent, unless resources were lacking. */
static int read_mtime(const char *path, int64_t *seconds, bool *exists)
{
	struct stat st;
	int r = io_stat(path, &st);

	*exists = r == 0;
	if (r == 0)
		*seconds = st.st_mtim.tv_sec;
	return is_resource_error(r) ? label_report_unreadable(path, r) : 0;
}

/* Reads the newer of the text and its compiled form; the text if the compiled form cannot be used.
 * -ENOENT if there is neither. */
static int load_input(struct file_store *s, const char *base, const char *suffix)
{
	AUTO_FREE char *text = with_suffix(base, suffix);
	AUTO_FREE char *binary = text ? with_suffix(text, ".bin") : NULL;
	int64_t text_time = 0, binary_time = 0;
	bool has_text, has_binary;
	int r = -ENOMEM;

	if (!binary)
		return r;
	r = read_mtime(text, &text_time, &has_text);
	if (r == 0)
		r = read_mtime(binary, &binary_time, &has_binary);
	if (r < 0)
		return r;
	if (has_binary && (!has_text || binary_time >= text_time)) {
		r = load_one(s, binary, true);
		if (r == 0 || is_resource_error(r))
			return r;
		if (r != -EINVAL)
			label_report(has_text ? SELINUX_INFO : SELINUX_ERROR,
				"%s:  is damaged or no compiled specification%s\n", binary,
				has_text ? ", the text is read instead" : "");
		if (!has_text)
			return r == -EBADMSG ? -EINVAL : r;
	}
	return load_one(s, text, false);
}

static int load_optional(struct file_store *s, const char *base, const char *suffix)
{
	int r = load_input(s, base, suffix);

	return r == -ENOENT ? 0 : r;
}

static int load_substitutions(
	struct selabel_handle *h, const char *path, const char *suffix, struct substitution **list)
{
	AUTO_FREE char *name = with_suffix(path, suffix);

	return name ? substitutions_load(list, name, h->digest) : -ENOMEM;
}

/* COMPAT: SUBSET is one component, "/etc"; specifications below other ones are left out
 * (tests/unit/test_label_contract.c subset_is_one_component). */
static int read_subset(struct file_store *s, const char *subset)
{
	if (!subset)
		return 0;
	if (*subset != '/' || !subset[1] || strchr(subset + 1, '/'))
		return -EINVAL;
	s->subset = subset + 1;
	s->subset_len = strlen(s->subset);
	return 0;
}

static int file_open(struct selabel_handle *h, const struct label_options *options)
{
	struct file_data *data = calloc(1, sizeof(*data));
	int r = data ? store_new(&data->store, h) : -ENOMEM;

	h->data = data;
	if (r < 0 || (r = read_subset(data->store, options->subset)) < 0 ||
		(r = load_substitutions(h, h->path, ".subs_dist", &data->subs_dist)) < 0 ||
		(r = load_substitutions(h, h->path, ".subs", &data->subs)) < 0 ||
		(r = load_input(data->store, h->path, "")) < 0)
		return r;
	if (h->validate && (r = store_refuse_duplicates(data->store)) < 0)
		return r;
	if (!options->base_only && ((r = load_optional(data->store, h->path, ".homedirs")) < 0 ||
					   (r = load_optional(data->store, h->path, ".local")) < 0))
		return r;
	return store_close(data->store);
}

static bool has_doubled_slash(const char *s, size_t len)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t word, next_word, differ;

	for (; len > 8; len -= 8, s += 8) {
		memcpy(&word, s, sizeof(word));
		memcpy(&next_word, s + 1, sizeof(next_word));
		differ = (word ^ ones * '/') | (next_word ^ ones * '/');
		if ((differ - ones) & ~differ & ones * 0x80)
			return true;
	}
	for (; len > 1; len--, s++)
		if (s[0] == '/' && s[1] == '/')
			return true;
	return false;
}

/* Removes doubled slashes and trailing ones. *normalized stays NULL if there are none. */
static int normalize_key(const char *key, char **normalized)
{
	size_t len = strlen(key);
	char *out;

	if (!len)
		return -EINVAL;
	if ((len == 1 || key[len - 1] != '/') && !has_doubled_slash(key, len))
		return 0;
	*normalized = out = malloc(len + 1);
	if (!out)
		return -ENOMEM;
	for (const char *s = key; *s; s++)
		if (s[0] != '/' || s[1] != '/')
			*out++ = *s;
	if (out - *normalized > 1 && out[-1] == '/')
		out--;
	*out = '\0';
	return 0;
}

/* The path to match, in *path: it is `key`, or *allocated, which is to be freed. */
static int resolve_key(
	const struct file_data *data, const char *key, const char **path, char **allocated)
{
	const struct substitution *lists[] = {data->subs, data->subs_dist};
	int r = normalize_key(key, allocated);

	*path = *allocated ? *allocated : key;
	for (size_t i = 0; r >= 0 && i < ARRAY_SIZE(lists); i++) {
		char *changed;

		r = substitute(lists[i], *path, &changed);
		if (r > 0) {
			free(*allocated);
			*path = *allocated = changed;
		}
	}
	return r < 0 ? r : 0;
}

/* COMPAT: of no specifications none fits, and nothing is said of the key (tests/label
 * an_empty_key_where_nothing_is_specified). */
static int empty_key(const struct file_data *data)
{
	return data->store->spec_count ? -EINVAL : -ENOENT;
}

static int find_spec(struct selabel_handle *h, const char *key, int type, const struct spec **spec)
{
	struct file_data *data = h->data;
	AUTO_FREE char *allocated = NULL;
	const char *path;
	int r = resolve_key(data, key, &path, &allocated);

	if (r == -EINVAL)
		r = empty_key(data);
	if (r == 0)
		r = store_match(data->store, path, kind_of_mode((unsigned)type), spec);
	if (r == 0 && !strcmp((*spec)->context, NO_CONTEXT))
		r = -ENOENT;
	return r;
}

/* The context as it is in the file, unless contexts are validated. */
static int use_context(struct selabel_handle *h, const struct spec *found, const char **con)
{
	struct file_store *s = ((struct file_data *)h->data)->store;
	struct spec *spec = &s->specs[found - s->specs];
	struct label_context *context = __atomic_load_n(&spec->checked, __ATOMIC_ACQUIRE);
	int r = 0;

	if (!context && !label_contexts_are_checked(h) &&
		!__atomic_load_n(&s->checked.count, __ATOMIC_RELAXED)) {
		*con = spec->context;
		return 0;
	}
	if (!context) {
		lock_take(LOCK_LABEL);
		r = store_context(s, spec, &context);
		lock_drop(LOCK_LABEL);
	}
	if (r < 0)
		return r;
	return label_context_use(h, context, s->inputs[spec->input].name, spec->lineno, con);
}

static int file_lookup(struct selabel_handle *h, const char *key, int type, const char **con)
{
	const struct spec *spec = NULL;
	int r = find_spec(h, key, type, &spec);

	return r < 0 ? r : use_context(h, spec, con);
}

/* COMPAT: best matches are ranked by how many characters stock takes for literal ones (tests/label
 * best_match_ranks_literal_characters). */
static size_t prefix_len(const struct spec *spec)
{
	return pattern_unescaped_len(
		spec->pattern, pattern_literal_end(spec->pattern, spec->pattern));
}

/* The first literal match, of the key or of an alias, wins; else the longest prefix. COMPAT: that
 * of an alias counts only if it is not empty (tests/label
 * an_alias_counts_with_a_literal_beginning). */
static int file_best_match(
	struct selabel_handle *h, const char *key, const char **aliases, int type, const char **con)
{
	const struct spec *best = NULL;
	size_t best_len = 0;
	bool is_alias = false;
	int r;

	if (!*key && (!aliases || !*aliases))
		return empty_key(h->data);
	do {
		const struct spec *spec = NULL;

		r = *key ? find_spec(h, key, type, &spec) : -ENOENT;
		if (r < 0 && r != -ENOENT)
			return r;
		if (r == 0 && spec->literal)
			return use_context(h, spec, con);
		if (r == 0) {
			size_t len = prefix_len(spec);

			if (!is_alias || len > best_len) {
				best = spec;
				best_len = len;
			}
		}
		is_alias = true;
		key = aliases ? *aliases++ : NULL;
	} while (key);
	return best ? use_context(h, best, con) : -ENOENT;
}

static int stop_at_first(const struct file_store *s, const struct spec *spec, void *arg)
{
	(void)s, (void)spec, (void)arg;
	return 1;
}

static int visit_partial_matches(
	struct selabel_handle *h, const char *key, match_visitor *visit, void *arg)
{
	struct file_data *data = h->data;
	AUTO_FREE char *allocated = NULL;
	const char *path;
	int r = resolve_key(data, key, &path, &allocated);

	return r < 0 ? r : match_partial(data->store, path, visit, arg);
}

static int file_partial_match(struct selabel_handle *h, const char *key)
{
	return visit_partial_matches(h, key, stop_at_first, NULL);
}

struct match_hash {
	struct sha1 sum;
	bool any;
};

/* Hashes pattern, kind and context. The format is fixed: restorecon stores the digests on disk. */
static int hash_spec(const struct file_store *s, const struct spec *spec, void *arg)
{
	struct match_hash *match_hash = arg;
	const char *pattern = spec->pattern, *con = spec->context;

	(void)s;
	sha1_add(&match_hash->sum, pattern, strlen(pattern) + 1);
	sha1_add(&match_hash->sum, &spec->kind, 1);
	sha1_add(&match_hash->sum, con, strlen(con) + 1);
	match_hash->any = true;
	return 0;
}

static int file_hash_matches(struct selabel_handle *h, const char *key, uint8_t digest[SHA1_SIZE])
{
	struct match_hash match_hash = {.any = false};
	int r;

	sha1_start(&match_hash.sum);
	r = visit_partial_matches(h, key, hash_spec, &match_hash);
	if (r < 0)
		return r;
	if (!match_hash.any)
		return -ENOENT;
	sha1_finish(&match_hash.sum, digest);
	return 0;
}

static void report_unused(const struct file_store *s, uint32_t which)
{
	const struct spec *spec = &s->specs[which];

	if (!(__atomic_load_n(&spec->used, __ATOMIC_RELAXED) & SPEC_MATCHED))
		label_report(SELINUX_WARNING, "Warning!  No matches for (%s, %s, %s)\n",
			spec->pattern, kind_name(spec->kind), spec->context);
}

static void report_unused_below(struct file_store *s, struct node *node)
{
	const struct node_index *in;

	if (node_expand_sorted(s, node, &in) < 0)
		return;
	for (uint32_t i = 0; i < in->literal_count; i++)
		report_unused(s, in->literals[i]);
	for (uint32_t i = 0; i < in->regex_count; i++)
		report_unused(s, in->regexes[i]);
	for (uint32_t i = 0; i < in->child_count; i++)
		report_unused_below(s, &in->children[i]);
}

static void file_stats(struct selabel_handle *h)
{
	struct file_store *s = ((struct file_data *)h->data)->store;

	report_unused_below(s, &s->root);
}

static enum selabel_cmp_result file_compare(const void *a, const void *b)
{
	const struct file_data *x = a, *y = b;
	enum selabel_cmp_result result;
	int r = store_compare(x->store, y->store, &result);

	if (r == 0)
		return result;
	errno = -r; /* the function has no result for a failure */
	return SELABEL_INCOMPARABLE;
}

const struct label_backend label_file = {
	.file = PATH_FILE_CONTEXTS,
	.of_files = true,
	.open = file_open,
	.close = file_close,
	.lookup = file_lookup,
	.best_match = file_best_match,
	.partial_match = file_partial_match,
	.hash_matches = file_hash_matches,
	.compare = file_compare,
	.stats = file_stats,
};
