/*
 * A folder of plain files in selinuxfs's place: folders of booleans, classes and permissions
 * that no kernel would show.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fakefs_family.h"

static void booleans(void)
{
	static const struct sample rows[] = {{"00", "0 0"}, {"01", "0 1"}, {"10", "1 0"},
		{"11", "1 1"}, {"one", "1"}, {"empty", ""}, {"tail", "1 1\n"}, {"garbage", "x y"},
		{"big", "5 7"}, {"no-space", "101"}};
	const char *longest = repeat("b", 255);
	char **list = (char **)untouched, node[512];
	int count = -7, ret;

	make_parents(fakefs_path("booleans/"));
	if (CALL(security_get_boolean_names, "none")) {
		ret = security_get_boolean_names(&list, &count);
		end_text(ret, list == (char **)untouched ? "untouched" : list ? "set" : "NULL");
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		fakefs_text("booleans/b", rows[i].text);
		if (CALL(security_get_boolean_active, "%s", rows[i].name))
			end_int(security_get_boolean_active("b"));
		if (CALL(security_get_boolean_pending, "%s", rows[i].name))
			end_int(security_get_boolean_pending("b"));
		if (CALL(security_set_boolean, "%s", rows[i].name))
			end_int(security_set_boolean("b", 1));
	}
	show_node("boolean", "booleans/b");
	fakefs_text("booleans/.hidden", "0 0");
	fakefs_text("booleans/B", "0 0");
	fakefs_text("booleans/a", "0 0");
	fakefs_text("booleans/with space\n", "0 0");
	snprintf(node, sizeof(node), "booleans/%s", longest);
	fakefs_text(node, "1 0");
	fakefs_text("booleans/..twice", "0 0");
	make_parents(fakefs_path("booleans/folder/"));
	if (symlink("b", fakefs_path("booleans/link")) < 0 ||
		symlink("nowhere", fakefs_path("booleans/dangling")) < 0)
		abort();
	if (CALL(security_get_boolean_names, "odd")) {
		ret = security_get_boolean_names(&list, &count);
		if (ret == 0 && (list = realloc(list, (size_t)(count + 1) * sizeof(*list))))
			list[count] = NULL;
		end_list(ret, &list);
	}
	if (CALL(security_get_boolean_active, "folder"))
		end_int(security_get_boolean_active("folder"));
	if (CALL(security_get_boolean_active, "longest"))
		end_int(security_get_boolean_active(longest));
	if (CALL(security_get_boolean_active, "too-long"))
		end_int(security_get_boolean_active(repeat("b", 256)));
	if (CALL(security_get_boolean_active, "link"))
		end_int(security_get_boolean_active("link"));
	if (CALL(security_get_boolean_active, "dangling"))
		end_int(security_get_boolean_active("dangling"));
	if (CALL(security_get_boolean_active, "dots"))
		end_int(security_get_boolean_active(".."));
	if (CALL(security_get_boolean_active, "no-name"))
		end_int(security_get_boolean_active(""));
	if (CALL(security_get_boolean_active, "newline"))
		end_int(security_get_boolean_active("with space\n"));
}

static void classes(void)
{
	static const struct sample indexes[] = {{"5", "5"}, {"newline", "6\n"}, {"zero", "0"},
		{"minus", "-1"}, {"max", "65535"}, {"over", "65536"}, {"garbage", "x"},
		{"empty", ""}};
	static const char *const perms[] = {
		"first", "second", "gap", "zero", "33", "32", "garbage"};
	static const char *const odd[] = {"perms_file", "file", "index_folder", "nul", "..", ""};
	char name[64], *text = untouched;

	for (size_t i = 0; i < COUNT(indexes); i++) {
		snprintf(name, sizeof(name), "c_%s", indexes[i].name);
		fakefs_class(name, indexes[i].text);
		fakefs_permission(name, "one", "1");
		if (CALL(string_to_security_class, "%s", name))
			end_count(string_to_security_class(name));
	}
	fakefs_class("full", "70");
	fakefs_permission("full", "first", "1");
	fakefs_permission("full", "second", "2\n");
	fakefs_permission("full", "gap", "5");
	if (CALL(string_to_security_class, "full"))
		end_count(string_to_security_class("full"));
	for (size_t i = 0; i < COUNT(perms); i++)
		if (CALL(string_to_av_perm, "full/%s", perms[i]))
			end_count(string_to_av_perm(70, perms[i]));
	if (CALL(security_av_string, "full"))
		end_con(security_av_string(70, 0xff, &text), &text);
	if (CALL(security_av_perm_to_string, "full/gap"))
		end_string(security_av_perm_to_string(70, 1u << 4));
	if (CALL(security_class_to_string, "full"))
		end_string(security_class_to_string(70));
	fakefs_class("bad_perm", "71");
	fakefs_permission("bad_perm", "first", "1");
	fakefs_permission("bad_perm", "garbage", "x");
	fakefs_class("over", "72");
	fakefs_permission("over", "first", "1");
	fakefs_permission("over", "33", "33");
	fakefs_class("under", "73");
	fakefs_permission("under", "zero", "0");
	make_parents(fakefs_path("class/no_index/"));
	fakefs_class("no_perms", "74");
	fakefs_class("perms_file", "75");
	fakefs_text("class/perms_file/perms", "1");
	fakefs_text("class/file", "76");
	make_parents(fakefs_path("class/index_folder/"));
	make_parents(fakefs_path("class/index_folder/index/"));
	fakefs_write("class/nul/index", "7\0007", 3);
	fakefs_permission("nul", "one", "1");
	for (size_t i = 0; i < COUNT(odd); i++)
		if (CALL(string_to_security_class, "%s", odd[i]))
			end_count(string_to_security_class(odd[i]));
	if (CALL(string_to_security_class, "bad_perm"))
		end_count(string_to_security_class("bad_perm"));
	if (CALL(string_to_security_class, "over"))
		end_count(string_to_security_class("over"));
	if (CALL(string_to_security_class, "under"))
		end_count(string_to_security_class("under"));
	if (CALL(string_to_security_class, "no_index"))
		end_count(string_to_security_class("no_index"));
	if (CALL(string_to_security_class, "no_perms"))
		end_count(string_to_security_class("no_perms"));
}

void fakefs_names(void)
{
	booleans();
	classes();
}
