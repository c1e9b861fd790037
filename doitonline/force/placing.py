"""A placement: where a place lies, how sure that is, and what to say about it to the person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Basis = Literal["chosen", "postcode", "outcode", "words", "nothing"]
TELL_US = "Tell us the nearest town, and check the postcode."


class Certainty(StrEnum):
    """How sure a placement is.

    ONE: one district. SEVERAL: one of several, of which `district` is the likeliest where it is
    known. OTHER_FORCE: another force, which is known. OUTSIDE: not ours, whose is not known.
    UNPLACED: nothing is known.
    """

    ONE = "one"
    SEVERAL = "several"
    OTHER_FORCE = "other_force"
    OUTSIDE = "outside"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Division:
    """A part of the force that has its own teams."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """A council's area and national code. `council`, `highways`, `care` are ids of signposts."""

    id: str
    name: str
    ons: str
    division: str
    council: str
    highways: str
    care: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another force: where it takes reports, its councils, the postcode areas that are all its."""

    id: str
    name: str
    side: str
    report: str | None = None
    signpost: str | None = None
    councils: Mapping[str, str] = field(default_factory=dict)
    towns: tuple[str, ...] = ()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a place may lie: a district of ours, or a council that another force polices.

    `share` is the per cent of the outcode's mapped land, where an outcode is what we know.
    """

    name: str
    district: str | None
    force: str | None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a place lies. `ask`: the person should be asked before it is relied on.

    `basis` is what told us: chosen, postcode, outcode, words or nothing. `words` is a sentence for
    the person, who may always change the district.
    """

    certainty: Certainty
    words: str
    district: District | None = None
    division: Division | None = None
    force: Neighbour | None = None
    candidates: tuple[Candidate, ...] = ()
    ask: bool = False
    basis: Basis = "nothing"
    postcode: str | None = None

    @property
    def ours(self) -> bool:
        """Whether this force looks after the place, as far as is known."""
        return self.district is not None


def within(
    district: District, division: Division, candidates: tuple[Candidate, ...], *, basis: Basis
) -> Placement:
    """A place in one district."""
    words = f"This is in {district.name}."
    return Placement(Certainty.ONE, words, district, division, None, candidates, basis=basis)


def several(
    candidates: tuple[Candidate, ...],
    *,
    district: District | None = None,
    division: Division | None = None,
    ask: bool,
    when: tuple[str, ...] = (),
    basis: Basis = "outcode",
) -> Placement:
    """A place in one of several; `district` is the likeliest, `when` names places to ask about."""
    names = [one.name for one in candidates if district is None or one.district != district.id]
    if district and not ask:
        words = f"This is probably in {district.name}. It may be in {_any_of(names)}."
    else:
        first = [district.name] if district else []
        words = f"This may be in {_any_of(first + names)}. {TELL_US}"
    if when:
        words += f" Is it in or near {_any_of(list(when))}?"
    return Placement(
        Certainty.SEVERAL, words, district, division, None, candidates, ask=ask, basis=basis
    )


def elsewhere(
    force: Neighbour, candidates: tuple[Candidate, ...] = (), *, basis: Basis
) -> Placement:
    """A place that another force looks after."""
    words = f"{force.name} looks after this place."
    alone = (Candidate(force.name, None, force.id),)
    return Placement(
        Certainty.OTHER_FORCE, words, force=force, candidates=candidates or alone, basis=basis
    )


def outside(area: str) -> Placement:
    """A place outside the force's area, by its outcode."""
    words = f"This looks like a place outside {area}. Check the postcode."
    return Placement(Certainty.OUTSIDE, words, ask=True, basis="outcode")


def unplaced() -> Placement:
    """A place that nothing told us."""
    return Placement(Certainty.UNPLACED, f"We could not tell where this is. {TELL_US}", ask=True)


def _any_of(names: list[str]) -> str:
    """The first three names, as in “one, two or three”."""
    *before, last = names[:3]
    return f"{', '.join(before)} or {last}" if before else last
