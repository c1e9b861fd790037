"""Every fault that the compiler finds: its sentence, its line, and nothing else beside it.

The folder `spoilt` lists, by kind, changes to one small good service and the faults they make.
"""

import re
from pathlib import Path

import pytest

from doitonline.definitions.schema import Service
from tests.definitions.small import (
    GOOD,
    SPOILT,
    Spoilt,
    assert_faults,
    compiled,
    spoilt,
)

GROUPS = sorted(file.stem for file in SPOILT.glob("*.yaml") if file.stem != "migrating")
CASES = {f"{group}: {each.name}": each for group in GROUPS for each in spoilt(group)}
CHANGED = {each.name: each for each in spoilt("migrating")}
MACHINERY = re.compile(r"(?i)input|tuple|pydantic|dict|literal|\bnull\b|\bmodel\b")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fault_is_found_and_no_other(tmp_path: Path, case: Spoilt) -> None:
    assert_faults(compiled(tmp_path, case.text), case.text, case.faults)


@pytest.mark.parametrize("case", CHANGED.values(), ids=CHANGED)
def test_a_change_of_meaning_needs_a_step_in_migrate(tmp_path: Path, case: Spoilt) -> None:
    before = published(tmp_path / "before")
    assert_faults(compiled(tmp_path / "now", case.text, before), case.text, case.faults)


def published(folder: Path, text: str = GOOD) -> Service:
    """The version before."""
    plan = compiled(folder, text).plan
    assert plan is not None
    return plan.service


def sentences(text: str, folder: Path) -> list[str]:
    """The sentences of all faults of a service's text."""
    return [fault.sentence for fault in compiled(folder, text).faults]


def test_the_small_service_has_no_fault(tmp_path: Path) -> None:
    found = compiled(tmp_path)
    assert found.faults == ()
    assert found.publishable


def test_the_same_service_again_needs_no_step(tmp_path: Path) -> None:
    assert compiled(tmp_path / "now", GOOD, published(tmp_path / "before")).faults == ()


def test_no_sentence_speaks_of_the_machinery() -> None:
    said = [sentence for case in CASES.values() for _, _, sentence in case.faults]
    assert len(said) > 150
    assert not [sentence for sentence in said if MACHINERY.search(sentence)]


def test_every_sentence_ends_as_a_sentence() -> None:
    said = [sentence for case in CASES.values() for _, _, sentence in case.faults]
    assert not [sentence for sentence in said if not re.search(r"[.?]\Z", sentence)]


def test_a_fault_names_its_file_and_line(tmp_path: Path) -> None:
    (fault,) = compiled(tmp_path, GOOD.replace("signpost: elsewhere", "signpost: elsewere")).faults
    assert str(fault) == (
        "service.yaml:119: error: There is no signpost “elsewere”. Did you mean “elsewhere”?"
    )


def test_every_fault_is_listed_not_only_the_first(tmp_path: Path) -> None:
    text = GOOD.replace("signpost: elsewhere", "signpost: nobody").replace("NOW:", "NOWW:")
    assert sentences(text.replace("{force.name}", "{force.nam}"), tmp_path) == [
        "Nothing can fill “{force.nam}”. Did you mean “force.name”?",
        "There is no signpost “nobody”.",
        "There is no flag “NOWW”. Did you mean “NOW”?",
    ]


def test_warnings_stop_no_publication(tmp_path: Path) -> None:
    found = compiled(tmp_path, GOOD.replace("      max: 5\n", ""))
    assert [fault.severity for fault in found.faults] == ["warning"]
    assert found.publishable


def test_a_service_that_is_not_sound_cannot_be_walked(tmp_path: Path) -> None:
    found = compiled(tmp_path, GOOD.replace("to: call-999}", "to: call-99}"))
    assert found.plan is None
    assert not found.publishable


def test_two_entries_with_one_id_need_a_when_each(tmp_path: Path) -> None:
    second = "record:\n  - make: event\n    id: loss\n    when: stolen\n    set: {type: t.kind}\n"
    text = GOOD.replace("record:\n", second)
    assert sentences(text, tmp_path) == [
        "The record entry “loss” is already at service.yaml:122. "
        "Give it another id, or give each of the two its own “when”."
    ]
    guarded = "    id: loss\n    when: {not: stolen}\n    set: {type: t.kind, in"
    both = text.replace("    id: loss\n    set: {type: t.kind, in", guarded)
    assert sentences(both, tmp_path) == []


def test_every_text_is_in_every_language(tmp_path: Path) -> None:
    text = GOOD.replace("summary: For", "languages: [en, cy]\nsummary: For").replace(
        "title: Tell us what you lost", "title: {en: Tell us, cy: Dywedwch wrthym}"
    )
    faults = compiled(tmp_path, text).faults
    assert "service.yaml:4" not in {str(fault.place) for fault in faults}
    assert {fault.sentence for fault in faults} == {"These words are missing in “cy”: add “cy: …”."}
    assert len(faults) > 40


def test_a_question_that_moves_into_a_list_is_another_question(tmp_path: Path) -> None:
    line = "      - {id: x.colour, type: text, label: What colour?, short: the colour}\n"
    alone = "  - id: colour\n    section: what\n    questions:\n" + line + "  - id: name\n"
    good = GOOD.replace("h.glass: only", "x.colour: x\n  h.glass: only")
    before = published(tmp_path / "before", good.replace("  - id: name\n", alone))
    now = good.replace("      - id: i.phone\n", line + "      - id: i.phone\n")
    assert [fault.sentence for fault in compiled(tmp_path / "now", now, before).faults] == [
        "“x.colour” was asked once in the version before: give it a new id, or add a step to "
        "“migrate”."
    ]
