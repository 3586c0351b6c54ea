"""The national postcode file becomes districts and sectors, and a bad file says where. Every row here is invented."""

from __future__ import annotations

import csv
import random

import pytest

from services_directory import load
from services_directory.__main__ import main
from services_directory.editors.import_postcodes import BadPostcodeFile, import_postcodes
from services_directory.postcodes import ELSEWHERE, Postcodes, compact

COUNCILS = (
    "Cambridge",
    "East Cambridgeshire",
    "Fenland",
    "Huntingdonshire",
    "Peterborough",
    "South Cambridgeshire",
    "Nowhere-on-Sea",
)
CODES = {name: f"Z99{position:06d}" for position, name in enumerate(COUNCILS)}
ROWS = (
    ("ZA1 1AA", "", "Cambridge"),
    ("ZA1 1AB", "", "Cambridge"),
    ("ZA1 2AA", "", "Cambridge"),
    ("ZA1 2AB", "", "South Cambridgeshire"),
    ("ZA1 3AB", "", "South Cambridgeshire"),
    ("ZA2 1AA", "", "Fenland"),
    ("ZA2 9AA", "", "Fenland"),
    ("ZA2 9AB", "202001", "Peterborough"),
    ("ZA3 1AA", "", "Nowhere-on-Sea"),
    ("ZA4 1AA", "", "Peterborough"),
    ("ZA4 1AB", "", "Nowhere-on-Sea"),
    ("ZA5 1AA", "", "Huntingdonshire"),
    ("ZA10 1AA", "", "East Cambridgeshire"),
)


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("LAD25CD,LAD25NM,LAD25NMW\n" + "".join(f"{code},{name},\n" for name, code in CODES.items()), "utf-8-sig")
    return path


@pytest.fixture
def national(tmp_path):
    def write(rows=ROWS, columns=("pcd7", "pcds", "doterm", "lad25cd")):
        path = tmp_path / "ONSPD_INVENTED.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(columns)
            for postcode, ended, council in rows:
                known = {"doterm": ended, "pcds": postcode, "pcd": postcode, "pcd7": postcode.replace(" ", "")}
                out.writerow([known.get(column, CODES.get(council, council)) for column in columns])
        return path

    return write


def test_districts_stand_alone_and_are_split_only_where_they_must_be(directory, national, names):
    entries, ours = import_postcodes(national(), names, directory.areas)
    assert entries == {
        "ZA1": ("cambridge", "south-cambridgeshire"),
        "ZA1 1": ("cambridge",),
        "ZA1 3": ("south-cambridgeshire",),
        "ZA2": ("fenland",),
        "ZA4": ("peterborough", ELSEWHERE),
        "ZA5": ("huntingdonshire",),
        "ZA10": ("east-cambridgeshire",),
    }
    assert ours == 10


@pytest.mark.parametrize(
    "columns",
    [
        ("pcd", "pcds", "dointr", "doterm", "oslaua"),
        ("pcds", "doterm", "laua"),
        ("PCDS", "DOTERM", "LADCD"),
        ("pcd7", "pcd8", "pcds", "dointr", "doterm", "lad26cd"),
    ],
)
def test_the_columns_of_several_editions_are_known(directory, national, names, columns):
    path = national(columns=tuple(column.lower() for column in columns))
    text = path.read_text("utf-8")
    path.write_text(text.replace(",".join(column.lower() for column in columns), ",".join(columns), 1), "utf-8")
    assert import_postcodes(path, names, directory.areas) == import_postcodes(national(), names, directory.areas)


def test_the_file_is_written_and_serves_the_lookup(records, national, names, capsys):
    assert (
        main(["import-postcodes", str(national()), "--names", str(names), "--edition", "Made-up 2026", "--records", str(records)])
        == 0
    )
    assert "10 postcodes in 7 entries" in capsys.readouterr().out
    postcodes = load(records).postcodes
    assert (postcodes.edition, postcodes.source) == ("Made-up 2026", "Office for National Statistics, ONSPD_INVENTED.csv")
    assert postcodes.areas_for("za1 1zz").areas == ("cambridge",)
    assert postcodes.areas_for("za1 2zz").kind == "unsure"
    assert postcodes.areas_for("ZA1 9ZZ").kind == "unsure", "a sector that is new since then"
    assert postcodes.areas_for("ZA4 1ZZ") == postcodes.areas_for("za41zz")
    assert postcodes.areas_for("ZA4 1ZZ").kind == "unsure", "some of it lies outside our councils"
    assert postcodes.areas_for("ZA3 1ZZ").kind == "unknown"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ((("not one", "", "Fenland"),), r"ONSPD_INVENTED.csv:2: 'not one' is not a postcode"),
        ((*ROWS[:2], ("ZA1 2AA", "", "Z12345678")), r"ONSPD_INVENTED.csv:4: the council 'Z12345678' is not in names.csv"),
        ((("ZA3 1AA", "", "Nowhere-on-Sea"),), r"no postcode in use lies in any of our councils"),
    ],
)
def test_a_bad_row_names_its_file_and_line_and_writes_nothing(records, national, names, capsys, rows, complaint):
    before = (records / "postcodes.yml").read_text("utf-8")
    chosen = ["import-postcodes", str(national(rows)), "--names", str(names), "--edition", "x", "--records", str(records)]
    assert main(chosen) == 1
    said = capsys.readouterr().out
    assert said.startswith("Nothing was written. ")
    with pytest.raises(BadPostcodeFile, match=complaint):
        import_postcodes(national(rows), names, load(records).areas)
    assert (records / "postcodes.yml").read_text("utf-8") == before


def test_a_short_row_a_missing_column_and_a_missing_council_are_refused(directory, national, names):
    path = national()
    path.write_text(path.read_text("utf-8") + "ZA9 1AA,x\n", "utf-8")
    with pytest.raises(BadPostcodeFile, match=r"csv:15: 2 values, but the heading has 4"):
        import_postcodes(path, names, directory.areas)
    with pytest.raises(BadPostcodeFile, match=r"csv:1: a postcode column \(pcds\) is missing"):
        import_postcodes(national(columns=("doterm", "lad25cd")), names, directory.areas)
    with pytest.raises(BadPostcodeFile, match=r"csv:1: a column of council codes .* is missing"):
        import_postcodes(national(columns=("pcds", "doterm")), names, directory.areas)
    names.write_text(names.read_text("utf-8").replace("Fenland", "Fenlands"), "utf-8")
    with pytest.raises(BadPostcodeFile, match=r"names.csv:1: no council is called Fenland"):
        import_postcodes(national(), names, directory.areas)


def test_whatever_the_sectors_the_compact_list_says_the_same(directory):
    """A thousand made-up maps: each known sector gets back exactly its own areas."""
    chance = random.Random(7)  # noqa: S311 - made-up maps
    places = [*directory.areas, ELSEWHERE]
    for _ in range(1000):
        sectors = {
            f"ZA{district} {sector}": frozenset(chance.sample(places, chance.choice((1, 1, 1, 2, 3))))
            for district in range(1, 4)
            for sector in range(chance.randint(1, 5))
        }
        held = Postcodes(compact(sectors))
        for sector, areas in sectors.items():
            found = held.areas_for(f"{sector}AA")
            assert set(found.areas) == areas - {ELSEWHERE}
            assert (found.kind == "sure") == (len(areas) == 1 and areas != {ELSEWHERE})
