"""One value, one sequence of bytes: the JSON that is sealed, hashed and signed."""

import json
import math
from datetime import UTC, datetime
from typing import Any

from doitonline.sealing.errors import NotCanonical


def canonical(value: object) -> bytes:
    """The canonical JSON of `value` in UTF-8: keys sorted by code point, no spaces, no escapes but
    JSON's own.

    Takes None, bool, int, finite float, str, list, tuple (as a list) and dict with text keys.
    Raises NotCanonical, naming the place but never the value, for anything else, for NaN and
    infinities and for lone surrogates.
    """
    try:
        _refuse_what_has_no_form(value, "")
        text = json.dumps(
            value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        return text.encode()
    except RecursionError:
        raise NotCanonical("the value is nested too deeply") from None
    except UnicodeEncodeError:
        raise NotCanonical("a text holds half of a character (a lone surrogate)") from None
    except ValueError:
        raise NotCanonical("the value cannot be written as JSON") from None


def parse(data: bytes) -> Any:
    """The value that `canonical` wrote. Raises NotCanonical for bytes that are not UTF-8 JSON, a
    repeated key, a number that is not finite, or half of a character.

    It does not ask that the bytes be in canonical form: whoever must know compares with
    `canonical(parse(data))`.
    """
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_without_repeats,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
        if b"\\ud" in data or b"\\uD" in data:
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except UnicodeError:
        raise NotCanonical("the bytes are not UTF-8 text") from None
    except RecursionError:
        raise NotCanonical("the value is nested too deeply") from None
    except ValueError:
        raise NotCanonical("the bytes are not JSON") from None


def instant(moment: datetime) -> str:
    """An aware time as text, in UTC and always with six decimals: "2026-05-01T09:30:00.000000Z"."""
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f").rjust(26, "0") + "Z"


def read_instant(text: str) -> datetime:
    """The time that `instant` wrote. Raises NotCanonical for any other spelling."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        raise NotCanonical("not a time in canonical form") from None
    if instant(moment) != text:
        raise NotCanonical("not a time in canonical form")
    return moment


def _refuse_what_has_no_form(value: object, place: str) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotCanonical(f"the number at {place or 'the top'} is not finite")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"a key at {place or 'the top'} is not text")
            _refuse_what_has_no_form(inner, f"{place}/…")
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            _refuse_what_has_no_form(inner, f"{place}/{number}")
    else:
        raise NotCanonical(f"{type(value).__name__} at {place or 'the top'} has no JSON form")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key is repeated")
    return found


def _no_constant(_: str) -> None:
    raise NotCanonical("a number is not finite")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NotCanonical("a number is not finite")
    return number
