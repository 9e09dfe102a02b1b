#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the real window as a person would: with eyes on what a screen reader sees, hands on the keyboard, ears on the sound."""

import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import wave

from desk import Desk, Tap, loud_part, read_samples, wait_for

earshot, cli, artifacts = sys.argv[1:4]
CLOSE_ENOUGH = 0.5


def launch(desk, scratch, name, *arguments, welcomed=True, **env):
    profile = scratch / name
    profile.mkdir(mode=0o700)
    if welcomed:
        (profile / 'settings.ini').write_text('[device]\nwelcomed=true\n', encoding='utf-8')
    if desk.program is not None:
        desk.stop()
    desk.start(earshot, '--profile', str(profile), *arguments, **env)
    return profile


def say(desk, text):
    desk.find('text', 'Say something')
    desk.focus_window('Earshot')
    desk.tab_to('text', 'Say something')
    desk.type(text)
    desk.key('Return')


def describes(words):
    return lambda text: bool(text) and words in text


def ring(desk, words, page='EarSpeakerPage', seconds=10.0):
    """Waits until the light ring of a page tells these words."""
    within = desk.find('filler', page)
    desk.find('image', 'Light ring', within, lambda told: bool(told) and words in told, seconds)


def margin(desk, title):
    """Micros of dollars, as the card tells them."""
    name = desk.find(None, lambda text: bool(text) and text.startswith(title + ': margin')).get_name()
    sign, amount = re.search(r'margin ([+−]?)\$([0-9.]+)', name).groups()
    return round(float(amount) * 1e6) * (-1 if sign == '−' else 1)


def test_first_launch(desk, scratch):
    launch(desk, scratch, 'first', '--silent', welcomed=False)
    desk.find('push button', 'Play a morning')
    desk.screenshot('welcome')
    desk.focus_window('Earshot')
    desk.key('Return')
    desk.find('label', describes('Tuesday'))
    ring(desk, 'ringing', seconds=15)
    desk.screenshot('morning')
    desk.find('label', describes('What did this earn?'), seconds=60)
    desk.screenshot('morning-bill')


def test_type_at_once(desk, scratch):
    """Who begins to type before anything else is answered, and not one letter is lost."""
    launch(desk, scratch, 'eager', '--silent', welcomed=False)
    desk.find('push button', 'Play a morning')
    desk.focus_window('Earshot')
    desk.type('what time is it')
    desk.key('Return')
    desk.find('label', describes('what time is it'))


def test_typed_weather(desk, scratch):
    launch(desk, scratch, 'typed', '--silent')
    ring(desk, 'off')
    say(desk, "what's the weather in Hamburg")
    desk.find('label', describes('Hamburg'))
    alone = wait_for('the bill', lambda: margin(desk, 'Answers alone'))
    assert alone < 0, alone
    assert margin(desk, 'With the device') < alone
    assert margin(desk, 'Fully loaded') < margin(desk, 'With the device')
    desk.screenshot('weather')


def test_timeline(desk):
    """Each event is told in words; what is typed was not heard; all fields open from the keyboard."""
    desk.find(None, 'Heard: “what\'s the weather in Hamburg”')
    desk.find(None, describes('Asked: Weather · Hamburg'))
    desk.find(None, describes('Charged: Language understanding · −$'))
    desk.find('label', describes('Turn 1'))
    told = desk.find('label', lambda text: bool(text) and text.startswith('understanding ')).get_name()
    assert 'service' in told and 'answer' in told and 'hearing' not in told, told
    desk.focus_window('Earshot')
    desk.tab_to('list', 'Events')
    desk.key('Home', 'Return')
    desk.find('push button', 'Copy the event')
    desk.find('label', 'opened')
    desk.screenshot('event')
    desk.key('Escape')
    desk.gone('push button', 'Copy the event')


