"""A static web server on loopback that serves ranges of files, or refuses to, and counts what it was asked for."""
import http.server
import pathlib
import re
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        file = pathlib.Path(self.server.folder) / self.path.lstrip('/')
        if not file.is_file():
            return self.answer(404, b'')
        data = file.read_bytes()
        asked = re.fullmatch(r'bytes=(\d+)-(\d+)', self.headers.get('Range', ''))
        if asked is None or not self.server.ranges:
            return self.answer(200, data)
        begin, end = int(asked.group(1)), min(int(asked.group(2)) + 1, len(data))
        self.server.asked.append((begin, end))
        return self.answer(206, data[begin:end], 'bytes %d-%d/%d' % (begin, end - 1, len(data)))

    def answer(self, code, body, content_range=None):
        self.send_response(code)
        self.send_header('Content-Length', str(len(body)))
        if content_range is not None:
            self.send_header('Content-Range', content_range)
            self.send_header('ETag', self.server.tag())
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # nobody wants all of it
            self.close_connection = True

    def log_message(self, *_):
        pass


class RangeServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder, ranges=True):
        super().__init__(('127.0.0.1', 0), Handler)
        self.folder, self.ranges, self.asked = folder, ranges, []
        self.tag = lambda: '"1"'
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, name):
        return 'http://127.0.0.1:%d/%s' % (self.server_address[1], name)
