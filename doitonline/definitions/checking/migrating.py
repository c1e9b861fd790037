"""Changes since the version before: an id that means something else says what became of it."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from doitonline.definitions.checking.nearest import a, did_you_mean
from doitonline.definitions.checking.subject import Known, Spot, Subject
from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Read
from doitonline.definitions.schema import Migration, Service
from doitonline.definitions.texts import Text

ALIKE = 0.5
"""How alike two labels are that mean the same, from 0 to 1."""


def check_migrating(subject: Subject) -> Iterator[Fault]:
    """Structural changes without a step in `migrate`, and steps that lead nowhere."""
    for n, step in enumerate(subject.service.migrate):
        if step.now is not None and step.now not in subject.spots:
            hint = did_you_mean(step.now, subject.spots)
            yield subject.error(
                ("migrate", n, "now"), f"There is no question “{step.now}” now.{hint}"
            )
    if subject.previous is None:
        return
    before = _spots(subject.previous)
    steps = {step.was: step for step in subject.service.migrate}
    for n, step in enumerate(subject.service.migrate):
        if step.was not in before:
            hint = did_you_mean(step.was, before)
            yield subject.error(
                ("migrate", n, "was"), f"The version before had no question “{step.was}”.{hint}"
            )
    for key, was in before.items():
        if key not in subject.spots:
            if key not in steps:
                yield _lost(subject, key)
            continue
        yield from _changed(subject, was, subject.spots[key], steps.get(key))


def _spots(service: Service) -> dict[str, Spot]:
    return Subject(service, Read(), Known(frozenset(), frozenset())).spots


def _lost(subject: Subject, key: str) -> Fault:
    return subject.error(
        ("migrate",),
        f"“{key}” was asked in the version before and is not asked now: "
        "say what became of it in “migrate”.",
    )


def _changed(subject: Subject, was: Spot, now: Spot, step: Migration | None) -> Iterator[Fault]:
    key, path = now.question.id, (*now.path, "id")
    how = None
    if was.question.type != now.question.type:
        how = f"was {a(was.question.type)} question"
    elif was.list != now.list:
        how = f"was asked {f'for each of “{was.list}”' if was.list else 'once'}"
    if how is not None and step is None:
        yield subject.error(
            path,
            f"“{key}” {how} in the version before: give it a new id, or add a step to “migrate”.",
        )
    if how is None:
        yield from _options(subject, was, now, step)
        if step is None and not alike(was.question.label, now.question.label):
            yield subject.warning(
                path,
                f"“{key}” asks something else than before: if it means another thing, "
                "give it a new id.",
            )


def _options(subject: Subject, was: Spot, now: Spot, step: Migration | None) -> Iterator[Fault]:
    key, said = now.question.id, step.options if step else {}
    for option, before in was.question.options.items():
        if option in said:
            continue
        after = now.question.options.get(option)
        if after is None:
            yield subject.error(
                (*now.path, "options"),
                f"“{key}” had an option “{option}”: say what became of it in “migrate”.",
            )
        elif not alike(before.label, after.label):
            yield subject.error(
                (*now.path, "options", option),
                f"The option “{option}” of “{key}” means something else than before: "
                "give it a new key, and say in “migrate” what became of the old one.",
            )
    for option, target in said.items():
        if target is not None and target not in now.question.choices:
            hint = did_you_mean(target, now.question.choices)
            number = subject.service.migrate.index(step) if step else 0
            yield subject.error(
                ("migrate", number),
                f"“{key}” has no option “{target}” for the old “{option}”.{hint}",
            )


def alike(one: Text, other: Text) -> bool:
    """Whether two texts may be the same thing said in other words, in the languages they share."""
    shared = one.by_language.keys() & other.by_language.keys()
    pairs = [(one.within(key), other.within(key)) for key in shared or ("en",)]
    return all(
        SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False).ratio() >= ALIKE
        for a, b in pairs
    )
