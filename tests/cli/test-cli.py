#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as users' scripts see it: its objects, its exit statuses, its files."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

CLI = sys.argv.pop(1)
CLOCK = '2026-03-02T07:30:00+01:00'


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.profile = os.path.join(self.folder.name, 'profile')

    def tearDown(self):
        self.folder.cleanup()

    def run_cli(self, *arguments, stdin='', status=0):
        done = subprocess.run([CLI, *arguments], input=stdin, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, status, f'{arguments}: {done.stdout}{done.stderr}')
        return done

    def say(self, *lines, options=(), stdin='', status=0):
        done = self.run_cli('say', '--json', '--profile', self.profile, '--clock', CLOCK, '--seed', '7', *options, *lines,
                            stdin=stdin, status=status)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def path(self, name, text=None):
        path = os.path.join(self.folder.name, name)
        if text is not None:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        return path


class Say(Cli):
    def test_weather(self):
        turn, = self.say("what's the weather in Hamburg")
        self.assertEqual(turn['intent'], 'weather.forecast')
        self.assertEqual(turn['slots']['place'].lower(), 'hamburg')
        self.assertEqual(turn['resolved']['place'], ['Hamburg'])
        self.assertIn('Hamburg', turn['speech'])
        self.assertEqual(turn['phases'], ['listening', 'thinking', 'speaking'])
        self.assertFalse(turn['session_open'])
        self.assertGreater(turn['cost_micros'], 0)
        self.assertGreater(turn['loaded_micros'], turn['cost_micros'])
        self.assertIsNone(turn['error'])

    def test_every_member_is_there(self):
        turn, = self.say('hello')
        self.assertEqual(set(turn), {
            'turn', 'input', 'say', 'locale', 'skill', 'intent', 'slots', 'resolved', 'confirmation', 'dialog', 'speech', 'ssml',
            'reprompt', 'card', 'directives', 'audio', 'session_open', 'phases', 'light', 'volume', 'alerts', 'latency_ms',
            'revenue_micros', 'cost_micros', 'loaded_micros', 'currency', 'warnings', 'error'})

    def test_order(self):
        asked, placed = self.say('order more coffee', 'yes')
        self.assertTrue(asked['session_open'])
        self.assertEqual(asked['dialog'], 'STARTED')
        self.assertIsNotNone(asked['reprompt'])
        self.assertEqual(asked['revenue_micros'], 0)
        self.assertEqual(placed['confirmation'], 'CONFIRMED')
        self.assertEqual(placed['dialog'], 'COMPLETED')
        self.assertGreater(placed['revenue_micros'], 0)

    def test_refusal(self):
        _, refused = self.say('order more coffee', 'cancel')
        self.assertEqual(refused['revenue_micros'], 0)
        self.assertFalse(refused['session_open'])

    def test_stage(self):
        turns = self.say('/sense doorbell "front door"', '/sense notification "Your parcel <is> here" Parcels', 'what did I miss',
                         '/set do-not-disturb on', '/sense announcement Dinner', '/sense call incoming Anna', 'answer',
                         '/wait 61s', 'hang up', '/press action held', '/press action released')
        self.assertIn('front door', turns[0]['speech'])
        self.assertEqual(turns[1]['speech'], '')
        self.assertIn('From Parcels: Your parcel <is> here.', turns[2]['speech'])
        self.assertIn('&lt;is&gt;', turns[2]['ssml'])
        self.assertEqual(turns[4]['speech'], '')
        self.assertEqual(turns[6]['intent'], 'call.answer')
        self.assertEqual(turns[8]['cost_micros'] > 600, True)

    def test_stage_is_checked_beforehand(self):
        for line in ('/sense', '/sense earthquake', '/sense connection maybe', '/sense doorbell "open', '/sense a b c d', '/set',
                     '/set units', '/set units furlongs', '/set child-code 12', '/press action pushed'):
            done = self.run_cli('say', '--profile', self.profile, 'hello', line, status=2)
            self.assertEqual(done.stdout, '', line)
            self.assertIn('earshot-cli: ', done.stderr)

    def test_help_names_the_directions(self):
        done = self.run_cli('say', '--help')
        for word in ('/sense doorbell', '/set SETTING', '/press action held'):
            self.assertIn(word, done.stdout)

    def test_own_files(self):
        os.makedirs(os.path.join(self.profile, 'routines'))
        os.makedirs(os.path.join(self.profile, 'books'))
        with open(os.path.join(self.profile, 'routines', 'film.json'), 'w') as file:
            json.dump({'earshot-routine': 1, 'id': 'film', 'titles': {'en-US': 'Film'}, 'phrases': {'en-US': ['movie time']},
                       'steps': {'en-US': [{'do': 'volume three'}, {'say': 'Enjoy.'}]}}, file)
        with open(os.path.join(self.profile, 'routines', 'broken.json'), 'w') as file:
            file.write('{"earshot-routine": 1')
        with open(os.path.join(self.profile, 'books', 'my_diary.txt'), 'w') as file:
            file.write('Dear diary. It rained.')
        done = self.run_cli('say', '--json', '--profile', self.profile, '--clock', CLOCK, 'movie time', 'read my diary')
        routine, book = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(routine['volume'], 3)
        self.assertIn('Enjoy.', routine['speech'])
        self.assertEqual([piece['title'] for piece in book['audio']], ['my diary'])
        self.assertIn('broken.json', done.stderr)

    def test_silence(self):
        _, silent = self.say('order more coffee', '/silence')
        self.assertFalse(silent['session_open'])
        self.assertIn('expecting', silent['phases'])

    def test_alarm(self):
        set_, waited, stopped = self.say('wake me at eight', '/wait 30m', 'stop')
        self.assertEqual(set_['alerts'], [{'kind': 'alarm', 'label': None, 'due': '2026-03-02T08:00:00+01', 'state': 'set'}])
        self.assertEqual(waited['light'], 'ringing')
        self.assertEqual(waited['alerts'][0]['state'], 'ringing')
        self.assertEqual(stopped['alerts'], [])

    def test_alarm_outlives_the_program(self):
        self.say('wake me at eight')
        waited, = self.say('/wait 30m')
        self.assertEqual(waited['light'], 'ringing')

    def test_buttons(self):
        muted, louder = self.say('/press mute', '/press volume-up')
        self.assertEqual(muted['light'], 'mic-off')
        self.assertEqual(louder['volume'], 6)

    def test_music(self):
        played, paused, resumed, following = self.say('play some jazz', '/pause', '/resume', '/next')
        self.assertEqual(played['intent'], 'music.play')
        self.assertEqual(len(played['audio']) > 0, True)
        self.assertIn('AudioPlayer.Play', following['directives'])

    def test_locale(self):
        _, german = self.say('/locale de-DE', 'wie spät ist es')
        self.assertEqual(german['locale'], 'de-DE')
        self.assertEqual(german['intent'], 'device.time')

    def test_standard_input(self):
        turns = self.say('-', stdin='hello\n\nwhat time is it\n')
        self.assertEqual([turn['turn'] for turn in turns], [1, 2])

    def test_not_understood_is_no_failure(self):
        turn, = self.say('colorless green ideas sleep furiously')
        self.assertIsNone(turn['intent'])
        self.assertNotEqual(turn['speech'], '')

    def test_reproducible(self):
        lines = ['wake me at eight', 'play some jazz', '/wait 1h', "what's the weather", '/wait 20s', 'order more coffee', 'yes']
        def stable():
            for turn in self.say(*lines):
                turn.pop('latency_ms')
                yield turn
        first = list(stable())
        self.profile += '-again'
        self.assertEqual(first, list(stable()))

    def test_hanging_service(self):
        turn, = self.say("what's the weather in Hamburg", options=('--fault', 'weather=offline'), status=3)
        self.assertEqual(turn['error']['code'], 'offline')
        self.assertNotEqual(turn['speech'], '')

    def test_bad_lines_stop_before_the_first(self):
        done = self.run_cli('say', '--profile', self.profile, 'hello', '/presto', status=2)
        self.assertEqual(done.stdout, '')
        self.assertIn('/presto', done.stderr)
        for line in ('/wait long', '/wait -1s', '/press nose', '/locale tlh-QO', '/end now', 'x' * 5000):
            self.run_cli('say', '--profile', self.profile, line, status=2)

    def test_usage(self):
        for arguments in ((), ('--nonsense', 'x'), ('--seed', 'x', 'hi'), ('--clock', 'noon', 'hi'), ('--locale', 'xx', 'hi'),
                          ('--backend', 'weather', 'hi'), ('--backend', 'weather=nobody', 'hi'), ('--fault', 'x=hang', 'hi'),
                          ('--offline', '--backend', 'weather=open-meteo', 'hi'), ('--tariff', 'none', 'hi')):
            self.assertNotEqual(self.run_cli('say', '--profile', self.profile, *arguments, status=2).stderr, '')


