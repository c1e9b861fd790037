"""Conditions: structured claims about answers, total and without side effects.

A condition is compiled once into a function of a `Scope`; it holds or it does not, whatever has
been answered. A question that is not on the path, or not answered, makes a claim about it false,
unless the condition says `absent: true`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from doitonline.definitions.comparing import amount_of, day_of, day_said, is_day_said
from doitonline.definitions.rules import RULES

Answers = Mapping[str, Any]
Cause = tuple[str, str | None]
"""A question's id and, inside a repeating group, the item's id."""


@dataclass(slots=True)
class Scope:
    """What a condition may look at: answers on the path so far, one item's answers, the time."""

    answers: Answers
    now: datetime
    item: Answers | None = None
    named: Mapping[str, "Test"] = field(default_factory=dict)
    known: dict[str, bool] | None = None
    """What remembered conditions said. Whoever keeps it forgets what a new answer may change."""

    def value(self, question: str) -> Any:
        """The answer to a question: the item's own first. None when it has none."""
        item = self.item
        if item is not None and question in item:
            return item[question]
        return self.answers.get(question)

    def items(self, listed: str) -> list[Answers]:
        """The items of a list; none where the answers hold no list of that name."""
        found = self.answers.get(listed)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def within(self, item: Answers) -> "Scope":
        """The same scope seen from inside one item of a list."""
        return Scope(self.answers, self.now, item, self.named)


Test = Callable[[Scope], bool]


class Strict(BaseModel):
    """A part of a definition: what it does not know it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Asked(Strict):
    """A claim about the answer to one question. Exactly one comparison."""

    question: str
    is_: str | bool | int | None = Field(None, alias="is")
    in_: tuple[str, ...] | None = Field(None, alias="in")
    includes: str | tuple[str, ...] | None = None
    more_than: int | None = None
    less_than: int | None = None
    before: str | None = None
    after: str | None = None
    answered: bool | None = None
    absent: bool | None = None

    @model_validator(mode="after")
    def one_comparison(self) -> "Asked":
        """Exactly one comparison, and days that can be understood."""
        if len(self.comparisons) != 1:
            raise ValueError(
                "needs exactly one of is, in, includes, more_than, less_than, before, after, "
                "answered"
            )
        for day in (self.before, self.after):
            if day is not None and not is_day_said(day):
                raise ValueError(
                    f"“{day}” is not a day: write 2026-11-24, today, or such as 7 days ago"
                )
        return self

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The names of the comparisons that are written."""
        names = ("is_", "in_", "includes", "more_than", "less_than", "before", "after", "answered")
        return tuple(name for name in names if getattr(self, name) is not None)


class Named(Strict):
    """A condition of the service by its name."""

    condition: str


class AnyOf(Strict):
    """Holds when at least one part does."""

    any: tuple["Condition", ...] = Field(min_length=1)


class AllOf(Strict):
    """Holds when every part does."""

    all: tuple["Condition", ...] = Field(min_length=1)


class Not(Strict):
    """Holds when the part does not."""

    not_: "Condition" = Field(alias="not")


class Count(Strict):
    """A claim about how many items a repeating group has."""

    count: str
    more_than: int | None = None
    less_than: int | None = None

    @model_validator(mode="after")
    def one_comparison(self) -> "Count":
        """Exactly one bound."""
        if (self.more_than is None) == (self.less_than is None):
            raise ValueError("needs exactly one of more_than, less_than")
        return self


class Some(Strict):
    """Holds when at least one item of a repeating group satisfies `where`."""

    some: str
    where: "Condition"


class Ruled(Strict):
    """A hard rule: a named pure function of `doitonline.definitions.rules`, fed with answers."""

    rule: str
    of: dict[str, str]
    absent: bool | None = None


