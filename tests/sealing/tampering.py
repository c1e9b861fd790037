"""Ways to spoil sealed bytes, for every test that says what must then happen."""

from collections.abc import Iterator


def each_byte_flipped(sealed: bytes) -> Iterator[bytes]:
    """Copies of `sealed`, in each of which one bit of one byte differs; the bit moves along."""
    for at in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[at] ^= 1 << at % 8
        yield bytes(spoilt)


def each_cut(sealed: bytes, step: int = 1) -> Iterator[bytes]:
    """`sealed` cut short at every `step`-th byte, the empty rest included."""
    for at in range(0, len(sealed), step):
        yield sealed[:at]
