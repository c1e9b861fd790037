"""Invented staff for tests, and a client that looks at every page it is given."""

import itertools
from typing import Any

from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from doitonline.office.people.authenticators import Authenticators
from doitonline.office.people.codes import code_of, step_at
from doitonline.office.people.models import Officer
from doitonline.office.people.postings import Posting
from doitonline.office.people.roles import Role

PASSWORD = "lantern plum gravel otter"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_numbers = itertools.count(4000)


def officer(*roles: Role, password: bool = False, authenticator: bool = True) -> Officer:
    """An officer with these roles in force. A password costs a tenth of a second: ask for it."""
    number = next(_numbers)
    made = Officer(
        username=f"officer{number}", full_name=f"Robin Example{number}", collar_number=str(number)
    )
    if password:
        made.set_password(PASSWORD)
    made.save()
    for role in roles:
        Posting.objects.create(officer=made, role=role, confirmed_at=timezone.now())
    if authenticator:
        Authenticator.objects.create(
            user=made, type="totp", data={"secret": Authenticators().encrypt(SECRET)}
        )
    return made


def next_code(who: Officer) -> str:
    """A code that the officer's app would show about now and that was not used before."""
    who.refresh_from_db()
    return code_of(SECRET, max(step_at(timezone.now()) - 1, who.last_code_step + 1))


def signed_in(who: Officer) -> "Visitor":
    """A browser in which the officer has signed in."""
    browser = Visitor()
    browser.force_login(who, backend=BACKEND)
    return browser


def sign_in(browser: Client, who: Officer, code: str | None = None) -> Any:
    """Sign in through the pages; the answer to the last step."""
    first = browser.post("/account/login/", {"login": who.username, "password": PASSWORD})
    assert (first.status_code, first["Location"]) == (303, "/account/2fa/authenticate/")
    return browser.post("/account/2fa/authenticate/", {"code": code or next_code(who)})


class Visitor(Client):
    """A test client that holds every page to the house's rules."""

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if answer.content and "html" in answer["Content-Type"]:
            hold_to_the_rules(answer)
        return answer


def hold_to_the_rules(answer: Any) -> None:
    """A title, one heading, labels, no style or script inside, and the headers."""
    page = BeautifulSoup(answer.content, "html.parser")
    assert "'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert page.title
    title = page.title.get_text()
    assert title.strip(), "a title"
    assert title.startswith("Error: ") == (answer.status_code == 422), title
    assert len(page.find_all("h1")) == 1, "one h1"
    assert not page.find_all(style=True), "no style in the page"
    assert not page.find_all("script", src=False), "no script in the page"
    labelled = {label["for"] for label in page.find_all("label", attrs={"for": True})}
    for control in page.find_all(["input", "select", "textarea"]):
        if control.get("type") not in ("hidden", "submit") and not control.has_attr("hidden"):
            assert control["id"] in labelled, control
    for form in page.find_all("form", method="post"):
        assert form.find("input", attrs={"name": "csrfmiddlewaretoken"}), "a token in every form"


def words(answer: Any) -> str:
    """The words of a page, in one line."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())
