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
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "trap.h"

#ifndef __x86_64__
#error "the handler knows the registers of x86_64 only"
#endif
#ifndef SYS_getxattrat
#define SYS_getxattrat 464
#endif

enum {
	MAX_TRAPPED = 128
};

struct plan plan;
bool armed, aside;
unsigned points, hits;
long hit;
bool *recorded;
static bool thread_self; /* the path at hand */

bool fault_due(void)
{
	unsigned point = __atomic_add_fetch(&points, 1, __ATOMIC_SEQ_CST);
	bool due = plan.n == 0 || point == plan.n || (plan.all && point > plan.n);

	if (due)
		__atomic_add_fetch(&hits, 1, __ATOMIC_SEQ_CST);
	return due;
}

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
	regs[REG_RAX] = handle(trapped_row(info->si_syscall), info->si_syscall, a);
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
	static struct sock_filter filter[16 + MAX_TRAPPED + COUNT(never_trapped)];
	struct sock_fprog program = {.filter = filter};
	struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
	const size_t count = all ? COUNT(never_trapped) : trapped_count;
	const uint32_t listed = all ? SECCOMP_RET_ALLOW : SECCOMP_RET_TRAP;
	unsigned short n = 0;

	if (trapped_count > MAX_TRAPPED) {
		fputs("fault: MAX_TRAPPED is too small\n", stderr);
		_exit(125);
	}
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
