/* SPDX-License-Identifier: MIT */
/*
 * Runs a script of compare.c's commands on standard input. Usage:
 *	compare [-v | -p]	-v: each command is shown before its answer; -p: the same, and
 *answers are kept back until the command `end`
 */
#include <stdio.h>
#include <string.h>

#include "compare.h"

int main(int argc, char **argv)
{
	union selinux_callback log = {.func_log = compare_log};
	bool keep = argc > 1 && !strcmp(argv[1], "-p");
	bool echo = keep || (argc > 1 && !strcmp(argv[1], "-v"));

	setvbuf(stdout, NULL, keep ? _IOFBF : _IOLBF, 1 << 16);
	selinux_set_callback(SELINUX_CB_LOG, log);
	compare_script(stdin, echo);
	return 0;
}
