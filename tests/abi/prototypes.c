/* SPDX-License-Identifier: MIT */
/*
 * Every prototype of the ABI, declared once more after the public headers: one that differs does
 * not compile. Ours are compiled with -DOURS, another release's with -DAS_OF=304 (3.4).
 */
#ifdef OURS
#define AS_OF 9999
#include <selinux/strict.h>
#endif

#include <stdbool.h>
#include <stdint.h>

#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>

/* <selinux/selinux.h> */
int checkPasswdAccess(access_vector_t requested);
int fgetfilecon(int fd, char **con);
int fgetfilecon_raw(int fd, char **con);
void fini_selinuxmnt(void);
void freecon(char *con);
void freeconary(char **con);
int fsetfilecon(int fd, const char *con);
int fsetfilecon_raw(int fd, const char *con);
int getcon(char **con);
int getcon_raw(char **con);
int getexeccon(char **con);
int getexeccon_raw(char **con);
int getfilecon(const char *path, char **con);
int getfilecon_raw(const char *path, char **con);
int getfscreatecon(char **con);
int getfscreatecon_raw(char **con);
int getkeycreatecon(char **con);
int getkeycreatecon_raw(char **con);
int getpeercon(int fd, char **con);
int getpeercon_raw(int fd, char **con);
int getpidcon(pid_t pid, char **con);
int getpidcon_raw(pid_t pid, char **con);
#if AS_OF >= 305
int getpidprevcon(pid_t pid, char **con);
int getpidprevcon_raw(pid_t pid, char **con);
#endif
int getprevcon(char **con);
int getprevcon_raw(char **con);
int getseuser(const char *username, const char *service, char **r_seuser, char **r_level);
int getseuserbyname(const char *linuxuser, char **seuser, char **level);
int getsockcreatecon(char **con);
int getsockcreatecon_raw(char **con);
int is_context_customizable(const char *scontext);
int is_selinux_enabled(void);
int is_selinux_mls_enabled(void);
int lgetfilecon(const char *path, char **con);
int lgetfilecon_raw(const char *path, char **con);
int lsetfilecon(const char *path, const char *con);
int lsetfilecon_raw(const char *path, const char *con);
int matchmediacon(const char *media, char **con);
int matchpathcon(const char *path, mode_t mode, char **con);
void matchpathcon_checkmatches(char *str);
int matchpathcon_filespec_add(ino_t ino, int specind, const char *file);
void matchpathcon_filespec_destroy(void);
void matchpathcon_filespec_eval(void);
void matchpathcon_fini(void);
int matchpathcon_index(const char *path, mode_t mode, char **con);
int matchpathcon_init(const char *path);
int matchpathcon_init_prefix(const char *path, const char *prefix);
security_class_t mode_to_security_class(mode_t mode);
void print_access_vector(security_class_t tclass, access_vector_t av);
int realpath_not_final(const char *name, char *resolved_path);
int rpm_execcon(
	unsigned int verified, const char *filename, char *const argv[], char *const envp[]);
