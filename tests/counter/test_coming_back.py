"""A draft that is left alone locks; a code opens it, once, in this browser or in another."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.counter.crowd import at_once
from tests.counter.station_office import Office, plan
from tests.counter.tale import COOKIE, TYPED, go_on, name_of, opened_at, send
from tests.counter.visitor import Visitor

LOCK = timedelta(minutes=60)


def left_alone(office: Office, draft: str, how_long: timedelta) -> None:
    """As if nobody had touched the draft for so long."""
    office.sql("UPDATE counter_draft SET touched_at = now() - %s WHERE id = %s", how_long, draft)


def code_of(visitor: Visitor) -> str:
    """Asks for a return code."""
    visitor.get(visitor.page.link("Get a code to come back to this later"))
    visitor.post()
    return str(visitor.page.soup.select("[data-return-code]")[0]["data-return-code"])


def test_a_draft_that_is_left_alone_for_an_hour_is_locked(client: Visitor, office: Office) -> None:
    opened_at(client, "reach")
    here = client.page.path
    left_alone(office, client.draft, LOCK)
    client.get(here)
    left_alone(office, client.draft, LOCK + timedelta(minutes=2, seconds=1))
    page = client.get(here, status=403)
    assert page.heading == "This report is locked"
    assert "Asha" not in page.words
    token = client.client.cookies["counter-csrf"].value
    for path in (here, place_of_draft(here, "check")):
        data = {"csrfmiddlewaretoken": [token], "z.true": ["agreed"]}
        client.send(path, data, status=403)
    client.get(f"/d/{here.split('/')[2]}", status=403)
    client.get(f"/d/{here.split('/')[2]}/code", status=403)
    assert office.count("letterbox_envelope") == 0


def place_of_draft(path: str, name: str) -> str:
    return "/".join([*path.split("/")[:3], plan().addresses[name]])


def test_a_page_tells_a_script_when_it_will_lock_and_where_to_say_that_somebody_is_there(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    (bar,) = client.page.soup.select("[data-module=app-idle-lock]")
    assert bar["data-seconds"] == "3600"
    left_alone(office, client.draft, timedelta(minutes=50))
    client.get(str(bar["data-keep-url"]), status=204)
    ((fresh,),) = office.sql("SELECT now() - touched_at < interval '1 minute' FROM counter_draft")
    assert fresh
    client.get(str(bar["data-locked-url"]))
    assert client.page.heading == "This report is locked"


def test_a_draft_never_locks_before_the_hour_that_its_page_promised(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    left_alone(office, client.draft, timedelta(seconds=110))
    client.get(client.page.path)  # soon after another: not noted, but its script counts from now
    ((touched,),) = office.sql("SELECT now() - touched_at FROM counter_draft")
    assert touched > timedelta(seconds=100)
    left_alone(office, client.draft, touched + timedelta(minutes=59, seconds=55))
    client.get(f"/d/{client.draft}/stay", status=204)


def test_an_answer_that_is_refused_keeps_a_draft_from_locking_and_a_good_one_writes_once(
    client: Visitor, office: Office
) -> None:
    opened_at(client, "reach")
    left_alone(office, client.draft, timedelta(minutes=50))
    client.post({"c.phone": "x"}, status=422)
    ((fresh,),) = office.sql("SELECT now() - touched_at < interval '1 minute' FROM counter_draft")
    assert fresh
    left_alone(office, client.draft, timedelta(minutes=50))
    fields = {**client.page.fields(), **{k: [v] for k, v in TYPED["reach"].items()}}
    with CaptureQueriesContext(connection) as queries:
        client.client.post(client.page.path, {k: v[0] for k, v in fields.items()})
    assert [query["sql"].split()[0] for query in queries][-2:] == ["SELECT", "UPDATE"]
    ((fresh,),) = office.sql("SELECT now() - touched_at < interval '1 minute' FROM counter_draft")
    assert fresh


def test_reading_a_page_keeps_a_draft_from_locking(client: Visitor, office: Office) -> None:
    opened_at(client, "reach")
    left_alone(office, client.draft, timedelta(minutes=50))
    client.get(client.page.path)
    ((fresh,),) = office.sql("SELECT now() - touched_at < interval '1 minute' FROM counter_draft")
    assert fresh


def test_a_code_opens_a_locked_draft_in_the_same_browser(client: Visitor, office: Office) -> None:
    opened_at(client, "reach")
    draft, code = client.draft, code_of(client)
    left_alone(office, draft, timedelta(days=2))
    client.get(f"/d/{draft}", status=403)
    client.get(client.page.link("Enter the code"))
    client.post({"code": code})
    assert client.page.path.startswith(f"/d/{draft}/")
    assert name_of(client.page) == "reach"
    client.get(client.page.back)
    client.post()
    assert name_of(client.page) == "reach"


@pytest.mark.parametrize("as_typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_code_opens_the_draft_in_another_browser_which_then_finishes_it(
    client: Visitor, another: Visitor, office: Office, as_typed: object
) -> None:
    opened_at(client, "reach")
    draft, code = client.draft, code_of(client)
    another.get("/")
    another.get(another.page.link("Go back to a report that you started"))
    another.post({"code": as_typed(code)})  # type: ignore[operator]
    assert another.page.path.startswith(f"/d/{draft}/")
    client.get(f"/d/{draft}", status=404)
    go_on(another)
    send(another)
    assert office.envelopes()[0]["reference"] == another.reference


def test_a_code_works_once(client: Visitor, another: Visitor) -> None:
    opened_at(client, "reach")
    code = code_of(client)
    another.get("/back")
    another.post({"code": code})
    client.get("/back")
    page = client.post({"code": code}, status=422)
    assert "it works only once" in page.problems["code"]


def test_a_code_that_is_raced_opens_the_draft_for_one_browser(client: Visitor) -> None:
    opened_at(client, "reach")
    draft, code = client.draft, code_of(client)
    visitors = [Visitor() for _ in range(4)]
    for visitor in visitors:
        visitor.get("/back")

    def post(visitor: Visitor) -> int:
        fields = {**visitor.page.fields(), "code": [code]}
        return int(visitor.client.post("/back", {k: v[0] for k, v in fields.items()}).status_code)

    came = at_once([lambda v=visitor: post(v) for visitor in visitors])  # type: ignore[misc]
    assert sorted(came) == [303, 422, 422, 422]
    winner = visitors[came.index(303)]
    winner.get(f"/d/{draft}")
    assert name_of(winner.page) == "reach"


def test_a_new_code_takes_the_place_of_the_one_before(client: Visitor, another: Visitor) -> None:
    opened_at(client, "reach")
    first = code_of(client)
    client.get(f"/d/{client.draft}")
    second = code_of(client)
    another.get("/back")
    another.post({"code": first}, status=422)
    another.post({"code": second})
    assert name_of(another.page) == "reach"


@pytest.mark.parametrize("code", ["", "x", "0" * 26, "DIO-AAAA-AAAA-A", "é" * 26, "A" * 5_000])
def test_a_code_that_opens_nothing_is_refused_and_stays_in_the_field(
    client: Visitor, code: str
) -> None:
    client.get("/back")
    page = client.post({"code": code}, status=422)
    assert page.field("code") == code[:60]
    assert COOKIE not in client.client.cookies


def test_a_code_is_gone_once_the_report_is_sent(client: Visitor, another: Visitor) -> None:
    opened_at(client, "check")
    code = code_of(client)
    client.get(f"/d/{client.draft}")
    send(client)
    another.get("/back")
    another.post({"code": code}, status=422)


def test_a_code_is_shown_once_and_is_in_no_address(client: Visitor) -> None:
    opened_at(client, "reach")
    code = code_of(client)
    client.secrets.add(code.casefold())
    client.get(client.page.path)
    assert code not in client.page.words
    assert not client.page.soup.select("[data-return-code]")


def test_a_draft_ends_when_its_days_are_over(client: Visitor, office: Office) -> None:
    opened_at(client, "reach")
    ((days,),) = office.sql("SELECT expires_at::date - created_at::date FROM counter_draft")
    assert days == 14
    office.sql("UPDATE counter_draft SET expires_at = now() - interval '1 second'")
    client.get(client.page.path, status=404)
