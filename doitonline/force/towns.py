"""Places by the names people use: which towns stand in a line of words, and where they lie."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ROADS = (
    "road|rd|street|st|lane|ln|avenue|ave|drive|close|way|grove|crescent|terrace|gardens|court|"
    "old road|new road|place|parade|row|hill|brow|view|arms|hotel"
)
"""A town before one of these names a road or an inn, which may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means: a district of ours, another force, or (both) a town on the border."""

    district: str | None = None
    force: str | None = None


class Gazetteer:
    """The towns a force knows, found in words as whole words, the longest name first."""

    def __init__(self, towns: Mapping[str, Named]) -> None:
        self.towns = {_key(name): meaning for name, meaning in towns.items()}
        longest_first = sorted(self.towns, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
        self._pattern = re.compile(rf"\b({names})\b(?!\s+(?:{ROADS})\b)")

    def named(self, words: str, *, besides: str = "") -> frozenset[Named]:
        """The meanings of all towns in the words, but not of `besides`, a name that tells nothing.

        “Canterbury Road, Ashford” names Ashford only.
        """
        skipped = _key(besides)
        found = {_key(match[1]) for match in self._pattern.finditer(_key(words))}
        return frozenset(self.towns[name] for name in found if name != skipped)


def _key(name: str) -> str:
    """A name in small letters without apostrophes; hyphens, full stops and gaps are one space."""
    plain = re.sub(r"['’`]", "", name.lower())
    return " ".join(re.sub(r"[-–.]", " ", plain).split())
