import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms_backend import timekeeping

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2), id="summer time: tomorrow already"),
        pytest.param(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1), id="winter time: still today"),
        pytest.param(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29), id="the night the clocks go forward"),
        pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25), id="the night the clocks go back"),
    ],
)
def test_today_is_the_date_in_the_united_kingdom(moment, expected):
    with timekeeping.frozen_at(moment):
        assert timekeeping.today() == expected


def test_a_frozen_clock_needs_a_zone_and_starts_again_afterwards():
    with pytest.raises(ValueError, match="aware"), timekeeping.frozen_at(datetime(2026, 1, 1)):
        pass
    with timekeeping.frozen_at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert timekeeping.today() == date(2020, 1, 1)
    assert timekeeping.today() > date(2026, 1, 1)


def test_nothing_else_in_the_backend_asks_what_time_it_is():
    asking = []
    for path in (ROOT / "forms_backend").rglob("*.py"):
        if path.name == "timekeeping.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in ("now", "utcnow", "today") and ast.unparse(node.func.value) in ("date", "datetime"):
                asking.append(f"{path.name}:{node.lineno}")
    assert asking == []
