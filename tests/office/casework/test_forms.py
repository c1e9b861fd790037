"""The forms of a case: what is wrong is said, and nothing that was typed is lost."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from doitonline.office.casework.models import Assessment, Case, Claim, Closure, Note
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.casework.conftest import ASSESSMENT, Received, assessed
from tests.office.people.staff import officer, signed_in, words

pytestmark = pytest.mark.django_db(databases=["default", "front"])


def fields(answer: object) -> dict[str, str]:
    """What the page's controls hold."""
    page = BeautifulSoup(answer.content, "html.parser")  # type: ignore[attr-defined]
    held = {area["name"]: area.get_text().strip() for area in page.find_all("textarea")}
    for ticked in page.find_all("input", checked=True):
        held[ticked["name"]] = ticked["value"]
    for option in page.find_all("option", selected=True):
        held[option.find_parent("select")["name"]] = option["value"]
    return held


def problems(answer: object) -> dict[str, str]:
    """The error summary: field to sentence."""
    page = BeautifulSoup(answer.content, "html.parser")  # type: ignore[attr-defined]
    links = page.select(".govuk-error-summary a")
    for link in links:
        assert page.find(id=link["href"][1:]), link
    return {link["href"][1:]: link.get_text() for link in links}


def test_a_good_assessment_leads_back_to_the_case(received: Received, contact: Officer) -> None:
    case = received()
    browser = signed_in(contact)
    answer = browser.post(f"/cases/{case.reference}/assessments", ASSESSMENT)
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.reference}")
    page = words(browser.get(answer["Location"]))
    assert "The assessment is kept." in page
    assert "Assessed as G3 Scheduled by Robin Example" in page
    assert "Threat Words about threat" in page
    made = Assessment.objects.get()
    assert (made.grade, made.crime, made.by) == ("G3", "yes", contact)


def test_a_bad_assessment_keeps_everything_that_was_typed(
    received: Received, contact: Officer
) -> None:
    case = received()
    typed = {**ASSESSMENT, "harm": "  ", "crime": "maybe", "actions": "Sent a car <b>"}
    answer = signed_in(contact).post(f"/cases/{case.reference}/assessments", typed)
    assert answer.status_code == 422
    assert set(problems(answer)) == {"harm", "crime"}
    held = fields(answer)
    assert held["threat"] == "Words about threat"
    assert held["actions"] == "Sent a car <b>"
    assert held["grade"] == "G3"
    assert not Assessment.objects.exists()


def test_a_low_grade_asks_for_a_reason_and_a_lower_one_for_a_supervisor(
    received: Received, contact: Officer
) -> None:
    case = received()
    browser, address = signed_in(contact), f"/cases/{case.reference}/assessments"
    answer = browser.post(address, {**ASSESSMENT, "grade": "G4"})
    assert problems(answer) == {"reason": "Say why G4 is enough: G3 is suggested"}
    answer = browser.post(address, {**ASSESSMENT, "grade": "G5", "reason": "Found"})
    assert list(problems(answer)) == ["grade"]
    assert fields(answer)["reason"] == "Found"
    assert browser.post(
        address, {**ASSESSMENT, "grade": "G4", "reason": "Found"}
    ).status_code == 303  # fmt: skip


def test_a_flag_may_demand_a_safeguarding_decision(received: Received) -> None:
    case = received(answers={"t.who": "partner"})
    browser, address = signed_in(officer(Role.SAFEGUARDING)), f"/cases/{case.reference}/assessments"
    answer = browser.post(address, {**ASSESSMENT, "grade": "G2"})
    assert list(problems(answer)) == ["safeguarding"]
    assert browser.post(
        address, {**ASSESSMENT, "grade": "G2", "safeguarding": "yes"}
    ).status_code == 303  # fmt: skip
    assert Assessment.objects.get().safeguarding is True


def test_words_that_are_too_long_are_kept_and_counted(received: Received, contact: Officer) -> None:
    case = received()
    answer = signed_in(contact).post(
        f"/cases/{case.reference}/assessments", {**ASSESSMENT, "risk": "x" * 4003}
    )
    assert problems(answer) == {"risk": "Take out 3 characters: there is room for 4,000"}
    assert fields(answer)["risk"] == "x" * 4003


def test_an_assessment_typed_while_another_took_the_case_is_not_lost(
    received: Received, contact: Officer, supervisor: Officer, now: datetime
) -> None:
    case = received()
    Claim.objects.take(case, supervisor, now)
    answer = signed_in(contact).post(f"/cases/{case.reference}/assessments", ASSESSMENT)
    assert answer.status_code == 422
    assert "Another officer is working on this case" in problems(answer)["case"]
    assert "Words about threat" in answer.content.decode()


def test_claiming_releasing_and_noting_lead_back_to_the_case(
    received: Received, contact: Officer
) -> None:
    case = received()
    browser, there = signed_in(contact), f"/cases/{case.reference}"
    assert browser.post(f"{there}/claims").status_code == 303
    assert "You are working on this case until" in words(browser.get(there))
    assert browser.post(f"{there}/releases").status_code == 303
    assert browser.post(f"{there}/releases").status_code == 422
    assert browser.post(f"{there}/notes", {"note": "They rang.\r\nTwice."}).status_code == 303
    assert "Note by Robin Example" in words(browser.get(there))
    assert Note.objects.count() == 1
    answer = browser.post(f"{there}/notes", {"note": " "})
    assert problems(answer) == {"note": "Write the note"}


def test_closing_asks_for_a_reason_and_words(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    case = received()
    browser, there = signed_in(supervisor), f"/cases/{case.reference}"
    assert "Close the case" not in words(browser.get(there))
    assessed(case, supervisor, now)
    answer = browser.post(f"{there}/closures", {"closing_reason": "boredom", "closing_words": "x"})
    assert list(problems(answer)) == ["closing_reason"]
    assert fields(answer)["closing_words"] == "x"
    good = {"closing_reason": "no_lines", "closing_words": "Nobody saw it."}
    assert browser.post(f"{there}/closures", good).status_code == 303
    page = words(browser.get(there))
    assert "Closed: No further action: no lines of enquiry by Robin Example" in page
    assert "Nobody saw it." in page
    assert "Work on this case" not in page
    assert Closure.objects.get().by == supervisor
    assert Case.objects.get().closed


def test_a_case_held_by_another_offers_no_form(
    received: Received, contact: Officer, supervisor: Officer, now: datetime
) -> None:
    case = received()
    Claim.objects.take(case, supervisor, now)
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    assert f"{supervisor} is working on this case until" in page
    assert "Keep this assessment" not in page
