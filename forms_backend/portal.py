"""Serves the built portal from the same process: the embedded default. In production a web server does this (docs/running-it.md)."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory
from werkzeug.utils import safe_join

from services_directory.publish.open_referral import FEED
from services_directory.publish.open_referral.addresses import file_of
from services_directory.publish.site_headers import headers_for


def portal_blueprint(site_dir: Path, style_hash: str) -> Blueprint:
    """Every address that no form owns, from the folder of built pages; `style_hash` is of the stylesheet inside them."""
    portal = Blueprint("portal", __name__)

    @portal.get("/", defaults={"path": ""})
    @portal.get("/<path:path>")
    def page(path: str) -> Response:
        is_feed = path.startswith(f"{FEED}/")
        if is_feed:
            path = file_of(path, request.args.get("page")) or abort(404)
        found = safe_join(str(site_dir), path)
        if found is None:
            abort(404)
        if not is_feed and _is_folder(found):
            if path and not path.endswith("/"):
                return Response(status=301, headers={"Location": f"/{path}/"})
            path = f"{path}index.html"
        response = send_from_directory(site_dir, path)
        for name, value in headers_for(request.path, versioned="v" in request.args, style_hash=style_hash).items():
            response.headers[name] = value
        response.headers["X-Portal-Static"] = "yes"
        return response

    return portal


def _is_folder(path: str) -> bool:
    """False, too, for a path that the system will not look at, such as one of 5,000 signs."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False
