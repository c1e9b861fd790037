"""Modules and functions stay short enough to be read; what reads better longer is listed."""

import ast
from collections.abc import Iterator

from tests.architecture.code import modules, named, tree

MODULE, FUNCTION = 300, 30  # lines; a function's docstring is not counted

LONGER = {
    "doitonline/definitions/conditions.py": "the grammar of conditions, read in one piece",
    "doitonline/pages/questions.py": "one function for each type of question, side by side",
    "doitonline/office/casework/receiving.py:receive": "the whole of one transaction, in order",
}


def test_modules_and_functions_are_within_their_budgets() -> None:
    too_long = {name for name, lines, budget in measured() if lines > budget}
    assert too_long - LONGER.keys() == set()


def test_the_exceptions_are_still_needed() -> None:
    too_long = {name for name, lines, budget in measured() if lines > budget}
    assert LONGER.keys() - too_long == set()


def measured() -> Iterator[tuple[str, int, int]]:
    """Each module and function: its name, its lines, and how many it may have."""
    for path in modules():
        yield named(path), len(path.read_text(encoding="utf-8").splitlines()), MODULE
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{named(path)}:{node.name}", length(node), FUNCTION


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring
