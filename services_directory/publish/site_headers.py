"""The headers of the static site, in one place: the server in this repository and the examples for others read them here.

Sources: the content policy of docs/decisions (nothing from anywhere else, nothing inline); Pagefind's own notes, which
ask for 'wasm-unsafe-eval' on the page that searches.
"""

from __future__ import annotations

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


def headers_for(path: str, versioned: bool = False) -> dict[str, str]:
    """The headers of one address of the static site.

    Args:
        path: the path of the request, such as "/services/childline/".
        versioned: the address carries the content's own version (`/assets/core.css?v=1a2b3c4d`), so it never changes.

    Returns:
        Header names and values. Pages are asked for again each time, so that a wrong number is gone once it is mended.
    """
    keep = FOR_EVER if versioned and path.startswith("/assets/") else ASK_FIRST
    also = _OPEN if path.startswith(OPEN_DATA) else {}
    return {**_EVERYWHERE, **also, "Content-Security-Policy": content_policy(path), "Cache-Control": keep}


def content_policy(path: str) -> str:
    """Only our own files, nothing inline. Under /search/ WebAssembly may also run: the search is compiled code."""
    policy = dict(_POLICY)
    if path.startswith(SEARCH):
        policy["script-src"] += " 'wasm-unsafe-eval'"
    return "; ".join(f"{name} {value}" for name, value in policy.items())
