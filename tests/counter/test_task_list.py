"""A service whose sections may be filled in any order."""

import pytest

from tests.counter.station_office import Office, plan
from tests.counter.visitor import Visitor

SLUG = "in-any-order"
NAMES = {address: name for name, address in plan(SLUG).addresses.items()}


@pytest.fixture(autouse=True)
def published(office: Office) -> None:
    office.publish(SLUG)


def at(visitor: Visitor) -> str:
    return NAMES[visitor.page.path.split("?")[0].split("/")[3]]


def tasks(visitor: Visitor) -> dict[str, str]:
    """Each section and what is said of it."""
    links = visitor.page.soup.select(".govuk-task-list__item a")
    statuses = visitor.page.soup.select(".govuk-task-list__status")
    words = [[" ".join(each.get_text().split()) for each in found] for found in (links, statuses)]
    return dict(zip(*words, strict=True))


def test_a_journey_begins_at_its_task_list(client: Visitor) -> None:
    client.start(SLUG)
    assert at(client) == "tasks"
    assert tasks(client) == {"About it": "To do", "The places": "To do", "About you": "To do"}
    assert client.page.heading == "What to tell us"


def test_sections_are_filled_in_any_order_and_each_leads_back_to_the_list(client: Visitor) -> None:
    client.start(SLUG)
    client.get(client.page.link("About you"))
    assert at(client) == "you"
    client.post({"y.phone": "07700 900123"})
    assert at(client) == "tasks"
    assert tasks(client)["About you"] == "Done"
    client.get(client.page.link("About it"))
    client.post({"i.idea": "A bench"})
    assert at(client) == "more"
    client.get(client.page.back)
    assert at(client) == "idea"
    client.get(client.page.back)
    assert at(client) == "tasks"


def test_nothing_is_sent_before_every_section_is_done(client: Visitor, office: Office) -> None:
    client.start(SLUG)
    tasks_page = client.page.path
    client.get(client.page.link("About it"))
    client.post({"i.idea": "A bench"})
    client.post({"i.more": ""})
    assert at(client) == "tasks"
    assert not [a for a in client.page.soup.find_all("a") if "Check" in a.get_text()]
    client.get(client.page.link("The places"))
    client.post()
    for name in ("The green", "The mill"):
        assert at(client) == "place-name"
        client.post({"pl.name": name})
        client.post({"pl.size": "20"})
        assert at(client) == "places"
        if name == "The green":
            page = client.post({"place.more": "no"}, status=422)
            assert list(page.problems.values()) == ["Add at least 2"]
            client.post({"place.more": "yes"})
    client.post({"place.more": "no"})
    assert at(client) == "tasks"
    client.get(client.page.link("About you"))
    client.post({"y.phone": "07700 900123"})
    assert client.page.path == tasks_page
    assert set(tasks(client).values()) == {"Done"}
    client.get(client.page.link("Check your answers"))
    assert at(client) == "finish"
    assert client.page.heading == "Check your answers"
    client.get(client.page.link("Change What is it called?"))
    client.post({"pl.name": "The common"})
    assert at(client) == "finish"
    client.post({"z.yes": "agreed"})
    (envelope,) = office.envelopes()
    assert [place["pl.name"] for place in envelope["answers"]["place"]] == [
        "The common",
        "The mill",
    ]
    assert envelope["answers"]["i.more"] is None


def test_a_page_inside_a_section_waits_for_those_before_it_in_its_section_only(
    client: Visitor,
) -> None:
    client.start(SLUG)
    draft = client.draft
    client.get(f"/d/{draft}/{plan(SLUG).addresses['more']}")
    assert at(client) == "tasks"
    client.get(f"/d/{draft}/{plan(SLUG).addresses['you']}")
    assert at(client) == "you"
    client.get(f"/d/{draft}/{plan(SLUG).addresses['finish']}")
    assert at(client) == "tasks"
