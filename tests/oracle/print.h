/*
 * What main() and the printer share: the start of a family and children that may crash.
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

#endif
