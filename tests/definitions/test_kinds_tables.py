"""What people type, and what each kind of question makes of it."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from doitonline.definitions.kinds import Answered, Doubtful, Refused, in_words, parse
from doitonline.definitions.kinds.writing import cards_hidden
from doitonline.definitions.messages import problem_words
from tests.definitions.small import NOW, question

ONE: list[tuple[str, str, Any]] = [
    # numbers and money
    ("number", "12", 12), ("number", " 1,200 ", 1200), ("number", "12.50", "12.50"),
    ("number", "12.0", 12), ("number", "-1", "not_a_number"), ("number", "twelve", "not_a_number"),
    ("number", "٣", "not_a_number"), ("number", "1e3", "not_a_number"),
    ("money", "£1,234.5", "1234.50"), ("money", "25", "25.00"), ("money", "0.005", "0.01"),
    ("money", "ten", "not_money"), ("money", "10000001", "too_big"),
    # times of day
    ("time", "7pm", "19:00"), ("time", "7:30 a.m.", "07:30"), ("time", "19.05", "19:05"),
    ("time", "0000", "00:00"), ("time", "noon", "12:00"), ("time", "12am", "00:00"),
    ("time", "12 midnight", "00:00"), ("time", "7", "not_a_time"), ("time", "25:00", "not_a_time"),
    ("time", "13pm", "not_a_time"),
    # how to reach people
    ("email", "Asha@example.org", "Asha@example.org"), ("email", "asha@example", "not_an_email"),
    ("email", "mailto:asha@example.org", "asha@example.org"),
    ("email", "a b@c.org", "not_an_email"),
    ("email", "a..b@example.org", "not_an_email"), ("email", "a@b@example.org", "not_an_email"),
    ("phone", "01632 960 001", "+441632960001"), ("phone", "(01632) 960001", "+441632960001"),
    ("phone", "+44 7700 900123", "+447700900123"), ("phone", "0044 7700 900123", "+447700900123"),
    ("phone", "+33 1 23 45 67 89", "+33123456789"), ("phone", "12", "not_a_phone"),
    ("phone", "call me", "not_a_phone"), ("phone", "01632 960 001 ext 5", "not_a_phone"),
    # things that have numbers
    ("vrm", "ab12 cde", "AB12CDE"), ("vrm", "a123bcd", "A123BCD"), ("vrm", "AB1? ?DE", "AB1??DE"),
    ("vrm", "JIA 1234", "JIA1234"), ("vrm", "1 A", "1A"), ("vrm", "!!", "not_a_mark"),
    ("imei", "490154203237518", "490154203237518"),
    ("imei", "49-015420-323751-8", "490154203237518"),
    ("imei", "49015420323751", "490154203237518"), ("imei", "4901542032375101", "490154203237518"),
    ("imei", "12345", "not_an_imei"), ("imei", "000000000000000", "not_an_imei"),
    ("serial", "c02-xl 0abc", "C02XL0ABC"), ("serial", "unknown", "weak_serial"),
    ("serial", "0000", "weak_serial"), ("serial", "--", "not_a_serial"),
    ("serial", "x" * 51, "line_too_long"),
    # words
    ("text", "  two   words ", "two words"), ("text", "x" * 101, "too_long"),
    ("textarea", "a\r\n\r\nb\x00", "a\n\nb"), ("textarea", "x" * 4001, "too_long"),
    # choices
    ("yes_no", "yes", "yes"), ("yes_no", "maybe", "not_an_option"),
    ("yes_no", "not_sure", "not_an_option"), ("yes_no_unsure", "not_sure", "not_sure"),
    ("declaration", "agreed", "agreed"), ("declaration", "no", "not_an_option"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "typed", "wanted"), ONE)
def test_one_field(type_: str, typed: str, wanted: Any) -> None:
    outcome = parse(question(type_), {"": [typed]}, NOW)
    found = outcome.message if isinstance(outcome, Refused) else outcome.value
    assert found == wanted
    assert not isinstance(outcome, Doubtful)


def day(day_: str, month: str, year: str, prefix: str = "", **more: str) -> dict[str, list[str]]:
    """The fields of a day, and those that go with it."""
    fields = {"day": day_, "month": month, "year": year, **more}
    return {f"{prefix}-{key}" if prefix else key: [value] for key, value in fields.items()}


DAYS: list[tuple[dict[str, Any], dict[str, list[str]], Any]] = [
    ({}, day("24", "11", "2026"), "2026-11-24"),
    ({}, day("1", "feb", "1990"), "1990-02-01"),
    ({}, day("1", "Sept.", "1990"), "1990-09-01"),
    ({}, day("01", "03", "2024"), "2024-03-01"),
    ({}, day("29", "2", "2024"), "2024-02-29"),
    ({}, day("29", "2", "2026"), ("no_such_day", "day")),
    ({}, day("31", "april", "2026"), ("no_such_day", "day")),
    ({}, day("32", "1", "2026"), ("not_a_day", "day")),
    ({}, day("1", "13", "2026"), ("not_a_month", "month")),
    ({}, day("1", "0001" + "9" * 30, "2026"), ("not_a_month", "month")),
    ({}, day("1", "0001" + "9" * 5000, "2026"), ("not_a_month", "month")),
    ({}, day("0019", "1", "2026"), ("not_a_day", "day")),
    ({}, day("9" * 5000, "1", "2026"), ("not_a_day", "day")),
    ({}, day("1", "ma", "2026"), ("not_a_month", "month")),
    ({}, day("1", "1", "26"), ("not_a_year", "year")),
    ({}, day("1", "1", "1899"), ("too_early", "year")),
    ({}, day("", "1", "2026"), ("no_day", "day")),
    ({}, day("1", "", "2026"), ("no_month", "month")),
    ({}, day("1", "1", ""), ("no_year", "year")),
    ({"past": True}, day("24", "11", "2026"), "2026-11-24"),
    ({"past": True}, day("25", "11", "2026"), ("in_future", "day")),
    ({"future": True}, day("23", "11", "2026"), ("in_past", "day")),
]


@pytest.mark.parametrize(("settings", "typed", "wanted"), DAYS)
def test_a_day(settings: dict[str, Any], typed: dict[str, list[str]], wanted: Any) -> None:
    outcome = parse(question("date", **settings), typed, NOW)
    if isinstance(outcome, Refused):
        assert (outcome.message, outcome.part) == wanted
    else:
        assert outcome == Answered(wanted)


def moment(mode: str, *points: dict[str, list[str]], **more: str) -> dict[str, list[str]]:
    """The fields of a moment."""
    typed = {"mode": [mode], **{key: [value] for key, value in more.items()}}
    for point in points:
        typed |= point
    return typed


MOMENTS: list[tuple[dict[str, Any], dict[str, list[str]], Any]] = [
    ({}, moment("exact", day("20", "11", "2026")), {"kind": "exact", "date": "2026-11-20"}),
    ({}, moment("exact", day("20", "11", "2026", time="7pm")),
     {"kind": "exact", "date": "2026-11-20", "time": "19:00"}),
    ({}, moment("exact", day("20", "11", "2026", time="late")), ("not_a_time", "time")),
    ({}, moment("window", day("20", "11", "2026", "from", time="9pm"),
                day("21", "11", "2026", "to")),
     {"kind": "window", "from": {"date": "2026-11-20", "time": "21:00"},
      "to": {"date": "2026-11-21"}}),
    ({}, moment("window", day("20", "11", "2026", "from"), day("20", "11", "2026", "to")),
     {"kind": "window", "from": {"date": "2026-11-20"}, "to": {"date": "2026-11-20"}}),
    ({}, moment("window", day("20", "11", "2026", "from"), day("19", "11", "2026", "to")),
     ("ends_before", "to-day")),
    ({}, moment("window", day("20", "11", "2026", "from")), ("no_day", "to-day")),
    ({}, moment("roughly", words="  one evening  last week "),
     {"kind": "roughly", "words": "one evening last week"}),
    ({}, moment("roughly"), ("no_words", "words")),
    ({}, moment("sometime", words="x"), ("missing", "mode")),
    ({"past": True}, moment("exact", day("24", "11", "2026", time="11:59")),
     {"kind": "exact", "date": "2026-11-24", "time": "11:59"}),
    ({"past": True}, moment("exact", day("24", "11", "2026", time="12:01")), ("in_future", "time")),
    # The clocks went back on 25 October 2026 at 2:00, and forward on 29 March at 1:00.
    ({}, moment("exact", day("25", "10", "2026", time="1:30")), ("which_hour", "fold")),
    ({}, moment("exact", day("25", "10", "2026", time="1:30", fold="1")),
     {"kind": "exact", "date": "2026-10-25", "time": "01:30", "fold": 1}),
    ({}, moment("exact", day("25", "10", "2026", time="2:00")),
     {"kind": "exact", "date": "2026-10-25", "time": "02:00"}),
    ({}, moment("exact", day("29", "3", "2026", time="1:30")), ("skipped_hour", "time")),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "typed", "wanted"), MOMENTS)
def test_a_moment(settings: dict[str, Any], typed: dict[str, list[str]], wanted: Any) -> None:
    outcome = parse(question("when", **settings), typed, NOW)
    if isinstance(outcome, Refused):
        assert (outcome.message, outcome.part) == wanted
    else:
        assert outcome == Answered(wanted)


PARTS: list[tuple[str, dict[str, str], Any]] = [
    ("name", {"given": "Asha", "family": "O’Neill"},
     {"given": "Asha", "family": "O’Neill", "known_as": ""}),
    ("name", {"known_as": "Dev"}, {"given": "", "family": "", "known_as": "Dev"}),
    ("name", {"given": "नमिता", "family": "李"},
     {"given": "नमिता", "family": "李", "known_as": ""}),
    ("name", {"given": "X Æ A-12"}, ("not_a_name", "given")),
    ("name", {"given": "x" * 101}, ("name_too_long", "given")),
    ("person", {"given": "Sam", "phone": "07700 900456"},
     {"given": "Sam", "family": "", "phone": "+447700900456"}),
    ("person", {"email": "nope"}, ("not_an_email", "email")),
    ("address", {"line1": "1 High Street", "postcode": "pr12sa"},
     {"line1": "1 High Street", "postcode": "PR1 2SA"}),
    ("address", {"line1": "1 High Street"}, ("no_town", "town")),
    ("address", {"town": "Preston"}, ("no_line1", "line1")),
    ("address", {"line1": "1 High Street", "postcode": "nope"}, ("not_a_postcode", "postcode")),
    ("address", {"no_fixed_address": "yes"}, {"no_fixed_address": True}),
    ("place", {"words": "Behind the station"}, {"words": "Behind the station"}),
    ("place", {"postcode": "la2"}, {"postcode": "LA2"}),
    ("place", {"w3w": "///filled.count.soap"}, {"w3w": "filled.count.soap"}),
    ("place", {"w3w": "two.words"}, ("not_w3w", "w3w")),
    ("place", {"lat": "53.76", "lon": "-2.7"}, {"lat": "53.76000", "lon": "-2.70000"}),
    ("place", {"lat": "48.8", "lon": "2.3"}, ("not_a_pin", "words")),
    ("place", {"lat": "53.76"}, ("not_a_pin", "words")),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "typed", "wanted"), PARTS)
def test_several_fields(type_: str, typed: dict[str, str], wanted: Any) -> None:
    fields = {key: [value] for key, value in typed.items()}
    outcome = parse(question(type_), fields, NOW)
    if isinstance(outcome, Refused):
        assert (outcome.message, outcome.part) == wanted
    else:
        assert outcome == Answered(wanted)


def test_ticks_are_kept_in_the_order_of_the_options() -> None:
    asked = question("checkboxes", options={"a": "A", "b": "B", "no": "No"}, exclusive=["no"])
    assert parse(asked, {"": ["b", "a", "b"]}, NOW) == Answered(["a", "b"])
    assert parse(asked, {"": ["c"]}, NOW) == Refused("not_an_option")
    refused = parse(asked, {"": ["a", "no"]}, NOW)
    assert isinstance(refused, Refused)
    sentence = problem_words(asked, refused, "en")
    assert sentence == "Select “No” only if none of the others is right"


def test_an_amount_has_bounds() -> None:
    asked = question("number", least=1, most=10, short="how many")
    assert parse(asked, {"": ["10"]}, NOW) == Answered(10)
    for typed, sentence in (
        ("0", "How many must be 1 or more"),
        ("11", "How many must be 10 or less"),
    ):
        refused = parse(asked, {"": [typed]}, NOW)
        assert isinstance(refused, Refused)
        assert problem_words(asked, refused, "en") == sentence


def test_words_have_limits() -> None:
    asked = question(
        "textarea", limit={"characters": 20, "words": 3, "least": 5}, short="your story"
    )
    assert parse(asked, {"": ["one two three"]}, NOW) == Answered("one two three")
    for typed, message in (
        ("x" * 21, "too_long"),
        ("a b c d", "too_many_words"),
        ("ab", "too_short"),
    ):
        outcome = parse(asked, {"": [typed]}, NOW)
        assert isinstance(outcome, Refused)
        assert outcome.message == message


def test_a_payment_card_is_hidden_and_the_person_is_told() -> None:
    outcome = parse(question("textarea"), {"": ["It was 4111 1111 1111 1111."]}, NOW)
    assert outcome == Answered("It was ************1111.", ("card_hidden",))
    assert cards_hidden("3714 496353 98431") == "***********8431"


@pytest.mark.parametrize(
    "text",
    [
        "IMEI 490154203237518", "4111 1111 1111 1112", "07700 900123", "0000 0000 0000 0000",
        "AB4111111111111111", "411111111111", "2026-11-24 12:00",
    ],
)  # fmt: skip
def test_what_is_no_card_is_left_alone(text: str) -> None:
    assert cards_hidden(text) == text


def test_files_are_the_counters_own_entries() -> None:
    entry = {"id": "f1", "name": "cat.jpg", "size": 340_000, "type": "image/jpeg", "sha256": "00"}
    asked = question("file", files=1)
    outcome = parse(asked, {"": [json.dumps(entry)]}, NOW)
    assert outcome == Answered([entry])
    assert in_words(asked, [entry]) == ["cat.jpg (340 kB)"]
    assert parse(asked, {"": [json.dumps(entry)] * 2}, NOW) == Refused(
        "too_many_files", with_={"most": "1"}
    )
    for junk in ("{", "[]", "5", "{}", json.dumps({**entry, "size": "big"})):
        assert parse(asked, {"": [junk]}, NOW) == Refused("missing_file")


WORDS: list[tuple[str, Any, list[str]]] = [
    ("money", "1234.50", ["£1,234.50"]), ("money", "25.00", ["£25"]), ("number", 1200, ["1,200"]),
    ("date", "2026-11-24", ["24 November 2026"]), ("time", "19:05", ["7:05pm"]),
    ("time", "00:00", ["midnight"]), ("time", "12:00", ["midday"]), ("yes_no", "no", ["No"]),
    ("phone", "+447700900123", ["07700 900123"]), ("vrm", "AB12CDE", ["AB12 CDE"]),
    ("name", {"given": "Asha", "family": "Lee", "known_as": "Ash"}, ["Asha Lee (Ash)"]),
    ("person", {"given": "Sam", "phone": "+441632960001"}, ["Sam", "01632 960001"]),
    ("address", {"line1": "1 High Street", "town": "Preston"}, ["1 High Street", "Preston"]),
    ("address", {"no_fixed_address": True}, ["No fixed address"]),
    ("place", {"words": "A\nB", "w3w": "a.b.c"}, ["A", "B", "///a.b.c"]),
    ("when", {"kind": "roughly", "words": "last week"}, ["last week"]),
    ("when", {"kind": "exact", "date": "2026-10-25", "time": "01:30", "fold": 0},
     ["25 October 2026 at 1:30am (before the clocks went back)"]),
    ("when", {"kind": "window", "from": {"date": "2026-11-20"},
              "to": {"date": "2026-11-21", "time": "08:00"}},
     ["Between 20 November 2026 and 21 November 2026 at 8am"]),
    ("textarea", "one\ntwo", ["one", "two"]), ("declaration", "agreed", ["Agreed"]),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "value", "lines"), WORDS)
def test_an_answer_in_words(type_: str, value: Any, lines: list[str]) -> None:
    assert in_words(question(type_), value) == lines


def test_an_instant_is_compared_by_the_clock_of_london() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London"))
    typed = moment("exact", day("1", "7", "2026", time="12:30"))
    assert isinstance(parse(question("when", past=True), typed, summer), Refused)
