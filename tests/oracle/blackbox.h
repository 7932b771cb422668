/*
 * The black-box program calls libselinux through its public headers alone and prints one
 * line for each call.  This header is the vocabulary that the families of calls share:
 * how a call is announced, how its result is printed, and what there is to call it with.
 */
#ifndef BLACKBOX_H
#define BLACKBOX_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "weak.h"

/*
 * A line is "family/function/case: ret=... errno=NAME out=...".  CALL() starts it and says
 * whether the library has the function at all ("missing" otherwise); the end_*() function
 * around the call finishes it, with what the library logged meanwhile:
 *
 *	if (CALL(getcon, "own"))
 *		end_con(getcon(&con), &con);
 *
 * FORKED() does the same in a child of its own, for a call that may not come back.
 */
#define CALL(fn, ...)   call_begin(#fn, (fn) != NULL, __VA_ARGS__)
#define FORKED(fn, ...) call_forked(#fn, (fn) != NULL, __VA_ARGS__)

bool call_begin(const char *fn, bool present, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
bool call_forked(const char *fn, bool present, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* What an out-parameter holds before the call: a library that leaves it alone shows. */
extern char untouched[];

void end_void(void);
void end_int(int ret);             /* fails if negative */
void end_sign(int ret);            /* likewise; a positive number is not compared */
void end_count(unsigned long ret); /* fails if 0 */
void end_bits(unsigned int ret);   /* cannot fail */
void end_string(const char *ret);  /* fails if NULL */
void end_owned(char *ret);         /* likewise, and freed */
void end_pointer(const void *ret); /* fails if NULL; prints only whether it is */
void end_con(int ret, char **con); /* out-parameter printed, freed and reset */
void end_two(int ret, char **one, char **two);
void end_list(int ret, char ***list);     /* NULL-terminated, freed with freeconary() */
void end_text(int ret, const char *text); /* any other product, already in words */

/*
 * A stretch of calls in a child of its own, so that what they change in the process dies
 * with it: if (apart("name")) { ...; apart_end(); }
 */
bool apart(const char *name);
void apart_end(void);
void apart_run(const char *name, void (*run)(void));

/* For a call that prints to stdout: what it printed follows the line. */
void stdout_catch(void);
void stdout_release(void); /* keeps errno */

/* A line that is not a call: what the world is like, so that later lines make sense. */
void fact(const char *name, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Files of the run's own folder.  Paths are printed with the folder's name as $WORK. */
const char *work_path(const char *name); /* static buffers, several alive at a time */
const char *put_file(const char *name, const void *data, size_t len);
const char *put_text(const char *name, const char *text);
char *repeat(const char *unit, size_t count); /* never freed: the process is short */

/*
 * A policy root of the run's own, below the work folder.  root_enter() makes it the
 * library's; call it in a stretch apart().
 */
const char *root_file(const char *root, const char *name, const void *data, size_t len);
const char *root_text(const char *root, const char *name, const char *text);
bool root_enter(const char *root);

/* Everything that can be wrong with a text file, as contents to give to a parser. */
struct bad_content {
	const char *name;
	const char *data;
	size_t len;
};
const struct bad_content *bad_contents(const char *good_line, size_t *count);

/* Contexts good, bad and on the border. */
struct sample {
	const char *name;
	const char *text;
};
extern struct sample samples[];
extern const size_t sample_count;

#define KERNEL_CON     "system_u:system_r:kernel_t:s0"
#define INIT_CON       "system_u:system_r:init_t:s0"
#define SSHD_CON       "system_u:system_r:sshd_t:s0-s0:c0.c1023"
#define TMP_CON        "system_u:object_r:tmp_t:s0"
#define SHADOW_CON     "system_u:object_r:shadow_t:s0"
#define SHELL_EXEC_CON "system_u:object_r:shell_exec_t:s0"

/* The class's number here, 0 where there is none. */
security_class_t class_of(const char *name);

/* All of a decision but the sequence number, which is the world's; a static buffer. */
const char *decision_text(const struct av_decision *avd);

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

void family_presence(void);
void family_path(void);
void family_config(void);
void family_context(void);
void family_translate(void);
void family_process(void);
void family_filecon(void);
void family_compute(void);
void family_class(void);
void family_check(void);
void family_avc(void);
void family_status(void);
void family_boolean(void);
void family_seuser(void);
void family_default_context(void);
void family_label(void);
void family_label_spec(void);
void family_label_bad(void);
void family_label_other(void);
void family_matchpathcon(void);
void family_customizable(void);
void family_callback(void);
void family_execute(void);
void family_policy(void);
void family_fakefs(void);

#endif
