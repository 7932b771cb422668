# SPDX-License-Identifier: MIT
"""The second half of the calls: logins, labels, the access vector cache, restorecon."""
import os

import strict as lib
from calls import FILE, FOLDER, LABELS, LINK, OBJECT, ON, PAIRS, REGULAR, STORE, SUBJECT, UNKNOWN, messages, own_store, stdin_from
from record import WORK

LOGIN = 'system_u:system_r:sshd_t:s0'


def login(call):
    if not ON:
        own_store(call)
    messages(call)
    for name in 'root', 'somebody':
        call('getseuserbyname', name, case=name)
        call('getseuser', name, 'sshd', case=name)
    for user in 'staff_u', 'none_u':
        call('get_ordered_context_list', user, LOGIN, case=user)
        call('get_ordered_context_list_with_level', user, 's0', LOGIN, case=user)
        call('get_default_context', user, LOGIN, case=user)
        call('get_default_context_with_level', user, 's0', LOGIN, case=user)
        call('get_default_context_with_role', user, 'staff_r', LOGIN, case=user)
        call('get_default_context_with_rolelevel', user, 'staff_r', 's0', LOGIN, case=user)
    call('get_default_type', 'staff_r')
    call('get_default_type', 'none_r', case='unknown')


def choice(call):
    messages(call)
    stdin_from('1\n')
    call('query_user_context', [SUBJECT, OBJECT])


def entry(call):
    messages(call)
    stdin_from('y\nstaff_r\nstaff_t\ns0\nn\nn\nn\n')
    call('manual_user_enter_context', 'staff_u')


def handles(call, labels=LABELS):
    return call('selabel_open', lib.SELABEL_CTX_FILE, [(lib.SELABEL_OPT_PATH, labels), (lib.SELABEL_OPT_DIGEST, True)])


def label(call):
    messages(call)
    handle = handles(call)
    call('selabel_open', lib.SELABEL_CTX_FILE, [(lib.SELABEL_OPT_PATH, f'{WORK}/missing')], case='missing')
    call('selabel_open', 77, [], case='backend')
    for suffix in PAIRS:
        call('selabel_lookup' + suffix, handle, '/usr/bin/id', REGULAR)
        call('selabel_lookup' + suffix, handle, '/none', REGULAR, case='none')
        call('selabel_lookup_best_match' + suffix, handle, '/dev/a', ['/usr/lib', '/etc/passwd'], REGULAR)
        call('selabel_lookup_best_match' + suffix, handle, '/dev/a', None, REGULAR, case='none')
    for path in '/usr', '/other':
        call('selabel_partial_match', handle, path, case=path[1:])
        call('selabel_hash_all_partial_matches', handle, path, case=path[1:])
        call('selabel_get_digests_all_partial_matches', handle, path, case=path[1:])
    call('selabel_digest', handle)
    call('selabel_cmp', handle, handle)
    call('selabel_cmp', handle, handles(call, f'{LABELS}.other'), case='other')
    call('selabel_stats', handle)
    call('selabel_close', handle)


def other_labels(call):
    own_store(call)
    media = call('selabel_open', lib.SELABEL_CTX_MEDIA, [(lib.SELABEL_OPT_PATH, f'{STORE}/contexts/files/media')])
    call('selabel_lookup', media, 'cdrom', 0, case='media')
    call('selabel_stats', media, case='media')
    call('selabel_close', media, case='media')
    call('matchmediacon', 'cdrom')
    call('matchmediacon', 'none', case='none')
    call('selinux_file_context_cmp', OBJECT, 'other_u:object_r:tmp_t:s0')
    call('selinux_file_context_cmp', OBJECT, SUBJECT, case='other')
    call('realpath_not_final', f'{WORK}/../{os.path.basename(WORK)}/link')
    call('realpath_not_final', f'{WORK}/missing/too', case='missing')
    call('selinux_file_context_verify', FILE, REGULAR)
    call('selinux_lsetfilecon_default', FILE)
    call('selinux_file_context_verify', FILE, REGULAR, case='set')


def matchpathcon(call):
    own_store(call)
    call('set_matchpathcon_flags', lib.MATCHPATHCON_NOTRANS)
    call('set_matchpathcon_printf', True)
    call('set_matchpathcon_invalidcon', True)
    call('set_matchpathcon_canoncon', True)
    call('matchpathcon_init', f'{WORK}/missing', case='missing')
    call('matchpathcon_init', LABELS)
    call('matchpathcon', '/usr/bin/id', REGULAR)
    call('matchpathcon', '/none', FOLDER, case='none')
    first = call('matchpathcon_index', '/usr/bin/id', REGULAR)
    second = call('matchpathcon_index', '/etc/passwd', REGULAR)
    call('matchpathcon_filespec_add', 7, first[0], FILE)
    call('matchpathcon_filespec_add', 7, second[0], f'{WORK}/hard', case='again')
    call('matchpathcon_filespec_eval')
    call('matchpathcon_filespec_destroy')
    call('matchpathcon_checkmatches', '')
    call('matchpathcon_fini')
    call('matchpathcon_init_prefix', LABELS, '/usr')
    call('matchpathcon', '/usr/bin/id', REGULAR, case='prefix')
    call('set_matchpathcon_printf', None, case='null')
    call('set_matchpathcon_invalidcon', None, case='null')
    call('set_matchpathcon_canoncon', None, case='null')


