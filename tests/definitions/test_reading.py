"""A definition is read with its lines, by YAML 1.2, and what cannot be read is a fault."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.definitions.reading import Read, plain_tree, read_folder
from tests.definitions.small import GOOD, written


def read(folder: Path, text: str, **parts: str) -> Read:
    """A service's text, and parts by file name (`__` stands for a dot), as read."""
    return read_folder(written(folder, text, **parts))


def said(found: Read) -> list[str]:
    """The faults, each with its place."""
    return [str(fault) for fault in found.faults]


@pytest.mark.parametrize(
    ("written_", "meant"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("Yes", "Yes"), ("n", "n"),
        ("true", True), ("False", False), ("12", 12), ("-3", -3), ("0x1f", "0x1f"), ("1.5", 1.5),
        ("1e3", 1000.0), ("~", None), ("null", None), ("", None), ("'12'", "12"),
        ("12:30", "12:30"), ("2026-11-24", "2026-11-24"), ("0123", 123), ("1_000", "1_000"),
        (".5", 0.5), (".", "."), ('"true"', "true"), (".inf", ".inf"), (".nan", ".nan"),
    ],
)  # fmt: skip
def test_a_plain_value_is_what_yaml_1_2_says(written_: str, meant: object) -> None:
    found = plain_tree(f"key: {written_}")["key"]
    assert found == meant
    assert type(found) is type(meant)


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "pages:\n  - id: a\n    questions:\n      - id: q\n        label: Q\n")
    assert str(found.place(("pages", 0, "questions", 0, "label"))) == "service.yaml:5"
    assert str(found.place(("pages", 0, "questions", 0, "hint"))) == "service.yaml:4"
    assert str(found.place(("title",))) == "service.yaml:1"


def test_a_part_stands_where_it_is_used(tmp_path: Path) -> None:
    text = "pages:\n  - id: a\n  - use: more.yaml\n  - id: d\n"
    found = read(tmp_path, text, more__yaml="pages:\n  - id: b\n  - id: c\n")
    assert [page["id"] for page in found.tree["pages"]] == ["a", "b", "c", "d"]
    assert str(found.place(("pages", 2, "id"))) == "more.yaml:3"
    assert str(found.place(("pages", 3, "id"))) == "service.yaml:4"
    assert found.source.keys() == {"service.yaml", "more.yaml"}


def test_what_the_service_says_itself_comes_last(tmp_path: Path) -> None:
    text = "route:\n  - last\npages:\n  - use: a.yaml\n  - use: b.yaml\n"
    found = read(tmp_path, text, a__yaml="route: [first]\n", b__yaml="route: [second]\n")
    assert found.tree["route"] == ["first", "second", "last"]
    assert [str(found.place(("route", n))) for n in range(3)] == [
        "a.yaml:1", "b.yaml:1", "service.yaml:2",
    ]  # fmt: skip


def test_flags_of_one_name_are_joined(tmp_path: Path) -> None:
    text = "flags:\n  NOW: [c]\npages:\n  - use: a.yaml\n  - use: b.yaml\n"
    found = read(tmp_path, text, a__yaml="flags: {NOW: a}\n", b__yaml="flags:\n  NOW: [x, b]\n")
    assert found.tree["flags"] == {"NOW": ["a", "x", "b", "c"]}
    assert str(found.place(("flags", "NOW", 2))) == "b.yaml:2"


def test_another_name_written_twice_is_a_fault(tmp_path: Path) -> None:
    text = "conditions:\n  x: a\npages:\n  - use: a.yaml\n"
    assert said(read(tmp_path, text, a__yaml="\nconditions:\n  x: b\n")) == [
        "service.yaml:2: error: “x” in conditions is already written at a.yaml:3."
    ]


def test_guidance_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "guidance").mkdir()
    (tmp_path / "guidance" / "start.md").write_text("Some *words*.\n", encoding="utf-8")
    found = read(tmp_path, 'start: {body: "@start.md"}\npages: []\n')
    assert found.tree["start"]["body"] == "Some *words*."
    assert found.source["guidance/start.md"] == "Some *words*."


def test_guidance_of_several_services_is_shared(tmp_path: Path) -> None:
    (tmp_path / "shared" / "guidance").mkdir(parents=True)
    (tmp_path / "shared" / "guidance" / "safe.md").write_text("Stay safe.")
    found = read(tmp_path / "one", 'start: {body: "@safe.md"}\n')
    assert found.tree["start"]["body"] == "Stay safe."
    assert "shared/guidance/safe.md" in found.source


