"""Every answer goes into the record or says why not, and the record is what the police understand."""

from pathlib import Path

import pytest

from tests.definitions.small import OPTIONAL, Expected, assert_faults, error, warning

Case = tuple[dict[str, str], tuple[Expected, ...]]

CASES: dict[str, Case] = {
    "an answer that goes nowhere": (
        {"  h.glass: only for advice\n": ""},
        (
            error(
                "- id: h.glass",
                "The answer to “h.glass” goes nowhere: put it in the record, or under “unmapped” "
                "with the reason.",
            ),
        ),
    ),
    "a passed exit that goes nowhere": (
        {", went_on: exit.call-999}": "}"},
        (
            error(
                "  call-999: {title",
                "The answer to “exit.call-999” goes nowhere: put it in the record, or under "
                "“unmapped” with the reason.",
            ),
        ),
    ),
    "an answer that is mapped and said not to be": (
        {"unmapped:\n": "unmapped:\n  p.name: secret\n"},
        (warning("p.name: secret", "“p.name” is in the record, and said not to be."),),
    ),
    "no reason": (
        {"h.glass: only for advice": "h.glass: ''"},
        (error("h.glass: ''", "Say why “h.glass” is not in the record."),),
    ),
    "an unmapped question that does not exist": (
        {"unmapped:\n": "unmapped:\n  p.nam: no longer asked\n"},
        (error("p.nam: no", "There is no question “p.nam”. Did you mean “p.name”?"),),
    ),
    "an attribute that does not exist": (
        {"imei: item.i.imei": "imie: item.i.imei"},
        (error("imie:", "An object has no attribute “imie”. Did you mean “imei”?"),),
    ),
    "a fixed attribute that does not exist": (
        {"    set: {desc: item": "    fixed: {colur: red}\n    set: {desc: item"},
        (error("colur", "An object has no attribute “colur”. Did you mean “colour”?"),),
    ),
    "an attribute that is set and fixed": (
        {"    set: {desc: item": "    fixed: {desc: red}\n    set: {desc: item"},
        (error("fixed: {desc", "“desc” is both in “set” and in “fixed”."),),
    ),
    "a kind that does not exist": (
        {"    set: {desc: item": "    fixed: {kind: vehicel}\n    set: {desc: item"},
        (error("vehicel", "There is no kind of object “vehicel”. Did you mean “vehicle”?"),),
    ),
    "a question that does not exist": (
        {"set: {name: p.name,": "set: {name: p.nam,", "h.glass: only": "p.name: x\n  h.glass: only"},
        (error("p.nam,", "There is no question “p.nam”. Did you mean “p.name”?"),),
    ),
    "a question of the wrong type": (
        {"set: {name: p.name, dob: p.dob}": "set: {dob: p.name, sex: p.dob}"},
        (
            error(
                "sex: p.dob",
                "“p.name” is a name question and cannot fill “dob” of a person, which takes “date”.",
            ),
            error(
                "sex: p.dob",
                "“p.dob” is a date question and cannot fill “sex” of a person, which takes "
                "“radios”, “select”, “yes_no” or “yes_no_unsure”.",
            ),
        ),
    ),
    "an unknown role": (
        {"role: victim": "role: victm"},
        (error("role: victm", "There is no role “victm”. Did you mean “victim”?"),),
    ),
    "a role of a thing": (
        {"    for_each: item\n    set": "    for_each: item\n    role: owner\n    set"},
        (error("role: owner", "Only a person has a role; this is an object."),),
    ),
    "an unknown link": (
        {"as: victim_of": "as: victim_off"},
        (error("victim_off", "There is no link “victim_off”. Did you mean “victim_of”?"),),
    ),
    "a link to nothing": (
        {"{to: loss, as: victim_of}": "{to: los, as: victim_of}"},
        (error("to: los,", "There is no record entry “los”. Did you mean “loss”?"),),
    ),
    "an illegal link": (
        {"{to: loss, as: victim_of}": "{to: thing, as: victim_of}"},
        (
            error(
                "to: thing",
                "“victim_of” cannot lead from a person to an object. These can: "
                "“associated_with”, “claimant_in”, “driver_of”, “finder_of”, “has_identifier”, "
                "“holder_of”, “keeper_of”, “loser_of”, “owner_of”, “passenger_in” or “user_of”.",
            ),
        ),
    ),
    "an item's question outside its list": (
        {"role: victim\n    set: {name: p.name,": "role: victim\n    set: {name: p.name, note: i.what,"},
        (
            error(
                "note: i.what",
                "“i.what” is asked of every item of “item”: use for_each: item.",
            ),
        ),
    ),
    "an item's question without item.": (
        {"desc: item.i.what": "desc: i.what"},
        (error("desc: i.what", "“i.what” is asked of every item of “item”: write “item.i.what”."),),
    ),
    "item. without for_each": (
        {"role: victim\n    set: {name: p.name,": "role: victim\n    set: {note: item.i.what, name: p.name,"},
        (
            error(
                "note: item", "“item.i.what” needs “for_each”: say which list it is of."
            ),
        ),
    ),
    "item. of a question that is in no list": (
        {"desc: item.i.what": "desc: item.h.glass"},
        (
            error("desc: item", "“h.glass” is a question of no list, not of “item”."),
            warning("  h.glass: only", "“h.glass” is in the record, and said not to be."),
            error(
                "- id: i.what",
                "The answer to “i.what” goes nowhere: put it in the record, or under “unmapped” "
                "with the reason.",
            ),
        ),
    ),
    "a required attribute that nothing fills": (
        {"set: {type: t.kind, in_progress": "set: {in_progress",
         "h.glass: only": "t.kind: x\n  h.glass: only"},
        (error("- make: event", "“loss” needs “type”: every event has one."),),
    ),
    "a required attribute that may be left blank": (
        {"  - id: name\n": OPTIONAL.replace("type: yes_no", "type: radios").replace(
            "required: false", "required: false\n        options: {one: One, two: Two}"
         ) + "  - id: name\n",
         "set: {type: t.kind,": "set: {type: m.more,", "h.glass: only": "t.kind: x\n  h.glass: only"},
        (
            error(
                "type: m.more",
                "“type” is required of an event, but “loss” can be made without an answer to "
                "“m.more”: ask it always, or narrow the entry's “when”.",
            ),
        ),
    ),
    "a required attribute of a page that is not always on the path": (
        {"record:\n": "record:\n  - {make: location, id: where, set: {where: w.place, note: p.note}}\n",
         "  - id: name\n": "  - id: scene\n    section: what\n    when: stolen\n    questions:\n"
         "      - {id: w.place, type: place, label: Where?, short: where}\n"
         "  - id: note\n    section: what\n    questions:\n"
         "      - {id: p.note, type: textarea, label: More?, short: more}\n  - id: name\n"},
        (
            error(
                "where: w.place",
                "“where” is required of a location, but “where” can be made without an answer to "
                "“w.place”: ask it always, or narrow the entry's “when”.",
            ),
        ),
    ),
}  # fmt: skip

