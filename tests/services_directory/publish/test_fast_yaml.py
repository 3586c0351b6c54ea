"""The fast reader gives exactly what the plain one gives, or leaves the file to it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from services_directory import RECORDS
from services_directory.publish.fast_yaml import fast_read_yaml
from services_directory.publish.plain_yaml import NOT_PLAIN, read_plain
from services_directory.yaml_files import read_yaml

ODD = [
    "a: yes\nb: no\nc: on\nd: 'yes'",
    "a: 2026-03-02\nb: '2026-03-02'\nc: 2026-03-02T10:00:00Z",
    "a: 010\nb: 0x1f\nc: 1_000\nd: 1:30\ne: 1e3\nf: .5\ng: +1\nh: 0o7",
    "a: ~\nb: null\nc:\nd: ''",
    "a: |\n  two\n  lines\nb: >\n  folded\n  words",
    "a: [1, two, 'three', {four: 5}]",
    "a: &x [1]\nb: *x",
    "a: &x {k: 1}\nb: {<<: *x, l: 2}",
    "a: !!str 1\nb: !!int '2'",
    "1: a\ntrue: b",
    "- a\n- b",
    "just words",
    "",
    "# only a comment",
    "a: 08\nb: 0800 111\nc: 1.2.3",
    'a: x \nb: [x , y ]\nc: true \nd: " x "\n',
    "a: x #y\nb: x#y\nc: x:y\nd: https://example.org/#z\n",
    "a:\n- b: x\n  c: y\n- b: z\nd: []\n",
]
BROKEN = ["a: =", "a: 1\na: 2", "a: [1", "a: b: c", "\tx: 1", "a: *nobody", "a: 1\n---\nb: 2", "a: !unknown x", "? [a]\n: b"]


@pytest.mark.parametrize("text", ODD)
def test_odd_files_read_the_same(tmp_path, text):
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    fast, plain = fast_read_yaml(path), read_yaml(path)
    assert fast == plain
    assert repr(fast) == repr(plain)


@pytest.mark.parametrize("text", BROKEN)
def test_broken_files_are_refused_the_same(tmp_path, text):
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    with pytest.raises((yaml.YAMLError, TypeError)) as plain:
        read_yaml(path)
    with pytest.raises(type(plain.value)) as fast:
        fast_read_yaml(path)
    assert str(fast.value) == str(plain.value)


def test_every_real_record_reads_the_same():
    for path in RECORDS.rglob("*.yml"):
        assert repr(fast_read_yaml(path)) == repr(read_yaml(path)), path


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("any")


SCALARS = st.one_of(
    st.text(max_size=12),
    st.booleans(),
    st.integers(),
    st.none(),
    st.dates(),
    st.floats(allow_nan=False),
    st.sampled_from(["yes", "No", "1:30", "0x1", "2026-01-01", "~", "<<", "=", "0800 111"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(value=VALUES, flow=st.booleans())
def test_anything_written_reads_the_same(scratch, value, flow):
    path = scratch / "x.yml"
    path.write_text(yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True), "utf-8")
    assert repr(fast_read_yaml(path)) == repr(read_yaml(path))


def test_real_records_of_services_are_of_the_plainest_kind():
    """Or the short cut would be of no use."""
    texts = [path.read_text("utf-8") for path in (RECORDS / "services").glob("*.yml")]
    assert sum(read_plain(text) is not NOT_PLAIN for text in texts) > len(texts) / 2


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a: 1", "a:\nb: x", "a:", "a: x\na: y", "no: x", "a: Yes", "a: [x, off]", "a: x # y", "a: x: y", "a: 'x'", "a: x\n  y",
     "a:\n  b: x", "- a: x", "a:\n- b:", "a: x\n- b: y", "a: 2026-02-30", 'a: "\\n"', "a: x\n\nb: y", "---\na: x", "a: x\ty", "a: Null"],
)  # fmt: skip
def test_what_is_not_of_the_plainest_kind_is_left_to_yaml(text):
    assert read_plain(text) is NOT_PLAIN


LETTERS = st.text(st.sampled_from("aZ9 :#-,.;()/'&%+=?!@_[]{}\"\\|>*~\t\r\n\x85\xa0é–’\u2028\ufeff"), max_size=8)
KEYS = st.sampled_from(["a", "b", "name", "on", "null", "a_b", "a b", "1"])
PLAINEST = st.one_of(
    LETTERS,
    LETTERS.map(lambda text: f'"{text}"'),
    LETTERS.map(lambda text: f"x{text}"),
    LETTERS.map(lambda text: f"[x{text}, y]"),
    st.sampled_from(
        ["true", "No", "null", "NULL", "2026-11-22", "2026-13-01", "[]", "[ ]", "[x, y]", "[x,y]", "[x,]", "0800 111", "x ", ""]
    ),
)
LINES = st.builds(
    lambda indent, key, gap, value: f"{indent}{key}:{gap}{value}",
    st.sampled_from(["", "", "", "- ", "  ", "    "]), KEYS, st.sampled_from([" ", " ", " ", "", "  "]), PLAINEST,
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(lines=st.lists(LINES | LETTERS, min_size=1, max_size=5), end=st.sampled_from(["", "\n", "\n\n"]))
def test_lines_that_look_plain_read_the_same_or_are_refused_the_same(scratch, lines, end):
    path = scratch / "x.yml"
    path.write_bytes(("\n".join(lines) + end).encode())
    try:
        meant = repr(read_yaml(path))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        with pytest.raises(type(error)):
            fast_read_yaml(path)
    else:
        assert repr(fast_read_yaml(path)) == meant
