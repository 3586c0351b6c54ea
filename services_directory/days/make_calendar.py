"""Write the bank holidays of England and Wales to records/calendar/england-and-wales.yml.

    python -m services_directory.days.make_calendar            2024 to 2032
    python -m services_directory.days.make_calendar 2034       2024 to 2034

Run once a year by a developer (it needs the `holidays` library of requirements-test.in), look at the change, commit it.
One-off holidays that the library does not know yet go in records/calendar/more-days.yml instead.
"""

from __future__ import annotations

import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

FILE = Path(__file__).parents[1] / "records" / "calendar" / "england-and-wales.yml"
FIRST_YEAR, LAST_YEAR = 2024, 2032


def bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Each weekday that is a bank holiday, by date. A substitute day is named as one."""
    import holidays

    found = holidays.UnitedKingdom(subdiv="ENG", years=range(first_year, last_year + 1))
    return {day: name for day, name in sorted(found.items()) if day.weekday() < 5}


def as_yaml(first_year: int, last_year: int, made_with: str) -> str:
    rows = [f"- {{date: {day}, name: {_quoted(name)}}}" for day, name in bank_holidays(first_year, last_year).items()]
    return "\n".join(
        [
            "# Bank holidays of England and Wales. Written by `python -m services_directory.days.make_calendar`; do not edit.",
            "# Add a one-off holiday or a council's closure in more-days.yml.",
            "division: england-and-wales",
            f"first_day: {first_year}-01-01",
            f"last_day: {last_year}-12-31",
            f"source: {_quoted(f'computed by the holidays library {made_with}, compared in tests with GOV.UK to 2028')}",
            "bank_holidays:",
            *rows,
            "",
        ]
    )


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "'") + '"'


def main(arguments: list[str]) -> int:
    last_year = int(arguments[0]) if arguments else LAST_YEAR
    FILE.write_text(as_yaml(FIRST_YEAR, last_year, version("holidays")), "utf-8")
    print(f"{FILE} now holds the bank holidays to the end of {last_year}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
