import pytest

from forms_backend.references import ALPHABET, new_code, new_reference, tidy


def test_no_two_signs_of_a_reference_look_alike():
    for twins in ("0O", "1I", "1L", "IL", "2Z", "5S", "8B", "0D" if "0" in ALPHABET else "QO"):
        assert sum(sign in ALPHABET for sign in twins) < 2, twins


def test_references_do_not_repeat_and_say_nothing():
    made = {new_reference() for _ in range(2000)}
    assert len(made) == 2000
    assert all(len(reference) == 9 and set(reference) <= set(ALPHABET) | {"-"} for reference in made)
    assert len(new_code()) == 14


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("k7pm 4xqd", "K7PM-4XQD"),
        ("K7PM4XQD", "K7PM-4XQD"),
        (" k7pm-4xqd ", "K7PM-4XQD"),
        ("K7PM-4XQ0", ""),
        ("", ""),
        ("'; --", ""),
    ],
)
def test_a_reference_is_understood_however_it_is_typed(typed, stored):
    assert tidy(typed) == stored
