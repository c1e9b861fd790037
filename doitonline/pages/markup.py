"""Filters that the macros are built from: small decisions about attributes, classes and words.

They are plain Python because a filter is called directly, which makes a page several times faster
than the same decision written in the template language.

**Words and markup.** The design system's components take either ``text`` or ``html``. Here
``html`` must be `Markup`: a captured block, a macro's result, or a literal in a template. A plain
string given as ``html`` is escaped like any other words, so that an answer can never become markup
by the choice of a parameter's name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

Params = dict[str, Any]
"""A component's parameters, named as the design system names them."""

NOTHING = Markup("")


def within(params: Params | None, *keys: str) -> Any:
    """The value at the end of a path of keys; None as soon as one is missing."""
    found: Any = params
    for key in keys:
        if not found:
            return None
        found = found.get(key)
    return found


def content(params: Params | None, prefix: str = "") -> Markup:
    """The words of a component: its ``html`` if that is markup, else its ``text``, escaped.

    With `prefix`, the keys are ``<prefix>Html`` and ``<prefix>Text``.
    """
    if not params:
        return NOTHING
    if prefix:
        words = params.get(prefix + "Html") or params.get(prefix + "Text")
    else:
        words = params.get("html") or params.get("text")
    return NOTHING if words is None else escape(words)


def classes(params: Params | None) -> Markup:
    """The component's extra classes with a space before them, or nothing."""
    extra = params.get("classes") if params else None
    return Markup(" ") + escape(extra) if extra else NOTHING


def attribute(value: Any, name: str) -> Markup:
    """``name="value"`` after a space; nothing for None and False; the name alone for True."""
    if value is None or value is False:
        return NOTHING
    if value is True:
        return Markup(f" {name}")  # noqa: S704 our own names
    return Markup(f' {name}="{escape(value)}"')  # noqa: S704 escaped


def spoken(value: Any) -> Any:
    """A truth value as HTML spells it, ``true`` or ``false``; anything else as it is."""
    if value is True:
        return "true"
    return "false" if value is False else value


def attributes(params: Params | None) -> Markup:
    """The component's ``attributes``: a mapping, or markup that is ready to be placed in the tag.

    A value may be a mapping ``{value, optional}``; when optional, None and False leave the
    attribute out and True gives its name alone.
    """
    given = params.get("attributes") if params else None
    if not given:
        return NOTHING
    if not isinstance(given, Mapping):
        return given if isinstance(given, Markup) else NOTHING
    return Markup("").join(_each_attribute(given))


def _each_attribute(given: Mapping[str, Any]) -> Iterator[Markup]:
    for name, item in given.items():
        safe_name = escape(name)
        if isinstance(item, Mapping):
            if item.get("optional") is True:
                yield attribute(item.get("value"), safe_name)
                continue
            item = item.get("value")
        words = escape("" if item is None else spoken(item))
        yield Markup(f' {safe_name}="{words}"')  # noqa: S704 escaped


def translated(params: Params | None, name: str, key: str) -> Markup:
    """``data-i18n.<key>`` from ``params[name]``: one text, or one for each plural form."""
    given = params.get(name) if params else None
    if not given:
        return NOTHING
    if isinstance(given, Mapping):
        return Markup("").join(
            attribute(words, f"data-i18n.{key}.{form}") for form, words in given.items()
        )
    return attribute(given, f"data-i18n.{key}")


def described_by(params: Params, field_id: str, first: str | None = None) -> str | None:
    """The ids that describe a control: `first`, then those of its hint and of its error."""
    ids = first or ""
    if params.get("hint"):
        ids = f"{ids} {field_id}-hint" if ids else f"{field_id}-hint"
    if params.get("errorMessage"):
        ids = f"{ids} {field_id}-error" if ids else f"{field_id}-error"
    return ids or None


def chosen(item: Params, params: Params) -> bool:
    """Whether an item of `params` is chosen: by itself, else by ``value`` or ``values``."""
    own = item.get("checked")
    if own is None:
        own = item.get("selected")
    if own is not None:
        return bool(own)
    value = item.get("value", item.get("text"))
    if values := params.get("values"):
        return value in values
    wanted = params.get("value")
    return bool(wanted) and value == wanted


def numbered(things: Iterable[Any] | None) -> Iterator[tuple[int, Any]]:
    """The things that are there, each with its place counted from 1; a gap keeps its number."""
    return ((place, thing) for place, thing in enumerate(things or (), 1) if thing)


ALWAYS_MARKUP = {"content", "classes", "attribute", "attributes", "translated"}
"""Filters whose result is `Markup` whatever they are given, so that nothing need escape it."""

FILTERS: dict[str, Callable[..., Any]] = {
    "opt": dict.get,
    "within": within,
    "content": content,
    "classes": classes,
    "attribute": attribute,
    "attributes": attributes,
    "spoken": spoken,
    "translated": translated,
    "described_by": described_by,
    "chosen": chosen,
    "numbered": numbered,
}
