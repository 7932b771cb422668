# SPDX-License-Identifier: MIT
"""Calls a module's functions and prints a line for each: "FAMILY/FUNCTION/CASE: RESULT [errno=NAME]", and below it, as
"...+1" and so on, what the call printed. The lines are compared by tests/oracle/compare.awk.

A family is a process of its own, for what a call changes stays. A call that ends the process, by a crash or by an execve,
has a line, too; the family's later calls then have none. One that is made apart() has a process of its own.
"""
import errno
import os
import signal
import sys

WORK = os.environ['WORK']


class Recorder:
    """Writes the lines of a family. `last_errno` and `flush` are the module's, where it has such functions."""

    def __init__(self, module, family, lines, printed, endless):
        self.module, self.family, self.lines, self.printed, self.endless = module, family, lines, printed, endless
        self.last_errno = getattr(module, 'last_errno', None)
        self.flush = getattr(module, 'flush_all', lambda: None)
        self.seen = {}

    def put(self, text):
        os.write(self.lines, text.replace(WORK, '$WORK').encode('utf-8', 'surrogateescape'))

    def key(self, name, case):
        key = f'{self.family}/{name}' + (f'/{case}' if case else '')
        self.seen[key] = self.seen.get(key, 0) + 1
        return key if self.seen[key] == 1 else f'{key}/{self.seen[key]}'

    def __call__(self, name, *args, case=''):
        """Returns the function's result, None where the library has no such function."""
        key = self.key(name, case)
        if key in self.endless:
            self.put(f'{key}: does not return\n')
            return None
        function = getattr(self.module, 'call_' + name, None) or getattr(self.module, name)
        self.put(f'{key}: ')
        result = None
        try:
            result = function(*args)
            self.put(shown(result) + self.reason(result))
        except NotImplementedError:
            self.put('missing')
        except OSError as error:
            self.put(f'OSError errno={errno.errorcode.get(error.errno, error.errno)}')
        self.put('\n')
        self.put_printed(key)
        return result

    def apart(self, name, *args, case=''):
        """The same in a process of its own; nothing is returned."""
        child = os.fork()
        if child == 0:
            try:
                self(name, *args, case=case)
            finally:
                os._exit(0 if sys.exc_info()[0] is None else 99)
        self.key(name, case)
        self.put_end(child)

    def put_end(self, child):
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            self.put(f'crash signal={signal.Signals(os.WTERMSIG(status)).name[3:]}\n')
        elif status:
            self.put(f'ended with {os.waitstatus_to_exitcode(status)}\n')
        self.forget_printed()

    def reason(self, result):
        """errno where a call may have failed; whether it has is the reader's to know."""
        first = result[0] if isinstance(result, list) else result
        if first is False:  # of several results, "not equal" if the others are there
            failed = isinstance(result, list) and result[1] is None
        else:
            failed = first is None or first == -1 or first == 0 and self.zero_fails
        if self.last_errno is None or not failed:
            return ''
        number = self.last_errno()
        return ' errno=' + errno.errorcode.get(number, str(number))

    zero_fails = False

    def put_printed(self, key):
        self.flush()
        size = os.lseek(self.printed, 0, os.SEEK_CUR)
        text = os.pread(self.printed, size, 0).decode('utf-8', 'surrogateescape')
        for number, line in enumerate(text.splitlines(), 1):
            self.put(f'{key}+{number}: {line}\n')
        self.forget_printed()

    def forget_printed(self):
        os.ftruncate(self.printed, 0)
        os.lseek(self.printed, 0, os.SEEK_SET)


def shown(value):
    if value is None:
        return 'NULL'
    if isinstance(value, list):
        return ' '.join(shown(one) for one in value)
    if isinstance(value, (str, int, tuple, bytes, float)):
        return repr(value) if not isinstance(value, bool) else str(value)
    return 'a pointer'


def record(module, families, endless=(), only=()):
    """Runs each family in a process of its own. Its output is collected in a file, and shown if the family itself fails."""
    status = 0
    for family, function in families:
        if only and family not in only:
            continue
        sys.stdout.flush()
        printed = os.open(os.path.join(WORK, 'printed'), os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        lines = os.dup(1)
        child = os.fork()
        recorder = Recorder(module, family, lines, printed, endless)
        if child == 0:
            errors = os.dup(2)
            os.dup2(printed, 1)
            os.dup2(printed, 2)
            try:
                function(recorder)
            except BaseException as error:  # of the family's own making
                os.dup2(errors, 2)
                recorder.put('\n')
                sys.excepthook(type(error), error, error.__traceback__)
                os._exit(99)
            os._exit(0)
        ended = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(ended):
            recorder.put(f'crash signal={signal.Signals(os.WTERMSIG(ended)).name[3:]}\n')
        elif os.waitstatus_to_exitcode(ended) == 99:
            status = 1
        os.close(printed)
        os.close(lines)
    return status
