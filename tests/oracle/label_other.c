/*
 * Label back ends other than files: media, X and database objects, those that need no file,
 * and arguments that no back end takes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blackbox.h"

struct lookup {
	const char *key;
	int type;
};

static void look(
	struct selabel_handle *handle, const char *state, const struct lookup *rows, size_t count)
{
	char *con = untouched;

	for (size_t i = 0; i < count; i++) {
		if (CALL(selabel_lookup, "%s/%zu", state, i))
			end_con(selabel_lookup(handle, &con, rows[i].key, rows[i].type), &con);
		if (CALL(selabel_lookup_raw, "%s/%zu", state, i))
			end_con(selabel_lookup_raw(handle, &con, rows[i].key, rows[i].type), &con);
	}
	if (count && CALL(selabel_lookup_best_match, "%s", state))
		end_con(selabel_lookup_best_match(handle, &con, rows[0].key, NULL, rows[0].type),
			&con);
	if (count && CALL(selabel_partial_match, "%s", state))
		end_int(selabel_partial_match(handle, rows[0].key));
	if (CALL(selabel_stats, "%s", state)) {
		selabel_stats(handle);
		end_void();
	}
}

static struct selabel_handle *open_with(
	const char *state, unsigned int backend, struct selinux_opt *opts, unsigned int count)
{
	struct selabel_handle *handle;

	if (!CALL(selabel_open, "%s", state))
		return NULL;
	handle = selabel_open(backend, opts, count);
	end_pointer(handle);
	return handle;
}

static void close_it(struct selabel_handle *handle, const char *state)
{
	if (handle && CALL(selabel_close, "%s", state)) {
		selabel_close(handle);
		end_void();
	}
}

static const struct lookup media_rows[] = {{"cdrom", 0}, {"floppy", 0}, {"usb", 0}, {"other", 0},
	{"", 0}, {"*", 0}, {"spaced", 1}, {"none", 0}};
static const char media_text[] =
	"# comment\ncdrom system_u:object_r:removable_device_t:s0\n"
	"  spaced \t system_u:object_r:tmp_t:s0  \n"
	"floppy nonsense\nnone <<none>>\nusb " TMP_CON "\nusb " SHADOW_CON "\n";

static const struct lookup x_rows[] = {{"WM_NAME", SELABEL_X_PROP}, {"OTHER", SELABEL_X_PROP},
	{"RANDR", SELABEL_X_EXT}, {"RENDER", SELABEL_X_EXT}, {"*", SELABEL_X_CLIENT},
	{"X11:KeyPress", SELABEL_X_EVENT}, {"PRIMARY", SELABEL_X_SELN},
	{"POLY", SELABEL_X_POLYPROP}, {"POLY", SELABEL_X_POLYSELN}, {"WM_NAME", 0},
	{"WM_NAME", 99}};
static const char x_text[] = "# comment\nclient * system_u:object_r:remote_t:s0\n"
			     "property WM_* system_u:object_r:wm_xproperty_t:s0\n"
			     "property * system_u:object_r:xproperty_t:s0\n"
			     "extension RAND? system_u:object_r:randr_t:s0\n"
			     "event X11:Key* system_u:object_r:input_xevent_t:s0\n"
			     "selection PRIMARY system_u:object_r:clipboard_xselection_t:s0\n"
			     "poly_property POLY system_u:object_r:xproperty_t:s0:c1\n"
			     "poly_selection POLY system_u:object_r:xselection_t:s0:c2\n";

static const struct lookup db_rows[] = {{"mydb", SELABEL_DB_DATABASE}, {"a.b", SELABEL_DB_SCHEMA},
	{"a.b.pg_class", SELABEL_DB_TABLE}, {"a.b.other", SELABEL_DB_TABLE},
	{"a.b.c.d", SELABEL_DB_COLUMN}, {"s", SELABEL_DB_SEQUENCE}, {"v", SELABEL_DB_VIEW},
	{"p", SELABEL_DB_PROCEDURE}, {"b", SELABEL_DB_BLOB}, {"t", SELABEL_DB_TUPLE},
	{"l", SELABEL_DB_LANGUAGE}, {"e", SELABEL_DB_EXCEPTION}, {"d", SELABEL_DB_DATATYPE},
	{"mydb", 0}, {"mydb", 99}};
static const char db_text[] = "db_database * system_u:object_r:sepgsql_db_t:s0 # end\n"
			      "db_schema * system_u:object_r:sepgsql_schema_t:s0\n"
			      "db_table *.pg_* system_u:object_r:sepgsql_sysobj_t:s0\n"
			      "db_table * system_u:object_r:sepgsql_table_t:s0\n"
			      "db_column * system_u:object_r:col_t:s0\n"
			      "db_sequence * system_u:object_r:seq_t:s0\n"
			      "db_view * system_u:object_r:view_t:s0\n"
			      "db_procedure * system_u:object_r:proc_t:s0\n"
			      "db_blob * system_u:object_r:blob_t:s0\n"
			      "db_tuple * system_u:object_r:tuple_t:s0\n"
			      "db_language * system_u:object_r:lang_t:s0\n"
			      "db_exception * system_u:object_r:exc_t:s0\n"
			      "db_datatype * system_u:object_r:type_t:s0\n";

static const struct backend {
	const char *name;
	unsigned int number;
	const char *root_name;
	const char *text;
	const char *good_line;
	const struct lookup *rows;
	size_t count;
} backends[] = {
	{"media", SELABEL_CTX_MEDIA, "contexts/files/media", media_text, "cdrom " TMP_CON "\n",
		media_rows, COUNT(media_rows)},
	{"x", SELABEL_CTX_X, "contexts/x_contexts", x_text, "property WM_NAME " TMP_CON "\n",
		x_rows, COUNT(x_rows)},
	{"db", SELABEL_CTX_DB, "contexts/sepgsql_contexts", db_text,
		"db_database mydb " TMP_CON "\n", db_rows, COUNT(db_rows)},
};

static const struct sample odd_lines[] = {
	{"one-word", "word\n"},
	{"two-words", "property WM_NAME\n"},
	{"unknown-kind", "nosuch WM_NAME " TMP_CON "\n"},
	{"four-words", "property WM_NAME " TMP_CON " more\n"},
	{"bad-context", "property WM_NAME nonsense\ncdrom nonsense\ndb_database mydb nonsense\n"},
};

static void one_file(
	const struct backend *backend, const char *state, const char *path, bool validate)
{
	struct selinux_opt opts[] = {
		{SELABEL_OPT_PATH, path},
		{SELABEL_OPT_VALIDATE, validate ? (char *)1 : NULL},
	};
	struct selabel_handle *handle = open_with(state, backend->number, opts, COUNT(opts));

	if (handle)
		look(handle, state, backend->rows, backend->count);
	close_it(handle, state);
}

static void backend_all(const struct backend *backend)
{
	size_t count;
	const struct bad_content *bad = bad_contents(backend->good_line, &count);
	struct selabel_handle *handle;
	char state[96];

	snprintf(state, sizeof(state), "%s-system", backend->name);
	handle = open_with(state, backend->number, NULL, 0);
	if (handle)
		look(handle, state, backend->rows, backend->count);
	close_it(handle, state);
	snprintf(state, sizeof(state), "%s-own", backend->name);
	one_file(backend, state, put_text(state, backend->text), false);
	snprintf(state, sizeof(state), "%s-validate", backend->name);
	one_file(backend, state, put_text(state, backend->text), true);
	for (size_t i = 0; i < COUNT(odd_lines); i++) {
		snprintf(state, sizeof(state), "%s-%s", backend->name, odd_lines[i].name);
		one_file(backend, state, put_text(state, odd_lines[i].text), false);
	}
	for (size_t i = 0; i < count; i++) {
		snprintf(state, sizeof(state), "%s-bad-%s", backend->name, bad[i].name);
		one_file(backend, state, put_file(state, bad[i].data, bad[i].len), false);
	}
	snprintf(state, sizeof(state), "%s-missing", backend->name);
	one_file(backend, state, "/nonexistent/file", false);
	snprintf(state, sizeof(state), "%s-folder", backend->name);
	one_file(backend, state, "/", false);
}

static void from_root(const struct backend *backend)
{
	struct selabel_handle *handle;
	char state[96];

	snprintf(state, sizeof(state), "%s-root", backend->name);
	root_text("root", backend->root_name, backend->text);
	if (!apart(state))
		return;
	if (root_enter("root")) {
		handle = open_with(state, backend->number, NULL, 0);
		if (handle)
			look(handle, state, backend->rows, backend->count);
	}
	apart_end();
}

/* Options that a back end does not know, and back ends that are not. */
static void options(void)
{
	static const struct selinux_opt rows[] = {
		{SELABEL_OPT_UNUSED, NULL},
		{SELABEL_OPT_VALIDATE, NULL},
		{SELABEL_OPT_BASEONLY, NULL},
		{SELABEL_OPT_BASEONLY, (char *)1},
		{SELABEL_OPT_PATH, NULL},
		{SELABEL_OPT_PATH, ""},
		{SELABEL_OPT_SUBSET, NULL},
		{SELABEL_OPT_SUBSET, "/etc"},
		{SELABEL_OPT_DIGEST, NULL},
		{SELABEL_OPT_DIGEST, (char *)1},
		{6, NULL},
		{-1, NULL},
		{1000, "x"},
	};
	char state[64];

	root_text("options", "contexts/files/file_contexts", "/a " TMP_CON "\n");
	root_text("options", "contexts/files/media", "cdrom " TMP_CON "\n");
	root_text("options", "contexts/x_contexts", "client * " TMP_CON "\n");
	root_text("options", "contexts/sepgsql_contexts", "db_database * " TMP_CON "\n");
	if (!apart("options"))
		return;
	if (root_enter("options"))
		for (unsigned int backend = 0; backend < 8; backend++)
			for (size_t i = 0; i < COUNT(rows); i++) {
				struct selinux_opt opt = rows[i];

				snprintf(state, sizeof(state), "option-%u-%zu", backend, i);
				close_it(open_with(state, backend, &opt, 1), state);
			}
	close_it(open_with("backend-max", ~0u, NULL, 0), "backend-max");
	apart_end();
}

