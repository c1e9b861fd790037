"""Ways to reach a person: email and telephone."""

import re
from datetime import datetime
from typing import Any

import phonenumbers

from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

EMAIL = re.compile(
    r"[^\s@<>\"(),:;\[\]\\]{1,64}@([^\s@<>\"(),:;\[\]\\.]{1,63}\.)+[^\s@.\d]{2,63}\Z"
)


def read_email(typed: str) -> str | None:
    """An address with one @ and a dot after it; None when it cannot be one. Nothing is sent."""
    typed = typed.strip().removeprefix("mailto:")
    good = len(typed) <= 254 and EMAIL.match(typed) and ".." not in typed
    return typed if good else None


def read_phone(typed: str) -> str | None:
    """A number as E.164, British where no country is given; None when it cannot be one."""
    if len(typed) > 40:
        return None
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return None
    # Without its area code a number is of no use to whoever calls back.
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE or number.extension:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_words(e164: str) -> str:
    """A number as people write it: 07700 900123, or +33 1 … abroad."""
    number = phonenumbers.parse(e164)
    national = number.country_code == 44
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if national
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, form)


class Email:
    """An email address."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """By shape alone."""
        email = read_email(one(raw))
        return Answered(email) if email else Refused("not_an_email")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """As typed."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """As typed."""
        return [str(value)]


class Phone:
    """A telephone number, British or foreign."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Kept as E.164."""
        phone = read_phone(one(raw))
        return Answered(phone) if phone else Refused("not_a_phone")

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """As people write it."""
        return {"": [phone_words(str(value))]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """As people write it."""
        return [phone_words(str(value))]
