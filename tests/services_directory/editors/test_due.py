"""What is due, and whose it is."""

from __future__ import annotations

from datetime import date

from services_directory.__main__ import main
from services_directory.editors.due import NOBODY, due_report

TODAY = date(2026, 11, 27)
CHECKED = "checked_on: {}\nchecked_by: Hub co-ordinator\nchecked_how: rang it"


def change(records, service_id, old, new):
    path = records / "services" / f"{service_id}.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_nobody_checked_is_due_and_what_is_fresh_is_not(records):
    change(records, "shelter", "checked_on: null", CHECKED.format("2026-11-01"))
    text = "\n".join(due_report(TODAY, records)[0])
    assert "  shelter |" not in text
    assert "hourglass | Hourglass helpline | never checked | 0808 808 8141" in text
    assert "choices |" not in text  # a draft


def test_an_old_check_is_due_with_the_day(records):
    times = records / "check_times.yml"  # editors may be told before the page says anything
    times.write_text(
        times.read_text("utf-8")
        .replace("overdue_after_days: 180", "overdue_after_days: 365")
        .replace("hide_after_days: 365", "hide_after_days: 730"),
        "utf-8",
    )
    change(records, "shelter", "checked_on: null", CHECKED.format("2026-01-01"))
    change(records, "cruse", "checked_on: null", CHECKED.format("2025-11-01"))
    text = "\n".join(due_report(TODAY, records)[0])
    assert "| due since 30 June 2026 (due) |" in text
    assert "(overdue)" in text


def test_each_stands_under_its_owner_or_the_one_for_all_or_nobody(records):
    change(records, "shelter", "status: current", "status: current\nowner: Housing lead")
    lines = due_report(TODAY, records)[0]
    assert lines.index("Housing lead: 1") < lines.index(next(line for line in lines if line.startswith(NOBODY)))
    local = records / "local.yml"
    local.write_text(
        local.read_text("utf-8").replace("directory_owner:\n  {value: null", 'directory_owner:\n  {value: "Comms team"'), "utf-8"
    )
    lines = due_report(TODAY, records)[0]
    assert any(line.startswith("Comms team: ") for line in lines)
    assert not any(line.startswith(NOBODY) for line in lines)


def test_one_role_may_ask_for_its_own(records, capsys):
    change(records, "shelter", "status: current", "status: current\nowner: Housing lead")
    assert main(["due", "--owner", "housing LEAD", "--records", str(records), "--today", "2026-11-27"]) == 0
    says = capsys.readouterr().out
    assert "none" not in says.splitlines()[0]
    assert [line.split(" | ")[0].strip() for line in says.splitlines() if " | " in line] == ["shelter"]
    main(["due", "--owner", "Nobody here", "--records", str(records), "--today", "2026-11-27"])
    assert "27 November 2026: none" in capsys.readouterr().out
