/* SPDX-License-Identifier: MIT */
/*
 * Target `netlink`: the kernel's messages of modes and policies, or others' (mocks.h).
 */
#include <selinux/avc.h>
#include <selinux/selinux.h>

#include "../lib/fakefs.h"
#include "avc/netlink.h"
#include "mocks.h"

static unsigned told;

static int setenforce(int mode)
{
	(void)mode; /* whatever the kernel says */
	told++;
	return 0;
}

static int policyload(int seqno)
{
	(void)seqno;
	told++;
	return 0;
}

static void begin(void)
{
	fakefs_at("selinux");
	fakefs_fill();
	set_selinuxmnt("selinux");
	selinux_set_callback(
		SELINUX_CB_SETENFORCE, (union selinux_callback){.func_setenforce = setenforce});
	selinux_set_callback(
		SELINUX_CB_POLICYLOAD, (union selinux_callback){.func_policyload = policyload});
}

static void run(const uint8_t *data, size_t size)
{
	unsigned events = netlink_state()->events;

	told = 0;
	mock_messages = (struct input){data, data + size};
	must(avc_netlink_open(0) == 0, "the socket is opened");
	(void)!avc_netlink_check_nb();
	must(told == netlink_state()->events - events, "each event is told");
	avc_netlink_close();
}

const struct target target_netlink = {"netlink", begin, run};
