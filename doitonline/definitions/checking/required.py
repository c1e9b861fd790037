"""Required attributes: a record entry that is made holds what its class cannot do without."""

from collections.abc import Iterator
from typing import Any

from doitonline.definitions.checking.concern import Goal
from doitonline.definitions.checking.explore import Explorer
from doitonline.definitions.checking.logic import Truth, any_of, negated
from doitonline.definitions.checking.mapping import sources_of
from doitonline.definitions.checking.nearest import a, listed
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.conditions import Asked, Scope
from doitonline.definitions.faults import Fault
from doitonline.definitions.pole import vocabulary
from doitonline.definitions.reading import Path_
from doitonline.definitions.record import ITEM
from doitonline.definitions.schema import Made


def check_required(subject: Subject, explorer: Explorer) -> Iterator[Fault]:
    """Required attributes that nothing feeds, or that only answers feed that may be missing."""
    words = vocabulary()
    for number, made in enumerate(subject.service.record):
        for attribute in words.record_class(made.make).required:
            if attribute.id not in made.fixed:
                at: Path_ = ("record", number)
                yield from _fed(subject, explorer, made, attribute.id, at)


def _fed(
    subject: Subject, explorer: Explorer, made: Made, attribute: str, at: Path_
) -> Iterator[Fault]:
    if attribute not in made.set:
        yield subject.error(at, f"“{made.id}” needs “{attribute}”: every {made.make} has one.")
        return
    sources = [source for key, source, _ in sources_of(made) if key == attribute]
    keys = [source.removeprefix(ITEM) for source in sources]
    if not all(key in subject.readable for key in keys):
        return
    if explorer.find(_missing(subject, explorer, made, attribute, keys)) == "found":
        yield subject.error(
            (*at, "set", attribute),
            f"“{attribute}” is required of {a(made.make)}, but “{made.id}” can be made without "
            f"an answer to {listed(keys)}: ask it always, or narrow the entry's “when”.",
        )


def _missing(
    subject: Subject, explorer: Explorer, made: Made, attribute: str, keys: list[str]
) -> Goal:
    """That the entry is made, with something in it, and none of these is answered."""
    logic = explorer.logic
    absent = tuple(answered(key) for key in keys)
    others = {
        source.removeprefix(ITEM)
        for other, source, _ in sources_of(made)
        if other != attribute and source.removeprefix(ITEM) in subject.readable
    }
    filled = () if made.fixed else tuple(answered(key) for key in sorted(others - set(keys)))
    when = () if made.when is None else (made.when,)

    def truth(scope: Scope, clock: int) -> Truth:
        told = any_of(lambda c: logic.value(c, scope, clock), absent)
        held = any_of(lambda c: negated(logic.value(c, scope, clock)), when)
        empty: Truth = False
        if not made.fixed:
            empty = negated(any_of(lambda c: logic.value(c, scope, clock), filled))
        return negated(any_of(lambda truth: truth, (told, held, empty)))

    return Goal((*when, *absent, *filled), truth, item=made.for_each)


def answered(key: str) -> Any:
    """The claim that a question is answered."""
    return Asked.model_validate({"question": key, "answered": True})
