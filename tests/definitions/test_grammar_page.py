"""Every example in docs/grammar.md compiles: the first as a service, the others as its parts."""

import re
from pathlib import Path
from typing import Any

import pytest

from doitonline.definitions.checking import Known
from doitonline.definitions.compiling import compile_folder
from doitonline.definitions.reading import plain_tree
from doitonline.definitions.rules import RULES
from doitonline.definitions.schema import Question
from tests.definitions.small import written

PAGE = Path(__file__).parents[2] / "docs" / "grammar.md"
TEXT = PAGE.read_text(encoding="utf-8")
WHOLE, *PARTS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
KNOWN = Known(
    frozenset({"force.name", "force.area", "signpost.non_emergency.phone"}),
    frozenset({"emergency"}),
)


def unmapped(part: dict[str, Any]) -> str:
    """The questions of an example that it does not map, so that it need not say so each time."""
    pages = [p for page in part.get("pages", ()) for p in (page, *page.get("pages", ()))]
    asked = {question["id"] for page in pages for question in page.get("questions", ())}
    mapped = re.findall(r"[\w.-]+", str([made.get("set") for made in part.get("record", ())]))
    left = asked - {each.removeprefix("item.") for each in mapped}
    return "".join(f"  {key}: an example\n" for key in sorted(left))


def test_the_whole_service_has_no_fault(tmp_path: Path) -> None:
    assert compile_folder(written(tmp_path, WHOLE), KNOWN).faults == ()


@pytest.mark.parametrize("part", PARTS, ids=[part.split("\n")[2].strip() for part in PARTS])
def test_an_example_has_no_fault(tmp_path: Path, part: str) -> None:
    whole = WHOLE.replace("  - id: name\n", "  - use: example.yaml\n\n  - id: name\n", 1)
    more = unmapped(plain_tree(part))
    whole = whole.replace("unmapped: {z.true: kept", "unmapped:\n" + more + "  z.true: kept")
    whole = whole.replace("with the report}", "with the report")
    folder = written(tmp_path, whole, example__yaml=part)
    assert [str(fault) for fault in compile_folder(folder, KNOWN).faults] == []


def test_every_type_of_question_is_explained() -> None:
    types = Question.model_fields["type"].annotation.__args__  # type: ignore[union-attr]
    assert [each for each in types if f"`{each}`" not in TEXT] == []


def test_every_setting_of_a_question_is_explained() -> None:
    settings = Question.model_fields.keys() - {"id", "type", "label"}
    assert [each for each in sorted(settings) if f"`{each}" not in TEXT] == []


def test_every_rule_is_named() -> None:
    assert [name for name in RULES if name not in TEXT] == []
