"""A folder compiles to JSON with a hash, from which the same service can be made again."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doitonline.definitions.compiling import compile_folder, hash_of, tree_of
from doitonline.definitions.faults import Fault, Place
from doitonline.definitions.plan import Plan
from doitonline.definitions.reading import plain_tree
from tests.definitions.small import GOOD, KNOWN, compiled, written

TREE = plain_tree(GOOD)
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 30), st.text("ab.*{}-_ ", max_size=4), st.just([]),
    st.just({}), st.just([[]]), st.just({"question": "t.now"}), st.just({"any": [{}]}),
    st.just({"not": {"not": "stolen"}}), st.just("stolen"), st.just("item"), st.just("t.kind"),
    st.just("exit.call-999"), st.just("checkboxes"), st.just({"some": "item", "where": "stolen"}),
    st.just({"rule": "under_eighteen", "of": {"born": "t.kind"}}), st.just({"count": "item"}),
    st.just({"question": "p.dob", "before": "9999 years ago"}),
)  # fmt: skip


def test_the_compiled_form_is_json_from_which_the_same_service_comes(tmp_path: Path) -> None:
    found = compiled(tmp_path)
    again = Plan.read(json.loads(json.dumps(found.tree)))
    assert found.plan is not None
    assert again.service == found.plan.service
    assert hash_of(tree_of(again.service)) == found.hash


def test_the_hash_says_what_is_meant_not_how_it_is_written(tmp_path: Path) -> None:
    plain = compiled(tmp_path / "a").hash
    assert re.fullmatch("[0-9a-f]{64}", plain)
    assert compiled(tmp_path / "b", "# A remark.\n" + GOOD).hash == plain
    assert compiled(tmp_path / "c", GOOD.replace("schema: 1\n", "").replace(
        "title: Tell", "schema: 1\ntitle: Tell")).hash == plain  # fmt: skip
    assert compiled(tmp_path / "d", GOOD.replace("title: Tell", "title: Say")).hash != plain


def test_the_source_is_kept_as_it_was_written(tmp_path: Path) -> None:
    assert compiled(tmp_path).source == {"service.yaml": GOOD}


def test_a_definition_in_parts_is_the_same_definition(tmp_path: Path) -> None:
    start, end = GOOD.index("  - id: how"), GOOD.index("  - id: things")
    part = "pages:\n" + GOOD[start:end]
    folder = written(tmp_path / "parts", GOOD[:start] + "  - use: how.yaml\n" + GOOD[end:])
    (folder / "how.yaml").write_text(part, encoding="utf-8")
    found = compile_folder(folder, KNOWN)
    assert found.faults == ()
    assert found.hash == compiled(tmp_path / "whole").hash


def test_what_the_schema_refuses_has_no_plan_and_no_hash(tmp_path: Path) -> None:
    found = compiled(tmp_path, GOOD.replace("type: imei", "type: imie"))
    assert (found.plan, found.tree, found.hash) == (None, {}, "")
    assert not found.publishable


def test_errors_come_before_warnings_each_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD.replace("      max: 5\n", "").replace("NOW:", "NOWW:").replace("{force", "{farce")
    found = compiled(tmp_path, text).faults
    assert [fault.severity for fault in found] == ["error", "error", "warning"]
    assert found[0].place < found[1].place


def test_a_fault_reads_as_one_line() -> None:
    fault = Fault("error", Place("a.yaml", 3), "It is wrong.")
    assert str(fault) == "a.yaml:3: error: It is wrong."


def paths(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a tree."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    found = []
    for key, value in pairs:
        found.append((*at, key))
        if isinstance(value, dict | list):
            found += paths(value, (*at, key))
    return found


def changed(tree: Any, path: tuple[Any, ...], value: Any, gone: bool) -> Any:
    """The tree with one value replaced, or taken away."""
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    if len(path) > 1:
        copy[path[0]] = changed(tree[path[0]], path[1:], value, gone)
    elif gone:
        del copy[path[0]]
    else:
        copy[path[0]] = value
    return copy


@given(
    st.lists(st.tuples(st.sampled_from(paths(TREE)), JUNK, st.booleans()), min_size=1, max_size=2)
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_spoilt_definition_has_faults_and_never_fails(
    tmp_path: Path, changes: list[tuple[tuple[Any, ...], Any, bool]]
) -> None:
    tree = TREE
    for path, value, gone in changes:
        if path in paths(tree):
            tree = changed(tree, path, value, gone)
    found = compiled(tmp_path, yaml.safe_dump(tree, sort_keys=False))
    for fault in found.faults:
        assert fault.place.file == "service.yaml"
        assert re.search(r"[.?]\Z", fault.sentence), fault.sentence
        assert "Input should" not in fault.sentence
    assert found.publishable == (not [f for f in found.faults if f.severity == "error"])


@pytest.mark.parametrize("key", sorted(TREE))
def test_a_service_without_one_of_its_blocks_has_faults_and_never_fails(
    tmp_path: Path, key: str
) -> None:
    tree = {name: block for name, block in TREE.items() if name != key}
    found = compiled(tmp_path, yaml.safe_dump(tree, sort_keys=False))
    assert found.faults or key in ("flags", "next")
