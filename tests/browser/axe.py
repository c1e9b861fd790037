"""axe-core in a page: what breaks WCAG 2.2, levels A and AA, as far as a machine can tell."""

import json
from typing import Any

from playwright.sync_api import Page

from doitonline.config.surroundings import ROOT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
OPTIONS = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": False}
WORLD = "axe"
Violation = tuple[str, str, str]
"""The rule that is broken, what it asks, and the first element that breaks it."""


class Axe:
    """axe in one page, in a world of its own, which the page's policy does not bind."""

    def __init__(self, page: Page) -> None:
        self._session, self._worlds = page.context.new_cdp_session(page), dict[str, int]()
        self._session.on("Runtime.executionContextCreated", self._found)
        self._session.send("Page.enable")
        self._session.send("Runtime.enable")
        self._session.send(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": AXE.read_text(), "worldName": WORLD},
        )

    def _found(self, event: dict[str, Any]) -> None:
        self._worlds[event["context"]["name"]] = event["context"]["id"]

    def violations(self) -> list[Violation]:
        """What axe finds in the document that the page shows. It was opened after this was made."""
        run = f"axe.run({json.dumps(OPTIONS)}).then(r => r.violations)"
        answer = self._session.send(
            "Runtime.evaluate",
            {
                "expression": run,
                "contextId": self._worlds[WORLD],
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in answer, answer
        found: list[dict[str, Any]] = answer["result"]["value"]
        return [(fault["id"], fault["help"], fault["nodes"][0]["html"][:300]) for fault in found]


def too_wide(page: Page) -> int:
    """By how many pixels a page is wider than its window; 0 where all fits."""
    wide: int = page.evaluate(
        "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
    )
    return wide


SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter(e => {
    const style = getComputedStyle(e), clips = ["hidden", "clip"];
    return e.scrollWidth > e.clientWidth + 1 && clips.includes(style.overflowX)
        && !e.closest(".govuk-visually-hidden, select, input") && e.clientWidth > 1;
  });
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  document.adoptedStyleSheets = [];
  return cut.length ? cut[0].outerHTML.slice(0, 200) : wide ? "the page is too wide" : "";
}
"""
"""The spacing of WCAG 1.4.12, and the first element that it cuts."""


def cut_when_spaced(page: Page) -> str:
    """What is cut when a person spaces words and lines out; nothing where all can be read."""
    cut: str = page.evaluate(SPACED)
    return cut
