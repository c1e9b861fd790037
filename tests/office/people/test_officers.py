"""The administrator's pages, and the second person's."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from doitonline.office.audit.log import ONE_WRITER
from doitonline.office.audit.models import Entry
from doitonline.office.people.errors import NeedsAnotherPerson
from doitonline.office.people.models import Officer
from doitonline.office.people.postings import Posting, Reset
from doitonline.office.people.roles import Role
from tests.office.people.staff import Visitor, officer, signed_in, words

pytestmark = pytest.mark.django_db
OwnerOf = Callable[[str], AbstractContextManager[psycopg.Connection]]
NEW = {"full_name": "Ayesha Sample", "username": "ayesha.sample", "collar_number": "4711"}


@pytest.fixture
def administrator() -> Officer:
    return officer(Role.ADMINISTRATOR)


def test_the_list_names_everybody_with_their_roles(administrator: Officer):
    officer(Role.CONTACT, Role.CLERK)
    page = words(signed_in(administrator).get("/people"))
    assert "Contact officer" in page
    assert "Crime recording clerk" in page


def test_a_new_officer_signs_in_once_chooses_a_password_and_sets_up_an_app(administrator: Officer):
    answer = signed_in(administrator).post("/people/new", NEW)
    assert answer.status_code == 201
    page = BeautifulSoup(answer.content, "html.parser")
    password = page.find(attrs={"data-one-time-password": True}).get_text()
    browser = Visitor()
    assert (
        browser.post("/account/login/", {"login": NEW["username"], "password": password})[
            "Location"
        ]
        == "/"
    )
    assert browser.get("/account/")["Location"] == "/account/password/change/"
    chosen = {"password1": "their own good words", "password2": "their own good words"}
    assert browser.post("/account/password/change/", chosen).status_code == 303
    assert browser.get("/account/")["Location"] == "/account/2fa/totp/activate/"
    assert "create" in Entry.objects.values_list("verb", flat=True)


def test_a_one_time_password_is_over_after_a_day(administrator: Officer):
    who, password = Officer.objects.add(**NEW, email="", by=administrator)
    Officer.objects.filter(pk=who.pk).update(one_time_until=timezone.now() - timedelta(seconds=1))
    answer = Visitor().post("/account/login/", {"login": who.username, "password": password})
    assert answer.status_code == 422
    assert "This one-time password is over" in words(answer)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"full_name": " "}, "Enter their full name"),
        ({"username": "x"}, "2 to 30 letters"),
        ({"username": "Ayesha Sample"}, "2 to 30 letters"),
        ({"email": "at home"}, "like name@example.org"),
        ({"collar_number": "1" * 11}, "10 characters or fewer"),
        ({"full_name": "a\0b"}, "cannot be seen"),
    ],
)
def test_what_cannot_be_an_officer_is_said_and_kept(
    administrator: Officer, change: dict[str, str], why: str
):
    answer = signed_in(administrator).post("/people/new", NEW | change)
    assert answer.status_code == 422
    assert why in words(answer)
    assert f'value="{(NEW | change)["collar_number"]}"' in answer.content.decode()


def test_two_officers_cannot_have_one_username(administrator: Officer):
    browser = signed_in(administrator)
    browser.post("/people/new", NEW)
    answer = browser.post("/people/new", NEW | {"username": "AYESHA.SAMPLE"})
    assert answer.status_code == 422
    assert "Somebody has this username already" in words(answer)


def test_a_role_counts_when_a_second_person_has_confirmed_it(administrator: Officer):
    who, second = officer(), officer(Role.SUPERVISOR)
    first = signed_in(administrator)
    assert first.post(f"/people/{who.pk}/postings", {"role": "contact"}).status_code == 303
    assert Officer.objects.get(pk=who.pk).roles == set()
    posting = who.postings.get()
    first.post(f"/postings/{posting.pk}/confirmation")
    assert Officer.objects.get(pk=who.pk).roles == set(), "the first cannot be the second"
    browser = signed_in(second)
    assert "Contact officer" in words(browser.get("/postings/waiting"))
    browser.post(f"/postings/{posting.pk}/confirmation")
    assert Officer.objects.get(pk=who.pk).roles == {Role.CONTACT}
    verbs = Entry.objects.filter(object_id=str(who.pk)).order_by("seq")
    assert [(one.verb, one.actor) for one in verbs] == [
        ("grant", administrator.pk),
        ("confirm", second.pk),
    ]


def test_the_second_person_may_refuse(administrator: Officer):
    who = officer()
    posting = Posting.objects.give(who, Role.CONTACT, administrator)
    signed_in(officer(Role.SUPERVISOR)).post(f"/postings/{posting.pk}/ending")
    posting.refresh_from_db()
    assert posting.ended_at
    assert not posting.confirmed_at


def test_a_supervisor_ends_no_role_that_is_in_force():
    who = officer(Role.CONTACT)
    signed_in(officer(Role.SUPERVISOR)).post(f"/postings/{who.postings.get().pk}/ending")
    assert Officer.objects.get(pk=who.pk).roles == {Role.CONTACT}


def test_an_administrator_gives_nothing_to_themselves(administrator: Officer):
    browser = signed_in(administrator)
    answer = browser.post(f"/people/{administrator.pk}/postings", {"role": "contact"})
    assert answer.status_code == 422
    assert "You cannot do this to your own account" in words(answer)
    assert administrator.postings.count() == 1


def test_not_even_the_database_lets_somebody_give_or_confirm_a_role_to_themselves():
    who, other = officer(), officer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(officer=who, role="contact", given_by=who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(officer=who, role="contact", given_by=other, confirmed_by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(officer=who, role="contact", given_by=other, confirmed_by=who)


def test_the_second_of_two_administrators_cannot_confirm_their_own(administrator: Officer):
    other = officer(Role.ADMINISTRATOR)
    other.postings.get().end(administrator)
    posting = Posting.objects.give(other, Role.SUPERVISOR, administrator)
    signed_in(other).post(f"/postings/{posting.pk}/confirmation")
    posting.refresh_from_db()
    assert not posting.confirmed_at


def test_roles_that_do_not_go_together_are_refused_with_the_reason(administrator: Officer):
    who = officer(Role.CONTACT)
    answer = signed_in(administrator).post(f"/people/{who.pk}/postings", {"role": "auditor"})
    assert answer.status_code == 422
    assert "does not go with “Contact officer”" in words(answer)


def test_a_role_is_held_once(administrator: Officer):
    who = officer(Role.CONTACT)
    answer = signed_in(administrator).post(f"/people/{who.pk}/postings", {"role": "contact"})
    assert "They have this role already" in words(answer)


@pytest.mark.parametrize("role", ["", "king", "contact\0"])
def test_a_role_that_does_not_exist_is_not_given(administrator: Officer, role: str):
    answer = signed_in(administrator).post(f"/people/{officer().pk}/postings", {"role": role})
    assert answer.status_code == 422
    assert "Select a role" in words(answer)


def test_closing_an_account_acts_at_once_and_says_who(administrator: Officer):
    who = officer(Role.CONTACT)
    browser = signed_in(who)
    answer = signed_in(administrator).post(f"/people/{who.pk}/disablement")
    assert answer.status_code == 303
    assert browser.get("/account/").status_code == 302
    who.refresh_from_db()
    assert who.disabled_by == administrator


def test_an_account_is_closed_once_and_opened_again(administrator: Officer):
    who, browser = officer(), signed_in(administrator)
    browser.post(f"/people/{who.pk}/disablement")
    again = browser.post(f"/people/{who.pk}/disablement")
    assert again.status_code == 422
    assert "Somebody has already done this" in words(again)
    assert browser.post(f"/people/{who.pk}/enablement").status_code == 303
    who.refresh_from_db()
    assert who.is_active


def test_an_administrator_does_not_close_their_own_account(administrator: Officer):
    answer = signed_in(administrator).post(f"/people/{administrator.pk}/disablement")
    assert answer.status_code == 422


def test_nobody_resets_both_the_password_and_the_app_of_one_officer(administrator: Officer):
    who = officer(Role.CONTACT, password=True)
    browser = signed_in(administrator)
    assert browser.post(f"/people/{who.pk}/password-resets").status_code == 201
    answer = browser.post(f"/people/{who.pk}/authenticator-resets")
    assert answer.status_code == 422
    assert "Somebody else must do the second" in words(answer)
    assert Authenticator.objects.filter(user=who).exists()
    second = signed_in(officer(Role.ADMINISTRATOR))
    assert second.post(f"/people/{who.pk}/authenticator-resets").status_code == 303
    assert not Authenticator.objects.filter(user=who).exists()


def test_waiting_does_not_make_one_administrator_two(administrator: Officer):
    who = officer(Role.CONTACT, password=True)
    browser = signed_in(administrator)
    assert browser.post(f"/people/{who.pk}/authenticator-resets").status_code == 303
    long_ago = timezone.now() - timedelta(days=200)
    Reset.objects.filter(officer=who).update(issued_at=long_ago)
    assert browser.post(f"/people/{who.pk}/password-resets").status_code == 422
    second = signed_in(officer(Role.ADMINISTRATOR))
    assert second.post(f"/people/{who.pk}/password-resets").status_code == 201


def test_an_officer_who_set_up_another_app_may_be_helped_by_the_same_administrator_later(
    administrator: Officer,
):
    who = officer(Role.CONTACT, password=True)
    Reset.objects.create(officer=who, issued_by=administrator, what=Reset.AUTHENTICATOR)
    browser = signed_in(administrator)
    assert browser.post(f"/people/{who.pk}/password-resets").status_code == 422
    Reset.objects.update(issued_at=timezone.now() - timedelta(days=15))
    assert browser.post(f"/people/{who.pk}/password-resets").status_code == 201


def test_whoever_made_an_account_does_not_reset_its_app(administrator: Officer):
    who, _ = Officer.objects.add(**NEW, email="", by=administrator)
    answer = signed_in(administrator).post(f"/people/{who.pk}/authenticator-resets")
    assert answer.status_code == 422


def test_a_reset_ends_the_officers_sessions(administrator: Officer):
    who = officer(password=True)
    browser = signed_in(who)
    signed_in(administrator).post(f"/people/{who.pk}/password-resets")
    assert browser.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["", "postings", "disablement", "enablement", "password-resets", "authenticator-resets"],
)
def test_an_officer_who_does_not_exist_is_not_found(administrator: Officer, path: str):
    address = f"/people/00000000-0000-4000-8000-000000000000/{path}".rstrip("/")
    browser = signed_in(administrator)
    answer = browser.post(address) if path else browser.get(address)
    assert answer.status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999999999999999999"])
def test_a_posting_that_does_not_exist_is_not_found(administrator: Officer, number: str):
    browser = signed_in(administrator)
    for path in ("confirmation", "ending"):
        assert browser.post(f"/postings/{number}/{path}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_both_resets_pressed_at_once_are_still_one_person_s(owner_of: OwnerOf):
    who, by = officer(Role.CONTACT, password=True), officer(Role.ADMINISTRATOR)

    def pressed(reset: str) -> bool:
        try:
            getattr(Officer.objects.get(pk=who.pk), reset)(Officer.objects.get(pk=by.pk))
        except NeedsAnotherPerson:
            return False
        finally:
            connections.close_all()
        return True

    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
        " WHERE datname = current_database() AND NOT granted"
    )
    with owner_of("office") as owner, ThreadPoolExecutor(2) as pool:
        # Whatever writes to the log waits here, so that both are under way at the same moment.
        owner.execute("SELECT pg_advisory_lock(%s)", [ONE_WRITER])
        both = [pool.submit(pressed, reset) for reset in ("issue_password", "forget_authenticator")]
        until = time.monotonic() + 20
        while owner.execute(waiting).fetchone() != (2,) and time.monotonic() < until:
            pass
        owner.execute("SELECT pg_advisory_unlock(%s)", [ONE_WRITER])
        assert sorted(one.result() for one in both) == [False, True]
