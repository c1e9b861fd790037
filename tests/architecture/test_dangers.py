"""Ways of writing that have let attackers in elsewhere are not used here."""

import ast
import re

import pytest

from doitonline.config.surroundings import ROOT
from tests.architecture.code import modules, named, templates, tracked, tree

# SECURITY.md names these: each goes round a protection of Django or Jinja2.
FORBIDDEN_CALLS = {
    "mark_safe",
    "SafeString",
    "RawSQL",
    "raw",
    "extra",
    "csrf_exempt",
    "eval",
    "exec",
}
WITH_REASON = {
    # The drawing of a code that we made ourselves, by a library, from an address of ours.
    "doitonline/office/people/authenticators.py SafeString",
}
FORBIDDEN_IMPORTS = ("pickle", "marshal", "shelve", "django.contrib.admin", "unittest.mock")


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_no_protection_is_gone_round() -> None:
    found = {
        f"{named(path)} {name}"
        for path in modules()
        for node in ast.walk(tree(path))
        for name in (
            [name_of(node.func)]
            if isinstance(node, ast.Call)
            else [name_of(one) for one in getattr(node, "decorator_list", [])]
        )
        if name in FORBIDDEN_CALLS
    }
    assert found == WITH_REASON


@pytest.mark.parametrize("folder", ["doitonline", "tests"])
def test_nothing_dangerous_or_make_believe_is_imported(folder: str) -> None:
    found = [
        f"{named(path)} imports {name}"
        for path in modules(folder)
        for node in ast.walk(tree(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.startswith(FORBIDDEN_IMPORTS)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a filter that switches escaping off", r"\|\s*safe\b|autoescape"),
        ("a style inside a page", r"<style|\sstyle\s*="),
        ("a script inside a page", r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:"),
        ("something of another site's", r"(?:src|href)=[\"']https?://"),
    ],
)
def test_no_template_has(what: str, pattern: str) -> None:
    found = [
        f"{named(path)}:{number}"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == [], what


def test_every_template_is_used() -> None:
    """By the code, by another template, or by allauth, which looks its own up by name."""
    sources = [path.read_text(encoding="utf-8") for path in [*modules(), *templates()]]
    everything = "\n".join(sources)
    unused = [
        named(path)
        for path in templates()
        if path.relative_to(ROOT).parts[1:3] != ("pages", "jinja2")
        and not {"account", "mfa"} & set(path.parts)
        and not said_in(everything, path.name.rsplit(".", 1)[0])
    ]
    assert unused == []


def said_in(everything: str, name: str) -> bool:
    """Whether the name stands there, or its beginning with a `{` that fills in the rest."""
    beginnings = [name[: place + 1] for place, letter in enumerate(name) if letter == "_"]
    return name in everything or any(f"{one}{{" in everything for one in beginnings)


def test_no_lock_file_names_a_registry() -> None:
    """Where packages come from is the machine's business; what they are is their hash."""
    for name in ("package-lock.json", *(f"requirements/{one.name}" for one in locks())):
        text = (ROOT / name).read_text()
        assert not re.search(r"https?://|--index-url|--find-links", text), name
        assert "sha512-" in text or "--hash=sha256:" in text, name


def locks() -> list[object]:
    return sorted((ROOT / "requirements").glob("*.txt"))


def test_no_key_or_password_is_kept_with_the_code() -> None:
    looks_private = re.compile(
        rb"BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1[0-9A-Z]|\bAKIA[0-9A-Z]{16}\b"
    )
    found = [named(path) for path in tracked() if looks_private.search(path.read_bytes())]
    assert found == []


def test_pages_know_no_model() -> None:
    """`pages` may use Django, not its database: import contracts see only whole packages."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in modules("doitonline/pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("django.db", "django.contrib", "django.forms"))
    ]
    assert found == []
