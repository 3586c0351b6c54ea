"""Each time somebody was told. Every part may be left empty: nobody is asked to judge whether it "qualifies"."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forms_backend.questions.fields import ChoiceField, DatePartsField, LongTextField, TextField
from forms_backend.questions.form_adapter import QuestionForm

BODIES = (
    ("council", _l("A council")),
    ("police", _l("The police")),
    ("landlord", _l("A landlord or housing association")),
    ("health", _l("A doctor, nurse or other health service")),
    ("school", _l("A school or college")),
    ("other", _l("Someone else")),
    ("not_sure", _l("I am not sure")),
)


class ComplaintItem(QuestionForm):
    title = _l("Report {number}: one time that you told someone")
    why = _l("Dates help the council to see what was reported and when. Tell us what you remember and leave the rest empty.")
    happened_on = DatePartsField(
        _l("When did it happen?"), _l("A month and a year are enough."), partial=True, past=True,
        summary=_l("It happened"),
    )  # fmt: skip
    reported_on = DatePartsField(
        _l("When did you tell someone?"), _l("A month and a year are enough."), partial=True, past=True,
        summary=_l("You told someone"),
    )  # fmt: skip
    body = ChoiceField(_l("Who did you tell?"), BODIES, summary=_l("Who you told"))
    body_name = TextField(
        _l("The name of the body, the person or the team"), _l("If you know it."), summary=_l("Name, person or team")
    )
    report_reference = TextField(
        _l("A reference number you were given"),
        _l("For example a crime number or a case number."),
        summary=_l("Reference number"),
    )
    what_happened = LongTextField(_l("What happened?"), _l("A few words are enough."), rows=4, summary=_l("What happened"))
    what_they_did = LongTextField(_l("What did they do about it?"), rows=4, summary=_l("What they did"))
