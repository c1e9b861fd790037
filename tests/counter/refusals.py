"""What can be wrong with an answer of each kind: a page, fields changed in it, where the error
stands and what it says.
"""

from datetime import date, timedelta
from typing import Any

from tests.counter.tale import TODAY, parts

TOMORROW = TODAY + timedelta(days=1)
LONG = "word " * 1_000
SPRING = next(  # the day on which the clocks last went forward
    day
    for day in (date(TODAY.year - 1, 3, 31) - timedelta(days=n) for n in range(7))
    if day.weekday() == 6
)
AUTUMN = next(  # and back
    day
    for day in (date(TODAY.year - 1, 10, 31) - timedelta(days=n) for n in range(7))
    if day.weekday() == 6
)

Case = tuple[str, dict[str, Any], str, str]
REFUSED: dict[str, Case] = {
    "yes_no left out": ("danger", {"t.now": None}, "t-now", "Select if anyone is in danger"),
    "yes_no of no choice": ("danger", {"t.now": "perhaps"}, "t-now", "Select one of the choices"),
    "radios left out": ("kind", {"t.kind": None}, "t-kind", "Select what it is about"),
    "radios of no choice": ("kind", {"t.kind": "<b>"}, "t-kind", "Select one of the choices"),
    "revealed text left out": (
        "kind", {"t.kind": "other", "t.other": "  "}, "t-other", "Enter what it was",
    ),
    "revealed text too long": (
        "kind", {"t.kind": "other", "t.other": "x" * 61}, "t-other", "60 characters or fewer",
    ),
    "textarea left out": ("story", {"t.story": "\r\n "}, "t-story", "Enter what happened"),
    "textarea too long": ("story", {"t.story": LONG + "\r\n\r\n."}, "t-story", "4,000 characters"),
    "textarea too short": ("story", {"t.story": "hm"}, "t-story", "3 characters or more"),
    "textarea too many words": ("story", {"t.words": "so " * 21}, "t-words", "20 words or fewer"),
    "text left out": ("written", {"q.line": ""}, "q-line", "Enter what you call it"),
    "text too long": ("written", {"q.line": "é" * 101}, "q-line", "100 characters or fewer"),
    "number in words": ("written", {"q.count": "a few"}, "q-count", "must be a number"),
    "number too big": ("written", {"q.count": "501"}, "q-count", "500 or less"),
    "number and not known": (
        "written", {"q.count": "3", "q.count-dont_know": "dont_know"}, "q-count-dont-know", "both",
    ),
    "money in words": ("written", {"q.worth": "a lot"}, "q-worth", "amount of money"),
    "money without end": ("written", {"q.worth": "99999999"}, "q-worth", "10,000,000 or less"),
    "serial of nothing": ("written", {"q.serial": "--"}, "q-serial", "letters or numbers"),
    "serial unknown": ("written", {"q.serial": "unknown"}, "q-serial", "the number itself"),
    "serial too long": ("written", {"q.serial": "A1" * 26}, "q-serial", "50 characters"),
    "select left out": ("choices", {"q.select": ""}, "q-select", "Select its colour"),
    "select of no choice": ("choices", {"q.select": "pink"}, "q-select", "one of the choices"),
    "checkboxes left out": ("choices", {"q.boxes": None}, "q-boxes", "Select what was damaged"),
    "checkboxes of no choice": (
        "choices", {"q.boxes": ["door", "roof"]}, "q-boxes", "one of the choices",
    ),
    "checkboxes with none": (
        "choices", {"q.boxes": ["door", "none"]}, "q-boxes", "“None of these” only if",
    ),
    "checkboxes and not known": (
        "choices", {"q.boxes": ["wall", "dont_know"]}, "q-boxes", "“I don’t know” only if",
    ),
    "yes_no_unsure left out": ("choices", {"q.unsure": None}, "q-unsure", "if anyone saw it"),
    "when left out": ("when", {"q.when-mode": None}, "q-when", "Enter when it happened"),
    "when without a day": ("when", {"q.when-from-day": ""}, "q-when-from-day", "must have a day"),
    "when without a year": ("when", {"q.when-to-year": ""}, "q-when-to-year", "must have a year"),
    "when to come": (
        "when", {"q.when-mode": "exact", **parts(TOMORROW, "q.when")}, "q-when-day", "the future",
    ),
    "when at no time": (
        "when", {"q.when-from-time": "25 o’clock"}, "q-when-from-time", "Enter a time",
    ),
    "when ends before it begins": (
        "when",
        {**parts(date(2026, 3, 2), "q.when-from"), **parts(date(2026, 3, 1), "q.when-to")},
        "q-when-to-day", "must be after the earlier one",
    ),
    "when roughly without words": (
        "when", {"q.when-mode": "roughly"}, "q-when-words", "Tell us roughly when",
    ),
    "when in the hour that was left out": (
        "when",
        {"q.when-mode": "exact", **parts(SPRING, "q.when"), "q.when-time": "1.30am"},
        "q-when-time", "This time did not happen",
    ),
    "when in the hour that came twice": (
        "when",
        {"q.when-mode": "exact", **parts(AUTUMN, "q.when"), "q.when-time": "1:30"},
        "q-when-fold", "Select before or after",
    ),
    "date that is no date": (
        "when", {"q.seen-day": "31", "q.seen-month": "feb", "q.seen-year": "2026"}, "q-seen-day",
        "must be a real date",
    ),
    "date of no month": ("when", {"q.seen-month": "13"}, "q-seen-month", "from 1 to 12"),
    "date of a short year": ("when", {"q.seen-year": "26"}, "q-seen-year", "4 numbers"),
    "date too early": ("when", {"q.seen-year": "1066"}, "q-seen-year", "1900 or later"),
    "date left out": (
        "when", {"q.seen-day": "", "q.seen-month": "", "q.seen-year": ""}, "q-seen-day",
        "Enter the day you last saw it",
    ),
    "date and not known": (
        "when", {"q.seen-dont_know": "dont_know"}, "q-seen-dont-know", "Do not do both",
    ),
    "date to come": ("when", parts(TOMORROW, "q.seen"), "q-seen-day", "cannot be in the future"),
    "time of no day": ("when", {"q.bus": "half past"}, "q-bus", "Enter a time"),
    "place left out": (
        "where", {"q.place-words": "", "q.place-postcode": "", "q.place-w3w": ""},
        "q-place-words", "Enter where it happened",
    ),
    "place too long": ("where", {"q.place-words": "x" * 501}, "q-place-words", "500 characters"),
    "place of no postcode": (
        "where", {"q.place-postcode": "BB11"[:1]}, "q-place-postcode", "full UK postcode",
    ),
    "place of two words": ("where", {"q.place-w3w": "index.home"}, "q-place-w3w", "three words"),
    "place and not known": (
        "where", {"q.place-dont_know": "dont_know"}, "q-place-dont-know", "Do not do both",
    ),
    "address without a line": (
        "where", {"q.home-line1": ""}, "q-home-line1", "first line of the address",
    ),
    "address without a town": (
        "where", {"q.home-town": "", "q.home-postcode": ""}, "q-home-town", "town or a postcode",
    ),
    "address of no postcode": (
        "where", {"q.home-postcode": "12345"}, "q-home-postcode", "full UK postcode",
    ),
    "registration of no letters": ("marks", {"q.mark": "!!!"}, "q-mark", "letters and numbers"),
    "IMEI too short": ("marks", {"q.imei": "4901542"}, "q-imei", "15 numbers"),
    "person of nothing": ("person-known", {"pe.known": None}, "pe-known", "if you know the person"),
    "item's text left out": ("person-name", {"pe.name": ""}, "pe-name", "Enter what you call"),
    "name left out": (
        "reach", {"c.name-given": "", "c.name-family": ""}, "c-name-given", "Enter your name",
    ),
    "name of numbers": ("reach", {"c.name-family": "R2D2"}, "c-name-family", "A name can have"),
    "name too long": ("reach", {"c.name-given": "a" * 101}, "c-name-given", "100 characters"),
    "phone of letters": ("reach", {"c.phone": "ask my mum"}, "c-phone", "Enter a phone number"),
    "phone left out": ("reach", {"c.phone": ""}, "c-phone", "Enter your phone number"),
    "email of no place": ("reach", {"c.email": "asha@example"}, "c-email", "an email address"),
    "person's phone of letters": (
        "reach", {"c.friend-phone": "960001"}, "c-friend-phone", "Enter a phone number",
    ),
    "person's email": ("reach", {"c.friend-email": "bo@@b"}, "c-friend-email", "an email address"),
    "declaration left out": ("check", {"z.true": None}, "z-true", "Tick the box"),
    "declaration of another kind": ("check", {"z.true": "yes"}, "z-true", ""),
}  # fmt: skip
