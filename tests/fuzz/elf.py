#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The target `elf`: packaging/install-into-image looks at an image with a damaged ELF file or ld.so.conf in it.

Usage: elf.py SECONDS SEED FOLDER	(four cases at least)

Whatever is damaged, the run ends with one of its own statuses, says nothing that a shell says, and changes
nothing. An image that it must not end well with is kept in FOLDER. A run takes some tenths of a second: this
is a number of cases, not a search.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

INSTALLER = os.path.abspath('packaging/install-into-image')
SHELL = re.compile(r'syntax error|arithmetic|bad substitution|[Ii]llegal number|not found$|integer expression'
                   r'|expecting|out of range|can.t shift|bad number|division|[Oo]verflow|unset|invalid option'
                   r'|Bad file descriptor|cannot (open|create)|^(od|tail|head|tr|dd|wc|sort|cat): ', re.M)
PROGRAM = 'extern int getpidcon(int, char **);int main(void) { char *s; return getpidcon(1, &s); }'
NUMBERS = [0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000, 0xffffffff, 64, 56, 4096]
LIBC = '/lib/x86_64-linux-gnu/libc.so.6'
CONFS = [b'/opt/lib\n', b'include /etc/ld.so.conf.d/*.conf\n', b'include ld.so.conf\n', b'hwcap 1 x\n', b'# c\n',
         b'include /etc/../..//*\n', b'/lib=libc6,/usr/lib:/x\t/y\n', b'include\n', b'$(touch x)\n', b'`id`\n',
         b'include [a\n', b'-n\n', b'\\\n', b'*\n', b'\0\n', b'\xff\xfe\n', b'include -n ~\n', b'"\n', b"'\n"]


def build(root):
    """A small image: C library, loader, a libselinux.so.1 and a program that needs it."""
    for folder in ('lib64', 'lib/x86_64-linux-gnu', 'usr/lib', 'usr/bin', 'etc/ld.so.conf.d', 'var/lib', 'tmp'):
        os.makedirs(os.path.join(root, folder))
    loader = os.path.realpath('/lib64/ld-linux-x86-64.so.2')
    shutil.copy(loader, root + '/lib64/ld-linux-x86-64.so.2')
    shutil.copy(os.path.realpath(LIBC), root + LIBC)
    with open(root + '/p.c', 'w') as f:
        f.write('int getpidcon(int a, char **b) { (void)a, (void)b; return -1; }')
    library = root + '/lib/x86_64-linux-gnu/libselinux.so.1'
    subprocess.check_call(['cc', '-shared', '-fPIC', '-Wl,-soname,libselinux.so.1', '-o', library, root + '/p.c'])
    with open(root + '/p.c', 'w') as f:
        f.write(PROGRAM)
    subprocess.check_call(['cc', '-o', root + '/usr/bin/p', root + '/p.c', library])
    os.remove(root + '/p.c')
    with open(root + '/etc/ld.so.conf', 'w') as f:
        f.write('include /etc/ld.so.conf.d/*.conf\n')


def interesting(data):
    """Where heads, segments, the dynamic section and the sections' table are, if the head says so."""
    places = list(range(64))
    for at, size, count in ((0x20, 56, 0x38), (0x28, 64, 0x3c)):
        start = int.from_bytes(data[at:at + 8], 'little')
        number = int.from_bytes(data[count:count + 2], 'little')
        places += [p for p in range(start, start + size * number) if p < len(data)]
    start = int.from_bytes(data[0x20:0x28], 'little')
    for k in range(int.from_bytes(data[0x38:0x3a], 'little')):
        head = data[start + 56 * k:start + 56 * k + 56]
        if len(head) == 56 and int.from_bytes(head[:4], 'little') == 2:
            at = int.from_bytes(head[8:16], 'little')
            places += list(range(at, min(len(data), at + int.from_bytes(head[32:40], 'little'))))
    return places


def damage(rng, data):
    data = bytearray(data)
    if rng.random() < .1:
        return data[:rng.randrange(len(data))]
    if rng.random() < .05:
        return data[:rng.choice([0, 1, 3, 4, 16, 52, 63, 64, 65, 120, 1024])]
    places = interesting(data)
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        at = rng.choice(places)
        if rng.random() < .5:
            data[at] = rng.randrange(256)
        else:
            at -= at % 4
            data[at:at + 4] = rng.choice(NUMBERS).to_bytes(4, 'little')
    return data


def damaged_conf(rng):
    out = b''.join(rng.choice(CONFS) for _ in range(rng.randint(0, 6)))
    return out[:-1] if rng.random() < .2 else out


def listing(root):
    found = []
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, 'rb') as f:
                found.append((path, hash(f.read())))
        found.append(folder)
    return found


def wrong_with(root, library, mode, limit, statuses=(0, 1, 3)):
    before = listing(root)
    command = ['sh', INSTALLER, mode, '--library', library, root]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return 'it does not end'
    text = done.stdout.decode('latin-1')
    if done.returncode not in statuses:
        return 'its status is %d\n%s' % (done.returncode, text)
    if SHELL.search(text):
        return 'it says: ' + text
    return '' if listing(root) == before else 'it changed the image'


def main():
    seconds, rng, keep = float(sys.argv[1]), random.Random(int(sys.argv[2])), sys.argv[3]
    limit = 120 * int(os.environ.get('TEST_PATIENCE', '1'))
    work = tempfile.mkdtemp(dir=os.environ.get('FUZZ_FOLDER'))
    good, root = work + '/good', work + '/root'
    build(good)
    ours = work + '/ours.so'
    shutil.copy('build/libselinux.so.1', ours)
    said = wrong_with(good, ours, '--dry-run', limit, [0])
    files = ['lib/x86_64-linux-gnu/libselinux.so.1', 'usr/bin/p', LIBC[1:], 'lib64/ld-linux-x86-64.so.2']
    cases = wrong = 0
    end = time.monotonic() + seconds
    while not said and (cases < 4 or time.monotonic() < end):
        shutil.copytree(good, root)
        library = ours
        if rng.random() < .2:
            with open(root + '/etc/ld.so.conf', 'wb') as f:
                f.write(damaged_conf(rng))
        else:
            name = rng.choice(files + ['ours'])
            source = ours if name == 'ours' else os.path.join(good, name)
            target = work + '/damaged.so' if name == 'ours' else os.path.join(root, name)
            library = target if name == 'ours' else ours
            with open(source, 'rb') as f:
                data = damage(rng, f.read())
            with open(target, 'wb') as f:
                f.write(data)
        said = wrong_with(root, library, rng.choice(['--dry-run', '--verify']), limit)
        cases += 1
        if said:
            wrong += 1
            print('case %d of seed %s: %s' % (cases, sys.argv[2], said))
            kept = '%s/elf-%s-%d' % (keep, sys.argv[2], cases)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(root, kept)
            shutil.copy(library, kept + '.so')
        shutil.rmtree(root)
    shutil.rmtree(work)
    if said and not cases:
        print('the whole image: ' + said)
    print('%d cases' % cases)
    return 1 if said else 0


sys.exit(main())
