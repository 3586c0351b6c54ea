"""Error pages: in the shell, in plain words, with a way on. None of them says what the person typed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, render_template
from flask_babel import lazy_gettext as _l
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException


@dataclass(frozen=True)
class ErrorWords:
    """What an error page says: a title, what happened, and what the person can do."""

    title: str
    what_happened: str
    what_to_do: str


WORDS = {
    400: ErrorWords(
        _l("We could not read that"),
        _l("Something in what your browser sent was not complete. Nothing was saved or sent."),
        _l("Go back and try again. If it keeps happening, use one of the phone lines below."),
    ),
    401: ErrorWords(
        _l("Sign in first"),
        _l("This page is for staff who have signed in."),
        _l("If you came here for help, go to the home page."),
    ),
    403: ErrorWords(
        _l("You cannot open this page"),
        _l("Your account, or the page you came from, may not do this. Nothing was changed."),
        _l("If you came here for help, go to the home page."),
    ),
    404: ErrorWords(
        _l("We cannot find that page"),
        _l("The address may be wrong, or the page may have moved."),
        _l("You can start again from the home page, or look through the list of services."),
    ),
    405: ErrorWords(
        _l("That did not work"),
        _l("This page cannot be opened like that. Nothing was changed."),
        _l("Go back and use the button on the page."),
    ),
    413: ErrorWords(
        _l("That was too long for us to read"),
        _l("You sent more than this form can take. What you sent before is still there."),
        _l("Go back and make the answer shorter. You can tell us the rest when we speak."),
    ),
    429: ErrorWords(
        _l("Please wait a moment"),
        _l("There were many tries from this connection in a short time. Nothing you sent was lost."),
        _l("Wait a minute, then try again. If you share this connection with others, that can be the cause."),
    ),
    500: ErrorWords(
        _l("Something went wrong on our side"),
        _l("We could not do that. If you pressed Send and did not see a reference, we have not got it."),
        _l("Wait a minute, then try again. If you need someone now, use one of the phone lines below."),
    ),
    503: ErrorWords(
        _l("This part of the service is not working just now"),
        _l("We cannot reach the place where answers are kept. Nothing was sent."),
        _l("Try again in a little while. If you need someone now, use one of the phone lines below."),
    ),
}

STALE_PAGE = ErrorWords(
    _l("This page was open for a long time"),
    _l("To keep you safe, the page stopped working after a while. Nothing was sent."),
    _l("Go back, load the page again, and carry on."),
)


def init_errors(app: Flask) -> None:
    """Answer every HTTP error with a page of ours; a failing database is a 503 that promises nothing."""

    @app.errorhandler(CSRFError)
    def _stale(error: CSRFError):
        return _page(400, STALE_PAGE)

    @app.errorhandler(RateLimitExceeded)
    def _too_many(error: RateLimitExceeded):
        return _page(429, WORDS[429])

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException):
        if error.response is not None:
            return error.response
        code = error.code or 500
        body, status = _page(code, WORDS.get(code, WORDS[400 if code < 500 else 500]))
        headers = [(name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Location")]
        return body, status, headers

    @app.errorhandler(Exception)
    def _unexpected(error: Exception):
        from sqlalchemy.exc import OperationalError

        # The kind of error and the place are logged; its text may hold what a person typed, so it is not.
        app.logger.error("unexpected error: %s at %s", type(error).__name__, _place_of(error))
        if app.testing and app.config.get("RAISE_UNEXPECTED"):
            raise error
        code = 503 if isinstance(error, OperationalError) else 500
        return _page(code, WORDS[code])


def _page(code: int, words: ErrorWords):
    return render_template("errors/error.html", code=code, words=words), code


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(places[-6:])