SCENE = (
    "  - id: scene\n    section: what\n    when: stolen\n    questions:\n"
    "      - {id: w.place, type: place, label: Where?, short: where}\n"
    "  - id: rough\n    section: what\n    when: {not: stolen}\n    questions:\n"
    "      - {id: w.rough, type: place, label: Roughly where?, short: roughly where}\n  - id: name\n"
)
GOOD: dict[str, dict[str, str]] = {
    "an entry guarded as its page is": {
        "record:\n": "record:\n  - {make: location, id: place, when: stolen, set: {where: w.place}}\n",
        "  - id: name\n": SCENE,
        "h.glass: only": "w.rough: x\n  h.glass: only",
    },
    "two questions of which one is always asked": {
        "record:\n": "record:\n  - {make: location, id: place, fixed: {town: Hutton},"
        " set: {where: [w.place, w.rough]}}\n",
        "  - id: name\n": SCENE,
    },
    "an entry that holds nothing else": {
        "record:\n": "record:\n  - {make: location, id: place, set: {where: w.place}}\n",
        "  - id: name\n": SCENE,
        "h.glass: only": "w.rough: x\n  h.glass: only",
    },
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_bad_record_is_refused(tmp_path: Path, case: Case) -> None:
    assert_faults(tmp_path, case[0], *case[1])


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD)
def test_a_required_attribute_that_is_always_fed_is_no_fault(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    assert_faults(tmp_path, changes)
