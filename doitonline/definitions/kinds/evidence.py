"""Files as answers: each is an entry that names a sealed parcel; the bytes are elsewhere."""

import json
from datetime import datetime
from typing import Any

from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused
from doitonline.definitions.schema import Question

WORDS = ("id", "name", "type", "sha256")
LARGEST = 2**50
"""A larger file is no file: a thousand million million bytes."""


def size_words(size: int) -> str:
    """A size as people say it: 340 kB, 2.1 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def entry_of(text: str) -> dict[str, Any] | None:
    """An entry from its JSON; None where it is not one."""
    try:
        entry = json.loads(text)
    except ValueError:
        return None
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in WORDS):
        return None
    size = entry.get("size")
    return entry if type(size) is int and 0 <= size <= LARGEST else None


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
