"""Dated values and signposts: facts that change without a new version of a service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Plain = int | float | bool | str


@dataclass(frozen=True, slots=True)
class Value:
    """A number or choice that somebody owns. Its key says its unit: `draft_days`, `spare_pounds`.

    `confirmed` is false for a product default or a figure that nobody has checked: ask `owner`
    before the public sees it or it drives a timer.
    """

    key: str
    value: Plain
    since: date
    owner: str
    note: str
    confirmed: bool

    @classmethod
    def read(cls, key: str, facts: Mapping[str, Any]) -> "Value":
        """A value from its plain data."""
        return cls(key, **{**facts, "since": date.fromisoformat(facts["since"])})

    @property
    def words(self) -> str:
        """The value as a text shows it: 5,000 for five thousand, yes or no for a choice."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, int | float):
            return f"{self.value:,}"
        return self.value


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, and when it is answered or what to do with it."""

    number: str
    when: str | None = None
    note: str | None = None

    @property
    def words(self) -> str:
        """The number with its condition in brackets."""
        remarks = [remark for remark in (self.when, self.note) if remark]
        return f"{self.number} ({', '.join(remarks)})" if remarks else self.number


@dataclass(frozen=True, slots=True)
class Signpost:
    """Somebody else who can help. `unconfirmed` names the parts that nobody has checked.

    `checked` is the day on which the other parts were last compared with where they come from.
    """

    id: str
    name: str
    purpose: str
    checked: date
    text: str | None = None
    phones: tuple[Phone, ...] = ()
    sms: str | None = None
    url: str | None = None
    hours: str | None = None
    address: str | None = None
    unconfirmed: frozenset[str] = frozenset()

    @classmethod
    def read(cls, key: str, facts: Mapping[str, Any]) -> "Signpost":
        """A signpost from its plain data."""
        given = {
            **facts,
            "checked": date.fromisoformat(facts["checked"]),
            "phones": tuple(Phone(**phone) for phone in facts.get("phones", ())),
            "unconfirmed": frozenset(facts.get("unconfirmed", ())),
        }
        return cls(key, **given)

    @property
    def confirmed(self) -> bool:
        """Whether every part has been checked."""
        return not self.unconfirmed

    @property
    def phone(self) -> str | None:
        """The number to try first."""
        return self.phones[0].number if self.phones else None

    @property
    def parts(self) -> dict[str, str]:
        """What a text may name of it: every part that it has, in words."""
        parts = {
            "name": self.name, "purpose": self.purpose, "text": self.text, "phone": self.phone,
            "phones": _either(self.phones), "sms": self.sms, "url": self.url,
            "hours": self.hours, "address": self.address,
        }  # fmt: skip
        return {part: words for part, words in parts.items() if words}


def _either(phones: tuple[Phone, ...]) -> str:
    return " or ".join(phone.words for phone in phones)
