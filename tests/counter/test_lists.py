"""Repeating groups: adding, changing, taking out; the fewest, the most; several pages a thing."""

from tests.counter.station_office import Office
from tests.counter.tale import ITEM, PERSON, name_of, opened_at, place_of, send
from tests.counter.visitor import Visitor


def at(visitor: Visitor) -> str:
    return name_of(visitor.page)


def added(visitor: Visitor) -> list[str]:
    """The titles on a list page."""
    rows = visitor.page.soup.select(".app-added .govuk-summary-list__key")
    return [" ".join(row.get_text().split()) for row in rows]


def test_a_list_that_may_not_stay_empty_asks_for_the_first_thing_at_once(client: Visitor) -> None:
    opened_at(client, "things")
    assert client.page.heading == "What was taken?"
    client.post()
    assert client.page.soup.find(id="th-what")


def test_things_are_added_named_and_counted(client: Visitor) -> None:
    opened_at(client, "things")
    client.post()
    client.post({"th.what": "A plover box"})
    assert client.page.heading == "You have added a thing"
    assert added(client) == ["A plover box"]
    client.post({"thing.more": "yes"})
    client.post({"th.what": "A lantern"})
    assert client.page.heading == "You have added 2 things"
    assert added(client) == ["A plover box", "A lantern"]


def test_whether_there_is_another_must_be_said(client: Visitor) -> None:
    opened_at(client, "things")
    client.post()
    client.post({"th.what": "A plover box"})
    page = client.post({"thing.more": None}, status=422)
    assert page.problems == {"thing-more": "Select yes if you want to add another one"}
    client.post({"thing.more": "perhaps"}, status=422)


def test_a_full_list_takes_no_more_and_says_so(client: Visitor, office: Office) -> None:
    items = [{"id": f"bcdf234{n}", "th.what": f"Thing {n}", "th.photo": None} for n in (2, 3, 4)]
    opened_at(client, "people", thing=items)
    client.get(place_of(client, "things"))
    assert "You have added as many things as this form can take" in client.page.main
    assert not client.page.soup.find(attrs={"name": "thing.more"})
    client.post({"thing.more": "yes"})
    assert at(client) == "people"
    client.get(place_of(client, "things"))
    assert len(added(client)) == 3


def test_a_list_that_may_not_stay_empty_cannot_be_closed_empty(client: Visitor) -> None:
    opened_at(client, "things")
    token = client.page.fields()["csrfmiddlewaretoken"]
    client.send(client.page.path, {"csrfmiddlewaretoken": token, "thing.more": ["no"]})
    assert client.page.soup.find(id="th-what")


def test_a_thing_is_changed_and_the_list_follows(client: Visitor) -> None:
    opened_at(client, "people")
    client.get(place_of(client, "things"))
    client.get(client.page.link("Change A plover box"))
    assert client.page.field("th.what") == "A plover box"
    client.post({"th.what": "A bigger box"})
    assert added(client) == ["A bigger box"]
    assert at(client) == "things"


def test_a_thing_is_taken_out_only_after_a_yes(client: Visitor) -> None:
    items = [{"id": f"bcdf234{n}", "th.what": f"Thing {n}", "th.photo": None} for n in (2, 3)]
    opened_at(client, "people", thing=items)
    client.get(place_of(client, "things"))
    client.get(client.page.link("Remove Thing 2"))
    assert client.page.heading == "Do you want to remove “Thing 2”?"
    page = client.post({"remove": None}, status=422)
    assert page.problems == {"remove": "Select yes if you want to remove this"}
    client.post({"remove": "no"})
    assert added(client) == ["Thing 2", "Thing 3"]
    client.get(client.page.link("Remove Thing 2"))
    client.post({"remove": "yes"})
    assert added(client) == ["Thing 3"]
    assert at(client) == "things"
    assert "thing.more" not in client.page.fields(), "whether there are more is asked again"


