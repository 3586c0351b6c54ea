import pytest

from forms_backend.letters.words import LETTERS_DIR, BadWords, read_words

HEAD = "---\ntitle: A letter\n---\n"


def test_every_words_file_reads():
    for path in sorted(LETTERS_DIR.glob("*/*.md")):
        assert read_words(path.read_text("utf-8"), path.name).title


def test_paragraphs_lists_steps_headings_and_facts_are_read():
    words = read_words(HEAD + "Dear {{ name }}\nand **all {{ others }}**\n\n## Next\n- one\n- {{ lines }}\n1. first\n", "x.md")
    blocks = words.parts[0].blocks
    assert [block.kind for block in blocks] == ["paragraph", "heading", "bullets", "steps"]
    assert [piece.fact for piece in blocks[0].lines[0] if piece.fact] == ["name", "others"]
    assert blocks[0].lines[0][-1].bold


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("Dear Ann", 1, id="no title"),
        pytest.param(HEAD + "### Too deep", 4, id="an unknown heading"),
        pytest.param(HEAD + "See [this](https://x.example)", 4, id="a link"),
        pytest.param(HEAD + "| a | b |", 4, id="a table"),
        pytest.param(HEAD + "<b>x</b>", 4, id="HTML"),
        pytest.param(HEAD + "a *word*", 4, id="emphasis"),
        pytest.param(HEAD + "Dear {{ Name }}", 4, id="a fact with a capital"),
        pytest.param(HEAD + "Dear {name}", 4, id="one bracket"),
        pytest.param(HEAD + "Dear **Ann", 4, id="bold never closed"),
        pytest.param(HEAD + "::: with x\nyes", 4, id="a part never closed"),
        pytest.param(HEAD + "::: with x\n::: with y\n:::\n:::", 5, id="a part inside another"),
        pytest.param(HEAD + "::: if x\n:::", 4, id="an unknown condition"),
        pytest.param(HEAD + ":::", 4, id="closed and never opened"),
    ],
)
def test_what_an_editor_gets_wrong_is_named_with_its_line(text, line):
    with pytest.raises(BadWords, match=rf"^x\.md:{line}: "):
        read_words(text, "x.md")
