"""The states of a page: first shown, answered, sent empty, and refused in each way that it can be.

Pure: a state says which answers its draft holds, what is asked of the counter, and what the page
must then say. Nothing is fetched here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from doitonline.definitions.answering import read_page, with_item
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.kinds import typed_back
from doitonline.definitions.messages import error_words, problem_words
from doitonline.definitions.plan import MORE, Plan
from doitonline.definitions.schema import Question
from tests.browser.refusals import Problem, Typed, pairs, refusals
from tests.browser.visiting import Upload
from tests.browser.ways import Answers, Way

FILLS = 60
"""A list that takes no more than this is also shown full."""


@dataclass(frozen=True)
class State:
    """One state of one page."""

    name: str
    draft: Answers
    path: str
    """What follows the draft's own address."""
    sent: tuple[tuple[str, str], ...] | None = None
    """The fields that are sent; None where the page is only looked at."""
    uploads: tuple[Upload, ...] = ()
    says: str = ""
    """A sentence of its error summary."""
    message: str = ""
    """The key of that sentence."""
    kind: str = ""
    """The kind of question that refuses what was sent."""

    @property
    def status(self) -> int:
        """How the counter must answer."""
        return 422 if self.says else 200


@dataclass(frozen=True)
class Subject:
    """A page at which states are looked for: what is before it, and what a story answers there."""

    plan: Plan
    way: Way
    now: datetime
    draft: Answers = field(init=False)
    journey: Journey = field(init=False)
    step: Step = field(init=False)

    def __post_init__(self) -> None:
        draft = self.way.before
        journey = Journey(self.plan, draft, self.now)
        for name, value in (
            ("draft", draft),
            ("journey", journey),
            ("step", journey.step(*self.way.step.place)),
        ):
            object.__setattr__(self, name, value)

    @property
    def path(self) -> str:
        """The page's address inside a draft."""
        return path_of(self.step)

    @property
    def given(self) -> dict[str, Typed]:
        """What the story types into the page's fields; no file."""
        answers = self.way.told.answers_at(self.way.step)
        return {
            question.id: typed_back(question, answers[question.id])
            for question in self.journey.questions(self.step)
            if question.id in answers and question.type != "file"
        }


def path_of(step: Step) -> str:
    """A step's address inside a draft."""
    return f"/{step.address}" + (f"/{step.item}" if step.item else "")


def states(plan: Plan, way: Way, now: datetime) -> Iterator[State]:
    """Every state of the page that a way leads to."""
    subject = Subject(plan, way, now)
    yield State("first shown", subject.draft, subject.path)
    if subject.step.role == "list":
        yield from _of_list(subject)
    elif subject.step.role in ("ask", "check"):
        told = dict(way.told.given)
        yield State("answered", told, path_of(way.step) + "?change")
        yield from _sent_empty(subject)
        for question in subject.journey.questions(subject.step):
            yield from _refused(subject, question)
            if question.type == "file":
                yield from _files(subject, question)


def _sent_empty(subject: Subject) -> Iterator[State]:
    read = read_page(subject.journey, subject.step, {})
    for key, problem in list(read.problems.items())[:1]:
        sentence = problem_words(subject.plan.question(key), problem, "en")
        yield State(
            "sent empty", subject.draft, subject.path, (), says=sentence, message=problem.message
        )


def _refused(subject: Subject, question: Question) -> Iterator[State]:
    for typed, problem in refusals(question, subject.now):
        sent = _brought_out(subject, question, typed, problem)
        if sent is None:
            continue
        yield State(
            f"{question.id}: {problem.message} {problem.part}".strip(),
            subject.draft,
            subject.path,
            tuple(pairs(dict(sent))),
            says=problem_words(question, problem, "en"),
            message=problem.message,
            kind=question.type,
        )


def _brought_out(
    subject: Subject, question: Question, typed: Typed, problem: Problem
) -> dict[str, Typed] | None:
    """A whole form with a refused value in it, and choices that bring its question out."""
    for other in _others(subject, question):
        whole = {**subject.given, **other, question.id: typed}
        met = read_page(subject.journey, subject.step, whole).problems.get(question.id)
        if met is not None and met.message == problem.message:
            return whole
    return None


def _others(subject: Subject, question: Question) -> Iterator[dict[str, Typed]]:
    yield {}
    for other in subject.journey.questions(subject.step):
        if other.id != question.id:
            for choice in other.choices:
                yield {other.id: {"": [choice]}}


def _files(subject: Subject, question: Question) -> Iterator[State]:
    picture = Upload(question.id, "door.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png")
    entry = {"name": "a-long-name-of-a-picture-of-the-back-door.png", "size": 48_123}
    kept = [
        {**entry, "id": f"00000000-0000-4000-8000-{n:012d}", "type": "image/png",
         "sha256": f"{n:064d}"}
        for n in range(question.files)
    ]  # fmt: skip
    draft = {**subject.draft, question.id: kept}
    if subject.step.item is not None:
        return
    yield State(f"{question.id}: with files", draft, subject.path)
    typed = tuple(pairs(dict(subject.given)))
    base = State("", subject.draft, subject.path, typed)
    for message, upload, at in (
        ("file_empty", Upload(question.id, "door.png", b"", "image/png"), subject.draft),
        ("file_kind", Upload(question.id, "door.exe", b"MZ" + bytes(200)), subject.draft),
        ("too_many_files", picture, draft),
    ):
        says = error_words(message, "en", most=str(question.files))
        yield replace(
            base, name=f"{question.id}: {message}", draft=at, uploads=(upload,), says=says,
            message=message, kind="file",
        )  # fmt: skip


def _of_list(subject: Subject) -> Iterator[State]:
    """A list: empty, with what the story has, with something unfinished, full; and its removals."""
    group = subject.plan.groups[subject.step.list or ""]
    repeat, page = group.repeat, subject.path
    assert repeat is not None
    listed, more = repeat.list_, error_words("more_missing", "en")
    told = list(subject.draft.get(listed) or ())[: (repeat.max or FILLS) - 1 or None]
    bare = {key: value for key, value in subject.draft.items() if key != listed + MORE}
    bare[listed] = told
    unanswered: dict[str, Any] = {"sent": (), "says": more, "message": "more_missing"}
    if repeat.min == 0:
        empty = State("empty", {**bare, listed: []}, page)
        yield empty
        yield replace(empty, name="empty, sent empty", **unanswered)
    if not told:
        return
    yield replace(State("sent empty", bare, page), **unanswered)
    if repeat.min > 1:
        few, least = {**bare, listed: told[:1]}, str(repeat.min)
        yield State("too few", few, page)
        yield State(
            "too few, and no more", few, page, ((listed + MORE, "no"),),
            says=error_words("fewest", "en", least=least), message="fewest",
        )  # fmt: skip
    yield State("with something unfinished", with_item(bare, listed, "unfinishd"), page)
    if repeat.max is not None and repeat.max <= FILLS:
        copies: list[dict[str, Any]] = [
            {**told[0], "id": f"item{number:04d}"} for number in range(repeat.max)
        ]
        yield State("full", {**bare, listed: copies}, page)
    removal = State("removal", bare, f"{page}/{told[0]['id']}/remove")
    yield removal
    asked = error_words("remove_missing", "en")
    yield replace(
        removal, name="removal, sent empty", sent=(), says=asked, message="remove_missing"
    )
