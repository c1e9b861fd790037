"""Every component on one page of each site, with invented words, for eyes and for axe."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import FileSystemLoader

from doitonline.pages.environment import environment

FORCE = SimpleNamespace(name="Anyshire Constabulary")
COLOURS = {
    "brand": "#14284b",
    "brand_dark": "#0b1730",
    "brand_light": "#e8ecf4",
    "accent": "#b3132b",
    "link": "#1a4f8f",
    "focus": "#ffdd00",
}
CONTEXT: dict[str, Any] = {
    "force": FORCE,
    "service_name": "Report lost property",
    "service_url": "/report-lost-property",
    "back_url": "#back",
    "unsent": "The police cannot see this until you send it.",
    "footer_links": [
        {"href": "#privacy", "text": "Privacy"},
        {"href": "#cookies", "text": "Cookies"},
        {"href": "#accessibility", "text": "Accessibility"},
    ],
    "footer_text": "If someone is in danger now, call 999.",
    "problems": [
        {"href": "#where", "text": "Tell us where you lost it"},
        {"href": "#lost-day", "text": "The day you lost it must be in the past"},
    ],
    "sent_at": datetime(2026, 11, 24, 15, 7, tzinfo=UTC),
    "today": date(2026, 11, 24),
    "officer_name": "PC 1234 Rowan Ashdown",
    "navigation": [
        {"href": "#mine", "text": "My queue", "active": True, "count": 4},
        {"href": "#queues", "text": "Queues", "count": 117},
        {"href": "#property", "text": "Property"},
    ],
    "csrf_input": "",
}
MADE = environment(loader=FileSystemLoader(Path(__file__).parent / "templates"))


def page(site: str, **differences: Any) -> str:
    """The gallery of `site`, ``counter`` or ``office``."""
    return MADE.get_template(f"{site}_gallery.jinja").render(CONTEXT | differences)
