"""The flags on the officer's screen, each with the answers that raised it, most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from doitonline.definitions.flags import Flag, Grade, UnknownFlag, flags
from doitonline.definitions.plan import EXIT, MORE, Plan
from doitonline.definitions.texts import Fill
from doitonline.office.casework.wording import answer_words


@dataclass(frozen=True, slots=True)
class Cause:
    """An answer that raised a flag, as question and words."""

    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A flag: what it says, the letters of THRIVE it bears on, what follows, and its causes."""

    id: str
    words: str
    letters: tuple[str, ...]
    effects: tuple[str, ...]
    grade: str
    causes: tuple[Cause, ...]


def shown_flags(
    plan: Plan | None, record: Mapping[str, Any], answers: Mapping[str, Any], fill: Fill
) -> list[Shown]:
    """Every raised flag, the most urgent first. Without a plan: without their causes."""
    found = []
    for raised in record["raised"]:
        causes: tuple[Cause, ...] = ()
        if plan is not None:
            causes = tuple(
                _cause(plan, question, item, answers, fill) for question, item in raised["causes"]
            )
        found.append(_shown(_known(raised["flag"]), causes))
    return sorted(found, key=lambda shown: (shown.grade or "G9", shown.id))


def _known(name: str) -> Flag:
    try:
        return flags().flag(name)
    except UnknownFlag:
        return Flag(name, name)


def _shown(flag: Flag, causes: tuple[Cause, ...]) -> Shown:
    described = flags()
    effects = sorted(described.effects.get(effect, effect) for effect in flag.effects)
    return Shown(
        id=flag.id,
        words=flag.words,
        letters=tuple(described.thrive[letter] for letter in flag.thrive),
        effects=tuple(effects),
        grade=flag.grade.name if isinstance(flag.grade, Grade) else "",
        causes=causes,
    )


def _cause(plan: Plan, key: str, item: str | None, answers: Mapping[str, Any], fill: Fill) -> Cause:
    if key.startswith(EXIT) and (left := plan.service.exits.get(key.removeprefix(EXIT))):
        return Cause(left.title.said("en", fill), "Went on anyway")
    if key in plan.groups:
        group = plan.groups[key].repeat
        many = group.many.said("en", fill) if group else key
        return Cause(f"How many {many}", str(len(answers.get(key) or ())))
    if key not in plan.placed:
        return Cause(key.removesuffix(MORE), "")
    asked, listed = plan.placed[key].question, plan.placed[key].list
    value = answers.get(key) if listed is None else _in_item(answers, listed, item, key)
    words = ", ".join(answer_words(asked, value, fill)) or "Not answered"
    return Cause((asked.short or asked.label).said("en", fill), words)


def _in_item(answers: Mapping[str, Any], listed: str, item: str | None, key: str) -> Any:
    for each in answers.get(listed) or ():
        if each.get("id") == item:
            return each.get(key)
    return None
