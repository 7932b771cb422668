/*
 * What main() and the two halves of the printer (print.c, print_result.c) share: the start of a
 * family, children that may crash, and a line's beginning and end.
 */
#ifndef PRINT_H
#define PRINT_H

#include <stdbool.h>

extern bool print_errno_always;
/* The key of a call from which the library at hand never returns: it is not made. */
extern const char *print_endless;

/* To be called once in a family's process, before any line. */
void print_start(const char *family, const char *work);

/*
 * Forks; true in the child, which must end in child_end().  In the parent false, once the
 * child is gone; a child that died of a signal leaves the line "NAME: crash signal=...", and
 * one that was out of time "NAME: OUT OF TIME", which says nothing of the call.
 */
bool fork_child(const char *name);
int print_status(void); /* OUT_OF_TIME if any was, else 0 */
void child_end(void) __attribute__((noreturn));

/* The line under way: its key, a text in it, its end. */
extern char print_key[512];
void print_quoted(const char *s);
void line_end(void);

#endif
