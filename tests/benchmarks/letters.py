"""Letters a second for one core, from facts to a PDF, beside WeasyPrint in the same run. Both make PDF/UA-1 of the same words.

    python -m tests.benchmarks.letters

CPU time, all threads counted, so other work on the machine changes little. Every letter is another one: Typst keeps what it has
seen, and a benchmark of one letter again and again would flatter it. WeasyPrint needs Pango: where that is missing this says what
to install.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from forms_backend.letters import ComposedLetter, preview
from forms_backend.letters.pdf import letter_pdf
from services_directory.typesetting.fonts import FONTS_DIR
from tests.forms_backend.letters.factories import COMPLAINTS, facts_for

GOAL = 8.0
ROUNDS, PER_ROUND = 7, 12
ADDRESS = ["Ann Example", "1 Example Street", "Example Village", "EXAMPLE TOWN", "ZZ99 9ZZ"]
STYLE = f"""
@font-face {{ font-family: Letter; src: url(file://{FONTS_DIR}/LiberationSans-Regular.ttf) }}
@font-face {{ font-family: Letter; font-weight: bold; src: url(file://{FONTS_DIR}/LiberationSans-Bold.ttf) }}
@page {{ size: A4; margin: 20mm 20mm 24mm }}
@page {{ @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 10pt Letter }} }}
html {{ font: 12pt Letter; line-height: 1.4 }}
.window {{ margin-left: 4.6mm; padding-top: 19.5mm; height: 55.5mm; font-size: 10.5pt }}
"""
NEEDS = "WeasyPrint cannot start, so nothing is compared: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def a_letter(number: int, kind: str = "CT2", complaints: int = 4) -> ComposedLetter:
    """Another letter for each number: other names, dates and reasons."""
    day = date(2026, 1, 1) + timedelta(days=number % 2000)
    changes: dict[str, Any] = {"greeting_name": f"Person {number}"}
    if kind == "CT2":
        rows = [
            COMPLAINTS[row % 2] | {"number": str(row + 1), "why": f"Reason {row} of letter {number}."}
            for row in range(complaints)
        ]
        changes |= {
            "complaints": rows,
            "decided_on": day,
            "reason_words": f"What was decided in letter {number}, and why it was so.",
        }
    return preview(kind, facts_for(kind, f"REF-{number:06}", **changes), on=day)


def ours(number: int) -> bytes:
    return letter_pdf(a_letter(number), address=ADDRESS)


def rival() -> Callable[[int], bytes] | None:
    """WeasyPrint, set up as its documentation advises for many documents: fonts and style read once."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError:
        return None
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)

    def make(number: int) -> bytes:
        page = a_letter(number).html_page.replace("<body>", f'<body><p class="window">{"<br>".join(ADDRESS)}</p>')
        return HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")

    return make


def cpu_ms(make: Callable[[int], bytes], numbers: range) -> float:
    begin = time.process_time()
    for number in numbers:
        make(number)
    return (time.process_time() - begin) * 1000 / len(numbers)


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare() -> float | None:
    """Turn and turn about; the middle round of each. Answers how many times as fast we are."""
    theirs = rival()
    rounds: dict[str, list[float]] = {"ours": [], "theirs": []}
    ours(0)
    if theirs:
        theirs(0)
    for turn in range(ROUNDS):
        numbers = range(1 + turn * PER_ROUND, 1 + (turn + 1) * PER_ROUND)
        rounds["ours"].append(cpu_ms(ours, numbers))
        if theirs:
            rounds["theirs"].append(cpu_ms(theirs, numbers))
    mine = statistics.median(rounds["ours"])
    print(f"a letter, facts to PDF/UA-1       {mine:7.1f} ms of CPU   {1000 / mine:6.1f} letters a second for a core")
    if not theirs:
        print(NEEDS)
        return None
    other = statistics.median(rounds["theirs"])
    ratio = other / mine
    print(f"WeasyPrint, the same letter       {other:7.1f} ms of CPU   {1000 / other:6.1f} letters a second for a core")
    met = "met" if ratio >= GOAL else "NOT MET"
    print(f"times as many letters             {ratio:7.1f}             goal: at least {GOAL:g}   {met}")
    return ratio


def growth() -> None:
    """Ten times the complaints in a letter; ten times the letters in a run."""
    for complaints in (4, 40, 400):
        cost = cpu_ms(
            lambda number, rows=complaints: letter_pdf(a_letter(number, complaints=rows), address=ADDRESS), range(9000, 9006)
        )
        print(f"a letter with {complaints:3} complaints       {cost:7.1f} ms of CPU")
    for letters in (40, 400):
        cost = cpu_ms(ours, range(20_000, 20_000 + letters))
        print(f"{letters:3} letters in a row              {cost:7.1f} ms of CPU each, {memory_mb():.0f} MB at most so far")
    plain = cpu_ms(lambda number: a_letter(number).html_page.encode(), range(500))
    print(f"a letter as HTML for an email     {plain:7.1f} ms of CPU")


def main() -> int:
    """0 when the goal is met or there is no rival to measure against."""
    print("Letters")
    growth()  # first, so that the memory it tells of is ours
    ratio = compare()
    return 0 if ratio is None or ratio >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
