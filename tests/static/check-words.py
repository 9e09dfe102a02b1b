#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for texts of errors and notices that nobody can translate.

check-words.py SRC-FOLDER

A sentence that is handed to one of SPEAKERS stands in _(), or in ngettext(). Words of machines (pipelines, paths in a document,
names of options) are no sentences.
"""

import pathlib
import re
import sys

SPEAKERS = {
    'g_set_error', 'g_set_error_literal', 'g_error_new', 'g_error_new_literal', 'g_prefix_error', 'g_propagate_prefixed_error',
    'g_task_return_new_error', 'g_printerr',
    # Our own that end in one of these, or in an event that the window shows.
    'complain', 'ear_tariff_refuse', 'fail_with', 'fall_back', 'refuse', 'refuse_type', 'tell_failure', 'warn',
}
MARKS = {'_', 'N_', 'C_', 'ngettext'}
# What stays as it is, with the reason.
ALLOWED = {
    'earshot-cli: %s\n%s\n': 'the name of the program and two sentences that are marked themselves',
}
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|\S', re.S)
CONVERSION = re.compile(r'%[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z)?[a-zA-Z]')


def is_sentence(text):
    words = CONVERSION.sub(' ', text).replace('earshot-cli:', ' ').replace('earshot:', ' ')
    words = re.sub(r'\\.', ' ', words)
    words = re.sub(r'\S*\$\S*', ' ', words)
    return re.search(r'[A-Za-z]{2}', words) and ' ' in text.strip()


def unmarked(source):
    """The line and text of each sentence that is said and not marked."""
    calls, before = [], ''
    for match in TOKEN.finditer(source):
        token = match.group()
        if token.startswith(('/*', '//')):
            continue
        if token == '(':
            calls.append(before)
        elif token == ')' and calls:
            calls.pop()
        elif token[0] == '"' and SPEAKERS.intersection(calls) and not MARKS.intersection(calls):
            text = token[1:-1].replace('\\n', '\n')
            if is_sentence(text) and text not in ALLOWED:
                yield source.count('\n', 0, match.start()) + 1, token
        before = token if re.match(r'[A-Za-z_]', token) else ''


def main():
    root = pathlib.Path(sys.argv[1])
    modules = sorted(path for path in root.iterdir() if path.is_dir())
    sample = 'g_set_error (e, D, C,\n "The %s is gone.", x); g_set_error (e, D, C, _("Gone %s."), x); refuse (e, "$.%s: %s", a, b);'
    failed = list(unmarked(sample)) != [(2, '"The %s is gone."')]

    print(f'1..{len(modules) + 1}')
    print(f'{"not ok" if failed else "ok"} 1 - the check finds what it looks for')
    for n, module in enumerate(modules, 2):
        found = [f'{path.relative_to(root.parent)}:{line}: mark {text} with _()'
                 for path in sorted(module.rglob('*.c')) for line, text in unmarked(path.read_text(encoding='utf-8'))]
        print(f'{"not ok" if found else "ok"} {n} - {module.name} says nothing that is not marked')
        for line in found:
            print(f'# {line}')
        failed = failed or found
    return 1 if failed else 0


sys.exit(main())