def avc(call):
    """What stock asserts when there is no cache is called in processes of its own."""
    messages(call)
    opened = call('avc_open', [(lib.AVC_OPT_UNUSED, None)])
    make = call if opened == 0 else lambda *args, **more: call.apart(*args, **more)
    sids = []
    for suffix in PAIRS:
        subject = make('avc_context_to_sid' + suffix, SUBJECT)
        sids.append(subject[1] if subject else None)
        make('avc_sid_to_context' + suffix, sids[-1])
    subject, target = sids[0], lib.avc_context_to_sid(OBJECT)[1] if opened == 0 else None
    make('avc_get_initial_sid', 'kernel')
    make('avc_get_initial_sid', 'none_such', case='unknown')
    if subject:
        make('sidget', subject)
        make('sidput', subject)
    make('sidget', None, case='null')
    make('sidput', None, case='null')
    file = lib.string_to_security_class('file')
    entry = lib.avc_entry_ref()
    make('avc_has_perm', subject, target, file, 1, entry, None)
    make('avc_has_perm_noaudit', subject, target, file, 1, entry)
    decision = lib.av_decision()
    decision.auditdeny = 0xff
    make('avc_audit', subject, target, file, 1, decision, -1, None)
    make('avc_compute_create', subject, target, file)
    make('avc_compute_member', subject, target, file)
    make('avc_add_callback', True, lib.AVC_CALLBACK_RESET, None, None, 0, 0)
    make('avc_cache_stats')
    make('avc_reset')
    make('avc_cleanup')
    make('avc_av_stats')
    make('avc_sid_stats')
    make('avc_destroy')


def avc_old(call):
    messages(call)
    call('avc_init', 'test', True, True, True, True)
    call.apart('avc_destroy')


def status(call):
    messages(call)
    for name in 'updated', 'getenforce', 'deny_unknown', 'policyload':
        call('selinux_status_' + name, case='closed')
    call('selinux_status_open', 1)
    for name in 'updated', 'getenforce', 'deny_unknown':
        call('selinux_status_' + name)
    call('selinux_status_policyload')
    call('selinux_status_close')


def netlink(call):
    messages(call)
    call('avc_netlink_close', case='closed')
    call('avc_netlink_loop', case='closed')
    opened = call('avc_netlink_open', 0)
    descriptor = call('avc_netlink_acquire_fd') if opened == 0 else -1
    if descriptor >= 0:
        call('avc_netlink_check_nb')
        call('avc_netlink_release_fd')
        file = os.open(FILE, os.O_RDONLY)
        os.dup2(file, descriptor)
        call('avc_netlink_loop', case='no-socket')
    else:
        call.apart('avc_netlink_acquire_fd', case='none')
        call.apart('avc_netlink_check_nb', case='none')
        call.apart('avc_netlink_release_fd', case='none')
    call('avc_netlink_close')


def restorecon(call):
    own_store(call)
    tree = f'{WORK}/tree'
    nochange = lib.SELINUX_RESTORECON_NOCHANGE | lib.SELINUX_RESTORECON_VERBOSE | lib.SELINUX_RESTORECON_RECURSE
    default = call('selinux_restorecon_default_handle')
    call('selinux_restorecon_set_sehandle', default)
    call('selinux_restorecon', tree, nochange)
    call('selinux_restorecon', f'{WORK}/missing', 0, case='missing')
    call('selinux_restorecon_set_exclude_list', [f'{tree}/usr'])
    call('selinux_restorecon', tree, nochange, case='excluded')
    call('selinux_restorecon_set_alt_rootpath', 'x', case='relative')
    call('selinux_restorecon_set_alt_rootpath', tree)
    call('selinux_restorecon_parallel', f'{tree}/etc', nochange & ~lib.SELINUX_RESTORECON_VERBOSE, 2)  # in any order
    if os.geteuid() == 0:  # else nothing can be set
        call('selinux_restorecon', f'{tree}/etc', lib.SELINUX_RESTORECON_RECURSE | lib.SELINUX_RESTORECON_SET_SPECFILE_CTX |
             lib.SELINUX_RESTORECON_COUNT_ERRORS, case='done')
    call('lgetfilecon', f'{tree}/etc/passwd')
    call('selinux_restorecon_get_skipped_errors')
    call('selinux_restorecon_get_relabeled_files')
    call('selinux_restorecon_xattr', f'{tree}/etc', lib.SELINUX_RESTORECON_XATTR_RECURSE)
    call('selinux_restorecon_xattr', f'{WORK}/missing', 0, case='missing')
