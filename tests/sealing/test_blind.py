import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.sealing import blind

KEY = blind.new_blind_key()
WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=20)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_an_identifier_has_one_term_that_fits_a_bigint(value: str) -> None:
    term = blind.identifier_term(KEY, "phone", value)
    assert term == blind.identifier_term(KEY, "phone", value)
    assert -(2**63) <= term < 2**63


def test_terms_differ_by_key_field_and_value() -> None:
    terms = {
        blind.identifier_term(key, field, value)
        for key in (KEY, blind.new_blind_key())
        for field in ("phone", "vrm", "email")
        for value in ("AB12CDE", "+447700900123", "sam@example.org")
    }
    assert len(terms) == 18


def test_a_value_cannot_slip_into_its_field() -> None:
    assert blind.identifier_term(KEY, "vr", "mAB") != blind.identifier_term(KEY, "vrm", "AB")


def test_an_empty_identifier_has_no_term() -> None:
    with pytest.raises(ValueError, match="empty"):
        blind.identifier_term(KEY, "phone", "")


@given(WORDS, st.randoms())
def test_the_terms_of_a_text_tell_neither_order_nor_repetition(
    words: list[str], random: object
) -> None:
    shuffled = [*words, *words]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    terms = blind.word_terms(KEY, "2026-05", shuffled)
    assert terms == blind.word_terms(KEY, "2026-05", words) == sorted(terms)
    assert len(terms) == len(set(words) - {""})


def test_the_terms_of_two_months_have_nothing_in_common() -> None:
    words = ["bicycl", "red", "stolen"]
    may, june = (set(blind.word_terms(KEY, month, words)) for month in ("2026-05", "2026-06"))
    assert not may & june


def test_a_search_for_all_words_finds_the_text() -> None:
    text = set(blind.word_terms(KEY, "2026-05", ["red", "bicycl", "stolen", "station"]))
    assert set(blind.word_terms(KEY, "2026-05", ["stolen", "bicycl"])) <= text
    assert not set(blind.word_terms(KEY, "2026-05", ["stolen", "car"])) <= text


@pytest.mark.parametrize(
    "month", ["", "2026-5", "2026-13", "2026-00", "26-05", "2026-05-01", "2026-05\n"]
)
def test_a_month_has_one_spelling(month: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM"):
        blind.word_terms(KEY, month, ["word"])


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        blind.identifier_term(b"short", "phone", "+447700900123")
    with pytest.raises(ValueError, match="32"):
        blind.month_key(b"short", "2026-05")
