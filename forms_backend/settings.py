"""One frozen settings object, read from the environment once, at start.

Every default is safe in production. What has no safe default is required: the start stops with one sentence that says what to set.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PROJECT_ROOT = Path(__file__).resolve().parent.parent
ALL_ROLES = frozenset({"intake", "desk"})


class BadSettings(Exception):
    """A setting is missing or wrong; the text is one sentence that says what to set."""


@dataclass(frozen=True)
class Settings:
    """How this process is set up. Times are minutes unless the name says otherwise.

    `secret_key` is shared by every web process. `desk_secret_key` is the desk's alone: staff sessions, second factors and recovery
    codes hang on it, so that whoever takes over the public forms cannot become a member of staff. It is empty without that role.
    """

    database_url: str
    secret_key: str
    keys_dir: Path
    mail_url: str
    mail_from: str
    public_url: str
    print_dir: Path
    desk_secret_key: str = ""
    roles: frozenset[str] = ALL_ROLES
    site_dir: Path = PROJECT_ROOT / "build" / "site"
    shells_dir: Path = PROJECT_ROOT / "build" / "shells"
    serve_site: bool = False
    trusted_proxies: int = 0
    draft_idle_minutes: int = 30
    staff_idle_minutes: int = 20
    staff_session_hours: int = 8

    @property
    def cookies_are_secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def session_secret(self) -> str:
        """What the session cookie of this process is signed with: the desk's own secret wherever staff sign in."""
        return self.desk_secret_key if "desk" in self.roles else self.secret_key


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        BadSettings: naming the one variable to set.
    """
    public_url = _required(environ, "PORTAL_PUBLIC_URL", "the address people see, such as https://help.example.org").rstrip("/")
    parts = urlsplit(public_url)
    is_local = parts.hostname in ("127.0.0.1", "localhost")
    if parts.scheme != "https" and not is_local:
        raise BadSettings("Set PORTAL_PUBLIC_URL to an https:// address: sign-in and forms must not travel in clear.")
    roles = _roles(environ.get("PORTAL_ROLES", "intake,desk"))
    return Settings(
        database_url=_required(
            environ, "DATABASE_URL", "for example postgresql+psycopg://portal@/portal or sqlite:///var/portal.sqlite3"
        ),
        secret_key=_secret(environ, "PORTAL_SECRET_KEY"),
        desk_secret_key=_desk_secret(environ) if "desk" in roles else "",
        keys_dir=Path(_required(environ, "PORTAL_KEYS_DIR", "the folder that holds the controllers' keys")),
        mail_url=_mail_url(environ, is_local=is_local),
        mail_from=_required(environ, "PORTAL_MAIL_FROM", "the sender's address of every email"),
        public_url=public_url,
        print_dir=Path(_required(environ, "PORTAL_PRINT_DIR", "the folder that letters for posting are written to")),
        roles=roles,
        site_dir=Path(environ.get("PORTAL_SITE_DIR", PROJECT_ROOT / "build" / "site")),
        shells_dir=Path(environ.get("PORTAL_SHELLS_DIR", PROJECT_ROOT / "build" / "shells")),
        serve_site=environ.get("PORTAL_SERVE_SITE", "no") == "yes",
        trusted_proxies=_whole_number(environ, "PORTAL_TRUSTED_PROXIES", 0, 0, 5),
        draft_idle_minutes=_whole_number(environ, "PORTAL_DRAFT_IDLE_MINUTES", 30, 20, 240),
        staff_idle_minutes=_whole_number(environ, "PORTAL_STAFF_IDLE_MINUTES", 20, 5, 60),
        staff_session_hours=_whole_number(environ, "PORTAL_STAFF_SESSION_HOURS", 8, 1, 12),
    )


def _required(environ: Mapping[str, str], name: str, meaning: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise BadSettings(f"Set {name}: {meaning}.")
    return value


def _secret(environ: Mapping[str, str], name: str) -> str:
    path = environ.get(f"{name}_FILE")
    if path and not Path(path).is_file():
        raise BadSettings(f"Set {name}_FILE to a file that exists and holds at least 32 random characters.")
    value = Path(path).read_text("utf-8").strip() if path else environ.get(name, "")
    if len(value) < 32:
        raise BadSettings(f"Set {name}_FILE to a file with at least 32 random characters.")
    return value


def _desk_secret(environ: Mapping[str, str]) -> str:
    value = _secret(environ, "PORTAL_DESK_SECRET_KEY")
    if value == _secret(environ, "PORTAL_SECRET_KEY"):
        raise BadSettings("Set PORTAL_DESK_SECRET_KEY_FILE to a secret of its own: the public forms must not hold the desk's.")
    return value


def _mail_url(environ: Mapping[str, str], *, is_local: bool) -> str:
    value = _required(
        environ, "PORTAL_MAIL_URL", "smtp://user:password@host:587 or, to keep mail on this machine, folder:var/outbox"
    )
    if urlsplit(value).scheme not in ("smtp", "smtps", "folder"):
        raise BadSettings("Set PORTAL_MAIL_URL to an address that begins with smtp://, smtps:// or folder:.")
    if urlsplit(value).scheme == "folder" and not is_local:
        raise BadSettings("Set PORTAL_MAIL_URL to a mail server: this service is public, and letters in a folder reach nobody.")
    return value


def _roles(text: str) -> frozenset[str]:
    roles = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not roles or not roles <= ALL_ROLES:
        raise BadSettings("Set PORTAL_ROLES to intake, desk or intake,desk.")
    return roles


def _whole_number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdigit() or not least <= int(text) <= most:
        raise BadSettings(f"Set {name} to a whole number from {least} to {most}.")
    return int(text)
