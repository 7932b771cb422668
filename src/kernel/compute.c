/* SPDX-License-Identifier: MIT */
/*
 * What the policy decides for a source, a target and a class: <selinuxfs>/access, create, member,
 * relabel, user, validatetrans. Questions and answers are lines of text, words parted by spaces.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>

#include <selinux/selinux.h>

#include "common/log.h"
#include "context/context.h"
#include "kernel/compute.h"
#include "kernel/mapping.h"
#include "kernel/question.h"
#include "kernel/selinuxfs.h"
#include "presence/presence.h"

/* The contexts of a call, raw. */
struct pair {
	char *scon, *tcon;
};

static void free_pair(const struct pair *p)
{
	free(p->scon);
	free(p->tcon);
}

#define AUTO_PAIR __attribute__((cleanup(free_pair))) struct pair

static int translate_pair(struct pair *p, const char *scon, const char *tcon)
{
	int r = scon && tcon ? translate_to_raw(scon, &p->scon) : -EINVAL;

	return r < 0 ? r : translate_to_raw(tcon, &p->tcon);
}

/* "allowed decided auditallow auditdeny seqno [flags]": hexadecimal, but for the decimal seqno. */
static int parse_decision(const char *s, struct av_decision *avd)
{
	struct {
		uint32_t *value;
		unsigned base;
	} fields[] = {
		{&avd->allowed, 16},
		{&avd->decided, 16},
		{&avd->auditallow, 16},
		{&avd->auditdeny, 16},
		{&avd->seqno, 10},
		{&avd->flags, 16},
	};

	avd->flags = 0;
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		s = str_skip_blanks(s);
		if (!number_u32(s, fields[i].base, fields[i].value, &s))
			return i < 5 ? -EBADMSG : 0; /* kernels before 2.6.30 give no flags */
	}
	return 0;
}

int kernel_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	const struct mapping *m;
	struct question q;
	struct av_decision answer;
	security_class_t kclass;
	char text[128];
	ssize_t n;
	int r;

	if (!scon || !tcon || !avd)
		return -EINVAL;
	r = mapping_get(&m);
	if (r < 0)
		return r;
	kclass = mapping_to_kernel_class(m, tclass);
	q.len = str_format(q.text, sizeof(q.text), "%s %s %hu %x", scon, tcon, kclass,
		mapping_to_kernel_permissions(m, tclass, requested));
	q.error = question_check_words(scon, tcon);
	n = question_error(&q);
	if (n == 0)
		n = selinuxfs_transact("access", q.text, q.len, text, sizeof(text));
	r = n < 0 ? (int)n : parse_decision(text, &answer);
	if (r < 0)
		return r;
	if (kclass != 0)
		mapping_decision(m, tclass, &answer);
	*avd = answer;
	return 0;
}

/* The object's name as the kernel reads it: letters, digits and -._~ as they are, a space as '+',
 * all else as %XX. */
static int add_name(struct question *q, const char *name)
{
	static const char digits[] = "0123456789ABCDEF";
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";
	size_t len = q->len;

	if (len + 1 >= sizeof(q->text))
		return -EOVERFLOW;
	q->text[len++] = ' ';
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (len + 3 >= sizeof(q->text))
			return -ENAMETOOLONG;
		if (c == ' ') {
			q->text[len++] = '+';
		} else if (strchr(plain, c)) {
			q->text[len++] = (char)c;
		} else {
			q->text[len++] = '%';
			q->text[len++] = digits[c >> 4];
			q->text[len++] = digits[c & 15];
		}
	}
	q->len = len;
	return 0;
}

int kernel_compute_create(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon)
{
	struct question q;
	int r;

	if (!scon || !tcon || !newcon)
		return -EINVAL;
	question_write(&q, scon, tcon, tclass);
	r = question_error(&q);
	if (r == 0 && objname)
		r = add_name(&q, objname);
	return r < 0 ? r : question_ask_context("create", &q, newcon);
}

/* One context in answer to three words. */
static int compute_context(const char *node, const char *scon, const char *tcon,
	security_class_t tclass, char **newcon)
{
	struct question q;

	if (!scon || !tcon || !newcon)
		return -EINVAL;
	question_write(&q, scon, tcon, tclass);
	return question_ask_context(node, &q, newcon);
}

int kernel_compute_member(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return compute_context("member", scon, tcon, tclass, newcon);
}

static int compute_relabel(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return compute_context("relabel", scon, tcon, tclass, newcon);
}

static int compute_create(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return kernel_compute_create(scon, tcon, tclass, NULL, newcon);
}

/* The translated form of the three that give one context. */
static int compute_translated(int (*compute)(const char *, const char *, security_class_t, char **),
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	AUTO_PAIR raw = {0};
	int r = translate_pair(&raw, scon, tcon);

	return r < 0 ? r : translate_result(compute(raw.scon, raw.tcon, tclass, newcon), newcon);
}

/* COMPAT: without _flags the caller's structure may be the old one, which ends before `flags`
 * (tests/oracle fakefs security_compute_av_raw/six). */
static int without_flags(int r, const struct av_decision *answer, struct av_decision *avd)
{
	if (r == 0)
		memcpy(avd, answer, offsetof(struct av_decision, flags));
	return r;
}

static int compute_av_translated(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	AUTO_PAIR raw = {0};
	int r = translate_pair(&raw, scon, tcon);

	return r < 0 ? r : kernel_compute_av(raw.scon, raw.tcon, tclass, requested, avd);
}

PUBLIC int security_compute_av_flags_raw(const char *scon, const char *tcon,
	security_class_t tclass, access_vector_t requested, struct av_decision *avd)
{
	return api_return(kernel_compute_av(scon, tcon, tclass, requested, avd));
}

