/* SPDX-License-Identifier: MIT */
/*
 * A seccomp filter sends system calls of the C library's text to a handler in the same process
 * (SIGSYS), which makes the call itself, lets it fail, or leads it to the folder of world.c. What
 * is called from elsewhere, by this file or a sanitizer, is left alone.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <sys/un.h>
#include <ucontext.h>
#include <unistd.h>

#include "fault.h"

#ifndef __x86_64__
#error "the handler knows the registers of x86_64 only"
#endif
#ifndef SYS_getxattrat
#define SYS_getxattrat 464
#endif

struct plan plan;
bool armed, aside;
unsigned points, hits;
long hit;
bool *recorded;
static bool thread_self; /* the path at hand */

enum {
	NO_PATH = -1
};

/* Which errors a call may fail with; what a path stands at. */
static const struct trapped {
	short number, path;
	const char *name;
	short interrupted, again, memory, io;
} trapped[] = {
	{SYS_read, NO_PATH, "read", 1, 1, 1, 1},
	{SYS_pread64, NO_PATH, "pread64", 1, 1, 1, 1},
	{SYS_readv, NO_PATH, "readv", 1, 1, 1, 1},
	{SYS_write, NO_PATH, "write", 1, 1, 1, 1},
	{SYS_pwrite64, NO_PATH, "pwrite64", 1, 1, 1, 1},
	{SYS_writev, NO_PATH, "writev", 1, 1, 1, 1},
	{SYS_open, 0, "open", 1, 0, 1, 1},
	{SYS_openat, 1, "openat", 1, 0, 1, 1},
	{SYS_close, NO_PATH, "close", 0, 0, 0, 1},
	{SYS_mmap, NO_PATH, "mmap", 0, 1, 1, 0},
	{SYS_mremap, NO_PATH, "mremap", 0, 1, 1, 0},
	{SYS_stat, 0, "stat", 0, 0, 1, 1},
	{SYS_lstat, 0, "lstat", 0, 0, 1, 1},
	{SYS_fstat, NO_PATH, "fstat", 0, 0, 1, 1},
	{SYS_newfstatat, 1, "newfstatat", 0, 0, 1, 1},
	{SYS_access, 0, "access", 0, 0, 1, 1},
	{SYS_faccessat, 1, "faccessat", 0, 0, 1, 1},
	{SYS_faccessat2, 1, "faccessat2", 0, 0, 1, 1},
	{SYS_statfs, 0, "statfs", 1, 0, 1, 1},
	{SYS_fstatfs, NO_PATH, "fstatfs", 1, 0, 1, 1},
	{SYS_getdents64, NO_PATH, "getdents64", 0, 0, 1, 1},
	{SYS_readlink, 0, "readlink", 0, 0, 1, 1},
	{SYS_readlinkat, 1, "readlinkat", 0, 0, 1, 1},
	{SYS_getxattr, 0, "getxattr", 0, 0, 1, 1},
	{SYS_lgetxattr, 0, "lgetxattr", 0, 0, 1, 1},
	{SYS_fgetxattr, NO_PATH, "fgetxattr", 0, 0, 1, 1},
	{SYS_getxattrat, 1, "getxattrat", 0, 0, 1, 1},
	{SYS_setxattr, 0, "setxattr", 0, 0, 1, 1},
	{SYS_lsetxattr, 0, "lsetxattr", 0, 0, 1, 1},
	{SYS_fsetxattr, NO_PATH, "fsetxattr", 0, 0, 1, 1},
	{SYS_removexattr, 0, "removexattr", 0, 0, 1, 1},
	{SYS_lremovexattr, 0, "lremovexattr", 0, 0, 1, 1},
	{SYS_fremovexattr, NO_PATH, "fremovexattr", 0, 0, 1, 1},
	{SYS_socket, NO_PATH, "socket", 0, 0, 1, 0},
	{SYS_bind, NO_PATH, "bind", 0, 0, 1, 0},
	{SYS_connect, NO_PATH, "connect", 1, 0, 1,
		0} /* EAGAIN: too slow, tests/unit/test_translate.c */,
	{SYS_sendto, NO_PATH, "sendto", 1, 1, 1, 0},
	{SYS_sendmsg, NO_PATH, "sendmsg", 1, 1, 1, 0},
	{SYS_recvfrom, NO_PATH, "recvfrom", 1, 1, 1, 0},
	{SYS_recvmsg, NO_PATH, "recvmsg", 1, 1, 1, 0},
	{SYS_poll, NO_PATH, "poll", 1, 0, 1, 0},
	{SYS_ppoll, NO_PATH, "ppoll", 1, 0, 1, 0},
	{SYS_getsockopt, NO_PATH, "getsockopt", 0, 0, 1, 0},
	{SYS_setsockopt, NO_PATH, "setsockopt", 0, 0, 1, 0},
	{SYS_fcntl, NO_PATH, "fcntl", 0, 0, 1, 0},
	{SYS_lseek, NO_PATH, "lseek", 0, 0, 0, 1},
	{SYS_ioctl, NO_PATH, "ioctl", 0, 0, 0, 1},
	{SYS_flock, NO_PATH, "flock", 1, 0, 1, 0},
	{SYS_fsync, NO_PATH, "fsync", 0, 0, 0, 1},
	{SYS_ftruncate, NO_PATH, "ftruncate", 1, 0, 0, 1},
	{SYS_getrandom, NO_PATH, "getrandom", 1, 1, 0, 0},
	/* These never fail here; some must never be made. */
	{SYS_mprotect, NO_PATH, "mprotect", 0, 0, 0, 0},
	{SYS_munmap, NO_PATH, "munmap", 0, 0, 0, 0},
	{SYS_brk, NO_PATH, "brk", 0, 0, 0, 0},
	{SYS_gettid, NO_PATH, "gettid", 0, 0, 0, 0},
	{SYS_sched_yield, NO_PATH, "sched_yield", 0, 0, 0, 0},
	{SYS_sched_getaffinity, NO_PATH, "sched_getaffinity", 0, 0, 0, 0},
	{SYS_clock_gettime, NO_PATH, "clock_gettime", 0, 0, 0, 0},
	{SYS_mount, NO_PATH, "mount", 0, 0, 0, 0},
	{SYS_umount2, NO_PATH, "umount2", 0, 0, 0, 0},
	{SYS_statx, 1, "statx", 0, 0, 0, 0},
	{SYS_openat2, 1, "openat2", 0, 0, 0, 0},
};

