"""Walks a journey in a real browser, filling pages by field name, with the mouse or by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

MOST_TABS = 120


def fill_page(page: Page, data: Mapping[str, Any]) -> None:
    """Fill in the fields that are named, in the order of the page."""
    for name, value in data.items():
        field = page.locator(f"main [name='{name}']")
        if field.first.get_attribute("type") not in ("radio", "checkbox"):
            field.fill(value)
            continue
        for one in value if isinstance(value, list) else [value]:
            page.locator(f"main [name='{name}'][value='{one}']").check(force=True)


class Walk:
    def __init__(self, page: Page, start: str, *, by_keyboard: bool = False) -> None:
        self.page, self.start, self.by_keyboard = page, start, by_keyboard

    @staticmethod
    def name_of(page: Page) -> str:
        """The page's name: the last part of its address."""
        return urlsplit(page.url).path.strip("/").split("/")[-1]

    def to(self, until: str, fill: Mapping[str, Mapping[str, Any]], on_page: Callable[[Page], None] = lambda page: None) -> None:
        """From Start to the page named `until`."""
        self.page.goto(self.start)
        with self.page.expect_navigation():
            self.press_button("Start")
        for _ in range(120):
            here = self.name_of(self.page)
            if here == until:
                return
            on_page(self.page)
            (self._type if self.by_keyboard else fill_page)(self.page, fill.get(here, {}))
            with self.page.expect_navigation():
                self.press_button("Continue")
            assert not self.page.locator(".govuk-error-summary").count(), (
                here,
                self.page.locator(".govuk-error-summary").inner_text(),
            )
        raise AssertionError(f"never came to {until}")

    def press_button(self, name: str) -> None:
        button = self.page.locator("main").get_by_role("button", name=name)
        if not self.by_keyboard:
            button.click()
            return
        handle = button.element_handle()
        self._tab_to(lambda: self.page.evaluate("button => document.activeElement === button", handle))
        self.page.keyboard.press("Enter")

    def _type(self, page: Page, data: Mapping[str, Any]) -> None:
        for name, value in data.items():
            for one in value if isinstance(value, list) else [value]:
                self._tab_to(lambda name=name: page.evaluate("name => document.activeElement.name === name", name))
                kind = page.evaluate("document.activeElement.type")
                if kind in ("radio", "checkbox"):
                    page.keyboard.press("Space")
                    for _ in range(20):
                        if page.evaluate("document.activeElement.value") == one:
                            break
                        page.keyboard.press("Space" if kind == "radio" else "Space")
                        page.keyboard.press("ArrowDown" if kind == "radio" else "Tab")
                        if kind == "checkbox":
                            page.keyboard.press("Space")
                    assert page.evaluate("document.activeElement.checked && document.activeElement.value") == one, (name, one)
                else:
                    page.keyboard.type(one)

    def _tab_to(self, is_there: Callable[[], bool]) -> None:
        """Press Tab until the focus is there; on the way, what has the focus must be seen and not lie under the exit bar."""
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(_FOCUS_IS_SEEN), self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"the keyboard does not get there on {self.page.url}")


_FOCUS_IS_SEEN = """() => {
  const at = document.activeElement;
  if (at === document.body) return true;
  const box = at.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
