"""From what a person wrote to the advice, and from a person's choice to what counted."""

from datetime import date

from forms_backend.community_trigger.assessment import advice_on, complaints_of, contradicts_count, what_counted
from forms_backend.community_trigger.threshold import Advice, Note
from tests.forms_backend.community_trigger import make
from tests.forms_backend.community_trigger.stand_ins import SomeThreshold

ON = date(2026, 11, 23)


def test_reports_keep_their_order_and_may_lack_anything():
    first, second = complaints_of({"complaints": [{"happened_on": "2026-05"}, {}]})
    assert (first.number, first.happened.is_exact, first.reported) == (1, False, None)
    assert (second.number, second.happened, second.body) == (2, None, "")


def test_a_body_that_is_not_in_the_list_is_known_by_its_name():
    named, listed = complaints_of({"complaints": [make.report(body="other", body_name="The vicar"), make.report(body="police")]})
    assert (named.body, listed.body) == ("The vicar", "police")


def test_agreement_in_writing_only_matters_when_someone_else_asks():
    rule = SomeThreshold(written_consent=True)
    for changes, warned in (({}, False), ({"applying_for": "someone", "consent": "spoken"}, True)):
        notes = {about.note for about in advice_on(make.answers(**changes), ON, rule).notes}
        assert (Note.WRITTEN_CONSENT_WANTED in notes) is warned


def test_a_group_is_measured_by_the_councils_rule_for_groups():
    rule = SomeThreshold(group_count=5, group_people=5)
    assert advice_on(make.answers(applying_for="group", group_people="6"), ON, rule).group.people == 6
    assert advice_on(make.answers(applying_for="self", group_people="6"), ON, rule).group is None
    assert advice_on(make.answers(applying_for="group", group_people="lots"), ON, rule).group.people is None


def test_a_person_may_count_otherwise_and_it_shows():
    advice = advice_on(make.answers(complaints=[make.report(), make.report(reported="")]), ON, SomeThreshold())
    assert [one.advice for one in advice.complaints] == [Advice.COUNTS, Advice.CANNOT_TELL]
    assert [(one.counted, one.differs) for one in what_counted(advice, {2})] == [(False, True), (True, True)]
    assert not any(one.differs for one in what_counted(advice, {1}))


def test_only_not_met_in_spite_of_enough_complaints_contradicts_the_act():
    advice = advice_on(make.answers(), ON, SomeThreshold())
    assert contradicts_count(advice, False, {1, 2, 3})
    assert not contradicts_count(advice, True, {1, 2, 3})
    assert not contradicts_count(advice, True, {1})
    assert not contradicts_count(advice, False, {1, 2})
