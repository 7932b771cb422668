/*
 * Raw and translated contexts and colours, with no translation daemon running.
 */
#include "blackbox.h"

typedef int (*translation)(const char *, char **);

static const struct direction {
	const char *name;
	translation run;
} directions[] = {
	{"selinux_trans_to_raw_context", selinux_trans_to_raw_context},
	{"selinux_raw_to_trans_context", selinux_raw_to_trans_context},
	{"selinux_raw_context_to_color", selinux_raw_context_to_color},
};

void family_translate(void)
{
	for (size_t i = 0; i < COUNT(directions); i++) {
		const struct direction *way = &directions[i];
		char *out = untouched;

		for (size_t j = 0; j < sample_count; j++)
			if (call_begin(way->name, way->run != NULL, "%s", samples[j].name))
				end_con(way->run(samples[j].text, &out), &out);
		if (call_begin(way->name, way->run != NULL, "again"))
			end_con(way->run(KERNEL_CON, &out), &out);
		if (call_forked(way->name, way->run != NULL, "null"))
			end_con(way->run(NULL, &out), &out);
		if (call_forked(way->name, way->run != NULL, "null-out"))
			end_int(way->run(KERNEL_CON, NULL));
	}
	if (CALL(freecon, "null")) {
		freecon(NULL);
		end_void();
	}
	if (CALL(freeconary, "null")) {
		freeconary(NULL);
		end_void();
	}
}
