"""What identifies an object: a registration, an IMEI, a serial number. Doubted, not refused."""

import re
from datetime import datetime
from typing import Any

from doitonline.definitions.kinds.writing import luhn
from doitonline.definitions.outcomes import Answered, Doubtful, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

# Shapes of British marks: since 2001, prefix, suffix, dateless, Northern Ireland. `?` is unseen.
SHAPES = tuple(
    re.compile(shape + r"\Z")
    for shape in (
        r"[A-Z?]{2}[\d?]{2}[A-Z?]{3}", r"[A-Z?][\d?]{1,3}[A-Z?]{3}", r"[A-Z?]{3}[\d?]{1,3}[A-Z?]",
        r"[A-Z?]{1,3}[\d?]{1,4}", r"[\d?]{1,4}[A-Z?]{1,3}",
    )
)  # fmt: skip
LONGEST_MARK, LONGEST_SERIAL = 14, 50
WEAK = frozenset({"UNKNOWN", "NONE", "NA", "N/A", "NOTKNOWN", "DONTKNOW"})


class Vrm:
    """A vehicle's registration. Foreign, trade, military and part-seen plates exist."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Capitals without spaces; an unusual shape is doubted once."""
        mark = re.sub(r"[\s\-.]", "", one(raw)).upper()
        if (
            not mark
            or len(mark) > LONGEST_MARK
            or not re.fullmatch(r"[^\W_?]*(?:\?|[^\W_])*", mark)
        ):
            return Refused("not_a_mark")
        usual = any(shape.match(mark) for shape in SHAPES)
        return Answered(mark) if usual else Doubtful(mark, "unusual_mark")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The mark."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The mark, in two groups where it has the shape since 2001."""
        mark = str(value)
        return [f"{mark[:4]} {mark[4:]}" if SHAPES[0].match(mark) else mark]


class Imei:
    """A telephone's IMEI: fifteen digits with a check digit (3GPP TS 23.003)."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Digits; an IMEISV's software version is dropped; a wrong check digit is doubted once."""
        typed = re.sub(r"[\s\-./]", "", one(raw)).upper()
        if re.fullmatch(r"[0-9A-F]{14}", typed) and not typed.isdigit():
            return Answered(typed)
        if not re.fullmatch(r"[0-9]{14,16}", typed) or len(set(typed)) == 1:
            return Refused("not_an_imei")
        if len(typed) != 15:
            typed = typed[:14] + check_digit(typed[:14])
        return Answered(typed) if luhn(typed) else Doubtful(typed, "doubtful_imei")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The digits."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The digits."""
        return [str(value)]


def check_digit(fourteen: str) -> str:
    """The last digit that makes fourteen digits an IMEI."""
    return next(digit for digit in "0123456789" if luhn(fourteen + digit))


class Serial:
    """A maker's number: capitals, without spaces and dashes."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Anything that could be one; a word such as “unknown” is no number."""
        serial = re.sub(r"[\s\-]", "", one(raw)).upper()
        if len(serial) > LONGEST_SERIAL:
            return Refused("line_too_long", with_={"most": str(LONGEST_SERIAL)})
        if not re.search(r"[^\W_]", serial):
            return Refused("not_a_serial")
        if serial in WEAK or (len(set(serial)) == 1 and len(serial) > 1):
            return Refused("weak_serial")
        return Answered(serial)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The number."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The number."""
        return [str(value)]
