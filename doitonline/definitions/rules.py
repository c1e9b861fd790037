"""Hard rules: named pure functions that a definition may call where the grammar is too small.

Each takes the moment and answers by name, and says whether the rule holds. It must be total.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from doitonline.definitions.comparing import day_of, day_said

Rule = Callable[..., bool]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Offers a function to definitions under its own name. Raises ValueError for a name taken."""
    if function.__name__ in RULES:
        raise ValueError(f"two rules are called {function.__name__}")
    RULES[function.__name__] = function
    return function


@rule
def under_eighteen(now: datetime, born: Any) -> bool:
    """Whether somebody is a child (Children Act 1989, s.105), from a date or an age band."""
    if isinstance(born, str) and born in ("under_10", "10_to_17", "under_18"):
        return True
    day = day_of(born)
    return day is not None and day > day_said("18 years ago", now)
