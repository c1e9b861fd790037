"""The vocabulary of the POLE record: classes, attributes, roles and legal links, from pole.yaml.

The compiler asks it whether an attribute exists, which questions may feed it and which links are
legal; the office asks it for the words an officer reads.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml

T = TypeVar("T")
Care = Literal["sensitive", "secret", "apart", "contact"]
WRITTEN = Path(__file__).with_name("pole.yaml")


class UnknownWord(LookupError):
    """The vocabulary has no such word, of whatever kind; the sentence says what is near."""


class BadVocabulary(ValueError):
    """pole.yaml contradicts itself; `faults` lists every fault in a sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


@dataclass(frozen=True, slots=True)
class Attribute:
    """One fact that a record of a class may hold.

    `care` says how it must be handled: sensitive (special care in law), secret (never shown back),
    apart (for monitoring, never a search term), contact (read before anybody is contacted).
    """

    id: str
    type: str
    label: str
    repeats: bool = False
    required: bool = False
    care: Care | None = None


@dataclass(frozen=True, slots=True)
class RecordClass:
    """Person, object, location or event. `kinds` are the values its attribute `kind` may have."""

    id: str
    label: str
    plural: str
    attributes: Mapping[str, Attribute]
    kinds: Mapping[str, str]

    @property
    def required(self) -> tuple[Attribute, ...]:
        """What every record of this class must hold."""
        return tuple(one for one in self.attributes.values() if one.required)


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is in an event. `link` is the link that usually says so."""

    id: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Link:
    """A legal link, read from → to: a person *victim of* an event."""

    id: str
    label: str
    starts: frozenset[str]
    ends: frozenset[str]

    def joins(self, start: str, end: str) -> bool:
        """Whether it may lead from a record of class `start` to one of class `end`."""
        return start in self.starts and end in self.ends


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All the words of the record. Every lookup raises UnknownWord with a suggestion."""

    types: Mapping[str, frozenset[str]]
    classes: Mapping[str, RecordClass]
    roles: Mapping[str, Role]
    links: Mapping[str, Link]

    def record_class(self, name: str) -> RecordClass:
        """The class of that name."""
        return _found(self.classes, name, "class of record")

    def attribute(self, record_class: str, name: str) -> Attribute:
        """The attribute of that class."""
        return _found(self.record_class(record_class).attributes, name, f"{record_class} attribute")

    def role(self, name: str) -> Role:
        """The role of that name."""
        return _found(self.roles, name, "role")

    def link(self, name: str) -> Link:
        """The link of that name."""
        return _found(self.links, name, "link")

    def feeds(self, question_type: str, attribute_type: str) -> bool:
        """Whether an answer to a question of that type may fill an attribute of that type."""
        return question_type in _found(self.types, attribute_type, "type of attribute")


def _found(known: Mapping[str, T], name: str, what: str) -> T:
    try:
        return known[name]
    except KeyError:
        raise UnknownWord(_unknown(name, what, known)) from None


def _unknown(name: str, what: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no {what} called {name}.{hint}"


@cache
def vocabulary(path: Path = WRITTEN) -> Vocabulary:
    """The vocabulary as written, read once a process.

    Raises BadVocabulary when the file contradicts itself.
    """
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    read = read_vocabulary(written)
    if faults := list(_faults(read)):
        raise BadVocabulary(faults)
    return read


def read_vocabulary(written: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary from the plain data of pole.yaml, unchecked."""
    return Vocabulary(
        types={name: frozenset(feeders) for name, feeders in written["types"].items()},
        classes={name: _class(name, given) for name, given in written["classes"].items()},
        roles={name: Role(name, **given) for name, given in written["roles"].items()},
        links={
            name: Link(name, given["label"], _classes(given["from"]), _classes(given["to"]))
            for name, given in written["links"].items()
        },
    )


def _class(name: str, given: Mapping[str, Any]) -> RecordClass:
    attributes = {key: Attribute(key, **facts) for key, facts in given["attributes"].items()}
    return RecordClass(name, given["label"], given["plural"], attributes, given.get("kinds", {}))


def _classes(given: str | list[str]) -> frozenset[str]:
    return frozenset([given] if isinstance(given, str) else given)


def _faults(read: Vocabulary) -> Iterable[str]:
    for record_class in read.classes.values():
        for one in record_class.attributes.values():
            where = f"{record_class.id}.{one.id}"
            if one.type not in read.types:
                yield f"{where}: {_unknown(one.type, 'type of attribute', read.types)}"
            if one.care is not None and one.care not in get_args(Care):
                yield f"{where}: {_unknown(one.care, 'care', get_args(Care))}"
    for role in read.roles.values():
        if role.link not in read.links:
            yield f"role {role.id}: {_unknown(role.link, 'link', read.links)}"
    for link in read.links.values():
        for name in sorted((link.starts | link.ends) - read.classes.keys()):
            yield f"link {link.id}: {_unknown(name, 'class of record', read.classes)}"
