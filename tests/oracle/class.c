/*
 * Names and numbers of classes and permissions, and a program's own mapping of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blackbox.h"

static const char *const classes[] = {"security", "process", "system", "capability", "filesystem",
	"file", "dir", "fd", "lnk_file", "chr_file", "blk_file", "sock_file", "fifo_file", "socket",
	"tcp_socket", "udp_socket", "netlink_selinux_socket", "unix_stream_socket", "passwd",
	"x_drawable", "db_database", "db_table", "dbus", "nscd", "association", "context",
	"service", "capability2", "process2", "bpf", "nosuch", "", ".", "..", "file/", "a/b",
	"FILE", "file "};

static const char *const perms[] = {"read", "write", "ioctl", "execute", "entrypoint", "transition",
	"fork", "search", "add_name", "getattr", "setattr", "passwd", "rootok", "translate",
	"contains", "send_msg", "acquire_svc", "start", "nosuch", "", ".", "a/b", "READ"};

static void by_name(void)
{
	for (size_t i = 0; i < COUNT(classes); i++)
		if (CALL(string_to_security_class, "%zu-%s", i, classes[i]))
			end_count(string_to_security_class(classes[i]));
	if (CALL(string_to_security_class, "long"))
		end_count(string_to_security_class(repeat("c", 300)));
	if (CALL(string_to_security_class, "very-long"))
		end_count(string_to_security_class(repeat("c", 5000)));
}

static void perms_by_name(void)
{
	static const char *const some[] = {
		"file", "dir", "process", "passwd", "dbus", "context", "service", "nosuch"};

	for (size_t i = 0; i < COUNT(some); i++)
		for (size_t j = 0; j < COUNT(perms); j++)
			if (CALL(string_to_av_perm, "%s/%zu-%s", some[i], j, perms[j]))
				end_count(string_to_av_perm(class_of(some[i]), perms[j]));
	if (CALL(string_to_av_perm, "class-0"))
		end_count(string_to_av_perm(0, "read"));
	if (CALL(string_to_av_perm, "class-max"))
		end_count(string_to_av_perm(65535, "read"));
	if (CALL(string_to_av_perm, "long"))
		end_count(string_to_av_perm(class_of("file"), repeat("p", 5000)));
}

/* A class that nobody asked for by name yet, known only by its number. */
static void by_number_first(void)
{
	for (unsigned int i = 0; i < 12; i++)
		if (CALL(security_class_to_string, "first/%u", i))
			end_string(security_class_to_string((security_class_t)i));
	if (CALL(security_av_perm_to_string, "first"))
		end_string(security_av_perm_to_string(7, 1));
	if (CALL(string_to_av_perm, "first"))
		end_count(string_to_av_perm(7, "read"));
}

static void by_number(void)
{
	static const unsigned int numbers[] = {0, 1, 2, 6, 7, 10, 50, 97, 120, 200, 1000, 65535};

	for (size_t i = 0; i < COUNT(numbers); i++)
		if (CALL(security_class_to_string, "%u", numbers[i]))
			end_string(security_class_to_string((security_class_t)numbers[i]));
	for (unsigned int bit = 0; bit < 32; bit++) {
		if (CALL(security_av_perm_to_string, "file/%u", bit))
			end_string(security_av_perm_to_string(class_of("file"), 1u << bit));
		if (CALL(security_av_perm_to_string, "process/%u", bit))
			end_string(security_av_perm_to_string(class_of("process"), 1u << bit));
	}
	if (CALL(security_av_perm_to_string, "none"))
		end_string(security_av_perm_to_string(class_of("file"), 0));
	if (CALL(security_av_perm_to_string, "two"))
		end_string(security_av_perm_to_string(class_of("file"), 3));
	if (CALL(security_av_perm_to_string, "class-0"))
		end_string(security_av_perm_to_string(0, 1));
}

static void vector(const char *class_name, access_vector_t av)
{
	security_class_t tclass = class_of(class_name);
	char *text = untouched;

	if (CALL(security_av_string, "%s/%x", class_name, av))
		end_con(security_av_string(tclass, av, &text), &text);
	if (CALL(print_access_vector, "%s/%x", class_name, av)) {
		stdout_catch();
		print_access_vector(tclass, av);
		stdout_release();
		end_void();
	}
}

static void vectors(void)
{
	static const access_vector_t avs[] = {0, 1, 2, 3, 0x80000000, 0x0000ffff, ~0u};
	static const char *const some[] = {"file", "process", "passwd", "nosuch"};

	for (size_t i = 0; i < COUNT(some); i++)
		for (size_t j = 0; j < COUNT(avs); j++)
			vector(some[i], avs[j]);
}

static void modes(void)
{
	static const struct {
		const char *name;
		mode_t mode;
	} kinds[] = {{"reg", S_IFREG | 0644}, {"dir", S_IFDIR}, {"chr", S_IFCHR}, {"blk", S_IFBLK},
		{"fifo", S_IFIFO}, {"lnk", S_IFLNK | 0777}, {"sock", S_IFSOCK}, {"none", 0},
		{"perm", 0644}, {"all", S_IFMT}, {"huge", 0xffffffff}, {"odd", 0030000}};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (CALL(mode_to_security_class, "%s", kinds[i].name))
			end_count(mode_to_security_class(kinds[i].mode));
}

