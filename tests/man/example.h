// SPDX-License-Identifier: MIT
// What the examples of the manual pages leave to their readers.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

enum {
	DENIED,
	BROKEN
};

extern security_id_t ssid, tsid;
extern security_class_t tclass;
extern access_vector_t requested;
extern char *con, *own, *client, *context, *level, *seuser, *scon, *tcon, *login, *path, **argv,
	**envp;
extern mode_t mode;
extern int fd, r, saved;

void halt(const char *why);
void wait_for_request(void);
void forget_decisions(void);
void answer_request(void);
