"""Who may do what, and whose work they may see: the whole policy, on one page.

Every view asks here through the gate, and every list of cases asks `teams_seen_by` in its query,
so that a case nobody may see is absent and never merely hidden. A role that is not named beside
an action may not do it.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Protocol

from doitonline.office.people.errors import NotAllowed, NotToOneself
from doitonline.office.people.roles import Role


class Somebody(Protocol):
    """Anybody whose roles can be asked: an officer, or nobody who is signed in."""

    @property
    def roles(self) -> frozenset[Role]: ...


class Action(StrEnum):
    """The named things that the office asks leave for."""

    # Looking
    VIEW_QUEUE = "view_queue"
    VIEW_CASE = "view_case"
    VIEW_ALLOCATED = "view_allocated"  # a case that was allocated to oneself, whatever its team
    LOOK_ELSEWHERE = "look_elsewhere"  # a case outside one's own teams, with a reason
    SEARCH = "search"
    VIEW_TOTALS = "view_totals"
    # Working on a case
    CLAIM = "claim"
    ASSESS = "assess"
    GRADE_BELOW_LEAST = "grade_below_least"  # two grades or more below the suggested least
    REPLY = "reply"
    NOTE = "note"
    PARK = "park"
    ALLOCATE = "allocate"
    TRANSFER = "transfer"
    RECORD_CRIME = "record_crime"  # classify, and give a crime number
    CANCEL_CRIME = "cancel_crime"
    CLOSE = "close"
    REOPEN = "reopen"
    EXPORT_CASE = "export_case"
    # Services
    DESIGN = "design"
    PUBLISH = "publish"
    # The house
    READ_AUDIT = "read_audit"
    MANAGE_PEOPLE = "manage_people"
    CONFIRM_POSTING = "confirm_posting"  # the second person of two
    MANAGE_SETTINGS = "manage_settings"  # queues, holidays, retention


DESK: Final = {Role.CONTACT, Role.SUPERVISOR, Role.SAFEGUARDING, Role.PSD}
CASES: Final = DESK | {Role.CLERK, Role.INVESTIGATOR}

ALLOWED: Final[dict[Action, set[Role]]] = {
    Action.VIEW_QUEUE: DESK | {Role.CLERK},
    Action.VIEW_CASE: CASES,
    Action.VIEW_ALLOCATED: CASES,
    Action.LOOK_ELSEWHERE: {Role.SUPERVISOR},
    Action.SEARCH: CASES,
    Action.VIEW_TOTALS: {Role.SUPERVISOR, Role.ANALYST},
    Action.CLAIM: CASES,
    Action.ASSESS: DESK,
    Action.GRADE_BELOW_LEAST: {Role.SUPERVISOR},
    Action.REPLY: CASES,
    Action.NOTE: CASES,
    Action.PARK: DESK,
    Action.ALLOCATE: {Role.SUPERVISOR, Role.PSD},
    Action.TRANSFER: DESK,
    Action.RECORD_CRIME: {Role.CLERK, Role.SUPERVISOR},
    Action.CANCEL_CRIME: {Role.CLERK},
    Action.CLOSE: {Role.SUPERVISOR, Role.PSD},
    Action.REOPEN: {Role.SUPERVISOR, Role.PSD},
    Action.EXPORT_CASE: {Role.SUPERVISOR, Role.PSD},
    Action.DESIGN: {Role.DESIGNER},
    Action.PUBLISH: {Role.DESIGNER},
    Action.READ_AUDIT: {Role.AUDITOR},
    Action.MANAGE_PEOPLE: {Role.ADMINISTRATOR},
    Action.CONFIRM_POSTING: {Role.ADMINISTRATOR, Role.SUPERVISOR},
    Action.MANAGE_SETTINGS: {Role.ADMINISTRATOR},
}

# Whose work each role sees. A restricted team is seen by those named for it and by nobody else:
# its cases are absent from everybody else's lists, counts, searches and exports.
RESTRICTED: Final = frozenset({"vulnerability", "psd"})
OPEN_TEAMS: Final = frozenset(
    {
        "urgent-review",
        "crime-new",
        "crime-waiting",
        "incident-new",
        "collision",
        "asb",
        "transfer",
        "undeliverable",
        "duplicates",
    }
)
SEES: Final[dict[Role, frozenset[str]]] = {
    Role.CONTACT: OPEN_TEAMS,
    Role.CLERK: frozenset({"crime-new", "crime-waiting", "transfer", "duplicates"}),
    Role.SUPERVISOR: OPEN_TEAMS | {"intelligence", "vulnerability"},
    Role.SAFEGUARDING: frozenset({"vulnerability"}),
    Role.PSD: frozenset({"psd"}),
    Role.PROPERTY: frozenset({"property"}),
    Role.RECRUITER: frozenset({"recruitment"}),
}

# Roles that go with no other: whoever looks after accounts reads no case, and whoever checks the
# log is not in it.
ALONE: Final = (Role.ADMINISTRATOR, Role.AUDITOR)
# Marks are given without names, so whoever sees the names gives none.
APART: Final = (frozenset({Role.RECRUITER, Role.SIFTER}),)


def may(somebody: Somebody, action: Action | str) -> bool:
    """Whether this person may do `action`. Raises ValueError for an action without a name here."""
    return not ALLOWED[Action(action)].isdisjoint(counted(somebody.roles))


def teams_seen_by(somebody: Somebody) -> frozenset[str]:
    """The teams (queues) whose cases this person may see, restricted ones included."""
    return frozenset().union(*(SEES.get(role, frozenset()) for role in counted(somebody.roles)))


def may_see(somebody: Somebody, team: str) -> bool:
    """Whether this person sees the cases of `team`."""
    return team in teams_seen_by(somebody)


def counted(roles: Iterable[Role]) -> frozenset[Role]:
    """The roles that count: one that goes with no other silences all others.

    `clash` refuses such a pair when it is given; this is the second fence, should a row have been
    written past the first.
    """
    held = frozenset(roles)
    for role in ALONE:
        if role in held:
            return frozenset({role})
    return held


def clash(held: Iterable[Role], wanted: Role) -> Role | None:
    """The role among those held that `wanted` does not go with; None when all is well."""
    for role in sorted(set(held) - {wanted}):
        if wanted in ALONE or role in ALONE or {role, wanted} in APART:
            return role
    return None


def require(by: Somebody | None, action: Action) -> None:
    """Raise NotAllowed unless `by` may do it. None is the station itself, while it is set up."""
    if by is not None and not may(by, action):
        raise NotAllowed(action)


def not_oneself(officer: Somebody, by: Somebody | None) -> None:
    """Raise NotToOneself when somebody would change their own account or roles."""
    if officer == by:
        raise NotToOneself
