"""ARCHITECTURE.md is true: its map is the folders, its lines are their docstrings."""

import ast
import re
import tomllib

from doitonline.config.surroundings import ROOT
from tests.architecture.code import PACKAGE, modules, named, tree

LINE = re.compile(r"^- `(doitonline/[a-z/]+)/` — (.+)$", re.MULTILINE)


def test_the_map_shows_the_packages_each_with_the_first_line_of_its_docstring() -> None:
    rooms = [PACKAGE, PACKAGE / "office"]
    packages = [
        folder
        for room in rooms
        for folder in room.iterdir()
        if folder.is_dir()
        and any(folder.glob("*.py"))
        and folder.name not in ("jinja2", "static", "migrations")
    ]
    written = dict(LINE.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
    true = {
        named(package): (ast.get_docstring(tree(package / "__init__.py")) or "").split("\n")[0]
        for package in packages
    }
    assert written == true


def test_every_package_has_its_place_in_a_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [one for one in contracts["contracts"] if one["type"] == "layers"]
    assert {one["containers"][0] for one in layers} == {"doitonline", "doitonline.office"}
    assert all(one["exhaustive"] for one in layers)


def test_every_module_says_what_it_is() -> None:
    silent = [named(path) for path in modules() if not ast.get_docstring(tree(path))]
    assert silent == []
