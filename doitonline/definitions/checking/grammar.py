"""The grammar as the schema has it: which keys a part of a definition may have, and its name."""

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from doitonline.definitions import conditions as c
from doitonline.definitions import schema as s
from doitonline.definitions.reading import Path_

NOUNS: dict[type[BaseModel], str] = {
    s.Service: "a service", s.Page: "a page", s.Question: "a question", s.Option: "an option",
    s.Limit: "a limit", s.ExitGuard: "a way out of a page", s.Repeat: "a repeat", s.Exit: "an exit",
    s.Flag: "a flag", s.Link: "a link", s.Made: "an entry of the record", s.Route: "a route",
    s.Law: "the law", s.Next: "a paragraph of “next”", s.Start: "the start page",
    s.Migration: "an entry of “migrate”", c.Asked: "a claim about a question", c.AnyOf: "an “any”",
    c.AllOf: "an “all”", c.Not: "a “not”", c.Count: "a “count”", c.Some: "a “some”",
    c.Ruled: "a rule", c.NamedShort: "a named condition",
}  # fmt: skip
CONDITIONS: dict[str, type[BaseModel]] = {
    "question": c.Asked, "named": c.NamedShort, "any": c.AnyOf, "all": c.AllOf, "not": c.Not,
    "count": c.Count, "some": c.Some, "rule": c.Ruled,
}  # fmt: skip
HOLDS_CONDITION = ("when", "show_when", "where", "not")


def noun_of(model: type[BaseModel]) -> str:
    """What a designer calls a part of a definition."""
    return NOUNS.get(model, "this")


def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The keys that a part may have, as they are written."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def tree_path(loc: tuple[str | int, ...], tree: Any) -> Path_:
    """The path in the written tree of what the schema's own path names.

    The schema's path also says which kind of condition it tried, and ends with a missing key or
    with the type it tried: those are left out.
    """
    path: list[str | int] = []
    node, rest = tree, list(loc)
    while rest:
        part = rest.pop(0)
        if not _leads_on(node, part):
            if part in HOLDS_CONDITION and rest and rest[0] in CONDITIONS:
                rest.pop(0)
            continue
        node = node[part]
        path.append(part)
        if rest and _holds_condition(path) and rest[0] in CONDITIONS:
            rest.pop(0)
    return tuple(path)


def _leads_on(node: Any, part: str | int) -> bool:
    if isinstance(node, list):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, dict) and part in node


def _holds_condition(path: list[str | int]) -> bool:
    last, before = path[-1], path[-2] if len(path) > 1 else None
    return last in HOLDS_CONDITION or before in ("any", "all", "conditions")


def model_at(path: Path_, tree: Any) -> type[BaseModel]:
    """The part of the schema that a path of the written tree leads into."""
    found: Any = s.Service
    node = tree
    for part in path:
        node = node.get(part) if isinstance(node, dict) else node[part]
        found = _step(found, part, node)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else s.Service


def _step(found: Any, part: str | int, node: Any) -> Any:
    """The schema of one key or entry of what `found` is the schema of."""
    if isinstance(found, type) and issubclass(found, BaseModel):
        field = fields_of(found).get(str(part))
        return None if field is None else _model_within(field.annotation, node)
    if get_origin(found) in (dict, tuple):
        return _model_within(get_args(found)[-2 if get_origin(found) is tuple else -1], node)
    return None


def _model_within(annotation: Any, node: Any) -> Any:
    """A model, or a list or mapping of models; of the kinds of condition the one written."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _model_within(get_args(annotation)[0], node)
    if origin in (Union, UnionType):
        ways = [each for each in get_args(annotation) if each is not type(None)]
        if any(get_origin(way) is Annotated for way in ways) or c.Asked in ways:
            return CONDITIONS.get(c.kind_of(node))
        return _model_within(ways[0], node)
    if origin is tuple and isinstance(node, dict):
        return _model_within(get_args(annotation)[0], node)
    return annotation
