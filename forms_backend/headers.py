"""Security headers of every answer the backend gives.

The static site's own policies are in `services_directory.publish.site_headers`; these are for pages that hold or ask for answers.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def policy(exit_target_url: str) -> str:
    """Content-Security-Policy of forms and desk. `form-action` names the exit's target, since browsers check it on redirects too."""
    exit_origin = "{0.scheme}://{0.netloc}".format(urlsplit(exit_target_url))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"form-action 'self' {exit_origin}; base-uri 'none'; frame-ancestors 'none'"
    )


def init_headers(app: Flask, *, exit_target_url: str, is_https: bool) -> None:
    """Set the headers, and refuse writes that another site asked for."""
    always = {
        "Content-Security-Policy": policy(exit_target_url),
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
        if request.method in WRITING_METHODS and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            abort(403)

    @app.after_request
    def _set(response: Response) -> Response:
        if not response.headers.pop("X-Portal-Static", None):
            for name, value in always.items():
                response.headers[name] = value
        return response
