"""The invented staff of a developer's station."""

from base64 import b32decode
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password

from doitonline.office.people.demonstration import (
    STAFF,
    OnlyForDevelopment,
    make_staff,
    present_code,
)
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.people.staff import Visitor

pytestmark = pytest.mark.django_db


def test_they_are_made_once_and_every_one_signs_in():
    assert make_staff() == make_staff()
    assert Officer.objects.count() == len(STAFF)
    for username, password, _, _ in make_staff()[:2]:
        browser = Visitor()
        browser.post("/account/login/", {"login": username, "password": password})
        answer = browser.post("/account/2fa/authenticate/", {"code": present_code(username)})
        assert (answer.status_code, answer["Location"]) == (303, "/")


def test_signing_in_twice_within_half_a_minute_works():
    username, password, _, _ = make_staff()[0]
    for _ in range(2):
        browser = Visitor()
        browser.post("/account/login/", {"login": username, "password": password})
        answer = browser.post("/account/2fa/authenticate/", {"code": present_code(username)})
        assert answer.status_code == 303


@pytest.mark.parametrize("member", STAFF, ids=lambda member: member.username)
def test_their_passwords_and_keys_are_as_good_as_anybodys(member: Any):
    validate_password(member.password)
    assert len(b32decode(member.secret)) == 20


def test_the_roles_of_casework_are_all_played():
    played = {role for member in STAFF for role in member.roles}
    assert played >= set(Role) - {Role.PROPERTY, Role.RECRUITER, Role.SIFTER}


def test_production_has_none_of_them(settings: Any):
    settings.PRODUCTION = True
    with pytest.raises(OnlyForDevelopment):
        make_staff()
    with pytest.raises(OnlyForDevelopment):
        present_code("contact")
