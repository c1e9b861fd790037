"""Numbers and money. Money is pounds sterling with pence, kept as text such as "1234.50"."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from doitonline.definitions.outcomes import Answered, Outcome, Raw, Refused, one
from doitonline.definitions.schema import Question

NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?\Z", re.ASCII)
MOST_MONEY = Decimal(10_000_000)


def within(question: Question, amount: Decimal, ceiling: Decimal | None = None) -> Refused | None:
    """A refusal where an amount is outside the question's bounds."""
    most = Decimal(question.most) if question.most is not None else ceiling
    if question.least is not None and amount < question.least:
        return Refused("too_small", with_={"least": f"{question.least:,}"})
    if most is not None and amount > most:
        return Refused("too_big", with_={"most": f"{most:,}"})
    return None


class Number:
    """A whole number or a decimal, as digits."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Digits; spaces and commas between thousands are forgiven."""
        typed = one(raw).replace(",", "").replace(" ", "")
        if not NUMBER.match(typed):
            return Refused("not_a_number")
        amount = Decimal(typed)
        if refused := within(question, amount):
            return refused
        return Answered(int(amount) if amount == amount.to_integral() else str(amount))

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The digits."""
        return {"": [str(value)]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """The digits."""
        return [f"{value:,}" if isinstance(value, int) else str(value)]


class Money:
    """Pounds and pence."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """One control."""
        return ("",)

    def parse(self, question: Question, raw: Raw, now: datetime) -> Outcome:
        """Pounds; a pound sign, spaces and commas are forgiven; at most ten million."""
        typed = re.sub(r"[£,\s]", "", one(raw))
        if not NUMBER.match(typed):
            return Refused("not_money")
        amount = Decimal(typed).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return within(question, amount, MOST_MONEY) or Answered(str(amount))

    def filled(self, question: Question, value: Any) -> dict[str, list[str]]:
        """The pounds; pence only where there are some."""
        text = str(value)
        return {"": [text.removesuffix(".00")]}

    def words(self, question: Question, value: Any, language: str) -> list[str]:
        """With the pound sign."""
        return ["£" + f"{Decimal(str(value)):,.2f}".removesuffix(".00")]
