#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries desk.py on a window of a button, a label and an entry."""

import os
import pathlib
import subprocess
import sys
import tempfile

from desk import Desk, Tap, Timeout, loud_part, power_at, read_samples, wait_for, write_tone

probe, artifacts = sys.argv[1:3]


def test_click(desk):
    assert desk.look('label', 'Clicked 1') is None
    desk.click('push button', 'Talk')
    desk.find('label', 'Clicked 1')


def test_mouse(desk):
    desk.mouse('Probe', 'push button', 'Talk')
    desk.find('label', 'Clicked 2')


def test_typing(desk):
    desk.focus_window('Probe')
    desk.tab_to('text', 'Say something')
    desk.type('order more coffee')
    desk.key('Return')
    desk.find('label', 'order more coffee')


def test_description(desk):
    assert desk.find('image', 'Light ring').get_description() == 'off'
    assert desk.unlabeled() == [], desk.unlabeled()


def test_no_such_thing(desk):
    try:
        desk.find('push button', 'Sing', seconds=0.1)
    except Timeout:
        return
    raise AssertionError('found what is not there')


def test_screenshot(desk):
    path = desk.screenshot('probe')
    colors = subprocess.run(('identify', '-format', '%w %h %k', str(path)), check=True, stdout=subprocess.PIPE).stdout.split()
    assert colors[:2] == [b'1280', b'800'], colors
    assert int(colors[2]) > 10, 'the picture is empty'


def test_loudspeaker(desk, scratch):
    tone = scratch / 'tone.wav'
    write_tone(tone, 440, 1.0)
    with desk.record('tone') as heard:
        desk.play(tone)
    samples, rate = read_samples(heard.path)
    part = loud_part(samples, rate)
    assert 0.9 < len(part) / rate < 1.2, f'{len(part) / rate:.2f} s of sound'
    assert power_at(part, rate, 440) > 0.8, power_at(part, rate, 440)
    assert power_at(part, rate, 620) < 0.05, power_at(part, rate, 620)


def test_microphone(desk, scratch):
    tone, heard = scratch / 'voice.wav', scratch / 'mic.raw'
    write_tone(tone, 700, 1.0)
    with open(heard, 'wb') as out:
        child = subprocess.Popen(('parec', '--device=mic', '--rate=16000', '--channels=1', '--format=s16le', '--latency-msec=20'),
                                 env=desk.env, stdout=out)
    wait_for('the microphone', lambda: heard.stat().st_size > 0)
    desk.speak(tone)
    wait_for('the voice', lambda: heard.stat().st_size > 16000 * 2)
    child.terminate()
    child.wait()
    samples = memoryview(heard.read_bytes()[:heard.stat().st_size // 2 * 2]).cast('h')
    part = loud_part([s / 32768 for s in samples], 16000)
    assert power_at(part, 16000, 700) > 0.8, power_at(part, 16000, 700)


def test_own_home(desk):
    assert desk.run('sh', '-c', 'echo $HOME').decode().startswith(str(desk.folder))
    assert 'DISPLAY' in desk.env and desk.env['DBUS_SESSION_BUS_ADDRESS']


def test_nothing_left(pids, folder):
    for pid in pids:
        assert not os.path.exists(f'/proc/{pid}'), f'process {pid} outlived the desk'
    assert not folder.exists()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as scratch, Desk(probe, artifacts=artifacts) as desk:
        scratch = pathlib.Path(scratch)
        tap.run('click', test_click, desk)
        tap.run('mouse', test_mouse, desk)
        tap.run('typing', test_typing, desk)
        tap.run('description', test_description, desk)
        tap.run('no such thing', test_no_such_thing, desk)
        tap.run('screenshot', test_screenshot, desk)
        tap.run('loudspeaker', test_loudspeaker, desk, scratch)
        tap.run('microphone', test_microphone, desk, scratch)
        tap.run('own home', test_own_home, desk)
        pids, folder = [child.pid for child in desk.children] + [desk.program.pid], desk.folder
    tap.run('nothing left', test_nothing_left, pids, folder)
    tap.close()


main()
