"""The answers as the person saw them, by section, with the watched passages marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from doitonline.definitions.flags import flags
from doitonline.definitions.journey import Journey
from doitonline.definitions.plan import Plan
from doitonline.definitions.summary import Group, Row, sections
from doitonline.definitions.texts import Fill
from doitonline.office.casework.wording import filled

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of an answer. `why` names what word watch saw in it; empty for ordinary words."""

    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer, as lines of passages."""

    label: str
    answer: list[list[Passage]]
    watched: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one heading."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of what was asked."""

    title: str
    blocks: list[Block]


Hits = Mapping[tuple[str, str | None], list[Mapping[str, Any]]]


def as_told(
    plan: Plan, answers: Mapping[str, Any], record: Mapping[str, Any], fill: Fill
) -> list[Part]:
    """What was asked and answered, in its order and its language."""
    at = datetime.fromisoformat(answers["sent_at"]).astimezone(LONDON)
    journey = Journey(plan, answers["answers"], at)
    hits: dict[tuple[str, str | None], list[Mapping[str, Any]]] = {}
    for hit in record["watched"]:
        hits.setdefault((hit["question"], hit["item"]), []).append(hit)
    return [
        Part(section.title, [_block(plan, group, hits, fill) for group in section.groups])
        for section in sections(journey, answers["language"], fill)
    ]


def _block(plan: Plan, group: Group, hits: Hits, fill: Fill) -> Block:
    return Block(group.title, [_line(plan, row, hits, fill) for row in group.rows])


def _line(plan: Plan, row: Row, hits: Hits, fill: Fill) -> Line:
    found = hits.get((row.question, row.item), [])
    if found and isinstance(row.value, str):
        return Line(row.label, list(_lines(passages(row.value, found))), True)
    chosen = row.question in plan.placed and plan.question(row.question).choices
    words = filled(row.words, fill) if chosen else row.words
    return Line(row.label, [[Passage(line)] for line in words], False)


def passages(text: str, hits: Iterable[Mapping[str, Any]]) -> list[Passage]:
    """A text cut into ordinary and watched passages; nothing of it is lost."""
    found, at = [], 0
    for hit in sorted(hits, key=lambda hit: int(hit["start"])):
        start, end = max(at, hit["start"]), min(len(text), hit["end"])
        if end <= start:
            continue
        found += [Passage(text[at:start])] if start > at else []
        found.append(Passage(text[start:end], _why(hit["category"])))
        at = end
    return [*found, Passage(text[at:])] if at < len(text) else found


def _why(category: str) -> str:
    known = flags().categories.get(category)
    return known.label if known else category


def _lines(cut: Iterable[Passage]) -> Iterable[list[Passage]]:
    """The passages by line of the text."""
    line: list[Passage] = []
    for passage in cut:
        first, *rest = passage.words.split("\n")
        line.append(Passage(first, passage.why))
        for words in rest:
            yield line
            line = [Passage(words, passage.why)]
    yield line
