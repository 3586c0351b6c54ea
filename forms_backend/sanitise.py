"""The only use of bleach: HTML made from words that staff or editors wrote, never from what the public typed.

What the public typed is stored as typed and escaped by Jinja when it is shown. bleach is no longer maintained (June 2026), so it is
kept here alone; docs/decisions says how to swap it for nh3, and a test holds the two together on a list of attacks.
"""

from __future__ import annotations

import bleach
from markupsafe import Markup

TAGS = frozenset({"a", "b", "blockquote", "br", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "table", "tbody", "td",
                  "th", "thead", "tr", "ul"})  # fmt: skip
ATTRIBUTES = {"a": ["href"], "th": ["scope"]}
PROTOCOLS = frozenset({"https", "http", "mailto", "tel"})


def clean_html(html: str) -> Markup:
    """HTML with nothing but plain prose in it: no script, style, form, frame, image, class or id."""
    return Markup(bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, strip=True, strip_comments=True))
