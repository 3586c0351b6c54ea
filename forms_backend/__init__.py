"""The backend behind the portal's forms. `create_app` reads like a table of contents."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from forms_backend.database import Database, make_engine
from forms_backend.errors import init_errors
from forms_backend.headers import init_headers
from forms_backend.i18n import init_translations
from forms_backend.limits import init_limits
from forms_backend.public_pages import spare_public_pages
from forms_backend.sealing import Keyring
from forms_backend.settings import BadSettings, Settings
from forms_backend.shell import init_shell
from services_directory import Directory, load

LARGEST_BODY_BYTES = 1_000_000


def create_app(settings: Settings, directory: Directory | None = None) -> Flask:
    """The web application of one process, with the roles its settings give it.

    Raises:
        NoShell: the portal is not built.
        BadSettings: the desk has no secret of its own.
        BadRecords: a record in services_directory is wrong.
    """
    if not settings.session_secret:
        raise BadSettings("Set PORTAL_DESK_SECRET_KEY_FILE to a file with at least 32 random characters: staff sign in here.")
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.session_secret,
        MAX_CONTENT_LENGTH=LARGEST_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY_BYTES,
        SESSION_COOKIE_NAME="s",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.cookies_are_secure,
        WTF_CSRF_SSL_STRICT=False,  # we send no Referer; headers.py checks Sec-Fetch-Site instead
        WTF_CSRF_TIME_LIMIT=8 * 3600,
    )
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)
    app.extensions["settings"] = settings
    app.extensions["keyring"] = Keyring(settings.keys_dir)
    app.extensions["directory"] = directory = directory or load()
    Database(make_engine(settings.database_url)).init_app(app)
    CSRFProtect(app)
    init_translations(app)
    style_hash = init_shell(app, settings.shells_dir)
    init_limits(app)
    exit_target_url = directory.local.exit_target_url
    init_headers(app, exit_target_url=exit_target_url, style_hash=style_hash, is_https=settings.cookies_are_secure)
    init_errors(app)
    _register_pages(app, settings, style_hash)
    spare_public_pages(app)
    return app


def _register_pages(app: Flask, settings: Settings, style_hash: str) -> None:
    from forms_backend.community_trigger.public import blueprint as case_review
    from forms_backend.health import health
    from forms_backend.journeys.views import exit_blueprint
    from forms_backend.letters.views import collect, print_desk
    from forms_backend.portal import portal_blueprint
    from forms_backend.referrals.public import blueprint as refer

    app.register_blueprint(health)
    if "intake" in settings.roles:
        app.register_blueprint(refer)
        app.register_blueprint(case_review)
        app.register_blueprint(exit_blueprint)
        app.register_blueprint(collect)
    if "desk" in settings.roles:
        from forms_backend.community_trigger.contact_views import desk as applications_desk
        from forms_backend.referrals.contact_views import desk as referrals_desk
        from forms_backend.staff import init_staff

        init_staff(app, settings)
        app.register_blueprint(referrals_desk)
        app.register_blueprint(applications_desk)
        app.register_blueprint(print_desk)
    if settings.serve_site:
        app.register_blueprint(portal_blueprint(settings.site_dir, style_hash))
