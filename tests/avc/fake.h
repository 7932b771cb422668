/* SPDX-License-Identifier: MIT */
/*
 * A selinuxfs made up of plain files, for programs that run where no SELinux is: enforce, a status
 * page, classes `file` and `process`, and nodes that answer one thing. A question is written over
 * the start of such a node and the answer read from behind it, so the answer is padded with zeros;
 * it must be laid anew for each question.
 */
#ifndef FAKE_H
#define FAKE_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <selinux/selinux.h>

enum {
	FAKE_FILE = 6,
	FAKE_READ = 2,
	FAKE_WRITE = 4
};

struct fake_page {
	uint32_t version, sequence, enforcing, policyload, deny_unknown;
};

static char fake_dir[] = "/tmp/fake-selinux.XXXXXX";
static struct fake_page *fake_page;
static int fake_enforce = -1;

static inline void fake_put(const char *name, const void *data, size_t len)
{
	char path[256];
	int fd;

	for (const char *p = strchr(name, '/'); p; p = strchr(p + 1, '/')) {
		snprintf(path, sizeof(path), "%s/%.*s", fake_dir, (int)(p - name), name);
		mkdir(path, 0700);
	}
	snprintf(path, sizeof(path), "%s/%s", fake_dir, name);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || write(fd, data, len) != (ssize_t)len) {
		perror(path);
		exit(125);
	}
	close(fd);
}

static inline void fake_text(const char *name, const char *text)
{
	fake_put(name, text, strlen(text));
}

static inline void fake_answer(const char *node, const char *answer)
{
	char text[256];

	memset(text, '0', 80);
	snprintf(text + 80, sizeof(text) - 80, "%s", answer);
	fake_text(node, text);
}

/* As the kernel does it: odd while it changes. */
static inline void fake_change(uint32_t enforcing, uint32_t policyload)
{
	__atomic_add_fetch(&fake_page->sequence, 1, __ATOMIC_SEQ_CST);
	if (pwrite(fake_enforce, enforcing ? "1" : "0", 1, 0) != 1)
		perror("enforce");
	__atomic_store_n(&fake_page->enforcing, enforcing, __ATOMIC_SEQ_CST);
	__atomic_store_n(&fake_page->policyload, policyload, __ATOMIC_SEQ_CST);
	__atomic_add_fetch(&fake_page->sequence, 1, __ATOMIC_SEQ_CST);
}

static inline void fake_make(void)
{
	static const char *const classes[] = {"file", "process"};
	struct fake_page page = {.version = 1, .sequence = 4, .enforcing = 1, .policyload = 7};
	char path[256], page_of_zeros[65536] = "";
	int fd;

	if (!mkdtemp(fake_dir))
		exit(125);
	memcpy(page_of_zeros, &page, sizeof(page));
	fake_put("status", page_of_zeros, (size_t)sysconf(_SC_PAGESIZE));
	fake_text("enforce", "1");
	fake_text("deny_unknown", "0");
	fake_text("reject_unknown", "0");
	for (size_t i = 0; i < 2; i++) {
		char name[64];

		snprintf(name, sizeof(name), "class/%s/index", classes[i]);
		fake_text(name, i ? "7" : "6");
		snprintf(name, sizeof(name), "class/%s/perms/ioctl", classes[i]);
		fake_text(name, "1");
		snprintf(name, sizeof(name), "class/%s/perms/read", classes[i]);
		fake_text(name, "2");
		snprintf(name, sizeof(name), "class/%s/perms/write", classes[i]);
		fake_text(name, "3");
	}
	fake_text("initial_contexts/kernel", "system_u:system_r:kernel_t:s0");
	snprintf(path, sizeof(path), "%s/status", fake_dir);
	fd = open(path, O_RDWR);
	fake_page = mmap(NULL, sizeof(page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (fake_page == MAP_FAILED)
		exit(125);
	snprintf(path, sizeof(path), "%s/enforce", fake_dir);
	fake_enforce = open(path, O_WRONLY);
	set_selinuxmnt(fake_dir);
}

static inline void fake_unlink(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", fake_dir, name);
	unlink(path);
}

static inline void fake_remove(void)
{
	char command[64];

	close(fake_enforce);
	munmap(fake_page, sizeof(*fake_page));
	snprintf(command, sizeof(command), "rm -rf %s", fake_dir);
	if (system(command))
		perror(command);
}

#endif
