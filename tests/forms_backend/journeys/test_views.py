"""The engine's pages, on a small journey with a list."""

from __future__ import annotations

import re

import pytest

from tests.forms_backend.journeys.client import Walker, token_of
from tests.forms_backend.journeys.sample import MOST, sample_blueprint

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def sent(app) -> list:
    sent: list = []
    app.register_blueprint(sample_blueprint(sent))
    return sent


@pytest.fixture
def walker(sent, client) -> Walker:
    return Walker(client, "/sample")


def html(response) -> str:
    return response.get_data(as_text=True)


def to_trees(walker: Walker) -> None:
    walker.begin()
    assert walker.where(walker.answer("colour", {"colour": "blue"})) == "trees"


def add_tree(walker: Walker, number: int, kind: str):
    return walker.answer(f"trees/{number}", {"kind": kind})


def test_an_empty_list_leads_straight_to_the_first_item(walker):
    to_trees(walker)
    assert walker.where(walker.get("trees/")) == "trees/1"
    assert 'href="/sample/colour/"' in html(walker.get("trees/1/")), "Back leads past the empty list"


def test_items_are_added_changed_and_removed(walker, sent):
    to_trees(walker)
    add_tree(walker, 1, "Oak")
    assert walker.where(walker.answer("trees", {"another": "yes"})) == "trees/2"
    add_tree(walker, 2, "Elm")
    add_tree(walker, 1, "Birch")
    page = html(walker.get("trees/"))
    assert page.index("Birch") < page.index("Elm") and "Oak" not in page
    assert 'value="Birch"' in html(walker.get("trees/1/"))
    assert "Birch" in html(walker.get("trees/1/remove/"))
    walker.answer("trees/1/remove")
    assert "Birch" not in html(walker.get("trees/"))
    assert walker.where(walker.answer("trees", {"another": "no"})) == "blue"
    walker.answer("blue", {"how_blue": ["very"]})
    walker.send()
    assert sent == [{"colour": "blue", "trees": [{"kind": "Elm", "planted": ""}], "how_blue": ["very"], "story": ""}]


def test_asking_to_remove_removes_nothing(walker):
    to_trees(walker)
    add_tree(walker, 1, "Oak")
    walker.get("trees/1/remove/")
    assert "Oak" in html(walker.get("trees/"))


def test_when_the_last_item_is_removed_the_list_asks_whether_to_add_one(walker):
    to_trees(walker)
    add_tree(walker, 1, "Oak")
    walker.answer("trees/1/remove")
    page = walker.get("trees/")
    assert page.status_code == 200 and "No tree yet" in html(page)


def test_a_list_holds_so_many_and_no_more(walker):
    to_trees(walker)
    for number in range(1, MOST + 1):
        add_tree(walker, number, f"Tree{number}")
    assert walker.where(walker.get(f"trees/{MOST + 1}/")) == "trees"
    assert "as many as this form can hold" in html(walker.get("trees/"))
    assert walker.where(walker.answer("trees", {"another": "yes"})) == "blue"


def test_an_item_far_down_the_list_is_not_there(walker):
    to_trees(walker)
    assert walker.where(walker.get("trees/7/")) == "trees"
    assert walker.get("trees/0/").status_code == 404
    assert walker.get("colour/1/").status_code == 404


def test_the_same_item_sent_twice_is_one_item(walker):
    to_trees(walker)
    token = token_of(walker.get("trees/1/"))
    for _ in range(2):
        walker.client.post("/sample/trees/1/", data={"csrf_token": token, "kind": "Oak"})
    assert html(walker.get("trees/")).count("Remove<") == 1


def test_the_first_item_can_be_skipped(walker):
    to_trees(walker)
    token = token_of(walker.get("trees/1/"))
    response = walker.client.post("/sample/trees/1/", data={"csrf_token": token, "skip": "1"})
    assert walker.where(response) == "blue"


def test_yes_or_no_must_be_chosen(walker):
    to_trees(walker)
    add_tree(walker, 1, "Oak")
    response = walker.answer("trees", {})
    assert response.status_code == 422 and "Choose yes or no" in html(response)


