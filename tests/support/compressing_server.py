"""Serves a folder as nginx does with docs/deploy/nginx.conf: gzip at level 6 for text, connections kept open, our headers.

The project's own server does not compress: in production a web server in front does. It counts what it sent.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from services_directory.publish.site_headers import headers_for
from tests.support.static_server import serving

# As in docs/deploy/nginx.conf; what Pagefind writes under its own endings is compressed already and goes as it is.
COMPRESSED = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


@cache
def _zipped(path: Path, changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class CompressingServer:
    """`url` is where it listens; `sent` holds (path, bytes of headers and body as sent) of every answer."""

    def __init__(self, folder: Path) -> None:
        self.sent: list[tuple[str, int]] = []
        outer = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one write for headers and body, or the system waits between them
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                address = urlsplit(self.path)
                path = folder / address.path.lstrip("/")
                path = path / "index.html" if path.is_dir() else path
                if not path.is_file():
                    self.send_error(404)
                    return
                kind = COMPRESSED.get(path.suffix)
                body = _zipped(path, path.stat().st_mtime_ns) if kind else path.read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", kind or "application/octet-stream")
                if kind:
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers_for(address.path, versioned=address.query.startswith("v=")).items():
                    self.send_header(name, value)
                headers = sum(map(len, self._headers_buffer))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()
                outer.sent.append((address.path, headers + len(body)))

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[CompressingServer]:
        with serving(self._server):
            yield self
