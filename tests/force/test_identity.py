"""A force as a whole: its folder, its entry on the noticeboard, and what texts may name."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from doitonline.force import BadForce, Force, UnknownPlaceholder

HOUSE = Path(__file__).parents[2]
FOLDER = HOUSE / "force" / "lancashire"
FORCE = Force.load(FOLDER)


def test_the_force_says_who_it_is():
    assert (FORCE.slug, FORCE.name, FORCE.short_name) == (
        "lancashire",
        "Lancashire Constabulary",
        "Lancashire Police",
    )
    assert FORCE.names["ons_code"] == "E23000003"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("force.name", "Lancashire Constabulary"),
        ("force.area", "Lancashire"),
        ("number.non_emergency", "101"),
        ("value.draft_days", "14"),
        ("value.high_value_pounds", "5,000"),
        ("value.read_day_and_night", "no"),
        ("signpost.emergency.phone", "999"),
        ("signpost.crimestoppers.phone", "0800 555 111"),
        ("signpost.transport_police.sms", "61016"),
        (
            "signpost.safe_centre.phones",
            "01772 523344 (Monday to Friday, 8am to 4pm) or 01772 716565 (at other times)",
        ),
        ("promise.g2.look", "Someone will read your report within 15 minutes."),
    ],
)
def test_a_placeholder_stands_for_words(key, words):
    assert FORCE.placeholder(key) == words
    assert key in FORCE.known_placeholders()


def test_an_unknown_placeholder_is_refused_with_what_is_near():
    with pytest.raises(UnknownPlaceholder, match=r"signpost\.emergency\.phone"):
        FORCE.placeholder("signpost.emergancy.phone")
    with pytest.raises(UnknownPlaceholder, match=r"value\.draft_days"):
        FORCE.value("draft_day")
    with pytest.raises(UnknownPlaceholder):
        FORCE.signpost("nobody")


def test_a_signpost_offers_only_the_parts_it_has():
    assert "signpost.emergency.url" not in FORCE.known_placeholders()
    assert "signpost.report_fraud.url" in FORCE.known_placeholders()


def test_every_placeholder_has_words_and_a_key_that_texts_can_hold():
    for key in FORCE.known_placeholders():
        assert re.fullmatch(r"[a-z][a-z0-9_.-]*", key), key
        assert FORCE.placeholder(key).strip(), key


@pytest.mark.parametrize(
    ("signpost", "number"),
    [
        ("emergency", "999"),
        ("textphone", "18000"),
        ("non_emergency", "101"),
        ("report_fraud", "0300 123 2040"),
        ("bank_159", "159"),
        ("transport_police", "0800 40 50 40"),
        ("crimestoppers", "0800 555 111"),
        ("safe_centre", "01772 523344"),
        ("domestic_abuse", "0300 303 3581"),
        ("terrorism", "0800 789 321"),
        ("modern_slavery", "08000 121 700"),
        ("victim_services", "0300 323 0085"),
        ("samaritans", "116 123"),
        ("nhs_111", "111"),
        ("rspca", "0300 1234 999"),
    ],
)
def test_the_numbers_are_those_of_the_reference(signpost, number):
    assert FORCE.signpost(signpost).phone == number


@pytest.mark.parametrize(
    "signpost", ["bank_159", "modern_slavery", "samaritans", "rspca", "mental_health"]
)
def test_a_number_nobody_checked_says_so(signpost):
    assert not FORCE.signpost(signpost).confirmed
    assert f"signpost.{signpost}.phone" in FORCE.unconfirmed


def test_what_was_checked_is_not_called_unconfirmed():
    assert FORCE.signpost("emergency").confirmed
    assert "signpost.victim_services.phone" not in FORCE.unconfirmed
    assert "signpost.victim_services.url" in FORCE.unconfirmed
    assert "value.idle_lock_minutes" in FORCE.unconfirmed
    assert "promise.g3.look" in FORCE.unconfirmed


def test_every_value_has_an_owner_a_day_and_a_reason():
    for value in FORCE.values.values():
        assert value.owner, value.key
        assert value.note, value.key
        assert isinstance(value.since, date)
    assert {
        "draft_days",
        "idle_lock_minutes",
        "high_value_pounds",
        "repeat_window_months",
        "keep_child_until_age",
    } <= set(FORCE.values)


def test_every_unconfirmed_part_of_a_signpost_is_a_part_it_has():
    for post in FORCE.signposts.values():
        assert post.unconfirmed <= post.parts.keys(), post.id


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["brand", "brand_dark", "accent", "link"])
def test_a_colour_can_be_read_on_white(name):
    assert 1.05 / (_light(FORCE.colours[name]) + 0.05) >= 4.5


def test_an_entry_survives_the_noticeboard():
    entry = json.loads(json.dumps(FORCE.as_entry()))
    again = Force.from_entry(entry)
    assert again.as_entry() == FORCE.as_entry()
    assert again.placeholders == FORCE.placeholders
    assert again.values == FORCE.values
    assert again.geography.place_of("OL12 8JJ").words == FORCE.geography.place_of("OL12 8JJ").words
    assert again.clocks == FORCE.clocks


def test_changing_a_copied_entry_changes_no_force():
    entry = FORCE.as_entry()
    entry["names"]["name"] = "Elsewhere Police"
    assert FORCE.name == "Lancashire Constabulary"
    assert Force.from_entry(entry).name == "Elsewhere Police"


def test_a_folder_that_contradicts_itself_lists_every_fault(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "elsewhere")
    outcodes = folder / "outcodes.yaml"
    written = outcodes.read_text(encoding="utf-8")
    written = written.replace("{blackpool: 100}", "{atlantis: 100}", 1)
    outcodes.write_text(written.replace("{bolton: 97}", "{bolton: 197}"), encoding="utf-8")
    with pytest.raises(BadForce) as refused:
        Force.load(folder)
    assert refused.value.faults == (
        "outcode FY1: there is no district called atlantis",
        "outcode BL1: its shares are more than a hundred",
    )


def test_a_missing_or_broken_file_is_named(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "elsewhere")
    (folder / "clocks.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(BadForce, match=r"clocks\.yaml cannot be read"):
        Force.load(folder)
    (folder / "clocks.yaml").unlink()
    with pytest.raises(BadForce, match=r"clocks\.yaml is missing"):
        Force.load(folder)


def test_an_entry_that_lacks_something_is_refused():
    entry = FORCE.as_entry()
    del entry["clocks"]
    with pytest.raises(BadForce, match="clocks"):
        Force.from_entry(entry)


def test_no_code_names_a_force_or_its_places():
    told = re.compile(r"Lancashire|\bWyre\b|Blackburn|Preston|Burnley|Blackpool")
    code = [
        path for path in (HOUSE / "doitonline").rglob("*.py") if "/migrations/" not in str(path)
    ]
    code += (HOUSE / "doitonline").rglob("*.jinja")
    naming = [
        str(path.relative_to(HOUSE))
        for path in code
        if told.search(path.read_text(encoding="utf-8"))
    ]
    assert naming == []
