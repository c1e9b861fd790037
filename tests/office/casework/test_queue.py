"""Queues: the order is grade, what must be read first, time left, age; a page is stable."""

import itertools
import uuid
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doitonline.office.casework.models import Case, Claim, Duty
from doitonline.office.casework.queues import MOST_COUNTED, Queue
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from doitonline.sealing.codes import new_reference
from tests.office.casework.conftest import Received, assessed
from tests.office.people.staff import officer, signed_in, words

pytestmark = pytest.mark.django_db(databases=["default", "front"])

EPOCH = datetime.fromisoformat("2026-11-24T09:00:00+00:00")


def bare(**given: object) -> Case:
    """A case with plain columns only, for lists."""
    values = {
        "reference": new_reference(),
        "envelope": uuid.uuid4(),
        "subject": "Something",
        "team": "crime-new",
        "grade": "G3",
        "suggested": "G3",
        "sent_at": EPOCH,
        "received_at": EPOCH,
        "look_due_at": EPOCH,
        "reply_due_at": EPOCH,
        "due_at": EPOCH,
    }
    return Case(**{**values, **given})


def listed(queue: Queue, size: int) -> list[list[Case]]:
    """Every page of a queue, one after the other."""
    pages, after = [], ""
    for _ in range(100):
        page = queue.page(EPOCH, after, size)
        pages.append(list(page.cases))
        if not page.more:
            return pages
        after = page.next
    raise AssertionError("the pages do not end")


CASES = st.lists(
    st.tuples(
        st.sampled_from(["G1", "G2", "G3", "G5"]),
        st.sampled_from([0, 1]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["received", "assessed", "closed"]),
        st.sampled_from(["crime-new", "urgent-review", "vulnerability"]),
    ),
    max_size=25,
)


@given(CASES, st.integers(1, 7))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_is_grade_then_read_first_then_time_left_then_age(
    made: list[tuple[str, int, int, int, str, str]], size: int
) -> None:
    Case.objects.all().delete()
    Case.objects.bulk_create(
        bare(
            grade=grade, place=place, due_at=EPOCH + timedelta(minutes=due),
            received_at=EPOCH + timedelta(minutes=age), state=state, team=team,
        )
        for grade, place, due, age, state, team in made
    )  # fmt: skip
    pages = listed(Queue(Seeing()), size)
    assert all(len(page) == size for page in pages[:-1])
    found = list(itertools.chain.from_iterable(pages))
    open_ones = [case for case in Case.objects.all() if case.state != "closed"]
    expected = [case for case in open_ones if case.team != "vulnerability"]
    expected.sort(key=lambda c: (c.grade, c.place, c.due_at, c.received_at, c.id))
    assert [case.pk for case in found] == [case.pk for case in expected]


class Seeing:
    """Somebody who sees the open teams."""

    roles = frozenset({Role.CONTACT})


def test_a_page_stays_in_its_place_while_cases_come_and_go() -> None:
    cases = [bare(due_at=EPOCH + timedelta(minutes=n)) for n in range(10)]
    Case.objects.bulk_create(cases)
    queue = Queue(Seeing())
    first = queue.page(EPOCH, size=4)
    Case.objects.bulk_create([bare(grade="G1"), bare(due_at=EPOCH + timedelta(minutes=5.5))])
    Case.objects.filter(pk=cases[1].pk).delete()
    second = queue.page(EPOCH, first.next, size=4)
    shown = [case.due_at for case in second.cases]
    assert shown == [EPOCH + timedelta(minutes=n) for n in (4, 5, 5.5, 6)]


def test_a_page_is_read_by_key_and_a_count_is_capped() -> None:
    Case.objects.bulk_create(bare() for _ in range(MOST_COUNTED + 5))
    queue = Queue(Seeing())
    assert queue.count() == MOST_COUNTED + 1
    with CaptureQueriesContext(connection) as captured:
        queue.page(EPOCH, Case.objects.order_by("id")[500].reference)
    assert not any("OFFSET" in query["sql"] for query in captured.captured_queries[1:])


def test_watched_words_bring_a_case_forward_within_its_grade_until_it_is_assessed(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    first = received(sent_at=now - timedelta(minutes=9), answers={"t.who": "partner"})
    second = received(
        sent_at=now - timedelta(minutes=1),
        answers={"t.who": "partner", "t.story": "He said he would kill himself"},
    )
    queue = Queue(supervisor)
    assert [case.pk for case in queue.page(now).cases] == [second.pk, first.pk]
    assessed(second, supervisor, now, grade="G2", safeguarding=True)
    assert [case.pk for case in queue.page(now).cases] == [first.pk, second.pk]


def rows(answer: object) -> list[list[str]]:
    page = BeautifulSoup(answer.content, "html.parser")  # type: ignore[attr-defined]
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in page.select("tbody tr")
    ]


