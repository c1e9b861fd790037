"""The tests keep their own rules: no waiting by the clock, and names that are sentences."""

import ast
import re

from doitonline.config.surroundings import ROOT
from tests.architecture.code import modules, named, tree

# One test for each sealed format that another implementation wrote: its name is the format's.
NAMED_BY_FORMAT = "tests/sealing/test_vectors.py"
SLEEPS = {"sleep", "wait_for_timeout"}
BUDGET = 60  # lines of the conftest that all tests load


def test_no_test_sleeps() -> None:
    """What is waited for is an event; a pause is too short on a slow machine, or too long."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in modules("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in SLEEPS
    ]
    assert found == []


def test_a_test_s_name_is_a_sentence() -> None:
    found = [
        f"{named(path)}: {node.name}"
        for path in modules("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and re.match(r"test_", node.name)
        and node.name.count("_") < 3
        and named(path) != NAMED_BY_FORMAT
        and not node.args.args  # a parametrised test's cases end its sentence
    ]
    assert found == []


def test_the_shared_conftest_stays_small() -> None:
    assert len((ROOT / "tests/conftest.py").read_text().splitlines()) < BUDGET


def test_every_folder_of_tests_belongs_to_a_run() -> None:
    """So that none is left out of `make test`: see .ci/tests and tests/station/stage.py."""
    loose = [path.name for path in (ROOT / "tests").glob("test_*.py")]
    assert loose == []
