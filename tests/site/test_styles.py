"""Colours: every pair that carries meaning has the contrast of WCAG 2.2 AA, in light and in dark. Committed results are fresh."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from tests.support.built_site import PROJECT

STYLES = PROJECT / "site" / "styles"
TEXT, SHAPE = 4.5, 3.0  # 1.4.3 and 1.4.11

TEXT_PAIRS = [
    *[(ink, paper) for ink in ("text", "secondary-text", "link", "link-hover", "link-visited", "error", "success")
      for paper in ("page", "raised", "sunk", "wash", "warm")],
    ("text", "danger-wash"),
    ("on-button", "button"), ("on-button", "button-hover"),
    ("on-exit", "exit"), ("on-exit", "exit-hover"),
    ("on-error", "error"), ("on-success", "success"),
    ("on-brand", "brand-deep"), ("on-brand-soft", "brand-deep"),
    ("focus-text", "focus"), ("text", "hover"), ("page", "text"), ("raised", "link"),
]  # fmt: skip
SHAPE_PAIRS = [
    ("input-border", "raised"), ("input-border", "page"), ("line-strong", "page"), ("line-strong", "raised"),
    ("line-strong", "wash"), ("brand", "page"), ("brand", "raised"), ("error", "page"), ("success", "page"),
    ("warm-edge", "page"), ("warm-edge", "warm"), ("exit", "raised"), ("button", "page"),
    ("focus", "brand-deep"), ("text", "page"),
]  # fmt: skip


def tokens(scheme: str) -> dict[str, str]:
    source = (STYLES / "_tokens.scss").read_text("utf-8")
    sets = {name: source.split(f"@mixin {name} {{")[1].split("}")[0] for name in ("light", "dark")}
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text)) for text in sets.values())
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_counts_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_words_can_be_read(scheme, ink, paper):
    found = tokens(scheme)
    assert contrast(found[ink], found[paper]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_edges_that_mean_something_can_be_seen(scheme, shape, ground):
    found = tokens(scheme)
    assert contrast(found[shape], found[ground]) >= SHAPE


def test_no_colour_is_named_outside_the_tokens():
    sources = [path for folder in ("", "core", "forms") for path in (STYLES / folder).glob("*.scss")]
    for source in [path for path in sources if path.name != "_tokens.scss"]:
        named = re.findall(r":[^;{]*?(#[0-9a-fA-F]{3,8})\b", source.read_text("utf-8"))
        assert not named, f"{source.name}: {named}"


@pytest.mark.parametrize("name", ["core.css", "print.css", "forms.css"])
def test_the_committed_stylesheet_was_made_from_these_sources(name):
    sources = sorted(path.relative_to(STYLES).as_posix() for path in STYLES.rglob("*.scss") if "node_modules" not in path.parts)
    mark = hashlib.sha256("".join((STYLES / source).read_text("utf-8") for source in sources).encode()).hexdigest()[:12]
    built = (PROJECT / "site" / "theme" / "assets" / name).read_text("utf-8")
    assert f"/* {mark} */" in built, "run `make look` and commit the result"


def test_what_only_paper_needs_is_not_in_the_stylesheet_that_every_page_carries():
    assets = PROJECT / "site" / "theme" / "assets"
    assert "@media print{" not in (assets / "core.css").read_text("utf-8")
    assert (assets / "print.css").read_text("utf-8").startswith("@media print{")


@pytest.mark.parametrize("theirs", ["GDS Transport", "govuk-crest", "govuk-crown", "fonts/", "@font-face"])
def test_nothing_that_only_gov_uk_may_use_is_in_our_styles(theirs):
    for name in ("core.css", "print.css", "forms.css"):
        assert theirs not in (PROJECT / "site" / "theme" / "assets" / name).read_text("utf-8")


def test_the_lock_names_no_registry_and_pins_everything():
    lock = json.loads((STYLES / "package-lock.json").read_text("utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    wanted = json.loads((STYLES / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
