"""The case page shows every written journey of every service."""

import uuid
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from doitonline.definitions.flags import flags
from doitonline.office.casework.keyring import keyring
from doitonline.office.casework.receiving import receive
from doitonline.office.designer.publishing import publish
from doitonline.office.intake.reports import report_of
from doitonline.office.people.roles import Role
from doitonline.sealing.codes import new_reference
from tests.office.people.staff import officer, signed_in, words
from tests.office.stories import COMPILED, STORIES, sent
from tests.office.tiny import SIGNING

pytestmark = pytest.mark.django_db(databases=["default", "front"])


@pytest.mark.parametrize("service", COMPILED)
def test_each_story_is_shown_whole_to_the_team_it_goes_to(service: str) -> None:
    now = datetime.now(UTC)
    published = publish(COMPILED[service], by="Test", drafts="finish", signing_key=SIGNING, now=now)
    browsers = [signed_in(officer(role)) for role in (Role.SUPERVISOR, Role.PSD)]
    for name, (of_service, _) in STORIES.items():
        if of_service != service:
            continue
        told, content = sent(name, new_reference())
        case = receive(report_of(uuid.uuid4(), content, published, now), keyring())
        answers = [browser.get(f"/cases/{case.reference}") for browser in browsers]
        (answer,) = [one for one in answers if one.status_code == 200]
        page = words(answer)
        for flag in case.flags:
            assert flags().flag(flag).words in page, (name, flag)
        asked = BeautifulSoup(answer.content, "html.parser").select("section dt")
        assert len(asked) >= len([v for v in told.journey.on_path.values() if v]) / 2, name
        assert "{" not in page, page[page.index("{") - 200 : page.index("{") + 60]
        assert "[object" not in page
