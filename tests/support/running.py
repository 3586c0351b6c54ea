"""The whole service as it runs for people: the built portal, its shells, SQLite, keys, staff accounts, waitress on a free port.

It runs in this process, so that a test may hold the clock (`timekeeping.frozen_at`) and look into the database while the browser
waits.
"""

from __future__ import annotations

import atexit
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import waitress
from flask import Flask
from passlib.totp import TOTP
from playwright.sync_api import Page
from sqlalchemy.orm import Session, sessionmaker

from forms_backend import create_app, embedded, timekeeping
from forms_backend.letters.channels import channels_from
from forms_backend.letters.parcels import Post
from forms_backend.letters.worker import run_once
from forms_backend.limits import limiter
from forms_backend.settings import Settings
from forms_backend.staff.access import Role
from forms_backend.staff.accounts import add_account
from services_directory import Directory, load
from tests.support.built_site import build_site

COORDINATOR, SUPERVISOR = "hub.coordinator@example.org", "hub.supervisor@example.org"
SPOC = "spoc.south-cambridgeshire@example.org"


@dataclass
class RunningService:
    """A service that answers at `url`. `passwords` holds what `make run` would have printed, by email address."""

    url: str
    app: Flask
    settings: Settings
    passwords: dict[str, str]
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def directory(self) -> Directory:
        return self.app.extensions["directory"]

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A look into the database; nothing is committed by itself."""
        with Session(self.app.extensions["database"].engine) as session:
            yield session

    def work(self) -> int:
        """What the worker does in one round: everything that is due now. How many items that were."""
        engine = self.app.extensions["database"].engine
        return run_once(
            sessionmaker(engine), self.app.extensions["keyring"], channels_from(self.settings), timekeeping.now_utc,
            post=Post(self.settings.mail_from, self.settings.public_url),
        )  # fmt: skip

    def add_staff(self, role: Role, controller: str, name: str = "") -> str:
        """One more account; its email address."""
        email = f"{name or role.value}.{controller}@example.org"
        with self.session() as session, self.app.app_context():
            self.passwords[email] = add_account(
                session, email=email, name=f"Someone in {controller}", role=role, controller=controller,
                controllers=self.app.extensions["keyring"].controllers(), at=timekeeping.now_utc(),
            )  # fmt: skip
            session.commit()
        return email

    def code_of(self, email: str, *, later_seconds: int = 0) -> str:
        """What the authenticator app of this person shows. A code works once; the next one is taken already."""
        return TOTP(key=self.keys[email]).generate(int(time.time()) + later_seconds).token

    def sign_in(self, page: Page, email: str) -> None:
        """As a person does at their first sign-in: the password, then the second factor is set up by its key in writing."""
        limiter.reset()
        page.goto(f"{self.url}/desk/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(self.passwords[email])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Set up an authenticator app").click()
        self.keys[email] = page.locator(".key-in-writing").inner_text().replace("-", "").replace(" ", "")
        page.get_by_label("code", exact=False).fill(self.code_of(email))
        page.get_by_role("button", name="Confirm the code").click()
        page.get_by_role("heading", name="Today's work").wait_for()


@cache
def built_portal() -> Path:
    """The real portal, built once for each process and removed when that ends; its shells lie beside it."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return build_site(folder / "site")


@contextmanager
def running_service(folder: Path, *, mail_url: str = "") -> Iterator[RunningService]:
    """Start the service with its files in `folder`, as `make run` does, and stop it afterwards.

    Args:
        mail_url: a mail server (`smtp://127.0.0.1:PORT`); without one, messages are written to `folder`/outbox.
    """
    site_dir, port, directory = built_portal(), _free_port(), load()
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        database_url=f"sqlite:///{folder / 'portal.sqlite3'}",
        secret_key="a secret that only the tests use, long enough",
        desk_secret_key="another that only the desk of the tests has, long enough",
        keys_dir=folder / "keys",
        mail_url=mail_url or f"folder:{folder / 'outbox'}",
        mail_from="no-reply@example.org",
        public_url=f"http://127.0.0.1:{port}",
        print_dir=folder / "print",
        site_dir=site_dir,
        shells_dir=site_dir.parent / "shells",
        serve_site=True,
    )
    passwords = dict(embedded.set_up(settings, directory))
    app = create_app(settings, directory)
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4, ident=None, clear_untrusted_proxy_headers=True)
    thread = threading.Thread(target=_serve, args=(server,), daemon=True)
    thread.start()
    try:
        yield RunningService(settings.public_url, app, settings, passwords)
    finally:
        server.close()
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
        app.extensions["database"].engine.dispose()


def _serve(server: waitress.server.BaseWSGIServer) -> None:
    with suppress(OSError):  # the only way to stop it from another thread is to close its socket
        server.run()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