def test_an_item_with_something_missing_keeps_what_was_typed(walker):
    to_trees(walker)
    response = walker.answer("trees/1", {"kind": "", "planted-day": "40", "planted-month": "May", "planted-year": "2020"})
    page = html(response)
    assert response.status_code == 422 and "Tree 1" in page
    assert 'value="40"' in page and 'value="May"' in page
    assert 'href="#kind"' in page and 'href="#planted-day"' in page, "every error is shown, each with a link"


def test_a_change_to_an_item_returns_to_the_list_and_then_to_the_check_page(walker):
    to_trees(walker)
    add_tree(walker, 1, "Oak")
    walker.answer("trees", {"another": "no"})
    walker.answer("blue", {})
    check = html(walker.get("check-answers/"))
    assert 'href="/sample/trees/1/?change=1"' in check
    response = walker.answer("trees/1?change=1", {"kind": "Ash"})
    assert response.headers["Location"] == "/sample/trees/?change=1"
    assert walker.where(walker.answer("trees?change=1", {"another": "no"})) == "check-answers"


def test_fields_that_were_not_shown_are_neither_checked_nor_kept(walker, sent):
    walker.begin()
    assert walker.answer("colour", {"colour": "red"}).status_code == 422
    walker.answer("colour", {"colour": "red", "shade": "crimson"})
    walker.answer("colour", {"colour": "", "shade": "crimson"})
    walker.client.post("/sample/trees/1/", data={"csrf_token": token_of(walker.get("trees/1/")), "skip": "1"})
    walker.send()
    assert sent == [{"colour": ""}]


def test_skipping_drops_what_was_answered(walker):
    walker.begin()
    walker.answer("colour", {"colour": "blue"})
    assert " checked" in html(walker.get("colour/"))
    walker.answer("colour", {"colour": "blue", "skip": "1"})
    assert " checked" not in html(walker.get("colour/"))


def test_a_page_too_far_ahead_leads_to_the_first_open_one(walker):
    walker.begin()
    for path in ("blue/", "trees/", "check-answers/", "receipt/"):
        assert walker.where(walker.get(path)) == "colour"
    assert walker.get("nothing-here/").status_code == 404


def test_a_stale_token_keeps_what_was_typed_and_asks_again(walker):
    walker.begin()
    response = walker.answer("colour", {"colour": "red", "shade": "crimson"}, token="0" * 32)
    page = html(response)
    assert response.status_code == 422 and "This page was open for a while" in page
    assert 'value="crimson"' in page
    assert walker.answer("colour", {"colour": "red", "shade": "crimson"}, token="é☃").status_code == 422


def test_without_a_token_nothing_is_sent(walker, sent):
    to_trees(walker)
    walker.answer("trees/1", {"kind": "Oak"})
    walker.answer("trees", {"another": "no"})
    walker.answer("blue", {})
    assert walker.client.post("/sample/check-answers/", data={}).status_code == 422
    assert sent == []


def test_pages_set_no_other_cookie_and_are_never_stored(walker):
    walker.begin()
    response = walker.get("colour/")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert {cookie.key for cookie in walker.client._cookies.values()} == {"draft"}


def test_errors_are_tied_to_their_input(walker):
    walker.begin()
    page = html(walker.answer("colour", {"colour": "red", "shade": ""}))
    assert re.search(r"<title>Error: Which colour\?", page)
    assert re.search(r'<input[^>]*id="shade"[^>]*aria-describedby="shade-error"', page)
    assert re.search(r'id="colour"[^>]*value="red"[^>]* checked', page)


def test_other_journeys_in_the_same_browser_are_left_alone(walker):
    walker.begin()
    walker.answer("colour", {"colour": "red", "shade": "crimson"})
    other = Walker(walker.client, "/refer")
    other.begin()
    assert 'value="crimson"' in html(walker.get("colour/"))
    assert walker.begin() == "colour"
    assert 'value="crimson"' not in html(walker.get("colour/")), "Start again deletes this journey's answers"
    assert other.get("what-stays-private/").status_code == 200
