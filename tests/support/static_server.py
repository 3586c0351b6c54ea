"""Serves a folder as a web server would, with headers of the test's choosing, and keeps what was posted to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


class StaticServer:
    """`url` is where it listens. `posted` holds (path, body). `answers` says what a POST to a path gets: (status, headers)."""

    def __init__(self, folder: Path, headers: Callable[[str], dict[str, str]]) -> None:
        self.posted: list[tuple[str, bytes]] = []
        self.answers: dict[str, tuple[int, dict[str, str]]] = {}
        outer = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, directory=str(folder), **kwargs)

            def end_headers(self):
                for name, value in headers(urlsplit(self.path).path).items():
                    self.send_header(name, value)
                super().end_headers()

            def do_POST(self):
                path = urlsplit(self.path).path
                outer.posted.append((path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
                status, extra = outer.answers.get(path, (204, {}))
                self.send_response(status)
                for name, value in extra.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[StaticServer]:
        with serving(self._server):
            yield self


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """Let a server answer in a thread of its own, and stop it afterwards."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
