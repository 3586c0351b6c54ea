"""The pages of the form: each can be reached, asks what it says, and says why; nobody is asked to judge their own case."""

import re

import pytest

from forms_backend.community_trigger.desk_page import CONTACT_PAGE_NAMES
from forms_backend.community_trigger.forms import FORMS
from forms_backend.community_trigger.journey import case_review
from forms_backend.community_trigger.models import Application
from forms_backend.community_trigger.people import applicant_of, area_of, victim_of
from forms_backend.community_trigger.public import describe_report
from forms_backend.questions.form_adapter import facts_of
from tests.forms_backend.community_trigger import make

JOURNEY = case_review(lambda postcode: "cambridge" if postcode == "CB1 1AA" else None)
WHO = ("self", "someone", "business", "group")
OWN_PAGES = [page for page in JOURNEY.pages if page.name in FORMS or page.repeats]


def form_class(name, answers=None):
    form = FORMS[name]
    return form if isinstance(form, type) else form(answers or {})


@pytest.mark.parametrize("page", OWN_PAGES, ids=lambda page: page.name)
def test_a_page_asks_exactly_what_its_form_holds_and_says_why(app, clock, page):
    with app.test_request_context():
        form = form_class(page.repeats or page.name)
        assert str(form.title) and str(form.why)
        if not page.repeats:
            assert tuple(field.name for field in facts_of(form)) == page.asks


def test_every_page_can_be_reached_by_somebody():
    seen = set()
    for who in WHO:
        for start in ("us", "them"):
            answers = {"applying_for": who, "who_starts": start} | {
                f"{way}_safe": "yes" for way in ("phone", "text", "email", "post")
            }
            seen |= set(JOURNEY.path_names(answers))
    assert seen == {page.name for page in JOURNEY.pages}


def test_a_sure_postcode_saves_a_question():
    assert "council" not in JOURNEY.path_names({"postcode": "CB1 1AA"})
    assert "council" in JOURNEY.path_names({"postcode": "PE1 1AA"})


def test_a_changed_mind_leaves_no_trace_of_the_other_person():
    answers = make.answers(applying_for="self", victim_name="Quibbletwist", consent="written")
    assert not {"victim_name", "consent"} & set(JOURNEY.kept(answers))


def test_nobody_is_asked_whether_they_qualify(app, clock):
    words = []
    with app.test_request_context():
        for page in OWN_PAGES:
            form = form_class(page.repeats or page.name)
            words += [str(form.title), *(str(field.label) for field in facts_of(form))]
    assert not [text for text in words if re.search(r"qualif|eligib|threshold|criteria", text, re.IGNORECASE)]


def test_sentences_are_short_and_blame_nobody(app, clock):
    with app.test_request_context():
        texts = [str(text) for text in _every_word()]
    long = [s for text in texts for s in re.split(r"(?<=[.?!])\s+", text) if len(s.split()) > 25]
    assert long == []
    blaming = r"\balleg|\bclaim|\badmit|\bfailed to\b|\bwhy did you not\b|\bpetty\b|\bvexatious\b"
    assert [text for text in texts if re.search(blaming, text, re.IGNORECASE)] == []


def _every_word():
    for page in OWN_PAGES:
        form = form_class(page.repeats or page.name)
        yield from (form.title, form.why, form.lead, *form.notes)
        for question in form(formdata=None):
            yield from (question.label.text, question.description, question.required)
            yield from dict(getattr(question, "choices", ())).values()
            yield from getattr(question, "hints", {}).values()


@pytest.mark.parametrize("area", ["fenland", "south-cambridgeshire"])
def test_a_council_that_wants_agreement_in_writing_says_so_and_blocks_nobody(app, clock, area):
    with app.test_request_context():
        form = form_class("their-agreement", {"area": area})
        assert bool(form.notes) is (area == "fenland")
        for said in ("written", "not_yet", ""):
            assert form(formdata=None, data={"consent": said}).is_right({})


@pytest.mark.parametrize(
    ("answers", "applicant", "victim", "same"),
    [
        ({"applying_for": "self", "call_me": "Sam"}, "Sam", "Sam", True),
        ({"applying_for": "someone", "call_me": "Sam", "victim_name": "Ade"}, "Sam", "Ade", False),
        ({"applying_for": "someone", "call_me": "Sam"}, "Sam", "", False),
        ({"applying_for": "business", "call_me": "Sam", "business_name": "The shop"}, "Sam", "The shop", True),
        ({"applying_for": "group", "call_me": "Sam", "group_name": "Mill Street"}, "Sam", "Mill Street", True),
    ],
)
def test_who_asks_and_who_was_hurt_are_kept_apart(answers, applicant, victim, same):
    assert applicant_of(answers).name == applicant
    assert (victim_of(answers).name, victim_of(answers).is_applicant) == (victim, same)


def test_nobody_contacts_the_person_hurt_unless_told_that_it_is_safe():
    assert victim_of({"applying_for": "someone"}).may_contact == "no"
    assert victim_of({"applying_for": "someone", "victim_contact_safe": "yes"}).may_contact == "yes"


def test_the_area_is_the_one_chosen_and_never_made_up(directory):
    assert area_of({"area": "fenland"}, directory) == "fenland"
    assert area_of({"area": "atlantis"}, directory) is None
    assert area_of({}, directory) is None


