# SPDX-License-Identifier: MIT
"""Every exported function, called through the binding: `families` has them. What the calls are given is below $WORK,
where world.py has put a policy store; where SELinux is on, they are about the store and the kernel of the machine."""
import os
import socket
import stat

import strict as lib
from record import WORK

ON = lib.is_selinux_enabled() == 1
STORE = f'{WORK}/store/test'
FILE, LINK, LABELS = f'{WORK}/file', f'{WORK}/link', f'{WORK}/labels'
SUBJECT, OBJECT = 'system_u:system_r:init_t:s0', 'system_u:object_r:tmp_t:s0'
UNKNOWN = 'nobody_u:no_r:no_t:s0'
PAIRS = ('', '_raw')
REGULAR, FOLDER = stat.S_IFREG | 0o644, stat.S_IFDIR | 0o755


def messages(call):
    """The messages of the library come in as lines, all kinds of them."""
    lib.selinux_set_callback(lib.SELINUX_CB_LOG, True)


def own_store(call):
    messages(call)
    lib.selinux_set_policy_root(STORE)


def stdin_from(text):
    with open(f'{WORK}/stdin', 'w', encoding='ascii') as file:
        file.write(text)
    descriptor = os.open(f'{WORK}/stdin', os.O_RDONLY)
    os.dup2(descriptor, 0)
    os.close(descriptor)


PATHS = [name for name in dir(lib) if name.startswith('selinux_') and name.endswith('_path') and
         name != 'selinux_current_policy_path']


def paths(call):
    for name in PATHS:
        call(name)
    own_store(call)
    for name in PATHS:
        call(name, case='store')


def config(call):
    messages(call)
    for name in ('selinux_path', 'selinux_policy_root', 'selinux_getenforcemode', 'selinux_getpolicytype',
                 'selinux_current_policy_path'):
        call(name)
    call('selinux_set_policy_root', 'none', case='no-slash')
    call('selinux_set_policy_root', STORE)
    call('selinux_policy_root', case='set')
    call('selinux_getpolicytype', case='set')
    call('selinux_reset_config')
    call('selinux_policy_root', case='reset')


def presence(call):
    messages(call)
    call('is_selinux_enabled')
    call('is_selinux_mls_enabled')
    call('selinuxfs_exists')
    call('mount_datum')
    call('selinux_strict_version')
    call('selinux_strict_reason')
    call('set_selinuxmnt', WORK)
    call('mount_datum', case='set')
    call('security_getenforce', case='set')
    call('fini_selinuxmnt')
    call('mount_datum', case='forgotten')
    call('is_selinux_enabled', case='forgotten')
    call('selinux_strict_recheck')
    call('freecon', None, case='null')
    call('freecon', OBJECT)
    call('freeconary', [OBJECT, SUBJECT])
    call('freeconary', None, case='null')


def callbacks(call):
    for kind in range(5):
        call('selinux_get_callback', kind, case=f'default-{kind}')
        call('selinux_set_callback', kind, True, case=str(kind))
        call('selinux_get_callback', kind, case=f'set-{kind}')
        call('selinux_set_callback', kind, None, case=f'null-{kind}')
        call('selinux_get_callback', kind, case=f'null-{kind}')
    call('selinux_get_callback', 77, case='unknown')
    call('selinux_set_callback', 77, True, case='unknown')


def kernel(call):
    messages(call)
    for name in ('security_getenforce', 'security_deny_unknown', 'security_reject_unknown', 'security_get_checkreqprot',
                 'security_policyvers'):
        call(name)
    call('security_setenforce', lib.security_getenforce() if ON else 0)
    call('security_load_policy', b'no policy')
    call('security_load_policy', b'', case='empty')
    for suffix in PAIRS:
        call('security_get_initial_context' + suffix, 'kernel')
        call('security_get_initial_context' + suffix, 'none_such', case='unknown')
        for case, con in ('file', OBJECT), ('unknown', UNKNOWN), ('no-context', 'x'):
            call('security_check_context' + suffix, con, case=case)
            call('security_canonicalize_context' + suffix, con, case=case)


def boot(call):
    """What the machine's start does; where SELinux is on, the policy in force is loaded once more."""
    messages(call)
    call('selinux_mkload_policy', 0)
    call('security_disable')
    call('selinux_init_load_policy')


def compute(call):
    messages(call)
    process, file = lib.string_to_security_class('process'), lib.string_to_security_class('file')
    for suffix in PAIRS:
        for case, target in ('', OBJECT), ('unknown', UNKNOWN):
            call('security_compute_av' + suffix, SUBJECT, target, file, 1, case=case)
            call('security_compute_av_flags' + suffix, SUBJECT, target, file, 1, case=case)
            for name in 'create', 'relabel', 'member':
                call(f'security_compute_{name}{suffix}', SUBJECT, target, file, case=case)
            call('security_compute_create_name' + suffix, SUBJECT, target, file, 'name', case=case)
            call('security_validatetrans' + suffix, target, OBJECT, file, OBJECT, case=case)
        call('security_compute_create' + suffix, SUBJECT, 'system_u:object_r:sshd_exec_t:s0', process, case='process')
        call('security_compute_user' + suffix, 'system_u:system_r:local_login_t:s0', 'staff_u')


