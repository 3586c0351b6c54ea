"""The rights of victims as a booklet, from the same records as the pages of the site."""

from __future__ import annotations

from datetime import date

from services_directory import Directory
from services_directory.freshness import uk_date
from services_directory.printed.record_words import RecordWords, numbers
from services_directory.right import Duty, Right
from services_directory.typesetting.blocks import Block, bold, bullets, document_pdf, heading, paragraph, small

EMERGENCY = "emergency-999"


def rights_booklet(directory: Directory, on: date, *, large_print: bool = False) -> bytes:
    rights = rights_on(directory, on)
    editions = " and ".join(sorted({right.code_edition for right in rights}))
    unchecked = sum(right.checked_on is None for right in rights)
    by = f"Published by {directory.local.publisher_name}. " if directory.local.publisher_name else ""
    printed = [f"{by}Printed on {uk_date(on)}, from facts as they stood on that day. Victims’ Code of {editions}."]
    if unchecked:
        printed.append(f"Nobody here has checked {unchecked} of these {len(rights)} pages against the law yet.")
    return document_pdf(
        [*_opening(directory), *[block for right in rights for block in _right(directory, right, len(rights))]],
        title=f"Your {len(rights)} rights after a crime",
        subtitle="What others must do for you, by when, and what you can say.",
        printed=printed, on=on, large_print=large_print,
    )  # fmt: skip


def rights_on(directory: Directory, on: date) -> list[Right]:
    """The rights in force on a day, in order."""
    now = [one for one in directory.rights.values() if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)]
    return sorted(now, key=lambda right: right.number)


def _opening(directory: Directory) -> list[Block]:
    danger = RecordWords(directory).published(EMERGENCY)
    return [
        {"note": [
            paragraph(bold(f"In danger now? Call {numbers(danger)}.")),
            paragraph("You can get help whether or not you tell the police. What happened to you was not your fault."),
        ]},
        {"break": True},
        {"contents": "What is in here"},
        {"break": True},
    ]  # fmt: skip


def _right(directory: Directory, right: Right, in_all: int) -> list[Block]:
    words = RecordWords(directory)
    if right.needs_report:
        report = "You have this right once the crime has been reported to the police."
    else:
        report = "You have this right whether or not you tell the police."
    blocks = [
        heading(2, f"{right.number}. {right.title}"),
        paragraph(bold(right.summary)),
        paragraph(report),
        heading(3, "What this means"),
        *words.blocks(right.means),
    ]
    if right.duties:
        blocks += [heading(3, "Who must do what"), bullets([_duty(duty) for duty in right.duties])]
        notes = [duty.note for duty in right.duties if duty.note]
        blocks += [paragraph(note) for note in notes]
    if right.not_covered:
        blocks += [heading(3, "What it does not cover"), *words.blocks(right.not_covered)]
    if right.what_to_say:
        blocks += [heading(3, "What you can say"), bullets([f"“{said}”" for said in right.what_to_say])]
    if right.if_not_kept:
        blocks += [heading(3, "If this does not happen"), *words.blocks(right.if_not_kept)]
    helpers = [f"{one.name} ({numbers(one)})" if one.phones else one.name for one in directory.published_among(right.services)]
    if helpers:
        blocks += [heading(3, "Who can help"), bullets(helpers)]
    checked = f"Last checked on {uk_date(right.checked_on)}." if right.checked_on else "Not yet checked against the law."
    blocks.append(
        small(
            f"Right {right.number} of {in_all}. Its official name is “{right.official_title}”. Victims’ Code of {right.code_edition}, "
            f"in force from {uk_date(right.valid_from)}. {checked}"
        )
    )
    return blocks


def _duty(duty: Duty) -> list:
    by_when = duty.standard or "no time is set"
    enhanced = duty.enhanced if duty.enhanced and duty.enhanced not in ("the same", duty.standard) else ""
    more = f" If you have enhanced rights: {enhanced}." if enhanced else ""
    return [bold(duty.who), f": {duty.what}. When: {by_when}.{more}"]
