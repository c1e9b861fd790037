"""Conditions read what was asked before, of their own item, by claims that fit the question."""

from pathlib import Path

import pytest

from tests.definitions.small import OPTIONAL, Expected, assert_faults, error

Case = tuple[dict[str, str], tuple[Expected, ...]]
STOLEN, BORN = "stolen: {question: t.kind, is: stolen}", "  - id: born\n    section: you\n"

ORDER: dict[str, Case] = {
    "a page that reads a later page": (
        {"  - id: kind\n    section: what\n":
            "  - id: kind\n    section: what\n    when: {question: p.dob, answered: true}\n"},
        (
            error(
                "when: {question: p.dob",
                "The page “kind” reads “p.dob”, which is asked later: a page may read only what "
                "earlier pages ask.",
            ),
        ),
    ),
    "a page that reads itself": (
        {BORN: BORN + "    when: {question: p.dob, before: today}\n"},
        (
            error(
                "when: {question: p.dob",
                "The page “born” reads “p.dob”, which is asked later: a page may read only what "
                "earlier pages ask.",
            ),
        ),
    ),
    "a question that reads a later one of its page": (
        {"        short: whether they used force\n":
            "        short: whether they used force\n"
            "        show_when: {question: h.signs, includes: door}\n"},
        (
            error(
                "includes: door",
                "The question “h.force” reads “h.signs”, which is asked later: “show_when” may "
                "read only what stands before its question.",
            ),
        ),
    ),
    "an exit that reads a later page": (
        {"exit: {when: emergency, to": "exit: {when: stolen, to"},
        (
            error(
                "exit: {when: stolen",
                "The exit to “call-999” reads “t.kind”, which is asked later: an exit may read "
                "only its own page and earlier ones.",
            ),
        ),
    ),
    "an exit that reads whether it was passed": (
        {"exit: {when: emergency, to": "exit: {when: {question: exit.call-999, is: go_on}, to"},
        (
            error(
                "exit: {when: {question: exit.call",
                "The exit to “call-999” reads “exit.call-999”, which is asked later: an exit may "
                "read only its own page and earlier ones.",
            ),
        ),
    ),
    "a forward reference through a named condition": (
        {STOLEN: STOLEN + "\n  young: {question: p.dob, after: 18 years ago}\n  odd: {not: young}",
         "  - id: kind\n    section: what\n": "  - id: kind\n    section: what\n    when: odd\n"},
        (
            error(
                "when: odd",
                "The page “kind” reads “p.dob”, which is asked later: a page may read only what "
                "earlier pages ask.",
            ),
        ),
    ),
    "a list counted before it is filled": (
        {"when: stolen\n    title": "when: {count: item, more_than: 1}\n    title"},
        (
            error(
                "when: {count",
                "The page “how” reads the list “item”, which is filled later: a page may read "
                "only what earlier pages ask.",
            ),
        ),
    ),
    "a list counted inside one of its items": (
        {"show_when: {question: i.phone, is: yes}": "show_when: {count: item, more_than: 1}",
         "i.phone: only": "i.phone : only"},
        (
            error(
                "{count",
                "The question “i.imei” asks about the whole list “item” from inside it, where the "
                "list is not yet full.",
            ),
        ),
    ),
    "an item's question read outside its item": (
        {BORN: BORN + "    when: {question: i.phone, is: no}\n"},
        (
            error(
                "when: {question: i.phone, is: no",
                "The page “born” reads “i.phone”, which is asked of every item of “item”: use "
                "“some”, or “for_each” in flags and in the record.",
            ),
        ),
    ),
    "an item's question in a flag without for_each": (
        {"HIGHVAL: {for_each: item, when: {question: i.worth, more_than: 5000}}":
            "HIGHVAL: {question: i.worth, more_than: 5000}"},
        (
            error(
                "HIGHVAL",
                "The flag HIGHVAL reads “i.worth”, which is asked of every item of “item”: use "
                "“some”, or “for_each” in flags and in the record.",
            ),
        ),
    ),
}  # fmt: skip

