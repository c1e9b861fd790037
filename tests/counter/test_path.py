"""The way through: back, changing an answer, branches left behind, ways out, wrong addresses."""

import pytest

from tests.counter.station_office import Office, plan
from tests.counter.tale import (
    AMOUNTS_TO,
    ITEM,
    before,
    go_on,
    name_of,
    opened_at,
    place_of,
    send,
    tell,
    without_ids,
)
from tests.counter.visitor import Visitor


def at(visitor: Visitor) -> str:
    return name_of(visitor.page)


def test_the_back_link_leads_from_page_to_page_to_the_start(client: Visitor) -> None:
    opened_at(client, "written")
    for name in ("story", "advice", "kind", "gun", "danger"):
        client.get(client.page.back)
        assert at(client) == name
    assert client.page.back == "/every-question"


def test_a_change_link_returns_to_the_check_page(client: Visitor) -> None:
    page = opened_at(client, "check").page
    assert page.rows()["What is your phone number?"] == "07700 900123"
    for name in ("story", "written", "when", "reach"):
        row = client.page.soup.select(f"a[href^='{place_of(client, name)}?change']")
        client.get(str(row[0]["href"]))
        assert at(client) == name
        assert client.page.back == place_of(client, "check")
        client.post()
        assert at(client) == "check"


def test_a_wrong_change_is_refused_and_then_returns_to_the_check_page(client: Visitor) -> None:
    opened_at(client, "check")
    client.get(place_of(client, "reach") + "?change")
    client.post({"c.phone": "x"}, status=422)
    client.post({"c.phone": "07700 900456"})
    assert at(client) == "check"
    assert client.page.rows()["What is your phone number?"] == "07700 900456"


