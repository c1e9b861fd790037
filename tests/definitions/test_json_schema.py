"""The JSON Schema in docs/ is current, and says of a definition what the models say."""

import re
from typing import Any

from doitonline.definitions.json_schema import WRITTEN, service_schema, text
from doitonline.definitions.reading import plain_tree
from tests.definitions.small import GOOD, spoilt

SCHEMA = service_schema()
TYPES = {"string": str, "array": list, "object": dict, "boolean": bool, "integer": int}


def test_the_schema_in_docs_is_current() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == text(), (
        "write it anew: python -m doitonline.definitions.json_schema"
    )


def test_every_field_of_the_grammar_is_in_the_schema() -> None:
    page = SCHEMA["$defs"]["Page"]["properties"]
    assert {"id", "kind", "section", "title", "body", "when", "questions", "exit"} <= page.keys()


def test_words_in_the_source_become_descriptions() -> None:
    question = SCHEMA["$defs"]["Question"]["properties"]
    assert question["exclusive"]["description"] == "Ticked alone: such as “none of these”."
    assert "as it stands in “Enter …”" in question["short"]["description"]


def test_the_small_service_fits_the_schema() -> None:
    assert problems(plain_tree(GOOD)) == []


def test_a_part_fits_the_schema() -> None:
    part = "conditions: {x: y}\npages: []\nflags: {NOW: x, V: [x, {when: x, for_each: item}]}\n"
    assert problems(plain_tree(part)) == []
    assert problems(plain_tree("law: {}")) != []


def test_what_the_models_refuse_the_schema_refuses_too() -> None:
    told_by_models_alone = {
        "two comparisons",
        "no comparison in a flag",
        "a day that is none",
        "a count without a bound",
    }
    for case in spoilt("sentences"):
        fits = problems(plain_tree(case.text)) == []
        assert fits == (case.name in told_by_models_alone), case.name


def problems(tree: Any) -> list[str]:
    """Why a tree does not fit the schema: as much of JSON Schema as it uses."""
    return list(_problems(tree, SCHEMA, SCHEMA["$defs"], "service"))


def _problems(value: Any, schema: dict[str, Any], defs: dict[str, Any], at: str) -> list[str]:
    if "$ref" in schema:
        return _problems(value, defs[schema["$ref"].split("/")[-1]], defs, at)
    if "if" in schema:
        way = "else" if _problems(value, schema["if"], defs, at) else "then"
        return _problems(value, schema[way], defs, at)
    if "anyOf" in schema:
        ways = [_problems(value, way, defs, at) for way in schema["anyOf"]]
        return [] if [] in ways else [f"{at}: fits nothing", *min(ways, key=len)]
    return [
        *_simple(value, schema, at),
        *(_object(value, schema, defs, at) if isinstance(value, dict) else ()),
        *(_array(value, schema, defs, at) if isinstance(value, list) else ()),
    ]


def _simple(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    found = []
    wanted = TYPES.get(schema.get("type", ""))
    if wanted and (not isinstance(value, wanted) or (wanted is int and isinstance(value, bool))):
        found.append(f"{at}: not {schema['type']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: not one of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{at}: not {schema['const']}")
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            found.append(f"{at}: too short")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{at}: not like {schema['pattern']}")
    if isinstance(value, int) and not schema.get("minimum", value) <= value:
        found.append(f"{at}: too small")
    if isinstance(value, int) and not value <= schema.get("maximum", value):
        found.append(f"{at}: too large")
    return found


def _object(
    value: dict[str, Any], schema: dict[str, Any], defs: dict[str, Any], at: str
) -> list[str]:
    found = [f"{at}: needs {key}" for key in schema.get("required", ()) if key not in value]
    if len(value) < schema.get("minProperties", 0):
        found.append(f"{at}: is empty")
    more = schema.get("additionalProperties", {})
    for key, each in value.items():
        inner = schema.get("properties", {}).get(key, more)
        if inner is False:
            found.append(f"{at}: may not have {key}")
        elif inner is not True:
            found += _problems(each, inner, defs, f"{at}.{key}")
        if "propertyNames" in schema:
            found += _simple(key, schema["propertyNames"], at)
    return found


def _array(value: list[Any], schema: dict[str, Any], defs: dict[str, Any], at: str) -> list[str]:
    found = [f"{at}: too few"] if len(value) < schema.get("minItems", 0) else []
    for number, each in enumerate(value):
        found += _problems(each, schema.get("items", {}), defs, f"{at}[{number}]")
    return found
