"""The headers of the static site, in one place: the server in this repository, the forms and the files for others read them here.

Sources: the content policy of docs/decisions (nothing from anywhere else, nothing inline but one stylesheet, known by its
hash: decision 12); Pagefind's own notes, which ask for 'wasm-unsafe-eval' on the page that searches.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SEARCH = "/search/"
OPEN_DATA = "/open-referral/"
_EVERYWHERE = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# The standard wants its feed to be read by pages of other sites. There is nothing else here that another site may read.
_OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
STYLESHEET = Path(__file__).resolve().parents[2] / "site" / "theme" / "assets" / "core.css"


def headers_for(path: str, versioned: bool = False, style_hash: str | None = None) -> dict[str, str]:
    """The headers of one address of the static site.

    Args:
        path: the path of the request, such as "/services/childline/".
        versioned: the address carries the content's own version (`/assets/core.css?v=1a2b3c4d`), so it never changes.
        style_hash: as for `content_policy`.

    Returns:
        Header names and values. Pages are asked for again each time, so that a wrong number is gone once it is mended,
        and a page never meets the policy of another build's stylesheet.
    """
    keep = FOR_EVER if versioned and path.startswith("/assets/") else ASK_FIRST
    also = _OPEN if path.startswith(OPEN_DATA) else {}
    return {**_EVERYWHERE, **also, "Content-Security-Policy": content_policy(path, style_hash), "Cache-Control": keep}


def content_policy(path: str, style_hash: str | None = None, form_targets: tuple[str, ...] = ()) -> str:
    """Only our own files, and inline only the stylesheet of every page. Under /search/ WebAssembly may also run: the search is compiled code.

    Args:
        path: the path of the request.
        style_hash: what `built_style_hash` read from the build that is served; by default that of the stylesheet in this
            checkout, which is the one that a build made from it puts into its pages.
        form_targets: origins besides our own to which a form may lead.
    """
    policy = dict(_POLICY)
    policy["style-src"] += f" '{style_hash or _own_style_hash()}'"
    policy["form-action"] = " ".join([policy["form-action"], *form_targets])
    if path.startswith(SEARCH):
        policy["script-src"] += " 'wasm-unsafe-eval'"
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def inline_stylesheet() -> str:
    """The text between <style> and </style>, to the letter: the policy allows this and no other."""
    return STYLESHEET.read_text("utf-8").partition("\n")[0]  # the second line is the mark of its sources


def hash_of(stylesheet: str) -> str:
    """'sha256-...', as a Content-Security-Policy names an inline stylesheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(stylesheet.encode()).digest()).decode()


def built_style_hash(shells_dir: Path) -> str:
    """The hash that the site build wrote beside its shells.

    Raises:
        OSError, ValueError, KeyError: there is no such build, or it is older than the hash.
    """
    return json.loads((shells_dir / "build.json").read_text("utf-8"))["style_hash"]


@cache
def _own_style_hash() -> str:
    return hash_of(inline_stylesheet())
