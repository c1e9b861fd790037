"""From the files of a service to one tree, with the file and line of everything in it.

YAML is read through libyaml's nodes, for speed and line numbers, with the core schema of YAML 1.2:
`yes` and `no` are words, only `true` and `false` are booleans.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from doitonline.definitions.faults import Fault, Place

Tree = Any
Path_ = tuple[str | int, ...]

INTEGER = re.compile(r"[-+]?[0-9]+\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
MERGED = ("conditions", "exits", "unmapped", "flags")
APPENDED = ("record", "route", "next")
PARTS = {*MERGED, *APPENDED, "pages", "migrate"}
DEEPEST, MOST = 60, 200_000
"""How deep a file may nest, and how many values it may hold once its aliases are filled in."""


@dataclass
class Read:
    """A service as read: its tree, where each part of it is written, its files, and the faults."""

    tree: dict[str, Any] = field(default_factory=dict)
    places: dict[Path_, Place] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """The file and line of a part of the tree, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return Place("service.yaml", 1)


def read_folder(folder: Path) -> Read:
    """Reads `service.yaml`, the parts it uses and the guidance it names."""
    reader = _Reader(folder)
    tree = reader.load(folder / "service.yaml", ())
    if isinstance(tree, dict):
        reader.read.tree = tree
        reader.use_parts(tree)
        reader.include_guidance(tree, ())
    elif not reader.read.faults:
        reader.fault(Place("service.yaml", 1), "The file should hold a service: keys and values.")
    return reader.read