def kind_of(raw: Any) -> str:
    """Which kind of condition is written here, by its telling key."""
    if isinstance(raw, str):
        return "named"
    keys = raw if isinstance(raw, dict) else getattr(type(raw), "model_fields", {})
    for key in ("question", "condition", "any", "all", "not", "not_", "count", "some", "rule"):
        if key in keys:
            return {"condition": "named", "not_": "not"}.get(key, key)
    return "unknown"


class NamedShort(Named):
    """A named condition written as a plain string."""

    @model_validator(mode="before")
    @classmethod
    def from_string(cls, raw: Any) -> Any:
        """A plain string is the condition's name."""
        return {"condition": raw} if isinstance(raw, str) else raw


Condition = Annotated[
    Annotated[Asked, Tag("question")]
    | Annotated[NamedShort, Tag("named")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[Not, Tag("not")]
    | Annotated[Count, Tag("count")]
    | Annotated[Some, Tag("some")]
    | Annotated[Ruled, Tag("rule")],
    Discriminator(
        kind_of,
        custom_error_type="condition",
        custom_error_message=(
            "is not a condition: it needs one of question, any, all, not, count, some, rule, "
            "or the name of a condition"
        ),
    ),
]

for model in (AnyOf, AllOf, Not, Some):
    model.model_rebuild()


def compiled(condition: Any, named: Mapping[str, Test] | None = None) -> Test:
    """The condition as a function of a scope. Total: it never raises for any answers.

    A named condition is looked up in the scope, unless `named` has it already.
    """
    match condition:
        case Asked():
            return _asked(condition)
        case Named(condition=name):
            found = (named or {}).get(name)
            return found if found is not None else lambda scope: scope.named[name](scope)
        case AnyOf(any=parts):
            return _any(tuple(compiled(part, named) for part in parts))
        case AllOf(all=parts):
            return _all(tuple(compiled(part, named) for part in parts))
        case Not(not_=part):
            inner = compiled(part, named)
            return lambda scope: not inner(scope)
        case Count(count=listed, more_than=more, less_than=less):
            if more is not None:
                return lambda scope: len(scope.items(listed)) > more
            return lambda scope: len(scope.items(listed)) < (less or 0)
        case Some(some=listed, where=part):
            where = compiled(part, named)
            return lambda scope: any(where(scope.within(item)) for item in scope.items(listed))
        case Ruled():
            return _ruled(condition)
    raise TypeError(f"not a condition: {condition!r}")


def _any(tests: tuple[Test, ...]) -> Test:
    def test(scope: Scope) -> bool:
        for each in tests:  # noqa: SIM110 - the built-in `any` costs twice as much
            if each(scope):
                return True
        return False

    return test


def _all(tests: tuple[Test, ...]) -> Test:
    def test(scope: Scope) -> bool:
        for each in tests:  # noqa: SIM110 - as above
            if not each(scope):
                return False
        return True

    return test


def remembered(key: str, test: Test) -> Test:
    """The same test, which asks once where its scope remembers what was said under this key."""

    def recall(scope: Scope) -> bool:
        known = scope.known
        if known is None:
            return test(scope)
        held = known.get(key)
        if held is None:
            held = known[key] = test(scope)
        return held

    return recall


def _asked(condition: Asked) -> Test:
    question, absent = condition.question, bool(condition.absent)
    if condition.answered is not None:
        answered = condition.answered
        return lambda scope: (scope.value(question) is not None) == answered
    if condition.is_ is not None:  # nearly all claims are of this kind: one call less
        wanted = condition.is_
        if isinstance(wanted, bool):
            wanted = "yes" if wanted else "no"
        return lambda scope: absent if (v := scope.value(question)) is None else v == wanted
    claim = _claim(condition)

    def test(scope: Scope) -> bool:
        value = scope.value(question)
        return absent if value is None else claim(value, scope)

    return test


def _ticked(value: Any, boxes: frozenset[str]) -> bool:
    if not isinstance(value, list):
        return False
    return any(isinstance(each, str) and each in boxes for each in value)


def _claim(condition: Asked) -> Callable[[Any, Scope], bool]:
    match condition.comparisons[0]:
        case "in_":
            among = frozenset(condition.in_ or ())
            return lambda value, scope: isinstance(value, str) and value in among
        case "includes":
            parts = condition.includes or ()
            some_of = frozenset((parts,) if isinstance(parts, str) else parts)
            return lambda value, scope: _ticked(value, some_of)
        case "more_than":
            floor = condition.more_than or 0
            return lambda value, scope: (amount := amount_of(value)) is not None and amount > floor
        case "less_than":
            ceiling = condition.less_than or 0
            return lambda value, scope: (
                (amount := amount_of(value)) is not None and amount < ceiling
            )
        case "before":
            said = condition.before or ""
            return lambda value, scope: (
                (day := day_of(value)) is not None and (day < day_said(said, scope.now))
            )
        case "after":
            said = condition.after or ""
            return lambda value, scope: (
                (day := day_of(value)) is not None and (day > day_said(said, scope.now))
            )
    return lambda value, scope: True


def _ruled(condition: Ruled) -> Test:
    rule, sources, absent = RULES.get(condition.rule), condition.of, bool(condition.absent)

    def test(scope: Scope) -> bool:
        given = {name: scope.value(question) for name, question in sources.items()}
        if rule is None or any(value is None for value in given.values()):
            return absent
        return rule(scope.now, **given)

    return test


def causes(condition: Any, scope: Scope, conditions: Mapping[str, Any]) -> tuple[Cause, ...]:
    """The answers that make the condition hold: for a flag, "the answer that raised it"."""
    if not compiled(condition)(scope):
        return ()
    return tuple(dict.fromkeys(_causes(condition, scope, conditions)))


def _causes(condition: Any, scope: Scope, conditions: Mapping[str, Any]) -> Iterable[Cause]:
    match condition:
        case Asked(question=question):
            return [_cause(question, scope)]
        case Named(condition=name):
            return causes(conditions[name], scope, conditions)
        case AnyOf(any=parts) | AllOf(all=parts):
            return [c for part in parts for c in causes(part, scope, conditions)]
        case Not(not_=part):
            return [_cause(question, scope) for question in sorted(questions_in(part))]
        case Count(count=listed):
            return [(listed, None)]
        case Some(some=listed, where=part):
            items = [scope.within(item) for item in scope.items(listed)]
            return [c for within in items for c in causes(part, within, conditions)]
        case Ruled(of=sources):
            return [_cause(question, scope) for question in sources.values()]
    return []


def _cause(question: str, scope: Scope) -> Cause:
    item = scope.item
    return question, item.get("id") if item is not None and question in item else None


def questions_in(condition: Any) -> set[str]:
    """The ids of the questions that a condition reads itself (named conditions not followed)."""
    return {part.question for part in parts_of(condition) if isinstance(part, Asked)} | {
        question
        for part in parts_of(condition)
        if isinstance(part, Ruled)
        for question in part.of.values()
    }


def reads(condition: Any, conditions: Mapping[str, Any]) -> set[str]:
    """All that a condition may look at, through named ones too: questions, and lists by name."""
    found: set[str] = set()
    waiting, followed = [condition], set[str]()
    while waiting:
        for part in parts_of(waiting.pop()):
            match part:
                case Asked(question=question):
                    found.add(question)
                case Ruled(of=sources):
                    found.update(sources.values())
                case Count(count=listed) | Some(some=listed):
                    found.add(listed)
                case Named(condition=name) if name in conditions and name not in followed:
                    followed.add(name)
                    waiting.append(conditions[name])
    return found


def parts_of(condition: Any) -> list[Any]:
    """The condition and all conditions inside it, outermost first."""
    match condition:
        case AnyOf(any=parts) | AllOf(all=parts):
            return [condition, *(inner for part in parts for inner in parts_of(part))]
        case Not(not_=part) | Some(where=part):
            return [condition, *parts_of(part)]
    return [condition]
