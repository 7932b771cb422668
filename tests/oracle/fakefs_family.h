/*
 * The family fakefs: fakefs.c, and its parts in fakefs_*.c.
 */
#ifndef FAKEFS_FAMILY_H
#define FAKEFS_FAMILY_H

#include "blackbox.h"
#include "../lib/fakefs.h"
#include "../lib/files.h"

void show_node(const char *call, const char *node); /* what was written there */
void fakefs_questions(void);
void fakefs_names(void);

#endif
