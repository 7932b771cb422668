/* SPDX-License-Identifier: MIT */
/*
 * Security identifiers: one for each context that was asked for, as long as the AVC runs.
 *
 * A bucket is a list that only grows, at its head. An entry is filled before it is published and
 * never changes, so finding takes no lock; adding takes LOCK_AVC.
 */
#include <stdio.h>
#include <string.h>

#include "avc/event.h"
#include "avc/sid.h"
#include "context/context.h"
#include "kernel/kernel.h"

/* A word at a time, the last one overlapping: a byte at a time, a context's forty-odd bytes would
 * cost more than all else in a check. Only the high bits depend on the whole text. */
static size_t hash_context(const char *s, size_t len)
{
	const size_t factor = (size_t)UINT64_C(0x9e3779b97f4a7c15);
	size_t h = len * factor, word;
	size_t i = 0;

	if (len < sizeof(word)) {
		for (; i < len; i++)
			h = (h ^ (unsigned char)s[i]) * factor;
		return h;
	}
	for (; i < len - sizeof(word); i += sizeof(word)) {
		memcpy(&word, s + i, sizeof(word));
		h = (h ^ word) * factor;
	}
	memcpy(&word, s + len - sizeof(word), sizeof(word));
	return (h ^ word) * factor;
}

static size_t bucket_index(size_t h)
{
	return h / (SIZE_MAX / SID_BUCKETS + 1);
}

static struct sid *find_sid(const struct avc *a, const char *raw, size_t len, size_t h)
{
	struct sid *s = __atomic_load_n(&a->buckets[bucket_index(h)], __ATOMIC_ACQUIRE);

	while (s && (s->hash != h || s->len != len || memcmp(s->text, raw, len) != 0))
		s = s->next;
	return s;
}

static struct sid *make_sid(const struct avc *a, const char *raw, size_t len, size_t h)
{
	struct sid *s = instance_alloc(a, sizeof(*s) + len + 1);

	if (!s)
		return NULL;
	s->public.ctx = memcpy(s->text, raw, len + 1);
	s->hash = h;
	s->len = len;
	return s;
}

static int add_sid(struct avc *a, const char *raw, size_t len, size_t h, struct sid **sid)
{
	struct sid *made = make_sid(a, raw, len, h), *s;

	if (!made)
		return -ENOMEM;
	instance_lock(a);
	lock_take(LOCK_AVC);
	s = find_sid(a, raw, len, h); /* another thread may have been quicker */
	if (!s) {
		s = made;
		s->public.id = ++a->sids;
		s->next = a->buckets[bucket_index(h)];
		__atomic_store_n(&a->buckets[bucket_index(h)], s, __ATOMIC_RELEASE);
	}
	lock_drop(LOCK_AVC);
	instance_unlock(a);
	if (s != made)
		a->memory.func_free(made);
	*sid = s;
	return 0;
}

int sid_get(struct avc *a, const char *raw, security_id_t *sid)
{
	size_t len = strlen(raw), h = hash_context(raw, len);
	struct sid *s = find_sid(a, raw, len, h);
	int r = s ? 0 : add_sid(a, raw, len, h, &s);

	if (r == 0)
		*sid = &s->public;
	return r;
}

/* What is a raw context already is not taken for a translated one: asking the daemon, or only
 * whether there is one, takes longer than all the rest of a check. */
int sid_get_translated(struct avc *a, const char *ctx, security_id_t *sid)
{
	size_t len = strlen(ctx);
	struct sid *s = find_sid(a, ctx, len, hash_context(ctx, len));
	AUTO_FREE char *raw = NULL;
	int r;

	if (s) {
		*sid = &s->public;
		return 0;
	}
	r = translate_to_raw(ctx, &raw);
	return r < 0 ? r : sid_get(a, raw, sid);
}

PUBLIC int avc_context_to_sid_raw(const char *ctx, security_id_t *sid)
{
	AUTO_READER v = avc_read_begin();

	return api_return(v.avc && ctx && sid ? sid_get(v.avc, ctx, sid) : -EINVAL);
}

PUBLIC int avc_context_to_sid(const char *ctx, security_id_t *sid)
{
	AUTO_READER v = avc_read_begin();

	return api_return(v.avc && ctx && sid ? sid_get_translated(v.avc, ctx, sid) : -EINVAL);
}

PUBLIC int avc_get_initial_sid(const char *name, security_id_t *sid)
{
	AUTO_READER v = avc_read_begin();
	AUTO_FREE char *con = NULL;
	int r = name && sid ? kernel_initial_context(name, &con) : -EINVAL;

	if (r == 0)
		r = v.avc ? sid_get(v.avc, con, sid) : -EINVAL;
	return api_return(r);
}

PUBLIC int avc_sid_to_context_raw(security_id_t sid, char **ctx)
{
	char *copy;

	if (!sid || !ctx)
		return api_return(-EINVAL);
	copy = str_dup(sid->ctx);
	if (!copy)
		return api_return(-ENOMEM);
	*ctx = copy;
	return 0;
}

PUBLIC int avc_sid_to_context(security_id_t sid, char **ctx)
{
	return api_return(sid && ctx ? translate_from_raw(sid->ctx, ctx) : -EINVAL);
}

/* SIDs live as long as the AVC: there is nothing to count. */
PUBLIC int sidget(security_id_t sid)
{
	(void)sid;
	return 1;
}

PUBLIC int sidput(security_id_t sid)
{
	(void)sid;
	return 1;
}
