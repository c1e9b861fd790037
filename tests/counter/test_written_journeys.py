"""Every written journey of every service, told through real pages.

The pure engine walks the same stories in milliseconds; here each is typed into the counter's own
pages. It must visit the same pages, end at the same place, and put the same answers into the
envelope.
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from doitonline.config.surroundings import ROOT
from doitonline.definitions.journey import Journey, Step
from doitonline.definitions.plan import EXIT, MORE, Plan
from doitonline.definitions.written import Written, given_at, journeys, name_of, typed_for, walk
from tests.counter.pictures import picture
from tests.counter.station_office import Office, compiled, plan
from tests.counter.visitor import Page, look_over, text_of

MOST_PAGES = 400
STORIES = [
    pytest.param(folder.name, story, id=f"{folder.name}/{story.name}")
    for folder in sorted(path.parent for path in (ROOT / "services").glob("*/service.yaml"))
    for story in journeys(folder)
]
looked_over: set[tuple[str, str]] = set()


@pytest.fixture(scope="module")
def published() -> set[str]:
    """The services that hang on the board, for as long as the module runs."""
    return set()


@pytest.fixture
def on_the_board(office: Office, published: set[str], slug: str) -> None:
    """Publishes each service once; one that cannot be published fails the test."""
    tidy = not office.untidy
    if slug not in published or not office.sql(
        "SELECT 1 FROM noticeboard_entry WHERE kind = 'service' AND subject = %s", slug
    ):
        compiled(slug)
        office.publish(slug)
        published.add(slug)
    office.untidy = not tidy


class Teller:
    """Tells a written story to the counter, page by page."""

    def __init__(self, under: Plan, story: Written) -> None:
        self.plan, self.story = under, story
        self.browser = Client(enforce_csrf_checks=True)
        self.names = {address: name for name, address in under.addresses.items()}
        self.answers: dict[str, Any] = {}
        self.visited: list[str] = []

    def tell(self) -> str:
        """Tells it to its end: `sent`, or the exit at which it stops."""
        place = self._begin()
        for _ in range(MOST_PAGES):
            step = self._step_at(place)
            self.visited.append(name_of(step))
            if step.role == "exit" and step.name not in self.story.answers:
                return step.name
            place = self._answer(place, step)
            if place.endswith("/sent"):
                self._get(place, "sent")
                return "sent"
        raise AssertionError("the story does not end")

    @property
    def journey(self) -> Journey:
        return Journey(self.plan, self.answers, self.story.moment)

    def _begin(self) -> str:
        slug = self.plan.service.service
        self._get(f"/{slug}", "start")
        resumed = self._post(f"/{slug}", {})
        return str(self.browser.get(resumed).headers["Location"])

    def _get(self, place: str, name: str) -> None:
        """Looks at a page, and over all of it when it is the first time that it is shown."""
        response = self.browser.get(place)
        assert response.status_code == 200, (place, response.status_code)
        if (self.plan.service.service, name) not in looked_over:
            looked_over.add((self.plan.service.service, name))
            html = response.content.decode()
            look_over(Page(place, response, BeautifulSoup(html, "html.parser")))

    def _post(self, place: str, fields: dict[str, Any]) -> str:
        token = self.browser.cookies["counter-csrf"].value
        response = self.browser.post(place, {"csrfmiddlewaretoken": token, **fields})
        assert response.status_code == 303, (place, response.status_code, text_of(response))
        return str(response.headers["Location"])

    def _step_at(self, place: str) -> Step:
        """The step that an address is of, with the ids that the counter gave to items."""
        parts = place.split("?")[0].split("/")[3:]
        self._get(place, self.names[parts[0]])
        if len(parts) == 2:
            self._named(self.names[parts[0]], parts[1])
        return self.journey.step(parts[0], parts[1] if len(parts) == 2 else None)

    def _named(self, page: str, item: str) -> None:
        """Takes note of an item that the counter has just added."""
        listed = next(
            key for key, group in self.plan.groups.items()
            if page in [each.id for each in group.item_pages]
        )  # fmt: skip
        items = self.answers.setdefault(listed, [])
        if item not in [each["id"] for each in items]:
            items.append({"id": item})

    def _answer(self, place: str, step: Step) -> str:
        if step.role == "exit":
            onward = self._post(place, {"go_on": "yes"})
            self.answers[step.name] = "go_on"
        elif step.role == "list" and step.list is not None:
            onward = self._list(place, step.list)
        elif step.role in ("notice", "tasks"):
            onward = self._post(place, {})
        else:
            onward = self._page(place, step)
        if self.story.send_now and step.role != "check" and self.journey.may_send_now:
            check = self.journey.check
            assert check is not None
            return "/".join([*place.split("/")[:3], check.address])
        return onward

    def _list(self, place: str, listed: str) -> str:
        there = len(self.answers.get(listed) or ())
        if there < len(self.story.answers.get(listed) or ()):
            self.answers.pop(listed + MORE, None)
            return self._post(place, {listed + MORE: "yes"})
        self.answers[listed + MORE] = "no"
        return self._post(place, {listed + MORE: "no"})

    def _page(self, place: str, step: Step) -> str:
        given = given_at(self.story, self.journey, step)
        fields: dict[str, Any] = {}
        for key, typed in typed_for(self.journey, step, given).items():
            if self.plan.question(key).type == "file":
                fields[key] = [_file(entry["name"]) for entry in given[key]]
                continue
            for part, values in typed.items():
                if values:
                    fields[f"{key}-{part}" if part else key] = list(values)
        onward = self._post(place, fields)
        holder = self.answers
        if step.item is not None and step.list is not None:
            holder = next(i for i in self.answers[step.list] if i["id"] == step.item)
        for question in self.journey.questions(step):
            holder[question.id] = given.get(question.id)
        return onward


def _file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(name.encode()))


def compared(under: Plan, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers without what differs from telling to telling: items' ids, and files but for names."""

    def one(key: str, value: Any) -> Any:
        if key in under.groups:
            return [{k: one(k, v) for k, v in item.items() if k != "id"} for item in value]
        if key in under.placed and under.question(key).type == "file":
            return [entry["name"] for entry in value or ()]
        return value

    return {key: one(key, value) for key, value in answers.items()}


@pytest.mark.parametrize(("slug", "story"), STORIES)
def test_a_written_journey_is_told_through_real_pages(
    office: Office, on_the_board: None, monkeypatch: pytest.MonkeyPatch, slug: str, story: Written
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: story.moment)
    walked = walk(plan(slug), story)
    teller = Teller(plan(slug), story)
    ends = teller.tell()
    assert teller.visited == walked.visited
    assert ends == walked.ends == story.ends
    if not ends.startswith(EXIT):
        (envelope,) = office.envelopes()
        sent = compared(plan(slug), walked.journey.to_send)
        assert compared(plan(slug), envelope["answers"]) == sent
        assert envelope["later"] == list(walked.journey.later)
        assert envelope["version"] == compiled(slug)[1]
    else:
        assert office.count("letterbox_envelope") == 0


def test_every_service_has_a_story() -> None:
    told = {param.values[0] for param in STORIES}
    assert told == {path.parent.name for path in (ROOT / "services").glob("*/service.yaml")}
