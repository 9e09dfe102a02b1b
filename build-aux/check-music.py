#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a catalog against its pieces: check-music.py music|adverts ABC2MIDI CATALOG FOLDER

Every row has a piece and every piece a row; abc2midi has nothing to say about it (so every bar is full); the MIDI file
is whole; it lasts as long as the catalog says. Speaks TAP.
"""

import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

TRACK_FIELDS = ('id', 'title', 'titles', 'artist', 'album', 'genre', 'genres', 'composer', 'credit', 'length_s', 'url')
ADVERT_FIELDS = ('id', 'advertiser', 'title', 'plan', 'cpm_micros', 'currency', 'length_s', 'jingle', 'contexts', 'ssml')
LOCALES = {'en-US', 'de-DE'}
CHARACTERS_PER_SECOND = 15


class Fault(Exception):
    pass


def read_varlen(data, at):
    value = 0
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7f
        if byte < 0x80:
            return value, at


def read_track(data):
    """Returns (length in ticks, [(tick, µs per quarter)], number of notes)."""
    at = tick = notes = status = 0
    tempos = []
    while at < len(data):
        delta, at = read_varlen(data, at)
        tick += delta
        if data[at] >= 0x80:
            status = data[at]
            at += 1
        if status == 0xff:
            kind = data[at]
            size, at = read_varlen(data, at + 1)
            if kind == 0x51:
                tempos.append((tick, int.from_bytes(data[at:at + size], 'big')))
            at += size
        elif status in (0xf0, 0xf7):
            size, at = read_varlen(data, at)
            at += size
        else:
            notes += status >> 4 == 0x9 and data[at + 1] > 0
            at += 1 if status >> 4 in (0xc, 0xd) else 2
    return tick, tempos, notes


def read_midi(data):
    """Returns (seconds, notes of each track)."""
    if data[:8] != b'MThd\0\0\0\6':
        raise Fault('no MIDI header')
    _, n_tracks, division = struct.unpack('>HHH', data[8:14])
    at = 14
    ticks = 0
    tempos = []
    counts = []
    for _ in range(n_tracks):
        if data[at:at + 4] != b'MTrk':
            raise Fault('a track is missing')
        size = struct.unpack('>I', data[at + 4:at + 8])[0]
        length, changes, notes = read_track(data[at + 8:at + 8 + size])
        ticks = max(ticks, length)
        tempos += changes
        counts.append(notes)
        at += 8 + size
    if at != len(data):
        raise Fault('the file goes on behind the last track')
    seconds = since = 0
    tempo = 500000
    for tick, change in sorted(tempos):
        seconds += (min(tick, ticks) - since) * tempo
        since, tempo = min(tick, ticks), change
    return (seconds + (ticks - since) * tempo) / division / 1e6, counts


def play(abc2midi, piece):
    """Converts a piece; returns (seconds, voices)."""
    with tempfile.TemporaryDirectory() as folder:
        midi = pathlib.Path(folder) / 'piece.mid'
        run = subprocess.run([abc2midi, piece, '-o', midi], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        complaints = [line for line in run.stdout.splitlines() if 'Warning' in line or 'Error' in line]
        if run.returncode or complaints:
            raise Fault(complaints[0] if complaints else f'abc2midi failed with status {run.returncode}')
        seconds, counts = read_midi(midi.read_bytes())
    return seconds, sum(count > 0 for count in counts)


def expect(condition, message):
    if not condition:
        raise Fault(message)


def check_track(row, seconds, voices):
    expect(sorted(row) == sorted(TRACK_FIELDS), f'fields are {sorted(row)}')
    expect(row['url'] == 'earshot:music/' + row['id'], 'url and id differ')
    expect(row['genre'] == row['genres'][0], 'the first of "genres" is not "genre"')
    expect('de-DE' in row['titles'], 'no German title')
    expect(voices >= 2, 'only one voice')
    expect(40 <= seconds <= 90, f'lasts {seconds:.1f} s, not 40 to 90')
    expect(abs(seconds - row['length_s']) <= 2, f'lasts {seconds:.1f} s, the catalog says {row["length_s"]}')


def check_advert(row, seconds, voices):
    expect(sorted(set(row) - {'campaign'}) == sorted(ADVERT_FIELDS), f'fields are {sorted(row)}')
    expect(row['jingle'] == 'earshot:jingle/' + row['id'], 'jingle and id differ')
    expect(set(row['ssml']) == LOCALES, f'words are in {sorted(row["ssml"])}')
    expect(1 <= seconds <= 2.5, f'the jingle lasts {seconds:.1f} s, not 1 to 2.5')
    expect(8 <= row['length_s'] <= 12, f'length_s is {row["length_s"]}, not 8 to 12')
    for locale, ssml in row['ssml'].items():
        words = ''.join(xml.etree.ElementTree.fromstring(ssml).itertext())
        length = seconds + len(words) / CHARACTERS_PER_SECOND
        expect(abs(length - row['length_s']) <= 2, f'{locale} takes {length:.1f} s, length_s is {row["length_s"]}')


def main(kind, abc2midi, catalog, folder):
    check = {'music': check_track, 'adverts': check_advert}[kind]
    rows = json.loads(pathlib.Path(catalog).read_text(encoding='utf-8'))
    pieces = {path.stem: path for path in pathlib.Path(folder).glob('*.abc')}
    ids = [row['id'] for row in rows]
    failed = 0
    print(f'1..{len(rows) + 1}')
    for number, row in enumerate(rows, 1):
        try:
            expect(row['id'] in pieces, f'{row["id"]}.abc is missing')
            check(row, *play(abc2midi, pieces[row['id']]))
            print(f'ok {number} {row["id"]}')
        except (Fault, IndexError, KeyError, struct.error, xml.etree.ElementTree.ParseError) as fault:
            failed += 1
            print(f'not ok {number} {row["id"]}: {fault!r}')
    complete = sorted(ids) == sorted(pieces)
    print('ok' if complete else 'not ok', len(rows) + 1, 'every piece is in the catalog once')
    return 1 if failed or not complete else 0


if __name__ == '__main__':
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
