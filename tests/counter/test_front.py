"""Coming in: the home page, the start page and the pages of words."""

from itertools import pairwise

import pytest

from tests.counter.station_office import Office
from tests.counter.tale import name_of, opened_at
from tests.counter.visitor import Visitor


def test_the_home_page_puts_the_emergency_first_and_then_what_can_be_done(client: Visitor) -> None:
    page = client.get("/")
    assert page.title == "Tell the police online – Lancashire Constabulary"
    main = page.main
    assert main.index("call 999") < main.index("Tell us about anything")
    assert "for Lancashire Constabulary." in main
    assert page.link("Go back to a report that you started") == "/back"


def test_a_closed_service_is_neither_offered_nor_opened(client: Visitor, office: Office) -> None:
    office.publish(open=False)
    assert "Tell us about anything" not in client.get("/").main
    client.get("/every-question", status=404)
    client.get("/every-question/privacy", status=404)


def test_the_start_page_says_what_to_expect_and_how_to_leave(client: Visitor) -> None:
    page = client.get("/every-question")
    assert page.heading == "Tell us about anything"
    for words in ("It takes about 5 minutes", "Leaving quickly", "It does not clear your browser"):
        assert words in page.main
    assert page.link("How we use what you tell us") == "/every-question/privacy"
    assert "counter" not in client.client.cookies, "reading it leaves no key"


def test_starting_begins_a_draft_and_gives_the_browser_its_key(
    client: Visitor, office: Office
) -> None:
    client.start()
    assert name_of(client.page) == "danger"
    assert office.count("counter_draft") == 1
    assert "counter" in client.client.cookies


def test_starting_again_keeps_the_browser_s_key(client: Visitor) -> None:
    first = client.start()
    key = client.client.cookies["counter"].value
    client.start()
    assert client.client.cookies["counter"].value == key
    client.get(f"/d/{first}")


@pytest.mark.parametrize("page", ["leaving", "privacy", "cookies", "accessibility"])
def test_every_page_links_to_the_pages_of_words(client: Visitor, page: str) -> None:
    assert client.get("/").soup.select(f"footer a[href='/help/{page}']")
    assert client.get(f"/help/{page}").main


def test_a_service_has_its_own_page_about_privacy(client: Visitor) -> None:
    page = client.get("/every-question/privacy")
    assert "We use what you tell us to help." in page.main
    assert page.back == "/every-question"


@pytest.mark.parametrize(
    "path", ["/nothing", "/help/nothing", "/d/x", "/a/b/c", "/nothing/privacy"]
)
def test_what_is_not_here_is_said_kindly_and_with_a_number_to_call(
    client: Visitor, path: str
) -> None:
    page = client.get(path, status=404)
    assert page.heading == "Page not found"
    assert "999" in page.main


def test_long_words_of_a_definition_become_markup_whose_headings_follow_the_page_s(
    client: Visitor,
) -> None:
    client.start()
    client.post({"t.now": "no"})
    client.post({"t.found": "none"})
    page = client.post({"t.kind": "theft"})
    assert page.heading == "Before you go on"
    assert "Call 101 if you need help" in page.main
    levels = [int(h.name[1]) for h in page.soup.main.find_all(["h1", "h2", "h3", "h4"])]  # type: ignore[union-attr]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels
    assert page.soup.select("ol.govuk-list--number")


def test_the_home_page_does_not_show_that_this_browser_has_drafts(
    client: Visitor, another: Visitor
) -> None:
    opened_at(client, "story")
    assert str(client.get("/").soup) == str(another.get("/").soup)
