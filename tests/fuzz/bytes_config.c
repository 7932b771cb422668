/* SPDX-License-Identifier: MIT */
/*
 * Target `config`: /etc/selinux/config, as read at load and at boot.
 */
#include <string.h>

#include "../lib/files.h"
#include "config/config.h"
#include "config/settings.h"
#include "mocks.h"

static void run(const uint8_t *data, size_t size)
{
	struct settings s;
	int mode = 7, r;

	mock_root = "conf";
	write_file("conf/etc/selinux/config", data, size);
	must(settings_read(&s) == 0, "a file that is there is read");
	must(strnlen(s.type, sizeof(s.type)) < sizeof(s.type), "the policy's name ends");
	must(!s.type_line || !strpbrk(s.type, "\n"), "the policy's name is of one line");
	r = config_boot_mode(&mode);
	must(r < 0 ? mode == 7 : mode >= -1 && mode <= 1, "the mode is one of three");
}

const struct target target_config = {"config", NULL, run};
