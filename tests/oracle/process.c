/*
 * Contexts of processes: the caller's own, one by one set, read back and reset, and those
 * of other processes.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blackbox.h"

static const struct attribute {
	const char *name;
	const char *node;
	int (*get)(char **);
	int (*get_raw)(char **);
	int (*set)(const char *);
	int (*set_raw)(const char *);
} attributes[] = {
	{"con", "current", getcon, getcon_raw, setcon, setcon_raw},
	{"execcon", "exec", getexeccon, getexeccon_raw, setexeccon, setexeccon_raw},
	{"fscreatecon", "fscreate", getfscreatecon, getfscreatecon_raw, setfscreatecon,
		setfscreatecon_raw},
	{"keycreatecon", "keycreate", getkeycreatecon, getkeycreatecon_raw, setkeycreatecon,
		setkeycreatecon_raw},
	{"sockcreatecon", "sockcreate", getsockcreatecon, getsockcreatecon_raw, setsockcreatecon,
		setsockcreatecon_raw},
	{"prevcon", "prev", getprevcon, getprevcon_raw, NULL, NULL},
};

static void get(const struct attribute *attribute, const char *state)
{
	char *con = untouched;
	char fn[64];

	snprintf(fn, sizeof(fn), "get%s", attribute->name);
	if (call_begin(fn, attribute->get != NULL, "%s", state))
		end_con(attribute->get(&con), &con);
	snprintf(fn, sizeof(fn), "get%s_raw", attribute->name);
	if (call_begin(fn, attribute->get_raw != NULL, "%s", state))
		end_con(attribute->get_raw(&con), &con);
}

static void set(const struct attribute *attribute, bool raw, const char *value, const char *state)
{
	int (*run)(const char *) = raw ? attribute->set_raw : attribute->set;
	char fn[64];

	snprintf(fn, sizeof(fn), "set%s%s", attribute->name, raw ? "_raw" : "");
	if (call_begin(fn, run != NULL, "%s", state))
		end_int(run(value));
}

/* Each value is set, read back, and cleared again. */
static void set_all(const struct attribute *attribute, bool raw)
{
	char state[96];

	for (size_t i = 0; i < sample_count; i++) {
		set(attribute, raw, samples[i].text, samples[i].name);
		snprintf(state, sizeof(state), "%s-%s", samples[i].name, raw ? "raw" : "trans");
		get(attribute, state);
		snprintf(state, sizeof(state), "clear-%s", samples[i].name);
		set(attribute, raw, NULL, state);
	}
	get(attribute, raw ? "cleared-raw" : "cleared-trans");
}

/* The caller's own context sticks, so each attempt has a process of its own. */
static void set_current(bool raw)
{
	const struct attribute *current = &attributes[0];
	char state[96];

	for (size_t i = 0; i < sample_count; i++) {
		if (!apart("current"))
			continue;
		set(current, raw, samples[i].text, samples[i].name);
		snprintf(state, sizeof(state), "%s-%s", samples[i].name, raw ? "raw" : "trans");
		get(current, state);
		snprintf(state, sizeof(state), "null-after-%s", samples[i].name);
		set(current, raw, NULL, state);
		apart_end();
	}
}

static void repeat_and_inherit(const struct attribute *attribute)
{
	char state[64];

	set(attribute, false, TMP_CON, "repeat-1");
	set(attribute, false, TMP_CON, "repeat-2");
	set(attribute, true, TMP_CON, "repeat-3");
	snprintf(state, sizeof(state), "inherit-%s", attribute->name);
	if (apart(state)) {
		get(attribute, "in-child");
		set(attribute, false, NULL, "in-child");
		get(attribute, "in-child-cleared");
		apart_end();
	}
	get(attribute, "after-child");
	set(attribute, false, NULL, "repeat-null-1");
	set(attribute, false, NULL, "repeat-null-2");
	get(attribute, "after-null");
}