static void nulls(void)
{
	struct selinux_opt opts[] = {{SELABEL_OPT_PATH, put_text("n", "cdrom " TMP_CON "\n")}};
	struct selabel_handle *handle =
		selabel_open ? selabel_open(SELABEL_CTX_MEDIA, opts, 1) : NULL;
	char *con = untouched;

	if (FORKED(selabel_open, "null-options"))
		end_pointer(selabel_open(SELABEL_CTX_MEDIA, NULL, 1));
	if (FORKED(selabel_close, "null")) {
		selabel_close(NULL);
		end_void();
	}
	if (FORKED(selabel_stats, "null")) {
		selabel_stats(NULL);
		end_void();
	}
	if (FORKED(selabel_lookup, "null-handle"))
		end_con(selabel_lookup(NULL, &con, "x", 0), &con);
	if (FORKED(selabel_cmp, "null"))
		end_int(selabel_cmp(NULL, NULL));
	if (!handle)
		return;
	if (FORKED(selabel_lookup, "null-key"))
		end_con(selabel_lookup(handle, &con, NULL, 0), &con);
	if (FORKED(selabel_lookup_raw, "null-key"))
		end_con(selabel_lookup_raw(handle, &con, NULL, 0), &con);
	if (FORKED(selabel_lookup, "null-out"))
		end_int(selabel_lookup(handle, NULL, "cdrom", 0));
	if (FORKED(selabel_cmp, "one-null"))
		end_int(selabel_cmp(handle, NULL));
	if (FORKED(selabel_cmp, "media"))
		end_int(selabel_cmp(handle, handle));
}

void family_label_other(void)
{
	for (size_t i = 0; i < COUNT(backends); i++) {
		backend_all(&backends[i]);
		from_root(&backends[i]);
	}
	options();
	nulls();
}
