#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole device as a user's script sees it: bench-device.py EARSHOT-CLI."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

cli = os.path.abspath(sys.argv[1])
LINES = ["what's the weather in Hamburg", 'set a timer for ten minutes', 'cancel my timer', 'add milk to my shopping list',
         'what time is it', 'tell me a joke', 'volume five', "what's on my shopping list"]


def report(name, value, unit):
    print(json.dumps({'bench': name, 'value': value, 'unit': unit}), flush=True)


def say(folder, *lines):
    done = subprocess.run((cli, 'say', '--json', '--profile', folder, '--clock', '2026-03-02T07:30:00', *lines), check=True,
                          stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


with tempfile.TemporaryDirectory() as folder:
    starts = []
    for n in range(9):
        before = time.monotonic()
        say(os.path.join(folder, f'start-{n}'), LINES[0])
        starts.append(time.monotonic() - before)
    report('device.first-answer', statistics.median(starts), 's')

    turns = say(os.path.join(folder, 'turns'), *(LINES * 40))
    report('device.turn', statistics.median(turn['latency_ms']['total'] for turn in turns), 'ms')

    if shutil.which('flite'):
        sound = os.path.join(folder, 'question.wav')
        subprocess.run(('flite', '-voice', 'slt', '-t', 'what is the weather in hamburg', '-o', sound), check=True)
        heard = subprocess.run((cli, 'listen', '--wake', 'none', '--json', *([sound] * 9)), check=True, stdout=subprocess.PIPE)
        last = [json.loads(line) for line in heard.stdout.splitlines()]
        report('device.real-time-factor', statistics.median(each['cpu_s'] / each['audio_s'] for each in last), '')
