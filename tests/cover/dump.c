/* SPDX-License-Identifier: MIT */
/*
 * Linked into what is built for coverage, so that no process's counters are lost: one that ends by
 * _exit(), or by a system call made by number as the library does as a program or before it starts
 * another, writes them first. A program that is linked to the library tells it by preload.c.
 * A child that was forked adds its own to memory that it shares with its parent, who writes them:
 * tests/fault has tens of thousands of children, and the counters are in a hundred files.
 * Weak, for unit tests that replace these functions themselves.
 *
 * WRAP: _exit syscall
 */
#define _GNU_SOURCE
#include <link.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __GNUC__ != 12
#error "what follows are structures of gcc 12's libgcov"
#endif

struct gcov_info {
	unsigned version;
	struct gcov_info *next;
	unsigned stamp, checksum;
	const char *filename;
	void (*merge[8])(long *, unsigned);
	unsigned n_functions;
	const struct function {
		const struct gcov_info *key;
		unsigned ident, lineno_checksum, cfg_checksum;
		struct {
			unsigned count;
			long *values;
		} arcs;
	} *const *functions;
};

extern struct {
	struct gcov_info *list;
} __gcov_root;

void __gcov_dump(void);
void __gcov_reset(void);
extern __attribute__((weak)) void (*cover_count)(void); /* of preload.c, if that is there */
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
long __real_syscall(long number, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long number, ...);

static pid_t parent;
static long *shared;

/* Adds all counters to `sums`, or takes these to the counters; returns how many there are. */
static size_t add(long *sums, int to_counters)
{
	size_t n = 0;

	for (struct gcov_info *info = __gcov_root.list; info; info = info->next)
		for (unsigned f = 0; f < info->n_functions; f++) {
			const struct function *function = info->functions[f];

			if (!function || function->key != info)
				continue;
			for (unsigned i = 0; i < function->arcs.count; i++, n++)
				if (sums && to_counters)
					function->arcs.values[i] +=
						__atomic_exchange_n(&sums[n], 0, __ATOMIC_RELAXED);
				else if (sums)
					__atomic_fetch_add(&sums[n], function->arcs.values[i],
						__ATOMIC_RELAXED);
		}
	return n;
}

extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

/* Of an object that was started as a program: nobody has called its constructors, by which gcov
 * learns what there is. */
static void construct(void)
{
	void (*const *function)(void) = NULL;
	size_t size = 0;

	for (const ElfW(Dyn) *d = _DYNAMIC; d->d_tag != DT_NULL; d++)
		if (d->d_tag == DT_INIT_ARRAY)
			function = (void (*const *)(void))(
				(const char *)&__ehdr_start + d->d_un.d_ptr);
		else if (d->d_tag == DT_INIT_ARRAYSZ)
			size = d->d_un.d_val;
	for (size_t i = 0; i < size / sizeof(*function); i++)
		function[i]();
}

/* The files are for processes of any user. */
static void count(void)
{
	mode_t mask;

	if (!__gcov_root.list)
		construct();
	if (shared && getpid() != parent) {
		add(shared, 0);
	} else {
		add(shared, 1);
		mask = umask(0);
		__gcov_dump();
		umask(mask);
	}
}

__attribute__((constructor)) static void begin(void)
{
	void *map = mmap(NULL, (add(NULL, 0) + 1) * sizeof(long), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	shared = map == MAP_FAILED ? NULL : map;
	parent = getpid();
	if (&cover_count)
		cover_count = count;
}

__attribute__((destructor)) static void end(void)
{
	if (&cover_count)
		cover_count = NULL;
	count();
}

__attribute__((weak)) _Noreturn void __wrap__exit(int status)
{
	count();
	__real__exit(status);
}

__attribute__((weak)) long __wrap_syscall(long number, ...)
{
	long x[6];
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		x[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_exit_group || number == SYS_execve) {
		count();
		__gcov_reset(); /* a program that cannot be started */
	}
	return __real_syscall(number, x[0], x[1], x[2], x[3], x[4], x[5]);
}
