"""The public forms may be taken over; what is taken there must not open the desk."""

from dataclasses import replace

import pytest

from forms_backend import create_app, embedded
from forms_backend.settings import BadSettings
from forms_backend.staff.access import Role
from tests.support.desk import signed_in_client

STAFF_SECRETS = ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "SECURITY_TOTP_SECRETS", "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS")


@pytest.fixture
def public_forms(settings, directory):
    app = create_app(replace(settings, roles=frozenset({"intake"}), desk_secret_key=""), directory)
    yield app
    app.extensions["database"].engine.dispose()


def test_a_session_forged_with_the_secret_of_the_public_forms_does_not_open_the_desk(app, public_forms):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    with client.session_transaction("/desk/") as kept:
        true_session = dict(kept)
    sign = lambda one: one.session_interface.get_signing_serializer(one).dumps(true_session)  # noqa: E731
    client.set_cookie("s", sign(app))
    assert client.get("/desk/").status_code == 200
    client.set_cookie("s", sign(public_forms))
    assert client.get("/desk/").status_code == 302


def test_everything_of_staff_hangs_on_the_desks_secret_alone(app, settings, directory):
    def secrets_with(**changed):
        other = create_app(replace(settings, **changed), directory)
        other.extensions["database"].engine.dispose()
        return [str(other.config[name]) for name in STAFF_SECRETS]

    own = [str(app.config[name]) for name in STAFF_SECRETS]
    assert secrets_with(secret_key="z" * 40) == own
    assert not set(secrets_with(desk_secret_key="z" * 40)) & set(own)


def test_the_desk_does_not_start_without_its_secret(settings, directory):
    with pytest.raises(BadSettings, match="^Set PORTAL_DESK_SECRET_KEY_FILE"):
        create_app(replace(settings, desk_secret_key=""), directory)


def test_make_run_makes_both_secrets(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "set_up", lambda *_parts: [])
    settings, _directory, _environment = embedded.prepare(tmp_path / "var", 8000)
    assert len({settings.secret_key, settings.desk_secret_key}) == 2
    for name in ("secret", "desk-secret"):
        assert (tmp_path / "var" / name).stat().st_mode & 0o777 == 0o600
