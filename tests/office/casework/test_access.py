"""Who gets into which page of a case: every role, every address, every kind of team."""

import uuid
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from doitonline.office.audit.models import Entry
from doitonline.office.casework import urls
from doitonline.office.casework.models import Assessment, Case, Claim, Closure, Note
from doitonline.office.people.roles import Role
from doitonline.sealing.codes import new_reference
from tests.office.casework.conftest import ASSESSMENT, Received
from tests.office.people.staff import Visitor, officer, signed_in, words

pytestmark = pytest.mark.django_db(databases=["default", "front"])

R = Role
DESK = {R.CONTACT, R.SUPERVISOR, R.SAFEGUARDING, R.PSD}
CASES = DESK | {R.CLERK, R.INVESTIGATOR}
QUEUES = DESK | {R.CLERK}

CLOSING = {"closing_reason": "no_lines", "closing_words": "x"}
# The address by its name, how it is asked, what is posted, and the roles that the policy lets in.
# Whoever is let in then sees what is of their own teams, and of no other.
ADDRESSES: dict[str, tuple[str, dict[str, str], set[Role]]] = {
    "case": ("get", {}, CASES),
    "assessments": ("post", ASSESSMENT, DESK),
    "claims": ("post", {}, CASES),
    "releases": ("post", {}, CASES),
    "notes": ("post", {"note": "x"}, CASES),
    "closures": ("post", CLOSING, {R.SUPERVISOR, R.PSD}),
}
# A zero byte, half of a character, and bytes that are no text, in every field.
STRANGE = "&".join(
    f"{name}=%00%ED%A0%BD%FF"
    for name in (*ASSESSMENT, "note", "reason", "safeguarding", "closing_reason", "closing_words")
)
TEAMS: dict[str, set[Role]] = {
    "crime-new": {R.CONTACT, R.SUPERVISOR, R.CLERK},
    "vulnerability": {R.SUPERVISOR, R.SAFEGUARDING},
    "psd": {R.PSD},
}


def ask(browser: Visitor, name: str, reference: str) -> Any:
    method, posted, _ = ADDRESSES[name]
    return getattr(browser, method)(reverse(name, args=[reference]), posted)


def test_every_address_of_a_case_is_in_this_table() -> None:
    named = {pattern.name for pattern in urls.urlpatterns}
    assert named == {*ADDRESSES, "home", "queue"}
    assert get_resolver()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_to_what_the_policy_says_and_nowhere_else(
    received: Received, role: Role
) -> None:
    cases = {
        "crime-new": received(),
        "vulnerability": received(answers={"t.who": "partner"}),
        "psd": received(answers={"t.who": "officer"}),
    }
    assert {name: case.team for name, case in cases.items()} == {name: name for name in cases}
    browser = signed_in(officer(role))
    for name, (_, _, roles) in ADDRESSES.items():
        for team, case in cases.items():
            answer = ask(browser, name, case.reference)
            seen = role in roles and role in TEAMS[team]
            wanted = {200, 303, 422} if seen else {404 if role in roles else 403}
            assert answer.status_code in wanted, (name, team, answer.status_code)
            if not seen:
                assert "Asha" not in answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sees_the_queues_of_its_teams_and_no_other(received: Received, role: Role) -> None:
    received()
    received(answers={"t.who": "partner"})
    received(answers={"t.who": "officer"})
    browser = signed_in(officer(role))
    for team, roles in TEAMS.items():
        answer = browser.get(f"/queues/{team}")
        if role not in QUEUES:
            assert answer.status_code == 403
        elif role in roles:
            assert "1 open case" in words(answer)
        else:
            assert answer.status_code == 404


def test_a_stranger_is_asked_to_sign_in_at_every_address(received: Received) -> None:
    case = received()
    for name in ADDRESSES:
        answer = ask(Visitor(), name, case.reference)
        assert answer["Location"].startswith("/account/login/"), name
    for address in ("/", "/queues/crime-new"):
        assert Visitor().get(address)["Location"].startswith("/account/login/")
    for model in (Assessment, Claim, Note, Closure):
        assert not model.objects.exists()


def test_a_case_that_may_not_be_seen_is_like_one_that_is_not_there(received: Received) -> None:
    case = received(answers={"t.who": "officer"})
    browser = signed_in(officer(Role.SUPERVISOR))
    hidden = browser.get(f"/cases/{case.reference}")
    missing = browser.get(f"/cases/{new_reference()}")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert words(hidden) == words(missing)
    assert len(hidden.content) == len(missing.content)


def test_a_refusal_is_written_down_with_who_asked_for_what(received: Received) -> None:
    case = received(answers={"t.who": "officer"})
    who = officer(Role.SUPERVISOR)
    browser = signed_in(who)
    browser.get(f"/cases/{case.reference}")
    browser.get("/queues/psd")
    denials = Entry.objects.filter(verb="deny").order_by("seq")
    assert [(entry.actor, entry.kind, entry.object_id) for entry in denials] == [
        (who.pk, "case", case.reference),
        (who.pk, "queue", "psd"),
    ]


def test_no_address_gives_way_under_strange_input(received: Received) -> None:
    case = received()
    browser = signed_in(officer(Role.SUPERVISOR))
    for address in (
        "/queues/Crime_New",
        "/queues/" + "x" * 300,
        "/queues/0",
        "/cases/DIO-0000-0000-0",
        "/cases/dio-0000-0000-0",
        f"/cases/{uuid.uuid4()}",
    ):
        assert browser.get(address).status_code == 404
    for name in ADDRESSES:
        there = reverse(name, args=[case.reference])
        if name == "case":
            assert browser.post(there).status_code == 405
            continue
        assert browser.get(there).status_code == 405
        answer = browser.post(there, STRANGE, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (303, 422)
    assert Case.objects.count() == 1
