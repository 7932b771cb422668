/* SPDX-License-Identifier: MIT */
/*
 * Relabelling, driven by a script on standard input and through public headers only, so that one
 * binary runs on any libselinux.so.1 and the outputs can be compared line by line.
 *
 * Words part at blanks; \n \s \\ \xHH stand for bytes in them and @ for NULL. `case NAME` begins a
 * case: it runs in a process of its own, in /mnt, which is a fresh tmpfs (a fresh folder of another
 * file system if the program was given one); what the driver itself writes is in a fresh /media.
 * The commands are in tables at the ends of the files: here those of the script, in drive_tree.c
 * what makes a tree, in drive_calls.c the library's functions. Each command is printed as it was
 * read, and below it, indented, what came of it: a file of cases (cases/) is its own transcript.
 *
 * Usage: drive [-s SELINUXFS] [-d FOLDER] [-n CASE] <script
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "../lib/patience.h"
#include "drive.h"

char *words[MAX_WORDS];
int count;
static const char *base; /* -d */
static const char *fake; /* -s */
char specs[] = "/media/specs";

/* Messages may come from several threads and in any order: they are told sorted. */
static char *messages[MAX_MESSAGES];
static size_t message_count;
static int message_lock;

void die(const char *what)
{
	printf("drive: %s: %s\n", what, strerror(errno));
	fflush(stdout);
	_exit(125);
}

const char *word(int i)
{
	return i < count && strcmp(words[i], "@") != 0 ? words[i] : NULL;
}

/* Very long ones are told by their ends. */
void print_bytes(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (len > 1000 && i == 100) {
			i = len - 100;
			printf("...%zu...", len);
		}
		unsigned char c = (unsigned char)s[i];

		if (c == '\n')
			putchar('|');
		else if (c < ' ' || c > '~')
			printf("\\x%02x", c);
		else
			putchar(c);
	}
}

static void keep_message(int type, const char *text)
{
	char *line = NULL;

	while (__atomic_exchange_n(&message_lock, 1, __ATOMIC_ACQUIRE))
		;
	if (message_count < MAX_MESSAGES && asprintf(&line, "%d %s", type, text) > 0)
		messages[message_count++] = line;
	__atomic_store_n(&message_lock, 0, __ATOMIC_RELEASE);
}

/* `when TEXT COMMAND...`: done once, in the middle of a run, at the first message with this text.
 */
static char *when_text, *when_words[MAX_WORDS];
static int when_count;
static void run_line(void);

static void do_when(void)
{
	when_text = strdup(words[1]);
	for (int i = 2; i < count; i++)
		when_words[i - 2] = strdup(words[i]);
	when_count = count - 2;
}

static void interrupt(const char *text)
{
	char *kept[MAX_WORDS];
	int kept_count = count;

	if (!when_text || !strstr(text, when_text))
		return;
	when_text = NULL;
	memcpy(kept, words, sizeof(kept));
	memcpy(words, when_words, sizeof(words));
	count = when_count;
	run_line();
	memcpy(words, kept, sizeof(kept));
	count = kept_count;
}

static int take_message(int type, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int take_message(int type, const char *fmt, ...)
{
	int saved = errno;
	char text[8192];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	keep_message(type, text);
	interrupt(text);
	errno = saved;
	return 0;
}

int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void tell_messages(void)
{
	if (!getenv("UNSORTED"))
		qsort(messages, message_count, sizeof(*messages), compare_strings);
	for (size_t i = 0; i < message_count; i++) {
		printf("    log ");
		print_bytes(messages[i], strlen(messages[i]));
		putchar('\n');
		free(messages[i]);
	}
	message_count = 0;
}

static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (*s != '\\' || !s[1]) {
			*to++ = *s;
			continue;
		}
		switch (*++s) {
		case 'n':
			*to++ = '\n';
			break;
		case 's':
			*to++ = ' ';
			break;
		case 'e':
			break; /* nothing: an empty word */
		case 'x': {
			char hex[3] = {s[1], s[2], '\0'};

			*to++ = (char)strtoul(hex, NULL, 16);
			s += 2;
			break;
		}
		default:
			*to++ = *s;
		}
	}
	*to = '\0';
}

static bool split(char *line)
{
	char *save = NULL;

	count = 0;
	for (char *w = strtok_r(line, " \t\n", &save); w && count < MAX_WORDS;
		w = strtok_r(NULL, " \t\n", &save)) {
		unescape(w);
		words[count++] = w;
	}
	return count > 0 && *words[0] != '#';
}

static const struct command own_commands[] = {
	{"when", 2, do_when},
	{NULL, 0, NULL},
};

static void run_line(void)
{
	static const struct command *const tables[] = {own_commands, tree_commands, call_commands};

	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (const struct command *c = tables[t]; c->name; c++)
			if (strcmp(c->name, words[0]) == 0 && count > c->least) {
				c->run();
				return;
			}
	printf("drive: what is this: %s\n", words[0]);
	fflush(stdout);
	_exit(125);
}

static void fresh_folder(void)
{
	char path[512];

	if (mount("tmpfs", "/media", "tmpfs", 0, NULL) < 0)
		die("/media");
	if (!base) {
		if (mount("tmpfs", "/mnt", "tmpfs", 0, NULL) < 0)
			die("mount");
	} else {
		snprintf(path, sizeof(path), "%s/XXXXXX", base);
		if (!mkdtemp(path) || chmod(path, 0755) < 0 ||
			mount(path, "/mnt", NULL, MS_BIND, NULL) < 0)
			die(path);
	}
	if (chdir("/mnt") < 0)
		die("/mnt");
}

static int run_case(char **lines, size_t n)
{
	union selinux_callback log = {.func_log = take_message};
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid) {
		waitpid(pid, &status, 0);
		if (is_out_of_time(status)) {
			printf("OUT OF TIME\n");
			exit(OUT_OF_TIME);
		}
		if (WIFSIGNALED(status))
			printf("    killed by signal %d\n", WTERMSIG(status));
		return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	}
	alarm(patience(300));
	umask(022);
	selinux_set_callback(SELINUX_CB_LOG, log);
	if (fake)
		set_selinuxmnt((char *)fake);
	if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		die("unshare");
	fresh_folder();
	for (size_t i = 0; i < n; i++) {
		fputs(lines[i], stdout);
		fflush(stdout);
		if (split(lines[i]))
			run_line();
	}
	fflush(stdout);
	_exit(0);
}

int main(int argc, char **argv)
{
	static char *lines[4096];
	char *line = NULL, name[64] = "";
	const char *only = NULL;
	size_t size = 0, n = 0;
	int c, failed = 0;

	while ((c = getopt(argc, argv, "d:n:s:")) != -1)
		*(c == 'd' ? &base : c == 's' ? &fake : &only) = optarg;
	for (;;) {
		bool more = getline(&line, &size, stdin) > 0,
		     next = more && !strncmp(line, "case ", 5);

		if ((!more || next) && *name && (!only || !strcmp(only, name))) {
			printf("case %s\n", name);
			failed |= run_case(lines, n);
		}
		if (!more)
			break;
		if (next) {
			snprintf(name, sizeof(name), "%s", line + 5);
			name[strcspn(name, "\n")] = '\0';
			while (n)
				free(lines[--n]);
		} else if (n < 4096) {
			lines[n++] = strdup(line);
		}
	}
	return failed;
}
