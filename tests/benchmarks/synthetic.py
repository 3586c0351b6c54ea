"""Invented services in any number, as record files: the same records for us and for the rival.

    python -m tests.benchmarks.synthetic 1000 /tmp/records

The other records (areas, rights, stages) and the real services they name are copied beside them. Everything invented
uses numbers that Ofcom keeps for drama and addresses under example.org, so nothing here can be mistaken for a fact.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

from services_directory import RECORDS
from services_directory.problems import Problems
from services_directory.vocabulary import Vocabulary, load_vocabulary

SEED = 20261122
_FIRST = ("Harbour", "Willow", "Fenside", "Bridge", "Lantern", "Orchard", "Meadow", "Beacon", "Causeway", "Heron")
_SECOND = ("Advocacy", "Support", "Outreach", "Helpline", "Project", "Counselling", "Network", "Refuge Line", "Trust")
_DOES = (
    "Listens to you at any hour",
    "Helps you plan what to do next",
    "Goes with you to meetings",
    "Finds a safe place to stay",
    "Explains what the police and the courts do",
    "Helps with money and forms",
    "Offers counselling in person or by phone",
    "Brings people together who went through the same",
)
_WHO = (
    "after a crime",
    "while a case goes on",
    "when you feel alone with it",
    "and the people close to you",
    "whether or not you told the police",
    "for as long as you need",
)
_HOURS = (
    ("every-day", "00:00", "24:00"),
    ("weekdays", "09:00", "17:00"),
    ("every-day", "08:00", "20:00"),
    ("weekdays", "10:00", "16:00"),
)
_LANGUAGES = ("Polish", "Lithuanian", "Romanian", "Portuguese", "Urdu", "Ukrainian")


def write_records(number: int, folder: Path) -> Path:
    """A records folder with `number` invented services beside the real records. The same number, the same files."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(RECORDS, folder)
    words = load_vocabulary(folder / "vocabulary.yml", Problems())
    chance = random.Random(SEED)  # noqa: S311 - invented records, not secrets
    for position in range(number):
        text = invented_record(position, chance, words)
        (folder / "services" / f"invented-{position:05d}.yml").write_text(text, "utf-8")
    return folder


def invented_record(position: int, chance: random.Random, words: Vocabulary) -> str:
    """One record as an editor would write it."""
    areas = [area.id for area in words.areas.values() if area.includes_here]
    local = [area.id for area in words.areas.values() if not area.national]
    covered = chance.sample(local, chance.randint(1, 6)) if chance.random() < 0.6 else [chance.choice(areas[len(local) :])]
    does = chance.sample(_DOES, 2)
    lines = [
        f"id: invented-{position:05d}",
        f'name: "{chance.choice(_FIRST)} {chance.choice(_SECOND)} {position}"',
        f'provider: "{chance.choice(_FIRST)} Trust"',
        f'summary: "{does[0]}, {chance.choice(_WHO)}. {does[1]}, {chance.choice(_WHO)}."',
        "phones:",
        f'- number: "01632 960{chance.randint(0, 999):03d}"',
        *_hours(*chance.choice(_HOURS)),
        f'url: "https://{chance.choice(_FIRST).lower()}-{position}.example.org/"',
    ]
    if chance.random() < 0.5:
        lines.append(f'email: "help{position}@example.org"')
    lines += [
        f"areas_covered: [{', '.join(covered)}]",
        f"crime_types: [{', '.join(chance.sample(list(words.crime_types), chance.randint(1, 3)))}]",
        f"needs: [{', '.join(chance.sample(list(words.needs), chance.randint(1, 4)))}]",
        'audience: "Anyone who was hurt by crime"',
        f"audiences: [{', '.join(chance.sample(list(words.audiences), chance.randint(0, 2)))}]",
        f"languages: [English, {chance.choice(_LANGUAGES)}]",
        f"cost: {chance.choice(('free', 'free', 'standard call charge'))}",
        f'self_referral: "{chance.choice(("yes", "yes", "unknown", "no"))}"',
        f'referral_route: "Call, or ask someone you trust to call for you. {chance.choice(_DOES)}."',
        f'accessibility: "Relay UK. {chance.choice(_DOES)}."',
        f'funded_by_pcc: "{chance.choice(("yes", "no", "partly", "unknown"))}"',
        'source: "invented for a benchmark; https://example.org/source"',
        'source_date: "2026"',
        f"confidence: {chance.choice(('high', 'medium', 'low'))}",
        "status: current",
        "checked_on: 2026-10-01",
        "checked_by: the benchmark",
        "checked_how: not at all",
        "rung: false",
    ]
    return "\n".join(lines) + "\n"


def _hours(days: str, start: str, end: str) -> list[str]:
    return ["opening:", f"- days: [{days}]", f'  from: "{start}"', f'  to: "{end}"']


if __name__ == "__main__":
    write_records(int(sys.argv[1]), Path(sys.argv[2]))
