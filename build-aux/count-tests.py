#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what passed, failed and was skipped in meson's testlog.json; points of TAP where a test speaks it."""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b[^#\n]*(#\s*skip\b)?', re.IGNORECASE | re.MULTILINE)
GOOD = ('OK', 'EXPECTEDFAIL')


def count(test):
    """Returns passed, failed and skipped of one test."""
    points = POINT.findall(test.get('stdout') or '')
    failed = sum(1 for bad, skip in points if bad and not skip)
    skipped = sum(1 for bad, skip in points if skip)
    passed = len(points) - failed - skipped

    if test['result'] == 'SKIP':
        return 0, 0, max(skipped, 1)
    if test['result'] not in GOOD:
        return passed, max(failed, 1), skipped
    return (passed, 0, skipped) if passed or skipped else (1, 0, 0)


def main():
    totals = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            for line in log:
                totals = [a + b for a, b in zip(totals, count(json.loads(line)))]
    except FileNotFoundError:
        print('no test ran', file=sys.stderr)
        totals = [0, 1, 0]
    print(*totals)


main()
