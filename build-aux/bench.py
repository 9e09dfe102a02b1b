#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmarks of a build folder and compares them with their budgets.

bench.py BUILD-FOLDER BUDGETS [NAME]    only benchmarks or values whose name contains NAME

A figure that has a peer, measured before it in the same run, is told as a multiple of the peer's too.
"""

import json
import os
import subprocess
import sys

ROW = '{:<28} {:>10} {:>10} {:<6} {:>7}  {}'


def list_benchmarks(folder):
    done = subprocess.run(('meson', 'introspect', '--benchmarks', folder), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def find_value(report):
    """The figure of a report: programs that came before this one name it by its unit."""
    for key in ('value', 'median', 'cpu_ms_per_frame', 'us_per_utterance', 'us', 'ms', 'cpu_ms', 'mb'):
        if key in report:
            return report[key]
    return 0


def measure(folder, benchmark):
    """Yields what one program reports; its last words where it fails."""
    done = subprocess.run(benchmark['cmd'], env={**os.environ, **benchmark['env']}, cwd=benchmark['workdir'] or folder, check=False,
                          text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=600)
    for line in done.stdout.splitlines():
        if line.startswith('{'):
            yield json.loads(line)
    if done.returncode:
        yield {'bench': benchmark['name'], 'error': f'ended with status {done.returncode}'}


def main():
    folder, budgets_path, *wanted = sys.argv[1:]
    with open(budgets_path, encoding='utf-8') as file:
        budgets = json.load(file)
    wanted = wanted[0] if wanted else ''
    within = beyond = 0
    values = {}

    print(ROW.format('benchmark', 'value', 'budget', 'unit', 'ratio', 'what'))
    for benchmark in list_benchmarks(folder):
        if wanted not in benchmark['name'] and not any(wanted in name for name in budgets):
            continue
        for report in measure(folder, benchmark):
            name = report['bench']
            report['value'] = values[name] = find_value(report)
            if 'error' in report:
                print(ROW.format(name, '-', '-', '', '-', report['error']))
                beyond += 1
                continue
            if wanted not in name and wanted not in benchmark['name']:
                continue
            entry = budgets.get(name)
            if entry is None:
                print(ROW.format(name, f'{report["value"]:.4g}', '-', report.get('unit', ''), '-', 'no budget'))
                continue
            ratio = report['value'] / entry['budget'] if entry['budget'] else (0 if report['value'] == 0 else float('inf'))
            good = ratio >= 1 if entry.get('better') == 'higher' else ratio <= 1
            within, beyond = within + good, beyond + (not good)
            print(ROW.format(name, f'{report["value"]:.4g}', f'{entry["budget"]:.4g}', entry['unit'], f'{ratio:.2f}',
                             entry['what'] + ('' if good else '   OVER BUDGET')))
            peer = values.get(entry.get('peer'))
            if peer:
                print(ROW.format('', '', '', '', '', f'{report["value"] / peer:.2f} × {entry["peer"]} ({peer:.4g} {entry["unit"]})'))
    print(f'{within} within budget, {beyond} not')
    return 1 if beyond or not within else 0


sys.exit(main())
