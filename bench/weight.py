"""Bytes to a browser with a cold cache, page by page: `python -m bench.weight`.

Bytes are those of the answers' heads and bodies as the counter sends them to a browser that takes
gzip and Brotli. Every style sheet and script that a page names counts when it is first named, with
every picture and font that they name, whether the browser would fetch it or not.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from statistics import median
from urllib.parse import urljoin

from bench.browser import Answer, Browser, Wire
from bench.figures import Figure, show
from bench.journey import tell
from bench.stage import Site, stage
from bench.telling import Exchange

NAMED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')
WITHIN = {
    ".css": re.compile(r"""url\(\s*["']?([^"')\s]+)"""),
    ".js": re.compile(r"""\b(?:from|import)\s*["']([^"'\s]+)["']"""),
}
GZIP = 6


@dataclass
class Cache:
    """A browser's cache, empty at first: what was fetched, and its bytes."""

    browser: Browser
    bytes_of: dict[str, int] = field(default_factory=dict)

    def take(self, html: str) -> int:
        """Fetches what a page names and is not here yet. Its bytes."""
        return sum(self._fetch(address) for address in NAMED.findall(html))

    def _fetch(self, address: str) -> int:
        if address in self.bytes_of:
            return 0
        answer = self.browser.get(address)
        assert answer.status == 200, f"{address} answered {answer.status}"
        self.bytes_of[address] = answer.head_bytes + len(answer.body)
        return self.bytes_of[address] + sum(map(self._fetch, list(self._named_in(address))))

    def _named_in(self, address: str) -> Iterator[str]:
        """What a style sheet or a script names itself."""
        pattern = WITHIN.get(PurePosixPath(address).suffix)
        if pattern is None:
            return
        for found in pattern.findall(self.browser.get(address, {"Accept-Encoding": "gzip"}).text):
            if not found.startswith(("data:", "#", "http")):
                yield urljoin(address, found)


def packed(answer: Answer) -> int:
    """The bytes of an answer whose body nginx would pack with gzip."""
    return answer.head_bytes + len(gzip.compress(answer.text.encode(), GZIP, mtime=0))


def report(site: Site, told: list[Exchange]) -> None:
    """Prints the bytes of the pages of one telling."""
    pages = [each for each in told if each.answer.status == 200]
    cache = Cache(Browser(Wire(site.port)))
    first, *later = ((each.name, each.answer, cache.take(each.answer.text)) for each in pages)
    sent = [answer.head_bytes + len(answer.body) + more for _, answer, more in later]
    small = [packed(answer) + more for _, answer, more in later]
    worst = max(range(len(later)), key=sent.__getitem__)
    name = first[0]
    whole = first[1].head_bytes + len(first[1].body) + first[2]
    show(
        "Bytes to the browser, its cache cold at first",
        [
            Figure(f"first page ({name}), all in all, as sent", whole / 1000, "kB", 120, 1),
            *(
                Figure(f"  {address.rpartition('/')[2]}", size / 1000, "kB", None, 1)
                for address, size in cache.bytes_of.items()
            ),
            Figure("later pages, as sent: median", median(sent) / 1000, "kB", 12, 1),
            Figure(f"  the longest ({later[worst][0]})", sent[worst] / 1000, "kB", 12, 1),
            Figure("later pages, if gzip packed them: median", median(small) / 1000, "kB", 12, 1),
            Figure("  the longest", max(small) / 1000, "kB", 12, 1),
        ],
    )


def main() -> None:
    """Tells the story once and weighs its pages."""
    with stage() as made, made.counter() as counter:
        report(counter, tell(counter, made))


if __name__ == "__main__":
    main()
