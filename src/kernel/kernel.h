/* SPDX-License-Identifier: MIT */
/*
 * What other rooms ask the kernel by. Contexts are raw in every function here. The declarations are
 * hidden, which spares each use of a variable a look into the GOT.
 */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "kernel/callback.h"
#include "kernel/check_context.h"
#include "kernel/compute.h"
#include "kernel/enforce.h"
#include "kernel/filecon.h"
#include "kernel/mapping.h"
#include "kernel/policy_watch.h"
#include "kernel/process.h"
#include "kernel/selinuxfs.h"

#endif
