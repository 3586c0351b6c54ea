from pathlib import Path

import pytest

from forms_backend.settings import BadSettings, load_settings

GOOD = {
    "DATABASE_URL": "sqlite:///x.sqlite3",
    "PORTAL_SECRET_KEY": "k" * 40,
    "PORTAL_DESK_SECRET_KEY": "d" * 40,
    "PORTAL_KEYS_DIR": "keys",
    "PORTAL_MAIL_URL": "smtp://mail.example.org:587",
    "PORTAL_MAIL_FROM": "no-reply@example.org",
    "PORTAL_PUBLIC_URL": "https://help.example.org",
    "PORTAL_PRINT_DIR": "print",
}


def test_good_settings_are_read_once_and_cannot_be_changed():
    settings = load_settings(GOOD)
    assert settings.keys_dir == Path("keys")
    assert settings.cookies_are_secure
    with pytest.raises(AttributeError):
        settings.secret_key = "another"  # type: ignore[misc]


@pytest.mark.parametrize("name", [name for name in GOOD if not name.endswith("SECRET_KEY")])
def test_a_missing_setting_stops_the_start_and_is_named(name):
    with pytest.raises(BadSettings, match=f"^Set {name}"):
        load_settings({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_SECRET_KEY_FILE", "/nowhere/secret"),
        ("PORTAL_DESK_SECRET_KEY", ""),
        ("PORTAL_DESK_SECRET_KEY", GOOD["PORTAL_SECRET_KEY"]),
        ("PORTAL_DESK_SECRET_KEY_FILE", "/nowhere/secret"),
        ("PORTAL_PUBLIC_URL", "http://help.example.org"),
        ("PORTAL_MAIL_URL", "mail.example.org"),
        ("PORTAL_MAIL_URL", "folder:var/outbox"),
        ("PORTAL_ROLES", "intake,everything"),
        ("PORTAL_ROLES", ""),
        ("PORTAL_DRAFT_IDLE_MINUTES", "soon"),
        ("PORTAL_DRAFT_IDLE_MINUTES", "5"),
        ("PORTAL_STAFF_IDLE_MINUTES", "-1"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(name, value):
    with pytest.raises(BadSettings) as caught:
        load_settings(GOOD | {name: value})
    text = str(caught.value)
    assert text.startswith("Set PORTAL_")
    assert text.endswith(".")
    assert "\n" not in text


def test_cookies_travel_in_clear_on_this_machine_only():
    assert not load_settings(GOOD | {"PORTAL_PUBLIC_URL": "http://127.0.0.1:8000"}).cookies_are_secure


def test_the_public_forms_neither_need_nor_see_the_secret_of_the_desk():
    alone = {name: value for name, value in GOOD.items() if name != "PORTAL_DESK_SECRET_KEY"} | {"PORTAL_ROLES": "intake"}
    assert load_settings(alone).session_secret == GOOD["PORTAL_SECRET_KEY"]
    assert load_settings(GOOD | {"PORTAL_ROLES": "intake"}).desk_secret_key == ""


@pytest.mark.parametrize("roles", ["desk", "intake,desk"])
def test_where_staff_sign_in_their_sessions_hang_on_the_desks_secret(roles):
    assert load_settings(GOOD | {"PORTAL_ROLES": roles}).session_secret == GOOD["PORTAL_DESK_SECRET_KEY"]


def test_on_this_machine_letters_may_go_to_a_folder():
    local = {"PORTAL_PUBLIC_URL": "http://127.0.0.1:8000", "PORTAL_MAIL_URL": "folder:var/outbox"}
    assert load_settings(GOOD | local).mail_url == "folder:var/outbox"
