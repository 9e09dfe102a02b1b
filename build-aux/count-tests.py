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


def judge(test):
    """Returns how many points of one test passed, a name for each that failed, and how many were skipped."""
    points = list(POINT.finditer(test.get('stdout') or ''))
    failures = [point[0].strip() for point in points if point[1] and not point[2]]
    skipped = sum(1 for point in points if point[2])
    passed = len(points) - len(failures) - skipped

    if test['result'] == 'SKIP':
        return 0, [], max(skipped, 1)
    if test['result'] not in GOOD:
        return passed, failures or [test['result'].lower()], skipped
    return (passed, [], skipped) if passed or skipped else (1, [], 0)


def main():
    totals = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            for line in log:
                test = json.loads(line)
                passed, failures, skipped = judge(test)
                totals = [a + b for a, b in zip(totals, (passed, len(failures), skipped))]
                for failure in failures:
                    print(f'FAILED: {test["name"]}: {failure}', file=sys.stderr)
    except FileNotFoundError:
        print('FAILED: no test ran', file=sys.stderr)
        totals = [0, 1, 0]
    print(*totals)


main()
