"""References and codes that people read, say and type: Crockford's base32, which has no I, L, O or
U.

A reference ends in a check character. Crockford's own (modulo 37) can be `*`, `~`, `$`, `=` or
`U`, which are hard to say on the telephone and awkward in an address; ours is a code over the
field of 32 elements, so that it is one of the same 32 letters. It finds every single wrong
character and every two that changed places, near or far, as modulo 37 does.
"""

import secrets
import unicodedata
from typing import Final

from doitonline.sealing.errors import MistypedCode, MistypedReference

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_PREFIX: Final = "DIO"

_VALUES: Final = {letter: value for value, letter in enumerate(LETTERS)}
_READ_AS: Final = {"O": "0", "I": "1", "L": "1"}
_PREFIX_AS_READ: Final = "D10"
_LONGEST_TYPED: Final = 100
# The characters that both base32 alphabets share, so that an item's id is right whichever a reader
# knows.
_ITEM_LETTERS: Final = "abcdefghjkmnpqrstvwxyz234567"


def new_reference() -> str:
    """A reference such as DIO-7K4M-Q2XW-N: 40 random bits and a check character. It proves nothing
    and is no secret.
    """
    return reference_of(secrets.randbits(40))


def reference_of(number: int) -> str:
    """The reference of a number below 2**40."""
    letters = _spelt(number, 8)
    return f"{REFERENCE_PREFIX}-{letters[:4]}-{letters[4:]}-{check_character(letters)}"


def check_character(letters: str) -> str:
    """The letter that makes `letters` and itself a word of the code.

    The remainder of the letters, as a polynomial over GF(32) = GF(2)[x]/(x^5+x^2+1), at x: each
    step multiplies by x and adds (exclusive or) the next letter's value. Up to 31 letters each has
    a weight of its own, hence the promise above.
    """
    remainder = 0
    for letter in letters:
        remainder = _times_x(remainder ^ _VALUES[letter])
    return LETTERS[remainder]


def read_reference(text: str) -> str:
    """The reference that somebody typed, in its one right spelling.

    Takes either case, O for 0, I and L for 1, spaces, any dashes or none, and a missing DIO.
    Raises MistypedReference.
    """
    letters = _as_read(text)
    if len(letters) == 12 and letters.startswith(_PREFIX_AS_READ):
        letters = letters[3:]
    if len(letters) != 9 or any(letter not in _VALUES for letter in letters):
        raise MistypedReference("not a reference")
    if check_character(letters[:8]) != letters[8]:
        raise MistypedReference("the check character does not fit")
    return f"{REFERENCE_PREFIX}-{letters[:4]}-{letters[4:8]}-{letters[8]}"


def new_tracking_code() -> str:
    """Sixteen letters, 80 random bits, without spaces: show it with `show_in_fours`, once."""
    return _spelt(secrets.randbits(80), 16)


def read_tracking_code(text: str) -> str:
    """The sixteen letters that somebody typed, as forgiving as `read_reference`. Raises
    MistypedCode.
    """
    return _code(text, 16)


def show_in_fours(code: str) -> str:
    """The letters in groups of four with spaces between, easier to copy by hand."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def new_return_code() -> str:
    """128 random bits as 26 letters with dashes: the code, or the end of the link, by which a
    person comes back.
    """
    return return_code_of(secrets.token_bytes(16))


def return_code_of(secret: bytes) -> str:
    """The spelling of 16 bytes."""
    if len(secret) != 16:
        raise ValueError("a return code has 16 bytes")
    return show_in_fours(_spelt(int.from_bytes(secret, "big"), 26)).replace(" ", "-")


def read_return_code(text: str) -> str:
    """The return code that somebody typed or followed, in its one right spelling. Raises
    MistypedCode.
    """
    return return_code_of(return_code_bytes(text))


def return_code_bytes(text: str) -> bytes:
    """The 16 bytes that a return code spells. Raises MistypedCode."""
    letters = _code(text, 26)
    number = 0
    for letter in letters:
        number = number << 5 | _VALUES[letter]
    if number >> 128:
        raise MistypedCode("no code begins like this")
    return number.to_bytes(16, "big")


def new_item_id() -> str:
    """Eight characters for an item of a repeating group: unique within a draft, no secret."""
    return "".join(secrets.choice(_ITEM_LETTERS) for _ in range(8))


def _code(text: str, length: int) -> str:
    letters = _as_read(text)
    if len(letters) != length or any(letter not in _VALUES for letter in letters):
        raise MistypedCode("not a code")
    return letters


def _as_read(text: str) -> str:
    """Upper case, look-alikes resolved, spaces and dashes of every kind left out."""
    if len(text) > _LONGEST_TYPED:
        return ""
    plain = unicodedata.normalize("NFKC", text).upper()
    kept = (
        letter
        for letter in plain
        if not (letter.isspace() or unicodedata.category(letter) in {"Pd", "Cf"})
    )
    return "".join(_READ_AS.get(letter, letter) for letter in kept)


def _spelt(number: int, length: int) -> str:
    if number < 0 or number >> 5 * length:
        raise ValueError("the number does not fit")
    return "".join(LETTERS[number >> shift & 31] for shift in range(5 * (length - 1), -1, -5))


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
