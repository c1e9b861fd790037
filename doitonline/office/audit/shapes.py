"""The shapes that a value in the log may have: names of things, never words about people.

The log outlives what it speaks of, and an erased case must not live on in it. So it holds ids,
references, codes and small numbers; nothing with a space, a capital or an @ gets in, and no number
as long as a telephone's.
"""

import re
from collections.abc import Mapping

CODE = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
REFERENCE = r"^DIO-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$"
DIGITS = r"^[0-9]{10,}$"
LONGEST = 64
LARGEST = 10**9

_CODE = re.compile(CODE)
_REFERENCE = re.compile(REFERENCE)
_DIGITS = re.compile(DIGITS)


class NotForTheLog(ValueError):
    """A value whose shape could be somebody's words. The message names its place, not the value."""


def is_code(text: str) -> bool:
    """A lower-case code, a slug, a UUID, a hexadecimal hash or a date."""
    return len(text) <= LONGEST and bool(_CODE.match(text)) and not _DIGITS.match(text)


def is_id(text: str) -> bool:
    """A code, or the reference of a case."""
    return is_code(text) or bool(_REFERENCE.match(text))


def checked_code(place: str, text: str) -> str:
    """`text` if it is empty or a code. Raises NotForTheLog."""
    if text and not is_code(text):
        raise NotForTheLog(f"the {place} is not a code")
    return str(text)


def checked_id(place: str, text: str) -> str:
    """`text` if it is empty, a code or a reference. Raises NotForTheLog."""
    if text and not is_id(text):
        raise NotForTheLog(f"the {place} is not an id")
    return text


def checked_detail(detail: Mapping[str, str | int | bool]) -> dict[str, str | int | bool]:
    """The detail, if every key is a code and every value a code, an id, a truth or a number below
    a thousand million. Raises NotForTheLog.
    """
    for key, value in detail.items():
        if not is_code(key):
            raise NotForTheLog("a key of the detail is not a code")
        if isinstance(value, str):
            checked_id(f"detail {key}", value)
        elif not -LARGEST < value < LARGEST:
            raise NotForTheLog(f"the detail {key} is too large a number")
    return {key: str(value) if isinstance(value, str) else value for key, value in detail.items()}
