"""The queues by name: a team's queue is where its cases wait."""

from collections.abc import Iterable

WORDS = {
    "urgent-review": "Urgent review",
    "vulnerability": "Vulnerability",
    "crime-new": "Crime: new",
    "crime-waiting": "Crime: waiting for reporter",
    "incident-new": "Incident: new",
    "collision": "Collision",
    "asb": "Anti-social behaviour",
    "intelligence": "Intelligence",
    "property": "Property",
    "psd": "Professional standards",
    "recruitment": "Recruitment",
    "transfer": "Transfer",
    "undeliverable": "Undeliverable",
    "duplicates": "Duplicates",
}


def team_words(team: str) -> str:
    """A queue's name as staff read it."""
    return WORDS.get(team, team.replace("-", " ").capitalize())


def in_order(teams: Iterable[str]) -> list[str]:
    """Teams in the order in which they are listed everywhere."""
    known = list(WORDS)
    return sorted(teams, key=lambda team: (known.index(team) if team in WORDS else 99, team))
