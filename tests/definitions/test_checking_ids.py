"""No id is doubled, reserved or in the wrong shape."""

from pathlib import Path

import pytest

from tests.definitions.small import GOOD, Expected, assert_faults, compiled, error

Case = tuple[dict[str, str], tuple[Expected, ...]]

CASES: dict[str, Case] = {
    "a doubled question": (
        {"- id: p.dob": "- id: p.name ", ", dob: p.dob}": "}", "  CHILD: {rule": "  # CHILD: {rule"},
        (
            error(
                "- id: p.name ",
                "The question “p.name” is at service.yaml:98 too: give one another id.",
            ),
        ),
    ),
    "a doubled page": (
        {"  - id: born\n": "  - id: how # again\n"},
        (error("how # again", "The page “how” is at service.yaml:38 too: give one another id."),),
    ),
    "a question that takes the id of an exit": (
        {"- id: h.glass": "- id: exit.glass", "h.glass: only": "exit.glass: only"},
        (error("- id: exit.glass", "Ids that begin with “exit.” are kept for the exits."),),
    ),
    "a question called id": (
        {"- id: i.phone": "- id: id", "i.phone: only": "id: only",
         "show_when: {question: i.phone,": "show_when: {question: id,"},
        (error("- id: id", "A question cannot be called “id”: every item has one."),),
    ),
    "a question that takes the id of a list's end": (
        {"- id: h.glass": "- id: item.more", "h.glass: only": "item.more: only"},
        (error("- id: item.more", "“item.more” is kept for the list “item”."),),
    ),
    "a page called tasks": (
        {"  - id: born\n": "  - id: tasks\n"},
        (error("- id: tasks", "“tasks” is kept for the task list: choose another id."),),
    ),
    "a list that is a question": (
        {"- id: h.glass": "- id: item", "h.glass: only": "item: only"},
        (error("list: item", "“item” is a question already: give the list another id."),),
    ),
    "an option in capitals": (
        {"door: An open": "Door: An open"},
        (
            error(
                "Door: An open",
                "The option “Door” should be small letters, digits and underscores: it is stored, "
                "its label is what people read.",
            ),
        ),
    ),
    "an option that is “I don't know” twice": (
        {"        options: {glass: Broken glass, door: An open door,":
            "        dont_know: true\n"
            "        options: {dont_know: I forgot, glass: Glass, door: Door,"},
        (
            error(
                "dont_know: I forgot",
                "“dont_know” is added by `dont_know: true`: write it only once.",
            ),
        ),
    ),
    "a record entry that is another thing already": (
        {"    id: victim\n": "    id: loss # too\n"},
        (
            error(
                "loss # too", "“loss” is already another thing of the record at service.yaml:122."
            ),
            error(
                "as: lost_in",
                "“lost_in” cannot lead from an object to a person. These can: “associated_with”.",
            ),
            error(
                "as: victim_of",
                "“victim_of” cannot lead from a person to a person. These can: “associated_with”, "
                "“connected_to”, “helper_of”, “landlord_for”, “next_of_kin_of”, “parent_of”, "
                "“referee_for”, “related_to” or “trusted_adult_of”.",
            ),
        ),
    ),
    "a condition in capitals": (
        {"  emergency: {question": "  Urgent: {question: t.now, is: yes}\n  emergency: {question"},
        (error("Urgent", "“Urgent” should be small letters and digits: has-children."),),
    ),
    "an exit with a space": (
        {"  not-here: {title": "  not here: {title", "to: not-here}": "to: not here}"},
        (error("not here: {", "“not here” should be small letters and digits, such as call-999."),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_bad_id_is_refused(tmp_path: Path, case: Case) -> None:
    assert_faults(tmp_path, case[0], *case[1])


def test_two_entries_with_one_id_need_a_when_each(tmp_path: Path) -> None:
    second = "  - make: event\n    id: loss # again\n    when: stolen\n    set: {type: t.kind}\n"
    text = GOOD.replace("record:\n", "record:\n" + second)
    (fault,) = compiled(tmp_path, text).faults
    assert fault.sentence == (
        "The record entry “loss” is already at service.yaml:122. "
        "Give it another id, or give each of the two its own “when”."
    )
    both = text.replace("    id: loss\n", "    id: loss\n    when: {not: stolen}\n")
    assert compiled(tmp_path, both).faults == ()


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    found = compiled(tmp_path, GOOD.replace("title: Tell us", "title: Other\ntitle: Tell us"))
    assert [str(fault) for fault in found.faults] == [
        "service.yaml:4: error: “title” is written twice here."
    ]
