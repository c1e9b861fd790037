"""The record: every answer is mapped or says why not, into attributes and links that exist."""

from collections.abc import Iterator

from doitonline.definitions.checking.nearest import a, did_you_mean, listed
from doitonline.definitions.checking.references import unknown
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.faults import Fault
from doitonline.definitions.plan import EXIT
from doitonline.definitions.pole import UnknownWord, Vocabulary, vocabulary
from doitonline.definitions.reading import Path_
from doitonline.definitions.record import ITEM
from doitonline.definitions.schema import Made


def check_mapping(subject: Subject) -> Iterator[Fault]:
    """Unmapped answers, and entries of the record that the vocabulary does not allow."""
    words = vocabulary()
    for number, made in enumerate(subject.service.record):
        yield from _entry(subject, words, made, ("record", number))
        for n, _ in enumerate(made.link):
            yield from _link(subject, words, made, n, subject.link_path(number, n))
    yield from _unmapped(subject)


def sources_of(made: Made) -> Iterator[tuple[str, str, Path_]]:
    """Each attribute, the source that feeds it, and where it stands within the entry."""
    for attribute, sources in made.set.items():
        if isinstance(sources, str):
            yield attribute, sources, ("set", attribute)
        else:
            for n, source in enumerate(sources):
                yield attribute, source, ("set", attribute, n)


def _entry(subject: Subject, words: Vocabulary, made: Made, at: Path_) -> Iterator[Fault]:
    record_class = words.classes[made.make]
    if made.role is not None and made.make != "person":
        yield subject.error((*at, "role"), f"Only a person has a role; this is {a(made.make)}.")
    elif made.role is not None and made.role not in words.roles:
        yield unknown(subject, (*at, "role"), "role", made.role, words.roles)
    for block in ("set", "fixed"):
        for key in getattr(made, block):
            if key not in record_class.attributes:
                hint = did_you_mean(key, record_class.attributes)
                yield subject.error(
                    (*at, block, key),
                    f"{a(made.make).capitalize()} has no attribute “{key}”.{hint}",
                )
    for key in record_class.attributes:
        if key in made.set and key in made.fixed:
            yield subject.error((*at, "fixed", key), f"“{key}” is both in “set” and in “fixed”.")
    yield from _kinds(subject, words, made, at)
    for attribute, source, path in sources_of(made):
        yield from _source(subject, words, made, attribute, source, (*at, *path))


def _kinds(subject: Subject, words: Vocabulary, made: Made, at: Path_) -> Iterator[Fault]:
    kinds, kind = words.classes[made.make].kinds, made.fixed.get("kind")
    if kind is not None and kinds and kind not in kinds:
        yield unknown(subject, (*at, "fixed", "kind"), f"kind of {made.make}", kind, kinds)


def _source(
    subject: Subject, words: Vocabulary, made: Made, attribute: str, source: str, path: Path_
) -> Iterator[Fault]:
    key, inside = source.removeprefix(ITEM), source.startswith(ITEM)
    if not inside and key.startswith(EXIT) and key in subject.readable:
        type_ = "radios"
    elif (spot := subject.spots.get(key)) is None:
        yield unknown(subject, path, "question", key, subject.readable)
        return
    else:
        type_ = spot.question.type
        yield from _scope(subject, made, key, inside, path)
    found = words.classes[made.make].attributes.get(attribute)
    if found is not None and not words.feeds(type_, found.type):
        yield subject.error(
            path,
            f"“{key}” is {a(type_)} question and cannot fill “{attribute}” of {a(made.make)}, "
            f"which takes {listed(sorted(words.types[found.type]))}.",
        )


def _scope(subject: Subject, made: Made, key: str, inside: bool, path: Path_) -> Iterator[Fault]:
    asked_in = subject.spots[key].list
    if inside and made.for_each is None:
        yield subject.error(path, f"“{ITEM}{key}” needs “for_each”: say which list it is of.")
    elif inside and asked_in != made.for_each:
        where = f"of “{asked_in}”" if asked_in else "of no list"
        yield subject.error(path, f"“{key}” is a question {where}, not of “{made.for_each}”.")
    elif not inside and asked_in is not None:
        hint = f"write “{ITEM}{key}”" if made.for_each == asked_in else f"use for_each: {asked_in}"
        yield subject.error(path, f"“{key}” is asked of every item of “{asked_in}”: {hint}.")


def _link(
    subject: Subject, words: Vocabulary, made: Made, number: int, at: Path_
) -> Iterator[Fault]:
    link = made.link[number]
    targets = [other.make for other in subject.service.record if other.id == link.to]
    if not targets:
        ids = [other.id for other in subject.service.record]
        yield unknown(subject, (*at, "to"), "record entry", link.to, ids)
    try:
        legal = words.link(link.as_)
    except UnknownWord:
        yield unknown(subject, (*at, "as"), "link", link.as_, words.links)
        return
    for make in targets:
        if not legal.joins(made.make, make):
            possible = [one.id for one in words.links.values() if one.joins(made.make, make)]
            yield subject.error(
                (*at, "as"),
                f"“{link.as_}” cannot lead from {a(made.make)} to {a(make)}. "
                f"These can: {listed(sorted(possible))}.",
            )


def _unmapped(subject: Subject) -> Iterator[Fault]:
    mapped = {
        source.removeprefix(ITEM)
        for made in subject.service.record
        for _, source, _ in sources_of(made)
    }
    unmapped = subject.service.unmapped
    for key, why in unmapped.items():
        if key not in subject.readable:
            yield unknown(subject, ("unmapped", key), "question", key, subject.readable)
        elif not why.strip():
            yield subject.error(("unmapped", key), f"Say why “{key}” is not in the record.")
        elif key in mapped:
            yield subject.warning(
                ("unmapped", key), f"“{key}” is in the record, and said not to be."
            )
    for key in sorted(subject.readable - mapped - unmapped.keys()):
        spot = subject.spots.get(key)
        path = (*spot.path, "id") if spot else ("exits", key.removeprefix(EXIT))
        yield subject.error(
            path,
            f"The answer to “{key}” goes nowhere: put it in the record, "
            "or under “unmapped” with the reason.",
        )