/* The kernel's node is written without the library's help; does it notice? */
static void behind_its_back(const struct attribute *attribute)
{
	char path[64];
	int fd;

	set(attribute, false, TMP_CON, "before-back");
	snprintf(path, sizeof(path), "/proc/thread-self/attr/%s", attribute->node);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd >= 0) {
		ssize_t ignored = write(fd, SHADOW_CON, sizeof(SHADOW_CON));

		(void)ignored;
		close(fd);
	}
	get(attribute, "behind-its-back");
	set(attribute, false, NULL, "after-back");
}

static void others(const char *fn, int (*run)(pid_t, char **))
{
	static const struct {
		const char *name;
		pid_t pid;
	} pids[] = {{"init", 1}, {"zero", 0}, {"minus-one", -1}, {"min", INT_MIN}, {"max", INT_MAX},
		{"no-such", 4194303}};
	char *con = untouched;

	if (call_begin(fn, run != NULL, "own"))
		end_con(run(getpid(), &con), &con);
	if (call_begin(fn, run != NULL, "parent"))
		end_con(run(getppid(), &con), &con);
	for (size_t i = 0; i < COUNT(pids); i++)
		if (call_begin(fn, run != NULL, "%s", pids[i].name))
			end_con(run(pids[i].pid, &con), &con);
	if (call_forked(fn, run != NULL, "null"))
		end_int(run(getppid(), NULL));
}

static void zombie(void)
{
	char *con = untouched;
	siginfo_t info;
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
	if (CALL(getpidcon, "zombie"))
		end_con(getpidcon(pid, &con), &con);
	waitpid(pid, NULL, 0);
	if (CALL(getpidcon, "reaped"))
		end_con(getpidcon(pid, &con), &con);
}

/* A context set on oneself must not be taken for another process's. */
static void other_after_setcon(void)
{
	char *own = NULL, *con = untouched;

	if (!getcon_raw || getcon_raw(&own) < 0 || !own)
		return;
	if (CALL(setcon, "same"))
		end_int(setcon(own));
	if (CALL(setcon_raw, "same"))
		end_int(setcon_raw(own));
	if (CALL(setcon_raw, "to-init"))
		end_int(setcon_raw(INIT_CON));
	if (CALL(getpidcon, "parent-after-setcon"))
		end_con(getpidcon(getppid(), &con), &con);
	if (CALL(getpidcon_raw, "own-after-setcon"))
		end_con(getpidcon_raw(getpid(), &con), &con);
}

static void nulls(void)
{
	for (size_t i = 0; i < COUNT(attributes); i++) {
		char fn[64];

		snprintf(fn, sizeof(fn), "get%s", attributes[i].name);
		if (call_forked(fn, attributes[i].get != NULL, "null"))
			end_int(attributes[i].get(NULL));
		snprintf(fn, sizeof(fn), "get%s_raw", attributes[i].name);
		if (call_forked(fn, attributes[i].get_raw != NULL, "null"))
			end_int(attributes[i].get_raw(NULL));
	}
	if (FORKED(setcon, "null"))
		end_int(setcon(NULL));
	if (FORKED(setcon_raw, "null"))
		end_int(setcon_raw(NULL));
}

void family_process(void)
{
	for (size_t i = 0; i < COUNT(attributes); i++)
		get(&attributes[i], "start");
	for (size_t i = 1; i < COUNT(attributes) && attributes[i].node[0] != 'p'; i++) {
		set_all(&attributes[i], false);
		set_all(&attributes[i], true);
		repeat_and_inherit(&attributes[i]);
		behind_its_back(&attributes[i]);
	}
	set_current(false);
	set_current(true);
	others("getpidcon", getpidcon);
	others("getpidcon_raw", getpidcon_raw);
	others("getpidprevcon", getpidprevcon);
	others("getpidprevcon_raw", getpidprevcon_raw);
	zombie();
	apart_run("other_after_setcon", other_after_setcon);
	nulls();
}
