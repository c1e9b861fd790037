"""A whole report over HTTP, in CPU time, beside the floor: `python -m bench.journey`.

The story is told 21 times, the floor asked after each telling; figures are medians of the tellings.
CPU time is that of the site's processes and of all PostgreSQL's, not of this process, which plays
the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from statistics import fmean, median

from bench.browser import Answer, Browser, Form, Wire
from bench.cpu import Meter, resident, spent, ticks
from bench.figures import Figure, show
from bench.stage import Site, Stage, stage
from bench.telling import Exchange, Sort, Telling

TELLINGS = 21
FLOOR_REQUESTS = 20
"""How many GETs, and as many POSTs, the floor gets after each telling."""


@dataclass(frozen=True)
class Cost:
    """One request's milliseconds of CPU."""

    sort: Sort
    name: str
    site: float
    postgres: float

    @property
    def whole(self) -> float:
        """Site and PostgreSQL together."""
        return self.site + self.postgres


@dataclass
class Ledger:
    """What each request cost, a list a round."""

    site: Meter
    postgres: Meter
    rounds: list[list[Cost]] = field(default_factory=list)

    def begin(self) -> None:
        """Begins a round."""
        self.rounds.append([])
        self.site.look()
        self.postgres.look()

    def around(self, sort: Sort, name: str, ask: Callable[[], Answer]) -> Answer:
        """Makes a request and writes down what it cost."""
        before, stored_before = self.site.settled(), self.postgres.settled()
        answer = ask()
        after, stored_after = self.site.settled(), self.postgres.settled()
        cost = Cost(sort, name, spent(before, after), spent(stored_before, stored_after))
        self.rounds[-1].append(cost)
        return answer

    def each(self, sort: Sort, part: Callable[[Cost], float] = lambda cost: cost.whole) -> float:
        """Milliseconds a request of this sort: the median over the rounds of a round's mean."""
        return median(fmean(part(c) for c in costs if c.sort == sort) for costs in self.rounds)

    def all(self, part: Callable[[Cost], float] = lambda cost: cost.whole) -> float:
        """Milliseconds a round: the median."""
        return median(sum(map(part, costs)) for costs in self.rounds)

    def named(self, name: str, sort: Sort) -> float:
        """Milliseconds of one request of the journey: the median over the rounds."""
        return median(
            c.whole for costs in self.rounds for c in costs if (c.name, c.sort) == (name, sort)
        )


@dataclass
class Measured:
    """A run of the journey beside the floor."""

    counter: Ledger
    floor: Ledger
    told: list[Exchange]
    """One telling's requests and answers."""
    ticked: float
    """Milliseconds a telling by the coarse clock of /proc/PID/stat."""
    start: float
    """Milliseconds of CPU until the counter first answered."""
    memory_at_start: int
    memory: int


def tell(site: Site, stage: Stage, ledger: Ledger | None = None) -> list[Exchange]:
    """Tells the story once, in a browser of its own."""
    telling = Telling(Browser(Wire(site.port)), stage.plan, stage.written)
    if ledger is not None:
        ledger.begin()
        telling.around = ledger.around
    return telling.tell()


def ask_floor(site: Site, ledger: Ledger, cookies: dict[str, str]) -> None:
    """One round of the floor: a page and its form, again and again, in one session."""
    browser = Browser(Wire(site.port), cookies)
    ledger.begin()
    for _ in range(FLOOR_REQUESTS):
        page = ledger.around("get", "floor", lambda: browser.get("/"))
        form = Form(page.text)
        answer = [("answer", "yes")]
        sent = ledger.around("post", "floor", partial(browser.post, form, answer))
        browser.path = "/page"
        again = ledger.around("other", "floor", partial(browser.post, form, answer))
        browser.path = "/"
        assert (page.status, sent.status, again.status) == (200, 303, 200)


def page_bytes(told: list[Exchange]) -> int:
    """The median size of a page of the journey, before any compression."""
    return int(median(len(each.answer.text.encode()) for each in told if each.sort == "get"))


