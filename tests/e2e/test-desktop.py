#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the window as a guest of a desktop: in other languages and styles, by keys alone, by the screen reader's means alone."""

import json
import pathlib
import subprocess
import sys
import tempfile

from desk import CONTROLS, Desk, Tap, wait_for
from pseudo import make as make_pseudo

earshot, mirrored, cli, po, artifacts = sys.argv[1:6]
SLACK = 2                       # pixels: borders and rounding


def launch(desk, scratch, name, *arguments, program=earshot, welcomed=True, **env):
    profile = scratch / name
    profile.mkdir(mode=0o700, exist_ok=True)
    settings = profile / 'settings.ini'
    if welcomed and not settings.exists():
        settings.write_text('[device]\nwelcomed=true\n', encoding='utf-8')
    if desk.program is not None:
        desk.stop()
    desk.start(program, '--profile', str(profile), '--silent', *arguments, **env)
    return profile


def contains(words):
    return lambda text: bool(text) and words in text


PAGES = {'speaker': 'EarSpeakerPage', 'sessions': 'EarSessionsPage', 'lights': 'EarStatesPage', 'traffic': 'EarTrafficPage'}
# What stands at the edge of a page and scrolls with nothing.
FIXED = {'Main menu', 'Close', 'Talk', 'Say something'}


def extents(desk, node):
    """Where it is in the window, or None where it is nowhere. GTK says of no widget whether it is showing."""
    from gi.repository import GLib
    try:
        box = node.get_extents(desk.atspi.CoordType.WINDOW)
    except GLib.Error:
        return None
    return box if box.width > 0 and box.height > 0 else None


def walk_page(desk, node, page):
    """All that belongs to the window and to one page; what another page left behind keeps its place unseen."""
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None and child.get_name() not in set(PAGES.values()) - {PAGES[page]}:
            yield from walk_page(desk, child, page)


def frame_size(desk, frame):
    box = extents(desk, frame)
    return box.width, box.height


def outside(desk, frame, page):
    """Controls that reach out of the window sideways, where nothing scrolls; and what stands at an edge, at all.

    Not words: those of a view that is not shown just now keep the place that they had in another size.
    """
    width, height = frame_size(desk, frame)
    looked = 0
    for node in walk_page(desk, frame, page):
        role, name = node.get_role_name(), node.get_name()
        box = extents(desk, node) if role in CONTROLS else None
        if box is None:
            continue
        looked += 1
        beside = box.x < -SLACK or box.x + box.width > width + SLACK
        below = name in FIXED and (box.y < -SLACK or box.y + box.height > height + SLACK)
        if beside or below:
            yield f'{role} {name!r} at {box.x},{box.y} {box.width}×{box.height} in {width}×{height}'
    if looked < 10:
        yield f'only {looked} things are to be seen'


def overlapping(desk, frame, page):
    """Pairs of buttons that lie on each other. Those of the speaker's body lie on its picture."""
    boxes = [(node.get_name(), extents(desk, node)) for node in walk_page(desk, frame, page)
             if node.get_role_name() in ('push button', 'slider') and node.get_name()]
    boxes = [(name, box) for name, box in boxes if box is not None]
    for index, (one, a) in enumerate(boxes):
        for other, b in boxes[index + 1:]:
            if one != other and 'GtkMenuButton' not in (one, other) and min(a.x + a.width, b.x + b.width) - max(a.x, b.x) > SLACK \
                    and min(a.y + a.height, b.y + b.height) - max(a.y, b.y) > SLACK:
                yield f'{one!r} and {other!r} overlap'


def frame_of(desk):
    return desk.find('frame', seconds=20)


def tour(desk, name, *sizes):
    """A picture of each page in some sizes; what reaches out of the window, or lies on something else, is named."""
    desk.wait_idle()
    found = []
    title = 'Earshot'
    for width, height in sizes:
        desk.resize(title, width, height)
        for number, page in enumerate(PAGES, 1):
            desk.key(f'alt+{number}')
            desk.wait_idle()
            desk.screenshot(f'{name}-{page}-{width}')
            frame = frame_of(desk)
            found += [f'{page} {width}: {each}' for check in (outside, overlapping) for each in check(desk, frame, page)]
    assert not found, '\n'.join(found)


def fill(desk):
    """A conversation, so that there is something to be seen on each page."""
    desk.find('frame', seconds=20)
    desk.focus_window('Earshot')
    desk.type("what's the weather in Hamburg")
    desk.key('Return')
    desk.find('label', contains('Hamburg'), seconds=20)


def test_long_words(desk, scratch):
    folder = scratch / 'pseudo'
    make_pseudo(pathlib.Path(po), folder)
    launch(desk, scratch, 'looks', LANGUAGE='eo', EARSHOT_LOCALEDIR=str(folder))
    desk.find('push button', contains('Plåý å môrñîñg'.replace('ô', 'ö')), seconds=20)
    fill(desk)
    tour(desk, 'long', (1180, 780), (800, 600))


