"""UK postcodes by their shape: one way to write them, and their parts.

A postcode has an outcode (PR1) and an incode (2SA); the outcode with the incode's digit is a sector
(PR1 2). A good shape is enough: whether the code exists is not asked here.
"""

import re
from dataclasses import dataclass

AREA = r"(?P<area>[A-Z]{1,2})"
OUTCODE = rf"(?P<outcode>{AREA}(?P<number>[0-9][A-Z0-9]?))"
WHOLE = re.compile(rf"{OUTCODE}(?P<digit>[0-9])(?P<letters>[A-Z]{{2}})", re.ASCII)
SECTOR = re.compile(rf"{OUTCODE}(?P<digit>[0-9])", re.ASCII)
DISTRICT = re.compile(OUTCODE, re.ASCII)
BETWEEN = re.compile(r"[\s.,\-–]+")
IN_WORDS = re.compile(
    r"(?<![A-Z0-9])[A-Z]{1,2}[0-9][A-Z0-9]?[ \-]?[0-9][A-Z]{2}(?![A-Z0-9])",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode or the beginning of one. `sector` and `whole` are None where it is too short."""

    area: str
    number: str
    outcode: str
    sector: str | None = None
    whole: str | None = None

    @property
    def text(self) -> str:
        """As much of it as there is, with its one space."""
        return self.whole or self.sector or self.outcode

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The code and its beginnings that are longer than an outcode, the longest first."""
        return tuple(part for part in (self.whole, self.sector) if part)


def read_postcode(typed: str) -> Postcode | None:
    """A postcode, a sector or an outcode as somebody typed it; None for anything else.

    "OL12 8" is a sector; where no space tells, an outcode is taken first: "PR12" is one.
    """
    words = BETWEEN.sub(" ", typed.strip().upper()).strip()
    plain = words.replace(" ", "")
    if found := WHOLE.fullmatch(plain):
        sector = f"{found['outcode']} {found['digit']}"
        return _postcode(found, sector, sector + found["letters"])
    outcode, space, digit = words.rpartition(" ")
    apart = bool(space) and len(digit) == 1 and DISTRICT.fullmatch(outcode) is not None
    if not apart and (found := DISTRICT.fullmatch(plain)):
        return _postcode(found)
    if found := SECTOR.fullmatch(plain):
        return _postcode(found, f"{found['outcode']} {found['digit']}")
    return None


def _postcode(
    found: re.Match[str], sector: str | None = None, whole: str | None = None
) -> Postcode:
    return Postcode(found["area"], found["number"], found["outcode"], sector, whole)


def normalise_postcode(typed: str) -> str | None:
    """A whole postcode in capitals with one space, or None where its shape is not one's."""
    read = read_postcode(typed)
    return read.whole if read else None


def postcode_in(words: str) -> Postcode | None:
    """The first whole postcode in a line of words, such as an address typed in one box."""
    found = IN_WORDS.search(words)
    return read_postcode(found[0]) if found else None
