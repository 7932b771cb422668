/* SPDX-License-Identifier: MIT */
/*
 * Prints size, offset and value of every type, member, enumerator and macro of the public headers,
 * and does not compile if a member has another type. AS_OF as in prototypes.c.
 */
#include <stddef.h>
#include <stdio.h>

#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

#if defined(AS_OF) && AS_OF < 308
#define id refcnt /* as the member of struct security_id was named then */
#endif

#define SAME(a, b) _Static_assert(__builtin_types_compatible_p(a, b), #a " is not " #b)
#define TYPE(t)    printf("type %s size %zu align %zu\n", #t, sizeof(t), _Alignof(t))
#define MEMBER(t, m, type_of_m)                                                                    \
	do {                                                                                       \
		SAME(__typeof__(((t *)0)->m), type_of_m);                                          \
		printf("member %s.%s offset %zu size %zu\n", #t, #m, offsetof(t, m),               \
			sizeof(((t *)0)->m));                                                      \
	} while (0)
#define NUMBER(name)       printf("number %s %lld\n", #name, (long long)(name))
#define NEWER(name, as_of) printf("number %s %lld since %d\n", #name, (long long)(name), as_of)
#define STRING(name)       printf("string %s %s\n", #name, "" name)

static void selinux_h(void)
{
	TYPE(access_vector_t);
	SAME(access_vector_t, unsigned int);
	TYPE(security_class_t);
	SAME(security_class_t, unsigned short);
	TYPE(security_context_t);
	SAME(security_context_t, char *);

	TYPE(struct av_decision);
	MEMBER(struct av_decision, allowed, access_vector_t);
	MEMBER(struct av_decision, decided, access_vector_t);
	MEMBER(struct av_decision, auditallow, access_vector_t);
	MEMBER(struct av_decision, auditdeny, access_vector_t);
	MEMBER(struct av_decision, seqno, unsigned);
	MEMBER(struct av_decision, flags, unsigned);

	TYPE(struct selinux_opt);
	MEMBER(struct selinux_opt, type, int);
	MEMBER(struct selinux_opt, value, const char *);

	TYPE(union selinux_callback);
	MEMBER(union selinux_callback, func_log, int (*)(int, const char *, ...));
	MEMBER(union selinux_callback, func_audit,
		int (*)(void *, security_class_t, char *, size_t));
	MEMBER(union selinux_callback, func_validate, int (*)(char **));
	MEMBER(union selinux_callback, func_setenforce, int (*)(int));
	MEMBER(union selinux_callback, func_policyload, int (*)(int));

	TYPE(SELboolean);
	MEMBER(SELboolean, name, char *);
	MEMBER(SELboolean, value, int);

	TYPE(struct security_class_mapping);
	MEMBER(struct security_class_mapping, name, const char *);
	MEMBER(struct security_class_mapping, perms, const char *[33]);

	NUMBER(MATCHPATHCON_BASEONLY);
	NUMBER(MATCHPATHCON_NOTRANS);
	NUMBER(MATCHPATHCON_VALIDATE);
	NUMBER(SELINUX_AVC);
	NUMBER(SELINUX_AVD_FLAGS_PERMISSIVE);
	NUMBER(SELINUX_CB_AUDIT);
	NUMBER(SELINUX_CB_LOG);
	NUMBER(SELINUX_CB_POLICYLOAD);
	NUMBER(SELINUX_CB_SETENFORCE);
	NUMBER(SELINUX_CB_VALIDATE);
	NUMBER(SELINUX_ERROR);
	NUMBER(SELINUX_INFO);
	NUMBER(SELINUX_POLICYLOAD);
	NUMBER(SELINUX_SETENFORCE);
	STRING(SELINUX_TRANS_DIR);
	NUMBER(SELINUX_WARNING);
}

