"""Scripts lose their comments on the way out, and nothing else."""

from __future__ import annotations

import re

import pytest

from services_directory.publish.scripts import TextOverLines, ship_scripts
from tests.support.built_site import PROJECT

SCRIPTS = PROJECT / "site" / "scripts"


def shipped(tmp_path, text):
    source, target = tmp_path / "scripts", tmp_path / "assets"
    source.mkdir()
    target.mkdir()
    (source / "a.js").write_text(text, "utf-8")
    ship_scripts(source, target)
    return (target / "a.js").read_text("utf-8")


def test_whole_lines_of_comment_and_indents_go_and_code_stays(tmp_path):
    text = '// why\n/** what */\nconst a = 1; // said here\n\n  if (a) {\n    go("//not a comment");\n  }\n'
    assert shipped(tmp_path, text) == 'const a = 1; // said here\nif (a) {\ngo("//not a comment");\n}\n'


def test_a_text_over_several_lines_stops_the_build_and_names_the_line(tmp_path):
    with pytest.raises(TextOverLines, match=r"a\.js:2: "):
        shipped(tmp_path, "let a;\na = `one\n  two`;\n")


def test_each_line_of_our_scripts_is_shipped_in_its_order(tmp_path):
    ship_scripts(SCRIPTS, tmp_path)
    for script in SCRIPTS.glob("*.js"):
        lines = [line.strip() for line in script.read_text("utf-8").splitlines()]
        code = [line for line in lines if line and not re.match(r"//|/\*\*.*\*/$", line)]
        assert [line.rstrip() for line in (tmp_path / script.name).read_text("utf-8").splitlines()] == code
