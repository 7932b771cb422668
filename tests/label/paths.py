#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Paths to look up, as commands for tests/label/compare.

Usage: paths.py COUNT SEED SPECFILE... [--root DIR] [--subs FILE]...

Half of them come from the specifications: for each pattern, strings that it matches, and the same
ones damaged a little, which is where mistakes hide. The other half are the names under DIR, as they
are and damaged. Some begin with what a file of substitutions replaces. File types are drawn at
random. The same arguments give the same paths.
"""
import os
import random
import re
import sys
import warnings

try:
    from re import _parser as sre
except ImportError:
    import sre_parse as sre

warnings.simplefilter('ignore')
KINDS = {'--': 0o100000, '-d': 0o040000, '-l': 0o120000, '-c': 0o020000, '-b': 0o060000,
         '-s': 0o140000, '-p': 0o010000}
MODES = [0] + list(KINDS.values())
ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789-_.+:@/'
WORDS = ['bin', 'lib', 'lib64', 'etc', 'usr', 'var', 'log', 'tmp', 'run', 'home', 'x', 'foo.so',
         'libfoo.so.1.2', '.cache', 'a b', '\n', '\xe9', 'lost+found', 'local', 'share', 'sbin']


def some_char(rng, allowed):
    for _ in range(50):
        c = rng.choice(ALPHABET)
        if allowed(c):
            return c
    return 'q'


def generate(rng, tree, groups=None):
    """A string that the parsed pattern matches, mostly."""
    out = []
    groups = {} if groups is None else groups
    for op, arg in tree:
        name = str(op)
        if name == 'LITERAL':
            out.append(chr(arg))
        elif name == 'NOT_LITERAL':
            out.append(some_char(rng, lambda c: ord(c) != arg))
        elif name == 'ANY':
            out.append(rng.choice(ALPHABET))
        elif name == 'IN':
            out.append(from_class(rng, arg))
        elif name in ('MAX_REPEAT', 'MIN_REPEAT', 'POSSESSIVE_REPEAT'):
            low, high, body = arg
            high = min(high if isinstance(high, int) else 99, low + rng.choice([0, 1, 1, 2, 5]))
            for _ in range(rng.randint(low, max(low, high))):
                out.append(generate(rng, body, groups))
        elif name == 'SUBPATTERN':
            out.append(generate(rng, arg[-1], groups))
            groups[arg[0]] = out[-1]
        elif name == 'GROUPREF':
            out.append(groups.get(arg, ''))
        elif name == 'BRANCH':
            out.append(generate(rng, rng.choice(arg[1]), groups))
    return ''.join(out)


def from_class(rng, items):
    negated = str(items[0][0]) == 'NEGATE'
    if negated:
        forbidden = re.compile('[' + ''.join(
            re.escape(chr(a)) if str(o) == 'LITERAL' else
            '%s-%s' % (re.escape(chr(a[0])), re.escape(chr(a[1]))) if str(o) == 'RANGE' else ''
            for o, a in items[1:]) + ']')
        return some_char(rng, lambda c: not forbidden.match(c))
    op, arg = rng.choice(items)
    if str(op) == 'RANGE':
        return chr(rng.randint(*arg))
    return chr(arg) if str(op) == 'LITERAL' else rng.choice('0123456789abc_')


def damage(rng, path):
    at = rng.randrange(len(path) + 1)
    choice = rng.randrange(12)
    if choice == 0:
        return path[:at] + path[at + 1:]
    if choice == 1:
        return path[:at] + rng.choice(ALPHABET) + path[at:]
    if choice == 2:
        return path[:at] + rng.choice(ALPHABET) + path[at + 1:]
    if choice == 3:
        return path + '/' + rng.choice(WORDS)
    if choice == 4:
        return path.rsplit('/', 1)[0] or '/'
    if choice == 5:
        return '/' + rng.choice(WORDS) + path
    if choice == 6:
        parts = path.split('/')
        parts[rng.randrange(len(parts))] = rng.choice(WORDS)
        return '/'.join(parts)
    if choice == 7:
        return path[:at] + '/' + path[at:]
    if choice == 8:
        return path + rng.choice(['/', '//', '\n', '~', '.old', '.so', '\\'])
    if choice == 9:
        return path.swapcase()
    if choice == 10:
        return path[:at]
    return damage(rng, damage(rng, path))


def read_specs(files):
    for name in files:
        with open(name, encoding='latin-1') as f:
            for line in f:
                words = line.split()
                if len(words) > 1 and not words[0].startswith('#'):
                    try:
                        yield sre.parse(words[0]), KINDS.get(words[1], 0)
                    except re.error:
                        pass


def read_substitutions(files):
    for name in files:
        with open(name, encoding='latin-1') as f:
            for line in f:
                words = line.split()
                if len(words) > 1 and not words[0].startswith('#'):
                    yield words[0], words[1].rstrip('/')


def real_paths(root):
    for folder, folders, files in os.walk(os.fsencode(root)):
        folders.sort()
        for name in sorted(folders + files):
            yield os.path.join(folder, name)[len(root.rstrip('/')):].decode('latin-1')


def escaped(path):
    out = []
    for c in path:
        if c == '\\':
            out.append('\\\\')
        elif ' ' <= c < '\x7f':
            out.append(c)
        else:
            out.append('\\x%02x' % (ord(c) & 0xff))
    return ''.join(out)


def main():
    args = sys.argv[1:]
    root = None
    subs = []
    while '--subs' in args:
        at = args.index('--subs')
        subs.append(args[at + 1])
        del args[at:at + 2]
    if '--root' in args:
        at = args.index('--root')
        root = args[at + 1]
        del args[at:at + 2]
    count, seed = int(args[0]), int(args[1])
    rng = random.Random(seed)
    specs = list(read_specs(args[2:]))
    subs = list(read_substitutions(subs))
    real = list(real_paths(root)) if root else []
    while count > 0:
        if real and count % 2:
            path, mode = rng.choice(real), rng.choice(MODES)
        else:
            tree, mode = rng.choice(specs)
            path = generate(rng, tree)
        replaced, by = rng.choice(subs) if subs else ('', '')
        if subs and rng.random() < .1:
            path = replaced + (path[len(by):] if path.startswith(by) else path)
        for which in range(3):
            if rng.random() < .3:
                mode = rng.choice(MODES)
            print('raw\t%o\t%s' % (mode, escaped(path)))
            count -= 1
            path = damage(rng, path)


main()
