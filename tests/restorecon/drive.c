/* SPDX-License-Identifier: MIT */
/*
 * Relabelling, driven by a script on standard input and through public headers only, so that one
 * binary runs on any libselinux.so.1 and the outputs can be compared line by line.
 *
 * Words part at blanks; \n \s \\ \xHH stand for bytes in them and @ for NULL. `case NAME` begins a
 * case: it runs in a process of its own, in /mnt, which is a fresh tmpfs (a fresh folder of another
 * file system if the program was given one); what the driver itself writes is in a fresh /media.
 * The commands are in the table at the end.
 *
 * Usage: drive [-s SELINUXFS] [-d FOLDER] [-n CASE] <script
 */
#define _GNU_SOURCE
#include <errno.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "../lib/patience.h"

#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

/* Younger than 2.5: a library may lack them. */
#pragma weak selinux_restorecon_parallel
#pragma weak selinux_restorecon_get_skipped_errors
#pragma weak selinux_restorecon_get_relabeled_files

enum {
	MAX_WORDS = 32,
	MAX_MESSAGES = 512
};

static char *words[MAX_WORDS];
static int count;
static const char *base; /* -d */
static const char *fake; /* -s */
static char specs[] = "/media/specs", printed[] = "/media/stdout";
static struct selabel_handle *handle;

/* Messages may come from several threads and in any order: they are told sorted. */
static char *messages[MAX_MESSAGES];
static size_t message_count;
static int message_lock;

static void die(const char *what)
{
	printf("drive: %s: %s\n", what, strerror(errno));
	fflush(stdout);
	_exit(125);
}

static const char *word(int i)
{
	return i < count && strcmp(words[i], "@") != 0 ? words[i] : NULL;
}

/* Very long ones are told by their ends. */
static void print_bytes(const char *s, size_t len)
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

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void tell_messages(void)
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

/* What the library writes to standard output meanwhile is kept, and told afterwards. */
static int divert(void)
{
	int saved = dup(STDOUT_FILENO), fd = open(printed, O_CREAT | O_TRUNC | O_RDWR, 0600);

	fflush(stdout);
	if (saved < 0 || fd < 0)
		die(printed);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	return saved;
}

static void restore(int saved)
{
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
}

