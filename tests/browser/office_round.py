"""A round of the office: all that a role can open by its links, and every form sent empty."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.browser.standing import Standing
from tests.browser.visiting import Fetched, Visitor

OF_ONE_KIND = (
    (re.compile(r"DIO-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]"), "<reference>"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"/\d+"), "/<number>"),
    (re.compile(r"=[^&]*"), "="),
)
MOST_OF_ONE_KIND = 2
NOT_FOLLOWED = re.compile(r"/(static|exit)|/account/logout")
# These change something as soon as they are pressed, or end what is being tried.
NOT_SENT = re.compile(
    r"logout|sessions|disablement|enablement|resets|confirmation|ending|deactivate|generate"
)
Seen = tuple[str, Fetched]


def kind_of(path: str) -> str:
    """An address without what tells one case, officer or page of a list from another."""
    for pattern, stands_for in OF_ONE_KIND:
        path = pattern.sub(stands_for, path)
    return path


class OfficeRound:
    """One officer's round of the office."""

    def __init__(self, station: Standing, username: str, also: tuple[str, ...] = ()) -> None:
        """`also` are addresses to look at besides those that links lead to."""
        self.station, self.username, self.also = station, username, also
        self.visitor = signed_in(station, username)
        self.followed: Counter[str] = Counter()
        self.forms: dict[str, tuple[str, list[tuple[str, str]]]] = {}

    def pages(self) -> Iterator[Seen]:
        """Every kind of page, twice where there are two; then every form sent with nothing."""
        waiting = ["/", *self.also]
        known = set(waiting)
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            if path not in self.also and self.followed[kind] >= MOST_OF_ONE_KIND:
                continue
            self.followed[kind] += 1
            fetched = self.visitor.arrive(path)
            yield kind, fetched
            found = BeautifulSoup(fetched.html, "html.parser")
            self._remember_forms(fetched.path, found)
            for onwards in links(fetched.path, found):
                if onwards not in known:
                    known.add(onwards)
                    waiting.append(onwards)
        for kind, (path, fields) in self.forms.items():
            answer = self.visitor.post(path, fields)
            if not answer.onwards:
                yield f"{kind}, sent empty", answer

    def _remember_forms(self, path: str, page: BeautifulSoup) -> None:
        for form in page.find_all("form", attrs={"method": "post"}):
            action = urljoin(path, str(form.get("action") or path))
            if not NOT_SENT.search(action):
                self.forms.setdefault(kind_of(action), (action, _empty(form)))


def links(path: str, page: BeautifulSoup) -> Iterator[str]:
    """The addresses of this site that a page leads to."""
    for link in page.find_all("a", href=True):
        parts = urlsplit(urljoin(path, str(link["href"])))
        if not parts.netloc and not parts.scheme and not NOT_FOLLOWED.match(parts.path):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _empty(form: Tag) -> list[tuple[str, str]]:
    """What a browser sends of a form into which nothing was typed."""
    sent = []
    for control in form.find_all(["input", "textarea", "select"], attrs={"name": True}):
        kind, name = control.get("type"), str(control["name"])
        if name == "csrfmiddlewaretoken" or kind in ("radio", "checkbox", "submit"):
            continue
        sent.append((name, str(control.get("value", "")) if kind == "hidden" else ""))
    return sent


def signed_in(station: Standing, username: str) -> Visitor:
    """A visitor to the office who has signed in."""
    visitor = Visitor(station.office)
    password, _ = station.staff[username]
    visitor.get("/account/login/")
    answer = visitor.post("/account/login/", [("login", username), ("password", password)])
    visitor.get(answer.onwards)
    answer = visitor.post(answer.onwards, [("code", station.code(username))])
    assert answer.status == 303, f"{username} cannot sign in"
    return visitor


def different_cases(station: Standing) -> tuple[str, ...]:
    """The addresses of cases of every team in every state, one that nobody can read among them."""
    station.unreadable()
    with station.as_owner("office") as connection:
        found = connection.execute(
            "SELECT DISTINCT ON (team, state) reference FROM casework_case"
            " ORDER BY team, state, sent_at DESC"
        ).fetchall()
    return tuple(f"/cases/{reference}" for (reference,) in found)


def at_the_door(station: Standing) -> Iterator[Seen]:
    """What whoever has not signed in sees, and a newcomer until they may begin."""
    stranger = Visitor(station.office)
    yield "sign-in", stranger.arrive("/")
    yield "sign-in, sent empty", stranger.post("/account/login/", [])
    wrong = [("login", "nobody"), ("password", "nothing")]
    yield "sign-in, wrong", stranger.post("/account/login/", wrong)
    yield "no page", signed_in(station, "contact").get("/nowhere")
    officer = Visitor(station.office)
    officer.get("/account/login/")
    password, _ = station.staff["clerk"]
    answer = officer.post("/account/login/", [("login", "clerk"), ("password", password)])
    yield "code", officer.get(answer.onwards)
    yield "code, sent empty", officer.post(answer.onwards, [("code", "")])
    yield "code, wrong", officer.post(answer.onwards, [("code", "000000")])
    yield from _newcomer(station)


def _newcomer(station: Standing) -> Iterator[Seen]:
    administrator = signed_in(station, "administrator")
    administrator.get("/people/new")
    name = f"newcomer{len(station.staff)}{id(administrator) % 10_000}"
    told = administrator.post("/people/new", [("full_name", "Sam New"), ("username", name)])
    yield "a newcomer's password", told
    page = BeautifulSoup(told.html, "html.parser")
    password = page.select_one("[data-password]") or page.select_one(".app-reference")
    assert password is not None
    newcomer = Visitor(station.office)
    newcomer.get("/account/login/")
    first = [("login", name), ("password", "".join(password.get_text().split()))]
    answer = newcomer.post("/account/login/", first)
    chosen = newcomer.arrive(answer.onwards)
    yield "a newcomer chooses a password", chosen
    yield "a newcomer chooses a password, sent empty", newcomer.post(chosen.path, [])
    good = [("password1", "teapot marble orchard"), ("password2", "teapot marble orchard")]
    newcomer.post(chosen.path, good)
    set_up = newcomer.arrive("/")
    yield "a newcomer sets up an app", set_up
    yield "a newcomer sets up an app, wrong", newcomer.post(set_up.path, [("code", "000000")])
