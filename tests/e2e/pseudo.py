#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a language that nobody speaks: pseudo.py PO-FILE FOLDER

Every message is a third longer and wears accents, so that a text that cannot be translated, or a place that is too narrow for
it, catches the eye. FOLDER gets eo/LC_MESSAGES/earshot.mo, for EARSHOT_LOCALEDIR and LANGUAGE=eo. What the messages are is read
from any complete translation; what it says in that language does not matter.
"""

import pathlib
import re
import subprocess
import sys

ACCENTS = str.maketrans('aceinosuyzACEINOSUYZ', 'åçéîñöšûýžÅÇÉÎÑÖŠÛÝŽ')
# Left alone: conversions, markup, entities, shortcuts and what stands between braces.
KEEP = re.compile(r'(%(?:\d+\$)?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:<\w+>|(?:hh|h|ll|l|z)?[a-zA-Z%])|<[^>]*>|&\w+;|\{[^}]*\}|\\.)')


def stretch(text):
    """A third longer, and at least by three letters, before the end of the line if it has one."""
    parts = KEEP.split(text)
    letters = sum(len(part) for part in parts[::2])
    more = 'one two three four five six seven eight nine ten '.translate(ACCENTS)
    accented = ''.join(part if index % 2 else part.translate(ACCENTS) for index, part in enumerate(parts))
    if letters < 2 or text == 'Earshot':        # a name
        return text
    want = max(3, round(letters * 0.3))
    body, end = (accented[:-2], '\\n') if accented.endswith('\\n') else (accented, '')
    return body + ' ' + (more * (want // len(more) + 1))[:want - 1].strip() + end


def quoted(text):
    return '"' + text + '"'


def make(po, folder):
    target = folder / 'eo' / 'LC_MESSAGES'
    target.mkdir(parents=True, exist_ok=True)
    plain = subprocess.run(('msgcat', '--no-wrap', str(po)), check=True, stdout=subprocess.PIPE, text=True).stdout
    plain = re.sub(r'^(msg\w+(?:\[\d\])?) ""((?:\n".*")+)$', lambda each: each.group(1) + ' "' + ''.join(
        part[1:-1] for part in each.group(2).split('\n')[1:]) + '"', plain, flags=re.M)
    lines, original, plural = [], '', ''
    for line in plain.splitlines():
        if match := re.match(r'msgid "(.*)"$', line):
            original = plural = match.group(1)
        elif match := re.match(r'msgid_plural "(.*)"$', line):
            plural = match.group(1)
        elif (match := re.match(r'(msgstr(?:\[(\d)\])?) ".*"$', line)) and original and not original.startswith('Project-Id'):
            line = f'{match.group(1)} {quoted(stretch(plural if match.group(2) == "1" else original))}'
        lines.append(line)
    made = folder / 'eo.po'
    made.write_text('\n'.join(lines) + '\n', encoding='utf-8')
    subprocess.run(('msgfmt', '--check-format', f'--output-file={target / "earshot.mo"}', str(made)), check=True)


if __name__ == '__main__':
    make(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