def narrow(desk):
    desk.resize('Earshot', 479, 640)    # the money panel follows the window, and with it what is the least
    wait_for('a narrow window', lambda: desk.look('push button', 'Hear a recording') is None)
    desk.resize('Earshot', 360, 640)
    window = desk.focus_window('Earshot')
    wait_for('360 × 640', lambda: b'Geometry: 360x640' in desk.run('xdotool', 'getwindowgeometry', window))


def in_view(desk, row, page):
    """Whether an object lies within its page's list of events."""
    kind = desk.atspi.CoordType.WINDOW
    pane = desk.find('list', 'Events', desk.find('filler', page)).get_parent().get_extents(kind)
    place = row.get_extents(kind)
    return pane.height > 0 and pane.y <= place.y and place.y + place.height <= pane.y + pane.height


def test_low(desk, scratch):
    """In a low window money and events are seen by turns, and the last event of a session is in view at once."""
    launch(desk, scratch, 'low', '--silent')
    say(desk, 'set a timer for five minutes')
    desk.find(None, describes('Session over: '))
    desk.resize('Earshot', 800, 600)
    desk.find('push button', 'Events')
    desk.find('image', 'Where the money came from and went')
    assert desk.look('label', 'What happened') is None
    desk.tab_to('push button', 'Events')
    desk.key('space')
    desk.find('label', 'What happened')
    desk.find(None, describes('Spoken: '))
    assert desk.look('image', 'Where the money came from and went') is None
    desk.screenshot('low')
    desk.mouse('Earshot', 'page tab', 'Sessions')
    page = desk.find('filler', 'EarSessionsPage')
    position = desk.find('label', lambda text: bool(text) and re.fullmatch(r'\d+ of \d+', text) is not None, page).get_name()
    assert position.split()[0] == position.split()[2], position
    desk.resize('Earshot', 1180, 780)
    last = desk.find(None, describes('Session over: '), page)
    wait_for('the last event in view', lambda: in_view(desk, last, 'EarSessionsPage'))
    desk.screenshot('session')


class Model(http.server.BaseHTTPRequestHandler):
    """A language model that knows one thing."""

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream')
        self.end_headers()
        for piece in ({'model': 'orb', 'choices': [{'delta': {'content': 'Orbs are round.'}, 'finish_reason': 'stop'}]},
                      {'choices': [], 'usage': {'prompt_tokens': 10, 'completion_tokens': 5}}):
            self.wfile.write(b'data: ' + json.dumps(piece).encode() + b'\n\n')
        self.wfile.write(b'data: [DONE]\n\n')

    def log_message(self, *arguments):
        pass