def test_a_report_is_described_so_that_one_knows_which_is_which(app):
    with app.test_request_context():
        words = describe_report({"happened_on": "2026-05", "reported_on": "2026-05-03", "body": "police", "body_name": "PC Lee"})
        assert words == "It happened: May 2026\nYou told: The police (PC Lee)\nYou told someone: Sunday 3 May 2026"
        assert describe_report({}) == "Nothing filled in yet"


class Walker:
    """Goes through the form as a browser does: gets each page, fills in what the test names, skips the rest."""

    def __init__(self, client, given):
        self.client, self.given, self.seen = client, given, []

    def post(self, path, data):
        page = self.client.get(path)
        token = re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]
        return self.client.post(path, data={**data, "csrf_token": token})

    def to_check_answers(self):
        path = self.client.post("/case-review/").headers["Location"]
        while not path.endswith("/check-answers/"):
            name = path.removeprefix("/case-review/").strip("/")
            page = self.client.get(path)
            if page.status_code == 303:
                path = page.headers["Location"]
                continue
            assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
            self.seen.append(name)
            answer = self.post(path, self.given.get(name, {"skip": "1"}))
            assert answer.status_code == 303, f"{name}: {answer.status_code}"
            path = answer.headers["Location"]
        return path

    def send(self):
        return self.post(self.to_check_answers(), {})


LEAST = {
    "who-is-applying": {"applying_for": "self"},
    "council": {"area": make.SOUTH_CAMBS},
    "your-name": {"call_me": "Sam"},
    "who-gets-in-touch": {"who_starts": "them"},
    "declaration": {"declaration": "yes"},
}


def test_the_least_there_can_be_is_enough_to_send(app, client, session, clock):
    walker = Walker(client, LEAST)
    assert walker.send().headers["Location"] == "/case-review/receipt/"
    case = session.query(Application).one()
    receipt = client.get("/case-review/receipt/")
    assert case.reference in receipt.text
    for words in ("South Cambridgeshire District Council", "Tuesday 24 November 2026", "Tuesday 1 December 2026"):
        assert words in receipt.text
    assert "We send you nothing, as you asked" in receipt.text
    assert "has not given us this person" in receipt.text


def test_the_form_sent_twice_makes_one_case(app, client, session, clock):
    walker = Walker(client, LEAST)
    path = walker.to_check_answers()
    token = re.search(r'name="csrf_token" value="([^"]*)"', client.get(path).text)[1]
    answers = [client.post(path, data={"csrf_token": token}) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {"/case-review/receipt/"}
    assert session.query(Application).count() == 1


def test_reports_are_a_list_that_can_be_added_to_and_left_incomplete(app, client, session, clock, keyring):
    from forms_backend import cases

    first = {"happened_on-month": "10", "happened_on-year": "2026", "body": "police"}
    given = LEAST | {"complaints/1": first, "complaints": {"another": "no"}}
    Walker(client, given).send()
    case = session.query(Application).one()
    (kept,) = case.open(cases.open_keys(case, keyring), "sealed_answers")["complaints"]
    assert (kept["happened_on"], kept["reported_on"], kept["body"]) == ("2026-10", "", "police")


def test_what_is_typed_is_kept_when_something_must_be_mended(app, client, clock):
    Walker(client, LEAST | {"complaints/1": {"body": "police"}, "complaints": {"another": "no"}}).to_check_answers()
    page = client.get("/case-review/complaints/1/")
    token = re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]
    typed = {
        "csrf_token": token,
        "happened_on-day": "40",
        "happened_on-month": "10",
        "happened_on-year": "2026",
        "what_happened": "A <b>",
    }
    answer = client.post("/case-review/complaints/1/", data=typed)
    assert answer.status_code == 422
    assert 'value="40"' in answer.text and "A &lt;b&gt;" in answer.text


def test_without_a_safe_way_the_form_says_what_is_missing(app, client, session, clock):
    given = LEAST | {"who-gets-in-touch": {"who_starts": "us"}}
    answer = Walker(client, given).send()
    assert answer.status_code == 422 and "safe way to reach you" in answer.text
    assert session.query(Application).count() == 0


def test_the_tab_says_nothing_of_what_the_form_is_about(app, client, clock):
    walker = Walker(client, LEAST | {"who-is-applying": {"applying_for": "someone"}})
    walker.to_check_answers()
    for name in ["", *(own for own in walker.seen if own not in CONTACT_PAGE_NAMES), "check-answers"]:
        title = re.search(r"<title>(.*?)</title>", client.get(f"/case-review/{name}/".replace("//", "/")).text, re.DOTALL)[1]
        assert not re.search(r"danger|hurt|harm|antisocial|behaviour|crime|police", title, re.IGNORECASE), (name, title)


def test_the_start_page_says_first_what_must_be_known(app, client):
    page = client.get("/case-review/").text
    assert page.index("999") < page.index("Who sees what you write")
    for words in (
        "council you choose",
        "does not go to the Victim and Witness Hub",
        "One of them is the police",
        "may have to tell others",
    ):
        assert words in page


def test_a_receipt_shows_danger_first_when_the_person_spoke_of_it(app, client, clock):
    Walker(client, LEAST | {"danger-now": {"danger_now": "yes"}}).send()
    page = client.get("/case-review/receipt/").text
    assert page.index("You told us that someone may be in danger") < page.index("What happens next")
