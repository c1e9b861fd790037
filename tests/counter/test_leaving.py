"""“Exit this page”: what this browser forgets, and who may make it forget."""

import pytest

from tests.counter.tale import COOKIE, name_of, opened_at
from tests.counter.test_coming_back import code_of
from tests.counter.visitor import Visitor


def test_exit_forgets_the_drafts_of_this_browser_and_shows_something_harmless(
    client: Visitor,
) -> None:
    opened_at(client, "reach")
    draft = client.draft
    response = client.client.get(client.page.link("Exit this page"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("https://www.bbc.co.uk")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert [morsel.value for morsel in client.client.cookies.values()] == ["", ""]
    assert client.client.cookies[COOKIE]["max-age"] == 0
    client.get(f"/d/{draft}", status=404)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Dest": "image", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Dest": "script", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_cannot_make_a_browser_forget(
    client: Visitor, headers: dict[str, str]
) -> None:
    opened_at(client, "reach")
    response = client.client.get("/exit", headers=headers)
    assert response.status_code == 302
    assert "Clear-Site-Data" not in response.headers
    assert not response.cookies
    client.get(client.page.path)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"},
    ],
)
def test_a_person_s_own_press_makes_it_forget(client: Visitor, headers: dict[str, str]) -> None:
    opened_at(client, "reach")
    client.client.get("/exit", headers=headers)
    client.get(client.page.path, status=404)


def test_after_leaving_the_code_still_opens_the_draft(client: Visitor) -> None:
    opened_at(client, "reach")
    code = code_of(client)
    client.client.get("/exit")
    client.get("/back")
    client.post({"code": code})
    assert name_of(client.page) == "reach"


@pytest.mark.parametrize("page", ["story", "written", "reach", "where", "marks"])
def test_a_browser_keeps_nothing_typed_to_offer_it_to_whoever_types_there_next(
    client: Visitor, page: str
) -> None:
    opened_at(client, page)
    form = client.page.soup.select_one("main form")
    assert form
    assert form["autocomplete"] == "off"
    own = {
        str(control["name"]): control["autocomplete"]
        for control in form.select("input[autocomplete], textarea[autocomplete]")
    }
    fills_in = {"c.phone": "tel", "c.email": "email"} if page == "reach" else {}
    assert {name: own[name] for name in fills_in} == fills_in


def test_a_person_is_told_that_closing_the_browser_may_not_be_enough(client: Visitor) -> None:
    assert "Closing the browser is not always enough" in client.get("/help/leaving").words
