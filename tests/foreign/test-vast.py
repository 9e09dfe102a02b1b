#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what we read in VAST with what @dailymotion/vast-client reads: test-vast.py EARSHOT-CLI READ-VAST CORPUS

EARSHOT_NODE_MODULES is the folder that npm installed it into, together with @xmldom/xmldom. Speaks TAP.
"""

import decimal
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

CONTEXTS = ('weather', 'music', 'alarm', 'list', 'shop', 'timer', 'nothing')
EVENTS = {'error', 'impression', 'loaded', 'notUsed', 'start', 'firstQuartile', 'midpoint', 'thirdQuartile', 'complete', 'progress', 'mute',
          'unmute', 'pause', 'resume', 'skip', 'click'}


def run(*arguments):
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def ours(row):
    pings = [[ping['event'], ping['url'], ping.get('offset_us', 0) / 1e6 if ping['event'] == 'progress' else None] for ping in row['pings']]
    price = [decimal.Decimal(row['price_micros']) / 1000000, row['model'], row['currency']] if row['model'] else None
    return {'id': row['id'], 'title': row['title'], 'duration': row['duration_us'] / 1e6, 'click': row['click'],
            'companions': row['companions'], 'price': price, 'media': [[media['url'], media['type']] for media in row['media']],
            'pings': sorted(pings, key=str)}


def theirs(row):
    duration = row['duration'] or 0
    pings = []
    for event, url in row['pings']:
        offset = re.fullmatch(r'progress-([\d.]+)(%?)', event)
        at = None
        if offset:
            event, at = 'progress', float(offset[1]) * (duration / 100 if offset[2] else 1)
        if event in EVENTS:
            pings.append([event, url, at])
    price = row['price'] and [decimal.Decimal(row['price'][0]), row['price'][1].upper(), row['price'][2].upper()]
    return {'id': row['id'], 'title': row['title'], 'duration': max(duration, 0), 'click': row['click'],
            'companions': row['companions'], 'price': price, 'media': row['media'], 'pings': sorted(pings, key=str)}


def write_own(cli, folder):
    """What our own server says."""
    for context in CONTEXTS:
        path = os.path.join(folder, context + '.xml')
        with open(path, 'wb') as file:
            subprocess.run((cli, 'ads', 'request', '--context', context), check=True, stdout=file)
        yield path


def main(cli, reader, corpus):
    modules, node = os.environ.get('EARSHOT_NODE_MODULES'), shutil.which('node')
    if not node or not modules or not os.path.isdir(os.path.join(modules, '@dailymotion', 'vast-client')):
        print('1..0 # SKIP EARSHOT_NODE_MODULES does not say where npm installed @dailymotion/vast-client and @xmldom/xmldom')
        return 0

    shared = os.path.join(os.environ.get('EARSHOT_SHARED', ''), 'anchors', 'vast', 'samples', '*.xml')
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        # The other reader knows neither prefixes nor encodings.
        files = [os.path.join(corpus, 'inline.xml'), *write_own(cli, folder), *sorted(glob.glob(shared))]
        print(f'1..{len(files)}')
        for number, path in enumerate(files, 1):
            mine, its = [[read(row) for row in run(*command)]
                         for read, command in ((ours, (cli, 'ads', 'check', '--json', path)), (theirs, (node, reader, modules, path)))]
            failed += mine != its
            print('not ok' if mine != its else 'ok', number, '-', os.path.basename(path))
            if mine != its:
                print(f'# ours   {mine}\n# theirs {its}')

    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
