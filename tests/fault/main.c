/* SPDX-License-Identifier: MIT */
/*
 * Runs each call of calls*.c and objects*.c over and over, each time in a fresh process and with
 * one thing more that goes well before the next fails, until nothing is left to fail. The call
 * either gives what it gives when all is well, or fails with the errno of the fault and has set
 * nothing; the object that it works on is then as one for which it was never made; made again, it
 * gives what it gives when all is well; and neither memory nor a descriptor is lost.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../lib/patience.h"
#include "fault.h"
#include <selinux/selinux.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#define LEAKS() __lsan_do_recoverable_leak_check()
#else
#define LEAKS() 0
#endif

#pragma weak alloc_live
#pragma weak names_name

/* The rows of all tables, one behind the other; NULL behind the last. */
const struct call *call_at(size_t i)
{
	static const struct call *const tables[] = {
		calls, label_calls, objects, avc_objects, label_objects};

	for (size_t t = 0; t < COUNT(tables); t++)
		for (const struct call *call = tables[t]; call->name; call++)
			if (i-- == 0)
				return call;
	return NULL;
}

/* What a child tells. */
static struct report {
	struct outcome first, state, again, state_again;
	unsigned points, hits;
	long hit, live;
	int descriptors, leaks;
} * report;

static bool verbose;
static unsigned passed, failed, late;

