"""The counter's pages around a journey: before it, after it, and when something goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from shutil import copytree
from time import monotonic
from uuid import uuid4

from doitonline.definitions.journey import Journey
from doitonline.definitions.messages import error_words
from tests.browser.rounds import LONDON
from tests.browser.standing import PATIENCE, TRIED, Standing
from tests.browser.visiting import Fetched, Visitor
from tests.browser.wander import walks
from tests.browser.ways import Answers, before

SLUG = "every-question"
TOO_MANY = [(f"field{number}", "x") for number in range(1_001)]


class Around:
    """Fetches each of these pages, staging what makes it appear."""

    def __init__(self, station: Standing, place: Path) -> None:
        self.station, self.place = station, place
        self.visitor = Visitor(station.counter)

    @cached_property
    def told(self) -> Journey:
        """A whole journey through a service."""
        plan, now = self.station.plans[SLUG], datetime.now(LONDON)
        return next(told for told in walks(plan, now) if told.complete)

    def draft(self, answers: Answers, idle: int = 0) -> str:
        """The address of a draft with these answers, left alone for some minutes."""
        wanted = {"service": SLUG, "answers": answers, "idle": idle}
        (made,) = self.station.drafts(self.visitor.root, [wanted])
        return f"/d/{made}"

    @cached_property
    def begun(self) -> tuple[str, str]:
        """The address of a draft at its fourth page, and of that page."""
        step = self.told.steps[3]
        draft = self.draft(before(self.told, step))
        return draft, f"{draft}/{step.address}"

    def pages(self) -> Iterator[tuple[str, Callable[[], Fetched]]]:
        """Every page, with its name."""
        get = self.visitor.get
        yield "home", lambda: get("/")
        for slug in self.station.plans:
            yield f"start of {slug}", lambda slug=slug: get(f"/{slug}")  # type: ignore[misc]
            yield f"privacy of {slug}", lambda slug=slug: get(f"/{slug}/privacy")  # type: ignore[misc]
        for name in ("leaving", "privacy", "cookies", "accessibility"):
            yield f"help: {name}", lambda name=name: get(f"/help/{name}")  # type: ignore[misc]
        yield "coming back", lambda: get("/back")
        yield "coming back, wrong code", lambda: self.visitor.post("/back", [("code", "ABC")])
        yield "a code offered", lambda: get(f"{self.begun[0]}/code")
        yield "a code shown", lambda: self.visitor.post(f"{self.begun[0]}/code", [])
        yield "said to be locked", lambda: get(f"{self.begun[0]}/locked")
        yield "locked", lambda: get(f"{self.draft({}, idle=600)}/{self.told.steps[0].address}")
        yield "sent", lambda: self.sent({})
        yield "sent, some for later", lambda: self.sent({"q.line": ...})
        yield "another's draft", lambda: get(f"/d/{uuid4()}")
        yield "no page", lambda: get("/nowhere/at/all")
        yield "a form too big", lambda: self.visitor.post("/back", TOO_MANY)
        yield "a form without its token", lambda: self.without_token([])
        yield "a form without its token, typed", lambda: self.without_token([("code", "ABC")])
        yield "not working", lambda: self.while_broken(lambda: get(self.begun[1]))
        yield (
            "not working, typed",
            lambda: self.while_broken(lambda: self.visitor.post(self.begun[1], [("t.kind", "x")])),
        )
        yield "withdrawn", self.withdrawn
        yield "upgraded", self.upgraded

    def sent(self, changed: Answers) -> Fetched:
        """The confirmation; questions in `changed` were left for later."""
        told = {key: value for key, value in self.told.given.items() if key not in changed}
        return self.station.send(self.visitor, SLUG, {**told, "z.true": "agreed"})

    def without_token(self, fields: list[tuple[str, str]]) -> Fetched:
        """A form from a browser that keeps no cookies."""
        stranger = Visitor(self.station.counter, token="none")
        return stranger.post("/back", fields)

    def while_broken(self, ask: Callable[[], Fetched]) -> Fetched:
        """What is answered while the database refuses."""
        _ = self.begun
        with self.broken():
            return ask()

    @contextmanager
    def broken(self) -> Iterator[None]:
        """The database lets the counter read no draft."""
        with self.station.as_owner("front") as connection:
            connection.execute("REVOKE SELECT ON counter_draft FROM counter")
            try:
                yield
            finally:
                connection.execute("GRANT SELECT ON counter_draft TO counter")

    def withdrawn(self) -> Fetched:
        """A draft of a service whose drafts were withdrawn when it changed."""
        return self.changed("taken-away", "withdraw", "cannot be sent any more")

    def upgraded(self) -> Fetched:
        """A draft of a service that changed, with what still fits."""
        return self.changed("moved-on", "upgrade", error_words("form_changed", "en"))

    def changed(self, slug: str, drafts: str, says: str) -> Fetched:
        """What a draft shows after its service was published again."""
        definition = self.place / slug / "service.yaml"
        copytree(TRIED / "in-any-order", definition.parent)
        words = definition.read_text().replace("service: in-any-order", f"service: {slug}")
        definition.write_text(words)
        self.station.publish(definition.parent)
        wanted = {"service": slug, "answers": {"i.idea": "More benches"}}
        (draft,) = self.station.drafts(self.visitor.root, [wanted])
        definition.write_text(words.replace("Help us", "Help us all"))
        self.station.publish(definition.parent, drafts=drafts)
        until = monotonic() + PATIENCE
        while says not in (page := self.visitor.arrive(f"/d/{draft}")).html:
            assert monotonic() < until, f"the draft does not say that it was {drafts}n"
        return page
