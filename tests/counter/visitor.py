"""A person at the counter: a browser's cookies and forms, and an eye for every fault of a page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

Typed = Mapping[str, Any]
MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"
HARMLESS = ("script", "style", "template")
SHORTEST_SECRET = 5


@dataclass
class Page:
    """A page as it came: its address, its status and what is on it."""

    path: str
    response: HttpResponseBase
    soup: BeautifulSoup

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def title(self) -> str:
        return " ".join(self.soup.title.get_text().split()) if self.soup.title else ""

    @property
    def heading(self) -> str:
        return " ".join(self.soup.find_all("h1")[0].get_text().split())

    @property
    def words(self) -> str:
        """All that a person reads on it."""
        return " ".join((self.soup.body or self.soup).get_text(" ").split())

    @property
    def main(self) -> str:
        """What a person reads in its middle."""
        found = self.soup.find("main")
        return " ".join((found or self.soup).get_text(" ").split())

    @property
    def problems(self) -> dict[str, str]:
        """The error summary: its sentences, by the id that each leads to."""
        links = self.soup.select(".govuk-error-summary__list a")
        return {str(link["href"])[1:]: " ".join(link.get_text().split()) for link in links}

    @property
    def form(self) -> Tag:
        """Its one form."""
        (found,) = [f for f in self.soup.find_all("form") if f.get("method") == "post"]
        return found

    def fields(self) -> dict[str, list[str]]:
        """What a browser would send of its form as it stands, by control's name."""
        found: dict[str, list[str]] = {}
        for control in self.form.find_all(["input", "textarea", "select"]):
            name = str(control.get("name") or "")
            if name and (value := _standing(control)) is not None:
                found.setdefault(name, []).append(value)
        return found

    def field(self, name: str) -> str:
        """What stands in one control."""
        return self.fields()[name][-1]

    def link(self, words: str) -> str:
        """Where the link leads that has these words."""
        found = [a for a in self.soup.find_all("a") if words in " ".join(a.get_text().split())]
        assert found, f"no link says {words!r}"
        return str(found[0]["href"])

    @property
    def back(self) -> str:
        """Where its back link leads."""
        (found,) = self.soup.select("a.govuk-back-link")
        return str(found["href"])

    def rows(self) -> dict[str, str]:
        """A summary list: values by key."""
        return {
            " ".join(row.dt.get_text().split()): " ".join(row.dd.get_text(" ").split())
            for row in self.soup.select(".govuk-summary-list__row")
            if row.dt and row.dd
        }


def _standing(control: Tag) -> str | None:
    if control.name == "select":
        chosen = [o for o in control.find_all("option") if o.has_attr("selected")]
        chosen = chosen or control.find_all("option")[:1]
        return str(chosen[0].get("value", "")) if chosen else None
    if control.name == "textarea":
        return control.get_text().removeprefix("\n")
    if control.get("type") in ("radio", "checkbox"):
        return str(control.get("value", "on")) if control.has_attr("checked") else None
    if control.get("type") in ("file", "submit", "button"):
        return None
    return str(control.get("value", ""))


class Visitor:
    """A browser without scripts. Every page that it is given it looks over first."""

    def __init__(self, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers=headers)
        self.page: Page
        self.trail: list[str] = []
        self.secrets: set[str] = set()
        self.drafts: list[str] = []

    def get(self, path: str, status: int = 200, **headers: str) -> Page:
        """Goes to an address, and on where it is sent."""
        return self._arrived(path, self.client.get(path, headers=headers), status)

    def post(
        self, typed: Typed | None = None, *, path: str = "", status: int = 200, **headers: str
    ) -> Page:
        """Sends the page's form with some controls changed, and goes on where it is sent.

        A value of None takes a control out of what is sent; a list sends it several times.
        """
        data = dict(self.page.fields())
        for name, value in (typed or {}).items():
            data.pop(name, None)
            if value is not None:
                data[name] = value if isinstance(value, list) else [value]
        self.remember(data)
        where = path or str(self.page.form.get("action") or self.page.path)
        encoding = str(self.page.form.get("enctype") or URLENCODED)
        return self.send(where, data, encoding, status, **headers)

    def send(
        self, path: str, data: Mapping[str, list[Any]], encoding: str = URLENCODED,
        status: int = 200, **headers: str,
    ) -> Page:  # fmt: skip
        """Sends fields to an address, whatever form the page has."""
        if encoding == MULTIPART:
            response = self.client.post(path, dict(data), headers=headers)
        else:
            body = urlencode(data, doseq=True)
            response = self.client.post(path, body, content_type=URLENCODED, headers=headers)
        return self._arrived(path, response, status)

    def remember(self, data: Mapping[str, Iterable[Any]]) -> None:
        """What was typed is in no title and in no address from now on."""
        for name, values in data.items():
            if name == "csrfmiddlewaretoken":
                continue
            for value in values:
                words = value.name if isinstance(value, SimpleUploadedFile) else str(value)
                if len(words or "") >= SHORTEST_SECRET:
                    self.secrets.add(str(words).casefold())

    def _arrived(self, path: str, response: HttpResponseBase, status: int) -> Page:
        self.trail.append(path)
        hops = 0
        while response.status_code in (301, 302, 303):
            hops += 1
            assert hops < 10, "sent round in circles"
            path = response.headers["Location"]
            if urlsplit(path).netloc:
                break
            self.trail.append(path)
            self._no_secret_in(path)
            look_over_headers(response)
            response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code, text_of(response))
        html = getattr(response, "content", b"").decode()
        self.page = Page(path, response, BeautifulSoup(html, "html.parser"))
        if html and response.headers.get("Content-Type", "").startswith("text/html"):
            look_over(self.page)
            self._no_secret_in(self.page.title)
        return self.page

    def _no_secret_in(self, words: str) -> None:
        for secret in self.secrets:
            assert secret not in words.casefold(), f"{secret!r} shows in {words!r}"

    # Whole tasks

    def start(self, slug: str = "every-question") -> str:
        """Begins a draft. Gives its id."""
        self.get(f"/{slug}")
        self.post()
        return self.draft

    @property
    def draft(self) -> str:
        """The id of the draft that the page is of."""
        found = re.match(r"/d/([0-9a-f-]{36})", self.page.path)
        assert found, f"{self.page.path} is of no draft"
        return found[1]

    @property
    def reference(self) -> str:
        return str(self.page.soup.select_one("[data-reference]")["data-reference"])  # type: ignore[index]

    @property
    def code(self) -> str:
        return str(self.page.soup.select_one("[data-tracking-code]")["data-tracking-code"])  # type: ignore[index]


