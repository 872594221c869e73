"""Chromium without a window, driven by selenium, and a static web server that counts. For web_reader_test.py.

Only what the page itself does is asked of the browser: no network but loopback."""
import http.server
import pathlib
import re
import shutil
import tempfile
import threading
import time
import urllib.parse

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    MISSING = next((name for name in ('chromium', 'chromedriver') if shutil.which(name) is None), None)
except ImportError:
    MISSING = 'selenium'

TYPES = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
         '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json'}
FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars',
         '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage']


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        server = self.server
        path = urllib.parse.unquote(urllib.parse.urlparse(self.path).path)
        file = server.files.get(path) or server.folder / ('index.html' if path == '/' else path.lstrip('/'))
        if server.is_down or not file.is_file():
            self.close_connection = True
            return self.answer(503 if server.is_down else 404, b'', {})
        data = file.read_bytes()
        headers = {'Content-Type': TYPES.get(file.suffix, 'application/octet-stream'), 'ETag': server.tag}
        asked = re.fullmatch(r'bytes=(\d+)-(\d+)', self.headers.get('Range', ''))
        if asked is None or not server.ranges:
            if path in server.files:
                server.asked.append((0, len(data)))
            return self.answer(200, data, headers)
        begin, end = int(asked.group(1)), min(int(asked.group(2)) + 1, len(data))
        server.asked.append((begin, end))
        headers['Content-Range'] = 'bytes %d-%d/%d' % (begin, end - 1, len(data))
        self.answer(206, data[begin:end], headers)

    def answer(self, code, body, headers):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder, and bundles by name: { '/b.lrb': Path }, whose requests it keeps."""
    daemon_threads = True

    def __init__(self, folder, files):
        super().__init__(('127.0.0.1', 0), Handler)
        self.folder, self.files = pathlib.Path(folder), files
        self.asked, self.ranges, self.is_down, self.tag = [], True, False, '"1"'
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

    def url(self, path=''):
        return f'http://127.0.0.1:{self.server_address[1]}/{path}'


class Browser:
    """A browser with a profile of its own, which lasts until close()."""

    def __init__(self, width=1000, height=900, ratio=1):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which('chromium')
        for flag in FLAGS + [f'--window-size={width},{height}', f'--force-device-scale-factor={ratio}',
                             f'--user-data-dir={self.profile.name}', '--lang=en']:
            options.add_argument(flag)
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        self.driver = webdriver.Chrome(service=Service(shutil.which('chromedriver')), options=options)
        self.driver.set_script_timeout(60)

    def close(self):
        self.driver.quit()
        self.profile.cleanup()

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition, what, seconds=30):
        """`condition`: JavaScript, or a function."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition() if callable(condition) else self.run('return ' + condition)
            if value:
                return value
            time.sleep(0.02)
        raise AssertionError(f'{what}: not within {seconds} s; the page says: {self.state()}')

    def state(self):
        return self.run('return { ...document.body.dataset, message: document.getElementById("message")?.textContent,'
                        ' text: document.getElementById("text")?.textContent.slice(0, 200) }')

    def errors(self):
        return [line['message'] for line in self.driver.get_log('browser') if line['level'] == 'SEVERE']
