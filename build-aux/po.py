#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the translations in order.

po.py --check ROOT   TAP: every file with words is listed, and each language says all of them, in the help pages as well
po.py --update ROOT  rewrites POTFILES.in, makes earshot.pot and help.pot and merges them into each language
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

DOMAIN = 'earshot'
FOLDERS = ('data', 'src', 'ui')
C_WORDS = re.compile(r'\b(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?|gettext)\s*\(\s*"')
UI_WORDS = re.compile(r'translatable="(?:yes|true)"')
KEYWORDS = ('--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=ngettext:1,2',
            '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext:2', '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format',
            '--flag=g_strdup_printf:1:c-format', '--flag=g_string_printf:2:c-format', '--flag=g_string_append_printf:2:c-format',
            '--flag=g_set_error:4:c-format', '--flag=ngettext:1:pass-c-format', '--flag=ngettext:2:pass-c-format')


def has_words(path):
    if path.name.endswith(('.desktop.in', '.metainfo.xml.in')):
        return True
    if path.suffix == '.ui':
        return UI_WORDS.search(path.read_text(encoding='utf-8'))
    return path.suffix in ('.c', '.h') and C_WORDS.search(path.read_text(encoding='utf-8'))


def files_with_words(root):
    found = (path for folder in FOLDERS for path in (root / folder).rglob('*') if path.is_file() and has_words(path))
    return sorted(str(path.relative_to(root)) for path in found)


def read_list(path):
    lines = path.read_text(encoding='utf-8').splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith('#')]


def make_pot(root, target):
    subprocess.run(('xgettext', '--from-code=UTF-8', '--add-comments=Translators', f'--package-name={DOMAIN}', '--add-location=file',
                    '--force-po', '--sort-by-file', f'--directory={root}', f'--files-from={root}/po/POTFILES.in', f'--output={target}',
                    *KEYWORDS), check=True)


def languages(root):
    return [root / 'po' / f'{name}.po' for name in read_list(root / 'po' / 'LINGUAS')]


def make_help_pot(root, target):
    pages = sorted((root / 'help' / 'C').glob('*.page'))
    subprocess.run(('itstool', '--output', target, *(str(page.relative_to(root)) for page in pages)), check=True, cwd=root)
    # Where a sentence stands is of no use to a translator, and changes with every line above it.
    subprocess.run(('msgcat', '--no-location', f'--output-file={target}', target), check=True)


def help_languages(root):
    return [root / 'help' / name / f'{name}.po' for name in read_list(root / 'help' / 'LINGUAS')]


def merge(po, pot):
    subprocess.run(('msgmerge', '--quiet', '--update', '--backup=none', '--sort-by-file', '--add-location=file', po, pot), check=True)
    subprocess.run(('msgattrib', '--no-obsolete', '--sort-by-file', f'--output-file={po}', po), check=True)
    lines = po.read_text(encoding='utf-8').splitlines(keepends=True)
    po.write_text(''.join(line for line in lines if not line.startswith('"POT-Creation-Date:')), encoding='utf-8')
    subprocess.run(('msgfmt', '--statistics', '--output-file=/dev/null', po), check=True)


def update(root):
    potfiles = root / 'po' / 'POTFILES.in'
    potfiles.write_text('\n'.join(files_with_words(root)) + '\n', encoding='utf-8')
    pot = root / 'po' / f'{DOMAIN}.pot'
    make_pot(root, pot)
    for po in languages(root):
        merge(po, pot)
    with tempfile.TemporaryDirectory() as scratch:
        pot = pathlib.Path(scratch) / 'help.pot'
        make_help_pot(root, pot)
        for po in help_languages(root):
            merge(po, pot)


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def point(self, name, complaint):
        self.n += 1
        complaint = complaint.strip()
        print(f'{"not ok" if complaint else "ok"} {self.n} - {name}')
        for line in complaint.splitlines():
            print(f'# {line}')
        self.failed += bool(complaint)

    def skip(self, name, reason):
        self.n += 1
        print(f'ok {self.n} - {name} # SKIP {reason}')


def complaint_of(*command):
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return (done.stdout or 'failed without a word') if done.returncode else ''


def check_languages(tap, folder, files, pot):
    for po in files:
        tap.point(f'{folder}: {po.name} is well-formed', complaint_of('msgfmt', '--check', '--output-file=/dev/null', po))
        tap.point(f'{folder}: {po.name} has every message', complaint_of('msgcmp', po, pot))
        rest = subprocess.run(('msgattrib', '--no-obsolete', '--only-fuzzy', '--no-wrap', po), check=True, stdout=subprocess.PIPE,
                              text=True).stdout
        tap.point(f'{folder}: {po.name} has no doubtful message', rest)


def check(root):
    tap = Tap()
    listed, found = read_list(root / 'po' / 'POTFILES.in'), files_with_words(root)
    tap.point('every file with words is in POTFILES.in',
              '\n'.join([f'{name} is not listed; run ./run po' for name in found if name not in listed]
                        + [f'{name} is listed but has no words; run ./run po' for name in listed if name not in found]))
    with tempfile.TemporaryDirectory() as scratch:
        pot = pathlib.Path(scratch) / f'{DOMAIN}.pot'
        make_pot(root, pot)
        check_languages(tap, 'po', languages(root), pot)
        if shutil.which('itstool'):
            pot = pathlib.Path(scratch) / 'help.pot'
            make_help_pot(root, pot)
            check_languages(tap, 'help', help_languages(root), pot)
        else:
            tap.skip('help is translated', 'itstool is not installed')
    print(f'1..{tap.n}')
    return 1 if tap.failed else 0


def main():
    root = pathlib.Path(sys.argv[2])
    if sys.argv[1] == '--update':
        return update(root)
    return check(root)


sys.exit(main())
