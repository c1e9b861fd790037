"""Work on a case: claims, assessments, notes and closures, and who may make them."""

from datetime import datetime, timedelta

import pytest

from doitonline.office.audit.models import Entry
from doitonline.office.casework import errors
from doitonline.office.casework.keyring import keyring
from doitonline.office.casework.models import Assessment, Case, Claim, Closure, Note
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from tests.office.casework.conftest import WORDS, Received, assessed, judged
from tests.office.people.staff import officer

pytestmark = pytest.mark.django_db(databases=["default", "front"])

MINUTE = timedelta(minutes=1)


def close(case: Case, by: Officer, now: datetime, reason: str = "no_lines") -> Closure:
    return Closure.objects.make(case, by, keyring(), reason, "Because.", now)


def last_verb() -> tuple[str, str]:
    entry = Entry.objects.order_by("-seq").first()
    assert entry is not None
    return entry.verb, entry.object_id


# Claims


def test_a_claim_keeps_others_away_for_a_quarter_of_an_hour(
    received: Received, contact: Officer, supervisor: Officer, now: datetime
) -> None:
    case = received()
    Claim.objects.take(case, contact, now)
    assert last_verb() == ("claim", case.reference)
    with pytest.raises(errors.HeldByAnother):
        Claim.objects.take(case, supervisor, now + 14 * MINUTE)
    with pytest.raises(errors.HeldByAnother):
        assessed(case, supervisor, now + 14 * MINUTE)
    assert Claim.objects.take(case, supervisor, now + 15 * MINUTE).by == supervisor


