/* SPDX-License-Identifier: MIT */
/*
 * The shared object as a program: running libselinux.so.1 tells whether SELinux is here for
 * processes of this root, why, and by what evidence. Exit status 0 when it is, 1 when not, 2 for a
 * wrong option or an answer that cannot be written.
 * The dynamic loader starts us at libselinux_main with the C library ready.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "presence/evidence.h"

#if defined(__x86_64__)
#define LOADER "/lib64/ld-linux-x86-64.so.2"
#define ENTRY  "xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call libselinux_run\n hlt\n"
#elif defined(__i386__)
#define LOADER "/lib/ld-linux.so.2"
#define ENTRY                                                                                      \
	"xor %ebp, %ebp\n mov %esp, %eax\n and $-16, %esp\n sub $12, %esp\n push %eax\n"           \
	"call libselinux_run\n hlt\n"
#elif defined(__aarch64__)
#define LOADER "/lib/ld-linux-aarch64.so.1"
#define ENTRY  "mov x29, #0\n mov x30, #0\n mov x0, sp\n b libselinux_run\n"
#else
#error "no entry point is written for this machine: its start code and loader belong here"
#endif

/* The kernel starts the program named here. */
__attribute__((section(".interp"), used)) static const char interpreter[] = LOADER;

__asm__(".text\n.globl libselinux_main\n.hidden libselinux_main\n"
	".type libselinux_main, %function\nlibselinux_main:\n" ENTRY
	".size libselinux_main, . - libselinux_main\n");

__attribute__((noreturn, used, visibility("hidden"))) void libselinux_run(const long *stack);

static const char usage[] =
	"Usage: libselinux.so.1 [--json | --quiet | --help | --version]\n"
	"Tells whether SELinux is enabled for processes of this root, which row of the table in\n"
	"docs/PRESENCE.md holds, and why: what was looked at, what other releases answer, and\n"
	"what to do. --json is for programs, --quiet prints nothing.\n"
	"Exit status: 0 enabled, 1 not enabled, 2 wrong option, or the answer cannot be written.\n";

/* A reader that went away is an error of write(), not a signal that ends this. */
static void block_sigpipe(void)
{
	const uint64_t set = 1u << (SIGPIPE - 1);

	syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, NULL, sizeof(set));
}

/* There is no stdio to flush. */
__attribute__((noreturn)) static void finish(bool written, int status)
{
	if (!written) {
		answer_write_text(STDERR_FILENO, "libselinux.so.1: the answer cannot be written\n");
		status = 2;
	}
	for (;;)
		syscall(SYS_exit_group, status);
}

/* The stack as the kernel laid it: argc, then argv. */
void libselinux_run(const long *stack)
{
	char *const *argv = (char *const *)(stack + 1);
	const char *option = stack[0] == 2 ? argv[1] : "";
	bool json = strcmp(option, "--json") == 0, quiet = strcmp(option, "--quiet") == 0;
	struct diagnosis d;
	struct evidence e;
	int status;

	__asm__ volatile("" : : "r"(interpreter)); /* or the linker would drop it as unused */
	block_sigpipe();
	if (strcmp(option, "--help") == 0)
		finish(answer_write_text(STDOUT_FILENO, usage), 0);
	if (strcmp(option, "--version") == 0)
		finish(answer_write_text(STDOUT_FILENO, "libselinux-strict " STRICT_VERSION "\n"),
			0);
	if (stack[0] > 1 && !json && !quiet)
		finish(answer_write_text(STDERR_FILENO, usage), 2);
	d = diagnose();
	status = d.enabled ? 0 : 1;
	if (quiet)
		finish(true, status);
	evidence_gather(&e);
	finish(answer_write(STDOUT_FILENO, json, &d, &e), status);
}
