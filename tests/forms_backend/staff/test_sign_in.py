from datetime import timedelta

import pytest

from forms_backend import timekeeping
from forms_backend.database import current_session
from forms_backend.limits import limiter
from forms_backend.staff.access import PERMISSIONS, Permission, Role
from forms_backend.staff.accounts import BadAccount, add_account, close_account
from forms_backend.staff.models import StaffMember
from forms_backend.staff.sign_in import OnceOnlyTotp
from tests.support.desk import SIGN_IN, VALIDATE, make_account, sign_in, signed_in_client, token_of


def test_the_desk_asks_for_sign_in_and_does_not_open_with_a_password_alone(app, client):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    assert client.get("/desk/").headers["Location"].startswith(SIGN_IN)
    answer = client.post(
        SIGN_IN, data={"email": account.email, "password": account.password, "csrf_token": token_of(client.get(SIGN_IN))}
    )
    assert "/tf-setup" in answer.headers["Location"]
    assert client.get("/desk/").headers["Location"].startswith(SIGN_IN)


def test_with_both_factors_the_worklist_opens(app):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    page = client.get("/desk/")
    assert page.status_code == 200
    assert "Someone in hub" in page.text


def test_a_code_works_once(app, client):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    sign_in(client, account)
    used = account.code()
    again = app.test_client()
    again.post(SIGN_IN, data={"email": account.email, "password": account.password, "csrf_token": token_of(again.get(SIGN_IN))})
    answer = again.post(VALIDATE, data={"code": used, "csrf_token": token_of(again.get(VALIDATE))})
    assert answer.status_code == 200
    assert again.get("/desk/").status_code == 302


def test_of_two_requests_with_one_code_at_the_same_moment_one_gets_in(app, client, monkeypatch):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    sign_in(client, account)
    used = account.code()
    second = app.test_client()
    second.post(SIGN_IN, data={"email": account.email, "password": account.password, "csrf_token": token_of(second.get(SIGN_IN))})
    page = second.get(VALIDATE)
    monkeypatch.setattr(OnceOnlyTotp, "get_last_counter", lambda *_parts: None)  # as it was read before the first one wrote
    assert second.post(VALIDATE, data={"code": used, "csrf_token": token_of(page)}).status_code == 200
    assert second.get("/desk/").status_code == 302


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(app):
    make_account(app, Role.HUB_COORDINATOR, "hub", "known@example.org")
    answers = set()
    for email in ("known@example.org", "unknown@example.org"):
        client = app.test_client()
        page = client.post(SIGN_IN, data={"email": email, "password": "wrong", "csrf_token": token_of(client.get(SIGN_IN))})
        answers.add((page.status_code, page.text.replace(token_of(page), "").replace(email, "")))
    assert len(answers) == 1


def test_guessing_is_slowed_down(app, client):
    make_account(app, Role.HUB_COORDINATOR, "hub")
    token = token_of(client.get(SIGN_IN))
    codes = [
        client.post(SIGN_IN, data={"email": "a@example.org", "password": "x", "csrf_token": token}).status_code for _ in range(12)
    ]
    assert codes[-1] == 429


def from_anywhere(number: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"203.0.113.{number}"}


def test_guessing_one_account_from_many_addresses_is_slowed_down(app, client):
    token = token_of(client.get(SIGN_IN))
    data = {"password": "x", "csrf_token": token}
    codes = [
        client.post(SIGN_IN, data=data | {"email": "A@example.org"}, environ_base=from_anywhere(n)).status_code for n in range(31)
    ]
    assert (codes[29], codes[30]) == (200, 429)
    assert client.post(SIGN_IN, data=data | {"email": "b@example.org"}, environ_base=from_anywhere(99)).status_code == 200


def test_guessing_the_second_factor_from_many_addresses_is_slowed_down(app, client):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    sign_in(client, account)
    for address in (VALIDATE, "/desk/account/mf-recovery"):
        other = app.test_client()
        page = other.get(SIGN_IN)
        other.post(SIGN_IN, data={"email": account.email, "password": account.password, "csrf_token": token_of(page)})
        data = {"code": "000000", "csrf_token": token_of(other.get(address))}
        codes = [other.post(address, data=data, environ_base=from_anywhere(n)).status_code for n in range(12)]
        assert codes[-1] == 429, address
        limiter.reset()


@pytest.mark.parametrize(
    ("idle", "stays"), [(timedelta(minutes=19), True), (timedelta(minutes=21), False)], ids=["19 minutes", "21 minutes"]
)
def test_an_idle_session_ends(app, clock, idle, stays):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    assert client.get("/desk/").status_code == 200
    with timekeeping.frozen_at(clock + idle):
        assert (client.get("/desk/").status_code == 200) is stays


def test_a_session_ends_after_eight_hours_of_work(app, clock):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    client.get("/desk/")
    for minutes in range(15, 8 * 60 + 16, 15):
        with timekeeping.frozen_at(clock + timedelta(minutes=minutes)):
            status = client.get("/desk/").status_code
    assert status == 302


def test_a_closed_account_is_signed_out_at_once(app):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    client = app.test_client()
    sign_in(client, account)
    with app.app_context():
        assert close_account(current_session(), account.email)
        current_session().commit()
    assert client.get("/desk/").status_code == 302


def test_the_password_and_the_second_factor_are_not_in_the_database_in_clear(app, client):
    account = make_account(app, Role.HUB_COORDINATOR, "hub")
    sign_in(client, account)
    with app.app_context():
        member = current_session().query(StaffMember).one()
        assert member.password.startswith("$argon2id$")
        assert account.key not in member.tf_totp_secret


@pytest.mark.parametrize(
    ("role", "controller"),
    [(Role.HUB_COORDINATOR, "cambridge"), (Role.COUNCIL_SPOC, "hub"), (Role.COUNCIL_SPOC, "nowhere")],
)
def test_a_role_belongs_to_its_own_controller(app, role, controller, clock):
    with app.app_context(), pytest.raises(BadAccount):
        add_account(
            current_session(), email="a@example.org", name="A", role=role, controller=controller,
            controllers={"hub", "cambridge"}, at=clock,
        )  # fmt: skip


def test_every_role_has_a_row_and_no_hub_role_sees_an_application():
    assert set(PERMISSIONS) == set(Role)
    for role, permissions in PERMISSIONS.items():
        assert not {Permission.SEE_REFERRAL, Permission.SEE_APPLICATION} <= permissions, role
