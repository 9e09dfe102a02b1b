#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as users' scripts see it: its objects, its exit statuses, its files."""

import csv
import decimal
import http.server
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.request
import wave
import zipfile

CLI = sys.argv.pop(1)
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
TARIFF = os.path.join(ROOT, 'data', 'tariffs', '2021-us.json')
DATA = os.path.join(os.environ['G_TEST_SRCDIR'], '..', 'data')
CLOCK = '2026-03-02T07:30:00+01:00'


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.profile = os.path.join(self.folder.name, 'profile')

    def tearDown(self):
        self.folder.cleanup()

    def run_cli(self, *arguments, stdin='', status=0, **environment):
        done = subprocess.run([CLI, *arguments], input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, timeout=120,
                              env={**os.environ, **environment})
        done.stdout, done.stderr = (text.decode(errors='replace') for text in (done.stdout, done.stderr))
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


class Model(http.server.BaseHTTPRequestHandler):
    """A large model of three rules, which calls tools as the real ones do."""
    asked = []

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        Model.asked.append(request)
        last = request['messages'][-1]
        self.send_response(200)
        self.send_header('Content-Type', 'text/event-stream')
        self.end_headers()
        if last['role'] == 'tool':
            delta = {'content': 'It will be fine in %s.' % json.loads(last['content'])[0]['place']}
        elif 'umbrella' in last['content']:
            delta = self.call('weather', place='Hamburg')
        elif 'coffee' in last['content']:
            delta = self.call('speaker', command='order more coffee')
        else:
            delta = {'content': 'Message %d.' % len(request['messages'])}
        for piece in ({'model': 'three-rules', 'choices': [{'delta': delta, 'finish_reason': 'stop'}]},
                      {'choices': [], 'usage': {'prompt_tokens': 1000, 'completion_tokens': 200}}):
            self.wfile.write(b'data: ' + json.dumps(piece).encode() + b'\n\n')
        self.wfile.write(b'data: [DONE]\n\n')

    @staticmethod
    def call(name, **arguments):
        return {'tool_calls': [{'index': 0, 'id': 'c1', 'type': 'function',
                                'function': {'name': name, 'arguments': json.dumps(arguments)}}]}

    def log_message(self, *arguments):
        pass


