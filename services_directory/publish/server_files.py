"""The content policy as nginx and Caddy read it, written by each build: the hash in it belongs to the pages of that build."""

from __future__ import annotations

from pathlib import Path

from services_directory.publish.site_headers import SEARCH, content_policy

_NGINX = """# Written by the site build. Include it outside `server`; docs/deploy/nginx.conf shows where.
map $uri $portal_policy {{
    default      "{pages}";
    ~^{search}   "{searching}";
}}
"""
_CADDY = """# Written by the site build. Import it where the site is served; docs/deploy/Caddyfile shows where.
@searching path {search}*
@pages not path {search}*
header @pages Content-Security-Policy "{pages}"
header @searching Content-Security-Policy "{searching}"
"""
FILES = {"policy.nginx": _NGINX, "policy.caddy": _CADDY}


def write_server_files(folder: Path, style_hash: str) -> None:
    """Write `policy.nginx` and `policy.caddy`. Put them in place with the pages, then reload the server."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {"pages": content_policy("/", style_hash), "searching": content_policy(SEARCH, style_hash), "search": SEARCH}
    for name, text in FILES.items():
        (folder / name).write_text(text.format(**words), "utf-8")
