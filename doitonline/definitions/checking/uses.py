"""The conditions of a service where they are used: guards, and what comes of the answers."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from doitonline.definitions.conditions import AllOf, AnyOf, Not, Some
from doitonline.definitions.reading import Path_
from doitonline.definitions.schema import Page, Question, Service

END = 1_000_000
"""The position after every page: flags, routes and the record may read everything."""

Purpose = Literal["page", "shown", "exit", "condition", "flag", "made", "link", "route", "next"]


@dataclass(frozen=True, slots=True)
class Paged:
    """A page where it stands. Positions count pages and questions in the order of asking."""

    page: Page
    group: Page | None
    list: str | None
    path: Path_
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Use:
    """A condition where it is used: what it may read is what stands before `before`."""

    condition: Any
    purpose: Purpose
    path: Path_
    before: int
    name: str
    """What uses it, as a designer calls it: “the page “kind””."""
    paged: Paged | None = None
    question: Question | None = None
    item: str | None = None
    """The list in one of whose items it is held."""


def one_of(path: Path_, number: int, places: Container[Path_]) -> Path_:
    """Where an entry is written that may stand alone or in a list."""
    return (*path, number) if (*path, number) in places else path


def named(service: Service) -> Iterator[Use]:
    """The named conditions as they are defined."""
    for name, condition in service.conditions.items():
        yield Use(condition, "condition", ("conditions", name), END, f"the condition “{name}”")


def guards(pages: Iterable[Paged], places: Container[Path_]) -> Iterator[Use]:
    """What decides whether a page or a question is asked, and where a page leads out."""
    for paged in pages:
        page, at = paged.page, paged.path
        if page.when is not None:
            item = paged.list if page.repeat is None else None
            name = f"the page “{page.id}”"
            yield Use(page.when, "page", (*at, "when"), paged.start, name, paged, None, item)
        yield from _shown(paged)
        for n, guard in enumerate(page.exits):
            path = (*one_of((*at, "exit"), n, places), "when")
            name = f"the exit to “{guard.to}”"
            yield Use(guard.when, "exit", path, paged.end, name, paged, None, paged.list)


def _shown(paged: Paged) -> Iterator[Use]:
    for n, asked in enumerate(paged.page.questions):
        if asked.show_when is not None:
            path: Path_ = (*paged.path, "questions", n, "show_when")
            name, before = f"the question “{asked.id}”", paged.start + 1 + n
            yield Use(asked.show_when, "shown", path, before, name, paged, asked, paged.list)


def outcomes(service: Service, places: Container[Path_]) -> Iterator[Use]:
    """What decides which flags are raised, what is recorded, the route and what is said next."""
    for flag, causes in service.flags.items():
        for n, cause in enumerate(causes):
            path: Path_ = ("flags", flag, n)
            if (*path, "when") in places:
                path = (*path, "when")
            yield Use(cause.when, "flag", path, END, f"the flag {flag}", item=cause.for_each)
    yield from _recorded(service, places)
    for n, route in enumerate(service.route):
        if route.when is not None:
            yield Use(route.when, "route", ("route", n, "when"), END, f"route {n + 1}")
    for n, paragraph in enumerate(service.next):
        if paragraph.when is not None:
            name = f"paragraph {n + 1} of “next”"
            yield Use(paragraph.when, "next", ("next", n, "when"), END, name)


def _recorded(service: Service, places: Container[Path_]) -> Iterator[Use]:
    for n, made in enumerate(service.record):
        if made.when is not None:
            name, at = f"the record entry “{made.id}”", ("record", n, "when")
            yield Use(made.when, "made", at, END, name, item=made.for_each)
        for m, link in enumerate(made.link):
            if link.when is not None:
                name = f"the link from “{made.id}” to “{link.to}”"
                path = (*one_of(("record", n, "link"), m, places), "when")
                yield Use(link.when, "link", path, END, name, item=made.for_each)


def parts_at(condition: Any, path: Path_) -> Iterator[tuple[Any, Path_]]:
    """A condition and all conditions inside it, each with the path at which it is written."""
    yield condition, path
    for part, at in _inner(condition, path):
        yield from parts_at(part, at)


def _inner(condition: Any, path: Path_) -> Iterable[tuple[Any, Path_]]:
    match condition:
        case AnyOf(any=parts):
            return [(part, (*path, "any", n)) for n, part in enumerate(parts)]
        case AllOf(all=parts):
            return [(part, (*path, "all", n)) for n, part in enumerate(parts)]
        case Not(not_=part):
            return [(part, (*path, "not"))]
        case Some(where=part):
            return [(part, (*path, "where"))]
    return ()
