/*
 * Every public function as a weak reference, so that a library which lacks one still
 * loads and the call prints "missing".  Names younger than 3.4 are declared here too,
 * for a build against that version's headers.
 */
#ifndef WEAK_H
#define WEAK_H

#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/selinux.h>

int getpidprevcon(pid_t pid, char **con);
int getpidprevcon_raw(pid_t pid, char **con);
char *context_to_str(context_t con);

/* Made of tests/abi/contract.txt by tests/lib/stub.sh. */
#include "weak_names.h"

#endif