def measure(stage: Stage) -> Measured:
    """Tells the story and asks the floor by turns."""
    with stage.counter() as counter:
        start = sum(counter.meter.settled().values()) / 1e6
        memory_at_start = resident(counter.worker)
        told = tell(counter, stage)
        with stage.floor(page_bytes(told)) as floor:
            ours = Ledger(counter.meter, stage.postgres)
            theirs = Ledger(floor.meter, stage.postgres)
            cookies: dict[str, str] = {}
            ask_floor(floor, Ledger(floor.meter, stage.postgres), cookies)
            coarse = 0.0
            for _ in range(TELLINGS):
                coarse -= ticks(counter.worker)
                tell(counter, stage, ours)
                coarse += ticks(counter.worker)
                ask_floor(floor, theirs, cookies)
            memory = resident(counter.worker)
            return Measured(ours, theirs, told, coarse / TELLINGS, start, memory_at_start, memory)


def report(got: Measured) -> None:
    """Prints what was measured."""
    ours, theirs = got.counter, got.floor
    count = {sort: sum(c.sort == sort for c in ours.rounds[0]) for sort in ("get", "post", "other")}
    pages = count["post"] + 1
    show(
        f"A burglary told over HTTP: {pages} pages; {sum(count.values())} requests, of which "
        f"{count['get']} GETs of a page and {count['post']} POSTs of a page",
        [
            Figure("the whole journey, CPU", ours.all(), "ms"),
            Figure("  of which the counter", ours.all(lambda c: c.site), "ms"),
            Figure("  the counter by /proc/PID/stat (steps of 10 ms)", got.ticked, "ms"),
            Figure("  of which PostgreSQL", ours.all(lambda c: c.postgres), "ms"),
            Figure("journeys a second on one core", 1000 / ours.all()),
            Figure("a GET", ours.each("get"), "ms"),
            Figure("  of which the counter", ours.each("get", lambda c: c.site), "ms"),
            Figure("  of which PostgreSQL", ours.each("get", lambda c: c.postgres), "ms"),
            Figure("a POST", ours.each("post"), "ms"),
            Figure("  of which the counter", ours.each("post", lambda c: c.site), "ms"),
            Figure("  of which PostgreSQL", ours.each("post", lambda c: c.postgres), "ms"),
            Figure("the POST that begins a draft", ours.named("begin", "other"), "ms"),
            Figure("the POST that sends (Argon2id, sealing)", ours.named("check", "other"), "ms"),
        ],
    )
    show(
        f"The floor (bench/bare.py), with a page of {page_bytes(got.told)} bytes",
        [
            Figure("a GET", theirs.each("get"), "ms"),
            Figure("  of which Django", theirs.each("get", lambda c: c.site), "ms"),
            Figure("  of which PostgreSQL", theirs.each("get", lambda c: c.postgres), "ms"),
            Figure("a POST", theirs.each("post"), "ms"),
            Figure("  of which Django", theirs.each("post", lambda c: c.site), "ms"),
            Figure("  of which PostgreSQL", theirs.each("post", lambda c: c.postgres), "ms"),
            Figure("a POST answered with the page", theirs.each("other"), "ms"),
            Figure("our GET to the floor's", ours.each("get") / theirs.each("get"), "x", 0.6),
            Figure("our POST to the floor's", ours.each("post") / theirs.each("post"), "x", 0.6),
            Figure(
                "our POST to the floor's answered with the page",
                ours.each("post") / theirs.each("other"),
                "x",
            ),
        ],
    )
    show(
        "The counter's process",
        [
            Figure("CPU from its start to its first answer", got.start / 1000, "s"),
            Figure("memory (RSS) before the first page", got.memory_at_start / 1e6, "MB", 120, 1),
            Figure(f"memory (RSS) after {TELLINGS + 1} journeys", got.memory / 1e6, "MB", 120, 1),
        ],
    )


def main() -> None:
    """Measures and prints."""
    with stage() as made:
        report(measure(made))


if __name__ == "__main__":
    main()