const char *security_av_perm_to_string(security_class_t tclass, access_vector_t perm);
int security_av_string(security_class_t tclass, access_vector_t av, char **result);
int security_canonicalize_context(const char *con, char **canoncon);
int security_canonicalize_context_raw(const char *con, char **canoncon);
int security_check_context(const char *con);
int security_check_context_raw(const char *con);
const char *security_class_to_string(security_class_t cls);
int security_commit_booleans(void);
int security_compute_av(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int security_compute_av_flags(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int security_compute_av_flags_raw(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int security_compute_av_raw(const char *scon, const char *tcon, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd);
int security_compute_create(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
int security_compute_create_name(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon);
int security_compute_create_name_raw(const char *scon, const char *tcon, security_class_t tclass,
	const char *objname, char **newcon);
int security_compute_create_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
int security_compute_member(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
int security_compute_member_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
int security_compute_relabel(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
int security_compute_relabel_raw(
	const char *scon, const char *tcon, security_class_t tclass, char **newcon);
int security_compute_user(const char *scon, const char *username, char ***con);
int security_compute_user_raw(const char *scon, const char *username, char ***con);
int security_deny_unknown(void);
int security_disable(void);
int security_get_boolean_active(const char *name);
int security_get_boolean_names(char ***names, int *len);
int security_get_boolean_pending(const char *name);
int security_get_checkreqprot(void);
int security_get_initial_context(const char *name, char **con);
int security_get_initial_context_raw(const char *name, char **con);
int security_getenforce(void);
int security_load_booleans(char *path);
#if AS_OF >= 305
int security_load_policy(const void *data, size_t len);
#else
int security_load_policy(void *data, size_t len);
#endif
int security_policyvers(void);
int security_reject_unknown(void);
int security_set_boolean(const char *name, int value);
int security_set_boolean_list(size_t boolcnt, SELboolean *boollist, int permanent);
int security_setenforce(int value);
int security_validatetrans(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon);
int security_validatetrans_raw(
	const char *scon, const char *tcon, security_class_t tclass, const char *newcon);
const char *selinux_binary_policy_path(void);
char *selinux_boolean_sub(const char *boolean_name);
const char *selinux_booleans_path(void);
const char *selinux_booleans_subs_path(void);
int selinux_check_access(
	const char *scon, const char *tcon, const char *tclass, const char *perm, void *auditdata);
int selinux_check_passwd_access(access_vector_t requested);
int selinux_check_securetty_context(const char *tty_context);
const char *selinux_colors_path(void);
const char *selinux_contexts_path(void);
const char *selinux_current_policy_path(void);
const char *selinux_customizable_types_path(void);
const char *selinux_default_context_path(void);
const char *selinux_failsafe_context_path(void);
int selinux_file_context_cmp(const char *a, const char *b);
const char *selinux_file_context_homedir_path(void);
const char *selinux_file_context_local_path(void);
const char *selinux_file_context_path(void);
const char *selinux_file_context_subs_dist_path(void);
const char *selinux_file_context_subs_path(void);
int selinux_file_context_verify(const char *path, mode_t mode);
void selinux_flush_class_cache(void);
union selinux_callback selinux_get_callback(int type);
int selinux_getenforcemode(int *enforce);
int selinux_getpolicytype(char **policytype);
const char *selinux_homedir_context_path(void);
int selinux_init_load_policy(int *enforce);
int selinux_lsetfilecon_default(const char *path);
const char *selinux_lxc_contexts_path(void);
const char *selinux_media_context_path(void);
int selinux_mkload_policy(int preservebools);
const char *selinux_netfilter_context_path(void);
const char *selinux_openrc_contexts_path(void);
const char *selinux_openssh_contexts_path(void);
const char *selinux_path(void);
const char *selinux_policy_root(void);
int selinux_raw_context_to_color(const char *raw, char **color_str);
int selinux_raw_to_trans_context(const char *raw, char **transp);
const char *selinux_removable_context_path(void);
void selinux_reset_config(void);
const char *selinux_securetty_types_path(void);
const char *selinux_sepgsql_context_path(void);
void selinux_set_callback(int type, union selinux_callback cb);
#if AS_OF >= 307
int selinux_set_mapping(const struct security_class_mapping *map);
#else
int selinux_set_mapping(struct security_class_mapping *map);
#endif
int selinux_set_policy_root(const char *rootpath);
const char *selinux_snapperd_contexts_path(void);
const char *selinux_systemd_contexts_path(void);
int selinux_trans_to_raw_context(const char *trans, char **rawp);
const char *selinux_translations_path(void);
const char *selinux_user_contexts_path(void);
const char *selinux_users_path(void);
const char *selinux_usersconf_path(void);
const char *selinux_virtual_domain_context_path(void);
const char *selinux_virtual_image_context_path(void);
const char *selinux_x_context_path(void);
int selinuxfs_exists(void);
void set_matchpathcon_canoncon(int (*f)(const char *path, unsigned lineno, char **context));
void set_matchpathcon_flags(unsigned int flags);
void set_matchpathcon_invalidcon(int (*f)(const char *path, unsigned lineno, char *context));
void set_matchpathcon_printf(void (*f)(const char *fmt, ...));
void set_selinuxmnt(const char *mnt);
int setcon(const char *con);
int setcon_raw(const char *con);
int setexeccon(const char *con);
int setexeccon_raw(const char *con);
int setexecfilecon(const char *filename, const char *fallback_type);
int setfilecon(const char *path, const char *con);
int setfilecon_raw(const char *path, const char *con);
int setfscreatecon(const char *context);
int setfscreatecon_raw(const char *context);
int setkeycreatecon(const char *context);
int setkeycreatecon_raw(const char *context);
int setsockcreatecon(const char *context);
int setsockcreatecon_raw(const char *context);
access_vector_t string_to_av_perm(security_class_t tclass, const char *name);
security_class_t string_to_security_class(const char *name);

/* <selinux/avc.h> */
int avc_add_callback(
	int (*callback)(uint32_t event, security_id_t ssid, security_id_t tsid,
		security_class_t tclass, access_vector_t perms, access_vector_t *out_retained),
	uint32_t events, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms);
void avc_audit(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct av_decision *avd, int result, void *auditdata);
void avc_av_stats(void);
void avc_cache_stats(struct avc_cache_stats *stats);
void avc_cleanup(void);
int avc_compute_create(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, security_id_t *newsid);
int avc_compute_member(
	security_id_t ssid, security_id_t tsid, security_class_t tclass, security_id_t *newsid);
int avc_context_to_sid(const char *ctx, security_id_t *sid);
int avc_context_to_sid_raw(const char *ctx, security_id_t *sid);
void avc_destroy(void);
int avc_get_initial_sid(const char *name, security_id_t *sid);
int avc_has_perm(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct avc_entry_ref *aeref, void *auditdata);
int avc_has_perm_noaudit(security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t requested, struct avc_entry_ref *aeref, struct av_decision *avd);
int avc_init(const char *msgprefix, const struct avc_memory_callback *mem_callbacks,
	const struct avc_log_callback *log_callbacks,
	const struct avc_thread_callback *thread_callbacks,
	const struct avc_lock_callback *lock_callbacks);
int avc_netlink_acquire_fd(void);
int avc_netlink_check_nb(void);
void avc_netlink_close(void);
void avc_netlink_loop(void);
int avc_netlink_open(int blocking);
void avc_netlink_release_fd(void);
#if AS_OF >= 307
int avc_open(const struct selinux_opt *opts, unsigned nopts);
#else
int avc_open(struct selinux_opt *opts, unsigned nopts);
#endif
int avc_reset(void);
void avc_sid_stats(void);
int avc_sid_to_context(security_id_t sid, char **ctx);
int avc_sid_to_context_raw(security_id_t sid, char **ctx);
void selinux_status_close(void);
int selinux_status_deny_unknown(void);
int selinux_status_getenforce(void);
int selinux_status_open(int fallback);
int selinux_status_policyload(void);
int selinux_status_updated(void);
int sidget(security_id_t sid);
int sidput(security_id_t sid);

/* <selinux/context.h> */
void context_free(context_t con);
context_t context_new(const char *str);
const char *context_range_get(context_t con);
int context_range_set(context_t con, const char *range);
const char *context_role_get(context_t con);
int context_role_set(context_t con, const char *role);
#if AS_OF >= 305
const char *context_str(context_t con);
#else
char *context_str(context_t con);
#endif
#if AS_OF >= 309
char *context_to_str(context_t con);
#endif
const char *context_type_get(context_t con);
int context_type_set(context_t con, const char *type);
const char *context_user_get(context_t con);
int context_user_set(context_t con, const char *user);

/* <selinux/get_context_list.h> */
int get_default_context(const char *user, const char *fromcon, char **newcon);
int get_default_context_with_level(
	const char *user, const char *level, const char *fromcon, char **newcon);
int get_default_context_with_role(
	const char *user, const char *role, const char *fromcon, char **newcon);
int get_default_context_with_rolelevel(
	const char *user, const char *role, const char *level, const char *fromcon, char **newcon);
int get_ordered_context_list(const char *user, const char *fromcon, char ***list);
int get_ordered_context_list_with_level(
	const char *user, const char *level, const char *fromcon, char ***list);
int manual_user_enter_context(const char *user, char **newcon);
int query_user_context(char **list, char **newcon);

/* <selinux/get_default_type.h> */
int get_default_type(const char *role, char **type);
const char *selinux_default_type_path(void);

/* <selinux/label.h> */
void selabel_close(struct selabel_handle *handle);
#if AS_OF >= 306
enum selabel_cmp_result selabel_cmp(
	const struct selabel_handle *h1, const struct selabel_handle *h2);
#else
enum selabel_cmp_result selabel_cmp(struct selabel_handle *h1, struct selabel_handle *h2);
#endif
int selabel_digest(struct selabel_handle *rec, unsigned char **digest, size_t *digest_len,
	char ***specfiles, size_t *num_specfiles);
bool selabel_get_digests_all_partial_matches(struct selabel_handle *rec, const char *key,
	uint8_t **calculated_digest, uint8_t **xattr_digest, size_t *digest_len);
bool selabel_hash_all_partial_matches(struct selabel_handle *rec, const char *key, uint8_t *digest);
int selabel_lookup(struct selabel_handle *handle, char **con, const char *key, int type);
int selabel_lookup_best_match(
	struct selabel_handle *rec, char **con, const char *key, const char **aliases, int type);
int selabel_lookup_best_match_raw(
	struct selabel_handle *rec, char **con, const char *key, const char **aliases, int type);
int selabel_lookup_raw(struct selabel_handle *handle, char **con, const char *key, int type);
struct selabel_handle *selabel_open(
	unsigned int backend, const struct selinux_opt *opts, unsigned nopts);
bool selabel_partial_match(struct selabel_handle *handle, const char *key);
void selabel_stats(struct selabel_handle *handle);

/* <selinux/restorecon.h> */
int selinux_restorecon(const char *pathname, unsigned int restorecon_flags);
struct selabel_handle *selinux_restorecon_default_handle(void);
#if AS_OF >= 310
long unsigned selinux_restorecon_get_relabeled_files(void);
#endif
long unsigned selinux_restorecon_get_skipped_errors(void);
int selinux_restorecon_parallel(
	const char *pathname, unsigned int restorecon_flags, size_t nthreads);
int selinux_restorecon_set_alt_rootpath(const char *alt_rootpath);
void selinux_restorecon_set_exclude_list(const char **exclude_list);
void selinux_restorecon_set_sehandle(struct selabel_handle *hndl);
int selinux_restorecon_xattr(
	const char *pathname, unsigned int xattr_flags, struct dir_xattr ***xattr_list);

#ifdef OURS
/* <selinux/strict.h> */
int selinux_strict_recheck(void);
const char *selinux_strict_reason(void);
const char *selinux_strict_version(void);
#endif
