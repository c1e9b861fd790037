"""The force's colours as custom properties, refused where people could not read them."""

import re
from collections.abc import Iterator, Mapping

PROPERTIES = {
    "brand": ("--govuk-brand-colour",),
    "brand_dark": ("--app-header-background-colour", "--govuk-link-hover-colour"),
    "brand_light": ("--govuk-surface-background-colour", "--govuk-template-background-colour"),
    "accent": ("--app-accent-colour",),
    "link": ("--govuk-link-colour",),
    "link_visited": ("--govuk-link-visited-colour",),
    "link_hover": ("--govuk-link-hover-colour",),
    "link_active": ("--govuk-link-active-colour",),
    "focus": ("--govuk-focus-colour",),
    "focus_text": ("--govuk-focus-text-colour",),
    "text": ("--govuk-text-colour",),
    "secondary_text": ("--govuk-secondary-text-colour",),
    "inverse_text": ("--govuk-inverse-text-colour",),
    "print_text": ("--govuk-print-text-colour",),
    "body_background": ("--govuk-body-background-colour",),
    "template_background": ("--govuk-template-background-colour",),
    "error": ("--govuk-error-colour",),
    "success": ("--govuk-success-colour",),
    "border": ("--govuk-border-colour",),
    "input_border": ("--govuk-input-border-colour",),
    "hover": ("--govuk-hover-colour",),
    "surface_background": ("--govuk-surface-background-colour",),
    "surface_text": ("--govuk-surface-text-colour",),
    "surface_border": ("--govuk-surface-border-colour",),
}
"""A force's name for a colour, and what it becomes. The first four names, `link` and `focus` are
usual; the rest are the design system's own."""

READ_TOGETHER = [
    ("text", "body_background", 4.5),
    ("secondary_text", "body_background", 4.5),
    ("link", "body_background", 4.5),
    ("link", "brand_light", 4.5),
    ("link_visited", "body_background", 4.5),
    ("error", "body_background", 4.5),
    ("success", "body_background", 4.5),
    ("inverse_text", "brand", 4.5),
    ("inverse_text", "brand_dark", 4.5),
    ("inverse_text", "success", 4.5),
    ("inverse_text", "error", 4.5),
    ("surface_text", "brand_light", 4.5),
    ("focus_text", "focus", 4.5),
    ("input_border", "body_background", 3),
]
"""What stands on what, and the least contrast (WCAG 2.2, 1.4.3 for words and 1.4.11 for edges)."""

USUAL = {
    "brand": "#1d70b8",
    "brand_dark": "#1d70b8",
    "brand_light": "#f4f8fb",
    "link": "#1a65a6",
    "link_visited": "#54319f",
    "focus": "#ffdd00",
    "focus_text": "#0b0c0c",
    "text": "#0b0c0c",
    "secondary_text": "#484949",
    "inverse_text": "#ffffff",
    "body_background": "#ffffff",
    "surface_text": "#0b0c0c",
    "error": "#ca3535",
    "success": "#0f7a52",
    "input_border": "#0b0c0c",
}
"""The design system's own, for what a force leaves out."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class UnreadableColours(ValueError):
    """Colours that are none, or that people could not read: a sentence for each in `faults`."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def force_css(colours: Mapping[str, str]) -> str:
    """The stylesheet that makes the pages this force's.

    Raises:
        UnreadableColours: with a sentence for every colour that is wrong.
    """
    if faults := list(_faults(colours)):
        raise UnreadableColours(faults)
    lines = [
        f"  {property_}: {colours[name]};"
        for name, properties in PROPERTIES.items()
        if name in colours
        for property_ in properties
    ]
    return "\n".join([":root {", *lines, "}", ""])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _faults(colours: Mapping[str, str]) -> Iterator[str]:
    malformed = False
    for name, value in colours.items():
        if name not in PROPERTIES:
            yield f"There is no colour called {name!r}; there are {', '.join(PROPERTIES)}."
        elif not _HEX.fullmatch(value):
            malformed = True
            yield f"The colour {name} is {value!r}: write six hexadecimal digits, like #14284b."
    if malformed:
        return
    both = {**USUAL, **colours}
    for above, below, least in READ_TOGETHER:
        found = contrast(both[above], both[below])
        if found < least:
            yield (
                f"{above} ({both[above]}) on {below} ({both[below]}) has a contrast of "
                f"{found:.1f}: at least {least} is needed."
            )