def test_the_list_says_what_when_where_and_who(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    answers = {"t.who": "partner", "c.safe": "no"}
    case = received(sent_at=now - timedelta(minutes=76), answers=answers)
    holder = officer(Role.SAFEGUARDING)
    Claim.objects.take(case, holder, now)
    answer = signed_in(supervisor).get("/queues/vulnerability")
    assert rows(answer) == [
        [
            case.reference, "G2 Priority", "Something was stolen", "DA SAFE", "Burnley",
            "Overdue by 1 hour 1 minute to read", "less than a minute",
            f"Not assessed With {holder}",
        ]
    ]  # fmt: skip
    assert "Asha" not in answer.content.decode()


def test_ones_own_queue_holds_every_team_that_one_sees(
    received: Received, contact: Officer
) -> None:
    theft = received()
    noise = received(answers={"t.kind": "noise"})
    received(answers={"t.who": "partner"})
    page = signed_in(contact).get("/")
    assert [row[0] for row in rows(page)] == [theft.reference, noise.reference]
    assert "2 open cases" in words(page)
    assert [row[2] for row in rows(page)] == [
        "Something was stolen Crime: new",
        "There was noise Incident: new",
    ]


def test_the_list_is_filtered_by_team_and_grade(received: Received, contact: Officer) -> None:
    theft = received()
    noise = received(answers={"t.kind": "noise"})
    browser = signed_in(contact)
    assert [row[0] for row in rows(browser.get("/?team=crime-new"))] == [theft.reference]
    assert [row[0] for row in rows(browser.get("/?grade=G4"))] == [noise.reference]
    assert "No open case fits this filter" in words(browser.get("/?team=asb"))
    assert rows(browser.get("/?team=psd")) == []
    assert len(rows(browser.get("/?grade=all"))) == 2


def test_an_empty_queue_says_so(contact: Officer) -> None:
    assert "Nothing waits here" in words(signed_in(contact).get("/queues/crime-new"))


def test_the_next_page_is_linked_and_ends(contact: Officer) -> None:
    Case.objects.bulk_create(bare(due_at=EPOCH + timedelta(minutes=n)) for n in range(30))
    browser = signed_in(contact)
    first = browser.get("/queues/crime-new?grade=G3")
    link = BeautifulSoup(first.content, "html.parser").find("a", rel="next")
    assert link
    second = browser.get(f"/queues/crime-new{link['href']}")
    assert (len(rows(first)), len(rows(second))) == (25, 5)
    assert "Next page" not in words(second)
    assert "First page" in words(second)


def test_a_page_after_a_case_that_one_may_not_see_is_the_first(contact: Officer) -> None:
    seen, hidden = bare(), bare(team="psd", grade="G1", restricted=True)
    below = bare(team="vulnerability", grade="G5", restricted=True)
    Case.objects.bulk_create([seen, hidden, below])
    browser = signed_in(contact)
    first = rows(browser.get("/"))
    for after in (hidden.reference, below.reference):
        assert rows(browser.get("/", {"after": after})) == first


def test_a_page_after_a_case_that_is_not_there_is_the_first(contact: Officer) -> None:
    Case.objects.bulk_create([bare()])
    browser = signed_in(contact)
    for after in ("DIO-0000-0000-0", "x" * 500, "'; DROP TABLE", "\x00"):
        assert len(rows(browser.get("/", {"after": after}))) == 1


def test_every_page_says_how_many_wait_and_how_old_the_oldest_is(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    Case.objects.update(received_at=now - timedelta(hours=3))
    received(answers={"t.who": "partner"})
    browser = signed_in(contact)
    for address in ("/", "/queues/asb", f"/cases/{case.reference}"):
        page = words(browser.get(address))
        assert "Not assessed 1" in page
        assert "Oldest not assessed 3 hours" in page


def test_whoever_looks_at_a_queue_or_a_case_is_on_duty(
    received: Received, contact: Officer
) -> None:
    case = received()
    browser = signed_in(contact)
    assert not Duty.objects.exists()
    browser.get(f"/cases/{case.reference}")
    assert Duty.objects.get().officer == contact
    browser.post("/account/logout/")
    assert not Duty.objects.exists()


def test_whoever_has_no_queue_is_led_to_their_first_door() -> None:
    answer = signed_in(officer(Role.AUDITOR)).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/audit")
    answer = signed_in(officer(Role.DESIGNER)).get("/")
    assert answer["Location"] == "/account/"
