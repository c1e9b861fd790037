"""The order of asking: a condition reads only what was asked before, and of its own item."""

from collections.abc import Iterator

from doitonline.definitions.checking.reads import Reading
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import Use
from doitonline.definitions.faults import Fault

LATER = {
    "page": "a page may read only what earlier pages ask",
    "shown": "“show_when” may read only what stands before its question",
    "exit": "an exit may read only its own page and earlier ones",
}


def check_order(subject: Subject) -> Iterator[Fault]:
    """Forward references, and questions of an item read from outside it."""
    for use in subject.uses:
        if use.purpose == "condition":
            continue
        for read in sorted(subject.reads(use.condition), key=lambda r: (r.id, r.inside or "")):
            check = _list if read.what == "list" else _question
            yield from check(subject, use, read)


def _list(subject: Subject, use: Use, read: Reading) -> Iterator[Fault]:
    if read.id not in subject.lists:
        return
    if use.item == read.id and use.paged is not None:
        yield subject.error(
            use.path,
            f"{_capital(use.name)} asks about the whole list “{read.id}” from inside it, "
            "where the list is not yet full.",
        )
    elif subject.lists[read.id][1] >= use.before:
        yield subject.error(
            use.path,
            f"{_capital(use.name)} reads the list “{read.id}”, which is filled later: "
            f"{LATER[use.purpose]}.",
        )


def _question(subject: Subject, use: Use, read: Reading) -> Iterator[Fault]:
    if read.id in subject.passed:
        if subject.passed[read.id] >= use.before:
            yield _later(subject, use, read.id)
        return
    spot = subject.spots.get(read.id)
    if spot is None:
        return
    item = read.inside or use.item
    if item is not None and item not in subject.lists:
        return
    if spot.list is not None and spot.list != item:
        yield subject.error(
            use.path,
            f"{_capital(use.name)} reads “{read.id}”, which is asked of every item of "
            f"“{spot.list}”: use “some”, or “for_each” in flags and in the record.",
        )
    elif read.inside is None and spot.position >= use.before:
        yield _later(subject, use, read.id)


def _later(subject: Subject, use: Use, question: str) -> Fault:
    return subject.error(
        use.path,
        f"{_capital(use.name)} reads “{question}”, which is asked later: {LATER[use.purpose]}.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
