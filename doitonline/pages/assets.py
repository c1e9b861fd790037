"""Builds the static files at set-up from what npm installed: no Node, Sass or bundler at run time.

What is built: ``counter.css``, ``office.css``, ``force.css``, ``pages.js``, ``supported.js``,
``favicon.svg`` and the few icons that the stylesheets name. Left out of the design systems' files:
the GDS Transport font, which is licensed to GOV.UK alone, the crown and the royal arms, and the
styles of components that no page uses.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from doitonline.pages.colours import force_css

SOURCES = Path(__file__).parent / "static"
GOVUK = Path("govuk-frontend/dist/govuk")
MOJ = Path("@ministryofjustice/frontend/moj")
NOTICES = {
    GOVUK: "/*! govuk-frontend, (c) Crown copyright (Government Digital Service), MIT */",
    MOJ: "/*! @ministryofjustice/frontend, (c) Crown copyright (Ministry of Justice), MIT */",
}
FONT = (
    ":root{--app-font:system-ui,-apple-system,'Segoe UI',Roboto,"
    "'Noto Sans','Liberation Sans',arial,sans-serif}"
)
UNUSED_BLOCKS = [
    "govuk-accordion",
    "govuk-cookie-banner",
    "govuk-feedback",
    "govuk-header",
    "govuk-footer__copyright-logo",
    "govuk-footer__crown",
    "govuk-footer__licence-description",
    "govuk-footer__licence-logo",
    "moj-add-another",
    "moj-banner",
    "moj-button-menu",
    "moj-cookie-banner",
    "moj-datepicker",
    "moj-header__logotype-crest",
    "moj-header__logotype-crown",
    "moj-interruption-card",
    "moj-js-datepicker",
    "moj-multi-file-upload",
    "moj-multi-select",
    "moj-organisation-nav",
    "moj-password-reveal",
    "moj-progress-bar",
    "moj-rich-text-editor",
    "moj-search-toggle",
    "moj-task-list",
]
UNUSED = re.compile(rf"\.({'|'.join(UNUSED_BLOCKS)})(?![a-zA-Z0-9]|-[a-zA-Z0-9])")
OFFICE_ONLY = "app-office"


def build(node_modules: Path, into: Path, colours: Mapping[str, str]) -> list[Path]:
    """Write the static files into `into`, which is made if it is missing; returns what was written.

    Raises:
        FileNotFoundError: npm has not installed the design systems in `node_modules`.
        UnreadableColours: the force's colours.
    """
    force = force_css(colours)
    govuk = stylesheet(node_modules / GOVUK / "govuk-frontend.min.css")
    moj = stylesheet(node_modules / MOJ / "moj-frontend.min.css")
    texts = {
        "counter.css": "\n".join([NOTICES[GOVUK], FONT, govuk, own_css(office=False)]),
        "office.css": "\n".join(
            [NOTICES[GOVUK], NOTICES[MOJ], FONT, govuk, moj, own_css(office=True)]
        ),
        "force.css": force,
        "pages.js": script(node_modules / GOVUK / "govuk-frontend.min.js"),
        "supported.js": (SOURCES / "supported.js").read_text(),
        "favicon.svg": (SOURCES / "favicon.svg")
        .read_text()
        .replace("#14284b", colours.get("brand", "#14284b")),
    }
    into.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (into / name).write_text(text)
    icons = [
        _icon(node_modules, name, into)
        for name in sorted(set(re.findall(r"url\(icons/([^)]+)\)", moj)))
    ]
    return [*(into / name for name in texts), *icons]


def stylesheet(path: Path) -> str:
    """A design system's stylesheet without fonts, arms and unused components, its icons in ours."""
    css = path.read_text().replace("\ufeff", "").removeprefix('@charset "UTF-8";')
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = css.replace("GDS Transport,arial,sans-serif", "var(--app-font)")
    css = "".join(_used(css))
    return css.replace("url(/assets/images/", "url(icons/")


def _used(css: str) -> Iterator[str]:
    """The rules of `css` that some page may use, without media queries that are left empty."""
    place = 0
    while (opening := css.find("{", place)) != -1:
        closing = _closing(css, opening)
        head, body = css[place:opening].strip(), css[opening + 1 : closing]
        if head.startswith(("@media", "@supports")):
            body = "".join(_used(body))
            head = head if body else ""
        elif not head.startswith("@"):
            head = ",".join(part for part in _selectors(head) if not UNUSED.search(part))
        if head:
            yield f"{head}{{{body}}}"
        place = closing + 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for found in re.compile(r"[{}]").finditer(css, opening):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.start()
    raise ValueError(f"a brace that opens at {opening} is never closed")


def _selectors(head: str) -> list[str]:
    """A list of selectors, taken apart at the commas that stand in no brackets."""
    return re.split(r",(?![^(]*\))", head)


def own_css(*, office: bool) -> str:
    """Our own components' styles, one file each, in the order of their names."""
    files = sorted((SOURCES / "css").glob("app-*.css"))
    return "\n".join(
        path.read_text() for path in files if office or not path.stem.startswith(OFFICE_ONLY)
    )


def script(library: Path) -> str:
    """Our script and, in the place of its import, the library: one module, one request."""
    source = (SOURCES / "app.js").read_text()
    own, imports = re.subn(
        r'^import \{[^}]*\} from "\./govuk-frontend\.min\.js";\n', "", source, flags=re.MULTILINE
    )
    text = library.read_text()
    text, exports = re.subn(r"export\{[A-Za-z,]+\};(//# sourceMappingURL=.*)?\s*$", "", text)
    if (imports, exports) != (1, 1):
        raise ValueError(f"{library.name} no longer ends with a list of plain exports")
    return f"{NOTICES[GOVUK]}\n{text}\n{{\n{own}}}\n"


def _icon(node_modules: Path, name: str, into: Path) -> Path:
    (into / "icons").mkdir(exist_ok=True)
    copied = shutil.copy(node_modules / MOJ / "assets/images" / name, into / "icons" / name)
    return Path(copied)
