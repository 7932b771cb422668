/* SPDX-License-Identifier: MIT */
/*
 * The AVC between avc_init() and avc_destroy().
 */
#ifndef AVC_INSTANCE_H
#define AVC_INSTANCE_H

#include <selinux/avc.h>

#include "avc/shard.h"

/* Spares each use of a variable a look into the GOT. */
#pragma GCC visibility push(hidden)

enum {
	SID_BUCKETS = 128,
	PREFIX_SIZE = 16
};

struct sid {
	struct security_id public; /* first: what callers hold is a pointer to it */
	struct sid *next;          /* of the bucket; never changes */
	size_t hash, len;
	char text[];
};

struct event_callback {
	struct event_callback *next;
	int (*function)(uint32_t event, security_id_t ssid, security_id_t tsid,
		security_class_t tclass, access_vector_t perms, access_vector_t *out_retained);
	uint32_t events;
};

struct avc {
	char prefix[PREFIX_SIZE];
	struct avc_memory_callback memory;
	struct avc_log_callback log;
	struct avc_lock_callback lock;
	void *user_lock;
	unsigned sids;
	struct sid *buckets[SID_BUCKETS];
	struct event_callback *callbacks;
	struct avc *next_retired;
};

struct avc_reader {
	struct avc *avc; /* NULL: not running */
	struct shard *shard;
};
struct avc_reader avc_read_begin(void);
void avc_read_end(const struct avc_reader *v);
#define AUTO_READER __attribute__((cleanup(avc_read_end))) struct avc_reader

bool instance_running(void);
struct avc *instance_make(const char *prefix, const struct avc_memory_callback *memory,
	const struct avc_log_callback *log, const struct avc_lock_callback *lock);
void instance_free(struct avc *a);
void instance_publish(struct avc *a);
bool instance_retire(void);
void instance_reclaim(void);
void *instance_alloc(const struct avc *a, size_t size);
void instance_lock(const struct avc *a);
void instance_unlock(const struct avc *a);

#pragma GCC visibility pop

#endif
