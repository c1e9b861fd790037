"""Every page of the office that each role can open, by rules and by axe: shown, and sent empty."""

from collections.abc import Iterator

import pytest

from tests.browser.looking import Looker
from tests.browser.office_round import OfficeRound, Seen, at_the_door, different_cases
from tests.browser.standing import Standing

OFFICERS = (
    "contact", "contact2", "supervisor", "clerk", "investigator", "safeguarding", "psd", "analyst",
    "designer", "auditor", "administrator",
)  # fmt: skip


def faults_of(looker: Looker, pages: Iterator[Seen]) -> list[str]:
    looks = []
    for kind, fetched in pages:
        assert fetched.status in (200, 201, 403, 404, 422), f"{kind}: {fetched.status}"
        looks.append((kind, looker.look(fetched)))
    return [f"{kind}: {fault}" for kind, look in looks for fault in look.faults()]


def test_the_pages_of_signing_in_are_good(station: Standing, looker: Looker) -> None:
    found = faults_of(looker, at_the_door(station))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("username", OFFICERS)
def test_every_page_that_a_role_opens_is_good(
    station: Standing, looker: Looker, username: str
) -> None:
    also = different_cases(station) if username == "supervisor" else ()
    found = faults_of(looker, OfficeRound(station, username, also).pages())
    assert not found, "\n".join(found)


def test_those_are_all_the_roles_that_there_are(station: Standing) -> None:
    assert set(station.staff) - set(OFFICERS) == {"administrator2"}
