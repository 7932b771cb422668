/*
 * What the calls are given: files below the work folder, policy roots made there, sample
 * contexts, and every way a text file can be wrong.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blackbox.h"
#include "../lib/files.h"

const char *work_path(const char *name)
{
	static char paths[8][PATH_MAX];
	static unsigned int next;
	char *path = paths[next++ % COUNT(paths)];
	size_t len;

	if (!getcwd(path, PATH_MAX))
		abort();
	len = strlen(path);
	snprintf(path + len, PATH_MAX - len, "/%s", name);
	return path;
}

const char *put_file(const char *name, const void *data, size_t len)
{
	write_file(name, data, len);
	return work_path(name);
}

const char *put_text(const char *name, const char *text)
{
	return put_file(name, text, strlen(text));
}

char *repeat(const char *unit, size_t count)
{
	size_t len = strlen(unit);
	char *text = malloc(len * count + 1);

	if (!text)
		abort();
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * len, unit, len);
	text[len * count] = '\0';
	return text;
}

const char *root_file(const char *root, const char *name, const void *data, size_t len)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return put_file(path, data, len);
}

const char *root_text(const char *root, const char *name, const char *text)
{
	return root_file(root, name, text, strlen(text));
}

bool root_enter(const char *root)
{
	if (CALL(selinux_set_policy_root, "%s", root)) {
		int ret = selinux_set_policy_root(work_path(root));

		if (ret < 0)
			end_int(ret);
		return ret == 0;
	}
	return false;
}

const struct bad_content *bad_contents(const char *good_line, size_t *count)
{
	static struct bad_content list[16];
	static char nul_inside[] = "aaa\0bbb\nccc\0\0ddd\n\0";
	static const char binary[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\377\376\375\n";
	char *half, *twice, *crlf, *no_newline, *long_line, *huge;
	size_t n = 0, len = strlen(good_line);

	no_newline = strndup(good_line, len - 1);
	half = strndup(good_line, len / 2);
	if (!half || !no_newline || asprintf(&crlf, "%s\r\n", no_newline) < 0 ||
		asprintf(&long_line, "%s%s\n%s", repeat("x", 70000), no_newline, good_line) < 0 ||
		asprintf(&huge, "%s%s", repeat("# nothing to see on this line\n", 40000),
			good_line) < 0 ||
		asprintf(&twice, "%s%s", half, good_line) < 0)
		abort();
#define ADD(a, b, c) (list[n++] = (struct bad_content){a, b, c})
	ADD("good", good_line, len);
	ADD("empty", "", 0);
	ADD("newline", "\n", 1);
	ADD("blanks", " \t \n   \n\t\n", 10);
	ADD("comment", "# only\n  # comments\n", 20);
	ADD("no-newline", no_newline, len - 1);
	ADD("half", half, len / 2);
	ADD("half-then-good", twice, strlen(twice));
	ADD("crlf", crlf, strlen(crlf));
	ADD("long-line", long_line, strlen(long_line));
	ADD("huge", huge, strlen(huge));
	ADD("nul-inside", nul_inside, sizeof(nul_inside) - 1);
	ADD("binary", binary, sizeof(binary) - 1);
	ADD("high-bytes", "\303\244\303\266:\377\376 \200\201\n", 11);
#undef ADD
	*count = n;
	return list;
}

security_class_t class_of(const char *name)
{
	return string_to_security_class ? string_to_security_class(name) : 0;
}

const char *decision_text(const struct av_decision *avd)
{
	static char text[128];

	snprintf(text, sizeof(text), "allowed=%x decided=%x auditallow=%x auditdeny=%x flags=%x",
		avd->allowed, avd->decided, avd->auditallow, avd->auditdeny, avd->flags);
	return text;
}

struct sample samples[] = {
	{"kernel", KERNEL_CON},
	{"init", INIT_CON},
	{"file", TMP_CON},
	{"range", SSHD_CON},
	{"categories", "system_u:object_r:tmp_t:s0:c1,c5"},
	{"unsorted", "system_u:object_r:tmp_t:s0:c5,c1"},
	{"adjacent", "system_u:object_r:tmp_t:s0:c1,c2,c3,c4"},
	{"repeated", "system_u:object_r:tmp_t:s0:c1,c1"},
	{"nested-range", "system_u:system_r:init_t:s0:c1-s0:c0.c5"},
	{"inverted-range", "system_u:system_r:init_t:s0:c0.c5-s0:c1"},
	{"bad-user", "nobody_such:object_r:tmp_t:s0"},
	{"bad-role", "system_u:nosuch_r:tmp_t:s0"},
	{"bad-type", "system_u:object_r:nosuch_t:s0"},
	{"bad-level", "system_u:object_r:tmp_t:s9"},
	{"bad-category", "system_u:object_r:tmp_t:s0:c9999"},
	{"empty-level", "system_u:object_r:tmp_t:"},
	{"no-level", "system_u:object_r:tmp_t"},
	{"two-fields", "system_u:object_r"},
	{"one-field", "system_u"},
	{"five-fields", "system_u:object_r:tmp_t:s0:c1:c2"},
	{"six-fields", "a:b:c:d:e:f"},
	{"empty", ""},
	{"colons", ":::"},
	{"newline-end", TMP_CON "\n"},
	{"newline-inside", "system_u:object_r:\ntmp_t:s0"},
	{"space-end", TMP_CON " "},
	{"space-in-type", "system_u:object_r:tmp t:s0"},
	{"space-in-level", "system_u:object_r:tmp_t:s0 - s0:c1"},
	{"tab", "system_u:object_r:tmp_t:s0\t"},
	{"carriage-return", TMP_CON "\r"},
	{"utf8", "system_u:object_r:t\303\244_t:s0"},
	{"percent", "%s:%n:%d:s0"},
	{"long-254", NULL},
	{"long-255", NULL},
	{"long-256", NULL},
	{"long-4094", NULL},
	{"long-4095", NULL},
	{"long-4096", NULL},
	{"long-5000", NULL},
	{"long-70000", NULL},
};
const size_t sample_count = COUNT(samples);

__attribute__((constructor)) static void samples_fill(void)
{
	static const char head[] = "system_u:object_r:";

	for (size_t i = 0; i < sample_count; i++) {
		char *text;
		size_t len;

		if (samples[i].text)
			continue;
		len = strtoul(samples[i].name + strlen("long-"), NULL, 10);
		text = repeat("t", len);
		memcpy(text, head, sizeof(head) - 1);
		samples[i].text = text;
	}
}
