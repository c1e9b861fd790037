from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing import casekeys, keys
from doitonline.sealing.errors import BrokenRecord, BrokenWrapping, UnknownKey
from tests.sealing.tampering import each_byte_flipped, each_cut

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.uuids() | TEXT, TEXT, st.binary(max_size=2000))
def test_a_record_opens_in_its_case_and_field(
    case_id: UUID | str, field: str, plaintext: bytes
) -> None:
    key = casekeys.new_case_key()
    sealed = casekeys.seal_record(key, case_id, field, plaintext)
    assert casekeys.open_record(key, case_id, field, sealed) == plaintext


def test_a_record_does_not_open_elsewhere() -> None:
    key, case_id = casekeys.new_case_key(), uuid4()
    sealed = casekeys.seal_record(key, case_id, "answers", b"record")
    for elsewhere in (
        (casekeys.new_case_key(), case_id, "answers"),
        (key, uuid4(), "answers"),
        (key, case_id, "notes"),
    ):
        with pytest.raises(BrokenRecord):
            casekeys.open_record(*elsewhere, sealed)


def test_a_record_with_any_byte_changed_does_not_open() -> None:
    key, case_id = casekeys.new_case_key(), uuid4()
    sealed = casekeys.seal_record(key, case_id, "answers", b"record")
    for spoilt in [*each_byte_flipped(sealed), *each_cut(sealed), sealed + b"\0"]:
        with pytest.raises(BrokenRecord):
            casekeys.open_record(key, case_id, "answers", spoilt)


def test_a_case_key_is_wrapped_for_its_case_alone() -> None:
    kek, case_id, key = keys.new_kek(), uuid4(), casekeys.new_case_key()
    wrapped = casekeys.wrap_case_key(kek, case_id, key)
    assert casekeys.unwrap_case_key(kek, case_id, wrapped) == key
    assert casekeys.unwrap_case_key(kek, str(case_id), wrapped) == key
    with pytest.raises(BrokenWrapping):
        casekeys.unwrap_case_key(kek, uuid4(), wrapped)


def test_the_ordinary_office_key_does_not_open_a_restricted_case() -> None:
    ordinary, restricted, case_id = keys.new_kek(), keys.new_kek(), uuid4()
    wrapped = casekeys.wrap_case_key(restricted, case_id, casekeys.new_case_key())
    with pytest.raises(UnknownKey) as unknown:
        casekeys.unwrap_case_key(ordinary, case_id, wrapped)
    assert unknown.value.key_id == keys.kek_id(restricted)
