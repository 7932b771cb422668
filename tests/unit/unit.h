/* SPDX-License-Identifier: MIT */
/*
 * What every unit test includes: cmocka, and its headers before it; and the end of a child that may
 * never end.
 */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "../lib/patience.h"

/* The status of a child that has set an alarm. Ended by that one it says nothing. */
static inline int wait_in_time(pid_t child)
{
	int status = 0;

	assert_int_equal(waitpid(child, &status, 0), child);
	if (is_out_of_time(status))
		_exit(OUT_OF_TIME);
	return status;
}

#endif