def test_changing_an_answer_drops_the_branch_left_behind(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    client.get(place_of(client, "kind") + "?change")
    client.post({"t.kind": "noise"})
    assert at(client) == "check", "nothing is left open"
    assert "registration" not in client.page.main
    send(client)
    (envelope,) = office.envelopes()
    left = {"q.mark", "q.imei", "thing", "thing.more"}
    kept = {key: value for key, value in AMOUNTS_TO.items() if key not in left}
    assert without_ids(envelope["answers"]) == {**kept, "t.kind": "noise"}


def test_going_back_to_the_branch_finds_its_answers_again(client: Visitor, office: Office) -> None:
    opened_at(client, "check")
    for kind in ("noise", "theft"):
        client.get(place_of(client, "kind") + "?change")
        client.post({"t.kind": kind})
    send(client)
    (envelope,) = office.envelopes()
    assert without_ids(envelope["answers"]) == AMOUNTS_TO


def test_a_change_that_opens_a_branch_asks_all_of_it_and_then_returns(
    client: Visitor, office: Office
) -> None:
    opened_at(
        client, "check", t__kind="noise", q__mark=..., q__imei=..., thing=..., thing__more=...
    )
    client.get(place_of(client, "kind") + "?change")
    client.post({"t.kind": "theft"})
    assert at(client) == "marks", "the first page of the branch that needs an answer"
    client.post({"q.mark": "AB12 CDE", "q.imei": "490154203237518"})
    assert at(client) == "things"
    client.post()
    client.post({"th.what": "A plover box"})
    client.post({"thing.more": "no"})
    assert at(client) == "check"
    send(client)
    assert without_ids(office.envelopes()[0]["answers"]) == AMOUNTS_TO


def test_a_page_ahead_of_the_path_leads_to_the_first_that_needs_an_answer(client: Visitor) -> None:
    opened_at(client, "kind")
    for name in ("story", "check", "reach", "people"):
        client.get(place_of(client, name))
        assert at(client) == "kind"
        data = {
            "csrfmiddlewaretoken": client.page.fields()["csrfmiddlewaretoken"],
            "z.true": ["agreed"],
        }
        client.send(place_of(client, name), data)
        assert at(client) == "kind"
        assert client.trail[-1] == client.page.path


def test_an_address_that_left_the_path_leads_to_the_first_that_needs_an_answer(
    client: Visitor,
) -> None:
    opened_at(client, "check", t__kind="noise")
    for name in ("marks", "advice", "things"):
        client.get(place_of(client, name))
        assert at(client) == "check"
    client.get(place_of(client, "things", ITEM))
    assert at(client) == "check"


def test_resuming_leads_to_the_first_page_that_needs_an_answer(client: Visitor) -> None:
    opened_at(client, "when")
    client.get(f"/d/{client.draft}")
    assert at(client) == "when"


@pytest.mark.parametrize("page", ["zzzzzz", "kind", "bur-glary", "0", "check"])
def test_an_address_of_no_page_is_not_found(client: Visitor, page: str) -> None:
    opened_at(client, "check")
    client.get(f"/d/{client.draft}/{page}", status=404)


def test_a_page_that_is_no_group_has_no_items_and_nothing_to_remove(client: Visitor) -> None:
    opened_at(client, "check")
    draft = client.draft
    story, things = plan().addresses["story"], plan().addresses["things"]
    client.get(f"/d/{draft}/{story}/{ITEM}", status=404)
    client.get(f"/d/{draft}/{story}/{ITEM}/remove", status=404)
    client.get(f"/d/{draft}/{things}/{ITEM}/remove")


@pytest.mark.parametrize("item", ["aaaa2222", "zzzz", "BCDF2345", "bcdf234", "1"])
def test_a_forged_item_is_not_found(client: Visitor, office: Office, item: str) -> None:
    opened_at(client, "check")
    draft, things = client.draft, place_of(client, "things")
    revision = office.draft(draft)["revision"]
    client.get(f"{things}/{item}", status=404)
    client.get(f"{things}/{item}/remove", status=404)
    client.get(f"/d/{draft}/{plan().addresses['check']}")
    token = client.page.fields()["csrfmiddlewaretoken"]
    data = {"csrfmiddlewaretoken": token, "th.what": ["Mine now"], "remove": ["yes"]}
    client.send(f"{things}/{item}", data, status=404)
    client.send(f"{things}/{item}/remove", data, status=404)
    assert office.draft(draft)["revision"] == revision


def test_an_item_of_another_draft_is_not_found(client: Visitor) -> None:
    opened_at(client, "check", thing=[{"id": "gghh2233", "th.what": "Hers", "th.photo": None}])
    opened_at(client, "check")
    client.get(place_of(client, "things", "gghh2233"), status=404)


def test_another_browser_s_draft_is_not_found_by_its_address(
    client: Visitor, another: Visitor, office: Office
) -> None:
    opened_at(client, "check")
    theirs, check = client.draft, client.page.path
    opened_at(another, "check")
    token = another.page.fields()["csrfmiddlewaretoken"]
    for path in (
        f"/d/{theirs}",
        check,
        f"/d/{theirs}/sent",
        f"/d/{theirs}/code",
        f"/d/{theirs}/stay",
    ):
        page = another.get(path, status=404)
        assert "We cannot open this report" in page.heading
        assert "Asha" not in page.words
    for path in (check, place_of(client, "story"), f"/d/{theirs}/code"):
        data = {"csrfmiddlewaretoken": token, "z.true": ["agreed"], "t.story": ["Mine now"]}
        another.send(path, data, status=404)
    assert office.count("letterbox_envelope") == 0
    assert office.draft(theirs)["revision"] == 2


def test_a_draft_that_never_was_is_not_found(client: Visitor) -> None:
    opened_at(client, "kind")
    client.get(f"/d/00000000-0000-4000-8000-000000000000/{plan().addresses['kind']}", status=404)


def test_a_soft_way_out_says_who_can_help_and_may_be_passed(
    client: Visitor, office: Office
) -> None:
    client.start()
    client.post({"t.now": "yes"})
    assert at(client) == "exit.call-999"
    assert client.page.heading == "Call 999 now"
    assert client.page.soup.select("a[href='tel:999']")
    client.get(f"/d/{client.draft}")
    assert at(client) == "exit.call-999", "nothing leads round it"
    client.get(place_of(client, "kind"))
    assert at(client) == "exit.call-999"
    data = {"csrfmiddlewaretoken": client.page.fields()["csrfmiddlewaretoken"]}
    client.send(client.page.path, data)
    assert at(client) == "exit.call-999", "only the button leads on"
    client.post()
    assert at(client) == "gun"
    go_on(client)
    send(client)
    (envelope,) = office.envelopes()
    assert envelope["answers"]["exit.call-999"] == "go_on"
    assert envelope["answers"]["t.now"] == "yes"


def test_a_way_out_that_is_passed_and_then_not_needed_is_not_sent(
    client: Visitor, office: Office
) -> None:
    client.start()
    client.post({"t.now": "yes"})
    client.post()
    client.get(place_of(client, "danger"))
    client.post({"t.now": "no"})
    assert at(client) == "gun"
    go_on(client)
    send(client)
    assert "exit.call-999" not in office.envelopes()[0]["answers"]


def test_a_final_way_out_cannot_be_passed(client: Visitor, office: Office) -> None:
    opened_at(client, "gun")
    client.post({"t.found": "bomb"})
    assert at(client) == "exit.leave-it"
    assert not [f for f in client.page.soup.find_all("form") if f.get("method") == "post"]
    here = client.page.path
    client.get(place_of(client, "gun"))
    data = {"csrfmiddlewaretoken": client.page.fields()["csrfmiddlewaretoken"], "go_on": ["yes"]}
    client.send(here, data)
    assert at(client) == "exit.leave-it"
    for name in ("kind", "story", "check"):
        client.get(place_of(client, name))
        assert at(client) == "exit.leave-it"
    client.get(client.page.back)
    client.post({"t.found": "none"})
    assert at(client) == "kind", "who answered by mistake can go back"
    assert office.count("letterbox_envelope") == 0


def test_send_now_is_offered_once_the_essential_is_known_and_the_rest_comes_later(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "story")
    assert "send now" not in client.page.main
    client.post({"t.story": "The plover box has gone"})
    client.get(client.page.link("send now and add the rest later"))
    assert at(client) == "check"
    assert "not answered yet" in client.page.main
    send(client)
    assert "You left some questions for later" in client.page.main
    (envelope,) = office.envelopes()
    assert {"q.line", "q.select", "c.name", "thing.more"} <= set(envelope["later"])
    assert set(envelope["answers"]) == {
        "t.now", "t.found", "t.kind", "t.story", "t.words", "thing", "person", "z.true",
    }  # fmt: skip


def test_who_changes_an_answer_before_sending_now_returns_to_the_check_page(
    client: Visitor,
) -> None:
    opened_at(client, "written")
    client.get(client.page.link("send now"))
    client.get(client.page.link("Change What happened, in your own words?"))
    client.post({"t.story": "Another story"})
    assert at(client) == "check"
    client.get(client.page.link("Carry on with the questions instead"))
    assert at(client) == "written"


def test_sending_now_with_a_thing_half_described_leaves_the_rest_of_it_for_later(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "person-name", pe__known="yes")
    client.get(client.page.link("send now"))
    send(client)
    (envelope,) = office.envelopes()
    assert without_ids(envelope["answers"])["person"] == [{"pe.known": "yes"}]
    assert {"pe.name", "pe.looks", "person.more"} <= set(envelope["later"])


def test_nothing_inside_a_journey_names_the_service_or_the_offence(client: Visitor) -> None:
    tell(client)
    send(client)
    inside = [path for path in client.trail if path.startswith("/d/")]
    assert len(inside) > 30
    for path in inside:
        for word in ("every", "question", "theft", "story", "gun", "person", "check"):
            assert word not in path


def test_before_gives_every_answer_of_the_story() -> None:
    assert without_ids(before("check")) == {k: v for k, v in AMOUNTS_TO.items() if k != "z.true"}