class Adverts(Cli):
    def serve(self, *options):
        """Our advert server, in a process of its own; it is told to end when the test is over."""
        server = subprocess.Popen([CLI, 'ads', 'serve', '--json', *options], stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        return server, json.loads(server.stdout.readline())

    def end(self, server):
        server.terminate()
        report = json.loads(server.stdout.readline())
        self.assertEqual(server.wait(), 0)
        return report

    def campaigns(self, **limits):
        row = {'id': 'tea', 'advertiser': 'Leafback', 'title': 'Tea', 'plan': None, 'cpm_micros': 30000000, 'currency': 'EUR', 'length_s': 8,
               'jingle': None, 'contexts': ['weather'], 'ssml': {'en-US': '<speak>Tea.</speak>'}}
        if limits:
            row['campaign'] = limits
        return self.path('campaigns.json', json.dumps([row]))

    def test_over_http(self):
        server, served = self.serve('--campaigns', self.campaigns(), '--clock', CLOCK)
        self.say("what's the weather", "what's the weather", "what's the weather", '/wait 20s',
                 options=('--backend', 'ads=vast,url=' + served['tag']))
        report = self.end(server)
        self.assertEqual([report['requests'], report['empty'], report['errors']], [1, 0, 0])
        campaign = report['campaigns'][0]
        self.assertEqual([campaign['impressions'], campaign['spent_micros']], [1, 30000])
        self.assertEqual(campaign['told'], dict.fromkeys(('impression', 'loaded', 'start', 'firstQuartile', 'midpoint', 'thirdQuartile',
                                                          'complete'), 1))
        # What it pays is in the books, in its own currency.
        shown = self.run_cli('sessions', 'export', '--profile', self.profile, '--format', 'json').stdout
        charges = [event for session in json.loads(shown) for event in session['events']
                   if event.get('item') == 'ads.impression']
        self.assertEqual([(charge['micros'], charge['currency']) for charge in charges], [(30000, 'EUR')])

    def test_cut_off(self):
        server, served = self.serve('--campaigns', self.campaigns())
        self.say("what's the weather", "what's the weather", "what's the weather", '/wait 3s', 'stop',
                 options=('--backend', 'ads=vast,url=' + served['tag']))
        self.assertEqual(self.end(server)['campaigns'][0]['told'], dict.fromkeys(('impression', 'loaded', 'start', 'firstQuartile'), 1))

    def test_no_budget(self):
        server, served = self.serve('--campaigns', self.campaigns(budget_micros=0))
        turns = self.say("what's the weather", "what's the weather", "what's the weather", '/wait 20s',
                         options=('--backend', 'ads=vast,url=' + served['tag']))
        self.assertIsNone(turns[2]['error'])
        self.assertEqual(self.end(server)['empty'], 1)

    def test_recording(self):
        """Players that have no voice of their own get a recording."""
        server, served = self.serve('--campaigns', self.campaigns())
        network = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with network.open(served['url'] + '/vast?context=weather') as answer:
            document = answer.read().decode()
        if 'audio/wav' not in document:
            self.skipTest('this build has no voice')
        with network.open(served['url'] + '/sound/tea?locale=en-US') as answer:
            self.assertEqual(answer.headers['Content-Type'], 'audio/wav')
            sound = wave.open(io.BytesIO(answer.read()))
        self.assertEqual((sound.getnchannels(), sound.getsampwidth()), (1, 2))
        self.assertTrue(0.2 < sound.getnframes() / sound.getframerate() < 3)
        self.assertGreater(max(sound.readframes(sound.getnframes())), 0)

    def test_load(self):
        """How many adverts there are is a setting, which outlives the program."""
        def count(*lines):
            return sum(any(audio['title'] for audio in turn['audio']) for turn in self.say(*lines))

        talk = ("what's the weather", '/wait 20s') * 4
        self.assertEqual(count('/set adverts many', *talk), 4)
        self.assertEqual(count('/set advert-place music', *talk), 0)
        self.assertEqual(count('/set advert-place answers', *talk), 4)
        self.assertEqual(count('/set adverts off', *talk), 0)
        self.assertEqual(count(*talk), 0)

    def test_request(self):
        document = self.run_cli('ads', 'request', '--context', 'music', '--clock', CLOCK).stdout
        self.assertEqual(document, self.run_cli('ads', 'request', '--context', 'music', '--clock', CLOCK).stdout)
        self.assertTrue(document.startswith('<?xml'), document)
        path = self.path('vast.xml', document)
        shown = json.loads(self.run_cli('ads', 'check', '--json', path).stdout)
        self.assertEqual([shown['version'], shown['model'], shown['media'][0]['type']], ['4.2', 'CPM', 'application/ssml+xml'])
        self.assertIn('addresses to tell', self.run_cli('ads', 'check', path).stdout)
        self.assertIn('without an advert', self.run_cli('ads', 'check', self.path('none.xml', '<VAST version="4.2"/>')).stdout)

    def test_refused(self):
        wrong = self.path('wrong.xml', '<VAST version="4.2">\n<Ad></VAST>')
        self.assertIn('line 2', self.run_cli('ads', 'check', wrong, status=1).stderr)
        self.run_cli('ads', 'check', self.path('missing.xml'), status=2)
        for arguments in ((), ('check',), ('sell',), ('serve', 'here'), ('serve', '--port', '70000'), ('request', '--seed', '-1'),
                          ('request', '--campaigns', self.path('missing.json')),
                          ('request', '--campaigns', self.path('bad.json', '[{"id":7}]'))):
            self.assertIn('earshot-cli: ', self.run_cli('ads', *arguments, status=2).stderr)
        server, served = self.serve()
        self.run_cli('ads', 'serve', '--port', served['url'].rsplit(':', 1)[1], status=3)


class Assistant(Cli):
    def setUp(self):
        super().setUp()
        Model.asked.clear()
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Model)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.backend = 'assistant=openai,url=http://127.0.0.1:%d/v1,model=three-rules' % self.server.server_port

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        super().tearDown()

    def test_paid(self):
        turns = self.say('subscribe to assistant plus', 'yes', 'ponder my orb', 'ask the assistant about an umbrella', 'what of my orb',
                         'stop', options=('--backend', self.backend))
        self.assertEqual([turns[2]['speech'], turns[3]['speech'], turns[4]['speech']],
                         ['Message 2.', 'It will be fine in Hamburg.', 'Message 8.'])
        self.assertEqual(turns[2]['cost_micros'] >= 1000 * 3 + 200 * 15, True, turns[2])
        self.assertTrue(turns[4]['session_open'])
        self.assertFalse(turns[5]['session_open'])
        self.assertNotIn('orb', json.dumps(Model.asked[0]['messages'][:-1]))

    def test_buys_nothing_unasked(self):
        turns = self.say('subscribe to assistant plus', 'yes', 'ask the assistant to fetch me that coffee', 'no',
                         options=('--backend', self.backend))
        self.assertEqual(turns[2]['intent'], 'shopping.reorder')
        self.assertTrue(turns[2]['session_open'])
        self.assertEqual(turns[3]['revenue_micros'], 0)

    def test_free(self):
        turns = self.say('ponder my orb', 'ask the assistant about orbs', options=('--backend', self.backend))
        self.assertEqual(len(Model.asked), 1)
        self.assertNotIn('tools', Model.asked[0])
        self.assertEqual(turns[1]['speech'], 'Message 2.')

    def test_cassette(self):
        """What a service answered once is played without it, to the byte; the traffic is an archive."""
        tape = os.path.join(self.profile, 'assistant.jsonl')
        archive = os.path.join(self.profile, 'traffic.har')
        lines = ('ask the assistant about orbs', 'ask the assistant about an umbrella')
        recorded = self.say(*lines, options=('--backend', self.backend, '--record-cassette', tape, '--traffic', archive))
        asked = len(Model.asked)
        played = self.say(*lines, options=('--backend', self.backend, '--cassette', tape))
        self.assertEqual([turn['speech'] for turn in played], [turn['speech'] for turn in recorded])
        self.assertEqual(len(Model.asked), asked)
        with open(archive, encoding='utf-8') as file:
            entries = json.load(file)['log']['entries']
        self.assertEqual([entry['response']['status'] for entry in entries], [200] * asked)
        self.run_cli('say', '--profile', self.profile, '--record-cassette', tape, 'hello', status=2)
        self.run_cli('say', '--profile', self.profile, '--cassette', tape, '--record-cassette', tape + '2', 'hello', status=2)
        self.run_cli('say', '--profile', self.profile, '--cassette', archive, 'hello', status=2)
        self.run_cli('say', '--profile', self.profile, '--traffic', '/nonexistent/x.har', 'hello', status=2)

    def test_connector(self):
        """A service that nobody compiled anything for: its description is tried, and then used."""
        path = os.path.join(self.profile, 'connectors', 'my.connector.json')
        os.makedirs(os.path.dirname(path))
        products = {'products': [{'sku': 'Z', 'name': 'Zebra Socks', 'price': 12.5, 'priceCurrency': 'USD'}]}
        connector = {'earshot-connector': 1, 'kind': 'shop', 'id': 'my', 'name': 'My shop',
                     'settings': [{'key': 'url', 'type': 'url', 'label': 'Address', 'required': True}],
                     'operations': {'catalog': {'url': '{url}/list', 'rows': '$.products[*]', 'cache_seconds': 60, 'map': {
                         'sku': '$.sku', 'title': '$.name', 'micros': {'path': '$.price', 'money': 'decimal'}, 'currency': '$.priceCurrency'}}},
                     'samples': [{'name': 'socks', 'operation': 'catalog', 'answer': products, 'expect': [{'sku': 'Z', 'micros': 12500000}]}]}

        def write():
            with open(path, 'w', encoding='utf-8') as file:
                json.dump(connector, file)

        class Shop(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(products).encode())

            def log_message(self, *arguments):
                pass

        shop = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Shop)
        threading.Thread(target=shop.serve_forever, daemon=True).start()
        self.addCleanup(shop.server_close)
        self.addCleanup(shop.shutdown)
        write()
        self.assertIn('socks: well', self.run_cli('connector', 'test', path).stdout)
        turns = self.say('order zebra socks', 'yes', options=('--backend', 'shop=my,url=http://127.0.0.1:%d' % shop.server_port))
        self.assertIn('Zebra Socks', turns[0]['speech'])
        self.assertGreater(turns[1]['revenue_micros'], 0)
        connector['samples'][0]['expect'][0]['sku'] = 'Q'
        write()
        tried = json.loads(self.run_cli('connector', 'test', '--json', path, status=1).stdout)
        self.assertEqual((tried['sample'], tried['ok']), ('socks', False))
        self.assertIn('sku', tried['failure'])
        connector['operations']['catalog']['url'] = 'ftp://x'
        write()
        self.assertIn('$.operations.catalog.url', self.run_cli('connector', 'test', path, status=2).stderr)
        self.assertIn('$.operations.catalog.url', self.run_cli('say', '--profile', self.profile, 'hello').stderr)
        self.run_cli('connector', 'dance', status=2)

    def test_shop_contract(self):
        """What the published contract of a shop promises is what the connector asks for, and buys from."""
        with open(os.path.join(DATA, 'contracts', 'shop.openapi.json'), encoding='utf-8') as file:
            contract = json.load(file)
        schemas = contract['components']['schemas']

        def check(schema, value, place='$'):
            schema = schemas[schema['$ref'].rsplit('/', 1)[1]] if '$ref' in schema else schema
            kinds = {'object': dict, 'array': list, 'string': str, 'integer': int}
            self.assertIsInstance(value, kinds[schema['type']], place)
            if 'enum' in schema:
                self.assertIn(value, schema['enum'], place)
            for name in schema.get('required', ()):
                self.assertIn(name, value, place)
            for name, part in schema.get('properties', {}).items():
                if name in value:
                    check(part, value[name], f'{place}.{name}')
            for index, item in enumerate(value if schema['type'] == 'array' else ()):
                check(schema['items'], item, f'{place}[{index}]')

        test = self
        asked = []

        class Shop(http.server.BaseHTTPRequestHandler):
            def answer(self, status, schema, value):
                check({'$ref': '#/' + schema}, value)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(value).encode())

            def do_GET(self):
                asked.append(('GET', self.path.split('?')[0]))
                self.answer(200, 'ProductList', {'products': [{'sku': 'Z', 'name': 'Zebra Socks', 'price': {'amount': 1250, 'currency': 'USD'}}]})

            def do_POST(self):
                asked.append(('POST', self.path))
                body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                check({'$ref': '#/OrderRequest'}, body)
                test.assertEqual(self.headers['X-Api-Key'], 'canary')
                self.answer(201, 'Order', {'order': 'K-7', 'sku': body['sku'], 'name': 'Zebra Socks', 'quantity': body['quantity'],
                                           'total': {'amount': 1250 * body['quantity'], 'currency': 'USD'}, 'state': 'placed',
                                           'due': '2026-03-04T12:00:00Z'})

            def do_DELETE(self):
                asked.append(('DELETE', self.path))
                self.answer(404, 'Error', {'error': {'code': 'not_found', 'message': 'it is gone already'}})

            def log_message(self, *arguments):
                pass

        shop = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Shop)
        threading.Thread(target=shop.serve_forever, daemon=True).start()
        self.addCleanup(shop.server_close)
        self.addCleanup(shop.shutdown)
        backend = 'shop=shop-http,url=http://127.0.0.1:%d,key=canary' % shop.server_port
        turns = self.say('order two zebra socks', 'yes', 'cancel my order', 'yes', options=('--backend', backend))
        self.assertIn('Zebra Socks', turns[0]['speech'])
        self.assertIn('K-7', turns[1]['speech'].replace(' ', ''))
        paths = {('GET', '/products'), ('POST', '/orders'), ('DELETE', '/orders/K-7')}
        self.assertTrue(set(asked) <= paths, asked)
        self.assertTrue({('GET', '/products'), ('POST', '/orders')} <= set(asked), asked)
        self.assertEqual(sum(1 for method, _ in asked if method == 'POST'), 1)
        for method, path in paths:
            self.assertIn(method.lower(), contract['paths'][path.replace('K-7', '{order}')])

    def test_no_model(self):
        turn, = self.say('ask the assistant about orbs', options=('--backend', 'assistant=openai'), status=3)
        self.assertEqual(turn['error']['code'], 'setup')

    def test_key_stays_secret(self):
        done = self.run_cli('say', '--json', '--profile', self.profile, '--clock', CLOCK, '--backend', self.backend,
                            'ask the assistant about orbs', EARSHOT_SECRET_ASSISTANT_OPENAI_KEY='canary', G_MESSAGES_DEBUG='all')
        listed = self.run_cli('backend', 'list', '--json', '--profile', self.profile, '--backend', self.backend + ',key=canary')
        exported = self.run_cli('sessions', 'export', '--profile', self.profile, '--format', 'tape')
        for text in (done.stdout, done.stderr, listed.stdout, listed.stderr, exported.stdout):
            self.assertNotIn('canary', text)
        for folder, _, names in os.walk(self.profile):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    self.assertNotIn(b'canary', file.read(), name)

    def test_wrong_settings(self):
        for setting, word in (('url=ftp://x', 'http'), ('colour=red', 'colour'), ('nonsense', 'NAME=VALUE')):
            done = self.run_cli('say', '--profile', self.profile, '--backend', 'assistant=openai,' + setting, 'hello', status=2)
            self.assertIn(word, done.stderr)
        done = self.run_cli('say', '--profile', self.profile, '--backend', 'weather=offline,url=http://x', 'hello', status=2)
        self.assertIn('offline', done.stderr)


