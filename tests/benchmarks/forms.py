"""What a journey costs: CPU of a page beside a bare Flask page of the same size, CPU of sending beside a bare insert.

Run it: `python -m tests.benchmarks.forms`. Ratios hold on other machines, times do not. Both sides take turns, so that a busy
machine slows both alike, and the middle of the rounds is taken.

A request is what a server process spends on it: each side runs in a process of its own under waitress (as `make run` does), is asked
over one kept-alive connection, and the kernel says what all its threads used. Below it stands the same without the server.
The rival of sending answers a POST, inserts one row and commits, with the same engine, settings and database file.
"""

from __future__ import annotations

import multiprocessing
import re
import socket
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import waitress
from flask import Flask, Response, request
from flask.testing import FlaskClient

from forms_backend import create_app, embedded, timekeeping
from forms_backend.database import Database, current_session, make_engine
from forms_backend.limits import limiter
from forms_backend.referrals.models import Referral
from forms_backend.settings import Settings
from forms_backend.settling import settle
from services_directory import load
from tests.forms_backend.journeys.client import Walker, token_of
from tests.forms_backend.referrals.answers import PLANTED
from tests.support.running import built_portal

PAGE_GOAL, SEND_GOAL = 2.0, 4.0
ROUNDS, PER_ROUND, SENDS = 40, 25, 60


def make_app(folder: Path) -> Flask:
    site_dir = built_portal()
    settings = Settings(
        database_url=f"sqlite:///{folder / 'portal.sqlite3'}", secret_key="only for measuring, and long enough",
        desk_secret_key="only for measuring, and the desk's", keys_dir=folder / "keys",
        mail_url=f"folder:{folder / 'mail'}", mail_from="no-reply@example.org", public_url="http://127.0.0.1", print_dir=folder / "print",
        site_dir=site_dir, shells_dir=site_dir.parent / "shells",
    )  # fmt: skip
    directory = load()
    embedded.set_up(settings, directory)
    return create_app(settings, directory)


def make_rival(folder: Path, size: int) -> Flask:
    """A bare Flask application: one page of `size` bytes, and one form that inserts a row."""
    app, page = Flask("rival"), "x" * size
    database = Database(make_engine(f"sqlite:///{folder / 'portal.sqlite3'}"))
    database.init_app(app)
    table = sa.Table("rival", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    table.create(database.engine)

    @app.get("/")
    def show() -> str:
        return page

    @app.post("/")
    def send() -> Response:
        current_session().execute(sa.insert(table).values(text=request.form["text"]))
        current_session().commit()
        return Response(status=303, headers={"Location": "/"})

    return app


def cpu_each(times: int, act: Callable[[], object]) -> float:
    """CPU seconds of this process for one act."""
    start = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - start) / times


