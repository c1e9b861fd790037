"""The geography of a force from its plain data, and all in that data that cannot be right."""

from collections.abc import Iterable, Mapping
from typing import Any

from doitonline.force.geography import Geography, Mark, Outcode
from doitonline.force.placing import District, Division, Neighbour
from doitonline.force.towns import Gazetteer, Named

MOST = 102
"""Shares are rounded, each to a whole per cent: together they may pass 100 by a little."""


def read_geography(area: str, written: Mapping[str, Any]) -> Geography:
    """The geography from `{districts, outcodes, neighbours}`, each as its file says it.

    `area` is what the public calls the whole. `faults` should be asked first: this raises KeyError
    where the data contradict each other.
    """
    places, table, around = written["districts"], written["outcodes"], written["neighbours"]
    divisions = {name: Division(name, one["name"]) for name, one in places["divisions"].items()}
    return Geography(
        area=area,
        divisions=divisions,
        districts={
            name: District(id=name, **{**places["elsewhere"], **facts})
            for name, facts in places["districts"].items()
        },
        neighbours={name: _neighbour(name, facts) for name, facts in around["forces"].items()},
        outcodes={code: Outcode.read(code, row) for code, row in table["outcodes"].items()},
        parts={part: facts["district"] for part, facts in table.get("parts", {}).items()},
        placeless=frozenset(table["placeless"]),
        outside=tuple(table["outside"]),
        rest_of_uk=frozenset(around["rest_of_uk"]),
        gazetteer=Gazetteer(_towns(places, around)),
        unplaced_division=divisions[places["unplaced"]["division"]],
    )


def _neighbour(name: str, facts: Mapping[str, Any]) -> Neighbour:
    given = {
        **facts,
        "towns": tuple(facts.get("towns", ())),
        "areas": frozenset(facts.get("areas", ())),
    }
    return Neighbour(name, **given)


def _towns(places: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Named]:
    towns = {
        town: Named(district=district)
        for district, names in places["towns"].items()
        for town in names
    }
    for force, facts in around["forces"].items():
        towns |= {town: Named(force=force) for town in facts.get("towns", ())}
    return towns | {town: Named(**meaning) for town, meaning in around.get("mixed", {}).items()}


def faults(written: Mapping[str, Any], signposts: Iterable[str]) -> list[str]:
    """Every contradiction in the geography's plain data, in a sentence each."""
    places, table, around = written["districts"], written["outcodes"], written["neighbours"]
    districts, forces = places["districts"], around["forces"]
    councils = {council for one in forces.values() for council in one.get("councils", {})}
    known = set(signposts)
    found = []
    for name, facts in districts.items():
        if facts["division"] not in places["divisions"]:
            found.append(f"district {name}: there is no division called {facts['division']}")
        for part in ("council", "highways", "care"):
            if (post := facts.get(part, places["elsewhere"].get(part))) not in known:
                found.append(f"district {name}: there is no signpost called {post}")
    for code, row in table["outcodes"].items():
        found += [
            f"outcode {code}: {fault}" for fault in _row_faults(row, districts, councils, forces)
        ]
    for part, facts in table.get("parts", {}).items():
        if facts["district"] not in districts:
            found.append(f"postcode {part}: there is no district called {facts['district']}")
    found += [
        f"towns: there is no district called {name}" for name in places["towns"].keys() - districts
    ]
    return found


def _row_faults(
    row: Mapping[str, Any],
    districts: Iterable[str],
    councils: Iterable[str],
    forces: Iterable[str],
) -> Iterable[str]:
    yield from (
        f"there is no district called {one}" for one in row["districts"] if one not in districts
    )
    yield from (
        f"there is no council called {one}" for one in row.get("others", {}) if one not in councils
    )
    shares = [*row["districts"].values(), *row.get("others", {}).values()]
    if sum(share for share in shares if isinstance(share, int)) > MOST:
        yield "its shares are more than a hundred"
    default = row["default"]
    if default.get("district", next(iter(districts))) not in districts:
        yield f"there is no district called {default['district']}"
    if default.get("force", next(iter(forces))) not in forces:
        yield f"there is no force called {default['force']}"
    if not (default.get("district") or default.get("force") or default.get("ask")):
        yield "it has no default and does not say to ask"
    if row["mark"] == Mark.ONE and len(row["districts"]) != 1:
        yield "it is marked as one district but names several"
