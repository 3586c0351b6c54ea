"""The rights and the stages as a victim reads them: complete, kind, plain, and honest about what nobody has seen.

Read straight from the records, so that a fault of the loader and a fault of the words never hide each other.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from lxml import html

from services_directory.days.limits import limit_from
from tests.content import reading

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "services_directory" / "records"
LONGEST_SENTENCE = 25
HIGHEST_GRADE = 5.0  # a reading age of about 10; most are near 8
BANNED = re.compile(
    r"\b(alleged|allegedly|allegation|claims|claimed|admit|admits|admitted|failed to|why did you|should have (told|reported))\b",
    re.I,
)
PROMISES = re.compile(
    r"\bwe (will|promise to) (get|make|win|catch)|\byou will (get|win|be paid)|\bwill be (caught|charged|found guilty)\b", re.I
)
PHONE = re.compile(r"\b(0\d[\d ]{7,}|999|101|111|116 ?123)\b")
HELPER = re.compile(r"\{\{ (phone|service_link)\('([a-z0-9-]+)'\) \}\}")
OUR_PAGES = re.compile(r"\]\((/(?:your-rights|what-happens)/[a-z0-9/-]*)(#[a-z0-9-]+)?\)")
MUST_SAY_IT_IS_UNSEEN = re.compile(r"check|to be checked|not seen|older|cps\.gov\.uk|gov\.uk", re.I)


@cache
def records(folder: str) -> dict[str, dict[str, Any]]:
    files = sorted((RECORDS / folder).glob("*.yml"))
    found = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in files}
    for record in found.values():
        for duty in record.get("duties", []):
            if "limit" in duty:
                limit = limit_from(duty["limit"])
                duty |= {"standard": limit.standard_words, "enhanced": limit.enhanced_words}
    return found


RIGHTS, STAGES = records("rights"), records("stages")
EVERY = {**RIGHTS, **STAGES}
DUTIES = [pytest.param(duty, id=f"{name}:{duty['what'][:40]}") for name, right in RIGHTS.items() for duty in right["duties"]]


def rights_by_id() -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in RIGHTS.values()}


def stages_by_id() -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in STAGES.values()}


def texts(record: dict[str, Any]) -> list[str]:
    """Every field that a reader sees, as an editor wrote it."""
    single = ("title", "summary", "means", "not_covered", "if_not_kept", "what_happens", "who_contacts_you", "how_long")
    found = [record[key] for key in single if record.get(key)]
    found += record.get("what_to_say", []) + record.get("you_can", [])
    for duty in record.get("duties", []):
        found += [f"{duty['who']} must {duty['what']}.", duty["standard"], duty["enhanced"], duty.get("note") or ""]
    for special in record.get("special", []):
        found += [special["case"], special["text"]]
    return [text for text in found if text]


def blocks(text: str) -> list[str]:
    """Paragraphs and list items in plain words, with a plain name where a helper puts a service or a number."""
    tree = html.fragment_fromstring(markdown.markdown(HELPER.sub("the service", text)), create_parent="div")
    for inner in tree.xpath(".//li//ul | .//li//ol"):
        inner.getparent().remove(inner)
    found = tree.xpath(".//p[not(ancestor::li)] | .//li")
    return [" ".join(element.text_content().split()) for element in found]


def prose(record: dict[str, Any]) -> list[str]:
    return [block for text in texts(record) for block in blocks(text)]


def test_there_are_twelve_rights_and_thirteen_stages_numbered_without_a_gap():
    assert [right["number"] for right in RIGHTS.values()] == list(range(1, 13))
    assert [stage["number"] for stage in STAGES.values()] == list(range(13))


@pytest.mark.parametrize("name", RIGHTS)
def test_every_right_has_all_its_parts(name):
    right = RIGHTS[name]
    for key in (
        "title",
        "official_title",
        "summary",
        "means",
        "duties",
        "not_covered",
        "what_to_say",
        "if_not_kept",
        "services",
        "stages",
        "source",
    ):
        assert right[key], f"{name}: {key} is empty"
    assert right["code_edition"] == "2021"
    assert right["valid_from"].isoformat() == "2021-04-01"
    assert len(right["what_to_say"]) >= 3, "a person needs more than one thing to say"
    assert len(prose(right)) >= 25, "thinner than a person in need would accept"


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_has_all_its_parts(name):
    stage = STAGES[name]
    for key in (
        "title",
        "summary",
        "what_happens",
        "who_contacts_you",
        "how_long",
        "you_can",
        "rights",
        "services",
        "special",
        "source",
    ):
        assert stage[key], f"{name}: {key} is empty"
    assert "**What can happen next.**" in stage["what_happens"]
    assert len(stage["you_can"]) >= 4


def test_only_rights_1_4_and_12_need_no_report():
    assert [right["number"] for right in RIGHTS.values() if not right["needs_report"]] == [1, 4, 12]


@pytest.mark.parametrize("duty", DUTIES)
def test_every_duty_says_who_must_do_what_by_when_and_where_we_read_it(duty):
    assert all(duty[key].strip() for key in ("who", "what", "standard", "enhanced", "source"))
    assert duty["confidence"] in ("high", "medium", "low")
    assert duty["what"][0].islower() and not duty["what"].endswith("."), "it follows 'must' in a table"


@pytest.mark.parametrize("duty", [each for each in DUTIES if each.values[0]["confidence"] != "high"])
def test_a_duty_that_nobody_has_seen_in_the_code_says_where_to_check(duty):
    assert MUST_SAY_IT_IS_UNSEEN.search(duty["source"])


@pytest.mark.parametrize("duty", [each for each in DUTIES if each.values[0]["confidence"] == "medium"])
def test_a_duty_seen_only_in_part_is_hedged_on_the_page(duty):
    """Low ones the page marks by itself; a medium one must say it in its note, which stands alone under the table."""
    assert "Please check" in duty["note"]


def test_a_duty_from_general_knowledge_is_of_low_confidence():
    unseen = [duty for duty in DUTIES if "general knowledge" in duty.values[0]["source"].lower()]
    assert unseen and not [duty.id for duty in unseen if duty.values[0]["confidence"] != "low"]


@pytest.mark.parametrize(
    ("right", "words", "standard", "enhanced"),
    [
        ("support-services", "refer you", "within 2 working days", "within 2 working days"),
        ("updates-on-the-case", "arrested", "within 5 working days", "within 1 working day"),
        ("updates-on-the-case", "bail", "within 5 working days", "within 1 working day"),
        ("updates-on-the-case", "not investigate", "within 5 working days", "within 1 working day"),
        ("trial-and-witnesses", "time, date and place", "within 1 working day", "within 1 working day"),
        ("trial-and-witnesses", "bail hearing", "within 5 working days", "within 1 working day"),
        ("trial-and-witnesses", "have to give evidence", "within 1 working day", "within 1 working day"),
        ("outcome-and-appeals", "the sentence and what it means", "within 1 working day", "within 1 working day"),
        ("after-conviction", "pass your details", "within 10 working days", "within 10 working days"),
        ("after-conviction", "contact you", "within 20 working days", "within 20 working days"),
    ],
)
def test_the_limits_are_those_of_the_2021_code(right, words, standard, enhanced):
    [duty] = [duty for duty in rights_by_id()[right]["duties"] if words in duty["what"]]
    assert duty["standard"].startswith(standard) and duty["enhanced"].startswith(enhanced)


def test_the_old_rule_of_updates_every_28_days_is_nowhere():
    """28 days is right in one place only: asking for a Crown Court sentence to be looked at."""
    for name, record in EVERY.items():
        for block in prose(record):
            assert "28 days" not in block or re.search(r"sentence|complaint to end|you must ask", block, re.I), f"{name}: {block}"
            assert not re.search(r"every 28|at least (once a )?month", block, re.I), f"{name}: {block}"


@pytest.mark.parametrize("name", EVERY)
def test_no_word_blames_doubts_or_promises(name):
    for sentence in (each for block in prose(EVERY[name]) for each in reading.sentences(block)):
        assert not BANNED.search(sentence), sentence
        assert not PROMISES.search(sentence) or "Nobody can promise" in sentence, sentence


@pytest.mark.parametrize("name", EVERY)
def test_no_phone_number_is_typed_by_hand(name):
    for text in texts(EVERY[name]):
        assert not (found := PHONE.search(HELPER.sub("", text))), f"{found[0]!r} in: {text[:80]}"


@pytest.mark.parametrize("name", EVERY)
def test_sentences_are_short(name):
    sentences = [sentence for block in prose(EVERY[name]) for sentence in reading.sentences(block)]
    assert not (long := [sentence for sentence in sentences if len(reading.words(sentence)) > LONGEST_SENTENCE]), long


@pytest.mark.parametrize("name", EVERY)
def test_the_words_are_plain(name):
    grade = reading.grade(prose(EVERY[name]))
    assert grade <= HIGHEST_GRADE, f"grade {grade:.1f}, a reading age of about {grade + 5:.0f}"


@pytest.mark.parametrize("name", EVERY)
def test_fields_hold_no_headings_and_lists_no_markup(name):
    """The page owns its headings; what is said aloud or copied is shown as it stands."""
    record = EVERY[name]
    assert not [text for text in texts(record) if re.search(r"^#|<h\d", text, re.M)]
    plain = record.get("what_to_say", []) + record.get("you_can", []) + [record["summary"], record["title"]]
    plain += [record[key] for key in ("who_contacts_you", "how_long") if key in record]
    assert not [text for text in plain if "{{" in text or "](" in text or "**" in text]


def test_rights_and_stages_name_each_other_in_both_directions():
    from_rights = {(right["id"], stage) for right in RIGHTS.values() for stage in right["stages"]}
    from_stages = {(right, stage["id"]) for stage in STAGES.values() for right in stage["rights"]}
    assert from_rights == from_stages


def test_every_link_between_records_and_pages_resolves():
    written = (path.relative_to(ROOT / "content").with_suffix("") for path in (ROOT / "content").rglob("*.md"))
    pages = {f"/{path}/".replace("/index/", "/") for path in written}
    pages |= {f"/your-rights/{name}/" for name in rights_by_id()} | {f"/what-happens/{name}/" for name in stages_by_id()}
    for name, record in EVERY.items():
        for text in texts(record):
            assert {target for target, _ in OUR_PAGES.findall(text)} <= pages, name
    assert {after for stage in STAGES.values() for after in stage["next"]} <= set(stages_by_id())


def test_every_service_that_is_named_has_a_record():
    known = {path.stem for path in (RECORDS / "services").glob("*.yml")}
    for name, record in EVERY.items():
        in_words = {service for text in texts(record) for _, service in HELPER.findall(text)}
        assert set(record["services"]) | in_words <= known, f"{name}: {(set(record['services']) | in_words) - known}"
        assert "{{" not in HELPER.sub("", " ".join(texts(record))), f"{name}: a helper that pages do not know"


def test_every_stage_can_be_reached_from_the_first():
    reached, waiting = set(), ["deciding-whether-to-report"]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += stages_by_id()[stage]["next"]
    assert reached == set(stages_by_id())


@pytest.mark.parametrize("name", RIGHTS)
def test_when_a_right_is_not_kept_the_page_leads_to_the_ombudsman(name):
    words = RIGHTS[name]["if_not_kept"]
    assert "service_link('phso')" in words
    assert "/your-rights/how-to-complain/" in words
    assert "Hub" in words, "someone who can speak for them"
