"""How long a session lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase

from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from doitonline.office.people.sessions import Ended, begin, ended, is_fresh, seen
from tests.office.people.staff import Visitor, officer, signed_in, words

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def session() -> SessionBase:
    made = SessionBase()
    begin(made, START)
    return made


def test_it_lasts_while_something_is_done_every_fourteen_minutes(session: SessionBase):
    now = START
    while (now := now + timedelta(minutes=14)) < START + timedelta(hours=10):
        assert ended(session, now) is None
        seen(session, now)
    assert ended(session, now) is Ended.LONG


def test_a_quarter_of_an_hour_without_a_click_ends_it(session: SessionBase):
    assert ended(session, START + timedelta(minutes=14, seconds=59)) is None
    assert ended(session, START + timedelta(minutes=15)) is Ended.IDLE


def test_being_seen_is_not_written_more_often_than_every_half_minute(session: SessionBase):
    session.modified = False
    seen(session, START + timedelta(seconds=29))
    assert not session.modified
    seen(session, START + timedelta(seconds=30))
    assert session.modified


def test_a_session_without_clocks_is_over():
    assert ended(SessionBase(), START) is Ended.LONG


def test_signing_in_is_fresh_for_five_minutes(session: SessionBase):
    assert is_fresh(session, START + timedelta(minutes=4))
    assert not is_fresh(session, START + timedelta(minutes=5))


def wind(browser: Visitor, clock: str, **back: int) -> None:
    """Turn a clock of the browser's session back."""
    session = browser.session
    session[clock] -= timedelta(**back).total_seconds()
    session.save()


@pytest.mark.django_db
def test_who_was_away_is_signed_out_and_told_why_and_comes_back_to_the_page():
    browser = signed_in(officer())
    wind(browser, "seen_at", minutes=15)
    answer = browser.get("/account/?a=b")
    assert answer["Location"] == "/account/login/?ended=idle&next=%2Faccount%2F%3Fa%3Db"
    assert "nothing had been done here for 15 minutes" in words(browser.get(answer["Location"]))
    assert browser.get("/account/")["Location"] == "/account/login/?next=/account/"


@pytest.mark.django_db
def test_who_was_in_for_ten_hours_is_signed_out_even_when_busy():
    browser = signed_in(officer())
    wind(browser, "signed_in_at", hours=10)
    answer = browser.get("/account/")
    assert "ended=long" in answer["Location"]


@pytest.mark.django_db
def test_a_closed_account_acts_at_once():
    who, by = officer(Role.CONTACT), officer(Role.ADMINISTRATOR)
    browser = signed_in(who)
    who.disable(by)
    assert browser.get("/account/").status_code == 302


@pytest.mark.django_db
def test_a_role_that_ends_ends_the_session():
    who, by = officer(Role.CONTACT), officer(Role.ADMINISTRATOR)
    browser = signed_in(who)
    who.postings.get().end(by)
    assert browser.get("/account/").status_code == 302
    assert Officer.objects.get(pk=who.pk).roles == set()


@pytest.mark.django_db
def test_a_script_is_told_that_the_session_is_over_and_not_sent_to_the_sign_in_page():
    browser = signed_in(officer())
    by_script = {"Sec-Fetch-Dest": "empty"}
    assert browser.get("/account/sessions/presence", headers=by_script).status_code == 204
    wind(browser, "seen_at", minutes=15)
    for _ in range(2):
        assert browser.get("/account/sessions/presence", headers=by_script).status_code == 401


@pytest.mark.django_db
def test_being_there_keeps_the_session():
    browser = signed_in(officer())
    for _ in range(3):
        wind(browser, "seen_at", minutes=14)
        assert browser.get("/account/sessions/presence").status_code == 204
