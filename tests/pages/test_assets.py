"""The static files: what is left out, what must still work, and how much a phone has to fetch."""

import gzip
import re
from pathlib import Path

import pytest

from doitonline.pages.assets import UNUSED, build
from tests.pages.gallery import COLOURS, page

NODE_MODULES = Path(__file__).parents[2] / "node_modules"
PACKAGE = Path(__file__).parents[2] / "doitonline"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    build(NODE_MODULES, folder, COLOURS)
    return folder


def test_nothing_is_shipped_that_belongs_to_govuk_alone(built: Path) -> None:
    for path in built.rglob("*.*"):
        assert not re.search(r"GDS Transport|font-face|woff|__crown|crest", path.read_text()), (
            path.name
        )


def test_every_file_that_a_stylesheet_names_is_there(built: Path) -> None:
    for sheet in built.glob("*.css"):
        for name in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            assert (built / name).is_file(), name


def test_every_file_that_a_page_names_is_there(built: Path) -> None:
    for site in ("counter", "office"):
        for name in re.findall(r'(?:src|href)="/static/([^"]+)"', page(site)):
            assert (built / name).is_file(), name


def test_no_template_uses_a_style_that_is_left_out() -> None:
    for path in [*PACKAGE.rglob("*.jinja"), *PACKAGE.rglob("*.html")]:
        names = re.findall(r"(?:govuk|moj)-[a-z]\w*(?:[-_]+\w+)*", path.read_text())
        assert not [name for name in names if UNUSED.search(f".{name}")], path


def test_the_stylesheets_braces_are_in_pairs(built: Path) -> None:
    for sheet in built.glob("*.css"):
        css = sheet.read_text()
        assert css.count("{") == css.count("}"), sheet.name


def test_the_first_page_weighs_less_than_120_kb_and_a_later_one_less_than_12(built: Path) -> None:
    html = len(gzip.compress(page("counter").encode()))
    files = ["counter.css", "force.css", "pages.js", "supported.js", "favicon.svg"]
    assert html < 12_000
    assert html + sum(len(gzip.compress((built / name).read_bytes())) for name in files) < 40_000
