"""Files as answers: each is an entry that names a sealed parcel; the bytes are elsewhere."""

import json
from datetime import datetime
from typing import Any

from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused
from doitonline.definitions.schema import Question

KEPT = ("id", "name", "size", "type", "sha256")


def size_words(size: int) -> str:
    """A size as people say it: 340 kB, 2.1 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def entry_of(text: str) -> dict[str, Any] | None:
    """An entry from its JSON; None where it is not one."""
    try:
        entry = json.loads(text)
    except ValueError:
        return None
    whole = isinstance(entry, dict) and set(KEPT) <= entry.keys()
    return entry if whole and isinstance(entry["size"], int) else None


class File:
    """Files sent with a report. The counter hands in the entries of what it has sealed."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """The entries, each as JSON made by the counter itself. Anything else is no file."""
        entries = [entry_of(text) for text in raw.get("", ()) if text]
        if None in entries:
            return Refused("missing_file")
        if len(entries) > question.files:
            return Refused("too_many_files", with_={"most": str(question.files)})
        return Answered(entries)

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The entries as JSON."""
        return {"": [json.dumps(entry, sort_keys=True) for entry in value]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """Name and size, a line each."""
        return [f"{entry['name']} ({size_words(entry['size'])})" for entry in value]