CLAIMS: dict[str, Case] = {
    "an option that does not exist": (
        {STOLEN: "stolen: {question: t.kind, is: stollen}"},
        (error("is: stollen", "“t.kind” has no option “stollen”. Did you mean “stolen”?"),),
    ),
    "one of several options that does not exist": (
        {STOLEN: "stolen: {question: t.kind, in: [lost, gone]}"},
        (error("in: [", "“t.kind” has no option “gone”."),),
    ),
    "a ticked option that does not exist": (
        {"includes: glass, absent": "includes: [glass, doors], absent"},
        (error("includes: [", "“h.signs” has no option “doors”. Did you mean “door”?"),),
    ),
    "maybe to a yes or no": (
        {"emergency: {question: t.now, is: yes}": "emergency: {question: t.now, is: not_sure}"},
        (error("is: not_sure", "“t.now” has no option “not_sure”."),),
    ),
    "a number for an option": (
        {STOLEN: "stolen: {question: t.kind, is: 3}"},
        (error("is: 3", "Put 3 in quotes: the options of a question are words."),),
    ),
    "includes of a question with one answer": (
        {STOLEN: "stolen: {question: t.kind, includes: stolen}"},
        (
            error(
                "includes: stolen",
                "“includes” cannot be asked of “t.kind”, which is a radios question: it fits "
                "“checkboxes”. Write “in”.",
            ),
        ),
    ),
    "is of checkboxes": (
        {"includes: glass, absent: false": "is: glass, absent: false"},
        (
            error(
                "is: glass",
                "“is” cannot be asked of “h.signs”, which is a checkboxes question: it fits "
                "“declaration”, “number”, “radios”, “select”, “yes_no” or “yes_no_unsure”. "
                "Write “includes”.",
            ),
        ),
    ),
    "before of a text": (
        {"show_when: {question: i.phone, is: yes}": "show_when: {question: i.what, before: today}"},
        (
            error(
                "before: today",
                "“before” cannot be asked of “i.what”, which is a text question: it fits “date” "
                "or “when”.",
            ),
        ),
    ),
    "more_than of a date": (
        {"of: {born: p.dob}}": "of: {born: p.dob}}\n  V: {question: p.dob, more_than: 18}"},
        (
            error(
                "V: {",
                "“more_than” cannot be asked of “p.dob”, which is a date question: it fits "
                "“checkboxes”, “file”, “money” or “number”.",
            ),
        ),
    ),
    "a declaration that is something else": (
        {"of: {born: p.dob}}": "of: {born: p.dob}}\n  V: {question: z.true, is: yes}"},
        (error("V: {", "The declaration “z.true” can only be “agreed”."),),
    ),
    "a passed exit that is something else": (
        {"NOW: emergency": "NOW: {question: exit.call-999, is: yes}"},
        (error("NOW", "Of “exit.call-999” only “is: go_on” or “answered” can be asked."),),
    ),
    "a rule of a question that it cannot read": (
        {"of: {born: p.dob}": "of: {born: p.name}"},
        (
            error(
                "CHILD",
                "The rule “under_eighteen” cannot read “p.name”, which is a name question: it "
                "reads “date”, “radios” or “select”.",
            ),
        ),
    ),
    "a word for a number": (
        {"  - id: name\n": OPTIONAL.replace("yes_no", "number") + "  - id: name\n",
         "h.signs: only": "m.more: x\n  h.signs: only",
         "of: {born: p.dob}}": "of: {born: p.dob}}\n  V: {question: m.more, is: many, absent: false}"},
        (error("V: {", "“m.more” is a number: “many” is not."),),
    ),
}  # fmt: skip

GOOD: dict[str, dict[str, str]] = {
    "yes and no written as booleans": {"is: yes}\n  stolen": "is: true}\n  stolen"},
    "a passed exit": {"NOW: emergency": "NOW: {question: exit.call-999, is: go_on}"},
    "a later page reads a passed exit": {
        BORN: BORN + "    when: {question: exit.call-999, answered: false}\n",
        "of: {born: p.dob}}": "of: {born: p.dob}, absent: false}",
    },
    "the number of ticks": {"includes: glass, absent": "more_than: 1, absent"},
    "an exit that reads its own page": {
        BORN: BORN + "    exit: {when: {question: p.dob, after: 10 years ago}, to: not-here}\n"
    },
    "an item reads what was asked before the list": {
        "show_when: {question: i.phone, is: yes}": "show_when: stolen"
    },
    "a list counted after it is filled": {
        BORN: BORN + "    when: {count: item, more_than: 2}\n",
        "of: {born: p.dob}}": "of: {born: p.dob}, absent: false}",
    },
}


@pytest.mark.parametrize("case", ORDER.values(), ids=ORDER)
def test_what_is_not_yet_asked_cannot_be_read(tmp_path: Path, case: Case) -> None:
    assert_faults(tmp_path, case[0], *case[1])


@pytest.mark.parametrize("case", CLAIMS.values(), ids=CLAIMS)
def test_a_claim_must_fit_its_question(tmp_path: Path, case: Case) -> None:
    assert_faults(tmp_path, case[0], *case[1])


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_a_sound_condition_is_no_fault(tmp_path: Path, changes: dict[str, str]) -> None:
    assert_faults(tmp_path, changes)