class Tapes(Cli):
    def record(self):
        tape = self.path('day.jsonl')
        self.say('wake me at eight', 'play some jazz', '/wait 31m', 'stop', 'order more coffee', '/silence', 'add milk to my shopping list',
                 options=('--tape', tape))
        return tape

    def test_replay(self):
        done = self.run_cli('replay', '--json', self.record())
        steps = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([step['n'] for step in steps], list(range(1, len(steps) + 1)))
        self.assertIn('ringing', {step['phase'] for step in steps})

    def test_rerun(self):
        done = self.run_cli('rerun', '--json', '--clock', CLOCK, self.record())
        self.assertTrue(json.loads(done.stdout)['equal'])

    def test_rerun_finds_the_difference(self):
        tape = self.record()
        with open(tape, encoding='utf-8') as file:
            lines = file.read().replace('"intent":"list.add"', '"intent":"list.read"')
        changed = self.path('changed.jsonl', lines)
        done = self.run_cli('rerun', '--json', '--clock', CLOCK, changed, status=1)
        difference = json.loads(done.stdout)
        self.assertEqual(difference['recorded']['intent'], 'list.read')
        self.assertEqual(difference['rerun']['intent'], 'list.add')

    def test_bad_tapes(self):
        for name, text in (('empty', ''), ('text', 'hello\n'), ('newer', '{"earshot-tape":99}\n'), ('deep', '{"earshot-tape":1}\n' + '[' * 100000 + '\n'),
                           ('event', '{"earshot-tape":1}\n{"event":"sneezed","at":1,"turn":1}\n')):
            done = self.run_cli('replay', self.path(name, text), status=2)
            self.assertIn(name, done.stderr)
        self.run_cli('replay', self.path('missing'), status=2)
        self.run_cli('replay', status=2)


