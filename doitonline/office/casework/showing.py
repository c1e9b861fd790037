"""The case page: everything an officer sees of a case, gathered after the look was written down."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from doitonline.definitions.kinds.evidence import size_words
from doitonline.definitions.plan import Plan
from doitonline.definitions.texts import Fill
from doitonline.force import Force
from doitonline.office.casework.contact import reaches
from doitonline.office.casework.history import history
from doitonline.office.casework.models import Case
from doitonline.office.casework.models.case import Read
from doitonline.office.casework.pole import groups
from doitonline.office.casework.raised import shown_flags
from doitonline.office.casework.told import as_told
from doitonline.office.casework.wording import filler

WHY_UNREAD: Final = {
    "not_an_envelope": "What was posted is not an envelope of ours.",
    "unknown_key": "It was sealed under a key that this office does not hold.",
    "broken": "The envelope was changed or cut short.",
    "moved": "The envelope was posted under another's id.",
    "bad_shape": "The envelope opened, but what was in it has the wrong shape.",
    "unknown_version": "It was answered under a version of a service that was never published.",
    "other_reference": "The reference inside is not the one that was posted.",
    "off_the_path": "The answers do not lead to the end of the service.",
    "incomplete": "An answer that must be there is missing.",
    "bad_answer": "An answer is not one that its question can have.",
    "no_parcel": "A file is named that was not sent with it.",
    "reference_taken": "Another case has its reference already. This case was given a new one.",
    "unexpected": "Something that we did not foresee went wrong.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with the report, which nobody has scanned yet."""

    name: str
    size: str
    sha256: str


def page_of(case: Case, read: Read, force: Force) -> dict[str, Any]:
    """The case's papers as the page shows them."""
    fill = filler(force)
    shown: dict[str, Any] = {"history": history(case, read.seal), "unread": None}
    if case.publication is None:
        return {**shown, **_unread(read, fill)}
    plan, answers, record = case.publication.plan, read.answers, read.record
    return {
        **shown,
        "groups": groups(plan, record, fill),
        "raised": shown_flags(plan, record, answers["answers"], fill),
        "parts": as_told(plan, answers, record, fill),
        "files": [_file(parcel) for parcel in answers["parcels"]],
        "reaches": reaches(plan, record, fill),
        "later": [_label(plan, key, fill) for key in answers["later"] if key in plan.placed],
    }


def _file(parcel: Mapping[str, Any]) -> File:
    return File(parcel["name"], size_words(parcel["size"]), parcel["sha256"])


def _label(plan: Plan, key: str, fill: Fill) -> str:
    return plan.question(key).label.said("en", fill)


def _unread(read: Read, fill: Fill) -> dict[str, Any]:
    """A report that no machine could read: why, and all that there is of it."""
    why = read.record["unread"]
    return {
        "unread": WHY_UNREAD.get(why["fault"], WHY_UNREAD["unexpected"]),
        "unread_question": why["question"],
        "raw": _raw(read.answers),
        "groups": [],
        "raised": shown_flags(None, read.record, {}, fill),
        "parts": [],
        "files": [],
        "reaches": [],
        "later": [],
    }


def _raw(kept: Mapping[str, Any]) -> str:
    """What was sent, laid out; the sealed envelope is not shown, for nobody can read it."""
    if "sealed" in kept:
        return ""
    if "plaintext" not in kept:
        return json.dumps(kept, ensure_ascii=False, indent=2)
    try:
        return json.dumps(json.loads(kept["plaintext"]), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return str(kept["plaintext"])