class _Unreadable(Exception):
    """YAML that no definition needs: endless, enormous, or nested too deep."""

    def __init__(self, line: int, sentence: str) -> None:
        self.line, self.sentence = line, sentence


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder, self.read = folder, Read()
        self.around: list[int] = []
        self.values = 0

    def fault(self, place: Place, sentence: str) -> None:
        self.read.faults.append(Fault("error", place, sentence))

    def load(self, file: Path, at: Path_) -> Tree:
        name = self.name_of(file)
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.fault(self.read.place(at), f"The file {name} cannot be read.")
            return None
        self.read.source[name] = text
        try:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "it cannot be understood"
            line = mark.line + 1 if mark else 1
            self.fault(Place(name, line), f"This is not YAML: {problem}.")
            return None
        self.around = []
        try:
            return None if node is None else self.plain(node, name, at)
        except _Unreadable as found:
            self.fault(Place(name, found.line), found.sentence)
            return None

    def name_of(self, file: Path) -> str:
        try:
            return str(file.relative_to(self.folder))
        except ValueError:
            return str(file.resolve().relative_to(self.folder.resolve().parent))

    def plain(self, node: yaml.Node, name: str, at: Path_) -> Tree:
        line = node.start_mark.line + 1
        self.read.places[at] = Place(name, line)
        self.values += 1
        if self.values > MOST:
            raise _Unreadable(line, f"The file holds more than {MOST:,} values.")
        if not isinstance(node, yaml.CollectionNode):
            return scalar(node)
        if id(node) in self.around:
            raise _Unreadable(line, "An alias stands inside itself: it would never end.")
        if len(self.around) >= DEEPEST:
            raise _Unreadable(line, f"This is nested more than {DEEPEST} deep.")
        self.around.append(id(node))
        tree: Tree
        if isinstance(node, yaml.MappingNode):
            tree = self.mapping(node, name, at)
        else:
            tree = [self.plain(each, name, (*at, n)) for n, each in enumerate(node.value)]
        self.around.pop()
        return tree

    def mapping(self, node: yaml.MappingNode, name: str, at: Path_) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(Place(name, line), "A key should be one word, not a list or a mapping.")
                continue
            key = str(key_node.value)
            if key == "<<":
                self.fault(Place(name, line), "“<<” is not understood here: write it out.")
                continue
            if key in tree:
                self.fault(Place(name, line), f"“{key}” is written twice here.")
                continue
            tree[key] = self.plain(value_node, name, (*at, key))
            self.read.places[(*at, key)] = Place(name, line)
        return tree

    def use_parts(self, tree: dict[str, Any]) -> None:
        """Puts each used part in its place; what the service itself says of a thing comes last."""
        own = {key: tree.pop(key) for key in (*MERGED, *APPENDED) if key in tree}
        own_places = {p: v for p, v in self.read.places.items() if p and p[0] in own}
        for path in own_places:
            del self.read.places[path]
        pages = tree.get("pages")
        entries = pages if isinstance(pages, list) else []
        if pages is not None and not isinstance(pages, list):
            self.fault(self.read.place(("pages",)), "“pages” should be a list.")
        tree["pages"] = []
        kept = {p: v for p, v in self.read.places.items() if p[:1] == ("pages",) and len(p) > 1}
        for path in kept:
            del self.read.places[path]
        for number, entry in enumerate(entries):
            here = {p[2:]: v for p, v in kept.items() if p[1] == number}
            if isinstance(entry, dict) and set(entry) == {"use"}:
                self.use(tree, str(entry["use"]), here.get((), Place("service.yaml", 1)))
            else:
                self.append(tree, "pages", entry, here)
        for key, value in own.items():
            here = {p[1:]: v for p, v in own_places.items() if p[0] == key}
            self.merge(tree, key, value, here)

    def use(self, tree: dict[str, Any], name: str, place: Place) -> None:
        file = self.folder / name
        services = self.folder.resolve().parent
        if not file.resolve().is_relative_to(services):
            self.fault(place, f"The part {name} is outside the services' folder.")
            return
        outer, self.read.places = self.read.places, {(): place}
        part = self.load(file, ())
        inner, self.read.places = self.read.places, outer
        if part is None:
            return
        if not isinstance(part, dict):
            self.fault(place, f"The part {name} should hold keys such as pages and conditions.")
            return
        for key, value in part.items():
            here = {p[1:]: v for p, v in inner.items() if p[:1] == (key,)}
            if key not in PARTS:
                self.fault(here.get((), place), f"A part cannot hold “{key}”.")
                continue
            self.merge(tree, key, value, here)

    def merge(self, tree: dict[str, Any], key: str, value: Tree, here: dict[Path_, Place]) -> None:
        place = here.get((), Place("service.yaml", 1))
        self.read.places.setdefault((key,), place)
        if key in MERGED:
            if not isinstance(value, dict):
                self.fault(place, f"“{key}” should hold names and what they stand for.")
                return
            for name, each in value.items():
                inner = {p[1:]: v for p, v in here.items() if p[:1] == (name,)}
                self.put(tree, key, name, each, inner)
            tree.setdefault(key, {})
            return
        if not isinstance(value, list):
            self.fault(place, f"“{key}” should be a list.")
            return
        tree.setdefault(key, [])
        for number, each in enumerate(value):
            inner = {p[1:]: v for p, v in here.items() if p[:1] == (number,)}
            self.append(tree, key, each, inner)

    def put(
        self, tree: dict[str, Any], key: str, name: str, value: Tree, here: dict[Path_, Place]
    ) -> None:
        within = tree.setdefault(key, {})
        if key == "flags":
            values = value if isinstance(value, list) else [value]
            listed = within.setdefault(name, [])
            self.read.places.setdefault((key, name), here.get((), Place("service.yaml", 1)))
            for n, each in enumerate(values):
                inner = {p[1:]: v for p, v in here.items() if p[:1] == (n,)}
                self.add_places(
                    (key, name, len(listed)), inner if isinstance(value, list) else here
                )
                listed.append(each)
            return
        if name in within:
            place = here.get((), Place("service.yaml", 1))
            self.fault(
                place, f"“{name}” in {key} is already written at {self.read.place((key, name))}."
            )
            return
        within[name] = value
        self.add_places((key, name), here)

    def append(self, tree: dict[str, Any], key: str, value: Tree, here: dict[Path_, Place]) -> None:
        listed = tree.setdefault(key, [])
        if isinstance(listed, list):
            self.add_places((key, len(listed)), here)
            listed.append(value)

    def add_places(self, at: Path_, here: dict[Path_, Place]) -> None:
        for path, place in here.items():
            self.read.places[(*at, *path)] = place

    def include_guidance(self, tree: Tree, at: Path_) -> None:
        """Replaces each `@file.md` by the words of that file under `guidance/`."""
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for key, value in list(pairs):
            path = (*at, key)
            if isinstance(value, dict | list):
                self.include_guidance(value, path)
            elif isinstance(value, str) and value.startswith("@") and value.endswith(".md"):
                tree[key] = self.guidance(value[1:], self.read.place(path))

    def guidance(self, name: str, place: Place) -> str:
        for folder in (self.folder / "guidance", self.folder.parent / "shared" / "guidance"):
            file = folder / name
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                try:
                    text = file.read_text(encoding="utf-8").strip()
                except (OSError, UnicodeDecodeError):
                    break
                self.read.source[self.name_of(file)] = text
                return text
        self.fault(place, f"There is no guidance/{name}, or it is not text.")
        return name


def scalar(node: yaml.Node) -> str | int | float | bool | None:
    """A plain value by YAML 1.2's core schema; anything in quotes is words."""
    value = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return value
    if value in ("", "~", "null", "Null", "NULL"):
        return None
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value[0] in "tT"
    if INTEGER.match(value):
        return int(value)
    return float(value) if DECIMAL.match(value) else value


def plain_tree(text: str) -> dict[str, Any]:
    """A YAML text as plain values, read as definitions are. Raises ValueError for anything else."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {error}") from None
    reader = _Reader(Path())
    try:
        tree = reader.plain(node, "", ()) if node is not None else None
    except _Unreadable as found:
        raise ValueError(f"line {found.line}: {found.sentence}") from None
    if not isinstance(tree, dict) or reader.read.faults:
        raise ValueError("; ".join(f.sentence for f in reader.read.faults) or "not a mapping")
    return tree
