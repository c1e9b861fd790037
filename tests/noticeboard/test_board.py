"""The noticeboard as the counter reads it, with the counter's own role."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doitonline.noticeboard.board import Board, NotPosted
from doitonline.sealing.signing import SigningKey
from tests.noticeboard.conftest import NOW, Pin

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(office_key: SigningKey) -> Board:
    """A board that looks at every question."""
    return Board(office_key.verifying_key, look_every=0)


def number(board: Board, subject: str = "clocks") -> int | None:
    notice = board.current("promises", subject)
    return None if notice is None else notice.number


def test_an_empty_board_shows_nothing_and_has_no_fault(board: Board) -> None:
    assert number(board) is None
    assert board.faults == ()
    assert board.heartbeat_age(NOW) is None
    assert not board.somebody_reads_now(NOW)


def test_the_newest_entry_of_a_subject_is_current(board: Board, pin: Pin) -> None:
    pin(1)
    pin(2, {"G1": "two minutes"})
    pin(3, subject="other")
    assert number(board) == 2
    assert board.current("promises", "clocks").body == {"G1": "two minutes"}  # type: ignore[union-attr]
    pin(4)
    assert number(board) == 4
    assert [notice.number for notice in board.all("promises")] == [4, 3]


def test_an_entry_signed_by_another_key_is_refused_and_the_last_good_one_stays(
    board: Board, pin: Pin
) -> None:
    pin(1)
    assert number(board) == 1
    pin(2, key=SigningKey.new())
    assert number(board) == 1
    assert [fault.number for fault in board.faults] == [2]
    pin(3)
    assert number(board) == 3


def test_an_entry_changed_after_signing_is_refused(board: Board, pin: Pin) -> None:
    pin(1)
    pin(2, {"open": True}, shown={"open": False})
    assert number(board) == 1


def test_a_board_that_starts_late_passes_over_bad_entries_to_the_last_good_one(
    board: Board, pin: Pin
) -> None:
    pin(1)
    pin(2)
    pin(3, key=SigningKey.new())
    pin(4, key=SigningKey.new())
    assert number(board) == 2
    assert {fault.number for fault in board.faults} >= {4}


def test_an_old_entry_pinned_up_again_under_a_new_number_is_refused(
    board: Board, pin: Pin, front: psycopg.Connection
) -> None:
    pin(1)
    pin(2)
    assert number(board) == 2
    front.execute(
        "INSERT INTO noticeboard_entry SELECT 3, kind, subject, body, signed_at, signature"
        " FROM noticeboard_entry WHERE number = 1"
    )
    assert number(board) == 2


def test_the_number_decides_what_is_newer_whatever_the_offices_clock_said(
    board: Board, pin: Pin
) -> None:
    pin(1)
    assert number(board) == 1
    pin(2, at=NOW - timedelta(days=1))
    assert number(board) == 2


def test_a_forged_entry_with_a_great_number_hides_none_that_come_after(
    board: Board, pin: Pin
) -> None:
    pin(1)
    pin(2**60, key=SigningKey.new())
    assert number(board) == 1
    pin(2)
    assert number(board) == 2


def test_taking_entries_down_changes_nothing_for_a_board_that_saw_them(
    board: Board, pin: Pin, front: psycopg.Connection
) -> None:
    pin(1)
    pin(2)
    assert number(board) == 2
    front.execute("DELETE FROM noticeboard_entry WHERE number = 2")
    assert number(board) == 2


def test_most_questions_cost_no_query(office_key: SigningKey, pin: Pin) -> None:
    pin(1)
    seconds = 100.0
    board = Board(office_key.verifying_key, clock=lambda: seconds)
    assert number(board) == 1
    with CaptureQueriesContext(connection) as captured:
        for _ in range(100):
            assert number(board) == 1
    assert len(captured) == 0
    pin(2)
    seconds = 104.9
    assert number(board) == 1
    seconds = 105.0
    with CaptureQueriesContext(connection) as captured:
        assert number(board) == 2
        assert number(board) == 2
    assert len(captured) == 1


def test_a_pinned_entry_is_read_once_however_old(board: Board, pin: Pin) -> None:
    pin(1, {"version": "old"})
    pin(2)
    assert board.entry(1).body == {"version": "old"}
    with CaptureQueriesContext(connection) as captured:
        assert board.entry(1).number == 1
    assert len(captured) == 0


def test_a_pinned_entry_that_is_missing_or_bad_is_not_posted(board: Board, pin: Pin) -> None:
    pin(1, key=SigningKey.new())
    with pytest.raises(NotPosted):
        board.entry(1)
    with pytest.raises(NotPosted):
        board.entry(7)


def test_somebody_reads_while_the_heartbeat_is_fresh_and_an_officer_is_on_duty(
    board: Board, pin: Pin
) -> None:
    heartbeat = {"at": "2026-11-24T09:30:00.000000Z", "last_pull": None, "on_duty": 2}
    pin(1, heartbeat, kind="heartbeat", subject="office")
    assert board.somebody_reads_now(NOW + timedelta(minutes=5))
    assert not board.somebody_reads_now(NOW + timedelta(minutes=5, seconds=1))
    assert board.heartbeat_age(NOW + timedelta(minutes=2)) == timedelta(minutes=2)
    pin(2, {**heartbeat, "on_duty": 0}, kind="heartbeat", subject="office")
    assert not board.somebody_reads_now(NOW)
