/* SPDX-License-Identifier: MIT */
/*
 * What every room may use; knows nothing of SELinux. Inside the library a function returns 0 (or a
 * count) or a negative errno and leaves errno alone; only api_return() turns that into -1 and
 * errno.
 */
#ifndef COMMON_COMMON_H
#define COMMON_COMMON_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#define PUBLIC            __attribute__((visibility("default")))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define MUST_CHECK        __attribute__((warn_unused_result))
#define NOINLINE          __attribute__((noinline))
#define ARRAY_SIZE(a)     (sizeof(a) / sizeof((a)[0]))

/* Where a public function ends: a negative errno becomes -1 and errno. */
static inline int api_return(int r)
{
	if (r >= 0)
		return r;
	errno = -r;
	return -1;
}

/* A failure that says nothing of what was asked for: whoever would go on without it, as if it were
 * not there or not allowed, must fail instead. */
static inline bool is_resource_error(int r)
{
	return r == -ENOMEM || r == -EIO || r == -EMFILE || r == -ENFILE;
}

/* Cleanup attributes, for functions without an `out:` label. */
static inline void free_pointer(void *p)
{
	free(*(void **)p);
}

void io_close(int fd);

static inline void close_descriptor(const int *fd)
{
	if (*fd >= 0)
		io_close(*fd);
}

#define AUTO_FREE  __attribute__((cleanup(free_pointer)))
#define AUTO_CLOSE __attribute__((cleanup(close_descriptor)))

/* io.c: system calls on files. EINTR is retried, every descriptor is close-on-exec. */
struct stat;
struct statfs;
int io_open(const char *path, int flags) MUST_CHECK;
/* A descriptor just opened, above 2: whoever has closed the standard ones may still write to them,
 * and would write to what was opened in their place. A negative errno comes back. */
int io_clear_of_standard(int fd) MUST_CHECK;
ssize_t io_read(int fd, void *buf, size_t size) MUST_CHECK;
ssize_t io_write(int fd, const void *data, size_t len) MUST_CHECK;
int io_stat(const char *path, struct stat *st) MUST_CHECK; /* stat.c, as the next four */
int io_lstat(const char *path, struct stat *st) MUST_CHECK;
int io_fstat(int fd, struct stat *st) MUST_CHECK;
int io_statfs(const char *path, struct statfs *fs) MUST_CHECK;
int io_fstatfs(int fd, struct statfs *fs) MUST_CHECK;
/* A regular file, opened for reading; anything else that has this name is -EINVAL, a directory
 * -EISDIR. Never waits, as opening a FIFO would. */
int io_open_regular(const char *path, struct stat *st) MUST_CHECK;
bool io_exists(const char *path);
/* 1: this is a regular file; 0: there is certainly none; a negative errno: it cannot be told, as
 * where a confined process may not look. */
int io_is_regular(const char *path) MUST_CHECK;
/* What one open file of a few bytes holds, as a string. The first read is taken for all of it
 * unless it filled the buffer, as selinuxfs and /proc answer whole; longer answers are read on. */
int io_read_string(int fd, char **string) MUST_CHECK;

/* text.c: a configuration file, whole in memory, line by line. */
enum {
	TEXT_SPARE = 8 /* NULs behind the one that ends the last line */
};
struct text {
	const char *path;  /* as given to text_open(), for messages */
	char *data, *next; /* private */
	size_t size;       /* private: bytes of data */
	char *line;        /* the line, NUL-terminated, without its newline */
	size_t len;        /* its length */
	unsigned lineno;   /* from 1 */
	struct {
		uint64_t dev, ino;
		int64_t mtime; /* seconds */
	} id;                  /* which file this was */
};
int text_open(struct text *t, const char *path) MUST_CHECK;
bool text_next(struct text *t);
void text_close(struct text *t);
bool text_has_nul(const struct text *t); /* the line holds a NUL byte: this is no text */
/* The next word of a line, cut out in place; NULL at its end. Words part at spaces and tabs (and
 * other white space that is no newline); *cursor moves behind the word. */
char *text_word(char **cursor);
/* Cuts white space off both ends, in place. */
char *text_trim(char *s);

