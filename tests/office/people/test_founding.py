"""The first administrators, from the terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from doitonline.office.audit.models import Entry
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.people.staff import Visitor, officer

pytestmark = pytest.mark.django_db


def test_the_terminal_makes_an_administrator_who_signs_in_with_what_it_printed():
    printed = io.StringIO()
    call_command("administrator", "carol", "Carol Example", stdout=printed)
    password = printed.getvalue().split(" with ")[1].split()[0]
    answer = Visitor().post("/account/login/", {"login": "carol", "password": password})
    assert answer.status_code == 303
    assert Officer.objects.get(username="carol").roles == {Role.ADMINISTRATOR}
    assert list(Entry.objects.order_by("seq").values_list("verb", flat=True)[:2]) == [
        "create",
        "grant",
    ]


def test_the_terminal_makes_no_third():
    officer(Role.ADMINISTRATOR), officer(Role.ADMINISTRATOR)
    with pytest.raises(CommandError, match="There are two administrators"):
        call_command("administrator", "carol", "Carol Example")


def test_a_closed_account_does_not_count():
    first, second = officer(Role.ADMINISTRATOR), officer(Role.ADMINISTRATOR)
    second.disable(first)
    call_command("administrator", "carol", "Carol Example", stdout=io.StringIO())


def test_a_faulty_name_is_said():
    with pytest.raises(CommandError, match="Enter a username"):
        call_command("administrator", "Carol Example", "Carol Example")
