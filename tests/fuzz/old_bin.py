#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Small compiled specifications of versions 1 to 4, which no compiler of today writes, by docs/FORMATS.md.

Usage: old_bin.py FOLDER
"""
import struct
import sys

LINES = [(b'/a/b', b's:a:t', 0, -1, 0), (b'/a/.*', b's:b:t', 0o040000, 0, 1),
         (b'/.*', b's:c:t', 0o100000, -1, 1)]


def number(value):
    return struct.pack('=i', value)


def text(value, nul=1):
    """With its NUL, which the length may count or not."""
    return number(len(value) + nul) + value + b'\0'


def whole(version):
    out = struct.pack('=II', 0xf97cff8a, version)
    if version >= 2:
        out += number(5) + b'10.42'
    out += number(1) + text(b'/a', 0)
    out += number(len(LINES))
    for pattern, context, mode, stem, regex in LINES:
        out += text(context) + text(pattern) + number(mode) + number(stem) + number(regex)
        if version >= 4:
            out += number(2)
        out += number(4) + b'\0\0\0\0'
        if version < 5:
            out += number(4) + b'\0\0\0\0'
    return out


for v in range(1, 5):
    with open('%s/%d' % (sys.argv[1], v), 'wb') as f:
        f.write(whole(v))