static void avc_h(void)
{
	struct avc_entry_ref reference = {(struct avc_entry *)&reference};

	TYPE(struct security_id);
	MEMBER(struct security_id, ctx, char *);
	MEMBER(struct security_id, id, unsigned);
	TYPE(security_id_t);
	SAME(security_id_t, struct security_id *);
	SAME(__typeof__(SECSID_WILD), security_id_t);

	TYPE(struct avc_entry_ref);
	MEMBER(struct avc_entry_ref, ae, struct avc_entry *);
	avc_entry_ref_init(&reference);
	printf("macro avc_entry_ref_init %s\n", reference.ae == NULL ? "NULL" : "other");
	printf("macro SECSID_WILD %s\n", SECSID_WILD == NULL ? "NULL" : "other");

	TYPE(struct avc_memory_callback);
	MEMBER(struct avc_memory_callback, func_malloc, void *(*)(size_t));
	MEMBER(struct avc_memory_callback, func_free, void (*)(void *));

	TYPE(struct avc_log_callback);
	MEMBER(struct avc_log_callback, func_log, void (*)(const char *, ...));
	MEMBER(struct avc_log_callback, func_audit,
		void (*)(void *, security_class_t, char *, size_t));

	TYPE(struct avc_thread_callback);
	MEMBER(struct avc_thread_callback, func_create_thread, void *(*)(void (*)(void)));
	MEMBER(struct avc_thread_callback, func_stop_thread, void (*)(void *));

	TYPE(struct avc_lock_callback);
	MEMBER(struct avc_lock_callback, func_alloc_lock, void *(*)(void));
	MEMBER(struct avc_lock_callback, func_get_lock, void (*)(void *));
	MEMBER(struct avc_lock_callback, func_release_lock, void (*)(void *));
	MEMBER(struct avc_lock_callback, func_free_lock, void (*)(void *));

	TYPE(struct avc_cache_stats);
	MEMBER(struct avc_cache_stats, entry_lookups, unsigned);
	MEMBER(struct avc_cache_stats, entry_hits, unsigned);
	MEMBER(struct avc_cache_stats, entry_misses, unsigned);
	MEMBER(struct avc_cache_stats, entry_discards, unsigned);
	MEMBER(struct avc_cache_stats, cav_lookups, unsigned);
	MEMBER(struct avc_cache_stats, cav_hits, unsigned);
	MEMBER(struct avc_cache_stats, cav_probes, unsigned);
	MEMBER(struct avc_cache_stats, cav_misses, unsigned);

	NUMBER(AVC_CACHE_STATS);
	NUMBER(AVC_CALLBACK_AUDITALLOW_DISABLE);
	NUMBER(AVC_CALLBACK_AUDITALLOW_ENABLE);
	NUMBER(AVC_CALLBACK_AUDITDENY_DISABLE);
	NUMBER(AVC_CALLBACK_AUDITDENY_ENABLE);
	NUMBER(AVC_CALLBACK_GRANT);
	NUMBER(AVC_CALLBACK_RESET);
	NUMBER(AVC_CALLBACK_REVOKE);
	NUMBER(AVC_CALLBACK_TRY_REVOKE);
	NUMBER(AVC_OPT_SETENFORCE);
	NUMBER(AVC_OPT_UNUSED);
}

static void context_h(void)
{
	TYPE(context_s_t);
	MEMBER(context_s_t, ptr, void *);
	TYPE(context_t);
	SAME(context_t, context_s_t *);
}

static void get_context_list_h(void)
{
	STRING(SELINUX_DEFAULTUSER);
}

