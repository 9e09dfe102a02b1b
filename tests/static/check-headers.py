#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles each header of a module alone: it includes all it names.

check-headers.py COMPILER SRC-FOLDER BUILD-FOLDER PACKAGES HEADER…
"""

import pathlib
import subprocess
import sys

compiler, source, build, packages, *headers = sys.argv[1:]
flags = subprocess.run(('pkg-config', '--cflags', *packages.split()), check=True, stdout=subprocess.PIPE, text=True).stdout.split()
failed = 0

print(f'1..{len(headers)}')
for n, header in enumerate(headers, 1):
    name = pathlib.Path(header).relative_to(source)
    done = subprocess.run((compiler, '-x', 'c', '-std=gnu11', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', '-D_GNU_SOURCE', f'-I{source}',
                           f'-I{build}', *flags, '-'), input=f'#include "{name}"\n', stderr=subprocess.PIPE, text=True, check=False)
    print(f'{"not ok" if done.returncode else "ok"} {n} - {name}')
    for line in done.stderr.splitlines():
        print(f'# {line}')
    failed += done.returncode != 0
sys.exit(1 if failed else 0)
