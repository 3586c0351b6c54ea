"""A service's page leads back to the rights and steps that name it, and follows every change to them."""

from __future__ import annotations

STAGE = "records/stages/10-appeal.yml"
SHELTER = "services/shelter/index.html"


def read(workshop, page: str) -> str:
    return (workshop.site / page).read_text("utf-8")


def test_a_step_that_begins_to_name_a_service_shows_on_its_page_and_goes_again(workshop):
    workshop.build()
    assert "/what-happens/appeal/" not in read(workshop, SHELTER)
    assert "/what-happens/bail-and-protection/" in read(workshop, SHELTER)
    workshop.change(STAGE, "services: [", "services: [shelter, ")
    workshop.build()
    assert '<a href="/what-happens/appeal/">' in read(workshop, SHELTER)
    assert workshop.pages() == workshop.pages_from_nothing()
    workshop.change("records/services/shelter.yml", "summary: ", "summary: Changed. ")
    workshop.build()
    assert '<a href="/what-happens/appeal/">' in read(workshop, SHELTER), "a change to the service alone keeps them"
    assert workshop.pages() == workshop.pages_from_nothing()


def test_the_editors_page_shows_both_sides_and_stays_out_of_the_search(workshop):
    workshop.build()
    page = read(workshop, "about/how-it-fits-together/index.html")
    assert 'data-pagefind-ignore="all"' in page and '<meta name="robots" content="noindex">' in page
    assert page.count('href="/what-happens/appeal/"') >= 3 and page.count('href="/services/shelter/"') >= 2