static void label_h(void)
{
	TYPE(enum selabel_cmp_result);
	NUMBER(SELABEL_SUBSET);
	NUMBER(SELABEL_EQUAL);
	NUMBER(SELABEL_SUPERSET);
	NUMBER(SELABEL_INCOMPARABLE);

	NUMBER(SELABEL_CTX_ANDROID_PROP);
	NUMBER(SELABEL_CTX_ANDROID_SERVICE);
	NUMBER(SELABEL_CTX_DB);
	NUMBER(SELABEL_CTX_FILE);
	NUMBER(SELABEL_CTX_MEDIA);
	NUMBER(SELABEL_CTX_X);
	NUMBER(SELABEL_DB_BLOB);
	NUMBER(SELABEL_DB_COLUMN);
	NUMBER(SELABEL_DB_DATABASE);
	NUMBER(SELABEL_DB_DATATYPE);

	NUMBER(SELABEL_DB_EXCEPTION);
	NUMBER(SELABEL_DB_LANGUAGE);
	NUMBER(SELABEL_DB_PROCEDURE);
	NUMBER(SELABEL_DB_SCHEMA);
	NUMBER(SELABEL_DB_SEQUENCE);
	NUMBER(SELABEL_DB_TABLE);
	NUMBER(SELABEL_DB_TUPLE);
	NUMBER(SELABEL_DB_VIEW);
	NUMBER(SELABEL_NOPT);
	NUMBER(SELABEL_OPT_BASEONLY);
	NUMBER(SELABEL_OPT_DIGEST);
	NUMBER(SELABEL_OPT_PATH);
	NUMBER(SELABEL_OPT_SUBSET);
	NUMBER(SELABEL_OPT_UNUSED);
	NUMBER(SELABEL_OPT_VALIDATE);
	NUMBER(SELABEL_X_CLIENT);
	NUMBER(SELABEL_X_EVENT);
	NUMBER(SELABEL_X_EXT);
	NUMBER(SELABEL_X_POLYPROP);
	NUMBER(SELABEL_X_POLYSELN);
	NUMBER(SELABEL_X_PROP);
	NUMBER(SELABEL_X_SELN);
}

static void restorecon_h(void)
{
	TYPE(enum digest_result);
	NUMBER(MATCH);
	NUMBER(NOMATCH);
	NUMBER(DELETED_MATCH);
	NUMBER(DELETED_NOMATCH);
	NUMBER(ERROR);

	TYPE(struct dir_xattr);
	MEMBER(struct dir_xattr, directory, char *);
	MEMBER(struct dir_xattr, digest, char *);
	MEMBER(struct dir_xattr, result, enum digest_result);
	MEMBER(struct dir_xattr, next, struct dir_xattr *);

	NUMBER(SELINUX_RESTORECON_ABORT_ON_ERROR);
	NUMBER(SELINUX_RESTORECON_ADD_ASSOC);
	NUMBER(SELINUX_RESTORECON_CONFLICT_ERROR);
	NUMBER(SELINUX_RESTORECON_COUNT_ERRORS);
#ifdef SELINUX_RESTORECON_COUNT_RELABELED
	NEWER(SELINUX_RESTORECON_COUNT_RELABELED, 310);
#endif
	NUMBER(SELINUX_RESTORECON_IGNORE_DIGEST);
	NUMBER(SELINUX_RESTORECON_IGNORE_MOUNTS);
	NUMBER(SELINUX_RESTORECON_IGNORE_NOENTRY);
	NUMBER(SELINUX_RESTORECON_LOG_MATCHES);
	NUMBER(SELINUX_RESTORECON_MASS_RELABEL);
	NUMBER(SELINUX_RESTORECON_NOCHANGE);
	NUMBER(SELINUX_RESTORECON_PROGRESS);
	NUMBER(SELINUX_RESTORECON_REALPATH);
	NUMBER(SELINUX_RESTORECON_RECURSE);
	NUMBER(SELINUX_RESTORECON_SET_SPECFILE_CTX);
#ifdef SELINUX_RESTORECON_SET_USER_ROLE
	NEWER(SELINUX_RESTORECON_SET_USER_ROLE, 309);
#endif
	NUMBER(SELINUX_RESTORECON_SKIP_DIGEST);
#ifdef SELINUX_RESTORECON_SKIP_MULTILINK
	NEWER(SELINUX_RESTORECON_SKIP_MULTILINK, 311);
#endif
	NUMBER(SELINUX_RESTORECON_SYSLOG_CHANGES);
	NUMBER(SELINUX_RESTORECON_VERBOSE);
	NUMBER(SELINUX_RESTORECON_XATTR_DELETE_ALL_DIGESTS);
	NUMBER(SELINUX_RESTORECON_XATTR_DELETE_NONMATCH_DIGESTS);
	NUMBER(SELINUX_RESTORECON_XATTR_IGNORE_MOUNTS);
	NUMBER(SELINUX_RESTORECON_XATTR_RECURSE);
	NUMBER(SELINUX_RESTORECON_XDEV);
}

int main(void)
{
	selinux_h();
	avc_h();
	context_h();
	get_context_list_h();
	label_h();
	restorecon_h();
	return 0;
}
