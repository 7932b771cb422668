/*
 * context_*(): contexts taken apart, changed and put together.  Pure string work.
 */
#include <string.h>

#include "blackbox.h"

typedef const char *(*getter)(context_t);
typedef int (*setter)(context_t, const char *);

static const struct part {
	const char *name;
	getter get;
	setter set;
} parts[] = {
	{"user", context_user_get, context_user_set},
	{"role", context_role_get, context_role_set},
	{"type", context_type_get, context_type_set},
	{"range", context_range_get, context_range_set},
};

static const char *const values[] = {"x", "", "a:b", "a b", "a\tb", "a\nb", "a\rb", "s0-s0:c0.c5",
	"s0 - s0:c1", " ", ":", "\303\244"};

static void show_parts(context_t con, const char *name)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (call_begin("context_get", parts[i].get != NULL, "%s/%s", name, parts[i].name))
			end_string(parts[i].get(con));
}

static void take_apart(const struct sample *sample)
{
	context_t con;

	if (!CALL(context_new, "%s", sample->name))
		return;
	con = context_new(sample->text);
	end_pointer(con);
	if (!con)
		return;
	show_parts(con, sample->name);
	if (CALL(context_str, "%s", sample->name))
		end_string(context_str(con));
	if (CALL(context_to_str, "%s", sample->name))
		end_owned(context_to_str(con));
	if (context_free)
		context_free(con);
}

static void change(const char *name, const char *text, const struct part *part, const char *value,
	size_t number)
{
	context_t con = context_new ? context_new(text) : NULL;

	if (!con)
		return;
	if (call_begin("context_set", part->set != NULL, "%s/%s/%zu", name, part->name, number))
		end_int(part->set(con, value));
	if (CALL(context_str, "%s/%s/%zu", name, part->name, number))
		end_string(context_str(con));
	if (context_free)
		context_free(con);
}

static void remove_parts(const char *name, const char *text)
{
	for (size_t i = 0; i < COUNT(parts); i++) {
		context_t con = context_new ? context_new(text) : NULL;

		if (!con)
			return;
		if (call_begin(
			    "context_set", parts[i].set != NULL, "%s/%s/null", name, parts[i].name))
			end_int(parts[i].set(con, NULL));
		if (call_begin(
			    "context_get", parts[i].get != NULL, "%s/%s/null", name, parts[i].name))
			end_string(parts[i].get(con));
		if (FORKED(context_str, "%s/%s/null", name, parts[i].name))
			end_string(context_str(con));
		if (context_free)
			context_free(con);
	}
}

static void nulls(void)
{
	if (FORKED(context_new, "null"))
		end_pointer(context_new(NULL));
	if (FORKED(context_str, "null"))
		end_string(context_str(NULL));
	if (FORKED(context_to_str, "null"))
		end_owned(context_to_str(NULL));
	if (FORKED(context_free, "null")) {
		context_free(NULL);
		end_void();
	}
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (call_forked("context_get", parts[i].get != NULL, "null/%s", parts[i].name))
			end_string(parts[i].get(NULL));
		if (call_forked("context_set", parts[i].set != NULL, "null/%s", parts[i].name))
			end_int(parts[i].set(NULL, "x"));
	}
}

/* context_str()'s answer belongs to the context and follows it. */
static void ownership(void)
{
	context_t con = context_new ? context_new(TMP_CON) : NULL;

	if (!con || !context_str || !context_type_set || !context_range_set || !context_role_get)
		return;
	context_type_set(con, "other_t");
	context_range_set(con, NULL);
	if (CALL(context_str, "follows"))
		end_string(context_str(con));
	if (CALL(context_type_set, "own-value"))
		end_int(context_type_set(con, context_role_get(con)));
	if (CALL(context_type_set, "itself"))
		end_int(context_type_set(con, repeat("t", 5000)));
	if (CALL(context_str, "long-type"))
		end_string(context_str(con));
	if (context_free)
		context_free(con);
}

void family_context(void)
{
	static const struct sample more[] = {
		{"empty-user", ":r:t"},
		{"empty-role", "u::t"},
		{"empty-type", "u:r:"},
		{"empty-type-range", "u:r::s0"},
		{"empty-range", "u:r:t:"},
		{"colon-range", "u:r:t::"},
		{"colons-range", "u:r:t:::"},
		{"only-two-colons", "::"},
		{"space-first", " u:r:t:s0"},
		{"space-user", "u u:r:t:s0"},
		{"space-range", "u:r:t: s0"},
		{"space-second-range", "u:r:t:s0:c0 - s0"},
		{"control", "u:r:t\001:s0"},
		{"vertical-tab", "u:r:t\v:s0"},
	};

	for (size_t i = 0; i < sample_count; i++)
		take_apart(&samples[i]);
	for (size_t i = 0; i < COUNT(more); i++)
		take_apart(&more[i]);
	for (size_t i = 0; i < COUNT(parts); i++)
		for (size_t j = 0; j < COUNT(values); j++) {
			change("range", SSHD_CON, &parts[i], values[j], j);
			change("no-range", "u:r:t", &parts[i], values[j], j);
		}
	remove_parts("range", SSHD_CON);
	remove_parts("no-range", "u:r:t");
	nulls();
	ownership();
}
