"""The auditor's pages."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doitonline.office.audit.log import write
from doitonline.office.audit.models import Entry
from doitonline.office.audit.verbs import Verb
from doitonline.office.audit.views import FIELDS
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.people.staff import Visitor, officer, signed_in, words

pytestmark = pytest.mark.django_db
CASE, OTHER = "DIO-7K4M-Q2XW-Z", "DIO-0000-0000-0"


@pytest.fixture
def auditor() -> Visitor:
    return signed_in(officer(Role.AUDITOR))


def numbers(answer: object) -> list[int]:
    page = BeautifulSoup(answer.content, "html.parser")  # type: ignore[attr-defined]
    return [int(one["data-seq"]) for one in page.find_all(attrs={"data-seq": True})]


@pytest.fixture
def reader() -> Officer:
    """Somebody who looked at two cases and closed one."""
    who = officer(Role.CONTACT)
    write(who, Verb.VIEW, "case", CASE)
    write(who, Verb.VIEW, "case", OTHER)
    write(who, Verb.CLOSE, "case", CASE)
    return who


def test_the_log_shows_the_newest_first_with_names_and_roles(auditor: Visitor, reader: Officer):
    page = auditor.get("/audit")
    assert numbers(page) == [4, 3, 2, 1]
    assert f"{reader} (contact) Closed case {CASE}" in words(page)


def test_looking_at_the_log_is_in_the_log(auditor: Visitor):
    auditor.get("/audit")
    assert "Looked at the audit log" in words(auditor.get("/audit"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"case={CASE}", [4, 2]),
        (f"case={CASE.lower().replace('-', ' ')}", [4, 2]),
        ("action=close", [4]),
        ("action=looks", [3, 2]),
        ("since=2000-01-01&until=2000-01-02", []),
        ("since=2000-01-01", [4, 3, 2, 1]),
    ],
)
def test_the_log_can_be_narrowed(
    auditor: Visitor, reader: Officer, query: str, expected: list[int]
):
    assert numbers(auditor.get(f"/audit?{query}")) == expected


def test_an_officer_is_found_by_collar_number_and_by_username(auditor: Visitor, reader: Officer):
    for name in (reader.collar_number, reader.username.upper()):
        assert numbers(auditor.get(f"/audit?officer={name}&action=looks"))[-2:] == [3, 2]


def test_when_nothing_fits_it_says_so(auditor: Visitor):
    assert "No entry fits" in words(auditor.get("/audit?action=publish"))


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("officer=nobody", "Nobody has this username"),
        ("officer=%00", "Nobody has this username"),
        ("case=Jo+Example", "Enter a reference like"),
        ("action=fly", "Select an action"),
        ("since=yesterday", "Enter a date like"),
        ("until=9999-12-31", "Enter a date like"),
        ("since=0001-01-01", "Enter a date like"),
        ("since=2026-02-02&until=2026-01-01", "must be the first day or later"),
    ],
)
def test_a_filter_that_cannot_be_read_is_said(auditor: Visitor, query: str, why: str):
    answer = auditor.get(f"/audit?{query}")
    assert answer.status_code == 422
    assert why in words(answer)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=80)))
def test_whatever_is_typed_into_the_filters_there_is_a_page(
    auditor: Visitor, typed: dict[str, str]
):
    assert auditor.get("/audit", typed).status_code in (200, 422)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "٣"])
def test_a_place_in_the_log_that_makes_no_sense_is_the_start(auditor: Visitor, before: str):
    assert auditor.get("/audit", {"before": before}).status_code == 200


def test_older_entries_are_a_page_away_and_none_is_shown_twice(auditor: Visitor):
    for _ in range(70):
        write(None, Verb.RECEIVE, "case", CASE)
    first = auditor.get("/audit?action=receive")
    link = BeautifulSoup(first.content, "html.parser").find("a", rel="next")["href"]
    second = auditor.get(f"/audit{link}")
    assert len(numbers(first)) == 50
    assert len(numbers(first) + numbers(second)) == len({*numbers(first), *numbers(second)}) == 70


def test_a_page_costs_the_same_few_queries_however_long_the_log(auditor: Visitor, reader: Officer):
    auditor.get("/audit")
    with CaptureQueriesContext(
        connection,
    ) as few:
        auditor.get("/audit")
    for _ in range(100):
        write(officer(), Verb.VIEW, "case", CASE)
    with CaptureQueriesContext(connection) as many:
        auditor.get("/audit")
    assert len(many) == len(few)
    assert not any("OFFSET" in query["sql"] for query in many)


def test_who_saw_a_case(auditor: Visitor, reader: Officer):
    page = auditor.get(f"/audit/cases/{CASE}")
    assert numbers(page) == [2]
    assert reader.full_name in words(page)
    assert "Nobody has looked" in words(auditor.get("/audit/cases/DIO-7K4M-Q2XX-X"))
    assert auditor.get("/audit/cases/DIO-7K4M-Q2XW-X").status_code == 404


def test_what_a_person_saw(auditor: Visitor, reader: Officer):
    assert numbers(auditor.get(f"/audit/officers/{reader.pk}")) == [3, 2]
    assert "They have not looked" in words(auditor.get(f"/audit/officers/{officer().pk}"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_reads_the_log_and_trying_is_in_it(role: Role):
    who = officer(role)
    answer = signed_in(who).get("/audit")
    assert answer.status_code == 403
    assert "You cannot do this" in words(answer)
    entry = Entry.objects.get(verb="deny")
    assert (entry.actor, entry.detail) == (who.pk, {"action": "read_audit"})


def test_an_auditor_changes_nothing(auditor: Visitor):
    assert auditor.post("/audit").status_code == 405
    assert auditor.get("/people").status_code == 403
