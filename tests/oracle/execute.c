/*
 * Contexts for programs to be executed: setexecfilecon() and rpm_execcon().
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "blackbox.h"

static const char *const programs[] = {
	"/bin/sh", "/usr/bin/passwd", "/usr/sbin/sshd", "/", "/nonexistent", "", "program"};
static const char *const fallbacks[] = {"rpm_script_t", "init_t", "nosuch_t", "", "a:b"};

static void set_for(const char *program, size_t i, const char *fallback, size_t j)
{
	char *con = untouched;

	if (!apart("setexecfilecon"))
		return;
	if (CALL(setexecfilecon, "%zu/%zu", i, j))
		end_int(setexecfilecon(program, fallback));
	if (CALL(getexeccon_raw, "%zu/%zu", i, j))
		end_con(getexeccon_raw(&con), &con);
	apart_end();
}

/* On success the program is another one, and its exit status is the line. */
static void run(const char *name, const char *program, unsigned int verified)
{
	static char arg0[] = "sh", arg1[] = "-c", arg2[] = "exit 7", env0[] = "A=b";
	char *argv[] = {arg0, arg1, arg2, NULL};
	char *envp[] = {env0, NULL};

	if (FORKED(rpm_execcon, "%s/%u", name, verified))
		end_int(rpm_execcon(verified, program, argv, envp));
}

static void nulls(void)
{
	char *argv[] = {NULL};

	if (FORKED(setexecfilecon, "null-file"))
		end_int(setexecfilecon(NULL, "init_t"));
	if (FORKED(setexecfilecon, "null-fallback"))
		end_int(setexecfilecon("/bin/sh", NULL));
	if (FORKED(rpm_execcon, "null"))
		end_int(rpm_execcon(0, NULL, argv, argv));
}

void family_execute(void)
{
	put_text("program", "#!/bin/sh\nexit 3\n");
	for (size_t i = 0; i < COUNT(programs); i++)
		for (size_t j = 0; j < COUNT(fallbacks); j++)
			set_for(programs[i], i, fallbacks[j], j);
	run("shell", "/bin/sh", 0);
	run("shell", "/bin/sh", 1);
	run("missing", "/nonexistent", 0);
	run("not-executable", "program", 0);
	run("folder", "/", 0);
	nulls();
}
