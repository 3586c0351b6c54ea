"""What stands before the questions on paper: danger, keeping it safe, how to fill it in, where to send it, and by phone instead."""

from __future__ import annotations

from flask_babel import gettext as _

from forms_backend.paper.twin import told
from services_directory import Directory
from services_directory.printed.directory_booklet import council_ways
from services_directory.printed.record_words import RecordWords, numbers
from services_directory.typesetting.blocks import Block, bold, bullets, heading, paragraph

EMERGENCY, POLICE, NATIONAL = "emergency-999", "police-101", "victim-support"


def danger(directory: Directory) -> Block:
    words = RecordWords(directory)
    return {"note": [
        paragraph(bold(_("In danger now? Do not use this form. Call %(number)s.", number=numbers(words.published(EMERGENCY))))),
        paragraph(_("Nobody reads this form right away. If it is not an emergency, you can call the police on %(number)s.",
                    number=numbers(words.published(POLICE)))),
    ]}  # fmt: skip


def keep_it_safe() -> list[Block]:
    return [
        heading(2, _("Is it safe to have this form?")),
        paragraph(_("Think of who may find it. Fill it in where nobody watches, and do not leave it lying about.")),
        paragraph(_("If that is not safe, do not write. Call instead. You can also ask someone you trust to keep it.")),
    ]


def how_to_fill_it_in(start_template: str) -> list[Block]:
    return [
        heading(2, _("How to fill it in")),
        *told(start_template, "about"),
        bullets([
            _("Some questions say “Only if”. Leave them out if they are not about you."),
            _("Nothing is safe to use until you say so. We only reach you in a way that you ticked as safe."),
            _("Not enough room? Go on with another sheet, and write the number of the question on it."),
            _("You can ask anyone you trust to write for you."),
        ]),
    ]  # fmt: skip


def send_to_the_hub(directory: Directory) -> list[Block]:
    """Where a referral goes, from local.yml; what is not set there is said plainly."""
    local, words = directory.local, RecordWords(directory)
    blocks = [heading(2, _("Where to send it"))]
    if local.hub_postal_address:
        blocks.append(paragraph(bold(_("Victim and Witness Hub, %(address)s", address=local.hub_postal_address))))
    else:
        blocks.append(
            paragraph(_("We do not have the Hub’s postal address yet. So please do not post this form until you have it."))
        )
    if local.hub_email:
        blocks.append(paragraph(_("You can also send a photo or a scan to %(email)s.", email=local.hub_email)))
    blocks.append(heading(3, _("By phone instead")))
    if local.hub_freephone:
        hours = _(" Open: %(hours)s.", hours=local.hub_opening_hours) if local.hub_opening_hours else ""
        blocks.append(
            paragraph(_("Call the Hub, free: %(number)s. They can fill this in with you.", number=local.hub_freephone) + hours)
        )
        return blocks
    national, police = words.published(NATIONAL), words.published(POLICE)
    blocks += [
        paragraph(_("We do not have the Hub’s own phone number yet. Until we do:")),
        bullets([
            _("call %(name)s: %(number)s. It is not part of the police.", name=national.name, number=numbers(national)),
            _("or ask for the Hub through the police line: %(number)s.", number=numbers(police)),
        ]),
    ]  # fmt: skip
    return blocks


def send_to_the_council(directory: Directory) -> list[Block]:
    """Where an application goes: each council's ways, as far as its record says."""
    blocks = [
        heading(2, _("Where to send it")),
        paragraph(
            _("Send it to the council for the place where it happens. If it goes to the wrong one, they should pass it on.")
        ),
        paragraph(_("By phone: ask your council to fill it in with you. They should offer this.")),
    ]
    for area in sorted((one for one in directory.areas.values() if one.valid_to is None), key=lambda one: one.name):
        ways = council_ways(directory.service_of_area(area.id))
        no_post = not any("Post" in str(way[0]) for way in ways)
        unknown = [[_("We do not have a postal address for this yet. Ask the council where to send it.")]] if no_post else []
        blocks.append({"together": [heading(3, area.council_name), bullets([*ways, *unknown])]})
    return blocks


def the_end() -> list[Block]:
    names = (("Day", 16), ("Month", 16), ("Year", 24))
    return [{"together": [
        heading(2, _("When did you fill this in?")),
        {"boxes": [{"words": _(name), "width": width} for name, width in names]},
        paragraph(_("Thank you. You can keep a copy, if that is safe.")),
    ]}]  # fmt: skip
