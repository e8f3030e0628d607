# SPDX-License-Identifier: GPL-2.0-only
"""Looks at a page with Chromium, without a screen: by the DevTools protocol over a pipe, so that nothing listens."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

PROGRAM = shutil.which('chromium')
FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--remote-debugging-pipe']
PATIENCE = 60  # Seconds that a busy machine may take for one answer.


class Browser:
    """A browser with one page. `with Browser() as browser: ...` ends it whatever happens."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # The browser reads from 3 and writes to 4; the shell puts the pipes there.
        command = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ['bash', '-c', command, 'bash', PROGRAM, *FLAGS, f'--user-data-dir={self._folder.name}', 'about:blank'],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b''
        self._next = 0
        self._session = None
        self.complaints, self.requests = [], []
        target = next(one for one in self._call('Target.getTargets')['targetInfos'] if one['type'] == 'page')
        self._session = self._call('Target.attachToTarget', targetId=target['targetId'], flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self._call(f'{domain}.enable')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._out)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        self._folder.cleanup()

    def _receive(self):
        while b'\0' not in self._buffer:
            piece = os.read(self._in, 1 << 20)
            if not piece:
                raise RuntimeError('the browser has ended')
            self._buffer += piece
        message, self._buffer = self._buffer.split(b'\0', 1)
        return json.loads(message)

    def _note(self, event):
        method, what = event.get('method'), event.get('params', {})
        if method == 'Runtime.exceptionThrown':
            details = what['exceptionDetails']
            self.complaints.append(details.get('exception', {}).get('description') or details['text'])
        elif method == 'Runtime.consoleAPICalled':
            self.complaints.append(' '.join(str(one.get('value', one.get('description'))) for one in what['args']))
        elif method == 'Log.entryAdded':
            self.complaints.append(what['entry']['text'])
        elif method == 'Network.requestWillBeSent':
            self.requests.append(what['request']['url'])

    def _call(self, method, **params):
        self._next += 1
        message = {'id': self._next, 'method': method, 'params': params}
        if self._session:
            message['sessionId'] = self._session
        os.write(self._out, json.dumps(message).encode() + b'\0')
        while True:
            answer = self._receive()
            if answer.get('id') == self._next:
                if 'error' in answer:
                    raise RuntimeError(f'{method}: {answer["error"]["message"]}')
                return answer['result']
            self._note(answer)

    def open(self, page, width=1280, height=900, dark=False):
        """Opens a file in a window of that size, and waits until it says that it is ready."""
        self.complaints, self.requests = [], []
        self._call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self._call('Emulation.setEmulatedMedia', features=[
            {'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}, {'name': 'prefers-reduced-motion', 'value': 'reduce'}])
        self._call('Page.navigate', url=pathlib.Path(page).resolve().as_uri())
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.ask('location.protocol === "file:" && document.readyState === "complete"'):
                return
            time.sleep(0.05)
        raise RuntimeError(f'{page} does not load')

    def ask(self, expression):
        """The value of an expression of JavaScript."""
        answer = self._call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in answer:
            raise RuntimeError(answer['exceptionDetails'].get('exception', {}).get('description', expression))
        return answer['result'].get('value')

    def press(self, key):
        """Presses a key, such as "Enter" or "ArrowRight"."""
        text = {'Enter': '\r'}.get(key)
        self._call('Input.dispatchKeyEvent', type='keyDown', key=key, code=key, **({'text': text} if text else {}))
        self._call('Input.dispatchKeyEvent', type='keyUp', key=key, code=key)

    def picture(self, target, selector=None):
        """Writes a PNG of the whole page, or of the element that a selector finds."""
        box = self.ask(f'''(() => {{ const one = {f"document.querySelector({json.dumps(selector)})" if selector else "document.documentElement"};
            const box = one.getBoundingClientRect();
            return {{x: Math.max(0, box.x + scrollX), y: Math.max(0, box.y + scrollY), width: box.width, height: box.height}}; }})()''')
        shot = self._call('Page.captureScreenshot', format='png', captureBeyondViewport=True, clip={**box, 'scale': 1})
        pathlib.Path(target).write_bytes(base64.b64decode(shot['data']))
