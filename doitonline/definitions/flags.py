"""Grades, flags and the word watch, from flags.yaml.

A flag is raised by an answer and draws the reader's attention; it suggests the least urgent grade
at which a case may enter the queue. The word watch finds passages of free text to read closely.
The product suggests; a person grades. Nothing here closes or downgrades anything.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WRITTEN = Path(__file__).with_name("flags.yaml")
CALM = "calm"
GAP = r"[\s\-\u2013]+"


class UnknownFlag(LookupError):
    """There is no flag of that id."""


class Grade(IntEnum):
    """How soon a case must be read. G1 is the most urgent and the smallest: G1 < G5."""

    G1 = 1
    G2 = 2
    G3 = 3
    G4 = 4
    G5 = 5

    def at_least(self, other: "Grade | None") -> "Grade":
        """This grade, or the other where that is more urgent. None asks for nothing."""
        return self if other is None else min(self, other)


@dataclass(frozen=True, slots=True)
class Flag:
    """What staff are told, the letters of THRIVE it bears on, its grade and its effects."""

    id: str
    words: str
    thrive: tuple[str, ...] = ()
    grade: Grade | None = None
    effects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage to read closely: characters `start` to `end` of the text, which are `words`."""

    category: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of watched words. `least` is the grade a hit asks for; never G1."""

    id: str
    label: str
    least: Grade | None


@dataclass(frozen=True, slots=True)
class Flags:
    """Everything of flags.yaml, read and checked."""

    flags: Mapping[str, Flag]
    effects: Mapping[str, str]
    thrive: Mapping[str, str]
    grades: Mapping[Grade, Mapping[str, str]]
    categories: Mapping[str, Category]
    watched: re.Pattern[str]

    def flag(self, name: str) -> Flag:
        """The flag of that id; raises UnknownFlag."""
        try:
            return self.flags[name]
        except KeyError:
            raise UnknownFlag(f"There is no flag called {name}.") from None

    def with_effect(self, effect: str) -> frozenset[str]:
        """The ids of the flags that have an effect, such as `blocks_messages`."""
        return frozenset(one.id for one in self.flags.values() if effect in one.effects)


def least(grades: Iterable[Grade | None]) -> Grade | None:
    """The most urgent of the grades asked for, or None where nothing asks for one."""
    return min((grade for grade in grades if grade is not None), default=None)


def suggested(start: Grade, raised: Iterable[str], hits: Iterable[str] = ()) -> Grade:
    """The grade at which a case enters the queue.

    `start` is what its route asks for, `raised` the ids of its flags, `hits` the categories of the
    words found. A repeat is one grade more urgent, but is never brought above G2 by that alone.
    """
    known = flags()
    found = [known.flag(name) for name in raised]
    grade = start.at_least(least(one.grade for one in found))
    if grade > Grade.G2 and any("raises_grade" in one.effects for one in found):
        grade = Grade(grade - 1)
    return grade.at_least(least(known.categories[name].least for name in hits))


def watch(text: str) -> list[Hit]:
    """The watched words of a text, in order and without overlaps."""
    plain = _plain(text)
    return [
        Hit(found.lastgroup, found.start(), found.end(), text[found.start() : found.end()])
        for found in flags().watched.finditer(plain)
        if found.lastgroup is not None and found.lastgroup != CALM
    ]


def _plain(text: str) -> str:
    """The text in small letters and with plain apostrophes, its length unchanged."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters, such as İ, grow when they are lowered
        lowered = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return lowered.translate(_APOSTROPHES)


_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4\u2032\uff07", "'"))


@cache
def flags(path: Path = WRITTEN) -> Flags:
    """The flags as written, read once a process. Raises ValueError when they do not agree."""
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    watched = written["watch"]
    read = Flags(
        flags={name: _flag(name, given) for name, given in written["flags"].items()},
        effects=written["effects"],
        thrive=written["thrive"],
        grades={Grade[name]: given for name, given in written["grades"].items()},
        categories={
            name: Category(name, given["label"], _grade(given.get("least")))
            for name, given in watched.items()
            if name != CALM
        },
        watched=_compiled(watched),
    )
    if faults := list(_faults(read)):
        raise ValueError("; ".join(faults))
    return read


def _flag(name: str, given: Mapping[str, Any]) -> Flag:
    return Flag(
        id=name,
        words=given["words"],
        thrive=tuple(given.get("thrive", ())),
        grade=_grade(given.get("grade")),
        effects=frozenset(given.get("effects", ())),
    )


def _grade(name: str | None) -> Grade | None:
    return None if name is None else Grade[name]


def _faults(read: Flags) -> Iterable[str]:
    for one in read.flags.values():
        for effect in sorted(one.effects - read.effects.keys()):
            yield f"flag {one.id}: there is no effect called {effect}"
        for letter in one.thrive:
            if letter not in read.thrive:
                yield f"flag {one.id}: {letter} is no letter of THRIVE"
    for category in read.categories.values():
        if category.least is Grade.G1:
            yield f"watch {category.id}: only answers, never words, set G1"


def _compiled(written: Mapping[str, Any]) -> re.Pattern[str]:
    """One pattern for all lists. Calm words come first, so that they hide what they contain."""
    groups = [_group(CALM, written[CALM])]
    groups += [_group(name, given["terms"]) for name, given in written.items() if name != CALM]
    return re.compile(r"(?<!\w)(?:" + "|".join(groups) + r")(?!\w)")


def _group(name: str, terms: Iterable[str]) -> str:
    """The terms of one list, the one of most words first, each beginning with a plain letter.

    Plain first letters let the matcher pass over most terms at the cost of one comparison.
    """
    spelled = [spelling for term in terms for spelling in _spellings(term)]
    spelled.sort(key=lambda words: (-len(words), words))
    return f"(?P<{name}>" + "|".join(_pattern(words) for words in spelled) + ")"


def _spellings(term: str) -> Iterable[tuple[str, ...]]:
    """The words of a term, once for each of the ways in which it may begin."""
    first, *rest = re.findall(r"\([^)]*\)|[^\s()]+", term)
    for beginning in _ways(first):
        yield (beginning, *rest)


def _ways(word: str) -> list[str]:
    return word[1:-1].split("|") if word.startswith("(") else [word]


def _pattern(words: tuple[str, ...]) -> str:
    first, *rest = words
    return _word(first) + "".join(_next(word) for word in rest)


def _next(word: str) -> str:
    ways = _ways(word)
    pattern = GAP + "(?:" + "|".join(_word(way) for way in ways if way) + ")"
    return f"(?:{pattern})?" if "" in ways else pattern


def _word(written: str) -> str:
    """A word, or the few words of one way to say it: gaps of any kind, apostrophes at will."""
    plain = re.escape(written.removesuffix("*")).replace(r"\ ", GAP).replace("'", "'?")
    return plain + (r"[\w']*" if written.endswith("*") else "")
