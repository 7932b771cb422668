/* SPDX-License-Identifier: MIT */
/*
 * The parts of the fault tests: a folder that stands for a host with SELinux (world.c), the system
 * calls that lead there and can be made to fail (trap*.c), an allocator that can be (alloc.c),
 * public functions with arguments (calls*.c), and who runs one after the other and judges (main.c).
 */
#ifndef FAULT_H
#define FAULT_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../oracle/weak.h"
#include <selinux/restorecon.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum {
	ANSWER_AT = 512 /* in a node of selinuxfs that is asked, behind the question */
};

/* world.c: the folder, its name first. */
extern char world[];
const char *world_path(const char *name); /* static buffers, several alive at a time */
void world_make(void);                    /* and mcstransd's stand-in, a child */
void world_reset(void);                   /* what calls may have changed is put back */
void world_reload(void);                  /* another policy is in the kernel */
void world_remove(void);
const char *world_file(const char *name); /* what it holds; static */
const char *world_label(const char *name);

/* trap.c: from trap_install() on, system calls of the C library come by a handler, which sends
 * those that ask for SELinux to the folder. */
void trap_prepare(char **argv); /* once, before all else: may start the program anew */
void trap_install(bool all);    /* all of them, or those that may fail */

/* What is to go wrong: the nth fault point from fault_arm() on, or each one (n = 0). */
struct plan {
	enum {
		PLAN_NOTHING,
		PLAN_UNTOUCHED, /* and the call is not made, but for the second time */
		PLAN_MEMORY,    /* an allocation fails */
		PLAN_NAMES,     /* the name service fails, or (0, ENOENT) knows no such name */
		PLAN_CALL,      /* a system call fails with this error */
		PLAN_SHORT,     /* a read of what is no file of the kernel's gets one byte */
		PLAN_WITHOUT,   /* something that older kernels lack is not there */
		PLAN_RECORD     /* nothing fails; which calls are made is noted */
	} what;
	int error;
	unsigned n;
	bool all; /* and so do all that follow the nth */
	enum {
		WITHOUT_O_PATH,      /* ignored before 2.6.39 */
		WITHOUT_THREAD_SELF, /* /proc/thread-self, before 3.17 */
		WITHOUT_FLAGS,       /* statfs() tells none before 2.6.36 */
		WITHOUT_PAGE,        /* the status page cannot be mapped */
		WITHOUT_GETXATTRAT,  /* before 6.13 */
		FORBIDDEN_GETXATTRAT /* EPERM, as of filters that do not know it */
	} without;
};
extern struct plan plan;
extern bool armed;
extern bool
	aside; /* while the test itself is at work: its calls neither fail nor are led anywhere */
extern unsigned points; /* fault points passed */
extern long hit;        /* the system call that failed last */
extern unsigned hits;   /* how often */
extern bool *recorded;  /* PLAN_RECORD: by number, shared with the parent */
bool fault_due(void);
const char *names_name(long number); /* of a function of the name service; names.c */
const char *trap_name(long number);  /* static; a number that has no name here is itself */
#define TRAP_NUMBERS 512             /* all system calls are below */

/* alloc.c, or its absence: allocations that were not freed. */
long alloc_live(void);

/* outcome.c */
struct outcome {
	bool failed, touched; /* an out-parameter was set though the call failed */
	int error;
	char text[4096];
};
extern struct outcome *outcome; /* where all functions of a row write */

/* A row: run() is what a fault is injected into. Where it works on an object that lives on (a
 * handle, a cache, a mapping), setup() makes that and teardown() ends it, neither with a fault, and
 * inspect() asks it for all that it knows: after a run() that failed this is what it was before,
 * and after one that went well what it is without a fault. Then run() and inspect() come once more.
 */
struct call {
	const char *name;
	void (*run)(void);
	void (*setup)(void), (*inspect)(void), (*teardown)(void); /* or NULL */
	bool at_load; /* the library has not been told of selinuxfs, nor read anything */
};

/* Tables of rows, ended by one without a name. */
extern const struct call calls[];         /* calls.c: public functions, each by itself */
extern const struct call label_calls[];   /* calls_label.c: those of labels */
extern const struct call objects[];       /* objects.c: on what lives on */
extern const struct call avc_objects[];   /* objects_avc.c: classes, the mapping, the AVC */
extern const struct call label_objects[]; /* objects_label.c: handles of labels, restorecon */
void calls_quiet(void);                   /* before the first: no messages */

/* main.c */
const struct call *call_at(size_t i);
const char *show(const struct outcome *o); /* static buffers, several alive at a time */
int descriptors(void);                     /* how many are open */

/* soak.c */
int soak(long seconds, bool verbose);

#endif
