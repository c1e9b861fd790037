"""What a condition reads: questions and lists, inside which item, through named conditions too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from doitonline.definitions.conditions import AllOf, AnyOf, Asked, Count, Named, Not, Ruled, Some


@dataclass(frozen=True, slots=True)
class Reading:
    """One question or list that is read; `inside` is the list whose items a `some` goes through."""

    what: Literal["question", "list"]
    id: str
    inside: str | None = None


NOTHING: frozenset[Reading] = frozenset()


def reads_of(
    condition: Any, named: Mapping[str, Any], memo: dict[str, frozenset[Reading]]
) -> frozenset[Reading]:
    """Everything that a condition reads. A cycle of named conditions is gone round once."""
    match condition:
        case Asked(question=question):
            return frozenset((Reading("question", question),))
        case Ruled(of=sources):
            return frozenset(Reading("question", question) for question in sources.values())
        case Count(count=listed):
            return frozenset((Reading("list", listed),))
        case AnyOf(any=parts) | AllOf(all=parts):
            return NOTHING.union(*(reads_of(part, named, memo) for part in parts))
        case Not(not_=part):
            return reads_of(part, named, memo)
        case Some(some=listed, where=part):
            inner = reads_of(part, named, memo)
            return frozenset((Reading("list", listed), *(_within(read, listed) for read in inner)))
        case Named(condition=name):
            if name not in memo:
                memo[name] = NOTHING
                memo[name] = reads_of(named[name], named, memo) if name in named else NOTHING
            return memo[name]
    return NOTHING


def _within(read: Reading, listed: str) -> Reading:
    if read.what == "question" and read.inside is None:
        return Reading("question", read.id, listed)
    return read
