/*
 * Lines: builds each call's print_key, catches what the library logs or writes to stderr during
 * the call, and prints results in an escaped form that is the same on every run: no
 * address, no process number, and the work folder's name replaced by $WORK.
 */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blackbox.h"
#include "../lib/patience.h"
#include "print.h"

enum {
	LOG_MAX = 12,         /* messages shown after one call; the others are counted */
	TEXT_MAX = 1200,      /* bytes of a string shown; the rest is a length and a sum */
	CHILD_SECONDS = 1200, /* what takes longer may not end at all */
};

bool print_errno_always;
const char *print_endless;
static bool late; /* a child was out of time, or a child of its */
char untouched[] = "untouched";

static char family_name[64];
static char work_folder[PATH_MAX];
char print_key[512];
static bool forked; /* the call under way has a child of its own */
static int stderr_file = -1;
static off_t stderr_seen;

static FILE *real_stdout; /* while stdout is caught */
static char *caught;
static size_t caught_len;

static struct {
	int type;
	char *text;
} log_lines[LOG_MAX];
static unsigned int log_count;

static void print_escaped_bytes(const char *s, size_t len)
{
	size_t work_len = strlen(work_folder);

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (work_len && len - i >= work_len && !memcmp(s + i, work_folder, work_len)) {
			fputs("$WORK", stdout);
			i += work_len - 1;
		} else if (c == '\n') {
			fputs("\\n", stdout);
		} else if (c == '\t') {
			fputs("\\t", stdout);
		} else if (c == '"' || c == '\\') {
			printf("\\%c", c);
		} else if (c < 0x20 || c >= 0x7f) {
			printf("\\%03o", c);
		} else {
			putchar(c);
		}
	}
}

static uint32_t fnv1a(const char *s, size_t len)
{
	uint32_t sum = 2166136261u;

	while (len--)
		sum = (sum ^ (unsigned char)*s++) * 16777619u;
	return sum;
}

/* A long text is cut, unless the work folder's name, whose length varies, is in it. */
void print_quoted(const char *s)
{
	size_t len;

	if (!s) {
		fputs("NULL", stdout);
		return;
	}
	if (s == untouched) {
		fputs("untouched", stdout);
		return;
	}
	len = strlen(s);
	putchar('"');
	if (len <= TEXT_MAX || (*work_folder && strstr(s, work_folder))) {
		print_escaped_bytes(s, len);
		putchar('"');
	} else {
		print_escaped_bytes(s, TEXT_MAX);
		printf("\"... len=%zu sum=%08x", len, fnv1a(s, len));
	}
}

