"""The shape of pages: what each kind holds, one check page at the end, repeats that make sense."""

from collections.abc import Iterator

from doitonline.definitions.checking.nearest import listed
from doitonline.definitions.checking.subject import Subject
from doitonline.definitions.checking.uses import Paged
from doitonline.definitions.conditions import questions_in
from doitonline.definitions.faults import Fault
from doitonline.definitions.schema import Page, Question

MANY = 5
"""More questions than this on one page are hard on people in a hurry, in pain or on a telephone."""


def check_shape(subject: Subject) -> Iterator[Fault]:
    """Pages that hold what they may not, lack what they need, or stand in the wrong place."""
    for paged in subject.pages:
        yield from _kind(subject, paged)
        yield from _title(subject, paged)
        if paged.group is None:
            yield from _repeat(subject, paged)
        else:
            yield from _inner(subject, paged)
    yield from _check_page(subject)
    yield from _sections(subject)
    yield from _exits(subject)


def _kind(subject: Subject, paged: Paged) -> Iterator[Fault]:
    page, path = paged.page, paged.path
    if page.kind == "notice":
        if page.questions or page.pages or page.repeat:
            yield subject.error(path, f"The notice “{page.id}” is only words: it can ask nothing.")
        if page.body is None:
            yield subject.error(path, f"The notice “{page.id}” has no words: it needs “body”.")
    elif page.kind == "questions" and not (page.questions or page.pages):
        yield subject.error(path, f"The page “{page.id}” asks nothing: it needs “questions”.")
    if len(page.questions) > MANY:
        yield subject.warning(
            path, f"The page “{page.id}” asks {len(page.questions)} questions: {MANY} are enough."
        )


def _title(subject: Subject, paged: Paged) -> Iterator[Fault]:
    page = paged.page
    if page.title is not None or page.pages:
        return
    if page.kind == "notice" or len(_standing(page)) > 1:
        why = "it is a notice" if page.kind == "notice" else "it asks several questions"
        yield subject.error(paged.path, f"The page “{page.id}” needs a “title”: {why}.")


def _standing(page: Page) -> list[Question]:
    """The questions of a page but for those that an answer on the same page brings out."""
    here = {question.id for question in page.questions}
    return [
        question
        for question in page.questions
        if question.show_when is None or here.isdisjoint(questions_in(question.show_when))
    ]


def _repeat(subject: Subject, paged: Paged) -> Iterator[Fault]:
    page, path, repeat = paged.page, paged.path, paged.page.repeat
    if repeat is None:
        if page.pages:
            yield subject.error(
                (*path, "pages"), f"“{page.id}” holds pages of its own: it needs “repeat”."
            )
        return
    if page.pages and page.questions:
        yield subject.error(
            (*path, "questions"),
            f"“{page.id}” has both “questions” and “pages”: keep the questions on its pages.",
        )
    if page.pages and page.exits:
        yield subject.error((*path, "exit"), f"“{page.id}” leads nowhere: put “exit” on its pages.")
    if repeat.max is None:
        yield subject.warning(
            (*path, "repeat"), f"The list “{repeat.list_}” has no limit: add “max”."
        )
    elif repeat.max < repeat.min:
        yield subject.error(
            (*path, "repeat", "min"),
            f"The list “{repeat.list_}” needs {repeat.min} but takes only {repeat.max}.",
        )


def _inner(subject: Subject, paged: Paged) -> Iterator[Fault]:
    page, path = paged.page, paged.path
    if page.kind != "questions":
        yield subject.error(
            (*path, "kind"), f"“{page.id}” cannot be a {page.kind} inside a repeat."
        )
    if page.repeat is not None or page.pages:
        yield subject.error(path, f"“{page.id}” cannot repeat: it is inside a repeat already.")
    if page.section is not None:
        yield subject.warning(
            (*path, "section"), f"“{page.id}” is in the section of its repeat: leave “section” out."
        )


def _check_page(subject: Subject) -> Iterator[Fault]:
    pages = [paged for paged in subject.pages if paged.group is None]
    checks = [paged for paged in pages if paged.page.kind == "check"]
    if not checks:
        yield subject.error(
            ("pages",), "Nothing can be sent: the last page should be of kind “check”."
        )
    for paged in checks[1:]:
        place = subject.read.place(checks[0].path)
        yield subject.error(paged.path, f"There is a check page already at {place}.")
    for paged in checks[:1]:
        page, path = paged.page, paged.path
        if paged is not pages[-1]:
            yield subject.error(path, f"The check page “{page.id}” should be the last page.")
        if page.when is not None:
            yield subject.error(
                (*path, "when"), "The check page has no “when”: all paths end there."
            )
        if page.exits:
            yield subject.error((*path, "exit"), "The check page leads only to sending: no “exit”.")
        if page.repeat is not None or page.pages:
            yield subject.error(path, "The check page cannot repeat.")


def _sections(subject: Subject) -> Iterator[Fault]:
    service, left, last = subject.service, set[str](), None
    used = {paged.page.section for paged in subject.pages}
    for key in service.sections:
        if key not in used:
            yield subject.warning(("sections", key), f"No page is in the section “{key}”.")
    for paged in subject.pages:
        page, section = paged.page, paged.page.section
        if paged.group is not None:
            continue
        if section is None and service.task_list and page.kind != "check":
            yield subject.error(
                paged.path, f"“{page.id}” needs a “section”: the service has a task list."
            )
        if page.when is not None or section is None:
            continue
        if section in left and section != last:
            yield subject.warning(
                (*paged.path, "section"),
                f"“{page.id}” goes back to the section “{section}”, which was left before.",
            )
        if last is not None and section != last:
            left.add(last)
        last = section


def _exits(subject: Subject) -> Iterator[Fault]:
    led = {guard.to for paged in subject.pages for guard in paged.page.exits}
    for key in subject.service.exits:
        if key not in led:
            yield subject.error(("exits", key), f"No page leads to the exit “{key}”.")
    for paged in subject.pages:
        targets = [guard.to for guard in paged.page.exits]
        doubled = [key for key in dict.fromkeys(targets) if targets.count(key) > 1]
        if doubled:
            yield subject.error(
                (*paged.path, "exit"),
                f"“{paged.page.id}” leads to {listed(doubled, 'and')} twice: join them with “any”.",
            )
