/* SPDX-License-Identifier: MIT */
/*
 * The message that a decision leaves in the log. No lock is held while it is made and given away.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "avc/audit.h"
#include "avc/event.h"
#include "kernel/kernel.h"

/* Text that is cut where the buffer ends. */
struct message {
	char text[MESSAGE_SIZE];
	size_t len;
};

static void PRINTF_LIKE(2, 3) append(struct message *m, const char *fmt, ...)
{
	size_t left = sizeof(m->text) - m->len;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(m->text + m->len, left, fmt, ap);
	va_end(ap);
	if (n > 0)
		m->len += (size_t)n < left ? (size_t)n : left - 1;
}

static void add_permissions(struct message *m, security_class_t tclass, access_vector_t av)
{
	for (unsigned i = 0; i < 32; i++) {
		access_vector_t bit = av & 1U << i;
		const char *name = bit ? class_permission_name(tclass, bit) : NULL;

		if (!name)
			continue;
		append(m, " %s", name);
		av &= ~bit;
	}
	if (av)
		append(m, " 0x%x", av);
}

/* What the caller has to say of the check. */
static void add_callers_own(
	struct message *m, const struct avc *a, security_class_t tclass, void *auditdata)
{
	char *rest = m->text + m->len;
	size_t left = sizeof(m->text) - m->len;

	if (a && a->log.func_audit)
		a->log.func_audit(auditdata, tclass, rest, left);
	else
		callback_audit(auditdata, tclass, rest, left);
	rest[left - 1] = '\0';
	m->len += strlen(rest);
}

void audit(const struct avc *a, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, const struct av_decision *avd, int result, void *auditdata)
{
	access_vector_t denied = requested & ~avd->allowed, audited;
	const char *class;
	struct message m = {.len = 0};

	if (denied)
		audited = denied & avd->auditdeny;
	else if (result)
		audited = denied = requested;
	else
		audited = requested & avd->auditallow;
	if (!audited)
		return;
	class = class_name(tclass);
	append(&m, "%s:  %s  {", a ? a->prefix : "uavc", denied ? "denied" : "granted");
	add_permissions(&m, tclass, audited);
	append(&m, " } for ");
	add_callers_own(&m, a, tclass, auditdata);
	append(&m, " scontext=%s tcontext=%s tclass=%s", ssid->ctx, tsid->ctx,
		class ? class : "(null)");
	if (denied)
		append(&m, " permissive=%d", !result);
	avc_log(a, SELINUX_AVC, "%s", m.text);
}

PUBLIC void avc_audit(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd, int result, void *auditdata)
{
	AUTO_READER v = avc_read_begin();

	if (ssid && tsid && avd)
		audit(v.avc, ssid, tsid, tclass, requested, avd, result, auditdata);
}
