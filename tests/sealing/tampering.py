"""Ways to spoil sealed bytes, for every test that says what must then happen."""

from collections.abc import Iterator


def each_byte_flipped(sealed: bytes) -> Iterator[bytes]:
    """Copies of `sealed` in which one byte differs: by one bit, which moves along, or by all."""
    for at in range(len(sealed)):
        for bits in (1 << at % 8, 0xFF):
            spoilt = bytearray(sealed)
            spoilt[at] ^= bits
            yield bytes(spoilt)


def each_cut(sealed: bytes, step: int = 1) -> Iterator[bytes]:
    """`sealed` cut short at every `step`-th byte, the empty rest included."""
    for at in range(0, len(sealed), step):
        yield sealed[:at]