def test_whoever_holds_a_claim_may_hold_it_longer(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    first = Claim.objects.take(case, contact, now)
    again = Claim.objects.take(case, contact, now + 10 * MINUTE)
    assert (again.pk, again.until) == (first.pk, now + 25 * MINUTE)


def test_a_released_case_is_free_at_once(
    received: Received, contact: Officer, supervisor: Officer, now: datetime
) -> None:
    case = received()
    Claim.objects.take(case, contact, now)
    Claim.objects.release(case, contact, now + MINUTE)
    assert last_verb() == ("release", case.reference)
    Claim.objects.take(case, supervisor, now + MINUTE)


def test_nobody_releases_what_another_holds(
    received: Received, contact: Officer, supervisor: Officer, now: datetime
) -> None:
    case = received()
    Claim.objects.take(case, contact, now)
    with pytest.raises(errors.NotHeld):
        Claim.objects.release(case, supervisor, now)


# Assessments


def test_an_assessment_grades_the_case_and_its_words_are_sealed(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    made = assessed(case, contact, now, grade="G2")
    assert (case.grade, case.suggested, case.state) == ("G2", "G3", "assessed")
    assert case.due_at == case.reply_due_at == case.sent_at + timedelta(hours=1)
    assert made.read(case.seal(keyring())).threat == "Words about threat"
    assert b"Words about" not in bytes(made.lines)
    assert last_verb() == ("assess", case.reference)


def test_assessing_again_adds_a_row_and_overwrites_none(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    assessed(case, contact, now, grade="G2")
    assessed(case, contact, now + MINUTE, grade="G1")
    assert list(Assessment.objects.values_list("grade", flat=True)) == ["G2", "G1"]
    assert case.grade == "G1"


def test_a_grade_below_the_suggested_one_needs_a_reason(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    with pytest.raises(errors.NeedsAReason):
        assessed(case, contact, now, grade="G4")
    assert not Assessment.objects.exists()
    assessed(case, contact, now, grade="G4", reason="The bicycle was found.")


def test_two_grades_below_need_a_supervisor_and_a_reason_all_the_same(
    received: Received, contact: Officer, supervisor: Officer, now: datetime
) -> None:
    case = received()
    with pytest.raises(errors.NeedsASupervisor):
        assessed(case, contact, now, grade="G5", reason="It was found.")
    with pytest.raises(errors.NeedsAReason):
        assessed(case, supervisor, now, grade="G5")
    assessed(case, supervisor, now, grade="G5", reason="It was found.")
    assert case.grade == "G5"


def test_the_suggested_grade_stays_the_measure_when_a_case_is_assessed_again(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    assessed(case, contact, now, grade="G4", reason="It was found.")
    with pytest.raises(errors.NeedsASupervisor):
        assessed(case, contact, now, grade="G5", reason="Only one below now.")


def test_a_flag_may_demand_a_safeguarding_decision(received: Received, now: datetime) -> None:
    case = received(answers={"t.who": "partner"})
    who = officer(Role.SAFEGUARDING)
    with pytest.raises(errors.NeedsSafeguarding):
        assessed(case, who, now, grade="G2")
    made = assessed(case, who, now, grade="G2", safeguarding=False)
    assert made.safeguarding is False


def test_a_clerk_assesses_nothing(received: Received, now: datetime) -> None:
    with pytest.raises(errors.NotAllowed):
        assessed(received(), officer(Role.CLERK), now)


def test_nobody_works_on_a_case_of_a_team_they_do_not_see(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received(answers={"t.who": "partner"})
    for work in (
        lambda: Claim.objects.take(case, contact, now),
        lambda: assessed(case, contact, now, grade="G2", safeguarding=True),
        lambda: Note.objects.add(case, contact, keyring(), "x", now),
    ):
        with pytest.raises(errors.NotAllowed):
            work()


# Closures


def test_a_case_is_not_closed_before_somebody_assessed_it(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    case = received()
    with pytest.raises(errors.NotAssessed):
        close(case, supervisor, now)
    case.refresh_from_db()
    assert case.state == "received"


def test_closing_says_who_when_and_why_and_ends_the_claim(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    case = received()
    Claim.objects.take(case, supervisor, now)
    assessed(case, supervisor, now)
    made = close(case, supervisor, now + MINUTE)
    case.refresh_from_db()
    assert (case.state, made.by, made.at, made.reason) == (
        "closed", supervisor, now + MINUTE, "no_lines",
    )  # fmt: skip
    assert made.read(case.seal(keyring())) == "Because."
    assert case.claim(now + MINUTE) is None
    entry = Entry.objects.order_by("-seq").first()
    assert entry
    assert (entry.verb, entry.reason) == ("close", "no_lines")


def test_a_closed_case_is_not_worked_on_but_may_have_notes(
    received: Received, supervisor: Officer, contact: Officer, now: datetime
) -> None:
    case = received()
    assessed(case, supervisor, now)
    close(case, supervisor, now)
    with pytest.raises(errors.AlreadyClosed):
        assessed(case, supervisor, now)
    with pytest.raises(errors.AlreadyClosed):
        close(case, supervisor, now)
    note = Note.objects.add(case, contact, keyring(), "They rang.", now)
    assert note.read(case.seal(keyring())) == "They rang."


def test_a_contact_officer_closes_nothing(
    received: Received, contact: Officer, now: datetime
) -> None:
    case = received()
    assessed(case, contact, now)
    with pytest.raises(errors.NotAllowed):
        close(case, contact, now)


def test_only_a_supervisor_calls_a_report_spam(received: Received, now: datetime) -> None:
    case = received(answers={"t.who": "officer"})
    standards = officer(Role.PSD)
    assessed(case, standards, now)
    with pytest.raises(errors.NeedsASupervisor):
        close(case, standards, now, "spam")
    close(case, standards, now, "mistaken")


def test_silence_closes_no_case_of_a_person_at_risk(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    case = received(answers={"t.who": "partner"})
    assessed(case, supervisor, now, grade="G2", safeguarding=True)
    with pytest.raises(errors.NeverForThis):
        close(case, supervisor, now, "no_reply")
    close(case, supervisor, now, "declined")


def test_a_change_that_is_refused_leaves_nothing_behind(
    received: Received, supervisor: Officer, now: datetime
) -> None:
    case = received()
    before = Entry.objects.count()
    with pytest.raises(errors.NotAssessed):
        close(case, supervisor, now)
    with pytest.raises(errors.NeedsAReason):
        assessed(case, supervisor, now, grade="G4")
    assert Entry.objects.count() == before
    assert not Closure.objects.exists()
    assert judged().lines.harm == WORDS["harm"]
