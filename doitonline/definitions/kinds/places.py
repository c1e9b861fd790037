"""Places: an address with a postcode, and a place in any words that help to find it."""

import re
from datetime import datetime
from typing import Any

from doitonline.definitions.messages import choice_words
from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\Z")
OUTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\Z")
W3W = re.compile(r"(?:/{0,3})([^\W\d_]{2,}\.[^\W\d_]{2,}\.[^\W\d_]{2,})\Z")
ADDRESS = ("line1", "line2", "town", "postcode")
PLACE = ("words", "town", "postcode", "w3w", "lat", "lon")
MOST = {"line1": 100, "line2": 100, "town": 60, "words": 500}


def read_postcode(typed: str) -> str | None:
    """A postcode in capitals with one space, or the first half alone; None when it is neither."""
    typed = " ".join(typed.upper().split())
    if len(typed) > 12:
        return None
    if found := POSTCODE.match(typed.replace(" ", "")):
        return f"{found[1]} {found[2]}"
    return typed if OUTCODE.match(typed) else None


def read_lines(raw: Raw, parts: tuple[str, ...]) -> dict[str, str] | Refused:
    """Lines of words within their lengths; empty ones are left out."""
    lines = {}
    for part in parts:
        text = one(raw, part)
        text = text if part == "words" else " ".join(text.split())
        if len(text) > MOST[part]:
            return Refused("line_too_long", part, {"most": str(MOST[part])})
        if text:
            lines[part] = text
    return lines


class Address:
    """A British address. “No fixed address” is an answer."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """Two lines, town, postcode, and the box for no fixed address."""
        return (*ADDRESS, "no_fixed_address")

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """The first line and a town or a postcode are enough."""
        if one(raw, "no_fixed_address"):
            return Answered({"no_fixed_address": True})
        address = read_lines(raw, ("line1", "line2", "town"))
        if isinstance(address, Refused):
            return address
        if "line1" not in address:
            return Refused("no_line1", "line1")
        if typed := one(raw, "postcode"):
            if (postcode := read_postcode(typed)) is None:
                return Refused("not_a_postcode", "postcode")
            address["postcode"] = postcode
        if "town" not in address and "postcode" not in address:
            return Refused("no_town", "town")
        return Answered(address)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The lines."""
        if value.get("no_fixed_address"):
            return {"no_fixed_address": ["yes"]}
        return {part: [value.get(part, "")] for part in ADDRESS}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """A line each."""
        if value.get("no_fixed_address"):
            return [choice_words("no_fixed_address", language)]
        return [value[part] for part in ADDRESS if value.get(part)]


class Place:
    """A place: words alone always suffice; a postcode, three words or a pin help."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """Words, town, postcode, what3words, latitude and longitude."""
        return PLACE

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Whatever was given, as long as it can be understood."""
        place: dict[str, Any] | Refused = read_lines(raw, ("words", "town"))
        if isinstance(place, Refused):
            return place
        if typed := one(raw, "postcode"):
            if (postcode := read_postcode(typed)) is None:
                return Refused("not_a_postcode", "postcode")
            place["postcode"] = postcode
        if typed := one(raw, "w3w"):
            found = W3W.match(typed.casefold())
            if not found or len(typed) > 80:
                return Refused("not_w3w", "w3w")
            place["w3w"] = found[1]
        pin = read_pin(one(raw, "lat"), one(raw, "lon"))
        if isinstance(pin, Refused):
            return pin
        place |= pin
        if not place:
            return Refused("missing", "words")
        return Answered(place)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The fields."""
        return {part: [str(value.get(part, ""))] for part in PLACE}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The words, then each help, a line each."""
        lines = [*value.get("words", "").split("\n"), value.get("town"), value.get("postcode")]
        if value.get("w3w"):
            lines.append("///" + value["w3w"])
        if "lat" in value:
            lines.append(f"{value['lat']}, {value['lon']}")
        return [line for line in lines if line]


def read_pin(lat: str, lon: str) -> dict[str, str] | Refused:
    """A pin on the British Isles, to five places (a metre); nothing where none was set."""
    if not lat and not lon:
        return {}
    shape = re.compile(r"-?\d{1,2}(\.\d{1,12})?\Z", re.ASCII)
    if not shape.match(lat) or not shape.match(lon):
        return Refused("not_a_pin", "words")
    north, east = float(lat), float(lon)
    if not (49 <= north <= 61.5 and -9 <= east <= 2.5):
        return Refused("not_a_pin", "words")
    return {"lat": f"{north:.5f}", "lon": f"{east:.5f}"}