def booleans(call):
    messages(call)
    names = call('security_get_boolean_names')
    name = names[1][0] if names[0] == 0 else 'some_boolean'
    value = call('security_get_boolean_active', name)
    call('security_get_boolean_pending', name)
    call('security_set_boolean', name, 1 - max(value, 0))
    call('security_get_boolean_pending', name, case='set')
    call('security_set_boolean', name, max(value, 0), case='back')
    call('security_set_boolean', name, 2, case='two')
    call('security_commit_booleans')
    call('security_set_boolean_list', [(name, max(value, 0))], 0)
    call('security_set_boolean_list', [(name, max(value, 0)), ('none_such', 1)], 0, case='unknown')
    call('security_get_boolean_active', 'none_such', case='unknown')
    call('selinux_boolean_sub', name)
    lib.selinux_set_policy_root(STORE)
    call('selinux_boolean_sub', 'old_name', case='renamed')
    call('security_load_booleans', None)


def classes(call):
    messages(call)
    call.zero_fails = True
    number = call('string_to_security_class', 'file')
    call('string_to_security_class', 'none_such', case='unknown')
    bit = call('string_to_av_perm', number, 'read')
    call('string_to_av_perm', number, 'none_such', case='unknown')
    call('mode_to_security_class', REGULAR)
    call('mode_to_security_class', FOLDER, case='folder')
    call('mode_to_security_class', 0o170000, case='none')
    call.zero_fails = False
    call('security_class_to_string', number)
    call('security_class_to_string', 9999, case='unknown')
    call('security_av_perm_to_string', number, bit)
    call('security_av_string', number, bit)
    call('security_av_string', number, 0, case='none')
    call('print_access_vector', number, bit)
    call('print_access_vector', number, 0, case='none')
    call('selinux_flush_class_cache')
    call('selinux_set_mapping', [['file', 'read', 'write'], ['process', '', 'fork']])
    call('string_to_security_class', 'process', case='mapped')
    call('security_av_perm_to_string', 1, 2, case='mapped')


GOTTEN = ('con', 'prevcon', 'execcon', 'fscreatecon', 'keycreatecon', 'sockcreatecon')


def process(call):
    messages(call)
    for suffix in PAIRS:
        for name in GOTTEN:
            call(f'get{name}{suffix}')
        own = lib.getcon_raw()[1]
        call('setcon' + suffix, own or SUBJECT, case='own')
        call('setcon' + suffix, UNKNOWN, case='unknown')
        for name in GOTTEN[2:]:
            call(f'set{name}{suffix}', own or SUBJECT)
            call(f'get{name}{suffix}', case='set')
            call(f'set{name}{suffix}', None, case='null')
            call(f'get{name}{suffix}', case='null')
        for name in 'getpidcon', 'getpidprevcon':
            call(name + suffix, os.getpid())
            call(name + suffix, 0, case='zero')


def execute(call):
    messages(call)
    call('setexecfilecon', '/bin/true', 'none_t')
    call('setexecfilecon', '/nonexistent', 'none_t', case='missing')
    call.apart('rpm_execcon', 0, '/nonexistent', ['x'], ['A=b'], case='missing')
    call.apart('rpm_execcon', 0, '/bin/false', ['false'], ['A=b'])


def files(call):
    messages(call)
    descriptor = os.open(FILE, os.O_RDONLY)
    for suffix in PAIRS:
        for prefix, what in ('', FILE), ('l', LINK), ('f', descriptor):
            call(f'{prefix}getfilecon{suffix}', what)
            call(f'{prefix}setfilecon{suffix}', what, OBJECT)
            call(f'{prefix}getfilecon{suffix}', what, case='set')
            call(f'{prefix}setfilecon{suffix}', what, UNKNOWN, case='unknown')
        call(f'getfilecon{suffix}', f'{WORK}/missing', case='missing')
        call(f'fgetfilecon{suffix}', 99, case='closed')
    one, other = socket.socketpair()
    for suffix in PAIRS:
        call(f'getpeercon{suffix}', one.fileno())
        call(f'getpeercon{suffix}', descriptor, case='no-socket')
    other.close()


def translate(call):
    messages(call)
    for case, con in ('', OBJECT), ('unknown', UNKNOWN), ('empty', ''):
        call('selinux_raw_to_trans_context', con, case=case)
        call('selinux_trans_to_raw_context', con, case=case)
        call('selinux_raw_context_to_color', con, case=case)


def context(call):
    con = call('context_new', 'staff_u:staff_r:staff_t:s0-s15:c0.c1023')
    for part in 'user', 'role', 'type', 'range':
        call(f'context_{part}_get', con)
        call(f'context_{part}_set', con, f'other_{part}')
        call(f'context_{part}_get', con, case='set')
        call(f'context_{part}_set', con, 'a\tb', case='tab')
    call('context_str', con)
    call('context_to_str', con)
    call('context_free', con)
    call('context_new', 'user:role', case='short')


def access(call):
    own_store(call)
    call('selinux_check_access', SUBJECT, OBJECT, 'file', 'read', None)
    call('selinux_check_access', SUBJECT, 'system_u:object_r:shadow_t:s0', 'file', 'none_such', None, case='no-permission')
    call('selinux_check_access', UNKNOWN, OBJECT, 'file', 'read', None, case='unknown')
    call('selinux_check_passwd_access', 1)
    call('checkPasswdAccess', 1)
    call('selinux_check_securetty_context', 'system_u:object_r:tty_device_t:s0')
    call('selinux_check_securetty_context', OBJECT, case='other')
    call('is_context_customizable', OBJECT)
    call('is_context_customizable', 'system_u:object_r:custom_t:s0', case='custom')
