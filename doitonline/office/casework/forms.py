"""Reading what an officer typed: an assessment, a note, a closure. Problems are by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from doitonline.definitions.flags import Grade
from doitonline.definitions.kinds.parsing import cleaned
from doitonline.office.casework.grades import steps_below
from doitonline.office.casework.models import Assessment, Case, Closure
from doitonline.office.casework.models.assessment import LETTERS, Judgement, Lines
from doitonline.office.people.policy import Action, Somebody, may

LONGEST: Final = 4000
ASSESSMENT: Final = (*LETTERS, "grade", "reason", "crime", "safeguarding", "actions")


@dataclass
class Typed:
    """What was typed, as it is shown again, and what is wrong with it: field to sentence."""

    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, posted: Mapping[str, str], *names: str) -> "Typed":
        """The fields of a form, cleaned."""
        return cls({name: cleaned(posted.get(name, "")).strip() for name in names})

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def must(self, name: str, sentence: str) -> None:
        """The field is required."""
        if not self[name]:
            self.problems[name] = sentence

    def among(self, name: str, choices: set[str], sentence: str) -> None:
        """The field must be one of these."""
        if self[name] not in choices:
            self.problems[name] = sentence

    def short(self, *names: str) -> None:
        """Words may be 4,000 characters long."""
        for name in names:
            if len(self[name]) > LONGEST:
                over = len(self[name]) - LONGEST
                self.problems[name] = f"Take out {over:,} characters: there is room for {LONGEST:,}"

    @property
    def summary(self) -> list[dict[str, str]]:
        """The problems as the error summary shows them."""
        return [{"text": text, "href": f"#{name}"} for name, text in self.problems.items()]


def read_assessment(posted: Mapping[str, str], case: Case, by: Somebody) -> Typed:
    """An assessment as typed. Without problems, `judgement` makes it one."""
    typed = Typed.of(posted, *ASSESSMENT)
    for letter in LETTERS:
        typed.must(letter, f"Write a line for {letter}. If there is nothing, write “None”")
    typed.among("grade", {grade.name for grade in Grade}, "Select a grade")
    typed.among("crime", set(Assessment.Crime.values), "Select whether this is a crime")
    typed.short(*LETTERS, "reason", "actions")
    if case.needs_safeguarding:
        typed.among(
            "safeguarding", {"yes", "no"}, "Select whether a safeguarding referral is needed"
        )
    if "grade" not in typed.problems:
        _weigh_grade(typed, case, by)
    return typed


def _weigh_grade(typed: Typed, case: Case, by: Somebody) -> None:
    below = steps_below(typed["grade"], case.suggested)
    if below >= 2 and not may(by, Action.GRADE_BELOW_LEAST):
        typed.problems["grade"] = (
            f"{typed['grade']} is two or more grades below {case.suggested}. Ask a supervisor to "
            "assess this case, or select a higher grade"
        )
    elif below:
        typed.must("reason", f"Say why {typed['grade']} is enough: {case.suggested} is suggested")


def judgement(typed: Typed) -> Judgement:
    """What an officer decided, from a form without problems."""
    safeguarding = {"yes": True, "no": False}.get(typed["safeguarding"])
    lines = Lines(**{name: typed[name] for name in (*LETTERS, "reason", "actions")})
    return Judgement(typed["grade"], typed["crime"], safeguarding, lines)


def read_note(posted: Mapping[str, str]) -> Typed:
    """A note as typed."""
    typed = Typed.of(posted, "note")
    typed.must("note", "Write the note")
    typed.short("note")
    return typed


def read_closure(posted: Mapping[str, str]) -> Typed:
    """A closure as typed."""
    typed = Typed.of(posted, "closing_reason", "closing_words")
    typed.among("closing_reason", set(Closure.Reason.values), "Select why the case is being closed")
    typed.must("closing_words", "Say why the case is being closed, in your own words")
    typed.short("closing_words")
    return typed
