"""Drives a page by keys only, as somebody who cannot use a mouse does."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_TABS = 120
_NAME = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return ["", ""];
  const label = one.labels && one.labels.length ? one.labels[0].innerText : one.innerText || "";
  return [one.type || one.tagName.toLowerCase(), label.trim()];
}"""


class Keyboard:
    """Tab until the thing is reached, then the key that a person would press."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, name: str, kinds: tuple[str, ...]) -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            kind, label = self.page.evaluate(_NAME)
            if kind in kinds and label == name:
                return
        raise AssertionError(f"Tab never reached {name!r} on {self.page.url}")

    def press_button(self, name: str) -> None:
        self.reach(name, ("submit", "button"))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type_into(self, name: str, text: str) -> None:
        self.reach(name, ("text", "textarea", "email", "tel"))
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        """Radios are one stop of Tab and arrows move inside; checkboxes are a stop each."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            kind, label = self.page.evaluate(_NAME)
            if kind == "checkbox" and label == name:
                self.page.keyboard.press("Space")
                return
            if kind == "radio":
                self._by_arrows(name)
                return
        raise AssertionError(f"Tab never reached {name!r} on {self.page.url}")

    def _by_arrows(self, name: str) -> None:
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.page.evaluate(_NAME)[1] == name:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reached {name!r} on {self.page.url}")
