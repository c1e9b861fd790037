"""Ids: none doubled, none that something else already means, all in the right shape."""

import re
from collections.abc import Iterable, Iterator

from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.faults import Fault
from doitonline.definitions.plan import EXIT, MORE, address_of
from doitonline.definitions.reading import Path_
from doitonline.definitions.schema import DONT_KNOW, SLUG

KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*\Z")
NAME = re.compile(r"[a-z][a-z0-9]*([_.-][a-z0-9]+)*\Z")


def check_ids(subject: Subject) -> Iterator[Fault]:
    """Doubled and reserved ids of questions, pages, lists, options and record entries."""
    yield from _questions(subject)
    yield from _pages(subject)
    yield from _lists(subject)
    yield from _options(subject)
    yield from _entries(subject)
    yield from _keys(subject)


def _doubled(subject: Subject, found: Iterable[tuple[str, Path_]], noun: str) -> Iterator[Fault]:
    first: dict[str, Path_] = {}
    for key, path in found:
        if key in first:
            place = subject.read.place(first[key])
            yield subject.error(path, f"The {noun} “{key}” is at {place} too: give one another id.")
        first.setdefault(key, path)


def _questions(subject: Subject) -> Iterator[Fault]:
    spots = subject.every_spot
    yield from _doubled(subject, ((s.question.id, (*s.path, "id")) for s in spots), "question")
    for spot in spots:
        key, path = spot.question.id, (*spot.path, "id")
        if key.startswith(EXIT):
            yield subject.error(path, f"Ids that begin with “{EXIT}” are kept for the exits.")
        elif key == "id":
            yield subject.error(path, "A question cannot be called “id”: every item has one.")
        elif key.endswith(MORE) and key.removesuffix(MORE) in subject.lists:
            yield subject.error(path, f"“{key}” is kept for the list “{key.removesuffix(MORE)}”.")


def _pages(subject: Subject) -> Iterator[Fault]:
    pages = [(paged.page.id, (*paged.path, "id")) for paged in subject.pages]
    yield from _doubled(subject, pages, "page")
    addresses: dict[str, str] = {}
    for key, path in pages:
        if key == "tasks":
            yield subject.error(path, "“tasks” is kept for the task list: choose another id.")
        other = addresses.setdefault(address_of(key), key)
        if other != key:
            yield subject.error(path, f"“{key}” would get the address of “{other}”: change one id.")


def _lists(subject: Subject) -> Iterator[Fault]:
    found = [
        (paged.page.repeat.list_, (*paged.path, "repeat", "list"))
        for paged in subject.pages
        if paged.page.repeat is not None
    ]
    yield from _doubled(subject, found, "list")
    for key, path in found:
        if key in subject.spots:
            yield subject.error(path, f"“{key}” is a question already: give the list another id.")


def _options(subject: Subject) -> Iterator[Fault]:
    for spot in subject.every_spot:
        for key in spot.question.options:
            path = (*spot.path, "options", key)
            if not KEY.match(key):
                yield subject.error(
                    path,
                    f"The option “{key}” should be small letters, digits and underscores: "
                    "it is stored, its label is what people read.",
                )
            if key == DONT_KNOW and spot.question.dont_know:
                yield subject.error(
                    path, f"“{DONT_KNOW}” is added by `dont_know: true`: write it only once."
                )


def _entries(subject: Subject) -> Iterator[Fault]:
    """Entries may share an id where each has its own `when`, so that only one of them is made."""
    first: dict[str, int] = {}
    record = subject.service.record
    for number, made in enumerate(record):
        path = ("record", number, "id")
        if made.id not in first:
            first[made.id] = number
            continue
        other = record[first[made.id]]
        place = subject.read.place(("record", first[made.id], "id"))
        if (made.make, made.for_each) != (other.make, other.for_each):
            yield subject.error(
                path, f"“{made.id}” is already another thing of the record at {place}."
            )
        elif made.when is None or other.when is None:
            yield subject.error(
                path,
                f"The record entry “{made.id}” is already at {place}. "
                "Give it another id, or give each of the two its own “when”.",
            )


def _keys(subject: Subject) -> Iterator[Fault]:
    service = subject.service
    for block, keys in (("conditions", service.conditions), ("sections", service.sections)):
        for key in keys:
            if not NAME.match(key):
                yield subject.error(
                    (block, key),
                    f"“{key}” should be small letters and digits: has-children.",
                )
    for key in service.exits:
        if not re.fullmatch(SLUG, key):
            yield subject.error(
                ("exits", key), f"“{key}” should be small letters and digits, such as call-999."
            )