def test_mirrored(desk, scratch):
    launch(desk, scratch, 'looks', program=mirrored)
    fill(desk)
    box = extents(desk, desk.find('push button', 'Main menu'))
    width, _ = frame_size(desk, frame_of(desk))
    assert box.x < width / 2, 'the menu is not on the left'
    tour(desk, 'mirrored', (1180, 780), (800, 600))


def test_dark(desk, scratch):
    launch(desk, scratch, 'looks', ADW_DEBUG_COLOR_SCHEME='prefer-dark')
    fill(desk)
    tour(desk, 'dark', (1180, 780))


def test_high_contrast(desk, scratch):
    launch(desk, scratch, 'looks', ADW_DEBUG_HIGH_CONTRAST='1')
    fill(desk)
    tour(desk, 'contrast', (800, 600))


def ring(desk, words, seconds=15.0):
    within = desk.find('filler', 'EarSpeakerPage', seconds=20)
    desk.find('image', 'Light ring', within, lambda told: bool(told) and words in told, seconds)


def named(desk, where):
    assert desk.unlabeled() == [], f'{where}: {desk.unlabeled()}'


def save_as(desk, title, path):
    """Names a file in the file dialog, as somebody who can not use a mouse does."""
    desk.focus_window(title)
    desk.wait_idle()
    desk.key('ctrl+a')
    desk.type(str(path))
    desk.key('Return')


def test_by_keyboard(desk, scratch):
    """Nothing but keys: welcome, weather, coffee, sessions, scrubbing, export, preferences, help, and a way out of each."""
    profile = launch(desk, scratch, 'keys', welcomed=False)
    desk.find('push button', 'Play a morning', seconds=20)
    desk.focus_window('Earshot')
    named(desk, 'welcome')
    desk.tab_to('list item', contains('Design'))
    desk.key('Return')
    ring(desk, 'off')
    named(desk, 'speaker')
    desk.type("what's the weather in Hamburg")
    desk.key('Return')
    desk.find('label', contains('Hamburg'), seconds=20)
    ring(desk, 'off')
    for line in ('order more coffee', 'yes'):
        desk.type(line)
        desk.key('Return')
    desk.find('label', contains('on its way'), seconds=20)

    desk.key('alt+2')
    slider = desk.find('slider', 'Event')
    named(desk, 'sessions')
    desk.tab_to('slider', 'Event')
    last = slider.get_value_iface().get_current_value()
    desk.key('Left', 'Left')
    wait_for('two events back', lambda: slider.get_value_iface().get_current_value() == last - 2)
    desk.key('ctrl+e')
    desk.find('menu item', 'JSON')
    desk.key('Down', 'Return')
    path = scratch / 'export.json'
    save_as(desk, 'Export', path)
    wait_for('the export', lambda: path.exists() and path.stat().st_size > 0)
    assert json.loads(path.read_text(encoding='utf-8')), 'the export is empty'

    desk.focus_window('Earshot')
    desk.key('ctrl+comma')
    desk.find(None, 'Brief mode')
    named(desk, 'preferences')
    desk.focus_window('Preferences')
    desk.key('Escape')
    desk.gone(None, 'Brief mode')
    desk.key('F1')
    desk.find('label', contains('Yelp'))
    desk.key('F10')
    desk.find('menu item', 'About Earshot')
    desk.key('Escape')
    desk.key('ctrl+question')
    desk.find('label', 'Stop what is going on')
    desk.key('Escape')
    desk.gone('label', 'Stop what is going on')
    desk.key('alt+1', 'F9')
    desk.key('ctrl+q')
    wait_for('the end', lambda: desk.program.poll() is not None)
    assert desk.program.poll() == 0, desk.program.poll()
    return profile


def test_by_actions(desk, scratch):
    """Nothing but what a screen reader can do: read, press, write, and move a slider."""
    launch(desk, scratch, 'actions')
    ring(desk, 'off')
    for line, answer in (("what's the weather in Hamburg", 'Hamburg'), ('order more coffee', 'coffee'), ('yes', 'on its way')):
        entry = desk.find('text', 'Say something')
        assert entry.get_editable_text_iface().set_text_contents(line)
        desk.click('push button', 'Say what was typed')
        # GTK shows a button pressed for a moment before it acts; what is written into that moment would be said instead.
        desk.find('push button', 'Talk')
        desk.find('label', contains(answer), seconds=20)
    desk.click('push button', 'Show as a table')
    table = desk.find('table', 'The bill, step by step')
    cells = [node.get_name() for node in desk.walk(table) if node.get_role_name() == 'table cell']
    assert 'Retail margin' in cells and any(cell.startswith('+$') for cell in cells), cells
    tab = desk.find('page tab', 'Sessions')
    tab.get_action_iface().do_action(0)
    slider = desk.find('slider', 'Event')
    wait_for('the page of sessions', lambda: extents(desk, slider))
    value = slider.get_value_iface()
    wait_for('the third event', lambda: value.set_current_value(3) and value.get_current_value() == 3)
    desk.find('label', contains('3 of'))


def sessions_of(profile):
    told = subprocess.run((cli, 'sessions', 'list', '--json', '--profile', str(profile)), check=True, stdout=subprocess.PIPE)
    return [json.loads(line)['summary'] for line in told.stdout.splitlines()]