FAULTS = {
    "no YAML": ("a: [1\nb: 2\n", "2: This is not YAML: did not find expected ',' or ']'."),
    "a list instead of keys": ("- a\n", "1: The file should hold a service: keys and values."),
    "nothing": ("", "1: The file should hold a service: keys and values."),
    "two documents": ("a: b\n---\nc: d\n", "2: This is not YAML: but found another document."),
    "a key twice": ("a: 1\nb: 2\na: 3\n", "3: “a” is written twice here."),
    "a key that is a list": (
        "? [a]\n: b\n",
        "1: A key should be one word, not a list or a mapping.",
    ),
    "a merge": ("<<: {a: 1}\n", "1: “<<” is not understood here: write it out."),
    "an alias inside itself": (
        "a: &x\n  - *x\n",
        "1: An alias stands inside itself: it would never end.",
    ),
    "nested without end": (
        "a: " + "[" * 70 + "]" * 70 + "\n",
        "1: This is nested more than 60 deep.",
    ),
    "nested beyond the parser": (
        "[" * 5000,
        "1: This is not YAML: exceeded maximum nesting depth.",
    ),
    "aliases that grow": (
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
        "1: The file holds more than 200,000 values.",
    ),
    "pages that are no list": ("pages: {a: b}\n", "1: “pages” should be a list."),
    "a block that is no list": ("a: 1\nroute: {a: b}\n", "2: “route” should be a list."),
    "a block that is no mapping": (
        "a: 1\nexits: [a]\n",
        "2: “exits” should hold names and what they stand for.",
    ),
    "a part that is not there": (
        "pages:\n  - use: gone.yaml\n",
        "2: The file gone.yaml cannot be read.",
    ),
    "a part outside": (
        "pages:\n  - use: ../../../etc/passwd\n",
        "2: The part ../../../etc/passwd is outside the services' folder.",
    ),
    "a part by its whole path": (
        "pages:\n  - use: /etc/passwd\n",
        "2: The part /etc/passwd is outside the services' folder.",
    ),
    "guidance that is not there": (
        'a: 1\nb: "@gone.md"\n',
        "2: There is no guidance/gone.md, or it is not text.",
    ),
    "guidance outside": (
        'a: "@../../../etc/x.md"\n',
        "1: There is no guidance/../../../etc/x.md, or it is not text.",
    ),
}


@pytest.mark.parametrize(("text", "fault"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, text: str, fault: str) -> None:
    line, sentence = fault.split(": ", 1)
    found = read(tmp_path / "services" / "one", text)
    assert said(found) == [f"service.yaml:{line}: error: {sentence}"]


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("law: {}\n", "more.yaml:1: error: A part cannot hold “law”."),
        ("- a\n", "service.yaml:2: error: The part more.yaml should hold keys such as pages and "
                  "conditions."),
        ("a: [\n", "more.yaml:2: error: This is not YAML: did not find expected node content."),
        ("exits: 5\n", "more.yaml:1: error: “exits” should hold names and what they stand for."),
        ("migrate: {}\n", "more.yaml:1: error: “migrate” should be a list."),
    ],
)  # fmt: skip
def test_a_bad_part_is_a_fault(tmp_path: Path, part: str, fault: str) -> None:
    found = read(tmp_path, "pages:\n  - use: more.yaml\n", more__yaml=part)
    assert said(found) == [fault]


def test_what_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "guidance").mkdir()
    (tmp_path / "guidance" / "x.md").write_bytes(b"\xff\xfe")
    (tmp_path / "more.yaml").write_bytes(b"\xff\xfe")
    found = read(tmp_path, 'a: "@x.md"\npages:\n  - use: more.yaml\n')
    assert said(found) == [
        "service.yaml:3: error: The file more.yaml cannot be read.",
        "service.yaml:1: error: There is no guidance/x.md, or it is not text.",
    ]


def test_a_folder_without_a_service_is_a_fault(tmp_path: Path) -> None:
    assert said(read_folder(tmp_path)) == [
        "service.yaml:1: error: The file service.yaml cannot be read."
    ]


@given(st.text(max_size=200))
@settings(deadline=None)
def test_no_text_makes_reading_fail_in_another_way(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(plain_tree(text), dict)


@given(st.integers(0, len(GOOD)), st.sampled_from("{}[]:,-&*!|>'\"%@`#\n\t ?~x"))
@settings(deadline=None)
def test_a_slip_of_the_finger_makes_no_other_failure(at: int, slip: str) -> None:
    with suppress(ValueError):
        plain_tree(GOOD[:at] + slip + GOOD[at + 1 :])
