"""Everything that a definition names exists; what does not is pointed at, with a near name."""

from pathlib import Path

import pytest

from tests.definitions.small import GOOD, Expected, assert_faults, compiled, error, warning

Case = tuple[dict[str, str], tuple[Expected, ...]]

CASES: dict[str, Case] = {
    "an unknown question in a condition": (
        {"stolen: {question: t.kind,": "stolen: {question: t.knd,"},
        (error("stolen: {", "There is no question “t.knd”. Did you mean “t.kind”?"),),
    ),
    "an unknown condition": (
        {"when: stolen\n    title": "when: stollen\n    title"},
        (error("when: stollen", "There is no condition “stollen”. Did you mean “stolen”?"),),
    ),
    "an unknown exit": (
        {"exit: {when: emergency, to: call-999}": "exit: {when: emergency, to: call-99}"},
        (
            error("to: call-99}", "There is no exit “call-99”. Did you mean “call-999”?"),
            error("call-999: {title", "No page leads to the exit “call-999”."),
        ),
    ),
    "an unknown list in a some": (
        {"{some: item,": "{some: items,"},
        (error("some: items", "There is no list “items”. Did you mean “item”?"),),
    ),
    "an unknown list in a count": (
        {"when: {some: item, where: {question: i.worth, more_than: 1000}}":
            "when: {count: thing, more_than: 1}"},
        (error("count: thing", "There is no list “thing”."),),
    ),
    "an unknown section": (
        {"  - id: kind\n    section: what": "  - id: kind\n    section: wat"},
        (error("section: wat", "There is no section “wat”. Did you mean “what”?"),),
    ),
    "an unknown signpost": (
        {"signpost: elsewhere": "signpost: elsewere"},
        (error("not-here: {", "There is no signpost “elsewere”. Did you mean “elsewhere”?"),),
    ),
    "an unknown placeholder": (
        {"{force.name}": "{force.nam}"},
        (error("Have the serial", "Nothing can fill “{force.nam}”. Did you mean “force.name”?"),),
    ),
    "a brace that is no placeholder": (
        {"{force.name} reads": "{Force Name} reads"},
        (
            error(
                "Have the serial",
                "“{Force Name}” is not a placeholder: write it as {force.name}, in small letters "
                "and without spaces.",
            ),
        ),
    ),
    "an unknown flag": (
        {"NOW: emergency": "NOWW: emergency"},
        (error("NOWW: ", "There is no flag “NOWW”. Did you mean “NOW”?"),),
    ),
    "a flag for each of an unknown list": (
        {"HIGHVAL: {for_each: item, when: {question: i.worth, more_than: 5000}}":
            "HIGHVAL: {for_each: itm, when: emergency}"},
        (error("HIGHVAL", "There is no list “itm”. Did you mean “item”?"),),
    ),
    "a record entry for each of an unknown list": (
        {"for_each: item\n    set: {desc: item.i.what, imei: item.i.imei, value: item.i.worth}":
            "for_each: itm\n    fixed: {desc: x}",
         "h.signs: only": "i.what: x\n  i.imei: x\n  i.worth: x\n  h.signs: only"},
        (error("for_each: itm", "There is no list “itm”. Did you mean “item”?"),),
    ),
    "an unknown rule": (
        {"rule: under_eighteen": "rule: under_eightteen"},
        (error(
            "CHILD", "There is no rule “under_eightteen”. Did you mean “under_eighteen”?"
        ),),
    ),
    "a rule given something it does not take": (
        {"of: {born: p.dob}": "of: {birth: p.dob}"},
        (
            error("CHILD", "The rule “under_eighteen” does not take “birth”: it takes “born”."),
            error("CHILD", "The rule “under_eighteen” needs “born”: say which question it is."),
        ),
    ),
    "a rule that reads an unknown question": (
        {"of: {born: p.dob}": "of: {born: p.dab}"},
        (error("CHILD", "There is no question “p.dab”. Did you mean “p.dob”?"),),
    ),
    "a title that is no question of the list": (
        {"title: i.what": "title: i.wat"},
        (error(
            "title: i.wat", "The title “i.wat” is no question of this list. Did you mean “i.what”?"
        ),),
    ),
    "a list asked about as a question": (
        {"stolen: {question: t.kind, is: stolen}": "stolen: {question: item, answered: true}"},
        (error("stolen: {", "“item” is a list: use “count” or “some” to ask about it."),),
    ),
    "a condition asked about as a question": (
        {"NOW: emergency": "NOW: {question: emergency, is: yes}"},
        (error("NOW: ", "“emergency” is a condition, not a question: write its name alone."),),
    ),
    "item. in a condition": (
        {"{question: i.worth, more_than: 5000}": "{question: item.i.worth, more_than: 1}"},
        (error("HIGHVAL", "Write “i.worth”: “item.” is only for the record."),),
    ),
    "a final exit read as an answer": (
        {"NOW: emergency": "NOW: {question: exit.not-here, answered: true}"},
        (error("NOW: ", "There is no question “exit.not-here”."),),
    ),
    "conditions that go round in a circle": (
        {"stolen: {question: t.kind, is: stolen}":
            "stolen: {any: [taken, emergency]}\n  taken: {not: gone}\n  gone: stolen"},
        (
            error(
                "stolen: {any",
                "These conditions go round in a circle: stolen → taken → gone → stolen.",
            ),
        ),
    ),
    "a condition that is itself": (
        {"stolen: {question: t.kind, is: stolen}": "stolen: stolen"},
        (error("stolen: stolen", "These conditions go round in a circle: stolen → stolen."),),
    ),
    "an unknown sensitive question": (
        {"recipients: [Nobody else]": "recipients: [Nobody else]\n  sensitive: [p.nam]"},
        (error("sensitive", "There is no question “p.nam”. Did you mean “p.name”?"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_does_not_exist_is_refused(tmp_path: Path, case: Case) -> None:
    assert_faults(tmp_path, case[0], *case[1])


def test_the_small_service_has_no_fault(tmp_path: Path) -> None:
    found = compiled(tmp_path)
    assert found.faults == ()
    assert found.publishable


def test_a_fault_names_its_file_and_line(tmp_path: Path) -> None:
    (fault,) = compiled(tmp_path, GOOD.replace("signpost: elsewhere", "signpost: elsewere")).faults
    assert str(fault) == (
        "service.yaml:119: error: There is no signpost “elsewere”. Did you mean “elsewhere”?"
    )


def test_every_fault_is_listed_not_only_the_first(tmp_path: Path) -> None:
    changes = {
        "signpost: elsewhere": "signpost: nowhere-known",
        "NOW: emergency": "NOWW: emergency",
        "{force.name}": "{force.nam}",
    }
    assert_faults(
        tmp_path,
        changes,
        error("not-here: {", "There is no signpost “nowhere-known”."),
        error("NOWW", "There is no flag “NOWW”. Did you mean “NOW”?"),
        error("Have the serial", "Nothing can fill “{force.nam}”. Did you mean “force.name”?"),
    )


def test_warnings_stop_no_publication(tmp_path: Path) -> None:
    changes = {"      max: 5\n": ""}
    assert_faults(
        tmp_path, changes, warning("    repeat:", "The list “item” has no limit: add “max”.")
    )
    assert compiled(tmp_path, GOOD.replace("      max: 5\n", "")).publishable
