"""How old a check may be, and what a page says about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services_directory import freshness, load
from services_directory.freshness import CheckTimes, Freshness

TODAY = date(2026, 11, 21)
TIMES = CheckTimes(180, 365, 730)


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [
        (0, Freshness.FRESH),
        (179, Freshness.FRESH),
        (180, Freshness.DUE),
        (364, Freshness.DUE),
        (365, Freshness.OVERDUE),
        (729, Freshness.OVERDUE),
        (730, Freshness.HIDDEN),
    ],
)
def test_a_check_grows_old_in_steps(days_ago, state):
    assert freshness.freshness(TODAY - timedelta(days=days_ago), TODAY, TIMES) is state


def test_what_was_never_checked_is_shown_and_says_so(directory):
    service = directory.services["cruse"]
    assert freshness.freshness(None, TODAY, TIMES) is Freshness.NEVER
    assert not freshness.is_hidden(service, TODAY, TIMES)
    assert directory.check_note(service) == (
        "Nobody here has rung this yet. The number comes from: repeated in several public code repositories (2025 to 2026)."
    )


@pytest.mark.parametrize(
    ("days_ago", "note"),
    [
        (10, "Last checked on 11 November 2026."),
        (200, "Last checked on 5 May 2026. We are due to check it again."),
        (400, "Last checked on 17 October 2025. That is a long time ago, so the details may have changed."),
    ],
)
def test_a_page_says_how_old_the_check_is(directory, days_ago, note):
    service = replace(directory.services["cruse"], checked_on=TODAY - timedelta(days=days_ago))
    assert freshness.check_note(service, TODAY, TIMES) == note


def test_a_service_too_long_unchecked_is_hidden_but_999_never_is(directory):
    old = TODAY - timedelta(days=2000)
    assert freshness.is_hidden(replace(directory.services["cruse"], checked_on=old), TODAY, TIMES)
    assert not freshness.is_hidden(replace(directory.services["emergency-999"], checked_on=old), TODAY, TIMES)


def test_a_hidden_or_ended_service_is_not_published(records):
    path = records / "services" / "cruse.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("checked_on: null", "checked_on: 2020-01-01\nchecked_by: Us\nchecked_how: rang"), "utf-8")
    assert "cruse" not in {service.id for service in load(records, today=TODAY).published_services()}
    path.write_text(text.replace("checked_on: null", "checked_on: null\nvalid_to: 2026-11-20"), "utf-8")
    assert "cruse" not in {service.id for service in load(records, today=TODAY).published_services()}
    path.write_text(text.replace("checked_on: null", "checked_on: null\nvalid_to: 2026-11-21"), "utf-8")
    assert "cruse" in {service.id for service in load(records, today=TODAY).published_services()}


def test_the_settings_say_so_at_180_days_and_hide_at_365(directory):
    times = directory.check_times
    assert freshness.freshness(TODAY - timedelta(days=179), TODAY, times) is Freshness.FRESH
    assert freshness.freshness(TODAY - timedelta(days=180), TODAY, times) is Freshness.OVERDUE
    assert freshness.freshness(TODAY - timedelta(days=364), TODAY, times) is Freshness.OVERDUE
    assert freshness.freshness(TODAY - timedelta(days=365), TODAY, times) is Freshness.HIDDEN


def test_a_next_check_has_a_date():
    assert freshness.check_due_on(date(2026, 1, 1), TIMES) == date(2026, 6, 30)
    assert freshness.check_due_on(None, TIMES) is None
