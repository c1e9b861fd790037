"""The log, verified from the terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from doitonline.office.audit.log import write
from doitonline.office.audit.verbs import Verb

pytestmark = pytest.mark.django_db


def said(*words: str) -> list[str]:
    printed = io.StringIO()
    call_command("audit", *words, stdout=printed)
    return printed.getvalue().split("\n")


def test_a_whole_log_is_said_to_be_whole_and_its_head_is_printed():
    write(None, Verb.CHANGE, "queue", "crime-new")
    first, head, _ = said("verify")
    assert first == "The log is whole: 1 entries."
    assert said("head")[0] == head
    assert said("verify", "--known", head)[0] == first


def test_a_head_that_the_log_does_not_hold_is_a_fault():
    with pytest.raises(CommandError, match="Entry 1 is not as it was written"):
        said("verify", "--known", "1:" + "00" * 32)


@pytest.mark.parametrize("written", ["1", "x:00", "1:zz", "1:00"])
def test_a_head_that_is_no_head_is_said(written: str):
    with pytest.raises(CommandError, match="known"):
        said("verify", "--known", written)
