"""The policy, asked directly: who may do what, and whose work they see."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doitonline.office.people.policy import (
    ALLOWED,
    ALONE,
    RESTRICTED,
    SEES,
    Action,
    clash,
    may,
    may_see,
    teams_seen_by,
)
from doitonline.office.people.roles import NAMES, PURPOSES, Role

ON_CASES = {
    Action.VIEW_CASE, Action.VIEW_QUEUE, Action.VIEW_ALLOCATED, Action.LOOK_ELSEWHERE,
    Action.SEARCH, Action.CLAIM, Action.ASSESS, Action.GRADE_BELOW_LEAST, Action.REPLY, Action.NOTE,
    Action.PARK, Action.ALLOCATE, Action.TRANSFER, Action.RECORD_CRIME, Action.CANCEL_CRIME,
    Action.CLOSE, Action.REOPEN, Action.EXPORT_CASE,
}  # fmt: skip


@dataclass
class Held:
    roles: frozenset[Role] = field(default_factory=frozenset)


def holding(*roles: Role) -> Held:
    return Held(frozenset(roles))


def test_every_action_says_who_may():
    assert set(ALLOWED) == set(Action)


def test_every_role_has_a_name_and_a_purpose():
    assert set(NAMES) == set(PURPOSES) == set(Role)


def test_without_a_role_nothing_is_allowed_and_nothing_is_seen():
    assert not any(may(holding(), action) for action in Action)
    assert not teams_seen_by(holding())


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.DESIGNER, Role.ANALYST])
def test_those_who_run_the_house_do_nothing_with_cases(role: Role):
    assert not any(may(holding(role), action) for action in ON_CASES)
    assert not teams_seen_by(holding(role))


@given(st.sets(st.sampled_from(Role)))
def test_an_administrator_reads_no_case_whatever_else_was_given(others: set[Role]):
    somebody = holding(Role.ADMINISTRATOR, *others)
    assert not any(may(somebody, action) for action in ON_CASES | {Action.READ_AUDIT})
    assert not teams_seen_by(somebody)


@given(st.sets(st.sampled_from(Role)))
def test_only_those_named_for_a_restricted_team_see_it(roles: set[Role]):
    somebody = holding(*roles)
    alone = not roles.isdisjoint(ALONE)
    psd = Role.PSD in roles and not alone
    vulnerable = bool(roles & {Role.SUPERVISOR, Role.SAFEGUARDING}) and not alone
    assert may_see(somebody, "psd") == psd
    assert may_see(somebody, "vulnerability") == vulnerable


def test_professional_standards_see_nothing_but_their_own():
    assert teams_seen_by(holding(Role.PSD)) == {"psd"}


def test_a_neighbourhood_officer_sees_what_is_allocated_and_no_queue():
    somebody = holding(Role.INVESTIGATOR)
    assert may(somebody, "view_allocated")
    assert not may(somebody, "view_queue")
    assert not teams_seen_by(somebody)


def test_two_grades_below_the_least_takes_a_supervisor():
    allowed = {role for role in Role if may(holding(role), Action.GRADE_BELOW_LEAST)}
    assert allowed == {Role.SUPERVISOR}


def test_restricted_teams_are_not_among_the_contact_officers():
    assert SEES[Role.CONTACT].isdisjoint(RESTRICTED)


def test_an_action_that_does_not_exist_is_an_error_and_not_a_no():
    with pytest.raises(ValueError, match="fly"):
        may(holding(Role.SUPERVISOR), "fly")


def test_an_administrator_goes_with_no_other_role():
    assert clash([Role.CONTACT], Role.ADMINISTRATOR) == Role.CONTACT
    assert clash([Role.ADMINISTRATOR], Role.CONTACT) == Role.ADMINISTRATOR
    assert clash([Role.RECRUITER], Role.SIFTER) == Role.RECRUITER
    assert clash([Role.CONTACT], Role.CLERK) is None
