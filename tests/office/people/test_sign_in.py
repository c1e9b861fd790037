"""Signing in, through the pages, as an officer or somebody else would."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.db import connections
from django.template.loader import render_to_string
from django.utils import timezone

from doitonline.office.audit.models import Entry
from doitonline.office.people.codes import code_of, step_at
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.people.staff import (
    PASSWORD,
    SECRET,
    Visitor,
    next_code,
    officer,
    sign_in,
    signed_in,
    words,
)

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def test_a_stranger_is_led_to_the_sign_in_page_and_back_to_where_they_wanted():
    answer = Visitor().get("/account/")
    assert answer["Location"] == "/account/login/?next=/account/"
    page = Visitor().get(answer["Location"])
    assert page.status_code == 200
    assert 'name="next" value="/account/"' in page.content.decode()


def test_a_password_and_a_code_sign_in_and_are_written_down():
    who = officer(Role.CONTACT, password=True)
    browser = Visitor()
    answer = sign_in(browser, who)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert browser.get("/account/").status_code == 200
    entry = Entry.objects.get(verb="sign_in")
    assert (entry.actor, entry.object_id, entry.roles) == (who.pk, str(who.pk), "contact")


def test_the_username_may_be_typed_in_any_case():
    who = officer(password=True)
    answer = Visitor().post(
        "/account/login/", {"login": who.username.upper(), "password": PASSWORD}
    )
    assert answer["Location"] == "/account/2fa/authenticate/"


def test_the_session_has_a_new_id_after_signing_in():
    who = officer(password=True)
    browser = Visitor()
    browser.post("/account/login/", {"login": who.username, "password": PASSWORD})
    before = browser.session.session_key
    browser.post("/account/2fa/authenticate/", {"code": next_code(who)})
    assert browser.session.session_key != before


def test_a_password_alone_opens_no_page():
    who = officer(password=True)
    browser = Visitor()
    browser.post("/account/login/", {"login": who.username, "password": PASSWORD})
    assert browser.get("/account/")["Location"].startswith("/account/login/")


def test_a_wrong_password_keeps_the_name_and_says_nothing_of_who_exists():
    who = officer(password=True)
    known = Visitor().post("/account/login/", {"login": who.username, "password": "wrong"})
    unknown = Visitor().post("/account/login/", {"login": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 422
    assert f'value="{who.username}"' in known.content.decode()
    assert words(known).replace(who.username, "nobody") == words(unknown)
    assert "The username or the password is not right" in words(known)


def test_a_failed_sign_in_is_written_down_without_what_was_typed():
    who = officer(password=True)
    Visitor().post("/account/login/", {"login": who.username, "password": "wrong"})
    Visitor().post("/account/login/", {"login": "My-Secret-Password", "password": "x"})
    first, second = Entry.objects.filter(verb="sign_in_failed").order_by("seq")
    assert (first.actor, first.object_id) == (None, str(who.pk))
    assert (second.actor, second.object_id, second.detail) == (None, "", {"factor": "password"})


def test_nothing_typed_into_the_name_is_kept_by_what_counts_the_failures(owner_of):
    from axes.models import AccessAttempt

    Visitor().post("/account/login/", {"login": "my-secret-password", "password": "x"})
    kept = AccessAttempt.objects.get()
    assert "my-secret" not in " ".join(str(value) for value in vars(kept).values())


def test_an_empty_form_names_both_fields():
    answer = Visitor().post("/account/login/", {})
    assert "Enter your username" in words(answer)
    assert "Enter your password" in words(answer)


def test_a_wrong_code_is_refused_and_written_down():
    who = officer(password=True)
    browser = Visitor()
    answer = sign_in(browser, who, code="000000" if next_code(who) != "000000" else "000001")
    assert answer.status_code == 422
    assert "That code is not right" in words(answer)
    assert Entry.objects.get(verb="sign_in_failed").detail == {"factor": "code"}


def test_a_code_signs_in_once():
    who = officer(password=True)
    code = code_of(SECRET, step_at(timezone.now()))
    assert sign_in(Visitor(), who, code).status_code == 303
    again = sign_in(Visitor(), who, code)
    assert again.status_code == 422
    assert "That code has been used" in words(again)


def test_a_code_older_than_one_that_was_used_is_spent_too():
    who = officer(password=True)
    present = step_at(timezone.now())
    assert sign_in(Visitor(), who, code_of(SECRET, present + 1)).status_code == 303
    assert sign_in(Visitor(), who, code_of(SECRET, present)).status_code == 422


def test_a_code_may_be_typed_with_a_space():
    who = officer(password=True)
    code = next_code(who)
    assert sign_in(Visitor(), who, f"{code[:3]} {code[3:]}").status_code == 303


@pytest.mark.parametrize("typed", ["", "abc", "١٢٣٤٥٦", "12345", "9" * 5000])
def test_what_is_no_code_is_an_error_and_never_a_fault(typed: str):
    answer = sign_in(Visitor(), officer(password=True), typed or " ")
    assert answer.status_code == 422


def test_five_wrong_passwords_lock_the_name_at_that_address_only():
    who = officer(password=True)
    wrong = {"login": who.username, "password": "wrong"}
    answers = [Visitor(REMOTE_ADDR="192.0.2.1").post("/account/login/", wrong) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert "closed for 15 minutes" in words(answers[-1])
    right = {"login": who.username, "password": PASSWORD}
    assert Visitor(REMOTE_ADDR="192.0.2.1").post("/account/login/", right).status_code == 429
    assert Visitor(REMOTE_ADDR="192.0.2.2").post("/account/login/", right).status_code == 303
    other = {"login": officer(password=True).username, "password": PASSWORD}
    assert Visitor(REMOTE_ADDR="192.0.2.1").post("/account/login/", other).status_code == 303
    assert Entry.objects.filter(verb="lock", object_id=str(who.pk)).count() == 2


def test_five_wrong_codes_lock_too_and_a_right_one_does_not_help():
    who = officer(password=True)
    browser = Visitor()
    answers = [sign_in(browser, who, "not a code") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert browser.post("/account/2fa/authenticate/", {"code": next_code(who)}).status_code == 429


def test_a_right_password_does_not_set_the_count_of_wrong_codes_back():
    who = officer(password=True)
    for _ in range(4):
        sign_in(Visitor(), who, "wrong")
    assert sign_in(Visitor(), who, "wrong").status_code == 429


def test_the_lock_is_over_after_a_quarter_of_an_hour():
    from axes.models import AccessAttempt

    who = officer(password=True)
    for _ in range(5):
        Visitor().post("/account/login/", {"login": who.username, "password": "wrong"})
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(Visitor(), who).status_code == 303


def test_without_an_authenticator_every_page_leads_to_setting_one_up():
    who = officer(Role.ADMINISTRATOR, password=True, authenticator=False)
    browser = Visitor()
    browser.post("/account/login/", {"login": who.username, "password": PASSWORD})
    assert browser.get("/account/")["Location"] == "/account/2fa/totp/activate/"
    assert browser.get("/people")["Location"] == "/account/2fa/totp/activate/"
    page = browser.get("/account/2fa/totp/activate/")
    shown = BeautifulSoup(page.content, "html.parser")
    assert shown.find("svg"), "the picture to scan"
    key = shown.find(attrs={"data-key": True}).get_text().replace(" ", "")
    wrong = browser.post("/account/2fa/totp/activate/", {"code": "123"})
    assert wrong.status_code == 422
    still = BeautifulSoup(wrong.content, "html.parser").find(attrs={"data-key": True})
    assert still.get_text().replace(" ", "") == key, "a wrong code keeps the key"
    code = code_of(key, step_at(timezone.now()))
    answer = browser.post("/account/2fa/totp/activate/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (303, "/account/2fa/recovery-codes/")
    codes = browser.get("/account/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"data-recovery-code", codes)) == 10
    assert "data-recovery-code" not in browser.get(answer["Location"]).content.decode()
    assert browser.get("/account/").status_code == 200
    assert "change" in verbs()


def test_the_authenticators_secret_is_not_in_the_database_as_it_is():
    who = officer()
    kept = Authenticator.objects.get(user=who).data["secret"]
    assert SECRET not in kept


def test_a_recovery_code_signs_in_once():
    who = officer(password=True)
    browser = signed_in(who)
    answer = browser.post("/account/2fa/recovery-codes/generate/")
    page = BeautifulSoup(browser.get(answer["Location"]).content, "html.parser")
    code = page.find(attrs={"data-recovery-code": True}).get_text()
    assert sign_in(Visitor(), who, code).status_code == 303
    assert sign_in(Visitor(), who, code).status_code == 422


def test_signing_out_needs_a_post_and_is_written_down():
    browser = signed_in(officer())
    assert browser.get("/account/logout/").status_code == 200
    assert browser.get("/account/").status_code == 200
    assert browser.post("/account/logout/").status_code == 303
    assert browser.get("/account/").status_code == 302
    assert verbs()[-1] == "sign_out"


def test_a_stolen_session_does_not_outlive_signing_out():
    browser = signed_in(officer())
    thief = Visitor()
    thief.cookies = browser.cookies.copy()
    browser.post("/account/logout/")
    assert thief.get("/account/").status_code == 302


def test_signing_out_everywhere_ends_every_session():
    who = officer()
    here, elsewhere = signed_in(who), signed_in(who)
    assert here.post("/account/sessions/end").status_code == 303
    assert here.get("/account/").status_code == 302
    assert elsewhere.get("/account/").status_code == 302


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one():
    who = officer(password=True)
    here, elsewhere = signed_in(who), signed_in(who)
    new = {"oldpassword": PASSWORD, "password1": "four other good words", "password2": ""}
    assert here.post("/account/password/change/", new).status_code == 422
    new["password2"] = new["password1"]
    assert here.post("/account/password/change/", new)["Location"] == "/account/"
    assert "Your password has been changed" in words(here.get("/account/"))
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 15 characters"),
        ("1q2w3e4r5t6y7u8i", "too common"),
        ("passwordpassword", "a common one made longer"),
        ("Password-1234567890", "a common one made longer"),
        ("ababababababababab", "the same few characters"),
        ("officer.robin.example", "too similar"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str, why: str):
    who = officer(password=True)
    Officer.objects.filter(pk=who.pk).update(full_name="Officer Robin Example")
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = signed_in(who).post("/account/password/change/", new)
    assert answer.status_code == 422
    assert why in words(answer)


def test_what_matters_asks_for_the_password_again_after_five_minutes():
    who = officer(password=True)
    browser = signed_in(who)
    session = browser.session
    session["signed_in_at"] -= 6 * 60
    session.save()
    answer = browser.get("/account/2fa/totp/deactivate/")
    assert answer["Location"].startswith("/account/reauthenticate/")
    wrong = browser.post(answer["Location"], {"password": "wrong"})
    assert wrong.status_code == 422
    right = browser.post(answer["Location"], {"password": PASSWORD})
    assert (right.status_code, right["Location"]) == (303, "/account/2fa/totp/deactivate/")
    assert browser.post("/account/2fa/totp/deactivate/").status_code == 303
    assert browser.get("/account/")["Location"] == "/account/2fa/totp/activate/"


def test_a_code_proves_as_well_as_a_password_that_it_is_still_them():
    who = officer(password=True)
    browser = signed_in(who)
    session = browser.session
    session["signed_in_at"] -= 6 * 60
    session.save()
    assert browser.post("/account/2fa/reauthenticate/", {"code": "wrong"}).status_code == 422
    answer = browser.post("/account/2fa/reauthenticate/", {"code": next_code(who)})
    assert answer.status_code == 303
    assert browser.get("/account/2fa/totp/deactivate/").status_code == 200


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("typed", ["a\0b", "x" * 10_000, "😀" * 50, "' OR 1=1 --", "\ud7ff"])
def test_whatever_is_typed_there_is_a_page(field: str, typed: str):
    form = {"login": "somebody", "password": PASSWORD} | {field: typed}
    assert Visitor().post("/account/login/", form).status_code == 422


@pytest.mark.parametrize(
    "path",
    ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/", "login/code/"],
)
def test_there_is_no_signing_up_and_no_reset_by_mail(path: str):
    assert Visitor().get(f"/account/{path}").status_code in (302, 404)
    assert signed_in(officer()).get(f"/account/{path}").status_code == 404


def test_a_post_without_a_token_is_refused():
    who = officer(password=True)
    strict = Visitor(enforce_csrf_checks=True)
    form = {"login": who.username, "password": PASSWORD}
    answer = strict.post("/account/login/", form)
    assert answer.status_code == 403
    assert "Please try again" in words(answer)


def test_signing_in_leads_to_no_other_site():
    who = officer(password=True)
    browser = Visitor()
    form = {"login": who.username, "password": PASSWORD, "next": "https://elsewhere.example/"}
    browser.post("/account/login/", form)
    answer = browser.post("/account/2fa/authenticate/", {"code": next_code(who)})
    assert answer["Location"] == "/"


def test_an_address_that_does_not_exist_is_said_in_the_house_s_words():
    assert "There is nothing here" in words(signed_in(officer()).get("/nowhere"))
    assert "There is nothing here" in words(Visitor().get("/nowhere"))


@pytest.mark.parametrize("page", ["400.html", "500.html"])
def test_the_pages_for_when_all_else_fails_need_nothing(page: str):
    assert "Go to the start" in render_to_string(page)


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_with_one_code_only_one_gets_in():
    who = officer()
    step = step_at(timezone.now())

    def spend(_: int) -> bool:
        try:
            return Officer.objects.get(pk=who.pk).spend_code(step)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(spend, range(8))) == 1
