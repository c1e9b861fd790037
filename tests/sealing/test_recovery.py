from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.sealing import recovery
from doitonline.sealing.errors import BrokenRecoveryCopy, BrokenShares, UnknownKey
from doitonline.sealing.recovery import RecoveryKey
from tests.sealing.tampering import each_byte_flipped, each_cut

KEY = RecoveryKey.new()
HOLDERS = ["Aisha Khan", "Ben Ward", "Chloe Price", "Dev Patel", "Emily Hart"]
SHARES = recovery.split(KEY, HOLDERS)
WORDS = [share.words for share in SHARES]


def test_each_named_person_gets_33_words() -> None:
    assert [share.holder for share in SHARES] == HOLDERS
    assert {len(words.split()) for words in WORDS} == {33}
    assert len(set(WORDS)) == 5


def test_any_three_shares_give_the_key_back() -> None:
    for three in combinations(WORDS, 3):
        assert recovery.combine(three, KEY.public_key).seed == KEY.seed


def test_three_shares_give_the_key_back_in_any_order_and_spelling() -> None:
    for three in permutations(WORDS[1:4]):
        typed = [f"  {words.upper()}\n".replace(" ", "  ") for words in three]
        assert recovery.combine(typed, KEY.public_key).seed == KEY.seed


def test_fewer_than_three_shares_do_not() -> None:
    for few in [*combinations(WORDS, 2), *combinations(WORDS, 1), ()]:
        with pytest.raises(BrokenShares):
            recovery.combine(few, KEY.public_key)


def test_the_same_share_three_times_does_not() -> None:
    with pytest.raises(BrokenShares):
        recovery.combine([WORDS[0]] * 3, KEY.public_key)


def test_a_share_with_a_wrong_word_is_found() -> None:
    wrong = WORDS[0].split()
    wrong[10] = "academic" if wrong[10] != "academic" else "acid"
    with pytest.raises(BrokenShares):
        recovery.combine([" ".join(wrong), *WORDS[1:3]], KEY.public_key)


def test_shares_of_another_key_are_found() -> None:
    other = [share.words for share in recovery.split(RecoveryKey.new(), HOLDERS)]
    for mixed in ([*other[:1], *WORDS[1:3]], other[:3]):
        with pytest.raises(BrokenShares):
            recovery.combine(mixed, KEY.public_key)


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_refused_as_shares(typed: list[str]) -> None:
    with pytest.raises(BrokenShares):
        recovery.combine(typed, KEY.public_key)


def test_the_shares_go_to_five_different_people() -> None:
    for wrong in (HOLDERS[:4], [*HOLDERS, "Farid Aziz"], [*HOLDERS[:4], HOLDERS[0]]):
        with pytest.raises(ValueError, match="five"):
            recovery.split(KEY, wrong)


@settings(max_examples=20)
@given(st.binary(max_size=100), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_recovery_copy_opens_to_the_secret(what: bytes, label: str) -> None:
    copy = recovery.seal_recovery_copy(KEY.public_key, what, label)
    assert recovery.open_recovery_copy(KEY, copy, label) == what
    recovery.prove_recovery_copy(KEY, copy, label, what)


def test_the_proof_fails_for_another_secret_or_label() -> None:
    copy = recovery.seal_recovery_copy(KEY.public_key, b"secret", "envelope-key 1")
    with pytest.raises(BrokenRecoveryCopy):
        recovery.prove_recovery_copy(KEY, copy, "envelope-key 1", b"another")
    with pytest.raises(BrokenRecoveryCopy):
        recovery.prove_recovery_copy(KEY, copy, "envelope-key 2", b"secret")


def test_a_recovery_copy_with_any_byte_changed_does_not_open() -> None:
    copy = recovery.seal_recovery_copy(KEY.public_key, b"secret", "kek")
    for spoilt in [*each_byte_flipped(copy), *each_cut(copy), copy + b"\0"]:
        with pytest.raises((BrokenRecoveryCopy, UnknownKey)):
            recovery.open_recovery_copy(KEY, spoilt, "kek")


def test_a_copy_for_another_recovery_key_names_it() -> None:
    other = RecoveryKey.new()
    copy = recovery.seal_recovery_copy(other.public_key, b"secret", "kek")
    with pytest.raises(UnknownKey) as unknown:
        recovery.open_recovery_copy(KEY, copy, "kek")
    assert unknown.value.key_id == other.key_id
