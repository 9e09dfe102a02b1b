#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well the device hears its own skills: measure-skills.py EARSHOT-CLI [FOLDER]

Speaks sentences out of the built-in skills' models with three voices of flite, lets `earshot-cli listen` hear them with the
grammar of all skills, and prints how many came out as the right intent, how many with all slots, and what it cost. The
sentences are the same each time. FOLDER keeps the recordings for the next run. Not a test: it judges settings.
"""

import json
import os
import random
import subprocess
import sys
import tempfile

VOICES = ('slt', 'rms', 'awb')
SAMPLES_PER_INTENT = 2
SPOKEN = {
    'AMAZON.DATE': ('today', 'tomorrow', 'on friday', 'next monday', 'this weekend'),
    'AMAZON.TIME': ('seven a m', 'half past eight', 'noon', 'six thirty in the morning', 'quarter to nine'),
    'AMAZON.DURATION': ('ten minutes', 'half an hour', 'ninety seconds', 'two hours', 'twenty five minutes'),
    'AMAZON.NUMBER': ('two', 'three', 'five', 'seven', 'eight'),
}
skills = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'skills')


def fill(sample, slots, types, dice):
    """A sample with something in each of its slots; None where a slot takes anything."""
    for name, kind in slots.items():
        values = SPOKEN.get(kind) or types.get(kind)
        if '{' + name + '}' in sample and not values:
            return None
        if values:
            sample = sample.replace('{' + name + '}', dice.choice(values))
    return sample


def sentences():
    dice = random.Random(11)
    for skill in sorted(os.listdir(skills)):
        path = os.path.join(skills, skill, 'en-US.json')
        if not os.path.exists(path):
            continue
        with open(path, encoding='utf-8') as file:
            model = json.load(file)['interactionModel']['languageModel']
        types = {kind['name']: [value['name']['value'].lower() for value in kind['values']] for kind in model.get('types', [])}
        for intent in model['intents']:
            slots = {slot['name']: slot['type'] for slot in intent.get('slots', [])}
            filled = [fill(sample, slots, types, dice) for sample in intent['samples']]
            filled = [text for text in filled if text and len(text.split()) > 1]
            yield from dice.sample(filled, min(SAMPLES_PER_INTENT, len(filled)))


def run_cli(*args, **options):
    done = subprocess.run((cli, *args), check=True, stdout=subprocess.PIPE, text=True, **options)
    return [json.loads(line) for line in done.stdout.splitlines()]


def speak(folder):
    """Yields (recording, place of its sentence)."""
    for n, text in enumerate(texts):
        for voice in VOICES:
            path = os.path.join(folder, f'{n:03}-{voice}.wav')
            if not os.path.exists(path):
                subprocess.run(('flite', '-voice', voice, '-t', text, '-o', path), check=True)
            yield path, n


cli = os.path.abspath(sys.argv[1])
texts = [text for text in sentences() if text.isascii()]
meant = run_cli('understand', '--builtin', '--json', input='\n'.join(texts) + '\n')

with tempfile.TemporaryDirectory() as scratch:
    places = dict(speak(sys.argv[2] if len(sys.argv) > 2 else scratch))
    heard = run_cli('listen', '--wake', 'none', '--json', *places)

n_intents = n_exact = 0
factors = []
for each in heard:
    want = meant[places[each['file']]]
    wanted_slots = {name: slot['value'] for name, slot in want['slots'].items()}
    right = each['intent'] == want['intent']
    n_intents += right
    n_exact += right and each['slots'] == wanted_slots
    factors.append(each['cpu_s'] / each['audio_s'])
    if not right:
        print(f"{os.path.basename(each['file'])}: “{want['text']}” was heard as “{each['text']}”", file=sys.stderr)
factors.sort()
print(json.dumps({'sentences': len(texts), 'recordings': len(heard), 'intents': n_intents, 'exact': n_exact,
                  'rtf_median': round(factors[len(factors) // 2], 4), 'rtf_90': round(factors[len(factors) * 9 // 10], 4),
                  'rtf_all': round(sum(each['cpu_s'] for each in heard) / sum(each['audio_s'] for each in heard), 4)}))