int descriptors(void)
{
	int n = 0;

	aside = true;
	for (int fd = 0; fd < 64; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	aside = false;
	return n;
}

static void step(void (*function)(void), struct outcome *o)
{
	outcome = o;
	if (function)
		function();
}

static void child(const struct call *call, long live)
{
	alarm(patience(120));
	world_reset();
	trap_install(plan.what == PLAN_RECORD);
	calls_quiet();
	if (!call->at_load)
		set_selinuxmnt(world_path("fs"));
	step(call->setup, &report->state);
	armed = true;
	if (plan.what != PLAN_UNTOUCHED)
		step(call->run, &report->first);
	armed = false;
	report->points = points;
	report->hits = hits;
	report->hit = hit;
	step(call->inspect, &report->state);
	world_reset();
	step(call->run, &report->again);
	step(call->inspect, &report->state_again);
	step(call->teardown, &report->state_again);
	report->descriptors = descriptors();
	report->live = alloc_live ? alloc_live() : 0;
	outcome = NULL;
	if (report->live != live)
		report->leaks = LEAKS();
	_exit(0);
}

/* Returns the status as of waitpid(). */
static int run(const struct call *call, long live)
{
	pid_t pid;
	int status;

	memset(report, 0, sizeof(*report));
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		child(call, live);
	if (pid < 0 || waitpid(pid, &status, 0) < 0) {
		perror("fork");
		exit(125);
	}
	return status;
}

const char *show(const struct outcome *o)
{
	static char texts[8][5000];
	static unsigned next;
	char *text = texts[next++ % COUNT(texts)];

	snprintf(text, sizeof(texts[0]), "%s%s%s%s", o->failed ? strerrorname_np(o->error) : "ok",
		o->touched ? " TOUCHED " : " ", o->text, "");
	return text;
}

static bool same(const struct outcome *a, const struct outcome *b)
{
	return a->failed == b->failed && (!a->failed || a->error == b->error) && !a->touched &&
	       !b->touched && !strcmp(a->text, b->text);
}

/* A row of expected.tsv: patterns of call, kind, system call and finding, and why that is well. */
static struct row {
	char *field[5];
	unsigned used;
} rows[64];
static size_t row_count;

static void read_rows(const char *path)
{
	char line[512];
	FILE *f = fopen(path, "re");

	if (!f) {
		perror(path);
		exit(125);
	}
	while (row_count < COUNT(rows) && fgets(line, sizeof(line), f)) {
		char *cursor = line;

		if (*line == '#' || *line == '\n')
			continue;
		for (size_t i = 0; i < 5; i++) {
			char *field = strsep(&cursor, "\t\n");

			rows[row_count].field[i] = strdup(field ? field : "");
		}
		row_count++;
	}
	fclose(f);
}

/* Returns true if it is expected. */
static bool wrong(
	const struct call *call, const char *kind, const char *what, const struct report *sound)
{
	const char *failing = plan.what >= PLAN_CALL                  ? trap_name(report->hit)
			      : plan.what == PLAN_NAMES && names_name ? names_name(report->hit)
								      : "-";
	const char *const fields[] = {call->name, kind, failing, what};

	for (struct row *row = rows; row < rows + row_count; row++) {
		size_t i = 0;

		while (i < 4 && !fnmatch(row->field[i], fields[i], FNM_EXTMATCH))
			i++;
		if (i == 4) {
			row->used++;
			return true;
		}
	}
	printf("%s %s %u %s: %s\n", call->name, kind, plan.n, failing, what);
	if (sound)
		printf("	is   %s\n	left %s\n	then %s\n	left %s\n"
		       "    for	is   %s\n	left %s\n	then %s\n	left %s\n",
			show(&report->first), show(&report->state), show(&report->again),
			show(&report->state_again), show(&sound->first), show(&sound->state),
			show(&sound->again), show(&sound->state_again));
	return false;
}

/* A context that could not be translated is given as it is: the same, but for "+". */
static bool untranslated(const struct outcome *is, const struct outcome *was)
{
	const char *a = is->text, *b = was->text;

	for (; *b; b++)
		if (*a == *b)
			a++;
		else if (*b != '+')
			return false;
	return !is->failed && !was->failed && !*a;
}

/* What each row gives without a fault: when its call is made twice, and when only the second time.
 */
static struct report clean, untouched_object;

/* What is wrong with the report, or NULL. A call that failed must leave its object as one for which
 * it was never made. */
static const char *finding(int status)
{
	const struct outcome *is = &report->first, *was = &clean.first;
	const struct report *sound = is->failed && !was->failed ? &untouched_object : &clean;

	if (status)
		return "dies";
	if (is->touched)
		return "half-set";
	if (!same(is, was) && is->failed && is->error != plan.error)
		return "another error";
	if (!same(is, was) && !is->failed && !untranslated(is, was))
		return "another answer";
	if (is->failed && !was->failed && (plan.error == EINTR || plan.what >= PLAN_SHORT))
		return "not tried again";
	if (!same(&report->state, &sound->state))
		return "another state";
	if (!same(&report->again, &sound->again))
		return "later another answer";
	if (!same(&report->state_again, &sound->state_again))
		return "later another state";
	if (report->descriptors != clean.descriptors)
		return "a descriptor is lost";
	return report->leaks ? "memory is lost" : NULL;
}

static bool judge(const struct call *call, const char *kind, int status)
{
	const char *what;

	if (is_out_of_time(status)) {
		printf("%s %s %u: OUT OF TIME\n", call->name, kind, plan.n);
		late++;
		return true;
	}
	what = finding(status);
	return !what || wrong(call, kind, what,
				status                                        ? NULL
				: report->first.failed && !clean.first.failed ? &untouched_object
									      : &clean);
}

static const struct {
	const char *name;
	struct plan plan;
} kinds[] = {
	{"memory", {.what = PLAN_MEMORY, .error = ENOMEM}},
	{"memory-end", {.what = PLAN_MEMORY, .error = ENOMEM, .all = true}},
	{"names-unknown", {.what = PLAN_NAMES, .error = 0}},
	{"names-ENOENT", {.what = PLAN_NAMES, .error = ENOENT}},
	{"names-EIO", {.what = PLAN_NAMES, .error = EIO}},
	{"names-ENOMEM", {.what = PLAN_NAMES, .error = ENOMEM}},
	{"names-EMFILE", {.what = PLAN_NAMES, .error = EMFILE}},
	{"names-ENFILE", {.what = PLAN_NAMES, .error = ENFILE}},
	{"names-EAGAIN", {.what = PLAN_NAMES, .error = EAGAIN}},
	{"names-EACCES", {.what = PLAN_NAMES, .error = EACCES}},
	{"names-EINTR", {.what = PLAN_NAMES, .error = EINTR}},
	{"names-ERANGE", {.what = PLAN_NAMES, .error = ERANGE, .all = true}},
	{"EINTR", {.what = PLAN_CALL, .error = EINTR}},
	{"EAGAIN", {.what = PLAN_CALL, .error = EAGAIN}},
	{"ENOMEM", {.what = PLAN_CALL, .error = ENOMEM}},
	{"EIO", {.what = PLAN_CALL, .error = EIO}},
	{"short", {.what = PLAN_SHORT}},
	{"without-O_PATH", {.what = PLAN_WITHOUT, .without = WITHOUT_O_PATH}},
	{"without-thread-self", {.what = PLAN_WITHOUT, .without = WITHOUT_THREAD_SELF}},
	{"without-flags", {.what = PLAN_WITHOUT, .without = WITHOUT_FLAGS}},
	{"without-page", {.what = PLAN_WITHOUT, .without = WITHOUT_PAGE, .error = ENODEV}},
	{"without-getxattrat", {.what = PLAN_WITHOUT, .without = WITHOUT_GETXATTRAT}},
	{"forbidden-getxattrat", {.what = PLAN_WITHOUT, .without = FORBIDDEN_GETXATTRAT}},
};
static unsigned delivered[COUNT(kinds)];

static void series(const struct call *call, size_t k)
{
	const char *kind = kinds[k].name;
	bool good = true;
	unsigned n;

	for (n = 1; n < 5000; n++) {
		int status;

		plan = kinds[k].plan;
		plan.n = plan.what == PLAN_WITHOUT ? 0 : n;
		status = run(call, clean.live);
		if (!status && !report->hits)
			break;
		good &= judge(call, kind, status);
		if (plan.what == PLAN_WITHOUT)
			break;
	}
	delivered[k] += n - 1 + (plan.what == PLAN_WITHOUT && report->hits);
	if (good)
		passed++;
	else
		failed++;
	if (verbose)
		printf("%s %s: %u\n", call->name, kind, n - 1);
}

static bool chosen(const char *name, char **names)
{
	bool any = !*names;

	for (; *names; names++)
		any |= !fnmatch(*names, name, 0);
	return any;
}

/* Without a fault; false, and told, if even that goes wrong. */
static bool baseline(const struct call *call, int what, struct report *result)
{
	plan = (struct plan){.what = what};
	if (run(call, -1) || report->leaks || report->first.touched || report->again.touched ||
		report->state.failed || report->state_again.failed) {
		wrong(call, "nothing", "dies, leaks, sets half or has no state", report);
		return false;
	}
	*result = *report;
	return true;
}

/* Each kind of fault, until nothing is left to fail. */
static void faults(const struct call *call, const char *only)
{
	if (!baseline(call, PLAN_NOTHING, &clean) ||
		!baseline(call, PLAN_UNTOUCHED, &untouched_object)) {
		failed++;
		return;
	}
	if (verbose)
		printf("%s: %s, left %s, then %s, left %s; untouched: %s\n", call->name,
			show(&clean.first), show(&clean.state), show(&clean.again),
			show(&clean.state_again), show(&untouched_object.state));
	for (size_t k = 0; k < COUNT(kinds); k++)
		if (!fnmatch(only, kinds[k].name, FNM_EXTMATCH) &&
			(alloc_live || kinds[k].plan.what > PLAN_NAMES))
			series(call, k);
}

static int usage(void)
{
	fputs("usage: fault [-v] [-x FILE] [-k KIND] [-p PART/PARTS] [-r] [CALL...]\n"
	      "       fault [-v] -s SECONDS\n"
	      "	-x  findings that are expected    -k  only faults of this kind, a pattern\n"
	      "	-p  only every PARTSth call       -r  no faults: print which system calls are "
	      "made\n"
	      "	-s  all calls for so long, on a real kernel: nothing may grow\n",
		stderr);
	return 2;
}

int main(int argc, char **argv)
{
	const struct call *call;
	const char *only = "*";
	unsigned part = 0, parts = 1;
	bool record = false;
	long seconds = 0;
	int option;

	trap_prepare(argv);
	while ((option = getopt(argc, argv, "vk:x:p:rs:")) != -1)
		switch (option) {
		case 'v':
			verbose = true;
			break;
		case 'k':
			only = optarg;
			break;
		case 'x':
			read_rows(optarg);
			break;
		case 'p':
			if (sscanf(optarg, "%u/%u", &part, &parts) != 2 || part >= parts)
				return usage();
			break;
		case 'r':
			record = true;
			break;
		case 's':
			seconds = atol(optarg);
			break;
		default:
			return usage();
		}
	report = mmap(NULL, sizeof(*report) + TRAP_NUMBERS, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	recorded = (bool *)(report + 1);
	world_make();
	if (seconds > 0) {
		outcome = &report->first;
		failed = (unsigned)soak(seconds, verbose);
		world_remove();
		return (int)failed;
	}
	for (size_t i = part; (call = call_at(i)); i += parts) {
		if (!chosen(call->name, argv + optind))
			continue;
		if (!record) {
			faults(call, only);
			continue;
		}
		memset(recorded, 0, TRAP_NUMBERS);
		plan = (struct plan){.what = PLAN_RECORD};
		if (run(call, -1))
			printf("dies\t%s\n", call->name);
		for (long n = 0; n < TRAP_NUMBERS; n++)
			if (recorded[n])
				printf("%s\t%s\n", trap_name(n), call->name);
	}
	world_remove();
	if (record)
		return 0;
	for (size_t i = 0; i < row_count; i++)
		if (rows[i].used)
			printf("row\t%s\n", rows[i].field[4]);
	for (size_t k = 0; k < COUNT(kinds); k++)
		printf("faults\t%s\t%u\n", kinds[k].name, delivered[k]);
	printf("%u passed, %u failed\n", passed, failed);
	return failed == 0 && late != 0 ? OUT_OF_TIME : failed != 0 || passed == 0;
}
