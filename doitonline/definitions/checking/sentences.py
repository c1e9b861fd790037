"""Sentences for what the schema refuses, with the file and line where it stands.

The schema's own messages speak of tuples and inputs; a designer reads of lists and keys.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from doitonline.definitions.checking.grammar import fields_of, model_at, noun_of, tree_path
from doitonline.definitions.checking.nearest import did_you_mean, listed
from doitonline.definitions.faults import Fault
from doitonline.definitions.reading import Path_, Read
from doitonline.definitions.schema import ID, SLUG

WANTED = {
    "string": "should be words",
    "int": "should be a whole number",
    "bool": "should be true or false",
    "tuple": "should be a list",
    "dict": "should hold keys and values",
    "model": "should hold keys and values",
}
PATTERNS = {
    ID: "should be small letters, digits and underscores, with dots between parts, such as w.when",
    SLUG: "should be small letters and digits with hyphens between words, such as safe-contact",
}
EITHER = "should be one of these: "


def faults_of(error: ValidationError, read: Read) -> Iterator[Fault]:
    """A fault for each thing that the schema refuses."""
    refused: dict[Path_, list[Mapping[str, Any]]] = {}
    for each in error.errors(include_url=False):
        refused.setdefault(tree_path(each["loc"], read.tree), []).append(each)
    for path, errors in refused.items():
        for sentence in dict.fromkeys(_sentences(path, errors, read.tree)):
            yield Fault("error", read.place(path), sentence)


def _sentences(path: Path_, errors: list[Mapping[str, Any]], tree: Any) -> Iterator[str]:
    types = [each for each in errors if wanted(each) is not None]
    for each in errors:
        if each not in types:
            yield _sentence(path, each, tree)
    if types:
        yield _wrong_type(path, types, tree)


def wanted(error: Mapping[str, Any]) -> str | None:
    """What should stand there instead of a value of the wrong type; None for another error."""
    kind, _, ending = error["type"].partition("_")
    of_type = ending in ("type", "parsing", "from_float", "parsing_size")
    return WANTED.get(kind) if of_type else None


def _wrong_type(path: Path_, errors: list[Mapping[str, Any]], tree: Any) -> str:
    value, name = errors[0]["input"], called(path)
    if value is None:
        return f"{name} is empty: write something after it, or leave it out."
    ways = list(dict.fromkeys(filter(None, map(wanted, errors))))
    if len(ways) == 1:
        said = ways[0]
    else:
        said = ways[0] + "".join(" or " + way.removeprefix("should be ") for way in ways[1:])
    if "words" in said and isinstance(value, bool | int | float):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return f"{name} {said}: put {shown} in quotes."
    return f"{name} {said}."


def _sentence(path: Path_, error: Mapping[str, Any], tree: Any) -> str:
    context, name = error.get("ctx", {}), called(path)
    match error["type"]:
        case "missing":
            return _missing(path, str(error["loc"][-1]), tree)
        case "extra_forbidden":
            return _unknown(path, tree)
        case "literal_error":
            return _not_allowed(path, error, tree)
        case "string_pattern_mismatch":
            return f"“{error['input']}” {PATTERNS[context['pattern']]}."
        case "greater_than_equal":
            return f"{name} should be {context['ge']:,} or more."
        case "less_than_equal":
            return f"{name} should be {context['le']:,} or less."
        case "too_short":
            return f"{name} should hold at least one entry."
        case "string_too_short":
            return f"{name} is too short: write at least {context['min_length']} characters."
        case "value_error" | "condition":
            said = str(context.get("error") or error["msg"])
            return f"{said}." if said.startswith("“") else f"{name} {said}."
    return f"{name} is not right: {error['msg'][:1].lower()}{error['msg'][1:]}."


def called(path: Path_) -> str:
    """What a designer calls the thing at a path: its key, or where it stands in a list."""
    if not path:
        return "The service"
    if isinstance(path[-1], int):
        inside = [part for part in path if isinstance(part, str)]
        return f"Entry {path[-1] + 1} of “{inside[-1]}”" if inside else f"Entry {path[-1] + 1}"
    return f"“{path[-1]}”"


def within(path: Path_, tree: Any) -> str:
    """The nearest thing around a path that has a name, such as “in the question “t.kind””."""
    node, found = tree, ""
    for part in path:
        node = node.get(part) if isinstance(node, dict) else node[part]
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            found = f" (in “{node['id']}”)"
        if not isinstance(node, dict | list):
            break
    return found


def _missing(path: Path_, key: str, tree: Any) -> str:
    noun = noun_of(model_at(path, tree))
    return f"{noun[:1].upper()}{noun[1:]} needs “{key}”{within(path, tree)}."


def _unknown(path: Path_, tree: Any) -> str:
    key, model = str(path[-1]), model_at(path[:-1], tree)
    known = fields_of(model)
    hint = did_you_mean(key, known)
    if not hint and len(known) <= 12:
        hint = f" It may have {listed(known, 'and')}."
    return f"“{key}” is not something that {noun_of(model)} has{within(path[:-1], tree)}.{hint}"


def _not_allowed(path: Path_, error: Mapping[str, Any], tree: Any) -> str:
    model = model_at(path[:-1], tree)
    allowed = allowed_of(model, str(path[-1]))
    value = error["input"]
    if value is None:
        return f"{called(path)} is empty: it {EITHER}{listed(allowed)}."
    hint = did_you_mean(str(value), allowed)
    return f"{called(path)} {EITHER}{listed(allowed)}; not “{value}”.{hint}"


def allowed_of(model: type[BaseModel], key: str) -> tuple[str, ...]:
    """The values that a key of fixed choices may have, from the schema itself."""
    field = fields_of(model)[key]
    return tuple(str(value) for value in get_args(field.annotation))
