"""The shape of a page: what it is made of, whatever it says.

Two pages of one shape differ in words and names only, so that a machine which looks for faults of
markup finds the same in both.
"""

import hashlib
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

NAMES_ONLY = {
    "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-details",
    "aria-activedescendant", "aria-label", "aria-errormessage",
}  # fmt: skip
"""They hold words or ids: that they are there is part of the shape, what they say is not."""
KEPT = ("role", "type", "autocomplete", "inputmode", "lang", "tabindex", "scope", "colspan")


def shape_of(soup: BeautifulSoup) -> str:
    """A hash of tags, classes, roles, ARIA and what else a page is made of.

    Of neighbours that are made alike the first two count: a list of seven choices has the shape
    of a list of three.
    """
    page = soup.find("html")
    assert isinstance(page, Tag)
    return hashlib.sha256(_of(page).encode()).hexdigest()[:12]


def _of(element: Tag) -> str:
    inside: list[str] = []
    for child in element.children:
        if isinstance(child, Tag):
            made = _of(child)
            if inside[-2:] != [made, made]:
                inside.append(made)
        elif str(child).strip() and inside[-1:] != ["…"]:
            inside.append("…")
    return f"<{' '.join([element.name, *_attributes(element)])}>{''.join(inside)}</>"


def _attributes(element: Tag) -> Iterator[str]:
    for name, value in sorted(element.attrs.items()):
        if name == "class":
            yield "." + ".".join(sorted(value if isinstance(value, list) else [str(value)]))
        elif name in NAMES_ONLY or name in ("disabled", "required", "open"):
            yield name
        elif name in KEPT or name.startswith("aria-"):
            yield f"{name}={value}"