class Sessions(Cli):
    def test_list_show_export(self):
        self.say("what's the weather in Hamburg", 'hello')
        listed = [json.loads(line) for line in self.run_cli('sessions', 'list', '--json', '--profile', self.profile).stdout.splitlines()]
        self.assertGreaterEqual(len(listed), 1)
        self.assertEqual({session['currency'] for session in listed}, {'USD'})
        shown = self.run_cli('sessions', 'show', listed[0]['id'], '--json', '--profile', self.profile)
        self.assertIn('understood', shown.stdout)
        self.run_cli('sessions', 'show', 'nobody', '--profile', self.profile, status=2)

        for format_ in ('json', 'csv', 'ledger', 'tape'):
            done = self.run_cli('sessions', 'export', '--format', format_, '--profile', self.profile)
            self.assertNotEqual(done.stdout, '')
        self.run_cli('sessions', 'export', '--format', 'doc', '--profile', self.profile, status=2)

    def test_export_is_a_tape(self):
        self.say('hello')
        session = json.loads(self.run_cli('sessions', 'list', '--json', '--profile', self.profile).stdout.splitlines()[0])
        tape = self.path('tape', self.run_cli('sessions', 'export', session['id'], '--format', 'tape', '--profile', self.profile).stdout)
        self.run_cli('replay', tape)

    def test_broken_archive_is_kept_aside(self):
        os.makedirs(self.profile)
        with open(os.path.join(self.profile, 'archive.sqlite'), 'wb') as file:
            file.write(b'this is no database' * 1000)
        self.say('hello')
        self.assertTrue(any('corrupt' in name for name in os.listdir(self.profile)))

    def test_broken_settings_are_kept_aside(self):
        os.makedirs(self.profile)
        with open(os.path.join(self.profile, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write('not [a key file')
        self.say('hello')
        self.assertIn('settings.ini.broken', os.listdir(self.profile))

    def test_profile_that_is_a_file(self):
        self.profile = self.path('file', 'x')
        self.say('hello', status=2)


class Understand(Cli):
    def test_builtin(self):
        done = self.run_cli('understand', '--builtin', '--time', '--explain', stdin='what\'s the weather in Hamburg\nqwertz uiop\n')
        known, unknown = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(known['intent'], 'weather.forecast')
        slot = known['slots']['place']
        self.assertEqual(known['text'][slot['start']:slot['end']].lower(), 'hamburg')
        self.assertIsNone(unknown['intent'])
        self.assertIn('us', known)

    def test_context(self):
        context = self.path('context.json', '{"intent": "alarm.set", "elicit": "time"}')
        done = self.run_cli('understand', '--builtin', '--context', context, '--clock', CLOCK, stdin='half past seven\n')
        self.assertEqual(json.loads(done.stdout)['intent'], 'alarm.set')

    def test_bad_model(self):
        for name, text in (('empty.json', ''), ('list.json', '[]'), ('deep.json', '[' * 100000), ('none.json', '{}')):
            done = self.run_cli('understand', '--model', self.path(name, text), status=2)
            self.assertIn(name, done.stderr)
        self.run_cli('understand', status=2)

    def test_parse_value(self):
        done = self.run_cli('parse-value', 'TIME', '--clock', CLOCK, stdin='half past seven in the evening\nblue\n')
        self.assertEqual(done.stdout, '19:30\n\n')
        self.run_cli('parse-value', 'COLOR', status=2)


class Backend(Cli):
    def test_list_and_test(self):
        self.assertIn('open-meteo', self.run_cli('backend', 'list').stdout)
        self.run_cli('backend', 'test', '--offline')
        self.run_cli('backend', 'test', '--fault', 'shop=offline', status=3)
        self.run_cli('backend', 'dance', status=2)


class Help(Cli):
    def test_help(self):
        for command in ('say', 'understand', 'parse-value', 'sessions', 'replay', 'rerun', 'backend'):
            self.assertIn('--json', self.run_cli(command, '--help').stdout)
        self.run_cli('--version')
        self.run_cli(status=2)
        self.run_cli('dance', status=2)


class TapResult(unittest.TestResult):
    count = 0

    def _line(self, ok, test, note=''):
        self.count += 1
        print(f'{ok} {self.count} - {test.id().split(".", 1)[1]}{note}', flush=True)

    def addSuccess(self, test):
        self._line('ok', test)

    def addSkip(self, test, reason):
        self._line('ok', test, f' # SKIP {reason}')

    def _fault(self, test, error):
        self._line('not ok', test)
        for line in self._exc_info_to_string(error, test).splitlines():
            print(f'# {line}')

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._fault(test, error)

    def addError(self, test, error):
        super().addError(test, error)
        self._fault(test, error)


suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
print(f'1..{suite.countTestCases()}')
result = TapResult()
suite.run(result)
sys.exit(0 if result.wasSuccessful() else 1)
