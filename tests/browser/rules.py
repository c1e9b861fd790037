"""What every page must be, besides what axe looks for: cheap to see in the markup itself."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tests.browser.visiting import Fetched

OFFENCES = re.compile(
    r"\b(burgl|rape|raping|rapist|assault|domestic|stalk|harass|sexual|violen|abus|robb|theft|thie"
    r"|hate|fraud|blackmail|spik|arson|murder|kill|kidnap|slave|traffick|groom|indecen|porn|terror"
    r"|extremis|forced marriage|genital|honour|coerc|suicid)",
    re.IGNORECASE,
)
"""What no title and no address may say: whoever sees a history must not learn what happened."""
NAMING = ("aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls")
LOADED = {"link": "href", "script": "src", "img": "src", "form": "action", "iframe": "src"}


def faults(fetched: Fetched, soup: BeautifulSoup) -> list[str]:
    """Every rule that a page breaks, each in a sentence."""
    return [sentence for rule in RULES for sentence in rule(fetched, soup)]


def title_of(soup: BeautifulSoup) -> str:
    """A page's title, without “Error: ” and the force's name."""
    words = " ".join(soup.title.get_text().split()) if soup.title else ""
    return words.removeprefix("Error: ").rpartition(" – ")[0]


def _head(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    page, title = soup.find("html"), soup.title.get_text().strip() if soup.title else ""
    if not isinstance(page, Tag) or not page.get("lang"):
        yield "the page does not say its language"
    if not title_of(soup):
        yield "the page has no title"
    if title.startswith("Error: ") != (fetched.status == 422):
        yield f"status {fetched.status} with the title “{title}”"
    if len(soup.find_all("h1")) != 1:
        yield f"{len(soup.find_all('h1'))} headings of level 1"
    if soup.h1 and not soup.h1.get_text().strip():
        yield "the heading is empty"


def _offences(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    for where, words in (("title", title_of(soup)), ("address", fetched.path)):
        if found := OFFENCES.search(words):
            yield f"the {where} says “{found[0]}”: {words}"


def _levels(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    main = soup.find("main")
    levels = [int(h.name[1]) for h in main.find_all(re.compile(r"h[1-6]$"))] if main else []
    summary = soup.select(".govuk-error-summary h2")
    for before, after in pairwise(levels):
        if after > before + 1 and not summary:
            yield f"a heading of level {after} follows one of level {before}"


def _ids(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    ids = [str(element["id"]) for element in soup.find_all(id=True)]
    for doubled in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"the id {doubled} is there more than once"
    for element in soup.find_all(True):
        for name in NAMING:
            for each in str(element.get(name) or "").split():
                if each not in ids:
                    yield f"{name} names {each}, which is not there"
        if str(element.get("href") or "").startswith("#") and str(element["href"])[1:] not in ids:
            yield f"a link leads to {element['href']}, which is not there"


def _errors(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    links = soup.select(".govuk-error-summary__list a")
    if fetched.status == 422 and not soup.select(".govuk-error-summary"):
        yield "refused, and no error summary says why"
    for link in links:
        target = soup.find(id=str(link.get("href"))[1:])
        if isinstance(target, Tag) and target.name not in ("input", "select", "textarea"):
            yield f"an error leads to a {target.name}"
    said = [" ".join(link.get_text().split()) for link in links]
    beside = [" ".join(e.get_text().split()) for e in soup.select(".govuk-error-message")]
    for sentence in said:
        if not any(sentence in words for words in beside):
            yield f"“{sentence}” stands in the summary but beside no field"


def _labels(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    labels = {str(label["for"]): label for label in soup.find_all("label", attrs={"for": True})}
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.get("type") in ("hidden", "submit") or control.has_attr("hidden"):
            continue
        label = labels.get(str(control.get("id")))
        if label is None or not label.get_text().strip():
            yield f"{control.get('name')} has no label"
    for fieldset in soup.find_all("fieldset"):
        if not fieldset.find("legend"):
            yield "a fieldset has no legend"
    for group in soup.select(".govuk-radios, .govuk-checkboxes"):
        many = len(group.select("input[type=radio], input[type=checkbox]")) > 1
        if many and not group.find_parent("fieldset"):
            yield "several choices have no legend"


def _forms(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form", attrs={"method": "post"}):
        if not form.find("input", attrs={"name": "csrfmiddlewaretoken"}):
            yield "a form has no token"


def _ours(fetched: Fetched, soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.find_all(True):
        for name in element.attrs:
            if name == "style" or name.startswith("on"):
                yield f"{element.name} has {name}"
        source = str(element.get(LOADED.get(element.name, "")) or "")
        if urlsplit(source).netloc or source.startswith(("data:", "javascript:")):
            yield f"{element.name} is from {source}"
    if soup.find_all("style") or soup.find_all("script", src=False):
        yield "a style or a script is inside the page"
    if "unsafe" in fetched.headers.get("content-security-policy", "unsafe"):
        yield "the policy lets anything run"


Rule = Callable[[Fetched, BeautifulSoup], Iterator[str]]
RULES: tuple[Rule, ...] = (_head, _offences, _levels, _ids, _errors, _labels, _forms, _ours)
