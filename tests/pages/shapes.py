"""Compares two pieces of markup as a browser sees them: white space and attributes' order aside."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement


def shape(html: str | BeautifulSoup) -> tuple[list[Any], str]:
    """The nested elements and attributes of `html`, and its words, lest two run together."""
    soup = html if isinstance(html, BeautifulSoup) else BeautifulSoup(html, "html.parser")
    return _children(soup), " ".join(soup.get_text().split())


def _children(node: Tag) -> list[Any]:
    node.smooth()
    return [found for found in map(_node, node.children) if found]


def _node(node: PageElement) -> Any:
    if isinstance(node, Tag):
        attributes = {name: _attribute(value) for name, value in node.attrs.items()}
        return (node.name, attributes, _children(node))
    return " ".join(str(node).split()) if isinstance(node, NavigableString) else None


def _attribute(value: Any) -> str:
    return " ".join(value if isinstance(value, list) else str(value).split())
