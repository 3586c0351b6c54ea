"""What a page weighs on the wire, beside the same words in a page of stock Material for MkDocs. HTML, styles and scripts, gzipped."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site_built.reading_html import read_pages
from tests.support.built_site import build_site

BUDGET_KIB = 30
SAMPLES = ("index.html", "get-help-now/index.html", "your-rights/index.html", "services/victim-support/index.html")
STOCK = "site_name: Stock\ntheme: {name: material, font: false}\nplugins: []\n"


def kib_of(site: Path, name: str) -> float:
    """KiB that a browser fetches for one page of a built site."""
    page = site / name
    asked_for = {address.split("?")[0] for address in read_pages(site)[page].files}
    files = {site / path.lstrip("/") if path.startswith("/") else page.parent / path for path in asked_for}
    parts = [page, *(path for path in files if path.suffix in (".css", ".js"))]
    return sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in parts) / 1024


def stock_site(folder: Path, config: str) -> Path:
    """The words of `get-help-now` as plain Markdown in stock Material."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    words = (Path(__file__).parents[2] / "content" / "get-help-now.md").read_text("utf-8")
    (folder / "docs" / "index.md").write_text(words.replace("{", "").replace("}", "").replace("%", ""), "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", folder / "mkdocs.yml"], check=True, env=environment)
    return folder / "site"


def main() -> None:
    print("Page weight")
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        ours = build_site(base / "ours" / "site")
        stock = kib_of(stock_site(base / "stock", STOCK), "index.html")
        print(f"  stock Material, the words of get-help-now, without search: {stock:.1f} KiB")
        for name in SAMPLES:
            weight = kib_of(ours, name)
            verdict = "met" if weight <= BUDGET_KIB else "NOT MET"
            print(f"  {name:40} {weight:5.1f} KiB (goal {BUDGET_KIB}: {verdict}), {weight / stock:.2f} of stock Material")


if __name__ == "__main__":
    main()