PUBLIC int security_compute_av_flags(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	return api_return(compute_av_translated(scon, tcon, tclass, requested, avd));
}

PUBLIC int security_compute_av_raw(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	struct av_decision answer;
	int r = avd ? kernel_compute_av(scon, tcon, tclass, requested, &answer) : -EINVAL;

	return api_return(without_flags(r, &answer, avd));
}

PUBLIC int security_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd)
{
	struct av_decision answer;
	int r = avd ? compute_av_translated(scon, tcon, tclass, requested, &answer) : -EINVAL;

	return api_return(without_flags(r, &answer, avd));
}

PUBLIC int security_compute_create_name_raw(const char *scon, const char *tcon,
	security_class_t tclass, const char *objname, char **newcon)
{
	return api_return(kernel_compute_create(scon, tcon, tclass, objname, newcon));
}

PUBLIC int security_compute_create_name(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon)
{
	AUTO_PAIR raw = {0};
	int r = translate_pair(&raw, scon, tcon);

	if (r == 0)
		r = kernel_compute_create(raw.scon, raw.tcon, tclass, objname, newcon);
	return api_return(translate_result(r, newcon));
}

PUBLIC int security_compute_create_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return api_return(compute_create(scon, tcon, tclass, newcon));
}

PUBLIC int security_compute_create(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return api_return(compute_translated(compute_create, scon, tcon, tclass, newcon));
}

PUBLIC int security_compute_relabel_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return api_return(compute_relabel(scon, tcon, tclass, newcon));
}

PUBLIC int security_compute_relabel(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return api_return(compute_translated(compute_relabel, scon, tcon, tclass, newcon));
}

PUBLIC int security_compute_member_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return api_return(kernel_compute_member(scon, tcon, tclass, newcon));
}

PUBLIC int security_compute_member(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon)
{
	return api_return(compute_translated(kernel_compute_member, scon, tcon, tclass, newcon));
}

static int validate_transition(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon)
{
	struct question q;
	int fd;
	ssize_t n;

	if (!scon || !tcon || !newcon)
		return -EINVAL;
	question_write(&q, scon, tcon, tclass);
	q.len += str_format(
		q.text + q.len, q.len < sizeof(q.text) ? sizeof(q.text) - q.len : 0, " %s", newcon);
	if (q.error == 0 && !question_is_word(newcon))
		q.error = -EINVAL;
	fd = question_error(&q);
	/* COMPAT: of all questions, this one says so (tests/oracle compute
	 * security_validatetrans_raw/long). */
	if (fd == -EOVERFLOW)
		return -EINVAL;
	if (fd == 0)
		fd = selinuxfs_open("validatetrans", O_WRONLY);
	if (fd < 0)
		return fd;
	n = io_write(fd, q.text, q.len);
	io_close(fd);
	return n < 0 ? (int)n : 0;
}

PUBLIC int security_validatetrans_raw(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon)
{
	return api_return(validate_transition(scon, tcon, tclass, newcon));
}

PUBLIC int security_validatetrans(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon)
{
	AUTO_PAIR raw = {0};
	AUTO_FREE char *rawnew = NULL;
	int r = newcon ? translate_pair(&raw, scon, tcon) : -EINVAL;

	if (r == 0)
		r = translate_to_raw(newcon, &rawnew);
	return api_return(r < 0 ? r : validate_transition(raw.scon, raw.tcon, tclass, rawnew));
}

/* "N\0context\0context\0...", into a list that freeconary() frees. */
static int parse_contexts(const char *text, size_t len, char ***list)
{
	const char *end = text + len, *p;
	uint32_t count, i;
	char **contexts;
	bool whole;

	if (!number_u32(text, 10, &count, &p) || *p || count > len)
		return -EBADMSG;
	contexts = calloc((size_t)count + 1, sizeof(*contexts));
	if (!contexts)
		return -ENOMEM;
	for (i = 0; i < count; i++) {
		p += strlen(p) + 1;
		whole = p < end && p + strlen(p) < end;
		if (!whole || !(contexts[i] = str_dup(p))) {
			str_free_all(contexts);
			return whole ? -ENOMEM : -EBADMSG;
		}
	}
	*list = contexts;
	return 0;
}

static int compute_user(const char *scon, const char *user, char ***list)
{
	struct question q;
	char answer[SELINUXFS_PAGE];
	ssize_t n;

	if (!scon || !user || !list)
		return -EINVAL;
	if (!mount_point())
		return -ENOENT;
	report(SELINUX_WARNING, "Direct use of security_compute_user() is deprecated, "
				"switch to get_ordered_context_list()\n");
	q.len = str_format(q.text, sizeof(q.text), "%s %s", scon, user);
	q.error = question_check_words(scon, user);
	n = question_error(&q);
	if (n == 0)
		n = selinuxfs_transact("user", q.text, q.len, answer, sizeof(answer));
	return n < 0 ? (int)n : parse_contexts(answer, (size_t)n, list);
}

PUBLIC int security_compute_user_raw(const char *scon, const char *username, char ***con)
{
	return api_return(compute_user(scon, username, con));
}

PUBLIC int security_compute_user(const char *scon, const char *username, char ***con)
{
	AUTO_FREE char *raw = NULL;
	char **list;
	int r = scon && con ? translate_to_raw(scon, &raw) : -EINVAL;

	if (r == 0)
		r = compute_user(raw, username, &list);
	if (r < 0)
		return api_return(r);
	for (char **p = list; *p; p++)
		(void)!translate_result(0, p); /* what cannot be translated stays as it is */
	*con = list;
	return 0;
}
