"""What `mkdocs build` does beside Markdown: gives pages the facts, writes the shell, publishes the directory.

Small on purpose: it calls `services_directory`, and nothing imports it (Python owns the name `site`).
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import sys
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_datetime

PROJECT = Path(__file__).resolve().parent.parent
SITE = PROJECT / "site"
LOOSE_JINJA = re.compile(r"\{(?=[{%#])")
facts: dict = {}  # what on_config read, for the later steps of the same build


def on_config(config):
    """Read the facts once a build; everything on the site sees the same ones."""
    sys.path[:0] = [str(PROJECT)] if str(PROJECT) not in sys.path else []
    from services_directory import RECORDS, BadRecords, load
    from services_directory.explaining import Explainer
    from services_directory.printed.partner_kit import pieces
    from services_directory.printed.shelf import in_groups, on_shelf

    asset_url.cache_clear()
    today = get_build_datetime().astimezone(ZoneInfo("Europe/London")).date()
    try:
        directory = load(today=today)
    except BadRecords as error:
        raise PluginError(f"The facts have mistakes:\n{error}") from error
    facts.update(directory=directory, local=directory.local, today=today, phone=phone, service_link=service_link)
    facts["explained"] = Explainer(directory.glossary)
    facts["shelf"] = on_shelf(shelf_of(config), today, RECORDS)
    facts["kit"] = pieces(directory, today, Path(config.docs_dir), config.site_url or "")
    facts["printed"] = in_groups(facts["shelf"])
    facts["pages"] = jinja2.Environment(  # noqa: S701 - this makes Markdown, which editors write; the theme escapes
        loader=jinja2.FileSystemLoader(config.docs_dir), undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    config.extra["exit_url"] = directory.local.exit_target_url
    return config


def on_pre_build(config):
    """MkDocs is about to empty the site: keep the open data, of which a build makes only what changed."""
    from services_directory.publish.open_referral.feed import put_aside

    put_aside(Path(config.site_dir), shells_of(config).parent / "cache")


def on_env(env, config, files):
    """What the skeleton may ask for."""
    from services_directory.publish.site_headers import inline_stylesheet

    env.filters["asset"] = asset_url
    env.globals.update(current=current, phone=phone, inline_stylesheet=Markup(inline_stylesheet()))
    return env


def on_files(files, config):
    """Leave out what Material would ship and no page of ours asks for."""
    for file in list(files):
        if file.src_uri.startswith("assets/") and not (file.abs_src_path or "").startswith(str(SITE)):
            files.remove(file)
    return files


def on_page_markdown(markdown, page, config, files):
    """Each page is a Jinja2 template before it is Markdown. A misspelt name stops the build and names the page."""
    try:
        names = {key: facts[key] for key in ("directory", "local", "today", "phone", "service_link", "printed", "kit")}
        return facts["pages"].from_string(markdown).render(page=page, **names)
    except (jinja2.TemplateError, LookupError) as error:
        where = f", line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise PluginError(f"content/{page.file.src_uri}{where}: {error}") from error


def on_page_content(html, page, config, files):
    """Hard words are explained where they stand, but not on the two pages that must be quickest nor on the page of words."""
    if page.file.src_uri in ("index.md", "get-help-now.md", "about/glossary.md"):
        return html
    return str(facts["explained"](html))


def on_template_context(context, template_name, config):
    context["is_shell"] = template_name == "shell.html"
    return context


def on_post_template(output, template_name, config):
    """Turn the finished shell.html into a Jinja2 template outside the site. Nothing of it is published itself."""
    if template_name != "shell.html":
        return output
    write_shells(output, config)
    return ""


def on_post_build(config):
    """Ship our scripts, then let the directory publish itself into the finished site."""
    from services_directory import RECORDS
    from services_directory.printed.partner_kit import write_files
    from services_directory.printed.shelf import copy_to
    from services_directory.publish import publish
    from services_directory.publish.guard import AddressPublished, refuse_confidential
    from services_directory.publish.scripts import ship_scripts
    from services_directory.publish.word_links import link_back

    site_dir = Path(config.site_dir)
    ship_scripts(SITE / "scripts", site_dir / "assets")
    write_files(site_dir, facts["kit"])
    copy_to(site_dir, shelf_of(config), facts["shelf"])
    publish(facts["directory"], site_dir=site_dir, shells_dir=shells_of(config))
    link_back(site_dir)
    try:  # the last step, after everything that writes
        refuse_confidential(site_dir, RECORDS, shells_of(config).parent / "cache")
    except AddressPublished as error:
        raise PluginError(f"An address that is confidential was about to be published:\n{error}") from error


def write_shells(finished: str, config) -> None:
    """build/shells: the skeleton with blocks, the exit form, the idle notice, and the id that says they belong together.

    Beside them build/servers: the content policy for web servers, which names the hash of the stylesheet in these pages.
    """
    from services_directory.publish.server_files import write_server_files
    from services_directory.publish.site_headers import hash_of, inline_stylesheet

    shell = LOOSE_JINJA.sub("{{ '{' }}", finished)
    shell = re.sub(r"@@block (\w+)@@", r"{% block \1 %}", shell).replace("@@endblock@@", "{% endblock %}")
    here = r"""{% if active_section|default('') == '\1' %} aria-current="true"{% endif %}"""
    shell = re.sub(r"@@current ([\w-]+)@@", here, shell)
    shell = re.sub(r"@@if (.+?)@@", r"{% if \1 %}", shell).replace("@@endif@@", "{% endif %}")
    style_hash = hash_of(inline_stylesheet())
    settings = {"exit_url": config.extra["exit_url"], "exit_label": config.extra["exit_label"], "idle_js": asset_url("idle.js")}
    build_id = hashlib.sha256(shell.encode()).hexdigest()[:16]
    shells = shells_of(config)
    shells.mkdir(parents=True, exist_ok=True)
    (shells / f"{config.theme['language']}.html").write_text(f"{{# build {build_id} #}}{shell}", "utf-8")
    (shells / "build.json").write_text(json.dumps({"build_id": build_id, "style_hash": style_hash}) + "\n", "utf-8")
    write_server_files(shells.parent / "servers", style_hash)
    for name in ("exit_form.html", "idle_notice.html"):
        partial = (SITE / "theme" / "partials" / name).read_text("utf-8")
        for key, value in settings.items():
            partial = partial.replace(f"[[{key}]]", html.escape(value))
        (shells / name).write_text(partial, "utf-8")


def shells_of(config) -> Path:
    """build/shells: beside the published site, never in it."""
    return Path(config.site_dir).parent / "shells"


def shelf_of(config) -> Path:
    """build/printed: where `make site` puts booklets and forms before the pages are built."""
    return Path(config.site_dir).parent / "printed"


@cache
def asset_url(name: str) -> str:
    """'/assets/core.css?v=1a2b3c4d': the address changes with the content, so browsers may keep it for ever."""
    found = next(path for path in (SITE / "theme" / "assets" / name, SITE / "scripts" / name) if path.is_file())
    return f"/assets/{name}?v={hashlib.sha256(found.read_bytes()).hexdigest()[:8]}"


def current(item: dict, page, is_shell: bool) -> Markup:
    """The attribute that marks the section we are in; in the shell, a marker that becomes a question about `active_section`."""
    if is_shell:
        return Markup("@@current {}@@").format(item["section"])
    if page is None:
        return Markup("")
    if page.url.strip("/") == item["url"].strip("/"):
        return Markup(' aria-current="page"')
    section = page.meta.get("section") or next(iter(page.url.split("/")))
    return Markup(' aria-current="true"') if section in (item["section"], *item.get("holds", ())) else Markup("")


def phone(service_id: str) -> Markup:
    """A published service's numbers as links, joined by "or": the only way a page may show a number."""
    numbers = published(service_id).phones
    if not numbers:
        raise LookupError(f"phone({service_id!r}): this service has no phone number")
    link = Markup('<a class="tel" href="tel:{}">{}</a>')
    return Markup(" or ").join(link.format(number.digits, number.number) for number in numbers)


def service_link(service_id: str, words: str | None = None) -> Markup:
    """The service's name, linked to its page."""
    return Markup('<a href="/services/{}/">{}</a>').format(service_id, words or published(service_id).name)


def published(service_id: str):
    """A service that the public may see; an unknown name or a draft stops the build."""
    service = facts["directory"].services.get(service_id)
    if service is None or service.draft:
        raise LookupError(f"{service_id!r} is not a published service")
    return service
