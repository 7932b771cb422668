# SPDX-License-Identifier: MIT
"""Asks Debian's module `selinux` what debian.tsv says, and prints what it answers: one line for each call."""
import json
import os
import sys

import selinux
import store
from record import record, WORK

HERE = os.path.dirname(os.path.abspath(__file__))


def python(call):
    last = None
    for row in open(f'{HERE}/debian.tsv', encoding='ascii'):
        if row.startswith('#'):
            continue
        name, text = row.rstrip('\n').split('\t')
        case = text.strip('[]').translate(str.maketrans(':/', '._', '" $'))
        arguments = [last if one == '@' else one for one in json.loads(text.replace('$WORK', WORK))]
        if not hasattr(selinux, name):
            call.put(f'{call.key(name, case)}: no such function\n')
            continue
        try:
            result = call(name, *arguments, case=case)
        except TypeError:
            call.put('other arguments are wanted\n')
            continue
        if not isinstance(result, (type(None), str, int, list)):
            last = result


def why(call):
    """What audit2why makes of a denial; it reads the policy in force."""
    from selinux import audit2why
    call.module = audit2why
    if call('init') == 0:
        for source, target, tclass, permission in (
                ('system_u:system_r:crond_t:s0', 'system_u:object_r:shadow_t:s0', 'file', 'write'),
                ('system_u:system_r:init_t:s0', 'system_u:object_r:tmp_t:s0', 'file', 'read'),
                ('nobody_u:no_r:no_t:s0', 'system_u:object_r:tmp_t:s0', 'file', 'read')):
            call('analyze', source, target, tclass, [permission], case=source.split(':')[2])
        call('finish')


def constants(call):
    for name in sorted(dir(selinux)):
        value = getattr(selinux, name)
        if isinstance(value, (int, str)) and not name.startswith('_'):
            call.put(f'{call.key(name, "")}: {value}\n')


store.fill(WORK)
families = [('python', python), ('constants', constants)]
if selinux.is_selinux_enabled():
    families.append(('why', why))
sys.exit(record(selinux, families, only=sys.argv[1:]))
