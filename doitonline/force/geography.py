"""Where a place lies: its district and division, or the neighbouring force that looks after it.

An outcode lies in one district, in several, or mostly in another force's area; the table is dated
data. A place is never refused: what cannot be placed goes to the control room and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from doitonline.force import placing
from doitonline.force.placing import Basis, Candidate, District, Division, Neighbour, Placement
from doitonline.force.postcodes import Postcode, postcode_in, read_postcode
from doitonline.force.towns import Gazetteer

SLIVER = 0.5
"""Per cent that stand for a share written "<1" or "sliver"."""


class Mark(StrEnum):
    """What the table says of an outcode: one district, several, or mostly another force's."""

    ONE = "one"
    SEVERAL = "several"
    OTHER = "other"


class UnknownDistrict(LookupError):
    """The force has no such district."""


@dataclass(frozen=True, slots=True)
class Outcode:
    """One row of the table. Shares are per cent of mapped land, not of addresses.

    `ask` says that the default is too weak to use unasked; `when` names places worth asking about.
    """

    outcode: str
    town: str
    mark: Mark
    districts: Mapping[str, float]
    others: Mapping[str, float]
    default_district: str | None
    default_force: str | None
    ask: bool
    when: tuple[str, ...]

    @classmethod
    def read(cls, outcode: str, row: Mapping[str, Any]) -> "Outcode":
        """A row from its plain data."""
        default = row["default"]
        return cls(
            outcode=outcode,
            town=row["town"],
            mark=Mark(row["mark"]),
            districts={name: _share(share) for name, share in row["districts"].items()},
            others={name: _share(share) for name, share in row.get("others", {}).items()},
            default_district=default.get("district"),
            default_force=default.get("force"),
            ask=default.get("ask", False),
            when=tuple(default.get("when", ())),
        )


def _share(written: int | str) -> float:
    return float(written) if isinstance(written, int) else SLIVER


@dataclass(frozen=True)
class Geography:
    """All places a force knows: its divisions and districts, its neighbours, its outcodes."""

    area: str
    divisions: Mapping[str, Division]
    districts: Mapping[str, District]
    neighbours: Mapping[str, Neighbour]
    outcodes: Mapping[str, Outcode]
    parts: Mapping[str, str]
    placeless: frozenset[str]
    outside: tuple[Mapping[str, Any], ...]
    rest_of_uk: frozenset[str]
    gazetteer: Gazetteer
    unplaced_division: Division

    def district(self, name: str) -> District:
        """The district of that id; raises UnknownDistrict."""
        try:
            return self.districts[name]
        except KeyError:
            raise UnknownDistrict(f"There is no district called {name}.") from None

    def chosen(self, district: str) -> Placement:
        """The placement of somebody who named the district themselves."""
        return self._in(self.district(district), basis="chosen")

    def place_of(self, postcode: str | None = None, words: str | None = None) -> Placement:
        """The placement of a postcode, the beginning of one, words such as a town, or both.

        A postcode that stands in the words counts. Words help where an outcode lies in several
        districts. What is no postcode is taken as words. Never raises for bad input.
        """
        said = " ".join(part for part in (words, postcode) if part)
        code = (read_postcode(postcode) if postcode else None) or postcode_in(said)
        if code is None:
            return self._by_words(said)
        placed = self._by_code(code, words or "")
        return replace(placed, postcode=code.text)

    def routed_to(self, placement: Placement) -> Division:
        """The division that deals with it: its own, or for a place unknown the control room's."""
        return placement.division or self.unplaced_division

    def _by_code(self, code: Postcode, words: str) -> Placement:
        for prefix in code.prefixes:
            if prefix in self.parts:
                return self._in(self.districts[self.parts[prefix]], basis="postcode")
        if row := self.outcodes.get(code.outcode):
            return self._by_row(row, words)
        if code.outcode in self.placeless:
            return self._by_words(words)
        for neighbour in self.neighbours.values():
            if code.area in neighbour.areas:
                return placing.elsewhere(neighbour, basis="outcode")
        if code.area in self.rest_of_uk or any(_covers(rule, code) for rule in self.outside):
            return placing.outside(self.area)
        return placing.unplaced()

    def _by_row(self, row: Outcode, words: str) -> Placement:
        candidates = self._candidates(row)
        if row.mark is Mark.ONE:
            return self._in(self.districts[row.default_district or ""], candidates, basis="outcode")
        if found := self._narrowed(row, candidates, words):
            return found
        force = self.neighbours[row.default_force] if row.default_force else None
        if force and not row.ask:
            return placing.elsewhere(force, candidates, basis="outcode")
        district = self.districts[row.default_district] if row.default_district else None
        return placing.several(
            candidates,
            district=district,
            division=self.divisions[district.division] if district else None,
            ask=row.ask,
            when=row.when,
        )

    def _narrowed(
        self, row: Outcode, candidates: tuple[Candidate, ...], words: str
    ) -> Placement | None:
        """The placement where the words name one of the row's candidates.

        The post town is part of every address of the outcode, so that naming it tells nothing.
        """
        named = self.gazetteer.named(words, besides=row.town)
        if len(named) != 1:
            return None
        known = {candidate.district or candidate.force for candidate in candidates}
        place = next(iter(named))
        if place.force and place.district is None and place.force in known:
            return placing.elsewhere(self.neighbours[place.force], candidates, basis="words")
        if place.district and place.force is None and place.district in known:
            return self._in(self.districts[place.district], candidates, basis="words")
        return None

    def _by_words(self, words: str) -> Placement:
        named = self.gazetteer.named(words)
        districts = sorted({place.district for place in named if place.district})
        forces = sorted({place.force for place in named if place.force})
        if len(districts) == 1 and not forces:
            return self._in(self.districts[districts[0]], basis="words")
        if len(forces) == 1 and not districts:
            return placing.elsewhere(self.neighbours[forces[0]], basis="words")
        if not named:
            return placing.unplaced()
        candidates = [Candidate(self.districts[one].name, one, None) for one in districts]
        candidates += [
            Candidate(f"the area of {self.neighbours[one].name}", None, one) for one in forces
        ]
        return placing.several(tuple(candidates), ask=True, basis="words")

    def _in(
        self, district: District, candidates: tuple[Candidate, ...] = (), *, basis: Basis
    ) -> Placement:
        division = self.divisions[district.division]
        alone = (Candidate(district.name, district.id, None),)
        return placing.within(district, division, candidates or alone, basis=basis)

    def _candidates(self, row: Outcode) -> tuple[Candidate, ...]:
        """The districts and the other councils of a row, the largest share first."""
        ours = [
            Candidate(self.districts[name].name, name, None, share)
            for name, share in row.districts.items()
        ]
        theirs = [
            Candidate(self._councils[name].councils[name], None, self._councils[name].id, share)
            for name, share in row.others.items()
        ]
        return tuple(sorted(ours + theirs, key=lambda one: -(one.share or 0)))

    @cached_property
    def _councils(self) -> Mapping[str, Neighbour]:
        return {name: force for force in self.neighbours.values() for name in force.councils}


def _covers(rule: Mapping[str, Any], code: Postcode) -> bool:
    """Whether a rule of the outside covers the code: its area, and its number within the bounds."""
    if rule["area"] != code.area:
        return False
    if "from" not in rule:
        return True
    return code.number.isdigit() and rule["from"] <= int(code.number) <= rule["to"]
