"""Two dozen invented secret addresses in the records, and not one of them in anything that a whole build writes."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image

from services_directory.loading import load
from tests.support.built_site import PROJECT
from tests.support.canaries import HOLDERS, WORDS, plant
from tests.support.everything_published import everything_published, opened

COPIED = ("content", "site", "services_directory", "forms_backend")
WORD = WORDS[0]


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The whole project with secrets in its records, built as `mkdocs build` and `publish` do it."""
    root = tmp_path_factory.mktemp("canaries")
    for folder in COPIED:
        shutil.copytree(PROJECT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(PROJECT / "mkdocs.yml", root)
    plant(root / "services_directory" / "records")
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    for command in (["mkdocs", "build", "--strict", "--quiet"], ["services_directory.publish", "--today", "2026-11-27"]):
        subprocess.run([sys.executable, "-m", *command], cwd=root, env=environ, check=True, capture_output=True)
    return root


def test_at_least_twenty_are_planted_in_records_that_pages_lean_on(project):
    services = load(project / "services_directory" / "records").services
    assert len(HOLDERS) >= 20
    assert all(services[holder].address_is_confidential for holder in HOLDERS)
    assert any(services[holder].draft for holder in HOLDERS)


def test_none_of_them_is_anywhere_in_the_site(project):
    found = {
        (path, word)
        for path, content in everything_published(project / "build" / "site")
        for word in WORDS
        if word.lower().encode() in content.lower()
    }
    assert not found


def test_none_of_them_is_in_what_the_next_build_starts_from(project):
    for path in (project / "build" / "cache").rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert not [word for word in WORDS if word.lower().encode() in content], path


def test_the_search_looked_into_every_kind_of_file(project):
    """So that a green test means something: the site has all of these, and none is empty."""
    kinds = {Path(path).suffix for path, content in everything_published(project / "build" / "site") if content}
    assert kinds >= {".html", ".css", ".js", ".json", ".csv", ".pf_fragment", ".pf_index"}


def test_each_service_says_that_its_address_is_kept_private(project):
    page = (project / "build" / "site" / "services" / "shelter" / "index.html").read_text("utf-8")
    assert "Kept private" in page


def qr_code(words: str, scale: int) -> Image.Image:
    return Image.fromarray(zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode).to_image(scale=scale))


def as_image(words: str, kind: str) -> bytes:
    stream = io.BytesIO()
    qr_code(words, 5).save(stream, kind)
    return stream.getvalue()


def as_svg(words: str) -> bytes:
    """A QR code of squares without one letter of the words in it."""
    return f'<svg><path d="{"".join(f"M{x} {y}h1v1h-1z" for x, y in dark_squares(words))}"/></svg>'.encode()


def as_squares(words: str) -> str:
    """The same, as a drawing in a document."""
    return "".join(
        f"#place(dx: {x * 4}pt, dy: {y * 4}pt, rect(width: 4pt, height: 4pt, fill: black))\n" for x, y in dark_squares(words)
    )


def dark_squares(words: str) -> list[tuple[int, int]]:
    small = qr_code(words, 1)
    return [(x, y) for x in range(small.width) for y in range(small.height) if small.getpixel((x, y)) < 128]


def as_zip(words: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("content.xml", words * 20)
    return stream.getvalue()


MADE = {
    "page.html": lambda words: f"<p>{words}</p>".encode(),
    "one.pf_fragment": lambda words: gzip.compress(f"pagefind_dcd{words}".encode()),
    "leaflet.pdf": lambda words: typst.compile(words.encode()),
    "picture.pdf": lambda words: as_image(words, "PDF"),
    "drawn.pdf": lambda words: typst.compile(as_squares(words).encode()),
    "code.png": lambda words: as_image(words, "PNG"),
    "code.svg": as_svg,
    "words.svg": lambda words: f"<svg><text>{words}</text></svg>".encode(),
    "letter.odt": as_zip,
}


@pytest.mark.parametrize("name", MADE)
def test_the_search_would_find_one_in(name):
    assert any(WORD.encode() in content for content in opened(name, MADE[name](WORD)))
    assert not any(WORD.encode() in content for content in opened(name, MADE[name]("nothing")))
