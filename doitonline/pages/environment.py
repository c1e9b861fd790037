"""The Jinja2 environment that every page is rendered in."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for: a missing name is an error, not a blank."""
    made = Environment(**{**options, "undefined": StrictUndefined, "autoescape": True})  # noqa: S701
    made.globals.update(static=static, url=reverse)
    return made
