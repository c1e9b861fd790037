"""The order in which an officer reads the people of a record."""

from doitonline.definitions.plan import Plan
from doitonline.office.casework.pole import groups
from tests.office.tiny import TINY


def entry(name: str, role: str | None) -> dict[str, object]:
    return {
        "id": name, "item": None, "make": "person", "role": role, "attributes": [], "links": [],
    }  # fmt: skip


def test_victims_stand_before_who_reports_and_both_before_suspects_and_kin() -> None:
    roles = ["next_of_kin", "suspect", None, "reporter", "witness", "victim"]
    record = {"entries": [entry(f"p{n}", role) for n, role in enumerate(roles)]}
    (people,) = groups(Plan.read(TINY), record, str)
    titles = [shown.title for shown in people.entries]
    assert titles[:4] == ["Victim", "Person reporting", "Suspect", "Witness"]
    assert titles[4:] == ["Next of kin", "Person"]
