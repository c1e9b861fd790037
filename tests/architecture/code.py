"""The product's source, as the tests of this folder look at it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from doitonline.config.surroundings import ROOT

PACKAGE = ROOT / "doitonline"


@cache
def modules(folder: str = "doitonline") -> list[Path]:
    """Every Python file under `folder`, migrations left out: those are written by a machine."""
    found = (ROOT / folder).glob("**/*.py")
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def templates() -> list[Path]:
    """Every template of the product."""
    found = PACKAGE.glob("**/jinja2/**/*")
    return sorted(path for path in found if path.is_file())


@cache
def tracked() -> list[Path]:
    """Every file that belongs to the project, as git sees it, the ones not yet added included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
