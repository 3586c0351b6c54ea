"""A plain page skeleton with the blocks of the real one, for tests that are not about the look."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

SHELL = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{% block title %}Portal{% endblock %}</title>{% block head %}{% endblock %}</head>
<body><a href="#main-content">Skip to main content</a>{% block exit %}<p><a href="https://www.bbc.co.uk/weather">Leave</a></p>{% endblock %}
<main id="main-content">{% block content %}{% endblock %}</main>{% block scripts %}{% endblock %}</body></html>
"""
STYLE_HASH = "sha256-" + 43 * "A" + "="  # this skeleton has no stylesheet: any will do
EXIT_FORM = """<form method="post" action="/exit"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<button>Leave</button></form>
"""


def write_plain_shells(folder: Path) -> Path:
    """Write the skeleton and its build id into `folder`."""
    build_id = hashlib.sha256(SHELL.encode()).hexdigest()[:16]
    (folder / "en.html").write_text(f"{{# build {build_id} #}}{SHELL}", "utf-8")
    (folder / "exit_form.html").write_text(EXIT_FORM, "utf-8")
    (folder / "idle_notice.html").write_text("", "utf-8")
    (folder / "build.json").write_text(json.dumps({"build_id": build_id, "style_hash": STYLE_HASH}), "utf-8")
    return folder
