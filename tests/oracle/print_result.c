/*
 * The rest of a line: what a call returned and handed out, and errno where it failed. Each function
 * keeps errno before anything else can change it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blackbox.h"
#include "print.h"

static void print_errno(bool failed, int error)
{
	const char *name = error ? strerrorname_np(error) : "0";

	if (failed)
		printf(" errno=%s", name ? name : "?");
	else if (print_errno_always && error)
		printf(" (errno=%s)", name ? name : "?");
}

/* The head of a line; must be given errno before anything else can change it. */
static void print_ret(long ret, bool failed, int error)
{
	printf("%s: ret=%ld", print_key, ret);
	print_errno(failed, error);
}

void end_void(void)
{
	int error = errno;

	printf("%s: returned", print_key);
	print_errno(false, error);
	line_end();
}

void end_int(int ret)
{
	int error = errno;

	print_ret(ret, ret < 0, error);
	line_end();
}

void end_sign(int ret)
{
	int error = errno;

	if (ret > 0) {
		printf("%s: ret=positive", print_key);
		print_errno(false, error);
	} else {
		print_ret(ret, ret < 0, error);
	}
	line_end();
}

void end_count(unsigned long ret)
{
	int error = errno;

	print_ret((long)ret, !ret, error);
	line_end();
}

void end_bits(unsigned int ret)
{
	int error = errno;

	printf("%s: ret=0x%x", print_key, ret);
	print_errno(false, error);
	line_end();
}

static void print_string(const char *ret, int error)
{
	printf("%s: ret=", print_key);
	print_quoted(ret);
	print_errno(!ret, error);
}

void end_string(const char *ret)
{
	int error = errno;

	print_string(ret, error);
	line_end();
}

void end_owned(char *ret)
{
	int error = errno;

	print_string(ret, error);
	free(ret);
	line_end();
}

void end_pointer(const void *ret)
{
	int error = errno;

	printf("%s: ret=%s", print_key, ret ? "pointer" : "NULL");
	print_errno(!ret, error);
	line_end();
}

/*
 * After a failure the pointer may be stale: tell only what kind of thing it is, and do
 * not look behind it.
 */
static void print_out(const char *name, bool failed, char **out)
{
	printf(" %s=", name);
	if (failed && *out && *out != untouched) {
		fputs("set", stdout);
	} else {
		print_quoted(*out);
		if (*out != untouched)
			free(*out);
	}
	*out = untouched;
}

void end_con(int ret, char **con)
{
	int error = errno;

	print_ret(ret, ret < 0, error);
	print_out("out", ret < 0, con);
	line_end();
}

void end_two(int ret, char **one, char **two)
{
	int error = errno;

	print_ret(ret, ret < 0, error);
	print_out("one", ret < 0, one);
	print_out("two", ret < 0, two);
	line_end();
}

void end_list(int ret, char ***list)
{
	int error = errno;

	print_ret(ret, ret < 0, error);
	if (ret < 0) {
		printf(" out=%s", *list == (char **)untouched ? "untouched"
				  : *list                     ? "set"
							      : "NULL");
	} else {
		fputs(" out=", stdout);
		for (char **item = *list; item && *item; item++) {
			putchar(item == *list ? '[' : ',');
			print_quoted(*item);
		}
		fputs(!*list ? "NULL" : **list ? "]" : "[]", stdout);
		if (freeconary)
			freeconary(*list);
	}
	*list = (char **)untouched;
	line_end();
}

void end_text(int ret, const char *text)
{
	int error = errno;

	print_ret(ret, ret < 0, error);
	printf(" out=");
	print_quoted(text);
	line_end();
}