static const struct trapped *row_of(long number)
{
	for (size_t i = 0; i < COUNT(trapped); i++)
		if (trapped[i].number == number)
			return &trapped[i];
	return NULL;
}

const char *trap_name(long number)
{
	const struct trapped *row = row_of(number);

	static char text[16];

	snprintf(text, sizeof(text), "%ld", number);
	return row ? row->name : text;
}

bool fault_due(void)
{
	unsigned point = __atomic_add_fetch(&points, 1, __ATOMIC_SEQ_CST);
	bool due = plan.n == 0 || point == plan.n || (plan.all && point > plan.n);

	if (due)
		__atomic_add_fetch(&hits, 1, __ATOMIC_SEQ_CST);
	return due;
}

static bool is_socket(long fd);

static bool can_fail(const struct trapped *row, int error, const long *a)
{
	switch (error) {
	case EINTR:
		return row->interrupted;
	case EAGAIN:
		return row->again &&
		       (row->number == SYS_mmap || row->number == SYS_mremap || is_socket(a[0]));
	case ENOMEM:
		return row->memory;
	default:
		return row->io;
	}
}

static long raw(long number, const long *a)
{
	register long r10 __asm__("r10") = a[3];
	register long r8 __asm__("r8") = a[4];
	register long r9 __asm__("r9") = a[5];
	long r;

	__asm__ volatile("syscall"
			 : "=a"(r)
			 : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return r;
}

/* What a descriptor is of. */
static enum kind {
	KIND_PLAIN,
	KIND_KERNEL,   /* of selinuxfs or /proc: answers whole */
	KIND_QUESTION, /* selinuxfs: what is written is a question, the answer is at 512 */
	KIND_BOOLEAN,  /* selinuxfs: what is written is the value to come, the second */
	KIND_NETLINK,
	KIND_SOCKET
} kinds[1024];

/* The path where this one is in the folder; NULL: where it says. */
static const char *lead(const char *path, char *buf, size_t size)
{
	static const char *const places[][2] = {{"/etc/selinux", "/etc/selinux"},
		{"/proc/mounts", "/mounts"}, {"/proc/self/mounts", "/mounts"},
		{"/etc/passwd", "/passwd"}, {"/etc/group", "/group"},
		{"/etc/nsswitch.conf", "/nsswitch.conf"}, {"/proc/filesystems", "/filesystems"},
		{"/sys/fs/selinux", "/fs"}, {"/run/setrans", "/setrans"},
		{"/var/run/setrans", "/setrans"}};
	const char *attr;

	if (!strncmp(path, "/proc/", 6) && (attr = strstr(path, "/attr/"))) {
		snprintf(buf, size, "%s%s", world, attr);
		return buf;
	}
	for (size_t i = 0; i < COUNT(places); i++)
		if (!strncmp(path, places[i][0], strlen(places[i][0]))) {
			snprintf(buf, size, "%s%s%s", world, places[i][1],
				path + strlen(places[i][0]));
			return buf;
		}
	return NULL;
}

static enum kind kind_of(const char *path)
{
	static const char *const questions[] = {
		"access", "create", "relabel", "member", "user", "context"};
	size_t len = strlen(world);

	if (strncmp(path, world, len) != 0)
		return KIND_PLAIN;
	path += len;
	if (!strncmp(path, "/attr/", 6))
		return KIND_KERNEL;
	if (!strcmp(path, "/fs"))
		return KIND_KERNEL;
	if (strncmp(path, "/fs/", 4) != 0)
		return KIND_PLAIN;
	path += 4;
	for (size_t i = 0; i < COUNT(questions); i++)
		if (!strcmp(path, questions[i]))
			return KIND_QUESTION;
	return strncmp(path, "booleans/", 9) ? KIND_KERNEL : KIND_BOOLEAN;
}

static long write_to(long number, long *a)
{
	long at[6] = {a[0], a[1], a[2], 0}, back[6] = {a[0], 512, SEEK_SET}, r;

	switch (a[0] >= 0 && a[0] < 1024 ? kinds[a[0]] : KIND_PLAIN) {
	case KIND_QUESTION:
		r = raw(SYS_pwrite64, at);
		raw(SYS_lseek, back);
		return r;
	case KIND_BOOLEAN:
		at[2] = 1;
		at[3] = 2;
		r = raw(SYS_pwrite64, at);
		return r == 1 ? a[2] : r;
	default:
		return raw(number, a);
	}
}

static bool is_socket(long fd)
{
	return fd >= 0 && fd < 1024 && (kinds[fd] == KIND_SOCKET || kinds[fd] == KIND_NETLINK);
}

/* What may give less than was asked for. */
static bool is_stream(long fd)
{
	return fd < 0 || fd >= 1024 || kinds[fd] == KIND_PLAIN || kinds[fd] == KIND_SOCKET;
}

/* A peer's context, as of net/core/sock.c: its size, if there is too little room. */
static long peer(const long *a)
{
	static const char context[] = "system_u:system_r:peer_t:s0";
	socklen_t *size = (socklen_t *)a[4], room = *size;

	*size = sizeof(context);
	if (room < sizeof(context))
		return -ERANGE;
	memcpy((void *)a[3], context, sizeof(context));
	return 0;
}

static long make(long number, long *a, bool cut)
{
	struct iovec one;
	struct msghdr head;
	struct sockaddr_un address;
	char buf[4096];
	long r;

	switch (number) {
	case SYS_open:
	case SYS_openat:
		r = raw(number, a);
		if (r >= 0 && r < 1024)
			kinds[r] = kind_of((const char *)a[number == SYS_openat]);
		return r;
	case SYS_write:
		return write_to(number, a);
	case SYS_read:
		if (cut && a[2] > 1)
			a[2] = 1;
		return raw(number, a);
	case SYS_readv:
		if (cut) {
			one = *(struct iovec *)a[1];
			one.iov_len = 1;
			a[1] = (long)&one;
			a[2] = 1;
		}
		return raw(number, a);
	case SYS_recvmsg:
		if (cut) {
			head = *(struct msghdr *)a[1];
			one = *head.msg_iov;
			one.iov_len = 1;
			head.msg_iov = &one;
			head.msg_iovlen = 1;
			a[1] = (long)&head;
		}
		return raw(number, a);
	case SYS_socket: /* no kernel without SELinux has its netlink */
		if (a[0] == AF_NETLINK) {
			long other[6] = {AF_UNIX, (a[1] & ~0xf) | SOCK_DGRAM, 0};

			r = raw(number, other);
		} else {
			r = raw(number, a);
		}
		if (r >= 0 && r < 1024)
			kinds[r] = a[0] == AF_NETLINK ? KIND_NETLINK : KIND_SOCKET;
		return r;
	case SYS_statfs:
		r = raw(number, a);
		if (r == 0 && kind_of((const char *)a[0]) == KIND_KERNEL)
			((struct statfs *)a[1])->f_type = 0xf97cff8c;
		if (r == 0 && armed && plan.what == PLAN_WITHOUT && plan.without == WITHOUT_FLAGS)
			((struct statfs *)a[1])->f_flags = 0;
		return r;
	case SYS_mount:
	case SYS_umount2:
		return 0;
	case SYS_getsockopt:
		return a[1] == SOL_SOCKET && a[2] == SO_PEERSEC ? peer(a) : raw(number, a);
	case SYS_bind:
		return kinds[a[0] & 1023] == KIND_NETLINK ? 0 : raw(number, a);
	case SYS_connect:
		address = *(struct sockaddr_un *)a[1];
		if (address.sun_family == AF_UNIX && lead(address.sun_path, buf, sizeof(buf))) {
			snprintf(address.sun_path, sizeof(address.sun_path), "%.107s", buf);
			a[1] = (long)&address;
			a[2] = sizeof(address);
		}
		return raw(number, a);
	default:
		return raw(number, a);
	}
}

/* What an older kernel would answer, or 0; it may take away what it would not see. */
static long lacking(long number, long *a)
{
	bool opens = number == SYS_open || number == SYS_openat;
	long *flags = &a[number == SYS_open ? 1 : 2], error = 0;

	switch (plan.without) {
	case WITHOUT_O_PATH:
		if (opens && (*flags & O_PATH)) {
			*flags &= ~(long)O_PATH;
			hits++;
		}
		return 0;
	case WITHOUT_THREAD_SELF:
		error = thread_self ? -ENOENT : 0;
		break;
	case WITHOUT_FLAGS: /* make() hides them */
		hits += number == SYS_statfs;
		return 0;
	case WITHOUT_PAGE:
		error = number == SYS_mmap && (a[3] & MAP_SHARED) ? -ENODEV : 0;
		break;
	case WITHOUT_GETXATTRAT:
		error = number == SYS_getxattrat ? -ENOSYS : 0;
		break;
	case FORBIDDEN_GETXATTRAT:
		error = number == SYS_getxattrat ? -EPERM : 0;
		break;
	}
	if (error) {
		hits++;
		hit = number;
	}
	return error;
}

static long handle(const struct trapped *row, long number, long *a)
{
	char buf[4096];
	bool cut = false;
	long error;

	if (aside) {
		long r = raw(number, a);

		if ((number == SYS_open || number == SYS_openat) && r >= 0 && r < 1024)
			kinds[r] = KIND_PLAIN;
		return r;
	}
	thread_self = row && row->path != NO_PATH && a[row->path] &&
		      !strncmp((const char *)a[row->path], "/proc/thread-self/", 18);
	if (row && row->path != NO_PATH && a[row->path] &&
		lead((const char *)a[row->path], buf, sizeof(buf)))
		a[row->path] = (long)buf;
	if (armed) {
		switch (plan.what) {
		case PLAN_CALL:
			if (row && can_fail(row, plan.error, a) && fault_due()) {
				hit = number;
				if (number == SYS_close) /* which closes all the same */
					raw(number, a);
				return -plan.error;
			}
			break;
		case PLAN_SHORT:
			cut = (number == SYS_read || number == SYS_readv ||
				      number == SYS_recvmsg) &&
			      is_stream(a[0]) && fault_due();
			if (cut)
				hit = number;
			break;
		case PLAN_WITHOUT:
			error = lacking(number, a);
			if (error)
				return error;
			break;
		case PLAN_RECORD:
			if (number >= 0 && number < TRAP_NUMBERS)
				recorded[number] = true;
			break;
		default:
			break;
		}
	}
	return make(number, a, cut);
}

static void on_call(int sig, siginfo_t *info, void *context)
{
	greg_t *regs = ((ucontext_t *)context)->uc_mcontext.gregs;
	long a[6] = {regs[REG_RDI], regs[REG_RSI], regs[REG_RDX], regs[REG_R10], regs[REG_R8],
		regs[REG_R9]};
	int saved = errno;

	(void)sig;
	regs[REG_RAX] = handle(row_of(info->si_syscall), info->si_syscall, a);
	errno = saved;
}

/* Where the C library's text is. */
static uint64_t text_start, text_end;

void trap_prepare(char **argv)
{
	FILE *maps;
	char line[512];
	int old = personality(0xffffffff);

	/* One start like the other; and its text lies in one stretch of 4 GiB. */
	if (old >= 0 && !(old & ADDR_NO_RANDOMIZE) &&
		personality((unsigned long)old | ADDR_NO_RANDOMIZE) >= 0)
		execv("/proc/self/exe", argv);
	maps = fopen("/proc/self/maps", "re");
	while (maps && fgets(line, sizeof(line), maps)) {
		unsigned long start, end;
		char flags[8];

		if (strstr(line, "/libc.so.6") &&
			sscanf(line, "%lx-%lx %7s", &start, &end, flags) == 3 && flags[2] == 'x')
			text_start = start, text_end = end;
	}
	if (maps)
		fclose(maps);
	if (!text_start || text_start >> 32 != text_end >> 32) {
		fputs("fault: the C library's text was not found\n", stderr);
		exit(125);
	}
}

/* Those of these lists are let by (or, for the first, sent to the handler). */
static const int never_trapped[] = {SYS_rt_sigreturn, SYS_rt_sigaction, SYS_rt_sigprocmask,
	SYS_exit, SYS_exit_group, SYS_clone, SYS_clone3, SYS_futex, SYS_set_robust_list, SYS_rseq,
	SYS_madvise, SYS_alarm, SYS_wait4};

static unsigned short put(
	struct sock_filter *filter, unsigned short n, struct sock_filter statement)
{
	filter[n] = statement;
	return n + 1;
}

#define LOAD(field)                                                                                \
	(struct sock_filter)                                                                       \
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, action)
#define SKIP(test, value, yes, no)                                                                 \
	(struct sock_filter) BPF_JUMP(BPF_JMP | test | BPF_K, (uint32_t)(value), yes, no)

