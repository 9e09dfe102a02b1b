# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk to try a program at: a screen, a session bus, a window manager, a loudspeaker and a microphone of its own.

    with Desk('/path/to/earshot') as desk:
        desk.click('push button', 'Talk')
        desk.find('label', 'State: listening')
        desk.screenshot('listening')

Nothing of the user's is touched and nothing outlives the desk. It wants Debian's /usr/bin/python3 with python3-gi.
"""

import array
import math
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import wave

POLL_SECONDS = 0.03
# A sanitizer slows a program down: ./run test --sanitize asks for more patience.
PATIENCE = float(os.environ.get('EARSHOT_PATIENCE', '1'))

# What is fatal in our program is not in AT-SPI's library, which warns when a program goes away.
PROGRAM_DEBUG = os.environ.pop('G_DEBUG', '')

CONTROLS = ('push button', 'toggle button', 'check box', 'radio button', 'slider', 'text', 'password text', 'combo box',
            'spin button', 'switch', 'list box')


class Timeout(AssertionError):
    """What was waited for did not come."""


def wait_for(what, probe, seconds=10.0):
    """Asks again and again until probe() is true; returns its value. No fixed sleeps in tests: say what you wait for."""
    deadline = time.monotonic() + seconds * PATIENCE
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Timeout(f'waited {seconds * PATIENCE:.0f} s for {what}')
        time.sleep(POLL_SECONDS)


class Desk:
    """Starts everything, runs one program, ends everything."""

    def __init__(self, *command, size=(1280, 800), sound=True, moving=True, artifacts=None, env=None):
        self.command = command
        self.size = size
        self.sound = sound
        self.moving = moving and PATIENCE <= 1
        self.folder = None
        self.program = None
        self.extra = env or {}
        self.children = []
        self.artifacts = pathlib.Path(artifacts or os.environ.get('EARSHOT_ARTIFACTS') or 'artifacts').resolve()
        self._atspi = None

    # --- life

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='earshot-desk-'))
        try:
            self._furnish()
            if self.command:
                self.start(*self.command)
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self._last_look()
        self.stop()
        for child in reversed(self.children):
            self._end(child)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _furnish(self):
        home = self.folder / 'home'
        runtime = self.folder / 'run'
        for path in (home, runtime):
            path.mkdir(mode=0o700)
        (home / 'config' / 'gtk-4.0').mkdir(parents=True)
        (home / 'config' / 'gtk-4.0' / 'settings.ini').write_text(
            '[Settings]\ngtk-font-name=Cantarell 11\ngtk-xft-antialias=1\ngtk-xft-hinting=0\n'
            # A caret that fades in and out lets no two pictures be the same.
            'gtk-cursor-blink=0\n'
            # Sixty frames a second leave a sanitized program no time for anything else.
            + ('' if self.moving else 'gtk-enable-animations=0\n'))
        keep = ('PATH', 'TZ', 'LSAN_OPTIONS', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'EARSHOT_DATADIR', 'EARSHOT_MODULEDIR', 'EARSHOT_SHARED',
                'MALLOC_PERTURB_', 'GST_REGISTRY', 'GSETTINGS_SCHEMA_DIR')
        self.env = {name: os.environ[name] for name in keep if name in os.environ}
        self.env.update({
            'HOME': str(home),
            'XDG_RUNTIME_DIR': str(runtime),
            'XDG_CONFIG_HOME': str(home / 'config'),
            'XDG_DATA_HOME': str(home / 'data'),
            'XDG_CACHE_HOME': str(home / 'cache'),
            'XDG_STATE_HOME': str(home / 'state'),
            'PULSE_RUNTIME_PATH': str(runtime / 'pulse'),
            'LC_ALL': 'C.UTF-8',
            'GSK_RENDERER': 'cairo',
            'GDK_BACKEND': 'x11',
            'GDK_DEBUG': 'gl-disable',
            'GTK_A11Y': 'atspi',
            'GSETTINGS_BACKEND': 'memory',
            'GIO_USE_VFS': 'local',
            'NO_AT_BRIDGE': '0',
        })
        self._start_screen()
        self._start_bus()
        self._start_helper('openbox', '--sm-disable')
        if self.sound:
            self._start_sound()
        self.env.update(self.extra)
        os.environ.update({name: self.env[name] for name in ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR')})

    def _log(self, name):
        return open(self.folder / f'{name}.log', 'wb')

    def _start_helper(self, *command, **options):
        with self._log(pathlib.Path(command[0]).name) as log:
            child = subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, stdout=options.pop('stdout', log),
                                     stderr=log, cwd=self.folder, start_new_session=True, **options)
        self.children.append(child)
        return child

    def _start_screen(self):
        reading, writing = os.pipe()
        width, height = self.size
        self._start_helper('Xvfb', '-displayfd', str(writing), '-screen', '0', f'{width}x{height}x24', '-nolisten', 'tcp',
                           '-noreset', pass_fds=(writing,))
        os.close(writing)
        self.env['DISPLAY'] = ':' + self._read_line(reading, 'the X server')

    def _start_bus(self):
        reading, writing = os.pipe()
        self._start_helper('dbus-daemon', '--session', '--nofork', f'--print-address={writing}', pass_fds=(writing,))
        os.close(writing)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = self._read_line(reading, 'the session bus')

    def _start_sound(self):
        self._start_helper('pulseaudio', '-n', '--daemonize=no', '--exit-idle-time=-1', '--disallow-exit=yes', '--log-level=warn',
                           '-L', 'module-native-protocol-unix',
                           '-L', 'module-null-sink sink_name=out rate=48000 channels=2',
                           '-L', 'module-null-sink sink_name=micsink rate=16000 channels=1',
                           '-L', 'module-remap-source master=micsink.monitor source_name=mic')
        wait_for('the sound server', lambda: self._quiet('pactl', 'info'))
        self.run('pactl', 'set-default-sink', 'out')
        self.run('pactl', 'set-default-source', 'mic')

    @staticmethod
    def _read_line(pipe, what):
        """Reads a line that a program writes when it is ready, and closes the pipe."""
        text = b''
        try:
            while not text.endswith(b'\n'):
                if not select.select([pipe], [], [], 20 * PATIENCE)[0]:
                    raise Timeout(f'{what} did not start')
                piece = os.read(pipe, 4096)
                if not piece:
                    raise AssertionError(f'{what} ended at once')
                text += piece
        finally:
            os.close(pipe)
        return text.decode().strip()

    def _quiet(self, *command):
        return subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False, timeout=20).returncode == 0

    @staticmethod
    def _end(child):
        for send in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(child.pid, send)
            except ProcessLookupError:
                pass
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                continue
        child.wait()

    def _last_look(self):
        """A picture and the program's words, for whoever reads of the failure."""
        try:
            self.screenshot('failure')
        except (OSError, subprocess.SubprocessError, KeyError):
            pass
        words = self.folder / 'program.log'
        if words.exists():
            for line in words.read_text(errors='replace').splitlines()[-40:]:
                print(f'# {line}')

    # --- the program

    def run(self, *command, **options):
        """Runs a command at this desk and returns what it prints."""
        return subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, check=True, timeout=60 * PATIENCE,
                              stdout=subprocess.PIPE, **options).stdout

    def start(self, *command, **env):
        """Starts the program under trial; its words go to program.log."""
        if '/' in str(command[0]):
            command = (os.path.abspath(command[0]), *command[1:])
        with self._log('program') as log:
            self.program = subprocess.Popen(command, env={**self.env, 'G_DEBUG': PROGRAM_DEBUG, **env}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            cwd=self.folder, start_new_session=True)
        return self.program

    def stop(self, seconds=10.0):
        """Asks the program to end, as a closed session would; returns its exit status."""
        if self.program is None:
            return None
        program, self.program = self.program, None
        if program.poll() is None:
            program.terminate()
            try:
                program.wait(timeout=seconds * PATIENCE)
            except subprocess.TimeoutExpired:
                pass
        status = program.poll()
        self._end(program)
        return status

    def words(self):
        """What the program printed so far."""
        return (self.folder / 'program.log').read_text(errors='replace')

    # --- looking

    @property
    def atspi(self):
        if self._atspi is None:
            import gi
            gi.require_version('Atspi', '2.0')
            from gi.repository import Atspi
            Atspi.init()
            self._atspi = Atspi
        return self._atspi

    def walk(self, node=None):
        """All accessible objects below one, or of all programs."""
        if node is None:
            node = self.atspi.get_desktop(0)
        else:
            yield node
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from self.walk(child)

    def look(self, role=None, name=None, within=None, description=None):
        """The first object that fits now, or None. A name may be text or a function that judges it."""
        def fits(wanted, given):
            return wanted is None or (wanted(given) if callable(wanted) else wanted == given)
        from gi.repository import GLib
        try:
            for node in self.walk(within):
                if fits(role, node.get_role_name()) and fits(name, node.get_name()) and fits(description, node.get_description()):
                    return node
        except GLib.Error:
            pass                # it went away while we looked
        return None

    def find(self, role=None, name=None, within=None, description=None, seconds=10.0):
        """Waits for an object."""
        def probe():
            if self.program is not None and self.program.poll() is not None:
                raise AssertionError(f'the program ended with status {self.program.poll()}')
            return self.look(role, name, within, description)
        self.atspi
        return wait_for(f'{role or "anything"} {name!r}', probe, seconds)

    def gone(self, role=None, name=None, seconds=10.0):
        """Waits until there is no such object."""
        return wait_for(f'no {role} {name!r}', lambda: self.look(role, name) is None, seconds)

    def wait_idle(self, seconds=5.0):
        """Waits until the screen is the same twice: whatever moves has arrived."""
        def shot():
            return self.run('import', '-window', 'root', '-depth', '8', 'rgb:-', stderr=subprocess.DEVNULL)
        last = [shot()]

        def same():
            before, last[0] = last[0], shot()
            return before == last[0]
        wait_for('a screen that stands still', same, seconds)

    def unlabeled(self):
        """Controls that a screen reader could not name: those without a name or with only that of their class."""
        focusable = self.atspi.StateType.FOCUSABLE
        return [(node.get_role_name(), node.get_name()) for node in self.walk()
                if node.get_role_name() in CONTROLS and node.get_state_set().contains(focusable)
                and (not node.get_name() or node.get_name().startswith(('Gtk', 'Adw', 'Ear')))]

    def screenshot(self, name):
        """Saves what the screen shows; returns the path."""
        self.artifacts.mkdir(parents=True, exist_ok=True)
        path = self.artifacts / f'{name}.png'
        self.run('import', '-window', 'root', str(path), stderr=subprocess.DEVNULL)
        return path

    # --- hands

    def click(self, role, name, seconds=10.0):
        """Does what a click on the object does."""
        node = self.find(role, name, seconds=seconds)
        action = node.get_action_iface()
        assert action is not None and action.get_n_actions() > 0, f'{role} {name!r} can not be clicked'
        assert action.do_action(0), f'{role} {name!r} did not take the click'
        return node

    def focus_window(self, title):
        """Gives the keyboard to a window; returns its id."""
        def search():
            found = subprocess.run(('xdotool', 'search', '--onlyvisible', '--name', f'^{title}$'), env=self.env, check=False,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20)
            return found.stdout.split()
        window = wait_for(f'the window {title!r}', search)[-1].decode()
        self.run('xdotool', 'windowactivate', '--sync', window)
        return window

    def resize(self, title, width, height):
        window = self.focus_window(title)
        self.run('xdotool', 'windowsize', '--sync', window, str(width), str(height))

    def type(self, text):
        self.run('xdotool', 'type', '--delay', '5', text)

    def key(self, *keys):
        """Presses keys such as 'Return', 'ctrl+comma', 'space'."""
        self.run('xdotool', 'key', '--delay', '20', *keys)

    def has_focus(self, role, name):
        node = self.look(role, name)
        focused = self.atspi.StateType.FOCUSED
        return node is not None and any(each.get_state_set().contains(focused) for each in self.walk(node))

    def tab_to(self, role, name, most=60):
        """Presses Tab until the object has the keyboard, as somebody without a mouse would."""
        for _ in range(most):
            if self.has_focus(role, name):
                return
            self.key('Tab')
            time.sleep(POLL_SECONDS)
        raise AssertionError(f'Tab does not lead to {role} {name!r}')

    def mouse(self, title, role, name, button=1):
        """Clicks with the mouse on the middle of an object of a window."""
        window = self.focus_window(title)
        box = self.find(role, name).get_extents(self.atspi.CoordType.WINDOW)
        self.run('xdotool', 'mousemove', '--window', window, str(box.x + box.width // 2), str(box.y + box.height // 2),
                 'click', str(button))

    def hold(self, key):
        self.run('xdotool', 'keydown', key)

    def release(self, key):
        self.run('xdotool', 'keyup', key)

    # --- mouth and ears

    def speak(self, path):
        """Plays a WAV file into the microphone; returns when it has been heard."""
        self.run('paplay', '--device=micsink', str(path))

    def play(self, path):
        """Plays a WAV file through the loudspeaker, as any other program would."""
        self.run('paplay', '--device=out', str(path))

    def record(self, name='heard'):
        """Hears what the loudspeaker plays: with desk.record() as sound: …; sound.path is a WAV file afterwards."""
        return Recording(self, name)


class Recording:
    """What the loudspeaker plays while the block runs."""

    def __init__(self, desk, name):
        self.desk = desk
        desk.artifacts.mkdir(parents=True, exist_ok=True)
        self.path = desk.artifacts / f'{name}.wav'
        self.child = None

    def __enter__(self):
        raw = self.path.with_suffix('.raw')
        with open(raw, 'wb') as out:
            self.child = subprocess.Popen(('parec', '--device=out.monitor', '--rate=16000', '--channels=1', '--format=s16le',
                                           '--latency-msec=20'), env=self.desk.env, stdin=subprocess.DEVNULL, stdout=out,
                                          start_new_session=True)
        # The monitor of a null sink gives silence at once, so that the first bytes say that it listens.
        wait_for('the recording', lambda: raw.stat().st_size > 0)
        return self

    def __exit__(self, kind, value, trace):
        time.sleep(0.1)         # what is still on its way through the sound server
        Desk._end(self.child)
        raw = self.path.with_suffix('.raw')
        data = raw.read_bytes()
        raw.unlink()
        with wave.open(str(self.path), 'wb') as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(16000)
            out.writeframes(data[:len(data) // 2 * 2])


# --- sound as numbers

def write_tone(path, hertz, seconds, level=0.3, rate=16000):
    """Writes a WAV file with a tone."""
    samples = array.array('h', (int(32767 * level * math.sin(2 * math.pi * hertz * i / rate)) for i in range(int(seconds * rate))))
    with wave.open(str(path), 'wb') as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(samples.tobytes())


def read_samples(path):
    """The samples of a mono 16-bit WAV file, from -1 to 1, and their rate."""
    with wave.open(str(path)) as source:
        samples = array.array('h', source.readframes(source.getnframes()))
        return [s / 32768 for s in samples], source.getframerate()


def loudness(samples):
    return math.sqrt(sum(s * s for s in samples) / max(len(samples), 1))


def power_at(samples, rate, hertz):
    """How much of the sound is a tone of this pitch, from 0 to 1 (Goertzel)."""
    step = 2 * math.cos(2 * math.pi * hertz / rate)
    one = two = 0.0
    for sample in samples:
        one, two = sample + step * one - two, one
    energy = sum(s * s for s in samples) * len(samples) / 2
    return (one * one + two * two - step * one * two) / energy if energy else 0.0


def loud_part(samples, rate, threshold=0.02):
    """From the first to the last 20 ms that are louder than silence."""
    step = rate // 50
    loud = [i for i in range(0, len(samples) - step, step) if loudness(samples[i:i + step]) > threshold]
    return samples[loud[0]:loud[-1] + step] if loud else []


# --- reporting

class Tap:
    """Runs functions as tests and prints TAP."""

    def __init__(self):
        self.n = self.failed = 0

    def run(self, name, function, *arguments):
        self.n += 1
        try:
            function(*arguments)
        except Exception as error:      # whatever it was, the next test runs
            self.failed += 1
            print(f'not ok {self.n} - {name}')
            for line in f'{type(error).__name__}: {error}'.splitlines():
                print(f'# {line}')
        else:
            print(f'ok {self.n} - {name}')
        sys.stdout.flush()

    def close(self):
        print(f'1..{self.n}')
        sys.exit(1 if self.failed else 0)
