"""Longer words: Markdown of a definition to the design system's markup. No HTML passes through."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

CLASSES = {
    "paragraph_open": "govuk-body", "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number", "link_open": "govuk-link",
}  # fmt: skip
HEADINGS = {"h1": ("h2", "m"), "h2": ("h2", "m"), "h3": ("h2", "m")}
"""The page has its own h1, and texts begin with `###`: the first level below it is theirs."""

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable("image")


@lru_cache(maxsize=1024)
def prose(text: str) -> Markup:
    """A text's Markdown as markup. Links to web pages and telephone numbers only."""
    tokens = _markdown.parse(text)
    for token in tokens:
        _dress(token)
        for child in token.children or ():
            _dress(child)
    return Markup(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S704


def _dress(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag, size = HEADINGS.get(token.tag, ("h3", "s"))
        if token.nesting > 0:
            token.attrSet("class", f"govuk-heading-{size}")
    elif token.type in CLASSES and not token.hidden:
        token.attrSet("class", CLASSES[token.type])
    if token.type == "link_open" and not _safe(str(token.attrGet("href") or "")):
        token.attrSet("href", "#")


def _safe(href: str) -> bool:
    # Two slashes, or a slash and a backslash, lead to another site.
    if href.startswith(("//", "/\\", "/%5C")):
        return False
    return href.startswith(("https://", "tel:", "sms:", "mailto:", "/"))