static struct security_class_mapping good[] = {
	{"file", {"write", "read", "", "ioctl", NULL}},
	{"process", {"fork", NULL}},
	{"dir", {NULL}},
	{NULL, {NULL}},
};
static struct security_class_mapping no_class[] = {{"file", {"read", NULL}},
	{"nosuch", {"read", NULL}}, {"dir", {"search", NULL}}, {NULL, {NULL}}};
static struct security_class_mapping no_perm[] = {
	{"file", {"read", "nosuch", "write", NULL}}, {NULL, {NULL}}};
static struct security_class_mapping none[] = {{NULL, {NULL}}};
static struct security_class_mapping twice[] = {
	{"file", {"read", NULL}}, {"file", {"write", NULL}}, {NULL, {NULL}}};
static struct security_class_mapping perm_twice[] = {
	{"file", {"write", "read", "read", NULL}}, {NULL, {NULL}}};

static const struct mapping {
	const char *name;
	struct security_class_mapping *map;
} mappings[] = {
	{"good", good},
	{"no-class", no_class},
	{"no-perm", no_perm},
	{"none", none},
	{"twice", twice},
	{"perm-twice", perm_twice},
};

/* What the other calls say under a mapping, whose numbers start at 1. */
static void under_mapping(const char *name)
{
	static const char *const some[] = {"file", "process", "dir", "nosuch", "fd"};
	struct av_decision avd = {0};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(some); i++)
		if (CALL(string_to_security_class, "map-%s/%s", name, some[i]))
			end_count(string_to_security_class(some[i]));
	for (unsigned int i = 0; i < 5; i++) {
		security_class_t tclass = (security_class_t)i;

		if (CALL(security_class_to_string, "map-%s/%u", name, i))
			end_string(security_class_to_string(tclass));
		if (CALL(string_to_av_perm, "map-%s/%u/read", name, i))
			end_count(string_to_av_perm(tclass, "read"));
		for (unsigned int bit = 0; bit < 5; bit++)
			if (CALL(security_av_perm_to_string, "map-%s/%u/%u", name, i, bit))
				end_string(security_av_perm_to_string(tclass, 1u << bit));
		if (CALL(security_av_string, "map-%s/%u", name, i))
			end_con(security_av_string(tclass, 0xff, &con), &con);
		if (CALL(security_compute_av, "map-%s/%u", name, i)) {
			char text[128];
			int ret = security_compute_av(INIT_CON, SHADOW_CON, tclass, 3, &avd);

			snprintf(text, sizeof(text), "%x %x %x %x", avd.allowed, avd.decided,
				avd.auditallow, avd.auditdeny);
			end_text(ret, text);
		}
		if (CALL(security_compute_create, "map-%s/%u", name, i))
			end_con(security_compute_create(INIT_CON, TMP_CON, tclass, &con), &con);
	}
	if (CALL(mode_to_security_class, "map-%s/reg", name))
		end_count(mode_to_security_class(S_IFREG));
	if (CALL(mode_to_security_class, "map-%s/fifo", name))
		end_count(mode_to_security_class(S_IFIFO));
}

static void set_mappings(void)
{
	if (FORKED(selinux_set_mapping, "null"))
		end_int(selinux_set_mapping(NULL));
	for (size_t i = 0; i < COUNT(mappings); i++) {
		if (!apart(mappings[i].name))
			continue;
		if (CALL(selinux_set_mapping, "%s", mappings[i].name))
			end_int(selinux_set_mapping(mappings[i].map));
		under_mapping(mappings[i].name);
		if (CALL(selinux_set_mapping, "%s/again", mappings[i].name))
			end_int(selinux_set_mapping(mappings[i].map));
		apart_end();
	}
}

static void nulls(void)
{
	char *text = untouched;

	if (FORKED(string_to_security_class, "null"))
		end_count(string_to_security_class(NULL));
	if (FORKED(string_to_av_perm, "null"))
		end_count(string_to_av_perm(class_of("file"), NULL));
	if (FORKED(security_av_string, "null"))
		end_int(security_av_string(class_of("file"), 3, NULL));
	if (FORKED(security_av_string, "null-class-0"))
		end_con(security_av_string(0, 3, &text), &text);
}

void family_class(void)
{
	apart_run("by_number_first", by_number_first);
	by_name();
	perms_by_name();
	by_number();
	vectors();
	modes();
	if (CALL(selinux_flush_class_cache, "loaded")) {
		selinux_flush_class_cache();
		end_void();
	}
	if (CALL(security_class_to_string, "flushed"))
		end_string(security_class_to_string(7));
	if (CALL(string_to_security_class, "flushed"))
		end_count(string_to_security_class("file"));
	set_mappings();
	nulls();
}