def test_delete(desk, scratch):
    """A session that is deleted comes back when asked, is kept until nobody asked, and is gone when the window is."""
    profile = launch(desk, scratch, 'delete')
    fill(desk)
    ring(desk, 'off')
    desk.key('alt+2')
    desk.click('push button', 'Delete this session')
    desk.click('push button', 'Undo Undo')     # as libadwaita names it
    desk.find('label', contains("what's the weather"))
    desk.click('push button', 'Delete this session')
    desk.find('label', 'Session deleted')
    desk.program.kill()
    desk.program.wait()
    desk.program = None
    assert len(sessions_of(profile)) == 1, 'kill -9 deleted what could still be undone'

    launch(desk, scratch, 'delete')
    ring(desk, 'off')
    desk.focus_window('Earshot')
    desk.key('alt+2')
    desk.click('push button', 'Delete this session')
    desk.find('label', 'Session deleted')
    desk.find('label', 'No sessions yet')
    desk.key('ctrl+q')
    wait_for('the end', lambda: desk.program.poll() is not None)
    assert sessions_of(profile) == [], sessions_of(profile)


def test_undo(desk, scratch):
    """What is canceled by voice can be had back by hand."""
    launch(desk, scratch, 'undo')
    ring(desk, 'off')
    desk.focus_window('Earshot')
    for line, light in (('set a timer for ten minutes', 'timer'), ('cancel my timer', 'off')):
        desk.type(line)
        desk.key('Return')
        ring(desk, light)
    desk.find('label', 'Timer canceled')
    desk.screenshot('undo')
    desk.click('push button', 'Undo Undo')
    ring(desk, 'timer')
    desk.gone('label', 'Timer canceled')


def test_tape(desk, scratch):
    """A tape from elsewhere is shown and not kept; what is no tape says so."""
    tape = scratch / 'elsewhere.jsonl'
    subprocess.run((cli, 'say', '--profile', str(scratch / 'other'), '--tape', str(tape), 'tell me a joke'), check=True,
                   stdout=subprocess.DEVNULL)
    profile = launch(desk, scratch, 'tape')
    ring(desk, 'off')
    desk.run(earshot_path(), str(tape))
    desk.find('label', 'elsewhere.jsonl')
    desk.find('label', contains('not kept'))
    named(desk, 'tape')
    desk.screenshot('tape')
    assert sessions_of(profile) == []
    none = scratch / 'none.jsonl'
    none.write_text('no tape\n', encoding='utf-8')
    desk.run(earshot_path(), str(none))
    desk.find('label', contains('none.jsonl, line 1'))
    desk.screenshot('tape-failed')


def earshot_path():
    return str(pathlib.Path(earshot).resolve())


def states(desk, name):
    return [state.value_nick for state in desk.find('push button', name).get_state_set().get_states()]


def test_restore(desk, scratch):
    """The next start looks as the last one ended; without the schema it starts as well."""
    keep = {'GSETTINGS_BACKEND': 'keyfile'}
    launch(desk, scratch, 'restore', **keep)
    ring(desk, 'off')
    desk.resize('Earshot', 1000, 700)
    desk.key('F9')
    desk.key('alt+2')
    desk.find('label', 'No sessions yet')
    desk.key('ctrl+q')
    wait_for('the end', lambda: desk.program.poll() is not None)
    launch(desk, scratch, 'restore', **keep)
    desk.find('label', 'No sessions yet', seconds=20)
    width, height = frame_size(desk, frame_of(desk))
    assert abs(width - 1000) < 80 and abs(height - 700) < 80, (width, height)
    desk.focus_window('Earshot')
    desk.key('alt+1')
    desk.find('text', 'Say something')
    assert 'pressed' not in states(desk, 'Money and events'), 'money is shown again'
    launch(desk, scratch, 'restore', GSETTINGS_SCHEMA_DIR='/nonexistent')
    ring(desk, 'off')


class Chosen(Tap):
    """Only the tests that are named on the command line, or all."""

    def run(self, name, function, *arguments):
        if len(sys.argv) < 7 or name in sys.argv[6:]:
            super().run(name, function, *arguments)


def main():
    tap = Chosen()
    with tempfile.TemporaryDirectory() as scratch, Desk(sound=False, moving=False, artifacts=artifacts) as desk:
        scratch = pathlib.Path(scratch)
        tap.run('by keyboard alone', test_by_keyboard, desk, scratch)
        tap.run('by actions alone', test_by_actions, desk, scratch)
        tap.run('delete and undo', test_delete, desk, scratch)
        tap.run('undo what was canceled', test_undo, desk, scratch)
        tap.run('tape', test_tape, desk, scratch)
        tap.run('restore', test_restore, desk, scratch)
        tap.run('words a third longer', test_long_words, desk, scratch)
        tap.run('from right to left', test_mirrored, desk, scratch)
        tap.run('dark', test_dark, desk, scratch)
        tap.run('high contrast', test_high_contrast, desk, scratch)
    tap.close()


main()
