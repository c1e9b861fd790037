import hashlib
import io
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.sealing import files
from doitonline.sealing.errors import BrokenFile
from doitonline.sealing.files import FileSealer, SealedFile
from tests.sealing.tampering import each_byte_flipped, each_cut

KEY = files.new_file_key()


def sealed_from(chunks: list[bytes], segment_size: int) -> tuple[SealedFile, bytes]:
    kept = io.BytesIO()
    sealer = FileSealer(kept.write, uuid4(), segment_size)
    for chunk in chunks:
        sealer.update(chunk)
    return sealer.finish(), kept.getvalue()


def opened(sealed: bytes, key: bytes, file_id: UUID, sha256: str | None = None) -> bytes:
    return b"".join(files.open_file(io.BytesIO(sealed).read, key, file_id, sha256))


@given(st.lists(st.binary(max_size=50), max_size=10), st.integers(1, 40))
def test_a_file_opens_whatever_pieces_it_came_in(chunks: list[bytes], segment_size: int) -> None:
    whole = b"".join(chunks)
    told, sealed = sealed_from(chunks, segment_size)
    assert told.size == len(whole)
    assert told.sha256 == hashlib.sha256(whole).hexdigest()
    assert told.segments == max(1, -(-len(whole) // segment_size))
    assert len(sealed) == len(whole) + told.segments * files.SEGMENT_OVERHEAD
    assert opened(sealed, told.key, told.id, told.sha256) == whole


def test_an_empty_file_is_one_last_segment() -> None:
    told, sealed = sealed_from([], 10)
    assert (told.size, told.segments) == (0, 1)
    assert opened(sealed, told.key, told.id, told.sha256) == b""


def test_a_large_file_passes_in_segments_of_a_mebibyte() -> None:
    chunk = bytes(range(256)) * 256  # 64 KiB, as an upload arrives
    kept = io.BytesIO()
    sealer = FileSealer(kept.write, uuid4())
    for _ in range(40):
        sealer.update(chunk)
    told = sealer.finish()
    assert told.segments == 3
    kept.seek(0)
    sizes = [len(part) for part in files.open_file(kept.read, told.key, told.id, told.sha256)]
    assert sizes == [files.SEGMENT_SIZE, files.SEGMENT_SIZE, files.SEGMENT_SIZE // 2]


def test_nothing_readable_is_written_and_never_twice_the_same() -> None:
    words = b"a witness statement that nobody may read"
    one, two = (sealed_from([words], 16)[1] for _ in range(2))
    assert not any(words[at : at + 8] in one for at in range(len(words) - 8))
    assert one != two


def test_a_file_with_any_byte_changed_does_not_open() -> None:
    told, sealed = sealed_from([b"twelve bytes, and more"], 12)
    for spoilt in each_byte_flipped(sealed):
        with pytest.raises(BrokenFile):
            opened(spoilt, told.key, told.id)


def test_a_file_cut_short_anywhere_does_not_open() -> None:
    told, sealed = sealed_from([b"twelve bytes", b"twelve bytes"], 12)
    for spoilt in each_cut(sealed):
        with pytest.raises(BrokenFile):
            opened(spoilt, told.key, told.id)


def test_a_lengthened_file_does_not_open() -> None:
    told, sealed = sealed_from([b"twelve bytes"], 12)
    for more in (b"\0", sealed, files.seal_segment(told.key, told.id, 1, True, b"more")):
        with pytest.raises(BrokenFile):
            opened(sealed + more, told.key, told.id)


def test_segments_that_changed_places_or_repeat_do_not_open() -> None:
    file_id = uuid4()
    pieces = [
        files.seal_segment(KEY, file_id, index, index == 3, bytes([index]) * 5)
        for index in range(4)
    ]
    assert opened(b"".join(pieces), KEY, file_id) == b"".join(bytes([n]) * 5 for n in range(4))
    orders = [list(order) for order in permutations(pieces) if list(order) != pieces]
    for wrong in [*orders, pieces[1:], pieces[:1] + pieces[2:], [pieces[0], *pieces]]:
        with pytest.raises(BrokenFile):
            opened(b"".join(wrong), KEY, file_id)


def test_a_segment_cannot_be_made_the_last() -> None:
    file_id = uuid4()
    first = bytearray(files.seal_segment(KEY, file_id, 0, False, b"first"))
    first[0] = 1
    with pytest.raises(BrokenFile):
        opened(bytes(first), KEY, file_id)


def test_another_key_or_file_does_not_open_it() -> None:
    told, sealed = sealed_from([b"words"], 12)
    for key, file_id in ((files.new_file_key(), told.id), (told.key, uuid4())):
        with pytest.raises(BrokenFile):
            opened(sealed, key, file_id)


def test_a_file_that_is_not_the_one_received_is_found_at_its_end() -> None:
    told, sealed = sealed_from([b"words"], 12)
    with pytest.raises(BrokenFile):
        opened(sealed, told.key, told.id, hashlib.sha256(b"other words").hexdigest())


def test_an_upload_is_resumed_segment_by_segment() -> None:
    """Pieces of any length, one request each, and one of them tried twice."""
    file_id = uuid4()
    stored = files.seal_segment(KEY, file_id, 0, False, b"the first part, ")
    lost = files.seal_segment(KEY, file_id, 1, False, b"a try that broke off")
    stored += files.seal_segment(KEY, file_id, 1, False, b"the second, ")
    stored += files.seal_segment(KEY, file_id, 2, True, b"the end")
    assert lost not in stored
    assert opened(stored, KEY, file_id) == b"the first part, the second, the end"


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_as_a_file(data: bytes) -> None:
    with pytest.raises(BrokenFile):
        opened(data, KEY, uuid4())


def test_a_frame_that_claims_gigabytes_is_refused_before_reading_them() -> None:
    asked: list[int] = []
    frame = io.BytesIO(b"\0\xff\xff\xff\xff")

    def read(count: int) -> bytes:
        asked.append(count)
        return frame.read(count)

    with pytest.raises(BrokenFile):
        list(files.open_file(read, KEY, uuid4()))
    assert max(asked) <= 5


def test_a_source_that_gives_little_at_a_time_is_read_to_its_end() -> None:
    told, sealed = sealed_from([b"some words"], 4)
    source = io.BytesIO(sealed)
    parts = files.open_file(lambda count: source.read(min(count, 3)), told.key, told.id)
    assert b"".join(parts) == b"some words"


def test_a_finished_file_takes_no_more() -> None:
    sealer = FileSealer(io.BytesIO().write, uuid4())
    sealer.finish()
    with pytest.raises(ValueError, match="finished"):
        sealer.update(b"more")
    with pytest.raises(ValueError, match="finished"):
        sealer.finish()


def test_a_segment_has_a_size_within_reason() -> None:
    with pytest.raises(ValueError, match="16 MiB"):
        FileSealer(io.BytesIO().write, uuid4(), segment_size=0)
    with pytest.raises(ValueError, match="16 MiB"):
        files.seal_segment(KEY, uuid4(), 0, True, bytes(files.LARGEST_SEGMENT + 1))