static void tell_printed(void)
{
	char text[4096];
	int fd = open(printed, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : 1;

	if (n)
		n = read(fd, text, sizeof(text));
	close(fd);
	unlink(printed);
	if (n > 0) {
		printf("    stdout ");
		print_bytes(text, (size_t)n);
		putchar('\n');
	}
}

static void tell_result(const char *name, int r, int error)
{
	printf("  %s", name);
	for (int i = 1; i < count; i++) {
		putchar(' ');
		print_bytes(words[i], strlen(words[i]));
	}
	if (r < 0)
		printf(": %d %s\n", r, error ? strerrorname_np(error) : "-");
	else
		printf(": %d\n", r);
}

static const struct {
	const char *name;
	unsigned value;
} flags[] = {
	{"ignore-digest", SELINUX_RESTORECON_IGNORE_DIGEST},
	{"nochange", SELINUX_RESTORECON_NOCHANGE},
	{"force", SELINUX_RESTORECON_SET_SPECFILE_CTX},
	{"recurse", SELINUX_RESTORECON_RECURSE},
	{"verbose", SELINUX_RESTORECON_VERBOSE},
	{"progress", SELINUX_RESTORECON_PROGRESS},
	{"realpath", SELINUX_RESTORECON_REALPATH},
	{"xdev", SELINUX_RESTORECON_XDEV},
	{"add-assoc", SELINUX_RESTORECON_ADD_ASSOC},
	{"abort", SELINUX_RESTORECON_ABORT_ON_ERROR},
	{"syslog", SELINUX_RESTORECON_SYSLOG_CHANGES},
	{"matches", SELINUX_RESTORECON_LOG_MATCHES},
	{"ignore-noent", SELINUX_RESTORECON_IGNORE_NOENTRY},
	{"ignore-mounts", SELINUX_RESTORECON_IGNORE_MOUNTS},
	{"mass", SELINUX_RESTORECON_MASS_RELABEL},
	{"skip-digest", SELINUX_RESTORECON_SKIP_DIGEST},
	{"conflict", SELINUX_RESTORECON_CONFLICT_ERROR},
	{"count", SELINUX_RESTORECON_COUNT_ERRORS},
	{"user-role", SELINUX_RESTORECON_SET_USER_ROLE},
	{"count-relabeled", SELINUX_RESTORECON_COUNT_RELABELED},
	{"skip-multilink", SELINUX_RESTORECON_SKIP_MULTILINK},
	/* selinux_restorecon_xattr() */
	{"x-recurse", SELINUX_RESTORECON_XATTR_RECURSE},
	{"x-delete-nonmatch", SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS},
	{"x-delete-all", SELINUX_RESTORECON_XATTR_DELETE_ALL_DIGESTS},
	{"x-ignore-mounts", SELINUX_RESTORECON_XATTR_IGNORE_MOUNTS},
};

static unsigned parse_flags(const char *text)
{
	char copy[256], *next = copy, *one;
	unsigned value = 0;

	snprintf(copy, sizeof(copy), "%s", text);
	while ((one = strsep(&next, "+"))) {
		size_t i = 0;

		while (i < sizeof(flags) / sizeof(*flags) && strcmp(flags[i].name, one) != 0)
			i++;
		if (i < sizeof(flags) / sizeof(*flags))
			value |= flags[i].value;
		else if (strcmp(one, "-") != 0)
			value |= (unsigned)strtoul(one, NULL, 0);
	}
	return value;
}

static void set_label(const char *path, const char *label)
{
	if (label && lsetxattr(path, "security.selinux", label, strlen(label) + 1, 0) < 0)
		die(path);
}

static void do_spec(void)
{
	int fd = open(specs, O_CREAT | O_WRONLY | O_APPEND, 0600);

	for (int i = 1; i < count; i++)
		dprintf(fd, "%s%s", words[i], i + 1 < count ? "\t" : "\n");
	close(fd);
}

static void do_nospec(void)
{
	unlink(specs);
}

/* A handle on the specifications: options `digest`, `validate`. */
static void do_open(void)
{
	struct selinux_opt options[3] = {{SELABEL_OPT_PATH, specs}};
	unsigned n = 1;

	for (int i = 1; i < count; i++)
		options[n++] = (struct selinux_opt){
			strcmp(words[i], "digest") == 0 ? SELABEL_OPT_DIGEST : SELABEL_OPT_VALIDATE,
			(char *)1};
	errno = 0;
	handle = selabel_open(SELABEL_CTX_FILE, options, n);
	if (!handle)
		tell_result("open", -1, errno);
	selinux_restorecon_set_sehandle(handle);
}

static void do_handle(void)
{
	errno = 0;
	if (count > 1) {
		selinux_restorecon_set_sehandle(NULL);
	} else {
		handle = selinux_restorecon_default_handle();
		tell_result("handle", handle ? 0 : -1, errno);
		if (handle)
			selinux_restorecon_set_sehandle(handle);
	}
	tell_messages();
}

static void do_dir(void)
{
	if (mkdir(words[1], 0755) < 0)
		die(words[1]);
	set_label(words[1], word(2));
}

static void do_file(void)
{
	int fd = open(words[1], O_CREAT | O_WRONLY, 0644);

	if (fd < 0)
		die(words[1]);
	close(fd);
	set_label(words[1], word(2));
}

static void do_symlink(void)
{
	if (symlink(words[2], words[1]) < 0)
		die(words[1]);
	set_label(words[1], word(3));
}

static void do_hard(void)
{
	if (link(words[2], words[1]) < 0)
		die(words[1]);
}

static void do_node(void)
{
	mode_t kind = *words[2] == 'p'   ? S_IFIFO
		      : *words[2] == 'c' ? S_IFCHR
		      : *words[2] == 'b' ? S_IFBLK
					 : S_IFSOCK;

	if (mknod(words[1], kind | 0600, makedev(1, 3)) < 0)
		die(words[1]);
	set_label(words[1], word(3));
}

/* How many files, how deep: `many DIR COUNT LABEL`, `deep DIR COUNT LABEL`. */
static void do_many(void)
{
	char path[512];

	for (int i = 0; i < atoi(words[2]); i++) {
		int fd;

		snprintf(path, sizeof(path), "%s/f%d", words[1], i);
		fd = open(path, O_CREAT | O_WRONLY, 0644);
		if (fd < 0)
			die(path);
		close(fd);
		set_label(path, word(3));
	}
}

static void do_deep(void)
{
	if (chdir(words[1]) < 0)
		die(words[1]);
	for (int i = 0; i < atoi(words[2]); i++) {
		if (mkdir("d", 0755) < 0 || chdir("d") < 0)
			die("deep");
		set_label(".", word(3));
	}
	if (chdir("/mnt") < 0)
		die("/mnt");
}

static void do_label(void)
{
	set_label(words[1], word(2));
}

static void do_digest(void)
{
	if (lsetxattr(words[1], "security.sehash", words[2], strlen(words[2]), 0) < 0)
		die(words[1]);
}

static void do_chmod(void)
{
	if (chmod(words[1], (mode_t)strtoul(words[2], NULL, 8)) < 0)
		die(words[1]);
}

static void do_owner(void)
{
	if (lchown(words[1], (uid_t)strtoul(words[2], NULL, 10), (gid_t)-1) < 0)
		die(words[1]);
}

static void do_remove(void)
{
	if (remove(words[1]) < 0)
		die(words[1]);
}

/* `swap DIR LINK`: DIR goes to DIR.away, and LINK takes its name. */
static void do_swap(void)
{
	char away[512];

	snprintf(away, sizeof(away), "%s.away", words[1]);
	if (rename(words[1], away) < 0 || rename(words[2], words[1]) < 0)
		die("swap");
}

static void do_mount(void)
{
	if (mount("tmpfs", words[1], words[2], 0, NULL) < 0)
		die(words[1]);
}

static void do_bind(void)
{
	if (mount(words[1], words[2], NULL, MS_BIND, NULL) < 0)
		die(words[2]);
}

static void do_readonly(void)
{
	if (mount(NULL, words[1], NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) < 0)
		die(words[1]);
}

static void do_unmount(void)
{
	if (umount2(words[1], MNT_DETACH) < 0)
		die(words[1]);
}

static void do_chdir(void)
{
	if (chdir(words[1]) < 0)
		die(words[1]);
}

/* What is in /mnt is all that there is from here on. */
static void do_chroot(void)
{
	mkdir("/mnt/media", 0755);
	if (mount("/media", "/mnt/media", NULL, MS_BIND, NULL) < 0 || chroot("/mnt") < 0)
		die("chroot");
}

static void do_user(void)
{
	if (setgid(12345) < 0 || setuid(12345) < 0)
		die("setuid");
}

static void do_exclude(void)
{
	const char *list[MAX_WORDS + 1] = {NULL};

	for (int i = 1; i < count; i++)
		list[i - 1] = words[i];
	selinux_restorecon_set_exclude_list(count == 2 && !word(1) ? NULL : list);
}

static void do_alt(void)
{
	int r;

	errno = 0;
	r = selinux_restorecon_set_alt_rootpath(word(1));
	tell_result("alt", r, errno);
	tell_messages();
}

static void do_run(void)
{
	int r, error, saved = divert();

	errno = 0;
	if (count > 3 && selinux_restorecon_parallel)
		r = selinux_restorecon_parallel(
			word(2), parse_flags(words[1]), strtoul(words[3], NULL, 10));
	else
		r = selinux_restorecon(word(2), parse_flags(words[1]));
	error = errno;
	restore(saved);
	tell_result("run", r, error);
	tell_messages();
	tell_printed();
}

static void do_counts(void)
{
	if (selinux_restorecon_get_skipped_errors)
		printf("  skipped errors %lu\n", selinux_restorecon_get_skipped_errors());
	if (selinux_restorecon_get_relabeled_files)
		printf("  relabeled files %lu\n", selinux_restorecon_get_relabeled_files());
}

/* COMPAT: stock's list grows from call to call: only what is new is told. */
static const struct dir_xattr *told;

static struct dir_xattr *skip_told(struct dir_xattr *first)
{
	struct dir_xattr *entry;

	for (entry = first; entry && entry != told; entry = entry->next)
		;
	return entry ? entry->next : first;
}

static void do_xattr(void)
{
	static const char *const results[] = {
		"match", "nomatch", "deleted-match", "deleted-nomatch", "error"};
	struct dir_xattr **list = NULL, *entry;
	char *lines[MAX_MESSAGES];
	size_t n = 0;
	int r, error;

	errno = 0;
	r = selinux_restorecon_xattr(word(2), parse_flags(words[1]), &list);
	error = errno;
	tell_result("xattr", r, error);
	tell_messages();
	for (entry = skip_told(list ? *list : NULL); entry; told = entry, entry = entry->next)
		if (asprintf(&lines[n++], "%s %s %s", entry->directory, entry->digest,
			    results[entry->result]) < 0)
			die("asprintf");
	if (!getenv("UNSORTED"))
		qsort(lines, n, sizeof(*lines), compare_strings);
	for (size_t i = 0; i < n; i++) {
		printf("    entry ");
		print_bytes(lines[i], strlen(lines[i]));
		putchar('\n');
	}
}

static char *seen[4096];
static size_t seen_count;

static int see(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	char label[512];
	unsigned char digest[64];
	char line[8192];
	ssize_t n = lgetxattr(path, "security.selinux", label, sizeof(label) - 1);
	int at;

	(void)st, (void)kind, (void)ftw;
	label[n < 0 ? 0 : n] = '\0';
	at = snprintf(line, sizeof(line), "%s %s", path, n < 0 ? "-" : label);
	n = lgetxattr(path, "security.sehash", digest, sizeof(digest));
	for (ssize_t i = 0; i < n; i++)
		at += snprintf(
			line + at, sizeof(line) - (size_t)at, i ? "%02x" : " %02x", digest[i]);
	if (seen_count < 4096)
		seen[seen_count++] = strdup(line);
	return 0;
}

static void do_show(void)
{
	nftw(words[1], see, 64, FTW_PHYS);
	qsort(seen, seen_count, sizeof(*seen), compare_strings);
	for (size_t i = 0; i < seen_count; i++) {
		printf("    ");
		print_bytes(seen[i], strlen(seen[i]));
		putchar('\n');
		free(seen[i]);
	}
	seen_count = 0;
}

/* `root TYPE`: the policy store is /media/TYPE from here on. */
static void do_root(void)
{
	char path[256];

	snprintf(path, sizeof(path), "/media/%s", words[1]);
	for (char *slash = path + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		mkdir(path, 0755);
	}
	mkdir(path, 0755);
	if (selinux_set_policy_root(path) < 0)
		die(path);
}

/* `write PATH LINE...`: a file of these lines. */
static void do_write(void)
{
	int fd = open(words[1], O_CREAT | O_WRONLY | O_TRUNC, 0644);

	if (fd < 0)
		die(words[1]);
	for (int i = 2; i < count; i++)
		dprintf(fd, "%s\n", words[i]);
	close(fd);
}

static void do_selinuxfs(void)
{
	set_selinuxmnt(words[1]);
}

static const struct {
	const char *name;
	int least; /* words that must follow */
	void (*run)(void);
} commands[] = {
	{"spec", 1, do_spec},
	{"nospec", 0, do_nospec},
	{"open", 0, do_open},
	{"handle", 0, do_handle},
	{"dir", 1, do_dir},
	{"file", 1, do_file},
	{"symlink", 2, do_symlink},
	{"hard", 2, do_hard},
	{"node", 2, do_node},
	{"many", 3, do_many},
	{"deep", 3, do_deep},
	{"label", 2, do_label},
	{"digest", 2, do_digest},
	{"chmod", 2, do_chmod},
	{"owner", 2, do_owner},
	{"remove", 1, do_remove},
	{"swap", 2, do_swap},
	{"when", 2, do_when},
	{"mount", 2, do_mount},
	{"bind", 2, do_bind},
	{"readonly", 1, do_readonly},
	{"unmount", 1, do_unmount},
	{"chdir", 1, do_chdir},
	{"chroot", 0, do_chroot},
	{"user", 0, do_user},
	{"exclude", 1, do_exclude},
	{"alt", 1, do_alt},
	{"run", 2, do_run},
	{"counts", 0, do_counts},
	{"xattr", 2, do_xattr},
	{"show", 1, do_show},
	{"selinuxfs", 1, do_selinuxfs},
	{"root", 1, do_root},
	{"write", 1, do_write},
};

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

static void run_line(void)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(commands[i].name, words[0]) == 0 && count > commands[i].least) {
			commands[i].run();
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
			printf("  killed by signal %d\n", WTERMSIG(status));
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
	for (size_t i = 0; i < n; i++)
		if (split(lines[i])) {
			run_line();
			fflush(stdout);
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
			printf("%s\n", name);
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
