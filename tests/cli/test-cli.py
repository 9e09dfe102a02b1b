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


class Light(Cli):
    def light(self, *arguments, **options):
        return self.run_cli('light', *arguments, '--profile', self.profile, **options)

    def test_list(self):
        rows = [json.loads(line) for line in self.light('list', '--json').stdout.splitlines()]
        self.assertEqual([row['theme'] for row in rows if 'theme' in row], ['classic', 'hearth'])
        states = {row['state']: row for row in rows if 'state' in row}
        self.assertEqual(len(states), 24)
        self.assertEqual(states['thinking'], {'state': 'thinking', 'light': 'thinking', 'priority': 3, 'lasts_ms': None, 'pattern': 'spin',
                                              'period_ms': 1600, 'chime': ''})
        self.assertEqual(states['ringing-timer']['light'], 'ringing')
        self.assertEqual(states['error']['lasts_ms'], 3000)

    def test_show(self):
        self.assertIn('#ed1d19 ' * 23 + '#ed1d19', self.light('show', '--state', 'mic-off').stdout)
        self.light('show', '--state', 'dancing', status=2)
        self.light('show', status=2)

    def test_check_and_own_theme(self):
        with open(os.path.join(os.environ['G_TEST_SRCDIR'], '..', 'data', 'lights', 'hearth.json'), encoding='utf-8') as file:
            theme = json.load(file)
        theme['id'] = 'mine'
        os.makedirs(os.path.join(self.profile, 'lights'))
        self.light('check', self.path('profile/lights/mine.json', json.dumps(theme)))
        self.assertIn('"mine"', self.light('list', '--json').stdout)
        self.assertIn('twinkle', self.light('show', '--state', 'starting', '--theme', 'mine').stdout)
        theme['lights']['thinking']['period_ms'] = 900
        bad = self.light('check', self.path('bad.json', json.dumps(theme)), status=2)
        self.assertIn('bad.json: $.lights.thinking.period_ms: 900 with 3 lobe(s) flashes too often', bad.stderr)
        self.light('check', self.path('absent.json'), status=2)
        self.light('check', status=2)
        self.light('show', '--state', 'off', '--theme', 'nobody', status=2)

    def test_export(self):
        csv = self.light('export', '--state', 'volume', '--fps', '10', '--format', 'csv', '--out', '-').stdout.splitlines()
        self.assertEqual(len(csv), 1 + 10 * 24)
        self.assertEqual(csv[1], '0,0,209,214,224')
        gif = self.path('x.gif')
        self.light('export', '--state', 'error', '--theme', 'hearth', '--seconds', '0.4', '--format', 'gif', '--out', gif)
        with open(gif, 'rb') as file:
            self.assertEqual(file.read(6), b'GIF89a')
        self.light('export', '--state', 'error', '--format', 'mp4', '--out', gif, status=2)
        self.light('export', '--state', 'error', '--format', 'gif', '--fps', '60', '--out', gif, status=2)
        self.light('export', '--state', 'error', '--format', 'gif', '--out', self.path('no/such/folder.gif'), status=2)
        self.light('dance', status=2)


class Help(Cli):
    def test_help(self):
        for command in ('say', 'understand', 'parse-value', 'sessions', 'replay', 'rerun', 'backend', 'light'):
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
