"""No answer of the council's desk shows a case without a new row in the access log, whatever was sent."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import letters
from forms_backend.community_trigger import decision as decision_module
from forms_backend.community_trigger import pass_on as pass_on_module
from forms_backend.history import AccessEntry
from tests.forms_backend.community_trigger import make
from tests.forms_backend.community_trigger.test_views import MET, address, assess, decide, desk, version

__all__ = ["desk"]  # a fixture

OPENS_NOTHING = {"assess", "queue"}  # they show or change what is readable without keys
MEETING = {"meeting_group": "other", "meeting_name": "Extra", "meeting_on-day": "10", "meeting_on-month": "12"}
PASS_ON = {"to_area": "cambridge", "reason": "In the city"}
BAD_INPUTS = [
    pytest.param({}, id="nothing"),
    pytest.param({"version": "0"}, id="an old version"),
    pytest.param({"version": "0", "reason": "x" * 20_000, "counted": ["99"], "outcome": "perhaps"}, id="nonsense"),
    pytest.param({"version": "0"} | MET | MEETING | PASS_ON | {"counted": ["1", "2", "3"]}, id="good but stale"),
    pytest.param({"change": "yes", "version": "1"} | MET, id="change"),
]


def looks(session) -> int:
    session.expire_all()
    return session.scalar(sa.select(sa.func.count()).select_from(AccessEntry))


def addresses_of(app, method: str) -> list[str]:
    """What follows the reference in the address of every case route of this desk."""
    return [
        rule.rule.split("/", 4)[-1]
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("applications_desk.") and "reference" in rule.arguments and method in rule.methods
    ]


@pytest.fixture(params=["received", "assessing", "met"])
def made(request, app, session, clock, desk):
    """A case in each state that its pages differ by."""
    one = make.submit_one(app, clock)
    if request.param != "received":
        assess(desk, one)
    if request.param == "met":
        decide(desk, one, MET, confirm="yes")
    return one


@pytest.mark.parametrize("data", BAD_INPUTS)
def test_whatever_is_sent_a_case_that_is_shown_is_in_the_log(app, session, desk, made, data):
    asked = [what for what in addresses_of(app, "POST") if what not in OPENS_NOTHING]
    assert {"contact", "decide", "meeting", "pass-on"} <= set(asked)
    for what in asked:
        before = looks(session)
        answer = desk.post(address(made, what), data=data)
        if answer.status_code in (200, 409, 422):
            assert looks(session) > before, f"{what}: {answer.status_code}"


def test_every_page_that_is_read_is_in_the_log(app, session, desk, made):
    (ct1, *_rest) = letters.letters_of(session, made.reference)
    asked = [what.replace("<int:letter_id>", str(ct1.id)) for what in addresses_of(app, "GET")]
    assert {"", "decide", "meeting", "pass-on"} <= set(asked)
    for what in asked:
        before = looks(session)
        if desk.get(address(made, what)).status_code == 200:
            assert looks(session) > before, what


def test_the_letter_shown_before_a_decision_is_in_the_log(app, session, clock, desk):
    made = make.submit_one(app, clock)
    assess(desk, made)
    before = looks(session)
    assert decide(desk, made, MET).status_code == 200
    assert looks(session) == before + 1


@pytest.mark.parametrize(
    ("module", "name", "what", "data"),
    [(decision_module, "record", "decide", MET | {"confirm": "yes"}), (pass_on_module, "pass_on", "pass-on", PASS_ON)],
    ids=["decide", "pass on"],
)
def test_a_change_that_comes_too_late_leaves_its_look_in_the_log(
    app, session, clock, desk, monkeypatch, module, name, what, data
):
    def too_late(*_parts, **_names):
        raise StaleDataError("someone else was quicker")

    made = make.submit_one(app, clock)
    assess(desk, made)
    monkeypatch.setattr(module, name, too_late)
    before = looks(session)
    answer = desk.post(address(made, what), data={"version": version(made), "counted": ["1", "2", "3"]} | data)
    assert answer.status_code == 409
    assert looks(session) > before