static int log_catch(int type, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int log_catch(int type, const char *fmt, ...)
{
	va_list args;
	char *text = NULL;

	if (log_count++ >= LOG_MAX)
		return 0;
	va_start(args, fmt);
	if (vasprintf(&text, fmt, args) < 0)
		text = NULL;
	va_end(args);
	log_lines[log_count - 1].type = type;
	log_lines[log_count - 1].text = text;
	return 0;
}

static const char *log_type_name(int type)
{
	static const char *const names[] = {
		"ERROR", "WARNING", "INFO", "AVC", "POLICYLOAD", "SETENFORCE"};

	return type >= 0 && (size_t)type < COUNT(names) ? names[type] : "?";
}

static void print_log(void)
{
	for (unsigned int i = 0; i < log_count && i < LOG_MAX; i++) {
		printf("%s+log%u: %s ", print_key, i + 1, log_type_name(log_lines[i].type));
		print_quoted(log_lines[i].text);
		putchar('\n');
		free(log_lines[i].text);
	}
	if (log_count > LOG_MAX)
		printf("%s+logs: %u messages\n", print_key, log_count);
	log_count = 0;
}

static void print_stderr(void)
{
	struct stat st;
	size_t len;
	char *text;

	if (stderr_file < 0 || fstat(stderr_file, &st) < 0 || st.st_size <= stderr_seen)
		return;
	len = (size_t)(st.st_size - stderr_seen);
	text = calloc(1, len + 1);
	if (text && pread(stderr_file, text, len, stderr_seen) == (ssize_t)len) {
		printf("%s+stderr: ", print_key);
		print_quoted(text);
		putchar('\n');
	}
	free(text);
	stderr_seen = st.st_size;
}

static void print_caught(void)
{
	if (!caught)
		return;
	printf("%s+stdout: ", print_key);
	print_quoted(caught);
	putchar('\n');
	free(caught);
	caught = NULL;
}

void stdout_catch(void)
{
	FILE *stream = open_memstream(&caught, &caught_len);

	if (!stream)
		abort();
	real_stdout = stdout;
	stdout = stream;
	errno = 0;
}

void stdout_release(void)
{
	int error = errno;

	fclose(stdout);
	stdout = real_stdout;
	errno = error;
}

void print_start(const char *family, const char *work)
{
	union selinux_callback cb = {.func_log = log_catch};
	char path[PATH_MAX + 16];
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	snprintf(family_name, sizeof(family_name), "%s", family);
	snprintf(work_folder, sizeof(work_folder), "%s", work);
	snprintf(path, sizeof(path), "%s/stderr", work);
	stderr_file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (stderr_file < 0 || null < 0 || chdir(work) < 0) {
		printf("%s: cannot be set up: %s\n", family, strerror(errno));
		child_end();
	}
	dup2(null, STDIN_FILENO);
	dup2(stderr_file, STDERR_FILENO);
	if (selinux_set_callback)
		selinux_set_callback(SELINUX_CB_LOG, cb);
}

static void note_late(const char *name, int status)
{
	late = true;
	if (WIFSIGNALED(status))
		printf("%s: OUT OF TIME\n", name);
}

int print_status(void)
{
	return late ? OUT_OF_TIME : 0;
}

bool fork_child(const char *name)
{
	struct stat st;
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		alarm(patience(CHILD_SECONDS));
		return true;
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		printf("%s: cannot fork: %s\n", name, strerror(errno));
	else if (is_out_of_time(status))
		note_late(name, status);
	else if (WIFSIGNALED(status))
		printf("%s: crash signal=%s\n", name, sigabbrev_np(WTERMSIG(status)));
	else if (WEXITSTATUS(status))
		printf("%s: exit status=%d\n", name, WEXITSTATUS(status));
	if (stderr_file >= 0 && !fstat(stderr_file, &st))
		stderr_seen = st.st_size;
	return false;
}

void child_end(void)
{
	fflush(stdout);
	_exit(print_status());
}

static void key_set(const char *fn, const char *fmt, va_list args)
{
	int len =
		snprintf(print_key, sizeof(print_key), "%s/%s%s", family_name, fn, *fmt ? "/" : "");

	vsnprintf(print_key + len, sizeof(print_key) - (size_t)len, fmt, args);
}

static bool call_ready(bool present)
{
	if (!present) {
		printf("%s: missing\n", print_key);
		return false;
	}
	if (print_endless && strcmp(print_key, print_endless) == 0) {
		printf("%s: does not return\n", print_key);
		return false;
	}
	log_count = 0;
	errno = 0;
	return true;
}

bool call_begin(const char *fn, bool present, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	key_set(fn, fmt, args);
	va_end(args);
	return call_ready(present);
}

bool call_forked(const char *fn, bool present, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	key_set(fn, fmt, args);
	va_end(args);
	if (!call_ready(present))
		return false;
	if (!fork_child(print_key))
		return false;
	forked = true;
	errno = 0;
	return true;
}

bool apart(const char *name)
{
	char line[128];

	snprintf(line, sizeof(line), "%s/%s", family_name, name);
	return fork_child(line);
}

void apart_end(void)
{
	child_end();
}

void apart_run(const char *name, void (*run)(void))
{
	if (apart(name)) {
		run();
		apart_end();
	}
}

/* The end of every line: what was logged follows, and a call's own child is done. */
void line_end(void)
{
	putchar('\n');
	print_caught();
	print_log();
	print_stderr();
	if (forked)
		child_end();
}

void fact(const char *name, const char *fmt, ...)
{
	va_list args;

	printf("%s/%s: ", family_name, name);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}
