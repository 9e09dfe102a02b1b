#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what passed, failed and was skipped in meson's testlog.json; points of TAP where a test speaks it.

Prints the three counts; names what failed on the standard error, a line each.
"""

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


def name_failures(test):
    """Returns a line for each point that failed, or one for a test that failed without any."""
    points = [match.group(0) for match in POINT.finditer(test.get('stdout') or '')]
    bad = [point.strip() for point in points if point.lower().startswith('not ') and not point.lower().endswith('skip')]

    if not bad and test['result'] not in (*GOOD, 'SKIP'):
        bad = [test['result'].lower()]
    return [f'FAILED: {test["name"]}: {what}' for what in bad]


def main():
    totals = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            for line in log:
                test = json.loads(line)
                totals = [a + b for a, b in zip(totals, count(test))]
                for failure in name_failures(test):
                    print(failure, file=sys.stderr)
    except FileNotFoundError:
        print('no test ran', file=sys.stderr)
        totals = [0, 1, 0]
    print(*totals)


main()
