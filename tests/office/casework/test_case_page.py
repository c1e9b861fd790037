"""The page of a case: what an officer reads there, and that each look is written down."""

import pytest
from bs4 import BeautifulSoup

from doitonline.office.audit.models import Entry
from doitonline.office.casework.models import CaseKey, Papers
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.casework.conftest import Received
from tests.office.people.staff import officer, signed_in, words

pytestmark = pytest.mark.django_db(databases=["default", "front"])


def looks(reference: str) -> list[str]:
    entries = Entry.objects.filter(object_id=reference).order_by("seq")
    return list(entries.values_list("verb", flat=True))


def test_the_record_is_grouped_with_roles_and_links_in_words(
    received: Received, contact: Officer
) -> None:
    case = received()
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    assert f"Something was stolen Case {case.reference}" in page
    assert "People Person reporting: Asha Example reported – Event: Something was stolen" in page
    assert "Suspect: The tall one suspect in – Event: Something was stolen" in page
    assert "Relation to the victim or person reporting Someone I do not know" in page
    assert "Places Place: the market" in page
    assert "happened at – Place: the market" in page


def test_the_answers_stand_as_the_person_saw_them(received: Received, contact: Officer) -> None:
    case = received(answers={"t.extra": "It is red."})
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    told = page[page.index("The answers as the person saw them") :]
    assert "What happened, in your words? My bicycle was gone when I came back." in told
    assert "How to reach you What is your name? Asha Example" in told
    asked = ["Is it happening now?", "What happened?", "Who did it?", "Where did it happen?"]
    assert sorted(asked, key=told.index) == asked


def test_each_flag_stands_with_the_answers_that_raised_it(received: Received) -> None:
    case = received(answers={"t.who": "partner", "c.safe": "no"})
    page = words(signed_in(officer(Role.SAFEGUARDING)).get(f"/cases/{case.reference}"))
    flags = page[page.index("Flags") : page.index("The record")]
    assert "both 16 or over DA Bears on harm, vulnerability. At least G2." in flags
    assert "Who did it?: My partner" in flags
    assert "Is it safe to leave a voice message?: No" in flags
    assert flags.index("DA") < flags.index("SAFE")


def test_a_watched_passage_is_marked_in_its_answer(received: Received, contact: Officer) -> None:
    case = received(answers={"t.story": "He said <b>he</b> would kill himself.\nThen he left."})
    page = BeautifulSoup(signed_in(contact).get(f"/cases/{case.reference}").content, "html.parser")
    (marked,) = page.find_all("mark")
    assert marked["title"] == "Suicide or self-harm"
    assert marked.contents[0] == "kill himself"
    assert "He said <b>he</b> would" in marked.parent.get_text()
    assert "Then he left." in marked.parent.get_text()


def test_the_warning_about_contact_stands_before_the_ways_to_reach_them(
    received: Received, contact: Officer
) -> None:
    case = received(answers={"c.safe": "no"})
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    assert "Contact could put this person at risk" in page
    panel = page[page.index("Follow what is written here to the letter") :]
    assert panel.index("Safe to leave a voice message No") < panel.index("Telephone 07700 900123")


def test_files_are_listed_with_their_hash_and_cannot_be_opened(
    received: Received, contact: Officer
) -> None:
    file = {"id": "f1", "name": "bike.jpg", "size": 340_000, "type": "image/jpeg", "sha256": "ab12"}
    parcel = {**file, "key": "AAAA", "question": "t.photos"}
    case = received(answers={"t.photos": [file]}, parcels=[parcel])
    answer = signed_in(contact).get(f"/cases/{case.reference}")
    page = words(answer)
    assert "bike.jpg (340 kB) Not scanned yet SHA-256 at receipt: ab12" in page
    assert b"AAAA" not in answer.content
    evidence = BeautifulSoup(answer.content, "html.parser").find(id="evidence")
    assert evidence
    assert evidence.parent
    assert not evidence.parent.find_all("a")


def test_what_was_left_for_later_is_named(received: Received, contact: Officer) -> None:
    case = received(answers={"t.story": ...}, later=["t.story"])
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    assert "Still to be asked: What happened, in your words?." in page


def test_what_a_person_typed_is_never_markup(received: Received, contact: Officer) -> None:
    case = received(
        answers={
            "t.story": "<script>alert(1)</script>",
            "suspect": [{"id": "abcd2345", "s.name": "<i>The tall one</i>"}],
        }
    )
    page = signed_in(contact).get(f"/cases/{case.reference}").content.decode()
    assert "<script>alert" not in page
    assert "<i>The tall" not in page
    assert "&lt;i&gt;The tall" in page


def test_each_look_is_written_down_before_anything_is_opened(
    received: Received, contact: Officer
) -> None:
    case = received()
    browser = signed_in(contact)
    browser.get(f"/cases/{case.reference}")
    browser.get(f"/cases/{case.reference}")
    assert looks(case.reference) == ["receive", "view", "view"]
    last = Entry.objects.get(seq=Entry.objects.count())
    assert (last.actor, last.roles) == (contact.pk, "contact")
    Papers.objects.all().delete()
    with pytest.raises(Papers.DoesNotExist):
        browser.get(f"/cases/{case.reference}")
    assert looks(case.reference) == ["receive", "view", "view", "view"]


def test_nothing_of_the_person_is_in_the_title_or_the_address(
    received: Received, contact: Officer
) -> None:
    case = received()
    answer = signed_in(contact).get(f"/cases/{case.reference}")
    title = BeautifulSoup(answer.content, "html.parser").title
    assert title
    assert title.get_text() == f"Case {case.reference} – Lancashire Constabulary"


def test_a_case_whose_key_was_destroyed_says_so(received: Received, contact: Officer) -> None:
    case = received()
    CaseKey.objects.update(wrapped=None)
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    assert "The papers of this case have been erased." in page
    assert "Asha" not in page


def test_a_case_that_another_key_wrapped_cannot_be_opened_here(
    received: Received, contact: Officer
) -> None:
    case, other = received(), received()
    wrapped = CaseKey.objects.get(pk=other.pk).wrapped
    stranger = bytes(wrapped or b"").replace(b"|", b"|", 1)
    stranger = b"v1|0123456789abcdef|" + stranger.split(b"|", 2)[2]
    CaseKey.objects.filter(pk=case.pk).update(wrapped=stranger)
    page = words(signed_in(contact).get(f"/cases/{case.reference}"))
    assert "cannot be opened on this machine" in page