def text_of(response: HttpResponseBase) -> str:
    """The words of an answer, for a test that failed."""
    soup = BeautifulSoup(getattr(response, "content", b""), "html.parser")
    return " ".join((soup.main or soup).get_text(" ").split())[:600]


def look_over_headers(response: HttpResponseBase) -> None:
    """Nothing may be kept, and nothing may run that is not ours."""
    headers = response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def look_over(page: Page) -> None:
    """Every fault that a page of the counter may not have."""
    look_over_headers(page.response)
    soup = page.soup
    assert soup.html
    assert soup.html.get("lang") == "en"
    assert soup.title
    assert page.title
    assert len(soup.find_all("h1")) == 1, [h.get_text() for h in soup.find_all("h1")]
    assert page.heading
    assert page.title.startswith("Error: ") == (page.status == 422), page.title
    assert bool(page.problems) == (page.status == 422)
    _nothing_runs(soup)
    _nothing_from_elsewhere(soup)
    _ids_are_right(page)
    _all_is_labelled(soup)
    for form in soup.find_all("form"):
        assert form.get("method") == "post"
        assert form.has_attr("novalidate")
        assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})
    assert soup.select_one("a.govuk-js-exit-this-page-button[href='/exit']")


def _nothing_runs(soup: BeautifulSoup) -> None:
    for script in soup.find_all("script"):
        assert str(script["src"]).startswith("/static/")
        assert not script.get_text().strip()
    assert not soup.find_all("style")
    for element in soup.find_all(True):
        bad = [name for name in element.attrs if name.startswith("on") or name == "style"]
        assert not bad, f"{element.name} has {bad}"


def _nothing_from_elsewhere(soup: BeautifulSoup) -> None:
    for element in soup.find_all(["link", "script", "img", "iframe", "form", "source", "object"]):
        for name in ("src", "href", "action", "data"):
            address = str(element.get(name) or "")
            assert not urlsplit(address).netloc, f"{element.name} comes from {address}"
            assert not address.startswith(("data:", "javascript:"))
    for link in soup.find_all("a"):
        assert str(link.get("href", "")).startswith(
            ("/", "#", "https://", "tel:", "sms:", "mailto:")
        ), link


def _ids_are_right(page: Page) -> None:
    ids = [str(element["id"]) for element in page.soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    known = set(ids)
    for element in page.soup.find_all(True):
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"):
            for id_ in str(element.get(name) or "").split():
                assert id_ in known, f"{name} names {id_}, which is not there"
        for name in ("href", "data-copy-from"):
            if str(element.get(name) or "").startswith("#"):
                assert str(element[name])[1:] in known, f"{element[name]} is not there"
    for id_ in page.problems:
        target = page.soup.find(id=id_)
        assert target is not None
        assert target.name in ("input", "select", "textarea"), f"{id_} is a {target.name}"


def _all_is_labelled(soup: BeautifulSoup) -> None:
    labelled = {str(label["for"]) for label in soup.find_all("label") if label.has_attr("for")}
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.get("type") in ("hidden", "submit"):
            continue
        assert control.get("id") in labelled, f"{control.get('name')} has no label"
    for label in soup.find_all("label"):
        assert label.get_text().strip()
        assert soup.find(id=str(label["for"]))
    for fieldset in soup.find_all("fieldset"):
        assert fieldset.find("legend")
    for group in soup.select(".govuk-radios, .govuk-checkboxes"):
        if len(group.select("input[type=radio], input[type=checkbox]")) > 1:
            assert group.find_parent("fieldset"), "several choices without a legend"
