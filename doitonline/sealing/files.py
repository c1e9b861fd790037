"""Sealed files: evidence is encrypted segment by segment as it streams in, so that plaintext never
touches a disk.

A sealed file is a run of segments and nothing else. Each is: last (1 byte, 1 for the last segment,
else 0) | length of what follows (4 bytes, big-endian) | nonce (12) | ciphertext | tag (16), under
a key of its own, bound to the file, its place and whether it is the last.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from doitonline.sealing.boxes import NONCE_BYTES, TAG_BYTES, close_box, open_box
from doitonline.sealing.derivation import KEY_BYTES, bound, derive
from doitonline.sealing.errors import BrokenFile, DoesNotOpen

SEGMENT_SIZE: Final = 1024 * 1024
LARGEST_SEGMENT: Final = 16 * 1024 * 1024
FRAME_BYTES: Final = 5
SEGMENT_OVERHEAD: Final = FRAME_BYTES + NONCE_BYTES + TAG_BYTES

Plaintext = bytes | bytearray | memoryview


@dataclass(frozen=True)
class SealedFile:
    """What must be remembered of a sealed file. Its key goes into an envelope and nowhere else in
    plain.
    """

    id: UUID
    key: bytes = field(repr=False, compare=False)
    sha256: str
    size: int
    segments: int


def new_file_key() -> bytes:
    """A new file's key: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def seal_segment(
    file_key: bytes, file_id: UUID, index: int, last: bool, plaintext: Plaintext
) -> bytes:
    """One segment, framed. Indexes count from 0 without gaps; at most 16 MiB of plaintext; only
    the last may be told so.

    A resumed upload seals each piece that arrives as the next segment. Its nonce is random, so
    that a place sealed twice, because the first try was lost on the way, is no danger.
    """
    if len(plaintext) > LARGEST_SEGMENT:
        raise ValueError("a segment holds at most 16 MiB")
    box = close_box(
        _segment_key(file_key, file_id, index), _binding(file_id, index, last), plaintext
    )
    return bytes([last]) + len(box).to_bytes(4, "big") + box


def open_segment(
    file_key: bytes, file_id: UUID, index: int, last: bool, box: bytes | memoryview
) -> bytes:
    """The plaintext of one segment, whose frame was taken off. Raises BrokenFile."""
    try:
        return open_box(_segment_key(file_key, file_id, index), _binding(file_id, index, last), box)
    except DoesNotOpen:
        raise BrokenFile(f"segment {index} does not open") from None


class FileSealer:
    """Takes a file in pieces of any size and writes it sealed. Holds at most one segment of it in
    memory, however large the file.
    """

    def __init__(
        self,
        write: Callable[[bytes], object],
        file_id: UUID,
        segment_size: int = SEGMENT_SIZE,
        key: bytes | None = None,
    ) -> None:
        if not 0 < segment_size <= LARGEST_SEGMENT:
            raise ValueError("a segment holds 1 byte to 16 MiB")
        self._write = write
        self._id = file_id
        self._segment_size = segment_size
        self._key = new_file_key() if key is None else key
        self._held = bytearray()
        self._hash = hashlib.sha256()
        self._size = 0
        self._segments = 0
        self._finished = False

    def __repr__(self) -> str:
        return f"FileSealer({self._id}, {self._segments} segments written)"

    def update(self, chunk: Plaintext) -> None:
        """Take some more. A full segment waits until more follows, because only the last is sealed
        as the last.
        """
        if self._finished:
            raise ValueError("the file is finished")
        self._hash.update(chunk)
        self._size += len(chunk)
        rest = memoryview(chunk)
        while len(rest):
            if len(self._held) == self._segment_size:
                self._seal_held(last=False)
            room = self._segment_size - len(self._held)
            self._held += rest[:room]
            rest = rest[room:]

    def finish(self) -> SealedFile:
        """Write the last segment, empty for an empty file, and tell what to remember."""
        if self._finished:
            raise ValueError("the file is finished")
        self._seal_held(last=True)
        self._finished = True
        return SealedFile(self._id, self._key, self._hash.hexdigest(), self._size, self._segments)

    def _seal_held(self, last: bool) -> None:
        self._write(seal_segment(self._key, self._id, self._segments, last, self._held))
        self._segments += 1
        self._held.clear()


def open_file(
    read: Callable[[int], bytes], file_key: bytes, file_id: UUID, sha256: str | None = None
) -> Iterator[bytes]:
    """The plaintext, a segment at a time, each checked before it is given out.

    Raises BrokenFile at the first segment that was changed or moved, at a missing end, at anything
    after the end, and, if `sha256` (hexadecimal) is given, when the whole is not what was
    received. Whoever has taken some by then must discard it.
    """
    whole = hashlib.sha256()
    index = 0
    last = False
    while not last:
        last, box = _next_frame(read)
        plaintext = open_segment(file_key, file_id, index, last, box)
        index += 1
        whole.update(plaintext)
        if plaintext:
            yield plaintext
    if read(1):
        raise BrokenFile("something follows the last segment")
    if sha256 is not None and not hmac.compare_digest(whole.hexdigest().encode(), sha256.encode()):
        raise BrokenFile("the file is not the one that was received")


def _next_frame(read: Callable[[int], bytes]) -> tuple[bool, bytes]:
    frame = _exactly(read, FRAME_BYTES)
    length = int.from_bytes(frame[1:], "big")
    if frame[0] > 1 or length > LARGEST_SEGMENT + NONCE_BYTES + TAG_BYTES:
        raise BrokenFile("a segment has an impossible frame")
    return frame[0] == 1, _exactly(read, length)


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    """Sockets and object stores may give less than was asked for: ask until there is enough or the
    end is reached.
    """
    data = read(count)
    while len(data) < count:
        more = read(count - len(data))
        if not more:
            raise BrokenFile("the file is cut short")
        data += more
    return data


def _segment_key(file_key: bytes, file_id: UUID, index: int) -> bytes:
    return derive(file_key, "doitonline/segment-key/v1", file_id, index)


def _binding(file_id: UUID, index: int, last: bool) -> bytes:
    return bound("doitonline/segment/v1", file_id, index, int(last))
