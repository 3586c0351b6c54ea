import pytest

from forms_backend.letters.event_words import words_of_letter_event


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CT1_sent_by_email", "CT1 went by email"),
        ("CT3_sent_by_post", "CT3 was posted"),
        ("HUB1_sent_by_collect", "HUB1 was read with the code"),
        ("CT2_came_back", "CT2 came back"),
        ("application_received", None),
    ],
)
def test_the_history_says_what_became_of_a_letter(app, name, words):
    with app.test_request_context():
        assert words_of_letter_event(name) == words
