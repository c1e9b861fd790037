"""The flags on the officer's screen, each with the answers that raised it, most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from doitonline.definitions.flags import Flag, Grade, UnknownFlag, flags
from doitonline.definitions.kinds.parsing import in_words
from doitonline.definitions.plan import EXIT, MORE, Plan


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
    plan: Plan | None, record: Mapping[str, Any], answers: Mapping[str, Any]
) -> list[Shown]:
    """Every raised flag, the most urgent first."""
    known = [_known(raised["flag"]) for raised in record["raised"]]
    pairs = zip(known, record["raised"], strict=True)
    found = [_shown(plan, flag, raised["causes"], answers) for flag, raised in pairs]
    return sorted(found, key=lambda shown: (shown.grade or "G9", shown.id))


def _known(name: str) -> Flag:
    try:
        return flags().flag(name)
    except UnknownFlag:
        return Flag(name, name)


def _shown(
    plan: Plan | None, flag: Flag, causes: list[list[str | None]], answers: Mapping[str, Any]
) -> Shown:
    described = flags()
    effects = sorted(described.effects.get(effect, effect) for effect in flag.effects)
    raised_by = tuple(_cause(plan, question, item, answers) for question, item in causes)
    return Shown(
        id=flag.id,
        words=flag.words,
        letters=tuple(described.thrive[letter] for letter in flag.thrive),
        effects=tuple(effects),
        grade=flag.grade.name if isinstance(flag.grade, Grade) else "",
        causes=raised_by if plan is not None else (),
    )


def _cause(
    plan: Plan | None, question: str | None, item: str | None, answers: Mapping[str, Any]
) -> Cause:
    key = question or ""
    if plan is None:
        return Cause(key, "")
    if key.startswith(EXIT) and (left := plan.service.exits.get(key.removeprefix(EXIT))):
        return Cause(left.title.within("en"), "Went on anyway")
    if key in plan.groups:
        group = plan.groups[key].repeat
        many = group.many.within("en") if group else key
        return Cause(f"How many {many}", str(len(answers.get(key) or ())))
    if key not in plan.placed:
        return Cause(key.removesuffix(MORE), "")
    asked, listed = plan.placed[key].question, plan.placed[key].list
    value = answers.get(key) if listed is None else _in_item(answers, listed, item, key)
    words = ", ".join(in_words(asked, value)) or "Not answered"
    return Cause((asked.short or asked.label).within("en"), words)


def _in_item(answers: Mapping[str, Any], listed: str, item: str | None, key: str) -> Any:
    for each in answers.get(listed) or ():
        if each.get("id") == item:
            return each.get(key)
    return None
