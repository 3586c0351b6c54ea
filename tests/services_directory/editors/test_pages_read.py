"""Reading age is measured on what a person reads, not on menus and labels."""

from __future__ import annotations

from services_directory.editors.pages_read import reading_ages, running_text

PAGE = """<!DOCTYPE html><html><head><title>Not this title at all</title><style>p{color:red}</style></head><body>
<header><p>Not this header line here</p></header>
<main><nav><ul><li>Not this crumb trail here</li></ul></nav><h1>Short</h1>
<p>You can <a href="/">ask us</a> for help.</p><ul><li>We listen to you first.</li></ul></main>
<footer><p>Not this footer line either</p></footer></body></html>"""


def test_only_running_words_of_the_main_part_are_read():
    assert running_text(PAGE) == "You can ask us for help.\nWe listen to you first."


def test_a_hard_page_reads_harder_than_an_easy_one(tmp_path):
    hard = "<main><p>Applications demonstrating insufficient evidential particularity may be administratively discontinued.</p></main>"
    for name, html in (("easy", PAGE), ("hard", hard), ("empty", "<main><h1>Hi</h1></main>")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(html, "utf-8")
    ages = dict(reading_ages(tmp_path))
    assert set(ages) == {"/easy/", "/hard/"}
    assert ages["/easy/"] < 9 < 14 < ages["/hard/"]
