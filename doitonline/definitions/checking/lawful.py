"""The law, and what comes first: who may see the answers, danger before names, essentials early."""

from collections.abc import Iterator

from doitonline.definitions.checking.mapping import sources_of
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.faults import Fault
from doitonline.definitions.record import ITEM

PERSONAL = frozenset({"name", "person", "address", "phone", "email"})
IDENTIFYING = frozenset({"name", "details", "alias", "dob", "address", "place", "phone", "email"})
EMERGENCY = "emergency"
LATE = 10
"""How many questions that everybody is asked may come before an essential one."""


def check_law(subject: Subject) -> Iterator[Fault]:
    """Recipients, an emergency check before anything personal, essential questions early."""
    if not subject.service.law.recipients:
        yield subject.error(
            ("law", "recipients"), "Say who may receive the answers: “recipients” is empty."
        )
    yield from _notice(subject)
    if not subject.service.route:
        yield subject.error(("route",), "A report would go nowhere: “route” is empty.")
    yield from _routes(subject)
    yield from _emergency(subject)
    yield from _essential(subject)


def _notice(subject: Subject) -> Iterator[Fault]:
    for words in subject.service.law.notice.by_language.values():
        if " " not in words:
            yield subject.error(
                ("law", "notice"), f"The notice is only “{words}”: for a file write “@{words}.md”."
            )


def _routes(subject: Subject) -> Iterator[Fault]:
    routes = subject.service.route
    for n, route in enumerate(routes):
        last = n == len(routes) - 1
        if last and route.when is not None:
            yield subject.error(
                ("route", n),
                "The last route should have no “when”, so that every report has a team.",
            )
        if not last and route.when is None:
            yield subject.error(
                ("route", n), "This route takes every report: those after it are never reached."
            )


def personal_questions(subject: Subject) -> set[str]:
    """The questions that ask who somebody is: by their type, or by what they fill in the record."""
    found = {s.question.id for s in subject.every_spot if s.question.type in PERSONAL}
    for made in subject.service.record:
        if made.make == "person":
            found |= {
                source.removeprefix(ITEM)
                for attribute, source, _ in sources_of(made)
                if attribute in IDENTIFYING
            }
    return found


def _emergency(subject: Subject) -> Iterator[Fault]:
    exits = {key for key, exit_ in subject.service.exits.items() if exit_.signpost == EMERGENCY}
    leading = [
        (paged, n)
        for paged in subject.pages
        for n, guard in enumerate(paged.page.exits)
        if guard.to in exits
    ]
    personal = personal_questions(subject)
    first = next((spot for spot in subject.every_spot if spot.question.id in personal), None)
    if leading and first is not None:
        paged, number = leading[0]
        if paged.start >= first.paged.start:
            yield subject.error(
                subject.exit_path(paged, number),
                f"The emergency check on “{paged.page.id}” comes too late: “{first.question.id}” "
                f"on “{first.paged.page.id}” already asks who somebody is.",
            )


def _essential(subject: Subject) -> Iterator[Fault]:
    if not any(spot.question.essential for spot in subject.every_spot):
        return
    others = 0
    for paged in subject.pages:
        for n, question in enumerate(paged.page.questions):
            if question.essential and others > LATE:
                yield subject.warning(
                    (*paged.path, "questions", n, "essential"),
                    f"“{question.id}” is essential, but {others} others come first: move it up.",
                )
        if paged.page.when is None and paged.list is None:
            others += sum(
                not question.essential and question.show_when is None
                for question in paged.page.questions
            )
