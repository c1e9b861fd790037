"""The one template environment: macros compiled once, names checked strictly, words escaped always.

Django's Jinja2 backend calls `environment`; tests and measurements call it without Django.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, StrictUndefined

from doitonline.pages import dates, markup
from doitonline.pages.date_fields import date_items
from doitonline.pages.grammar import PagesEnvironment

TEMPLATES = Path(__file__).parent / "jinja2"

LAYOUT_DEFAULTS: dict[str, Any] = {
    "language": "en",
    "stylesheet": "counter.css",
    "product_name": "Do It Online",
    "problems": (),
    "service_name": None,
    "service_url": None,
    "home_url": "/",
    "exit_url": "/exit",
    "back_url": None,
    "unsent": None,
    "footer_links": (),
    "footer_text": None,
    "navigation": (),
    "officer_name": None,
    "account_url": None,
    "sign_out_url": "/account/logout/",
}
"""What the layouts assume until a page or a context processor speaks; `force` has no default."""


def environment(**options: Any) -> PagesEnvironment:
    """An environment whose templates may use every macro of `TEMPLATES` without importing it.

    `options` are Jinja's. `loader` is looked in first, `TEMPLATES` after it. `static` and `url`,
    functions from a path and from a route's name to an address, stand in for Django's where there
    is no Django.
    """
    static: Callable[[str], str] | None = options.pop("static", None)
    url: Callable[..., str] | None = options.pop("url", None)
    own = FileSystemLoader(TEMPLATES)
    given: BaseLoader | None = options.get("loader")
    options |= {
        "loader": ChoiceLoader([given, own]) if given else own,
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    options.setdefault("auto_reload", False)
    made = PagesEnvironment(**options)
    made.filters.update(
        markup.FILTERS, date_items=date_items, any_actions=any_actions, **dates.FILTERS
    )
    made.globals.update(LAYOUT_DEFAULTS)
    made.globals.update(static=static or _static_address(), url=url or _route_address())
    made.globals.update(_macros(made))
    return made


def any_actions(rows: list[markup.Params] | None) -> bool:
    """Whether a summary list needs its third column."""
    return any(markup.within(row, "actions", "items") for row in rows or ())


def _macros(made: PagesEnvironment) -> dict[str, Any]:
    """Every public macro by its name, which begins with its folder's, so that none clash."""
    found: dict[str, Any] = {}
    for path in sorted(TEMPLATES.glob("*/*.jinja")):
        if path.parent.name not in ("govuk", "moj", "app"):
            continue
        module = made.get_template(f"{path.parent.name}/{path.name}").module
        found |= {
            name: macro
            for name, macro in vars(module).items()
            if name.startswith(path.parent.name) and callable(macro)
        }
    return found


def _static_address() -> Callable[[str], str]:
    """Django's `static`, remembered where files cannot change; a plain address without Django."""

    @lru_cache(maxsize=512)
    def remembered(path: str) -> str:
        from django.templatetags.static import static

        return static(path)

    def address(path: str) -> str:
        from django.conf import settings

        if not settings.configured:
            return f"/static/{path}"
        if settings.DEBUG:
            from django.templatetags.static import static

            return static(path)
        return remembered(path)

    return address


def _route_address() -> Callable[..., str]:
    """Django's `reverse`, its arguments given by place or by name as in a view."""

    def address(name: str, *args: Any, **kwargs: Any) -> str:
        from django.urls import reverse

        return reverse(name, args=args or None, kwargs=kwargs or None)

    return address
