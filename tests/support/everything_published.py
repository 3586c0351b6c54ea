"""All that a reader, a machine or a camera could get out of a built site: every file, whatever kind it is, opened."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})


def everything_published(site: Path) -> Iterator[tuple[str, bytes]]:
    """(path in the site, one thing that can be read there) for every file; packed ones also unpacked."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            for content in opened(path.name, path.read_bytes()):
                yield str(path.relative_to(site)), content


def opened(name: str, content: bytes) -> Iterator[bytes]:
    """What a file holds: as it stands, unpacked, read as a document, seen by a camera."""
    yield content
    kind = Path(name).suffix.lower()
    if content[:2] == b"\x1f\x8b":
        yield from opened(name.removesuffix(".gz"), gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from opened(inner, packed.read(inner))
    elif content[:5] == b"%PDF-":
        yield from _in_pdf(content)
    elif kind in IMAGES:
        yield from _in_image(Image.open(io.BytesIO(content)))
    elif kind == ".svg":
        yield from _in_svg(content.decode("utf-8"))


def _in_pdf(content: bytes) -> Iterator[bytes]:
    reader = PdfReader(io.BytesIO(content))
    yield "\n".join(page.extract_text() for page in reader.pages).encode()
    yield repr(dict(reader.metadata or {})).encode()
    for number in range(1, len(reader.xref.get(0, {})) + 1):
        data = getattr(reader.get_object(number), "get_data", None)
        if data:
            try:
                yield data()
            except (NotImplementedError, ValueError, zlib.error):
                continue  # a font or picture in a coding of its own
    for page in reader.pages:
        for picture in page.images:
            yield from _in_image(picture.image)
    document = pypdfium2.PdfDocument(content)
    for page in document:  # as a camera sees it: codes may be drawn, not pictures
        yield from _codes(page.render(scale=2).to_pil())
    for attached in reader.attachments.values():
        yield from attached


def _in_image(image: Image.Image) -> Iterator[bytes]:
    yield repr(image.info).encode()
    yield from _codes(image)


def _codes(image: Image.Image) -> Iterator[bytes]:
    for code in zxingcpp.read_barcodes(image.convert("L")):
        yield code.bytes
        yield code.text.encode()


def _in_svg(text: str) -> Iterator[bytes]:
    yield re.sub(r"<[^>]+>", " ", text).encode()
    squares = _squares(text)
    if len(squares) > 100:  # a QR code has more
        size = int(max(max(x + width, y + height) for x, y, width, height in squares)) + 1
        scale = max(1, 600 // size)
        image = Image.new("L", ((size + 8) * scale, (size + 8) * scale), 255)
        for x, y, width, height in squares:
            box = [
                round((x + 4) * scale),
                round((y + 4) * scale),
                round((x + 4 + width) * scale),
                round((y + 4 + height) * scale),
            ]
            image.paste(0, tuple(box))
        yield from _codes(image)


_RUN = re.compile(r"M\s*(-?[\d.]+)[ ,](-?[\d.]+)\s*h\s*([\d.]+)(?:\s*v\s*([\d.]+))?")
_RECT = re.compile(r"<rect\b[^>]*>")


def _squares(text: str) -> list[tuple[float, float, float, float]]:
    """Dark boxes of a drawing made of runs (`M x y h width v height`) or of rectangles."""
    found = [(float(x), float(y), float(wide), float(high or 1)) for x, y, wide, high in _RUN.findall(text)]
    for rectangle in _RECT.findall(text):
        sides = {name: float(value) for name, value in re.findall(r'\b(x|y|width|height)="([\d.]+)"', rectangle)}
        if len(sides) == 4:
            found.append((sides["x"], sides["y"], sides["width"], sides["height"]))
    return found
