/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "fakefs.h"
#include "files.h"

char fakefs_top[256];
struct fakefs_status *fakefs_page;

void fakefs_at(const char *directory)
{
	snprintf(fakefs_top, sizeof(fakefs_top), "%s", directory);
	make_parents(fakefs_path(""));
}

void fakefs_make(void)
{
	strcpy(fakefs_top, "/tmp/fakefs.XXXXXX");
	make_temporary(fakefs_top);
	set_selinuxmnt(fakefs_top);
}

void fakefs_remove(void)
{
	if (fakefs_page)
		munmap(fakefs_page, sizeof(*fakefs_page));
	fakefs_page = NULL;
	remove_tree(fakefs_top);
}

const char *fakefs_path(const char *node)
{
	static char paths[8][1024];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", fakefs_top, node);
	return path;
}

void fakefs_write(const char *node, const void *data, size_t len)
{
	write_file(fakefs_path(node), data, len);
}

void fakefs_text(const char *node, const char *text)
{
	write_text(fakefs_path(node), text);
}

void fakefs_unlink(const char *node)
{
	unlink(fakefs_path(node));
}

void fakefs_class(const char *name, const char *index)
{
	char node[256];

	snprintf(node, sizeof(node), "class/%s/index", name);
	fakefs_text(node, index);
}

void fakefs_permission(const char *class_name, const char *name, const char *bit)
{
	char node[256];

	snprintf(node, sizeof(node), "class/%s/perms/%s", class_name, name);
	fakefs_text(node, bit);
}

void fakefs_status(const struct fakefs_status *status)
{
	char page[65536] = "";

	memcpy(page, status, sizeof(*status));
	fakefs_write("status", page, (size_t)sysconf(_SC_PAGESIZE));
}

void fakefs_change(uint32_t enforcing, uint32_t policyload)
{
	__atomic_add_fetch(&fakefs_page->sequence, 1, __ATOMIC_SEQ_CST);
	fakefs_text("enforce", enforcing ? "1" : "0");
	__atomic_store_n(&fakefs_page->enforcing, enforcing, __ATOMIC_SEQ_CST);
	__atomic_store_n(&fakefs_page->policyload, policyload, __ATOMIC_SEQ_CST);
	__atomic_add_fetch(&fakefs_page->sequence, 1, __ATOMIC_SEQ_CST);
}

void fakefs_answer_at(const char *node, size_t skip, const void *answer, size_t len)
{
	char *page = malloc(skip + len + 1);

	if (!page)
		abort();
	memset(page, '0', skip);
	memcpy(page + skip, answer, len);
	fakefs_write(node, page, skip + len);
	free(page);
}

void fakefs_answer(const char *node, const char *answer)
{
	fakefs_answer_at(node, 80, answer, strlen(answer));
}

void fakefs_fill(void)
{
	static const char *const classes[][2] = {{"file", "6"}, {"process", "7"}};
	int fd;

	fakefs_status(&(struct fakefs_status){
		.version = 1, .sequence = 4, .enforcing = 1, .policyload = 7});
	fakefs_text("enforce", "1");
	fakefs_text("deny_unknown", "0");
	fakefs_text("reject_unknown", "0");
	for (size_t i = 0; i < 2; i++) {
		fakefs_class(classes[i][0], classes[i][1]);
		fakefs_permission(classes[i][0], "ioctl", "1");
		fakefs_permission(classes[i][0], "read", "2");
		fakefs_permission(classes[i][0], "write", "3");
	}
	fakefs_text("initial_contexts/kernel", "system_u:system_r:kernel_t:s0");
	fd = open(fakefs_path("status"), O_RDWR | O_CLOEXEC);
	fakefs_page = mmap(NULL, sizeof(*fakefs_page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (fakefs_page == MAP_FAILED) {
		perror("fakefs: status");
		_exit(125);
	}
}
