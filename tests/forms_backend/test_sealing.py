import os
import stat

import pytest

from forms_backend import sealing
from forms_backend.sealing import CannotOpen, CaseKeys, Keyring, NoKey

PLACE = {"table": "referrals", "column": "answers", "row": "AAAA-BBBB"}


@pytest.fixture
def two_controllers(tmp_path):
    keyring = Keyring(tmp_path)
    keyring.create("hub", "2026-11-01")
    keyring.create("cambridge", "2026-11-01")
    return keyring


def test_a_case_opens_for_its_controller_only(two_controllers):
    keys = CaseKeys.new()
    sealed = two_controllers.seal_keys(keys, "hub", "AAAA-BBBB")
    assert two_controllers.open_keys(sealed, "hub", "AAAA-BBBB") == keys
    with pytest.raises(CannotOpen):
        two_controllers.open_keys(sealed, "cambridge", "AAAA-BBBB")


def test_keys_moved_to_another_case_do_not_open(two_controllers):
    sealed = two_controllers.seal_keys(CaseKeys.new(), "hub", "AAAA-BBBB")
    with pytest.raises(CannotOpen):
        two_controllers.open_keys(sealed, "hub", "CCCC-DDDD")


def test_intake_that_holds_public_keys_only_can_seal_and_cannot_open(two_controllers, tmp_path):
    (tmp_path / "hub.2026-11-01.private").unlink()
    intake = Keyring(tmp_path)
    sealed = intake.seal_keys(CaseKeys.new(), "hub", "AAAA-BBBB")
    assert not intake.holds_private("hub")
    with pytest.raises(NoKey):
        intake.open_keys(sealed, "hub", "AAAA-BBBB")


def test_after_a_change_of_keys_old_cases_still_open(two_controllers, tmp_path):
    keys = CaseKeys.new()
    before = two_controllers.seal_keys(keys, "hub", "AAAA-BBBB")
    two_controllers.create("hub", "2027-01-04")
    later = Keyring(tmp_path)
    after = later.seal_keys(keys, "hub", "AAAA-BBBB")
    assert b"2026-11-01" in before
    assert b"2027-01-04" in after
    assert later.open_keys(before, "hub", "AAAA-BBBB") == later.open_keys(after, "hub", "AAAA-BBBB") == keys


def test_a_private_key_is_never_overwritten_and_only_its_owner_may_read_it(two_controllers, tmp_path):
    with pytest.raises(FileExistsError):
        two_controllers.create("hub", "2026-11-01")
    mode = stat.S_IMODE((tmp_path / "hub.2026-11-01.private").stat().st_mode)
    assert mode == 0o600


@pytest.mark.parametrize(
    "elsewhere",
    [PLACE | {"table": "applications"}, PLACE | {"column": "contact"}, PLACE | {"row": "CCCC-DDDD"}],
    ids=["another table", "another column", "another row"],
)
def test_a_sealed_field_opens_in_its_own_place_only(elsewhere):
    key = os.urandom(32)
    sealed = sealing.seal_field(key, {"name": "Zofia Łącka 🌻"}, **PLACE)
    assert sealing.open_field(key, sealed, **PLACE) == {"name": "Zofia Łącka 🌻"}
    with pytest.raises(CannotOpen):
        sealing.open_field(key, sealed, **elsewhere)


def test_changed_bytes_do_not_open():
    key = os.urandom(32)
    sealed = bytearray(sealing.seal_field(key, "words", **PLACE))
    for position in (0, 5, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(CannotOpen):
            sealing.open_field(key, bytes(changed), **PLACE)


def test_the_same_words_never_seal_to_the_same_bytes():
    key = os.urandom(32)
    assert len({sealing.seal_field(key, "the same", **PLACE) for _ in range(50)}) == 50


def test_a_code_opens_the_letters_key_however_it_is_typed():
    letters_key, salt = os.urandom(32), os.urandom(16)
    wrapped = sealing.wrap_letters_key(letters_key, sealing.key_from_code("H4KQ-9TXM-C7RA", salt), "AAAA-BBBB")
    assert sealing.unwrap_letters_key(wrapped, sealing.key_from_code(" h4kq 9txm c7ra ", salt), "AAAA-BBBB") == letters_key
    with pytest.raises(CannotOpen):
        sealing.unwrap_letters_key(wrapped, sealing.key_from_code("H4KQ-9TXM-C7RC", salt), "AAAA-BBBB")


def test_keys_do_not_show_themselves_in_a_traceback():
    keys = CaseKeys(b"\x01" * 32, b"\x02" * 32)
    assert "01" not in repr(keys)
    assert "\\x" not in repr(keys)
