"""/letters/collect/: the person reads our letters with the reference and the code from their receipt.

Nothing goes in the address, in a cookie or in the browser's storage: the pass for the few minutes of reading is a sealed field of
the page itself, so closing the page ends it.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from flask_wtf import FlaskForm
from wtforms import StringField

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.letters import collecting, outbox
from forms_backend.letters.collecting import NoMatch, Pass, TooManyTries
from forms_backend.letters.models import Letter
from forms_backend.letters.pdf import letter_pdf
from forms_backend.limits import GUESS_A_CODE, SEND_A_FORM, limiter

collect = Blueprint("collect", __name__, url_prefix="/letters/collect", template_folder="templates")


class CollectForm(FlaskForm):
    """What the receipt says: a reference and a code."""

    reference = StringField(_l("Your reference"), description=_l("Eight letters and numbers, such as K7PM-4XQD."))
    code = StringField(_l("Your private code"), description=_l("Twelve letters and numbers, such as H4KQ-9TXM-C7RA."))


@collect.get("/")
def ask() -> str:
    return _ask(CollectForm(formdata=None))


@collect.post("/")
@limiter.limit(GUESS_A_CODE)
def read() -> str | tuple[str, int]:
    """The letters, or the form again with one sentence that is the same whatever was wrong."""
    form = CollectForm()
    if not form.validate_on_submit():
        return _ask(form, _l("Check the reference and the code, and try again.")), 422
    at, typed = timekeeping.now_utc(), (form.reference.data or "", form.code.data or "")
    try:
        leave = collecting.open_with_code(
            current_session(), _secret(), typed[0][:100], typed[1][:100], at, connection=get_remote_address()
        )
    except NoMatch:
        return _ask(form, _l("That reference and code do not belong together. Check both, and try again.")), 422
    except TooManyTries:
        return _ask(form, _l("There were too many tries with this reference. Wait a few minutes, then try again.")), 422
    return _letters(leave, at)


@collect.post("/document")
@limiter.limit(SEND_A_FORM)
def document() -> Response:
    """One letter as a file, in ordinary or large print."""
    leave = collecting.open_pass(request.form.get("pass", ""), _secret(), timekeeping.now_utc())
    letter = current_session().get(Letter, request.form.get("letter", default=0, type=int)) if leave else None
    if leave is None or letter is None or letter.reference != leave.reference:
        return redirect(url_for("collect.ask"), 303)
    pdf = letter_pdf(outbox.open_letter(letter, leave.letters_key), large_print=request.form.get("print") == "large")
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": 'attachment; filename="document.pdf"'})


def _ask(form: CollectForm, error: str = "") -> str:
    return render_template("letters/collect.html", form=form, error=error)


def _letters(leave: Pass, at: datetime) -> str:
    session = current_session()
    letters = collecting.read_letters(session, leave, at)
    session.commit()
    return render_template(
        "letters/collected.html", letters=letters, reference=leave.reference, leave=collecting.seal_pass(leave, _secret(), at)
    )


def _secret() -> str:
    return current_app.extensions["settings"].secret_key
