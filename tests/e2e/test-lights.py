#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Designs lights in the real window, mostly by keyboard, with what a screen reader is told as the eyes."""

import json
import pathlib
import sys
import tempfile

from desk import Desk, Tap, wait_for

earshot, artifacts = sys.argv[1:3]


def contains(words):
    return lambda text: bool(text) and words in text


def page(desk):
    return desk.find('filler', 'EarStatesPage')


def read(path):
    try:
        return json.loads(path.read_text(encoding='utf-8'))
    except (OSError, ValueError):
        return None


def test_gallery(desk):
    desk.mouse('Earshot', 'page tab', 'Lights')
    within = page(desk)
    for title in ('Volume', 'Listening', 'Thinking', 'Timer runs', 'Microphone off', 'Idle'):
        desk.find(None, title, within)
    desk.find('label', contains('Priority 3 of 13'), within)
    assert desk.unlabeled() == [], desk.unlabeled()
    desk.screenshot('lights')


def test_choose_by_keyboard(desk):
    desk.focus_window('Earshot')
    desk.tab_to('table cell', 'Listening')
    desk.key('Right', 'Right')
    desk.find('label', 'What was said is being understood and answered.', page(desk))
    desk.find('label', contains('“thinking”'), page(desk))


def test_change_speed(desk, profile):
    """The first change of a theme that comes along makes a copy, which the speaker shows at once."""
    path = profile / 'lights' / 'my-classic.json'
    spin = desk.find('spin button', 'One round', page(desk))
    assert spin.get_value_iface().set_current_value(3.2)
    wait_for('the file', lambda: (read(path) or {}).get('lights', {}).get('thinking', {}).get('period_ms') == 3200)
    desk.find(None, 'Light theme: My Classic', page(desk))
    desk.find('push button', 'In Use', page(desk))
    assert 'light-theme=my-classic' in (profile / 'settings.ini').read_text(encoding='utf-8')


def test_undo_and_revert(desk, profile):
    path = profile / 'lights' / 'my-classic.json'

    def period():
        return (read(path) or {'lights': {'thinking': {}}})['lights']['thinking'].get('period_ms')

    desk.find('spin button', 'One round', page(desk)).get_value_iface().set_current_value(5.0)
    wait_for('the change', lambda: period() == 5000)
    desk.focus_window('Earshot')
    desk.tab_to('table cell', 'Thinking')
    desk.key('ctrl+z')
    wait_for('undo', lambda: period() == 3200)
    desk.key('ctrl+shift+z')
    wait_for('redo', lambda: period() == 5000)
    desk.click('push button', 'Revert')
    wait_for('the old speed', lambda: period() == 1600)


def test_live_reload(desk, profile):
    """A designer saves a file: a theme shows at once, a broken one is told and changes nothing."""
    path = profile / 'lights' / 'my-classic.json'
    theme = read(path)
    theme['lights']['thinking']['period_ms'] = 2500
    path.write_text(json.dumps(theme), encoding='utf-8')
    spin = desk.find('spin button', 'One round', page(desk)).get_value_iface()
    wait_for('the speed of the file', lambda: abs(spin.get_current_value() - 2.5) < 0.01)
    theme['lights']['thinking']['period_ms'] = 10
    path.write_text(json.dumps(theme), encoding='utf-8')
    desk.find('label', contains('$.lights.thinking.period_ms: 10 is not between 400 and 60000'))
    desk.screenshot('lights-broken')
    assert abs(spin.get_current_value() - 2.5) < 0.01


def test_try(desk):
    desk.click('push button', 'Try on the Speaker')
    speaker = desk.find('filler', 'EarSpeakerPage')
    desk.find('image', 'Light ring', speaker, contains('thinking'))
    desk.screenshot('lights-tried')
    desk.find('image', 'Light ring', speaker, contains('off'))
    desk.mouse('Earshot', 'page tab', 'Lights')


def test_compare(desk):
    desk.mouse('Earshot', None, 'Compare')
    within = desk.find('filler', 'EarLightCompare')
    moment = desk.find('slider', 'Moment', within).get_value_iface()
    wait_for('half a minute', lambda: moment.get_maximum_value() > 20)
    for second, title in ((3, 'Thinking'), (5, 'Speaking'), (8, 'Expecting a reply'), (15, 'Notification waits'), (18.5, 'Timer runs'),
                          (20, 'Timer rings'), (25.5, 'Microphone off')):
        moment.set_current_value(second)
        desk.find('label', title, within)
    desk.screenshot('lights-compared')
    assert desk.unlabeled() == [], desk.unlabeled()
    moment.set_current_value(0)
    desk.click('push button', 'Play both')
    desk.find('label', 'Listening', within)
    desk.click('push button', 'Pause')
    desk.find('push button', 'Play both')


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as scratch, Desk(artifacts=artifacts, sound=False) as desk:
        profile = pathlib.Path(scratch) / 'profile'
        profile.mkdir(mode=0o700)
        (profile / 'settings.ini').write_text('[device]\nwelcomed=true\n', encoding='utf-8')
        desk.start(earshot, '--profile', str(profile), '--silent')
        tap.run('gallery', test_gallery, desk)
        tap.run('choose by keyboard', test_choose_by_keyboard, desk)
        tap.run('change speed', test_change_speed, desk, profile)
        tap.run('undo and revert', test_undo_and_revert, desk, profile)
        tap.run('live reload', test_live_reload, desk, profile)
        tap.run('try on the speaker', test_try, desk)
        tap.run('compare', test_compare, desk)
    tap.close()


main()
