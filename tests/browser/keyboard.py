"""A person with a keyboard and nothing else."""

from playwright.sync_api import Locator, Page

from tests.browser.person import Person

MOST_STOPS = 80


class KeyboardPerson(Person):
    """Plays a story with Tab, Space, Enter, the arrows and letters. Focus is seen at every stop."""

    def fill(self, name: str, values: list[str]) -> None:
        """Goes to each control of a name by Tab and works it with keys."""
        first = self.page.locator(f'[name="{name}"]').first
        kind = first.evaluate("c => c.type || c.tagName.toLowerCase()")
        if kind == "hidden":
            return
        for value in values:
            wanted = self.page.locator(f'[name="{name}"][value="{value}"]')
            if kind == "radio":
                self._choose(name, wanted)
            elif kind == "checkbox":
                if not wanted.is_checked():
                    tab_to(self.page, wanted)
                    self.page.keyboard.press("Space")
            else:
                tab_to(self.page, first)
                self._write(kind, value)

    def press(self, selector: str) -> None:
        """Goes to a button or a link by Tab, and presses Enter."""
        tab_to(self.page, self.page.locator(selector).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _choose(self, name: str, wanted: Locator) -> None:
        """Tab leads to a group of radios; arrows lead on from one to the next and choose it."""
        group = self.page.locator(f'[name="{name}"]')
        checked = self.page.locator(f'[name="{name}"]:checked')
        tab_to(self.page, checked.first if checked.count() else group.first)
        if not checked.count():
            self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked(), "arrows do not lead to every choice"

    def _write(self, kind: str, value: str) -> None:
        if kind == "select-one":
            self.page.keyboard.type(value)
            return
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(value)


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until an element has the focus; fails where Tab never leads there."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
        assert focus_is_seen(page), page.evaluate("document.activeElement.outerHTML")
    raise AssertionError(f"Tab never leads to {wanted}")


def focus_is_seen(page: Page) -> bool:
    """Whether what has the focus looks otherwise than without it.

    A radio's or a box's focus is drawn by its label. Outside the document (the browser's own
    controls) nothing of ours is to be seen.
    """
    seen: bool = page.evaluate(SEEN)
    return seen


SEEN = """
() => {
  const focused = document.activeElement;
  if (focused === document.body) return true;
  const label = focused.matches("[type=radio], [type=checkbox]") && focused.labels[0];
  const look = () => {
    const style = label ? getComputedStyle(label, "::before") : getComputedStyle(focused);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
            style.backgroundColor, style.borderWidth, style.textDecorationThickness].join();
  };
  const with_ = look();
  const box = focused.getBoundingClientRect();
  focused.blur();
  const without = look();
  focused.focus({preventScroll: true});
  return with_ !== without && box.width > 0 && box.height > 0;
}
"""
