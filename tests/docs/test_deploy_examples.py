"""The examples for web servers say the same as the one place that knows the headers."""

import re
from pathlib import Path

import pytest

from forms_backend.settings import load_settings
from services_directory.publish.open_referral.addresses import file_of
from services_directory.publish.server_files import write_server_files
from services_directory.publish.site_headers import headers_for

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_an_example_sets_every_header_of_the_static_site(name):
    text = (DEPLOY / name).read_text("utf-8").replace("Cross-Origin-Resource-Policy $portal_read_by", feed_map("portal_read_by"))
    for header, value in headers_for("/").items():
        if header not in ("Content-Security-Policy", "Cache-Control"):
            assert re.search(rf'{header} "?{re.escape(value)}"?', text), header
    for value in (headers_for("/assets/core.css", versioned=True)["Cache-Control"], headers_for("/")["Cache-Control"]):
        assert value in text


def feed_map(name):
    """What nginx's map says of pages, as if it stood in the header itself."""
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    said = re.search(rf"map \$uri \${name} {{\s+default\s+(\S+);\s+~\^/open-referral/\s+(\S+);", text)
    return f"Cross-Origin-Resource-Policy {said[1]}"


def test_only_the_open_data_may_be_read_by_other_sites_with_nginx():
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert re.search(r'map \$uri \$portal_cors {\s+default\s+"";\s+~\^/open-referral/\s+"\*";\s+}', text)
    assert re.search(r"map \$uri \$portal_read_by {\s+default\s+same-origin;\s+~\^/open-referral/\s+cross-origin;\s+}", text)
    assert "add_header Access-Control-Allow-Origin $portal_cors always;" in text


def test_only_the_open_data_may_be_read_by_other_sites_with_caddy():
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert "@feed path /open-referral/*" in text
    assert re.findall(r"header (\S+) Access-Control-Allow-Origin (\S+)", text) == [("@feed", "*")]
    policies = re.findall(r"header (\S+) Cross-Origin-Resource-Policy (\S+)", text)
    assert sorted(policies) == [("@feed", "cross-origin"), ("@not_feed", "same-origin")]


@pytest.mark.parametrize(
    ("path", "page"),
    [("services", None), ("services", "1"), ("services", "2"), ("services", "17"), ("services/1c54eb24-0a13-5d4f", None)],
)
def test_the_examples_map_an_address_of_the_feed_to_the_file_that_our_own_server_gives(path, page):
    expected = "/" + file_of(f"open-referral/{path}", page)
    nginx, caddy = ((DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    page_of_nginx = re.search(r'"~(\^\(\?<feed_page>.+?\$)" "-\$feed_page"', nginx)[1].replace("?<", "?P<")
    assert "try_files $uri$portal_feed_page.json $uri =404" in nginx
    suffix = f"-{page}" if page and re.fullmatch(page_of_nginx, page) else ""
    assert f"/open-referral/{path}{suffix}.json" == expected
    asked = f"/open-referral/{path}"
    listed = re.search(r"path_regexp list (\S+)", caddy)[1]
    if page and re.fullmatch(re.search(r'matches\("(.+?)"\)', caddy)[1], page):
        asked = f"/open-referral/{re.fullmatch(listed, asked)[1]}-{page}.json"
    entry = re.fullmatch(re.search(r"path_regexp entry (\S+)", caddy)[1], asked)
    assert (f"/open-referral/{entry[1]}.json" if entry else asked) == expected


@pytest.mark.parametrize(
    ("name", "reads", "uses"),
    [
        ("nginx.conf", "include /srv/portal/servers/policy.nginx;", "add_header Content-Security-Policy $portal_policy always;"),
        ("Caddyfile", "import /srv/portal/servers/policy.caddy", ""),
    ],
)
def test_an_example_reads_the_policy_that_the_build_wrote_and_has_none_of_its_own(name, reads, uses, tmp_path):
    text = (DEPLOY / name).read_text("utf-8")
    assert reads in text and uses in text
    assert "default-src" not in text
    write_server_files(tmp_path, "sha256-x")
    assert (tmp_path / Path(reads.rstrip(";")).name).is_file()


def settings_of(name):
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("role", ["intake", "desk"])
def test_an_example_of_settings_starts_its_part_and_only_the_desk_has_the_desks_secret(role, tmp_path):
    environ = settings_of(f"portal-{role}.env.example")
    assert ("PORTAL_DESK_SECRET_KEY_FILE" in environ) is (role == "desk")
    for name in environ:
        if name.endswith("SECRET_KEY_FILE"):
            (tmp_path / name).write_text(name * 2, "utf-8")
            environ[name] = str(tmp_path / name)
    settings = load_settings(environ)
    assert settings.roles == {role}
    assert bool(settings.desk_secret_key) is (role == "desk")


def test_desk_and_worker_may_write_to_the_print_folder_and_intake_may_not():
    allowed = f"ReadWritePaths={settings_of('portal-desk.env.example')['PORTAL_PRINT_DIR']}"
    for name in ("portal-web@desk.service.d/print.conf", "portal-worker.service"):
        assert allowed in (DEPLOY / name).read_text("utf-8"), name
    assert "ReadWritePaths" not in (DEPLOY / "portal-web@.service").read_text("utf-8")


def test_nginx_writes_no_addresses_down():
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert "access_log off;" in text
    assert re.search(r"error_log \S+ crit;", text)
