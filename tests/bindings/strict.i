// A binding of all public headers. Each function records errno, and is missing rather than called where the library lacks
// it: calls.i, made by run.sh, says so of each name. The system's types are the binding's to tell, for SWIG follows no
// #include. samples.h has the callbacks, typemaps.i how arguments and results go through.
%module strict
%{
#include <errno.h>
#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>
#include <selinux/strict.h>

#include "samples.h"
#include "weak_names.h"
%}
%include <stdint.i>
typedef unsigned int mode_t;
typedef int pid_t;
typedef unsigned long ino_t;
typedef unsigned int access_vector_t;
typedef unsigned short security_class_t;
typedef struct security_id *security_id_t;
%include "calls.i"
%include "typemaps.i"

// What a header's own declaration does not tell: here the name of an argument chooses the typemap, and the first
// declaration counts.
void freecon(char *OWNED);
void freeconary(char **STRINGS);
int query_user_context(char **STRINGS, char **newcon);
int realpath_not_final(const char *name, char *RESOLVED);
int rpm_execcon(unsigned int verified, const char *filename, char *const STRINGS[], char *const STRINGS[]);
int selabel_lookup_best_match(struct selabel_handle *rec, char **con, const char *key, const char **STRINGS, int type);
int selabel_lookup_best_match_raw(struct selabel_handle *rec, char **con, const char *key, const char **STRINGS, int type);
void selinux_restorecon_set_exclude_list(const char **STRINGS);
bool selabel_hash_all_partial_matches(struct selabel_handle *rec, const char *key, uint8_t *SHA1);
void avc_audit(security_id_t ssid, security_id_t tsid, security_class_t tclass, access_vector_t requested,
	struct av_decision *GIVEN, int result, void *auditdata);
int avc_add_callback(int (*SAMPLE)(uint32_t event, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms, access_vector_t *out_retained), uint32_t events, security_id_t ssid, security_id_t tsid,
	security_class_t tclass, access_vector_t perms);
void set_matchpathcon_printf(void (*SAMPLE)(const char *fmt, ...));
void set_matchpathcon_invalidcon(int (*SAMPLE)(const char *path, unsigned lineno, char *context));
void set_matchpathcon_canoncon(int (*SAMPLE)(const char *path, unsigned lineno, char **context));
int avc_init(const char *msgprefix, const struct avc_memory_callback *SAMPLE, const struct avc_log_callback *SAMPLE,
	const struct avc_thread_callback *SAMPLE, const struct avc_lock_callback *SAMPLE);
// SWIG has one name for a struct and a function.
%rename(call_avc_cache_stats) avc_cache_stats(struct avc_cache_stats *);
void avc_cache_stats(struct avc_cache_stats *STATS);

%include "selinux/selinux.h"
%include "selinux/avc.h"
%include "selinux/context.h"
%include "selinux/get_context_list.h"
%include "selinux/get_default_type.h"
%include "selinux/label.h"
%include "selinux/restorecon.h"
%include "selinux/strict.h"
%include "selinux/flask.h"

%inline %{
// errno after the call that was last.
static int last_errno(void)
{
	return call_errno;
}

// What C prints is buffered; the driver reads it after each call.
static void flush_all(void)
{
	fflush(NULL);
}

// The one datum among the exports, which no header declares.
static const char *mount_datum(void)
{
	char **datum = dlsym(RTLD_DEFAULT, "selinux_mnt");

	return datum ? *datum : "(not exported)";
}

static const char *library_file(void)
{
	Dl_info info;

	return dladdr((void *)is_selinux_enabled, &info) ? info.dli_fname : "";
}
%}
