"""The one use of bleach, held beside nh3 on a list of attacks."""

from __future__ import annotations

import html5lib
import nh3
import pytest

from forms_backend.sanitise import ATTRIBUTES, PROTOCOLS, TAGS, clean_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    '<p style="background:url(javascript:alert(1))" onclick="x()">x</p>',
    "<form action=/desk><input name=x></form>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<b><i>unclosed",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<base href=https://example.org><meta http-equiv=refresh content=0>",
]


def dangers(html: str) -> list[str]:
    """What a browser would find in this HTML that is not plain prose."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str) or element.tag not in TAGS | {"DOCUMENT_FRAGMENT"}:
            found.append(str(element.tag))
            continue
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES.get(element.tag, ()):
                found.append(f"{element.tag} {name}")
            elif name == "href" and ":" in value and value.split(":")[0].strip().lower() not in PROTOCOLS:
                found.append(value)
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_prose_is_left(attack):
    assert dangers(str(clean_html(attack))) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nh3_under_the_same_rules_leaves_nothing_either(attack):
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    cleaned = nh3.clean(attack, tags=set(TAGS), attributes=attributes, url_schemes=set(PROTOCOLS), link_rel=None)
    assert dangers(cleaned) == []


def test_the_check_would_find_an_attack():
    assert dangers(ATTACKS[0]) and dangers(ATTACKS[2])


def test_plain_prose_stays_as_it_is():
    prose = '<h2>Title</h2><p>Words, <strong>strong</strong> &amp; <a href="https://example.org/">a link</a>.</p><ul><li>One</li></ul>'
    assert str(clean_html(prose)) == prose
