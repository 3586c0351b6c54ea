"""Security headers of every answer the backend gives.

The static site's own policies are in `services_directory.publish.site_headers`; these are for pages that hold or ask for answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, request

from services_directory.publish.site_headers import content_policy

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
STATIC_MARK = "X-Portal-Static"  # portal.py puts it on answers that bring their own headers
WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def policy(exit_target_url: str, style_hash: str) -> str:
    """Content-Security-Policy of forms and desk: the portal's, and `form-action` names the exit's target, since browsers
    check it on redirects too."""
    exit_origin = "{0.scheme}://{0.netloc}".format(urlsplit(exit_target_url))
    return content_policy("/", style_hash, form_targets=(exit_origin,))


def init_headers(app: Flask, *, exit_target_url: str, style_hash: str, is_https: bool) -> None:
    """Set the headers, and refuse writes that another site asked for. `style_hash`: of the stylesheet in the shells."""
    always = {
        "Content-Security-Policy": policy(exit_target_url, style_hash),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Cache-Control": "no-store",
    }
    if is_https:
        always["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    @app.before_request
    def _refuse_cross_site_writes() -> None:
        # Referrer-Policy: no-referrer makes browsers send no Referer and a null Origin, so the fetch metadata is what tells.
        if request.method in WRITING_METHODS and request.headers.get("Sec-Fetch-Site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            abort(403)

    app.wsgi_app = _WithHeaders(app.wsgi_app, always)  # type: ignore[method-assign]


class _WithHeaders:
    """Puts the headers on every answer as it leaves. Here and not in Flask, where copying them twice costs more than the page."""

    def __init__(self, inner: Callable, always: dict[str, str]):
        self.inner, self.always, self.names = inner, list(always.items()), {*always, STATIC_MARK}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if any(name == STATIC_MARK for name, _value in headers):
                headers = [pair for pair in headers if pair[0] != STATIC_MARK]
            else:
                headers = [pair for pair in headers if pair[0] not in self.names] + self.always
            return start_response(status, headers, *error)

        return self.inner(environ, start)
