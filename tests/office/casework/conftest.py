"""Cases made of the tiny service, in the state that a test wants, and officers at their desks."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from doitonline.office.casework.keyring import keyring
from doitonline.office.casework.models import Assessment, Case
from doitonline.office.casework.models.assessment import LETTERS, Judgement, Lines
from doitonline.office.casework.receiving import receive
from doitonline.office.designer.models import Publication
from doitonline.office.designer.publishing import publish
from doitonline.office.intake.reading import Content
from doitonline.office.intake.reports import report_of
from doitonline.office.people.models import Officer
from doitonline.office.people.roles import Role
from doitonline.sealing.codes import new_reference
from tests.office import tiny
from tests.office.people.staff import officer

Received = Callable[..., Case]
WORDS = {letter: f"Words about {letter}" for letter in LETTERS}
ASSESSMENT = {**WORDS, "grade": "G3", "crime": "yes"}


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def publication(db: None) -> Publication:
    return publish(
        tiny.compiled(), by="Test", drafts="finish", signing_key=tiny.SIGNING, now=datetime.now(UTC)
    )


@pytest.fixture
def received(publication: Publication, now: datetime) -> Received:
    """Receive a report of the tiny service; `answers` are put over the usual ones."""

    def make(sent_at: datetime | None = None, **given: Any) -> Case:
        content = Content.model_validate(
            tiny.content(new_reference(), sent_at or now - timedelta(minutes=1), **given)
        )
        return receive(report_of(uuid.uuid4(), content, publication, now), keyring())

    return make


@pytest.fixture
def contact() -> Officer:
    return officer(Role.CONTACT)


@pytest.fixture
def supervisor() -> Officer:
    return officer(Role.SUPERVISOR)


def judged(grade: str = "G3", reason: str = "", safeguarding: bool | None = None) -> Judgement:
    return Judgement(grade, "yes", safeguarding, Lines(**WORDS, reason=reason))


def assessed(case: Case, by: Officer, now: datetime, **given: Any) -> Assessment:
    made = Assessment.objects.make(case, by, keyring(), judged(**given), now)
    case.refresh_from_db()
    return made
