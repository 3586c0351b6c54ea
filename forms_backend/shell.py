"""The look: every page extends the finished skeleton that the site build wrote, so portal and forms cannot drift apart."""

from __future__ import annotations

import json
from pathlib import Path

import jinja2
from flask import Flask

from services_directory.publish.site_headers import built_style_hash

DEFAULT_LANGUAGE = "en"


class NoShell(Exception):
    """The site was not built, or by another version; the text is one sentence that says what to run."""


def init_shell(app: Flask, shells_dir: Path) -> str:
    """Make `shell.html` mean the built skeleton, and give templates the macros of GOV.UK Frontend.

    Returns:
        The hash of the stylesheet inside the skeleton, for the content policy.

    Raises:
        NoShell: the shells are missing, or do not belong to the build that wrote their id.
    """
    style_hash = check_shells(shells_dir)
    app.jinja_env.undefined = jinja2.ChainableUndefined  # the component macros read parameters that may be left out
    app.jinja_loader = jinja2.ChoiceLoader([
        app.jinja_loader,
        jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        jinja2.FunctionLoader(lambda name: _shell_source(shells_dir, name)),
        jinja2.FileSystemLoader(shells_dir),
    ])  # fmt: skip
    return style_hash


def check_shells(shells_dir: Path) -> str:
    """The hash of the stylesheet inside the shells, once they are known to be there and of one build.

    Raises:
        NoShell: see `init_shell`.
    """
    try:
        build_id = json.loads((shells_dir / "build.json").read_text("utf-8"))["build_id"]
        style_hash = built_style_hash(shells_dir)
        shell = (shells_dir / f"{DEFAULT_LANGUAGE}.html").read_text("utf-8")
    except (OSError, ValueError, KeyError) as error:
        raise NoShell("The portal's pages are not built: run `make site`, then start again.") from error
    if build_id not in shell:
        raise NoShell("The page skeleton and the built portal are of different builds: run `make site`, then start again.")
    return style_hash


def _shell_source(shells_dir: Path, name: str) -> str | None:
    return (shells_dir / f"{DEFAULT_LANGUAGE}.html").read_text("utf-8") if name == "shell.html" else None
