"""References: everything that is named exists, and named conditions do not go round in a circle."""

from collections.abc import Iterable, Iterator
from inspect import signature
from typing import Any

from doitonline.definitions.checking.nearest import did_you_mean, listed
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import parts_at
from doitonline.definitions.conditions import Asked, Count, Named, Ruled, Some
from doitonline.definitions.faults import Fault
from doitonline.definitions.flags import flags
from doitonline.definitions.reading import Path_
from doitonline.definitions.rules import RULES


def check_references(subject: Subject) -> Iterator[Fault]:
    """Unknown questions, conditions, lists, rules, exits, sections, signposts and flags."""
    for use in subject.uses:
        for part, path in parts_at(use.condition, use.path):
            yield from _part(subject, part, path)
    yield from _cycles(subject)
    yield from _pages(subject)
    yield from _exits(subject)
    yield from _flags(subject)
    yield from _sensitive(subject)


def unknown(subject: Subject, path: Path_, noun: str, name: str, known: Iterable[str]) -> Fault:
    """The fault of naming what does not exist."""
    return subject.error(path, f"There is no {noun} “{name}”.{did_you_mean(name, known)}")


def _part(subject: Subject, part: Any, path: Path_) -> Iterator[Fault]:
    service = subject.service
    match part:
        case Asked(question=question):
            yield from _question(subject, question, (*path, "question"))
        case Named(condition=name) if name not in service.conditions:
            yield unknown(subject, path, "condition", name, service.conditions)
        case Count(count=name) if name not in subject.lists:
            yield unknown(subject, (*path, "count"), "list", name, subject.lists)
        case Some(some=name) if name not in subject.lists:
            yield unknown(subject, (*path, "some"), "list", name, subject.lists)
        case Ruled():
            yield from _rule(subject, part, path)


def _question(subject: Subject, name: str, path: Path_) -> Iterator[Fault]:
    if name in subject.readable:
        return
    if name.removeprefix("item.") in subject.spots:
        bare = name.removeprefix("item.")
        yield subject.error(path, f"Write “{bare}”: “item.” is only for the record.")
    elif name in subject.lists:
        yield subject.error(path, f"“{name}” is a list: use “count” or “some” to ask about it.")
    elif name in subject.service.conditions:
        yield subject.error(path, f"“{name}” is a condition, not a question: write its name alone.")
    else:
        yield unknown(subject, path, "question", name, subject.readable)


def _rule(subject: Subject, part: Ruled, path: Path_) -> Iterator[Fault]:
    rule = RULES.get(part.rule)
    if rule is None:
        yield unknown(subject, (*path, "rule"), "rule", part.rule, RULES)
        return
    wanted = [name for name in signature(rule).parameters if name != "now"]
    for name, question in part.of.items():
        if name not in wanted:
            yield subject.error(
                (*path, "of", name),
                f"The rule “{part.rule}” does not take “{name}”: it takes {listed(wanted, 'and')}.",
            )
        yield from _question(subject, question, (*path, "of", name))
    for name in wanted:
        if name not in part.of:
            yield subject.error(
                (*path, "of"), f"The rule “{part.rule}” needs “{name}”: say which question it is."
            )


def _cycles(subject: Subject) -> Iterator[Fault]:
    conditions = subject.service.conditions
    follows = {
        name: [
            part.condition
            for part, _ in parts_at(condition, ())
            if isinstance(part, Named) and part.condition in conditions
        ]
        for name, condition in conditions.items()
    }
    done: set[str] = set()
    for start in conditions:
        cycle = _cycle_from(start, follows, done)
        if cycle:
            yield subject.error(
                ("conditions", cycle[0]),
                f"These conditions go round in a circle: {' → '.join([*cycle, cycle[0]])}.",
            )


def _cycle_from(name: str, follows: dict[str, list[str]], done: set[str]) -> list[str]:
    """The names of a cycle that can be reached from here, met for the first time; else nothing."""
    trail: list[str] = []
    turns = [iter([name])]
    while turns:
        following = next(turns[-1], None)
        if following is None:
            turns.pop()
            if trail:
                done.add(trail.pop())
        elif following in trail:
            cycle = trail[trail.index(following) :]
            done.update(trail)
            return cycle
        elif following not in done:
            trail.append(following)
            turns.append(iter(follows[following]))
    return []


def _pages(subject: Subject) -> Iterator[Fault]:
    service = subject.service
    for paged in subject.pages:
        page, path = paged.page, paged.path
        if page.section is not None and page.section not in service.sections:
            yield unknown(subject, (*path, "section"), "section", page.section, service.sections)
        for n, guard in enumerate(page.exits):
            if guard.to not in service.exits:
                at = (*subject.exit_path(paged, n), "to")
                yield unknown(subject, at, "exit", guard.to, service.exits)
        if page.repeat is not None:
            inside = [s.question.id for s in subject.every_spot if s.list == page.repeat.list_]
            if page.repeat.title not in inside:
                hint = did_you_mean(page.repeat.title, inside)
                yield subject.error(
                    (*path, "repeat", "title"),
                    f"The title “{page.repeat.title}” is no question of this list.{hint}",
                )


def _exits(subject: Subject) -> Iterator[Fault]:
    for key, exit_ in subject.service.exits.items():
        if exit_.signpost is not None and exit_.signpost not in subject.known.signposts:
            path = ("exits", key, "signpost")
            yield unknown(subject, path, "signpost", exit_.signpost, subject.known.signposts)


def _flags(subject: Subject) -> Iterator[Fault]:
    known = flags().flags
    for flag, causes in subject.service.flags.items():
        if flag not in known:
            yield unknown(subject, ("flags", flag), "flag", flag, known)
        for n, cause in enumerate(causes):
            if cause.for_each is not None and cause.for_each not in subject.lists:
                path = ("flags", flag, n, "for_each")
                yield unknown(subject, path, "list", cause.for_each, subject.lists)
    for n, made in enumerate(subject.service.record):
        if made.for_each is not None and made.for_each not in subject.lists:
            at = ("record", n, "for_each")
            yield unknown(subject, at, "list", made.for_each, subject.lists)


def _sensitive(subject: Subject) -> Iterator[Fault]:
    for n, key in enumerate(subject.service.law.sensitive):
        if key not in subject.spots:
            yield unknown(subject, ("law", "sensitive", n), "question", key, subject.spots)