def beside(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The middle CPU of each, taking turns."""
    ours(), theirs()
    pairs = [(cpu_each(PER_ROUND, ours), cpu_each(PER_ROUND, theirs)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def environment_of(client: FlaskClient, path: str) -> dict:
    """A ready WSGI environment with the client's cookie, so that the measuring client's own work is not counted."""
    cookie = client.get_cookie("draft")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http", "wsgi.input": None, "wsgi.errors": None, "wsgi.version": (1, 0), "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False, "HTTP_COOKIE": f"draft={cookie.value}" if cookie else "",
        "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip


def call(app: Flask, environment: dict) -> bytes:
    """One request; the body."""
    statuses: list[str] = []
    body = b"".join(app.wsgi_app(dict(environment), lambda status, headers, error=None: statuses.append(status)))
    assert statuses[0].startswith("200"), statuses
    return body


class Served:
    """An application in a process of its own, under waitress."""

    def __init__(self, app: Flask) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = multiprocessing.get_context("fork").Process(target=self._serve, args=(app,), daemon=True)
        self.process.start()
        for _ in range(100):
            try:
                self.connection = socket.create_connection(("127.0.0.1", self.port))
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server does not answer")

    def _serve(self, app: Flask) -> None:
        app.extensions["database"].engine.dispose(close=False)
        settle()  # as our server does; so the rival does not pay for our records, which its process was forked with
        waitress.serve(app, host="127.0.0.1", port=self.port, threads=4, ident=None, _quiet=True)

    def get(self, path: str, cookie: str) -> None:
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.connection.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(re.search(rb"Content-Length: (\d+)", head)[1])
        while len(body) < length:
            body += self.connection.recv(65536)

    def cpu(self) -> float:
        """Seconds that all its threads have run, from the kernel."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def cpu_each(self, times: int, path: str, cookie: str) -> float:
        before = self.cpu()
        for _ in range(times):
            self.get(path, cookie)
        return (self.cpu() - before) / times

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join()


def measure_page(app: Flask, folder: Path, fill: dict, path: str, label: str) -> float:
    walker = Walker(app.test_client(), "/refer")
    walker.walk(fill)
    ours_environment = environment_of(walker.client, f"/refer/{path}/")
    size = len(call(app, ours_environment))
    rival = make_rival(folder, size)
    theirs_environment = environment_of(rival.test_client(), "/")
    bare_ours, bare_theirs = beside(lambda: call(app, ours_environment), lambda: call(rival, theirs_environment))
    servers, cookie = (Served(app), Served(rival)), ours_environment["HTTP_COOKIE"]
    for server, path_of in zip(servers, (ours_environment["PATH_INFO"], "/"), strict=True):
        server.cpu_each(50, path_of, cookie)
    pairs = [(servers[0].cpu_each(PER_ROUND, ours_environment["PATH_INFO"], cookie), servers[1].cpu_each(PER_ROUND, "/", cookie))
             for _ in range(ROUNDS)]  # fmt: skip
    ours, theirs = statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
    for server in servers:
        server.stop()
    with rival.extensions["database"].engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE rival"))
    rival.extensions["database"].engine.dispose()
    print(
        f"{label:<58} {ours * 1e6:7.0f} µs beside {theirs * 1e6:5.0f} µs ({size:,} bytes): {ours / theirs:5.2f}"
        f"   without the server {bare_ours * 1e6:4.0f} beside {bare_theirs * 1e6:4.0f}: {bare_ours / bare_theirs:5.2f}"
    )
    return ours / theirs


def ready_to_send(app: Flask, fill: dict) -> tuple[FlaskClient, str]:
    limiter.reset()  # one address sends more here in a minute than people do
    walker = Walker(app.test_client(), "/refer")
    walker.walk(fill)
    return walker.client, token_of(walker.get("check-answers/"))


def measure_send(app: Flask, folder: Path, fill: dict, label: str, sends: int = SENDS) -> float:
    """Each send has a draft of its own, made before the clock starts."""
    rival = make_rival(folder, 100)
    ready, browser = [ready_to_send(app, fill) for _ in range(sends)], rival.test_client()
    ours, theirs = [], []
    for client, token in ready:
        limiter.reset()
        start = time.process_time()
        response = client.post("/refer/check-answers/", data={"csrf_token": token})
        ours.append(time.process_time() - start)
        assert response.status_code == 303 and response.headers["Location"].endswith("/receipt/"), response.status
        start = time.process_time()
        browser.post("/", data={"text": "x" * 500})
        theirs.append(time.process_time() - start)
    with rival.extensions["database"].engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE rival"))
    rival.extensions["database"].engine.dispose()
    middle, rivals = statistics.median(ours), statistics.median(theirs)
    print(f"{label:<58} {middle * 1e6:7.0f} µs beside {rivals * 1e6:5.0f} µs: {middle / rivals:5.2f}")
    return middle / rivals


def grow_cases(app: Flask, to: int) -> None:
    """Copy a case until so many are stored."""
    engine, table = app.extensions["database"].engine, Referral.__table__
    with engine.begin() as connection:
        pattern = dict(connection.execute(sa.select(table)).mappings().first())
        have = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        rows = [pattern | {"reference": f"X{number}", "submission_id": f"x{number}"} for number in range(have, to)]
        connection.execute(sa.insert(table), rows)


def main() -> None:
    fill = PLANTED["for-someone"]
    long_fill = {
        **fill,
        "in-your-words": {"what_happened": "A story. " * 2000},
        "anything-else-about-contact": {"contact_notes": "n " * 2400},
    }
    with tempfile.TemporaryDirectory() as name, timekeeping.frozen_at(datetime(2026, 11, 23, 9, 30, tzinfo=UTC)):
        folder = Path(name)
        app = make_app(folder)
        print("CPU a request of a journey page, beside a bare Flask page of the same size")
        first = measure_page(app, folder, fill, "your-name", "  a short question, answered")
        measure_page(app, folder, fill, "what-happened", "  the longest question")
        measure_page(app, folder, long_fill, "in-your-words", "  a short question, with ten times the answers")
        measure_page(app, folder, fill, "check-answers", "  check answers (made anew for each request)")
        print(f"goal for a question: at most {PAGE_GOAL}; {'met' if first <= PAGE_GOAL else 'NOT MET'}: {first:.2f}\n")
        print("CPU of sending (case, event, task, letter, outbox, all sealed), beside one inserted row, both with their commit")
        sent = measure_send(app, folder, fill, "  sending")
        measure_send(app, folder, long_fill, "  with ten times the answers")
        for stored in (1_000, 10_000):
            grow_cases(app, stored)
            measure_send(app, folder, fill, f"  with {stored:,} cases stored", 30)
        print(f"goal: at most {SEND_GOAL}; {'met' if sent <= SEND_GOAL else 'NOT MET'}: {sent:.2f}")
        app.extensions["database"].engine.dispose()


if __name__ == "__main__":
    main()
