#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at the pictures of the product: check-icons.py DATA-FOLDER

Each is an SVG of its own, without scripts and without anything that is fetched from elsewhere. A symbolic icon is a square of 16,
so that it is sharp where it is used, and of one color, which the theme replaces. Where rsvg-convert is installed, each
is drawn, and something is to be seen.
"""

import pathlib
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib

SVG = '{http://www.w3.org/2000/svg}'


def paint(node):
    style = dict(part.split(':', 1) for part in node.get('style', '').split(';') if ':' in part)
    return [value.strip() for name in ('fill', 'stroke') for value in (node.get(name), style.get(name)) if value]


def complaints(path):
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        yield str(error)
        return
    if root.tag != SVG + 'svg':
        yield 'it is no SVG'
        return
    box = [float(part) for part in re.split(r'[ ,]+', root.get('viewBox', '').strip()) if part]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        yield 'it has no viewBox, so that it cannot be drawn in another size'
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag in (SVG + 'script', SVG + 'foreignObject', SVG + 'image'):
            yield f'{node.tag.removeprefix(SVG)} does not belong into it'
        for name, value in node.attrib.items():
            if name.endswith('href') and not value.startswith('#') or 'url(' in value and not re.search(r'url\(["\']?#', value):
                yield f'{name}="{value}" is fetched from elsewhere'
    if '-symbolic' in path.name:
        if len(box) == 4 and box[2:] != [16, 16]:
            yield f'a symbolic icon is 16 × 16, this is {box[2]:g} × {box[3]:g}'
        colors = sorted({value.lower() for node in root.iter() for value in paint(node)} - {'none'})
        if len(colors) > 1:
            yield f'a symbolic icon has one color, which the theme replaces; this has {", ".join(colors)}'


def is_blank(png):
    """Whether all pixels of a PNG are alike."""
    data, at, pixels = png, 8, b''
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IDAT':
            pixels += data[at + 8:at + 8 + length]
        at += 12 + length
    return len(set(zlib.decompress(pixels))) < 3


def drawn(path):
    done = subprocess.run(('rsvg-convert', '--width', '64', '--format', 'png', str(path)), check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode:
        yield done.stderr.decode(errors='replace').strip()
    elif is_blank(done.stdout):
        yield 'there is nothing to be seen'


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sorted(folder.rglob('*.svg'))
    can_draw = shutil.which('rsvg-convert') is not None
    failed = not files

    print(f'1..{len(files)}')
    for n, path in enumerate(files, 1):
        found = list(complaints(path))
        if can_draw and not found:
            found = list(drawn(path))
        print(f'{"not ok" if found else "ok"} {n} - {path.relative_to(folder)}')
        for line in found:
            print(f'# {line}')
        failed = failed or found
    return 1 if failed else 0


sys.exit(main())
