"""Words about names: the nearest known one (“did you mean …?”), lists of them, articles."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a mistyped one most resembles; None where none is near."""
    names = {each.casefold(): each for each in sorted(known)}
    found = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question to add to a sentence, with a space before it; nothing where no name is near."""
    found = nearest(name, known)
    return f" Did you mean “{found}”?" if found else ""


def listed(names: Iterable[str], last: str = "or") -> str:
    """Names in quotes as people list them: “a”, “b” or “c”."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def a(noun: str) -> str:
    """The noun with its article: “an event”, “a person”."""
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"
