"""A new version of a service while drafts are under way: they finish, go over to it, or end."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.counter.crowd import same_browser
from tests.counter.pictures import lying, upload
from tests.counter.station_office import Office, compiled
from tests.counter.tale import (
    AMOUNTS_TO,
    TYPED,
    go_on,
    name_of,
    opened_at,
    place_of,
    send,
    without_ids,
)
from tests.counter.visitor import Visitor

CHANGED = "This form has changed since you began"


def page_of(tree: dict[str, Any], name: str) -> dict[str, Any]:
    return next(page for page in tree["pages"] if page["id"] == name)


def question_of(tree: dict[str, Any], page: str, key: str) -> dict[str, Any]:
    return next(q for q in page_of(tree, page)["questions"] if q["id"] == key)


def another_version(
    office: Office,
    change: Callable[[dict[str, Any]], None],
    number: int = 2,
    drafts: str = "upgrade",
) -> int:
    """Publishes the service with something changed in it."""
    tree = copy.deepcopy(compiled()[0])
    change(tree)
    return office.publish(version=number, hash=f"{number}" * 64, compiled=tree, drafts=drafts)


def add_question(tree: dict[str, Any]) -> None:
    """One more required question on a page in the middle."""
    asked = {
        "id": "q.new",
        "type": "text",
        "label": {"*": "What is new?"},
        "short": {"*": "what is new"},
    }
    page_of(tree, "written")["questions"].append(asked)


def rename(tree: dict[str, Any]) -> None:
    """A question with another id, an option with another key, and one that is asked no more."""
    question_of(tree, "choices", "q.unsure")["id"] = "q.witness"
    options = question_of(tree, "choices", "q.select")["options"]
    options["lime"] = options.pop("green")
    page_of(tree, "written")["questions"] = [
        q for q in page_of(tree, "written")["questions"] if q["id"] != "q.count"
    ]
    tree["migrate"] = [
        {"was": "q.unsure", "now": "q.witness", "why": "a clearer name"},
        {
            "was": "q.select",
            "now": "q.select",
            "options": {"green": "lime"},
            "why": "a clearer word",
        },
        {"was": "q.count", "why": "nobody used it"},
    ]


def test_a_draft_that_goes_over_resumes_at_what_is_new_and_is_told_so(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    number = another_version(office, add_question)
    client.get(client.page.path)
    assert name_of(client.page) == "written"
    assert CHANGED in client.page.main
    assert client.page.field("q.line") == AMOUNTS_TO["q.line"], "what still fits is there"
    client.post({"q.new": "Everything"})
    assert CHANGED not in client.page.main
    go_on(client)
    send(client)
    (envelope,) = office.envelopes()
    assert envelope["publication"] == number
    assert envelope["version"] == "2" * 64
    assert without_ids(envelope["answers"]) == {**AMOUNTS_TO, "q.new": "Everything"}


def test_answers_are_moved_as_the_new_version_says(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    another_version(office, rename)
    client.get(client.page.path)
    assert name_of(client.page) == "check"
    assert CHANGED in client.page.main
    send(client)
    answers = office.envelopes()[0]["answers"]
    assert answers["q.witness"] == AMOUNTS_TO["q.unsure"]
    assert answers["q.select"] == "lime"
    assert "q.unsure" not in answers
    assert "q.count" not in answers


def test_an_answer_that_the_new_version_would_not_take_is_asked_again(
    client: Visitor, office: Office
) -> None:
    def shorten(tree: dict[str, Any]) -> None:
        question_of(tree, "story", "t.story")["limit"] = {"characters": 10}

    opened_at(client, "check")
    another_version(office, shorten)
    client.get(client.page.path)
    assert name_of(client.page) == "story"
    assert client.page.field("t.story") == ""
    assert client.page.field("t.words") == AMOUNTS_TO["t.words"]


def test_versions_in_between_are_passed_through(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    another_version(office, rename, 2, drafts="finish")

    def both(tree: dict[str, Any]) -> None:
        rename(tree)
        tree["migrate"] = []
        add_question(tree)

    another_version(office, both, 3)
    client.get(client.page.path)
    assert name_of(client.page) == "written"
    client.post({"q.new": "Everything"})
    client.get(place_of(client, "check"))
    send(client)
    answers = office.envelopes()[0]["answers"]
    assert (answers["q.witness"], answers["q.select"]) == (AMOUNTS_TO["q.unsure"], "lime")


def test_a_version_after_it_that_lets_drafts_finish_leaves_them_where_they_went(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    upgraded_to = another_version(office, rename, 2)
    another_version(office, add_question, 3, drafts="finish")
    client.get(client.page.path)
    send(client)
    assert office.envelopes()[0]["publication"] == upgraded_to


def test_a_page_that_was_open_when_the_form_changed_is_still_taken(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    another_version(office, rename)
    client.post({**TYPED["reach"], "c.phone": "07700 900456"})
    assert name_of(client.page) == "check"
    assert CHANGED in client.page.main
    assert client.page.rows()["What is your phone number?"] == "07700 900456"


def test_a_page_that_is_gone_from_the_form_leads_to_what_is_open(
    client: Visitor, office: Office
) -> None:
    def without_the_page(tree: dict[str, Any]) -> None:
        tree["pages"] = [page for page in tree["pages"] if page["id"] != "where"]

    opened_at(client, "where")
    another_version(office, without_the_page)
    client.post(TYPED["where"])
    assert name_of(client.page) == "marks"
    assert CHANGED in client.page.main


def test_nothing_is_sent_under_a_form_that_changed_before_it_was_seen(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    another_version(office, rename)
    client.post({"z.true": "agreed"})
    assert name_of(client.page) == "check"
    assert CHANGED in client.page.main
    assert office.count("letterbox_envelope") == 0
    send(client)
    assert office.count("letterbox_envelope") == 1


def test_two_tabs_find_the_new_form_at_once_and_one_of_them_says_so(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    tab = same_browser(client)
    another_version(office, add_question)
    client.get(client.page.path)
    tab.get(place_of(client, "reach"))
    assert name_of(tab.page) == "written"
    assert CHANGED in client.page.main


def test_the_things_of_a_list_and_their_files_go_over_too(
    client: Visitor, office: Office, parcels: Any
) -> None:
    opened_at(client, "check")
    client.get(place_of(client, "things", "bcdf2345") + "?change")
    client.post({"th.photo": upload()})
    another_version(office, rename)
    client.get(client.page.path)
    send(client)
    (envelope,) = office.envelopes()
    assert envelope["answers"]["thing"][0]["th.what"] == "A plover box"
    assert len(envelope["parcels"]) == len(lying(parcels)) == 1


@pytest.mark.parametrize("drafts", ["finish", "nonsense", None])
def test_any_other_policy_lets_a_draft_finish(client: Visitor, office: Office, drafts: Any) -> None:
    opened_at(client, "check")
    first = office.draft(client.draft)["publication"]
    another_version(office, add_question, drafts=drafts)
    send(client)
    assert office.envelopes()[0]["publication"] == first


def test_a_withdrawn_draft_is_not_brought_back_by_a_later_upgrade(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    another_version(office, rename, 2, drafts="withdraw")
    another_version(office, add_question, 3)
    client.get(client.page.path, status=410)


def test_a_new_version_that_this_counter_cannot_read_loses_no_draft(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    was = office.draft(client.draft)
    office.publish(version=2, hash="2" * 64, compiled={"schema": 2}, drafts="upgrade")
    client.get(client.page.path, status=404)
    assert office.draft(was["id"]) == was
