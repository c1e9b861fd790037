"""Every address of the office, asked by a stranger and by each role."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from doitonline.office.audit.gate import ANYBODY, needed_by
from doitonline.office.people.policy import Action, may
from doitonline.office.people.roles import Role
from tests.office.people.staff import Visitor, officer, signed_in

OPEN_TO_STRANGERS = {"account_login", "mfa_authenticate", "account_inactive", "health"}
EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "DIO-7K4M-Q2XW-Z",
    "slug": "crime-new",
    "reference": "DIO-7K4M-Q2XW-Z",
}


def views(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        address = prefix + example(str(one.pattern))
        if isinstance(one, URLResolver):
            yield from views(one, address)
        else:
            yield address, one


def example(pattern: str) -> str:
    for kind, value in EXAMPLES.items():
        while f"<{kind}:" in pattern:
            start = pattern.index(f"<{kind}:")
            pattern = pattern[:start] + value + pattern[pattern.index(">", start) + 1 :]
    assert "<" not in pattern, f"{pattern}: give its converter an example"
    return pattern


EVERY = {one.name or address: (address, one) for address, one in views(get_resolver())}
CLOSED = {name: found for name, found in EVERY.items() if name not in OPEN_TO_STRANGERS}
GUARDED = {name: found for name, found in CLOSED.items() if needed_by(found[1].callback) != ANYBODY}


@pytest.mark.parametrize("name", EVERY)
def test_every_view_says_what_it_needs_or_is_open_to_strangers(name: str):
    view = EVERY[name][1].callback
    is_open = not getattr(view, "login_required", True)
    assert is_open == (name in OPEN_TO_STRANGERS)
    assert is_open or needed_by(view) in {ANYBODY, *Action}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_is_led_to_the_sign_in_page(name: str):
    for method in ("get", "post"):
        answer = getattr(Visitor(), method)(CLOSED[name][0])
        assert answer.status_code in (302, 303)
        assert answer["Location"].startswith("/account/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_role_that_may_not_is_refused_everywhere(role: Role):
    browser, who = None, officer(role)
    for address, one in GUARDED.values():
        if may(who, needed_by(one.callback) or ""):
            continue
        browser = browser or signed_in(who)
        for method in ("get", "post"):
            assert getattr(browser, method)(address).status_code == 403, address


@pytest.mark.django_db
def test_somebody_without_a_role_sees_their_own_account_and_nothing_else():
    browser = signed_in(officer())
    assert browser.get("/account/").status_code == 200
    for address, _ in GUARDED.values():
        assert browser.get(address).status_code == 403
