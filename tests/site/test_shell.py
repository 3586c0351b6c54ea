"""The shell: what MkDocs builds and every other page extends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
import yaml

from tests.support.built_site import PROJECT

SECTIONS = ("get-help", "find-support", "your-rights", "what-happens", "antisocial-behaviour", "refer-yourself", "about")


def rendered(templates: jinja2.Environment, source: str = "", **context) -> str:
    return templates.from_string('{% extends "en.html" %}' + source).render(**context)


def test_a_page_that_fills_nothing_still_renders_under_strict_names(templates):
    html = rendered(templates)
    assert html.startswith("<!DOCTYPE html>")
    assert "@@" not in html and "[[" not in html


@pytest.mark.parametrize("block", ["title", "head", "exit", "content", "scripts"])
def test_a_page_may_fill_each_block(templates, block):
    assert "PLANTED" in rendered(templates, f"{{% block {block} %}}PLANTED{{% endblock %}}")


def test_a_filled_title_is_the_whole_title_so_that_journey_pages_can_be_neutral(templates):
    html = rendered(templates, "{% block title %}Your details{% endblock %}")
    assert re.findall("<title>(.*?)</title>", html) == ["Your details"]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_section_we_are_in_is_marked_in_both_menus_and_no_other(templates, section):
    marked = re.findall(r'<a href="/([\w-]+)/" aria-current="true">', rendered(templates, active_section=section))
    assert len(marked) == 2 and len(set(marked)) == 1
    assert marked[0].startswith(section)


def test_no_section_is_marked_where_none_is_given(templates):
    assert "aria-current=" not in rendered(templates)


def test_form_styles_and_scripts_come_only_where_a_page_asks(templates):
    assert "forms." not in rendered(templates)
    with_forms = rendered(templates, "{% set uses_forms = true %}")
    assert "/assets/forms.css?v=" in with_forms and "/assets/forms.js?v=" in with_forms
    fields_only = rendered(templates, "{% set uses_fields = true %}")
    assert "/assets/forms.css?v=" in fields_only and "forms.js" not in fields_only


def test_the_skip_link_and_then_the_exit_come_before_everything_else(templates):
    links = re.findall(r"<(?:a|button|summary)[^>]*>", rendered(templates).split("<body>")[1])
    assert 'href="#main-content"' in links[0]
    assert "data-exit" in links[1]


def test_the_exit_link_goes_to_the_target_in_the_settings(templates):
    from services_directory import load

    assert f'href="{load().local.exit_target_url}" data-exit' in rendered(templates)


def test_the_emergency_block_is_on_every_page_and_says_when_asked(templates):
    foot = rendered(templates).split("<footer")[1]
    assert 'href="tel:999"' in foot and 'href="tel:101"' in foot
    assert "When you are asked, <strong>press 55</strong>" in foot
    assert "first register: text REGISTER" in foot, "text 999 works only for a phone that is registered"


def test_the_exit_form_posts_its_token_and_the_idle_notice_states_the_limit(templates):
    templates.add_extension("jinja2.ext.i18n")
    templates.install_null_translations(newstyle=True)
    form = templates.get_template("exit_form.html").render(csrf_token=lambda: "a-token")
    assert 'action="/exit" method="post"' in form and 'value="a-token"' in form
    idle = templates.get_template("idle_notice.html").render(
        csrf_token="a-token", idle_minutes=30, idle_extend_url="/refer/more-time", idle_ended_url="/refer/ended"
    )
    assert 'data-minutes="30"' in idle and 'data-warn-minutes="5"' in idle and "for 30 minutes" in idle
    assert "[[" not in form + idle


def test_the_build_id_stands_in_the_shell_and_not_on_the_page(shells_dir, templates):
    build_id = json.loads((shells_dir / "build.json").read_text("utf-8"))["build_id"]
    assert build_id in (shells_dir / "en.html").read_text("utf-8")
    assert build_id not in rendered(templates)


def written_shell(hook, folder: Path, finished: str) -> tuple[str, str]:
    extra = {"exit_url": "https://example.org", "exit_label": "Go"}
    hook.write_shells(finished, SimpleNamespace(site_dir=str(folder / "site"), theme={"language": "en"}, extra=extra))
    shells = folder / "shells"
    return (shells / "en.html").read_text("utf-8"), json.loads((shells / "build.json").read_text("utf-8"))["build_id"]


@pytest.mark.parametrize("loose", ["{{ name }}", "{% if %}", "{# note", "{{{x}}}", "a{b}c"])
def test_braces_in_the_built_page_come_out_as_they_were(hook, tmp_path, loose):
    shell, _ = written_shell(hook, tmp_path, f"<p>{loose}</p>@@block content@@@@endblock@@")
    assert jinja2.Environment().from_string(shell).render() == f"<p>{loose}</p>"


def test_the_build_id_changes_when_the_skeleton_does(hook, tmp_path):
    first = written_shell(hook, tmp_path / "a", "<p>one</p>")[1]
    again = written_shell(hook, tmp_path / "b", "<p>one</p>")[1]
    other = written_shell(hook, tmp_path / "c", "<p>two</p>")[1]
    assert first == again != other


def test_nothing_of_the_shell_is_published(site_dir):
    assert not (site_dir / "shell.html").exists()
    assert not list(site_dir.glob("**/exit_form.html"))


def test_the_output_folder_is_never_the_source_of_the_look():
    settings = (PROJECT / "mkdocs.yml").read_text("utf-8").replace("!ENV", "")
    assert yaml.safe_load(settings)["site_dir"] == "build/site"
