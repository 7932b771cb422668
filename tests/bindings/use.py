# SPDX-License-Identifier: MIT
"""Calls every function of the binding and prints what it answers. $WORK is a folder of the caller's own, which is filled.

Usage: use.py [-n KEY]... [FAMILY...]        (-n: a call from which this library never returns)
"""
import os
import sys

import calls
import calls_more
import store
from record import record, WORK
import strict

FAMILIES = [(name, getattr(module, name)) for module, names in (
    (calls, 'paths config presence callbacks kernel compute booleans classes process execute files translate context access boot'),
    (calls_more, 'login choice entry label other_labels matchpathcon avc avc_old status netlink restorecon'))
    for name in names.split()]

arguments = sys.argv[1:]
endless = []
while arguments[:1] == ['-n']:
    endless.append(arguments[1])
    arguments = arguments[2:]
store.fill(WORK)
print(os.path.realpath(strict.library_file()), file=sys.stderr)
sys.exit(record(strict, FAMILIES, endless, arguments))
