from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing import codes, drafts, returning
from doitonline.sealing.errors import BrokenDraft, MistypedCode, WrongCode
from tests.sealing.tampering import each_byte_flipped, each_cut

ROOT = drafts.new_root()
REVISIONS = st.integers(0, 2**63 - 1)


@given(st.binary(max_size=3000), st.uuids(), REVISIONS)
def test_a_draft_opens_to_its_answers(plaintext: bytes, draft_id: UUID, revision: int) -> None:
    key = drafts.draft_key(ROOT, draft_id)
    sealed = drafts.seal_draft(key, draft_id, revision, plaintext)
    assert drafts.open_draft(key, draft_id, revision, sealed) == plaintext


def test_each_draft_of_each_browser_has_a_key_of_its_own() -> None:
    ids = [uuid4() for _ in range(10)]
    roots = [drafts.new_root() for _ in range(10)]
    assert len({drafts.draft_key(root, draft_id) for root in roots for draft_id in ids}) == 100


def test_a_draft_does_not_open_elsewhere() -> None:
    draft_id, other_id = uuid4(), uuid4()
    key = drafts.draft_key(ROOT, draft_id)
    sealed = drafts.seal_draft(key, draft_id, 3, b"answers")
    for elsewhere in (
        (drafts.draft_key(ROOT, other_id), draft_id, 3),
        (drafts.draft_key(drafts.new_root(), draft_id), draft_id, 3),
        (key, other_id, 3),
        (key, draft_id, 2),
    ):
        with pytest.raises(BrokenDraft):
            drafts.open_draft(*elsewhere, sealed)


def test_a_draft_with_any_byte_changed_does_not_open() -> None:
    draft_id = uuid4()
    key = drafts.draft_key(ROOT, draft_id)
    sealed = drafts.seal_draft(key, draft_id, 1, b'{"t.now":"no"}')
    for spoilt in [*each_byte_flipped(sealed), *each_cut(sealed), sealed + b"\0"]:
        with pytest.raises(BrokenDraft):
            drafts.open_draft(key, draft_id, 1, spoilt)


def test_a_draft_saved_twice_never_looks_the_same() -> None:
    draft_id = uuid4()
    key = drafts.draft_key(ROOT, draft_id)
    assert len({drafts.seal_draft(key, draft_id, 1, b"same") for _ in range(50)}) == 50


@given(st.binary(min_size=32, max_size=32))
def test_a_root_is_read_from_its_cookie(root: bytes) -> None:
    assert drafts.read_root(drafts.root_text(root)) == root


@given(st.text(max_size=60))
def test_a_strange_cookie_is_no_root(text: str) -> None:
    root = drafts.read_root(text)
    assert root is None or drafts.root_text(root) == text


def test_a_cookie_that_differs_at_all_is_no_root_or_another() -> None:
    text = drafts.root_text(ROOT)
    strange = [
        text[:-1],
        text + "A",
        text + "=",
        " " + text,
        text[2:],
        "2." + text[2:],
        text + "\n",
    ]
    for other in [*strange, text.replace("1.", "1.+", 1), "1." + "é" * 43]:
        assert drafts.read_root(other) is None


def test_the_unused_bits_of_a_cookie_must_be_zero() -> None:
    zeros = drafts.root_text(bytes(32))
    assert drafts.read_root(zeros) == bytes(32)
    assert drafts.read_root(zeros[:-1] + "B") is None


def test_a_root_of_another_length_has_no_cookie() -> None:
    with pytest.raises(ValueError, match="32"):
        drafts.root_text(bytes(31))


@given(st.binary(min_size=16, max_size=16), st.uuids(), st.binary(min_size=32, max_size=32))
def test_a_return_code_opens_the_key_of_its_draft(
    secret: bytes, draft_id: UUID, key: bytes
) -> None:
    code = codes.return_code_of(secret)
    lookup, wrapped = returning.wrap_for_return(code, draft_id, key)
    typed = code.lower().replace("-", " ")
    assert returning.lookup_of(typed) == lookup
    assert returning.unwrap_with_code(typed, draft_id, wrapped) == key


def test_another_code_or_another_draft_does_not_open_it() -> None:
    code, draft_id = codes.new_return_code(), uuid4()
    _, wrapped = returning.wrap_for_return(code, draft_id, bytes(32))
    for other_code, other_id in ((codes.new_return_code(), draft_id), (code, uuid4())):
        with pytest.raises(WrongCode):
            returning.unwrap_with_code(other_code, other_id, wrapped)


def test_a_mistyped_code_is_told_from_a_wrong_one() -> None:
    with pytest.raises(MistypedCode):
        returning.unwrap_with_code("not a code", uuid4(), b"\x01" + bytes(60))
    with pytest.raises(MistypedCode):
        returning.lookup_of("")


def test_a_key_wrapped_for_return_with_any_byte_changed_does_not_open() -> None:
    code, draft_id = codes.new_return_code(), uuid4()
    _, wrapped = returning.wrap_for_return(code, draft_id, bytes(32))
    for spoilt in [*each_byte_flipped(wrapped), *each_cut(wrapped), wrapped + b"\0"]:
        with pytest.raises(WrongCode):
            returning.unwrap_with_code(code, draft_id, spoilt)


def test_what_is_stored_for_return_holds_neither_the_code_nor_the_key() -> None:
    code, key = codes.new_return_code(), drafts.new_root()
    lookup, wrapped = returning.wrap_for_return(code, uuid4(), key)
    for secret in (key, codes.return_code_bytes(code), code.encode()):
        assert secret not in lookup + wrapped
