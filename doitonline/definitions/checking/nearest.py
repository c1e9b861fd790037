"""Words about names: the nearest known one (“did you mean …?”), lists of them, articles."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a mistyped one most resembles; None where none is near."""
    mistyped = name.casefold()
    names = {each.casefold(): each for each in sorted(known)}
    found = difflib.get_close_matches(mistyped, names, n=4, cutoff=0.6)
    if not found:
        return None
    # Two letters that changed places are the commonest slip, then anything but the first letter.
    best = max(found, key=lambda each: (sorted(each) == sorted(mistyped), each[:1] == mistyped[:1]))
    return names[best]


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
