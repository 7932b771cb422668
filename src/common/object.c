/* SPDX-License-Identifier: MIT */
/*
 * What a compiler's start files would bring into a shared object, and no more: a name for it, and
 * its end; and the note that says what it is. Theirs ask for four symbols that no C program has, at
 * the cost of four vain searches at every start. No part of the static library: there the program
 * has its own.
 */
#ifdef __aarch64__
#include <sys/auxv.h>
#endif

#include "common/common.h"
#include "common/note.h"

extern void __cxa_finalize(void *dso);

__attribute__((visibility("hidden"))) void *__dso_handle = &__dso_handle;

/* The name and version by which systemd-coredump tells of it. A distribution that has ld write its
 * own (--package-metadata) defines NO_PACKAGE_NOTE. */
#ifndef NO_PACKAGE_NOTE
ELF_NOTE(package_note, ".note.package", 0xcafe1a7e,
	"{\"type\":\"generic\",\"name\":\"libselinux-strict\",\"version\":\"" STRICT_VERSION "\"}");
#endif

/* dlclose(): takes back what lock.c registered for fork(). */
__attribute__((destructor)) static void finish(void)
{
	__cxa_finalize(__dso_handle);
}

#ifdef __i386__
/* What the stack protector calls on this machine from code whose place is not known. glibc has it
 * in libc_nonshared.a only. */
extern _Noreturn void __stack_chk_fail(void);
_Noreturn void __stack_chk_fail_local(void);

__attribute__((visibility("hidden"))) void __stack_chk_fail_local(void)
{
	__stack_chk_fail();
}
#endif

#ifdef __aarch64__
/* The stack protector's secret. On this machine glibc keeps its own in the loader, which would be a
 * second library to need. It must be set before any protected function is entered: so this is the
 * second constructor, before the one of presence/enabled.c, and has no array to be protected. */
extern uintptr_t __stack_chk_guard;
__attribute__((visibility("hidden"))) uintptr_t __stack_chk_guard;

__attribute__((constructor(101))) static void set_guard(void)
{
	const uintptr_t *random = (const uintptr_t *)getauxval(AT_RANDOM);

	if (random)
		__stack_chk_guard =
			*random & ~(uintptr_t)0xff; /* a string ends at its first byte */
}
#endif
