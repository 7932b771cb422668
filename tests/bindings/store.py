# SPDX-License-Identifier: MIT
"""A small policy store, labels and a tree to be labelled, below a folder."""
import os

FILES = {
    'store/test/seusers': 'root:staff_u:s0\n__default__:user_u:s0\n',
    'store/test/booleans.subs_dist': 'old_name new_name\n',
    'store/test/contexts/customizable_types': 'custom_t\n',
    'store/test/contexts/default_contexts': 'system_r:sshd_t:s0\tstaff_r:staff_t:s0 user_r:user_t:s0\n',
    'store/test/contexts/default_type': 'staff_r:staff_t\nuser_r:user_t\n',
    'store/test/contexts/failsafe_context': 'sysadm_r:sysadm_t:s0\n',
    'store/test/contexts/securetty_types': 'tty_device_t\n',
    'store/test/contexts/files/file_contexts':
        '/.*\tsystem_u:object_r:default_t:s0\n/etc(/.*)?\tsystem_u:object_r:etc_t:s0\n',
    'store/test/contexts/files/media': 'cdrom system_u:object_r:removable_device_t:s0\n',
    'labels':
        '/usr(/.*)?\tsystem_u:object_r:usr_t:s0\n/usr/bin(/.*)?\t--\tsystem_u:object_r:bin_t:s0\n'
        '/etc(/.*)?\tsystem_u:object_r:etc_t:s0\n/etc/none\t<<none>>\n',
    'labels.other': '/usr(/.*)?\tsystem_u:object_r:usr_t:s0\n',
    'file': 'x',
    'tree/etc/passwd': '',
    'tree/etc/none': '',
    'tree/usr/bin/id': '',
}


def fill(work):
    for name, text in FILES.items():
        path = os.path.join(work, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='ascii') as file:
            file.write(text)
    link = os.path.join(work, 'link')
    if not os.path.islink(link):
        os.symlink('file', link)