/* directory.c: the names in a directory, but for those that begin with a dot, sorted by bytes. */
struct dir_names {
	char **names;
	size_t count;
	size_t capacity; /* private */
};
int dir_names_read(struct dir_names *d, const char *path) MUST_CHECK;
void dir_names_free(struct dir_names *d);

/* socket.c */
struct msghdr;
struct sockaddr;
int socket_open(int domain, int type, int protocol) MUST_CHECK;
int socket_bind(int fd, const struct sockaddr *address, unsigned len) MUST_CHECK;
int socket_connect(int fd, const struct sockaddr *address, unsigned len) MUST_CHECK;
ssize_t socket_send(int fd, const struct msghdr *message, int flags) MUST_CHECK; /* no SIGPIPE */
ssize_t socket_receive(int fd, struct msghdr *message, int flags) MUST_CHECK;
int socket_get_option(int fd, int option, void *value, unsigned *len) MUST_CHECK; /* SOL_SOCKET */
int socket_set_option(int fd, int option, const void *value, unsigned len) MUST_CHECK;
/* 1: ready, 0: time is up; -1 millisecond waits for ever. */
int socket_wait(int fd, short events, long milliseconds) MUST_CHECK;
int64_t clock_milliseconds(void); /* monotonic */

/* string.c */
char *str_dup(const char *s) MUST_CHECK; /* NULL: no memory */
void str_free_all(char **strings);       /* an array of them, ended by NULL; or NULL */
/* The one copy of a string, kept as long as the process lives; NULL: no memory. */
char *str_intern(const char *s) MUST_CHECK;
/* Both return the length that the whole takes; not less than `size` means that it does not fit. */
size_t str_join(char *buf, size_t size, const char *const parts[], size_t count) MUST_CHECK;
size_t str_format(char *buf, size_t size, const char *fmt, ...) PRINTF_LIKE(3, 4);
#define STR_JOIN(buf, size, ...)                                                                   \
	str_join(buf, size, (const char *const[]){__VA_ARGS__},                                    \
		ARRAY_SIZE(((const char *const[]){__VA_ARGS__})))
char *str_vprintf(const char *fmt, va_list ap) MUST_CHECK PRINTF_LIKE(1, 0); /* vasprintf() */
const char *str_rchr(const char *s, char c);                                 /* strrchr() */
bool str_starts_with(const char *s, const char *prefix);
bool str_same_start(const char *a, const char *b, size_t len);  /* of so many bytes: strncmp() */
bool str_starts_with_nocase(const char *s, const char *prefix); /* large or small letters */
const char *str_skip_blanks(const char *s);                     /* spaces and tabs */

/* symbol.c: a function of the program or its libraries, NULL if there is none; and none is found
 * before glibc 2.34 in a program without libdl.so.2. */
void *symbol_find(const char *name);

/* number.c: decimal and hexadecimal numbers; no sign, no blanks, no locale, no overflow.
 * The digits end at *end (which may be NULL: then at the NUL). */
bool number_u32(const char *s, unsigned base, uint32_t *value, const char **end);

/* lock.c: the library's locks. Taken in this order, so that no two threads wait for each other;
 * all are taken across fork(), so that a child never inherits one held. */
enum lock {
	LOCK_RESTORECON, /* restorecon: its settings, and what is shared by the threads of a run */
	LOCK_CONFIG,     /* config/config.c: making of a new configuration */
	LOCK_MATCHPATHCON, /* label/matchpathcon.c: the process's handle */
	LOCK_LABEL,        /* label: work done on first use of a handle */
	LOCK_AVC_START,    /* avc/open.c: the AVC being started or ended */
	LOCK_STATUS,       /* avc/status.c, avc/netlink.c */
	LOCK_AVC,          /* avc: the cache and the SID table */
	LOCK_MAPPING,      /* kernel/mapping.c: mappings being added */
	LOCK_CLASS,        /* kernel/class.c: entries being made */
	LOCK_POLICY,       /* kernel/policy_watch.c: which policy was seen */
	LOCK_TRANSLATE,    /* context/translate.c: the last answers */
	LOCK_INTERN,       /* common/string.c: strings being added */
	LOCK_COUNT
};
void lock_take(enum lock which);
void lock_drop(enum lock which);

#endif
