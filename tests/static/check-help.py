#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets yelp-check look at the help pages: check-help.py YELP-CHECK validate|links|orphans FOLDER

yelp-check prints what is wrong; what it returns says only whether it ran.
"""

import pathlib
import subprocess
import sys

tool, what, folder = sys.argv[1:]
pages = sorted(map(str, pathlib.Path(folder).glob('*.page')))
done = subprocess.run((tool, what, *pages), check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
print(done.stdout, end='')
sys.exit(1 if done.returncode or done.stdout.strip() or not pages else 0)