def test_the_last_thing_taken_out_leaves_the_list_asking_for_one(client: Visitor) -> None:
    opened_at(client, "people")
    client.get(place_of(client, "things", ITEM, "/remove"))
    client.post({"remove": "yes"})
    assert client.page.heading == "What was taken?"
    client.get(place_of(client, "people"))
    assert at(client) == "things"


def test_a_group_of_several_pages_asks_each_that_its_own_answers_lead_to(client: Visitor) -> None:
    opened_at(client, "people")
    client.post({"person.more": "yes"})
    assert at(client) == "person-known"
    client.post({"pe.known": "no"})
    assert at(client) == "person-looks", "the name of a stranger is not asked for"
    client.post({"pe.looks": "Tall"})
    assert at(client) == "people"
    assert added(client) == ["Person 1"], "what has no name is counted"
    client.post({"person.more": "yes"})
    client.post({"pe.known": "yes"})
    client.post({"pe.name": "Wilfred Sample"})
    client.post({"pe.looks-dont_know": "dont_know"})
    assert added(client) == ["Person 1", "Wilfred Sample"]


def test_changing_inside_an_item_drops_what_it_no_longer_asks(
    client: Visitor, office: Office
) -> None:
    person = {
        "id": PERSON,
        "pe.known": "yes",
        "pe.name": "Wilfred",
        "pe.looks": "Tall",
        "pe.hair": None,
    }
    opened_at(client, "check", person=[person])
    client.get(place_of(client, "person-known", PERSON) + "?change")
    client.post({"pe.known": "no"})
    assert at(client) == "check"
    send(client)
    (sent,) = office.envelopes()[0]["answers"]["person"]
    assert sent == {"id": PERSON, "pe.known": "no", "pe.looks": "Tall", "pe.hair": None}


def test_an_item_added_from_the_check_page_leads_through_its_pages_and_back_to_it(
    client: Visitor,
) -> None:
    opened_at(client, "check")
    client.get(place_of(client, "people") + "?change")
    client.post({"person.more": "yes"})
    client.post({"pe.known": "yes"})
    client.post({"pe.name": "Wilfred Sample"})
    client.post({"pe.looks": "Tall"})
    assert at(client) == "people"
    client.post({"person.more": "no"})
    assert at(client) == "check"
    assert "Wilfred Sample" in client.page.main


def test_who_added_a_thing_by_mistake_goes_back_and_takes_it_out(client: Visitor) -> None:
    opened_at(client, "people")
    client.post({"person.more": "yes"})
    client.get(client.page.back)
    assert at(client) == "people"
    assert added(client) == ["Person 1 Not finished"]
    client.get(client.page.link("Remove Person 1"))
    client.post({"remove": "yes"})
    client.post({"person.more": "no"})
    assert at(client) == "evidence"


def test_going_back_from_a_list_leads_out_of_its_group(client: Visitor) -> None:
    person = {"id": PERSON, "pe.known": "no", "pe.looks": "Tall", "pe.hair": None}
    opened_at(client, "evidence", person=[person])
    client.get(client.page.back)
    assert at(client) == "people"
    client.get(client.page.link("Change Person 1"))
    client.get(client.page.back)
    assert at(client) == "people"
    client.get(client.page.back)
    assert at(client) == "things"


def test_a_list_cannot_be_closed_over_a_thing_that_is_not_finished(client: Visitor) -> None:
    opened_at(client, "people")
    client.post({"person.more": "yes"})
    client.get(client.page.back)
    client.post({"person.more": "no"})
    assert at(client) == "person-known", "the rest of it is asked for"


def test_a_form_that_adds_is_sent_twice_and_adds_one_thing(client: Visitor) -> None:
    opened_at(client, "people")
    where, fields = client.page.path, {**client.page.fields(), "person.more": ["yes"]}
    client.send(where, fields)
    first = client.page.path
    client.send(where, fields)
    assert client.page.path == first


def test_a_list_without_an_answer_is_on_the_check_page_with_its_question(client: Visitor) -> None:
    page = opened_at(client, "check").page
    assert page.rows()["Do you want to tell us about a person who did it?"] == "No"