void trap_install(bool all)
{
	static struct sock_filter filter[16 + COUNT(trapped) + COUNT(never_trapped)];
	struct sock_fprog program = {.filter = filter};
	struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
	const size_t count = all ? COUNT(never_trapped) : COUNT(trapped);
	const uint32_t listed = all ? SECCOMP_RET_ALLOW : SECCOMP_RET_TRAP;
	unsigned short n = 0;

	/* the upper half of the address, which is the last of the two words; then the lower */
	n = put(filter, n,
		(struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			offsetof(struct seccomp_data, instruction_pointer) + 4));
	n = put(filter, n, SKIP(BPF_JEQ, text_start >> 32, 1, 0));
	n = put(filter, n, RETURN(SECCOMP_RET_ALLOW));
	n = put(filter, n, LOAD(instruction_pointer));
	n = put(filter, n, SKIP(BPF_JGE, text_start, 1, 0));
	n = put(filter, n, RETURN(SECCOMP_RET_ALLOW));
	n = put(filter, n, SKIP(BPF_JGT, text_end, 0, 1));
	n = put(filter, n, RETURN(SECCOMP_RET_ALLOW));
	n = put(filter, n, LOAD(nr));
	for (size_t i = 0; i < count; i++)
		n = put(filter, n,
			SKIP(BPF_JEQ, all ? never_trapped[i] : trapped[i].number,
				(uint8_t)(count - i), 0));
	n = put(filter, n, RETURN(all ? SECCOMP_RET_TRAP : SECCOMP_RET_ALLOW));
	n = put(filter, n, RETURN(listed));
	program.len = n;
	sigaction(SIGSYS, &action, NULL);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0) {
		perror("fault: seccomp");
		_exit(125);
	}
}