def test_traffic(desk, scratch):
    """Each call to a live service stands on its page with the question it was for, what came back, and what became of it."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    profile = scratch / 'traffic'
    profile.mkdir(mode=0o700)
    address = f'127.0.0.1:{server.server_port}'
    (profile / 'settings.ini').write_text(f'[device]\nwelcomed=true\nassistant=openai\nassistant.openai.url=http://{address}/v1\n'
                                          'assistant.openai.model=orb\n', encoding='utf-8')
    desk.stop()
    desk.start(earshot, '--profile', str(profile), '--silent')
    desk.find('text', 'Say something')
    desk.focus_window('Earshot')
    desk.key('alt+4')
    desk.find('label', 'Nothing was sent')
    desk.key('alt+1')
    say(desk, 'ask the assistant about orbs')
    desk.find('label', describes('Orbs are round'))
    desk.key('alt+4')
    desk.find('label', f'POST {address}/v1/chat/completions')
    desk.find('label', describes('For “ask the assistant about orbs”'))
    page = desk.find('filler', 'EarTrafficPage')
    for name, words in (('Raw answer', 'data: [DONE]'), ('Mapped answer', 'Orbs are round.'), ('Request', '"stream"')):
        pane = desk.find('text', name, page)
        wait_for(words, lambda: words in desk.atspi.Text.get_text(pane, 0, -1))
    desk.screenshot('traffic')
    narrow(desk)
    desk.screenshot('traffic-narrow')
    desk.resize('Earshot', 1180, 780)
    assert desk.unlabeled() == [], desk.unlabeled()
    server.shutdown()
    server.server_close()


def test_connector_editor(desk, scratch):
    """A service is described while what is made of its samples stands beside it, and can be chosen once it is saved."""
    profile = launch(desk, scratch, 'editor', '--silent')
    desk.find('text', 'Say something')
    desk.focus_window('Earshot')
    desk.key('F10')
    desk.find('menu item', 'Connectors')
    desk.key('c')
    desk.find('frame', 'Connectors')
    desk.focus_window('Connectors')
    desk.find('label', describes('samples are as expected'))
    desk.key('ctrl+n')

    def told(name):
        return desk.atspi.Text.get_text(desk.find('text', name), 0, -1)

    wait_for('the request', lambda: told('Request').startswith('GET http://127.0.0.1:8080/search?q=green%20tea'))
    wait_for('the raw answer', lambda: 'T-1' in told('Raw answer'))
    wait_for('what is made of it', lambda: '4500000' in told('Made of it'))
    desk.screenshot('connectors')
    desk.tab_to('text', 'Description of the service')
    desk.key('ctrl+Home')
    desk.type('x')
    desk.find('label', describes('my-shop.connector.json: line 1'))
    desk.key('ctrl+z')
    desk.find('label', describes('is as expected'))
    desk.key('ctrl+s')
    desk.find('label', describes('Saved.'))
    saved = json.loads((profile / 'connectors' / 'my-shop.connector.json').read_text(encoding='utf-8'))
    assert saved['id'] == 'my-shop', saved
    assert desk.unlabeled() == [], desk.unlabeled()
    desk.type('x')
    desk.find('label', describes('my-shop.connector.json: line 1'))
    desk.key('ctrl+w')
    desk.find('label', 'A connector was changed and not saved.')
    desk.key('alt+d')
    desk.gone('frame', 'Connectors')


def test_card(desk):
    """The answer has a card with the place and its temperatures."""
    desk.find('label', 'Hamburg')
    desk.find('label', lambda text: bool(text) and re.fullmatch(r'(\d+–\d+|−?\d+ … −?\d+) °C · .+', text) is not None)


def test_narrow(desk):
    """On a telephone nothing is cut: the window can be as narrow, and money is a page of its own."""
    narrow(desk)
    desk.find('image', 'Where the money came from and went', None, describes('Fully loaded −$'))
    desk.screenshot('narrow')
    desk.resize('Earshot', 1180, 780)
    desk.find('push button', 'Hear a recording')


def test_controls_have_names(desk):
    assert desk.unlabeled() == [], desk.unlabeled()


def test_buttons(desk):
    desk.click('push button', 'Microphone off/on')
    ring(desk, 'microphone off')
    desk.click('push button', 'Microphone off/on')
    ring(desk, 'off')
    desk.click('push button', 'Volume up')
    desk.find(None, 'Adjusted: volume · 6')


def test_alarm_by_keyboard(desk):
    say(desk, 'set a timer for one second')
    ring(desk, 'ringing', seconds=20)
    desk.screenshot('ringing')
    desk.click('push button', 'Action')
    ring(desk, 'off')


def test_sessions(desk, profile):
    desk.mouse('Earshot', 'page tab', 'Sessions')
    desk.find('label', describes("what's the weather in Hamburg"))
    scrubber = desk.find('slider', 'Event')
    value = scrubber.get_value_iface()
    last = value.get_current_value()
    assert last > 3, last
    # The last session is that of the timer, and so begins with ringing.
    wait_for('the third event', lambda: value.set_current_value(3) and value.get_current_value() == 3)
    ring(desk, 'ringing', 'EarSessionsPage')
    desk.screenshot('sessions')
    assert desk.unlabeled() == [], desk.unlabeled()
    listed = subprocess.run((cli, 'sessions', 'list', '--json', '--profile', str(profile)), check=True, stdout=subprocess.PIPE)
    assert b"what's the weather in Hamburg" in listed.stdout


def open_recording(desk, path):
    """As “Open with” does: a second start hands the file to the window that is open."""
    desk.run(os.path.abspath(earshot), str(path))


def test_recording(desk, scratch):
    """A file is heard and answered; a long one can be stopped; one that is none says so and offers another."""
    launch(desk, scratch, 'recording', '--silent')
    ring(desk, 'off')
    question, long, none = scratch / 'question.wav', scratch / 'long.wav', scratch / 'none.wav'
    synthesize(question, 'what time is it')
    open_recording(desk, question)
    desk.find('label', 'what time is it', seconds=20)
    synthesize(long, 'well ' * 60)
    repeat(long, 56)            # almost ten minutes, which is the most that is heard
    page = desk.find('filler', 'EarSpeakerPage')
    open_recording(desk, long)
    # Nothing else is looked at: a machine hears faster than a screen reader reads.
    desk.find('push button', 'Cancel', page, seconds=20).get_action_iface().do_action(0)
    desk.gone('label', 'Hearing a recording…')
    desk.gone('label', describes('well well well'))
    none.write_bytes(b'This is no sound.')
    open_recording(desk, none)
    desk.find('push button', describes('Another file'), seconds=20)
    desk.screenshot('recording-failed')


def test_survives_kill(desk, scratch):
    """What was heard before a kill -9 is there afterwards."""
    profile = launch(desk, scratch, 'killed', '--silent')
    say(desk, 'add milk to my shopping list')
    desk.find('label', describes('milk'))
    desk.program.kill()
    desk.program.wait()
    desk.program = None
    told = subprocess.run((cli, 'say', '--json', '--profile', str(profile), "what's on my shopping list"), check=True,
                          stdout=subprocess.PIPE)
    assert 'milk' in json.loads(told.stdout)['speech']


def synthesize(path, words):
    subprocess.run(('flite', '-voice', 'slt', '-t', words, '-o', str(path)), check=True)


def repeat(path, times):
    """Makes a recording longer than any machine needs to look at the window."""
    with wave.open(str(path), 'rb') as file:
        parameters, frames = file.getparams(), file.readframes(file.getnframes())
    with wave.open(str(path), 'wb') as file:
        file.setparams(parameters)
        file.writeframes(frames * times)


def simplify(words):
    return ' '.join(re.sub(r"[^a-z' ]", ' ', words.lower()).split())


def recognize(scratch, sound, answers):
    """Which of some answers was heard. Our own recognizer knows only these."""
    model = scratch / 'answers.json'
    intents = [{'name': f'answer{letter}', 'slots': [], 'samples': [simplify(answer)]} for letter, answer in zip('ABCD', answers)]
    model.write_text(json.dumps({'interactionModel': {'languageModel': {'invocationName': 'ear', 'types': [], 'intents': intents}}}),
                     encoding='utf-8')
    heard = subprocess.run((cli, 'listen', '--wake', 'none', '--json', '--model', str(model), str(sound)), check=True,
                           stdout=subprocess.PIPE)
    return json.loads(heard.stdout)


def last_speech(profile):
    sessions = subprocess.run((cli, 'sessions', 'list', '--json', '--profile', str(profile)), check=True, stdout=subprocess.PIPE)
    newest = json.loads(sessions.stdout.splitlines()[0])['id']
    shown = subprocess.run((cli, 'sessions', 'show', newest, '--json', '--profile', str(profile)), check=True, stdout=subprocess.PIPE)
    said = [event for event in map(json.loads, shown.stdout.splitlines()) if event['event'] == 'said']
    return said[-1]['text'] if said else None


def test_spoken_question(desk, scratch):
    """The wake word and a question into the microphone; the answer out of the loudspeaker, loud and intelligible."""
    profile = launch(desk, scratch, 'spoken')
    call, question = scratch / 'call.wav', scratch / 'question.wav'
    synthesize(call, 'computer')
    synthesize(question, 'what is the weather in hamburg')
    ring(desk, 'off', seconds=20)
    time.sleep(1.0)             # the microphone is open when there is sound to hear; nothing on the screen says since when
    with desk.record('answer') as sound:
        for attempt in range(3):
            desk.speak(call)
            try:
                ring(desk, 'listening', seconds=3)
                break
            except AssertionError:
                if attempt == 2:
                    raise
        desk.speak(question)
        ring(desk, 'speaking', seconds=15)
        ring(desk, 'off', seconds=40)
    speech = last_speech(profile)
    assert speech and 'Hamburg' in speech, speech
    samples, rate = read_samples(sound.path)
    part = loud_part(samples, rate)
    assert len(part) / rate > 1.5, f'only {len(part) / rate:.1f} s of sound'
    # The recognizer takes the first pause for the end, as it would with a customer.
    first = re.split(r'[.!?] ', speech)[0]
    heard = recognize(scratch, sound.path, [first, 'your alarm is set for seven thirty', 'here is some jazz for you'])
    assert heard['intent'] == 'answerA', heard
    desk.screenshot('spoken')


def test_push_to_talk(desk, scratch):
    question = scratch / 'time.wav'
    synthesize(question, 'what time is it')
    desk.click('push button', 'Talk')
    ring(desk, 'listening')
    desk.speak(question)
    ring(desk, 'speaking', seconds=15)


def test_no_sound_server(scratch):
    """Without a sound server the window says so, and everything else works."""
    with Desk(sound=False, artifacts=artifacts) as desk:
        launch(desk, scratch, 'mute')
        desk.find('label', describes('sound settings'))
        say(desk, 'hello')
        desk.find('label', 'hello')
        desk.screenshot('no-sound')


def test_adverts(desk, scratch):
    """A lever with two ends: more adverts, and what that does to those who hear them."""
    launch(desk, scratch, 'adverts', '--silent')
    desk.find('text', 'Say something')
    desk.focus_window('Earshot')
    desk.key('ctrl+comma')
    desk.find(None, 'Brief mode')
    desk.focus_window('Preferences')
    desk.tab_to('combo box', 'How many')
    desk.key('space')
    desk.find('label', 'With every answer')
    desk.key('End', 'Return')
    desk.gone('label', 'One in four answers')
    desk.key('Escape')
    desk.gone(None, 'Brief mode')
    say(desk, "what's the weather")
    desk.find('label', describes('Advertisement: '))
    desk.find('label', describes('1 of 1 answers came with an advert. At this rate people use a speaker 10.0% less'), seconds=30)
    desk.screenshot('adverts')


def main():
    tap = Tap()
    if 'without-sound' in sys.argv:
        with tempfile.TemporaryDirectory() as scratch:
            tap.run('no sound server', test_no_sound_server, pathlib.Path(scratch))
        tap.close()
        return
    with tempfile.TemporaryDirectory() as scratch, Desk(artifacts=artifacts) as desk:
        scratch = pathlib.Path(scratch)
        tap.run('first launch', test_first_launch, desk, scratch)
        tap.run('typed at once', test_type_at_once, desk, scratch)
        tap.run('typed weather', test_typed_weather, desk, scratch)
        tap.run('timeline', test_timeline, desk)
        tap.run('card', test_card, desk)
        tap.run('narrow', test_narrow, desk)
        tap.run('controls have names', test_controls_have_names, desk)
        tap.run('buttons', test_buttons, desk)
        tap.run('alarm', test_alarm_by_keyboard, desk)
        tap.run('sessions', test_sessions, desk, scratch / 'typed')
        tap.run('low', test_low, desk, scratch)
        tap.run('traffic', test_traffic, desk, scratch)
        tap.run('connector editor', test_connector_editor, desk, scratch)
        tap.run('adverts', test_adverts, desk, scratch)
        tap.run('survives kill -9', test_survives_kill, desk, scratch)
        tap.run('recording', test_recording, desk, scratch)
        tap.run('spoken question', test_spoken_question, desk, scratch)
        tap.run('push to talk', test_push_to_talk, desk, scratch)
    tap.close()


main()