class Say(Cli):
    def test_own_products(self):
        feed = self.path('products.csv', 'name,sku,price,priceCurrency,unit\nOat milk,m1,2.49,USD,\nDark roast coffee,c1,12.99,USD,500 g\nBad,b1,"1,5",USD,\n')
        options = ('--backend', 'shop=feed,file=' + feed)
        milk, yes, coffee, no = self.say('order oat milk', 'yes', 'order coffee', 'no', options=options)
        self.assertIn('two dollars and forty nine cents', milk['speech'])
        self.assertNotIn(', ,', milk['speech'].replace(',,', ', ,'))
        self.assertGreater(yes['revenue_micros'], 0)
        self.assertIn('500 g', coffee['speech'].replace('five hundred grams', '500 g'))
        none, = self.say('order coffee', options=('--backend', 'shop=feed,file=/nonexistent.csv'), status=3)
        self.assertEqual(none['error']['code'], 'setup')
        self.assertIn('/nonexistent.csv', none['error']['message'])

    def test_quiet_hours(self):
        turns = self.say('/set quiet-hours 22:00-07:00', 'when is do not disturb', '/wait 15h', 'is do not disturb on', '/wait 9h',
                         'is do not disturb on', '/set quiet-hours off', 'when is do not disturb')
        self.assertIn('ten p.m.', turns[1]['speech'])
        self.assertIn('seven a.m.', turns[1]['speech'])
        self.assertIn('Yes', turns[3]['speech'])
        self.assertIn('is off', turns[5]['speech'])
        self.assertNotIn('ten p.m.', turns[7]['speech'])
        for value in ('22-7', '25:00-07:00', '22:00-07:61', '22:00-07:00x', 'x'):
            self.run_cli('say', '--profile', self.profile, '/set quiet-hours ' + value, status=2)

    def test_undo(self):
        turns = self.say('add milk to my shopping list', 'add bread to my shopping list', 'clear my shopping list', 'yes', 'undo that',
                         "what's on my shopping list", 'undo that', 'wake me at eight on weekdays', 'cancel my alarm', 'bring it back',
                         'set a timer for ten minutes', 'cancel my timer', '/wait 9m', 'undo', 'cancel my timer', '/wait 11m', 'undo')
        self.assertIn('milk and bread', turns[5]['speech'])
        self.assertEqual([turn['intent'] for turn in turns if turn['intent'] == 'device.undo'], ['device.undo'] * 5)
        self.assertEqual([alert['kind'] for alert in turns[9]['alerts']], ['alarm'])
        self.assertEqual(sorted(alert['kind'] for alert in turns[13]['alerts']), ['alarm', 'timer'])
        self.assertEqual([alert['kind'] for alert in turns[16]['alerts']], ['alarm'])

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

    def test_currencies(self):
        placed = self.say('bestelle Kaffee', 'ja', options=('--locale', 'de-DE'))[-1]
        self.assertGreater(placed['revenue_micros'], 0)
        self.assertEqual((placed['currency'], placed['warnings']), ('USD', []))
        session = json.loads(self.run_cli('sessions', 'list', '--json', '--profile', self.profile).stdout.splitlines()[0])
        rows = list(csv.DictReader(io.StringIO(self.run_cli('sessions', 'export', '--format', 'csv', '--profile', self.profile).stdout)))
        euros = [row for row in rows if row['item'] == 'shop.margin' and row['account'].startswith('Income:')]
        self.assertEqual({row['currency'] for row in euros}, {'EUR'})
        micros = sum(-round(decimal.Decimal(row['amount']) * 1182700) for row in euros)
        self.assertEqual(placed['revenue_micros'], micros)
        self.assertEqual((session['revenue_micros'], session['currency']), (micros, 'USD'))

    def test_no_rate(self):
        with open(TARIFF, encoding='utf-8') as file:
            tariff = json.load(file)
        del tariff['rates']
        placed = self.say('bestelle Kaffee', 'ja', options=('--locale', 'de-DE', '--tariff', self.path('bare.json', json.dumps(tariff))))[-1]
        self.assertEqual(placed['revenue_micros'], 0)
        self.assertIn('EUR', placed['warnings'][0])

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

    def test_help_command(self):
        self.assertEqual(self.run_cli('help', 'say').stdout, self.run_cli('say', '--help').stdout)
        self.assertIn('sessions', self.run_cli('help').stdout)

    def test_what_people_ask(self):
        """What fresh users asked and got a wrong answer to."""
        for line, words in (("what's the weather in Atlantis", 'Atlantis'), ("what's the weather in Hambrug", 'Hamburg'),
                            ("what's seven times eight", '56'), ('what is twenty percent of fifty', '10'),
                            ('what day is christmas', 'Friday, December twenty fifth'), ('how many days until easter', 'thirty four days'),
                            ('set a timer for minus five minutes', 'timer of five minutes'), ('set a timer for zero seconds', '?'),
                            ('remind me in ten minutes', 'emind you of'), ('call mom', 'who can I call')):
            turn, = self.say(line)
            self.assertIn(words, turn['speech'], line)
            self.assertFalse([alert for alert in turn['alerts'] if alert['kind'] == 'timer'], line)
            self.say('stop')

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

    def test_alerts_of_all_kinds(self):
        *_, last = self.say('wake me at seven every weekday', 'set a pasta timer for ten minutes', 'remind me at five to call mom',
                            'play some jazz', 'stop the music in two minutes')
        self.assertEqual(last['alerts'], [
            {'kind': 'alarm', 'label': None, 'due': '2026-03-03T07:00:00+01', 'state': 'set'},
            {'kind': 'timer', 'label': 'pasta', 'due': '2026-03-02T07:40:00+01', 'state': 'set'},
            {'kind': 'reminder', 'label': 'call mom', 'due': '2026-03-02T17:00:00+01', 'state': 'set'}])

    def test_alarm_on_weekdays(self):
        lines = ['wake me at seven every weekday', '/wait 26h', 'stop', '/wait 24h', 'snooze for ten minutes']
        def stable():
            return self.run_cli('say', '--profile', self.profile, '--clock', CLOCK, '--seed', '7', *lines).stdout
        first = stable()
        self.profile += '-again'
        self.assertEqual(first, stable())
        self.profile += '-json'
        set_, waited, stopped, next_, snoozed = self.say(*lines)
        self.assertEqual(set_['alerts'][0]['due'], '2026-03-03T07:00:00+01')
        self.assertEqual(waited['alerts'][0]['due'], '2026-03-04T07:00:00+01', 'nobody came, so it gave up')
        self.assertIn('ringing', waited['phases'])
        self.assertEqual(stopped['alerts'], waited['alerts'])
        self.assertEqual(next_['alerts'][0]['due'], '2026-03-05T07:00:00+01')

    def test_wait_over_the_change_of_clocks(self):
        def due(clock, *lines):
            done = self.run_cli('say', '--json', '--profile', self.profile, '--clock', clock, *lines)
            return [json.loads(line)['alerts'][0]['due'] for line in done.stdout.splitlines()]
        self.assertEqual(due('2026-03-28T20:00:00[Europe/Berlin]', 'wake me at seven every day', '/wait 12h'),
                         ['2026-03-29T07:00:00+02', '2026-03-30T07:00:00+02'])
        self.profile += '-new-york'
        self.assertEqual(due('2026-10-31T20:00:00[America/New_York]', 'wake me at seven every day', '/wait 13h'),
                         ['2026-11-01T07:00:00-05', '2026-11-02T07:00:00-05'])

    def test_alarm_in_the_missing_hour_says_why(self):
        for locale, words, time in (('en-US', 'wake me at half past two', 'two thirty a.m.'), ('de-DE', 'weck mich um halb drei', 'zwei uhr dreißig')):
            turn, = self.say(words, options=('--locale', locale, '--clock', '2026-03-28T20:00:00[Europe/Berlin]'))
            self.assertIn(time, turn['speech'].lower())
            self.assertIn('forward' if locale == 'en-US' else 'vorgestellt', turn['speech'])
            other, = self.say(words, options=('--locale', locale, '--clock', '2026-03-27T20:00:00[Europe/Berlin]'))
            self.assertNotIn('forward' if locale == 'en-US' else 'vorgestellt', other['speech'])

    def test_missed_alarm_is_told(self):
        self.say('wake me at eight')
        done = self.run_cli('say', '--json', '--profile', self.profile, '--clock', '2026-03-02T12:00:00+01:00', 'what time is it')
        turn = json.loads(done.stdout)
        self.assertIn('missed your alarm at eight a.m. today', turn['speech'])
        self.assertEqual(turn['alerts'], [])

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

    def test_directions_for_skills(self):
        for line in ('/playback started', '/purchase accept', '/permission grant alexa::profile'):
            done = self.run_cli('say', '--profile', self.profile, line, status=2)
            self.assertIn('for a skill under test', done.stderr)
        self.assertIn('no argument', self.run_cli('say', '--profile', self.profile, '/next now', status=2).stderr)

    def test_end(self):
        _, ended = self.say('order more coffee', '/end')
        self.assertFalse(ended['session_open'])
        self.assertEqual(ended['error'], None)

    def test_hostile_input(self):
        for text in (b'hello\0world\n', b'hel\xfflo\n', b'a' * 1000000 + b'\n', b'a' * 3000000):
            done = self.run_cli('say', '--profile', self.profile, '-', stdin=text, status=2)
            self.assertEqual(done.stdout, '')
            self.assertRegex(done.stderr, r'A line\b')
        self.assertEqual(self.say('-', stdin=''), [])

    def test_full_disk(self):
        with open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run([CLI, 'say', '--profile', self.profile, 'hello'], stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
        self.assertEqual(done.returncode, 2)
        self.assertIn('Standard output', done.stderr)

    def test_tape_in_no_folder(self):
        self.assertIn('nowhere', self.run_cli('say', '--profile', self.profile, '--tape', '/nowhere/x', 'hello', status=2).stderr)

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
        for command in (('sessions', 'list'), ('backend', 'list')):
            self.assertIn('--profile', self.run_cli(*command, '--profile', self.profile, status=2).stderr)

    def test_archive_that_is_a_folder(self):
        os.makedirs(os.path.join(self.profile, 'archive.sqlite'))
        self.assertIn('it is a folder', self.run_cli('say', '--profile', self.profile, 'hello', status=2).stderr)

    def test_locked_archive(self):
        self.say('hello')
        lock = sqlite3.connect(os.path.join(self.profile, 'archive.sqlite'), isolation_level=None)
        lock.execute('BEGIN EXCLUSIVE')
        done = self.run_cli('say', '--json', '--profile', self.profile, 'hello')
        lock.close()
        turn = json.loads(done.stdout)
        self.assertNotEqual(turn['speech'], '')
        self.assertIn('another program is using it', ' '.join(turn['warnings']) + done.stderr)

    def test_spreadsheet(self):
        self.say('hello')
        done = subprocess.run([CLI, 'sessions', 'export', '--format', 'xlsx', '--profile', self.profile], capture_output=True, timeout=120)
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as book:
            self.assertIn('xl/workbook.xml', book.namelist())

    def test_columns(self):
        self.say('hello')
        head, row = self.run_cli('sessions', 'list', '--profile', self.profile).stdout.splitlines()[:2]
        self.assertEqual(head.index('First said'), row.index('hello'))


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

    def test_whole_context(self):
        context = self.path('context.json', '{"intent": "alarm.set", "elicit": "time", "filled": {"date": "2026-03-03"}, "confirm": false}')
        done = self.run_cli('understand', '--builtin', '--context', context, '--clock', CLOCK, stdin='half past eight\n')
        self.assertEqual(json.loads(done.stdout)['slots']['time']['value'], '08:30')
        for text in ('[]', '{"intent": 7}', '{"elicit": []}', '{"confirm": "yes"}', '{"filled": {"date": 7}}', '{"filled": []}'):
            self.run_cli('understand', '--builtin', '--context', self.path('bad.json', text), stdin='seven\n', status=2)

    def test_what_is_no_text(self):
        done = self.run_cli('understand', '--builtin', stdin=b'hel\xfflo\nhello\0there\nhello\n', status=2)
        self.assertEqual([json.loads(line)['intent'] for line in done.stdout.splitlines()], [None, None, 'chat.hello'])
        self.assertEqual(self.run_cli('parse-value', 'NUMBER', stdin=b'fi\xffve\nfive\0six\nseven\n').stdout, '\n\n7\n')
        self.assertEqual(self.run_cli('understand', '--builtin').stdout, '')
        folder = os.open(self.folder.name, os.O_RDONLY)
        done = subprocess.run([CLI, 'understand', '--builtin'], stdin=folder, capture_output=True, text=True, timeout=120)
        os.close(folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn('Standard input can not be read', done.stderr)

    def test_bad_model(self):
        for name, text in (('empty.json', ''), ('list.json', '[]'), ('deep.json', '[' * 100000), ('none.json', '{}')):
            done = self.run_cli('understand', '--model', self.path(name, text), status=2)
            self.assertIn(name, done.stderr)
        self.run_cli('understand', status=2)

    def test_parse_value(self):
        done = self.run_cli('parse-value', 'TIME', '--clock', CLOCK, stdin='half past seven in the evening\nblue\n')
        self.assertEqual(done.stdout, '19:30\n\n')
        self.run_cli('parse-value', 'COLOR', status=2)

    def test_every_type(self):
        for type_, spoken, value in (('NUMBER', 'forty two', '42'), ('FOUR_DIGIT_NUMBER', 'twenty twenty one', '2021'), ('ORDINAL', 'third', '3'),
                                     ('DATE', 'tomorrow', '2026-03-03'), ('TIME', 'noon', '12:00'), ('DURATION', 'ten minutes', 'PT10M'),
                                     ('DATETIME', 'tomorrow at noon', '2026-03-03T12:00'), ('AMAZON.NUMBER', 'two', '2')):
            self.assertEqual(self.run_cli('parse-value', type_, '--clock', CLOCK, stdin=spoken + '\n').stdout, value + '\n')


class Backend(Cli):
    def test_list_and_test(self):
        self.assertIn('open-meteo', self.run_cli('backend', 'list').stdout)
        self.run_cli('backend', 'test', '--offline')
        self.run_cli('backend', 'test', '--fault', 'shop=offline', status=3)
        self.run_cli('backend', 'dance', status=2)

    def test_settings_are_in_force(self):
        os.makedirs(self.profile)
        with open(os.path.join(self.profile, 'settings.ini'), 'w', encoding='utf-8') as file:
            file.write('[device]\nweather=open-meteo\n')
        for options, chosen in (((), 'open-meteo'), (('--offline',), 'offline')):
            listed = self.run_cli('backend', 'list', '--json', '--profile', self.profile, *options).stdout.splitlines()
            self.assertEqual([one['provider'] for one in map(json.loads, listed) if one['kind'] == 'weather' and one['chosen']], [chosen])


class German(Cli):
    """What people at the desktop read is in the desktop's language; what scripts read and what the device says is not."""

    def german(self, *arguments, **options):
        messages = os.path.join(self.folder.name, 'de', 'LC_MESSAGES')
        os.makedirs(messages, exist_ok=True)
        subprocess.run(('msgfmt', '-o', os.path.join(messages, 'earshot.mo'), os.path.join(ROOT, 'po', 'de.po')), check=True)
        return self.run_cli(*arguments, LANGUAGE='de', EARSHOT_LOCALEDIR=self.folder.name, **options)

    def test_errors(self):
        for arguments, text in ((('dance',), 'ist kein Befehl'), (('say', '--clock', 'noon', 'hi'), '„noon“ ist kein Zeitpunkt'),
                                (('say', '--backend', 'weather=nobody', 'hi'), 'Wetter: Es gibt keinen Dienst „nobody“. Möglich sind: offline'),
                                (('say', '--fault', 'shop=p=2', 'hi'), 'p muss eine Zahl von 0 bis 1 sein'),
                                (('sessions', 'show', 'x', '--profile', self.profile), 'Es gibt keine Sitzung „x“'),
                                (('replay', self.path('t', '{"earshot-tape":1}\n{"event":"sneezed","at":1,"turn":1}\n')), 'Zeile 2: '),
                                (('say', '--tariff', self.path('t.json', '{"earshot-tariff":1}'), 'hi'), '$.id fehlt. Bitte die Datei berichtigen')):
            self.assertIn(text, self.german(*arguments, status=2).stderr)

    def test_the_rest(self):
        done = self.german('say', '--json', '--profile', self.profile, '--fault', 'weather=offline', "what's the weather in Hamburg", status=3)
        turn = json.loads(done.stdout)
        self.assertEqual((turn['error']['code'], turn['light'], turn['locale']), ('offline', 'off', 'en-US'))
        self.assertIn('absichtlich gestört', turn['error']['message'])
        self.assertRegex(turn['speech'], '^[ -~]+$')


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


class Draw(Cli):
    def draw(self, *arguments, name='picture.png', status=0):
        path = self.path(name)
        self.run_cli('draw', *arguments, '--out', path, status=status)
        if status == 0:
            with open(path, 'rb') as file:
                return file.read()
        self.assertFalse(os.path.exists(path))
        return None

    @staticmethod
    def png_size(data):
        return int.from_bytes(data[16:20], 'big'), int.from_bytes(data[20:24], 'big')

    def test_formats(self):
        png = self.draw('body', '--size', '120x109')
        self.assertTrue(png.startswith(b'\x89PNG'))
        self.assertEqual(self.png_size(png), (120, 109))
        self.assertIn(b'<svg', self.draw('body', '--body', 'easel', '--size', '60x50', name='picture.svg'))
        self.assertTrue(self.draw('screen', '--state', 'weather', name='picture.pdf').startswith(b'%PDF'))

    def test_every_choice_shows(self):
        plain = ('body', '--size', '120x109', '--body', 'easel', '--state', 'thinking')
        pictures = [self.draw(*plain, *more) for more in (
            (), ('--dark',), ('--finish', 'charcoal'), ('--press', 'mute'), ('--contrast',), ('--locale', 'de-DE'))]
        pictures.append(self.draw('body', '--size', '120x109', '--body', 'easel', '--state', 'error'))
        pictures.append(self.draw('body', '--size', '120x109', '--body', 'puck', '--state', 'thinking'))
        self.assertEqual(len(set(pictures)), len(pictures))
        self.assertEqual(pictures[0], self.draw(*plain))

    def test_sheet(self):
        width, height = self.png_size(self.draw('sheet', '--size', '60x60'))
        _, half = self.png_size(self.draw('sheet', '--size', '60x60', '--dark'))
        _, one = self.png_size(self.draw('sheet', '--size', '60x60', '--dark', '--body', 'puck', '--finish', 'sand'))
        self.assertEqual(width, 300)
        self.assertEqual(height, 2 * half)
        self.assertEqual(height, 8 * one)

    def test_tape(self):
        tape = self.path('weather.jsonl')
        self.say("what's the weather in Hamburg", options=('--tape', tape))
        said = self.draw('screen', '--tape', tape, '--size', '200x120')
        self.assertNotEqual(said, self.draw('screen', '--state', 'clock', '--size', '200x120'))
        self.draw('body', '--tape', tape, '--body', 'easel', '--size', '120x109')

    def test_refusals(self):
        for arguments in (('teapot',), (), ('body', '--body', 'teapot'), ('body', '--finish', 'mink'), ('body', '--state', 'weather'),
                          ('screen', '--state', 'thinking'), ('body', '--size', '0x5'), ('body', '--size', '99999x5'),
                          ('body', '--size', '10x'), ('body', '--size', '8192x8192', '--dark', '--bright'), ('body', '--press', 'eject'),
                          ('sheet', '--tape', 'x'), ('screen', '--tape', '/nowhere.jsonl')):
            self.draw(*arguments, status=2)
        self.draw('sheet', '--size', '8000x8000', status=2)
        self.draw('body', name='picture.jpg', status=2)


class Film(Cli):
    def setUp(self):
        super().setUp()
        if 'film' not in self.run_cli('help').stdout.split():
            self.skipTest('this build has no sound')
        self.film = self.path('speaker.webm')

    def test_what_is_no_wake_word(self):
        for word in ('', '12345', 'x' * 41):
            done = self.run_cli('listen', '--wake', word, '--profile', self.profile, self.path('none.wav', 'x'), status=2)
            self.assertIn('wake word', done.stderr)

    def test_says_what_was_said(self):
        """The device's own ears understand the customer in its film."""
        tape = self.path('weather.jsonl')
        self.say("what's the weather in Hamburg", options=('--tape', tape))
        self.run_cli('film', tape, '--out', self.film, '--size', '96x64', '--fps', '5')
        with open(self.film, 'rb') as file:
            self.assertEqual(file.read(4), b'\x1a\x45\xdf\xa3')
        self.assertEqual([name for name in os.listdir(self.folder.name) if name.endswith('.part')], [])
        heard = json.loads(self.run_cli('listen', '--wake', 'none', '--json', self.film).stdout)
        self.assertEqual((heard['intent'], heard['slots']['place'].lower()), ('weather.forecast', 'hamburg'))

    def test_refusals(self):
        tape = self.path('empty.jsonl', '{"earshot-tape":2}\n')
        for arguments in ((), (tape,), (tape, '--out', 'x.avi'), (tape, '--out', self.film, '--size', '97x64'), (tape, '--out', self.film, '--fps', '0'),
                          (tape, '--out', self.film, '--body', 'teapot'), ('/nowhere.jsonl', '--out', self.film),
                          (tape, '--out', '/nowhere/speaker.webm', '--size', '96x64', '--fps', '5')):
            self.run_cli('film', *arguments, status=2)
        self.assertFalse(os.path.exists(self.film))


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
