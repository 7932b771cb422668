#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Small files of specifications whose paths are spelled in several ways, and lookups in them, as
commands for tests/label/compare.

Usage: spellings.py COUNT SEED

A component may have escapes (\\- \\_ \\, \\.) that another line spells without, and slashes may be
doubled, so that one component has another length in the pattern than in the path. Substitutions
have odd sources and targets: relative ones, doubled slashes, slashes at the end. SUBSET leaves some
lines out. The same arguments give the same commands.
"""
import random
import sys

COMPONENTS = ['a-b', 'a_b', 'a,b', 'a.b', 'a', 'b', '-', '--', '-a', '_,']
ENDS = ['', '', 'x', '.x', 'x.*', '.*', '(/.*)?', '[xyz]x', '.+', 'x?', '(.*/)?x', '/.*', '(x|y)x', r'\.x', r'\-x', r'y\_']
TAILS = ['', 'x', 'zx', 'xx', 'yx', '/x', '-x', '.x', 'y_', 'x/y/x', 'x/']
KINDS = ['', '', '', '\\t--', '\\t-d', '\\t-l']
MODES = [0, 0, 0o100000, 0o040000, 0o120000]


TARGETS = ['/b', '/b/', '/b//a', '//b', '/', '//', '///', 'b', 'a/b', '/a-b/a', '/a//', '']


def spelled(rng, component):
    """The component as a line may have it."""
    out = []
    for c in component:
        if c == '.' and rng.random() < .8:
            out.append('\\.')
        elif c in '-_,' and rng.random() < .5:
            out.append('\\' + c)
        else:
            out.append(c)
    return ''.join(out)


def slash(rng, often):
    return rng.choice(['//', '///']) if rng.random() < often else '/'


def commands(rng):
    """One file and the lookups in it."""
    often = rng.choice([0, 0, .1, .4])
    stems = [[rng.choice(COMPONENTS) for _ in range(rng.randint(1, 5))]
             for _ in range(rng.randint(1, 3))]
    lines = []
    if rng.random() < .7:
        lines.append('/.*\\ts:root:t')
    for i in range(rng.randint(2, 10)):
        path = rng.choice(stems)
        path = path[:rng.randint(1, len(path))]
        pattern = ''.join(slash(rng, often) + spelled(rng, c) for c in path)
        end = rng.choice(ENDS)
        if end and end[0] not in '(/':
            pattern += slash(rng, often)
        pattern += end
        lines.append('%s%s\\ts:line%d:t' % (pattern.replace('\\', '\\\\'), rng.choice(KINDS), i))
    yield 'file\tfc\t%s\\n' % '\\n'.join(lines)
    if rng.random() < .4:
        for name in ('subs', 'subs_dist'):
            text = ''.join('\\n%s %s' % (slash(rng, .2) + rng.choice(COMPONENTS + ['', 'a/', 'a/b']),
                                        rng.choice(TARGETS)) for _ in range(rng.randint(0, 3)))
            yield 'file\tfc.%s\t#%s\\n' % (name, text)
    subset = rng.random() < .15
    yield 'open\t0\tpath=fc%s' % ('\tsubset=/' + rng.choice(COMPONENTS + ['a-bx']) if subset else '')
    if subset:
        yield 'stats'
    for _ in range(20):
        path = rng.choice(stems)
        path = '/' + '/'.join(path[:rng.randint(1, len(path))])
        tail = rng.choice(TAILS)
        if tail and tail[0] not in '/-.':
            path += '/'
        path += tail
        if rng.random() < .1:
            path = rng.choice(['/', '//', '/b', '/y/a', path[1:] or '/', path + '//', '/' + path])
        which = rng.random()
        if which < .8:
            yield 'raw\t%o\t%s' % (rng.choice(MODES), path)
        elif which < .9:
            yield 'partial\t%s' % path
        elif which < .95:
            yield 'hash\t%s' % path
        else:
            yield 'best\t%o\t%s\t%s' % (rng.choice(MODES), '/nowhere', path)
    yield 'close'
    yield 'remove\tfc\tfc.subs\tfc.subs_dist'


def main():
    count, rng = int(sys.argv[1]), random.Random(sys.argv[2])
    while count > 0:
        for command in commands(rng):
            print(command)
            count -= 1


main()
