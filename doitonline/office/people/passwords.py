"""Long passwords that are short ones in disguise, which the list of breached ones does not hold."""

from functools import cached_property
from typing import Any, Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

FEWEST_CHARACTERS: Final = 6  # different ones


class NotStretched:
    """Refuses a breached password that was repeated, or filled up with digits and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that a guesser's rules would reach early."""
        word = "".join(letter for letter in password.lower() if letter.isalpha())
        if len(set(password)) < FEWEST_CHARACTERS:
            raise ValidationError("This password repeats the same few characters.", code="few")
        if self._is_known(word):
            raise ValidationError(
                "This password is a common one made longer. Use words that do not belong together.",
                code="stretched",
            )

    def get_help_text(self) -> str:
        """How to choose, in a sentence."""
        return "Use words that do not belong together."

    def _is_known(self, word: str) -> bool:
        lengths = (size for size in range(4, len(word) + 1) if len(word) % size == 0)
        return any(
            word[:size] in self._breached and word[:size] * (len(word) // size) == word
            for size in lengths
        )

    @cached_property
    def _breached(self) -> set[str]:
        return CommonPasswordValidator().passwords
