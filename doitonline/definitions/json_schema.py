"""The grammar as JSON Schema, for editors: `docs/service.schema.json`.

It is made from the models of `schema.py` and `conditions.py`, with the short forms in which a part
may be written. `python -m doitonline.definitions.json_schema` writes it anew.
"""

import ast
import json
from inspect import cleandoc, getsource
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel

from doitonline.definitions import conditions, schema
from doitonline.definitions.reading import PARTS

WRITTEN = Path(__file__).parents[2] / "docs" / "service.schema.json"
Schema = dict[str, Any]
CONDITION, TEXT = {"$ref": "#/$defs/Condition"}, {"$ref": "#/$defs/Text"}


def service_schema() -> Schema:
    """The schema of a service's file, or of a part that it uses."""
    made = schema.Service.model_json_schema(by_alias=True)
    found: Schema = made.pop("$defs")
    found["Service"] = made
    for name in found:
        _describe(found[name], getattr(schema, name, None) or getattr(conditions, name))
    tidy: Schema = {name: _tidied(each) for name, each in found.items()}
    tidy["Condition"] = _conditions(tidy)
    tidy["Text"] = _text()
    _shorten(tidy)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A service, or a part of one",
        "if": {"required": ["service"]},
        "then": {"$ref": "#/$defs/Service"},
        "else": {"$ref": "#/$defs/Part"},
        "$defs": dict(sorted(tidy.items())),
    }


def _describe(part: Schema, model: type[BaseModel]) -> None:
    """Adds the words that stand under a field in the source."""
    (written,) = (
        n for n in ast.parse(dedent(getsource(model))).body if isinstance(n, ast.ClassDef)
    )
    for field, after in pairwise(written.body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            info = model.model_fields[field.target.id]
            words = cleandoc(str(after.value.value))
            part["properties"][info.alias or field.target.id]["description"] = words


def _tidied(part: Any) -> Any:
    """Without machine-made titles, empty values and repetition of what a text or condition is."""
    if isinstance(part, list):
        return [_tidied(each) for each in part]
    if not isinstance(part, dict):
        return part
    if {"$ref": "#/$defs/NamedShort"} in part.get("oneOf", ()):
        return {**CONDITION, **_words_of(part)}
    if _is_text(part):
        return {**TEXT, **_words_of(part)}
    ways = [way for way in part.get("anyOf", ()) if way != {"type": "null"}]
    if len(ways) == 1:
        rest = {key: value for key, value in part.items() if key not in ("anyOf", "default")}
        return _tidied({**ways[0], **rest})
    if ways:
        part = {**part, "anyOf": ways}
    kept = {
        key: _tidied(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value in (None, {}, []))
    }
    return {**kept, "properties": _properties(part)} if "properties" in part else kept


def _properties(part: Schema) -> Schema:
    return {name: _tidied(each) for name, each in part["properties"].items()}


def _words_of(part: Schema) -> Schema:
    words = part.get("description")
    return {"description": words} if words and not words.startswith("Words, or") else {}


def _is_text(part: Schema) -> bool:
    ways = part.get("anyOf", ())
    return bool(ways) and any("propertyNames" in way for way in ways if isinstance(way, dict))


def _conditions(found: Schema) -> Schema:
    names = ("Asked", "AnyOf", "AllOf", "Not", "Count", "Some", "Ruled", "NamedShort")
    named = {"type": "string", "description": "The name of a condition of the service."}
    return {"anyOf": [named, *({"$ref": f"#/$defs/{name}"} for name in names)]}


def _text() -> Schema:
    return {
        "description": "Words that people read, or words by language: {en: …, cy: …}.",
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": "^([a-z]{2}(-[A-Z]{2})?|\\*)$"},
                "additionalProperties": {"type": "string", "minLength": 1},
            },
        ],
    }


def _shorten(found: Schema) -> None:
    """Adds the short forms: an option as its label, one of several without a list, and so on."""
    found["OptionWritten"] = {"anyOf": [TEXT, {"$ref": "#/$defs/Option"}]}
    found["FlagWritten"] = {"anyOf": [CONDITION, {"$ref": "#/$defs/Flag"}]}
    options = found["Question"]["properties"]["options"]
    options["additionalProperties"] = {"$ref": "#/$defs/OptionWritten"}
    for name, key, one in (("Page", "exit", "ExitGuard"), ("Made", "link", "Link")):
        field = found[name]["properties"][key]
        listed = {key: field.pop(key) for key in ("type", "items")}
        field["anyOf"] = [{"$ref": f"#/$defs/{one}"}, listed]
    service = found["Service"]
    flag = {"$ref": "#/$defs/FlagWritten"}
    service["properties"]["flags"]["additionalProperties"] = {
        "anyOf": [flag, {"type": "array", "items": flag}]
    }
    use = {
        "type": "object",
        "description": "The pages of a part: a file beside this one, or ../shared/….",
        "properties": {"use": {"type": "string"}},
        "required": ["use"],
        "additionalProperties": False,
    }
    service["properties"]["pages"]["items"] = {"anyOf": [{"$ref": "#/$defs/Page"}, use]}
    service["required"] = [key for key in service["required"] if key not in PARTS]
    found["Part"] = {
        "description": "A part of a service: what it holds is joined to the service's own.",
        "type": "object",
        "properties": {key: service["properties"][key] for key in sorted(PARTS)},
        "additionalProperties": False,
    }


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(service_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    WRITTEN.write_text(text(), encoding="utf-8")
