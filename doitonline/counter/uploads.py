"""Files of a page: taken into the draft with their keys, and taken out again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from doitonline.counter.drafts import Open, change
from doitonline.counter.sealing_upload import SealedUpload, parcel_path, relative_path
from doitonline.definitions.answering import PageRead, with_answers
from doitonline.definitions.journey import Step
from doitonline.definitions.outcomes import Doubtful, Raw, Refused
from doitonline.letterbox.models import Parcel
from doitonline.pages.asked import Fields
from doitonline.sealing.texts import to_text


@dataclass
class Given:
    """A page's fields with its files: to read, to show again, and what is wrong with them."""

    fields: dict[str, Raw]
    shown: dict[str, Fields]
    problems: dict[str, Refused | Doubtful] = field(default_factory=dict)
    arrived: list[SealedUpload] = field(default_factory=list)
    out: list[str] = field(default_factory=list)


def keep_files(request: HttpRequest, opened: Open, step: Step, typed: Mapping[str, Raw]) -> Given:
    """Puts the entries of a page's files beside what was typed: those kept, and those that came."""
    given = Given(dict(typed), dict(typed))
    answers = opened.journey.answers_at(step)
    for question in opened.journey.questions(step):
        if question.type != "file":
            continue
        out = set(request.POST.getlist(f"{question.id}-out"))
        entries = [entry for entry in answers.get(question.id) or () if entry["id"] not in out]
        given.out += [e["id"] for e in answers.get(question.id) or () if e["id"] in out]
        room = question.files - len(entries)
        for upload in request.FILES.getlist(question.id):
            if not isinstance(upload, SealedUpload):
                continue
            if problem := _problem(opened, given, upload, room):
                given.problems[question.id] = problem
                continue
            room -= 1
            given.arrived.append(upload)
            entries.append(_entry(upload))
        given.fields[question.id] = {"": [json.dumps(entry) for entry in entries]}
        given.shown[question.id] = {"kept": [f"{e['id']} {e['name']}" for e in entries]}
    return given


def _problem(opened: Open, given: Given, upload: SealedUpload, room: int) -> Refused | None:
    if upload.problem:
        most = f"{settings.PARCEL_MOST_BYTES // 1_000_000} MB"
        return Refused(upload.problem, with_={"most": most})
    if room <= 0:
        return Refused("too_many_files", with_={"most": "the number of files allowed"})
    there = sum(int(p["size"]) for p in opened.content.parcels.values())
    coming = sum(u.sealed.size for u in given.arrived) + upload.sealed.size
    if there + coming > settings.PARCELS_MOST_BYTES:
        return Refused(
            "files_too_big", with_={"most": f"{settings.PARCELS_MOST_BYTES // 1_000_000} MB"}
        )
    return None


def _entry(upload: SealedUpload) -> dict[str, Any]:
    sealed = upload.sealed
    return {
        "id": str(sealed.id),
        "name": upload.name,
        "size": sealed.size,
        "type": upload.type,
        "sha256": sealed.sha256,
    }


def settle(request: HttpRequest, opened: Open, step: Step, read: PageRead, given: Given) -> Open:
    """Keeps what came and deletes what was taken out, even where the page is not right yet."""
    if not given.arrived and not given.out:
        return opened
    parcels: dict[str, dict[str, Any]] = {}
    for upload in given.arrived:
        upload.adopt()
        sealed = upload.sealed
        parcels[str(sealed.id)] = {"key": to_text(sealed.key), "size": sealed.size}
        Parcel(
            id=sealed.id,
            draft_id=opened.id,
            size=sealed.size,
            path=relative_path(sealed.id),
            created_at=opened.now,
        ).save(force_insert=True)
    files = {
        question.id: read.values[question.id]
        for question in opened.journey.questions(step)
        if question.type == "file" and question.id in read.values
    }
    kept = change(request, opened, lambda answers: with_answers(answers, step, files), parcels)
    for parcel in given.out:
        discard(UUID(parcel))
    return kept


def discard(parcel: UUID) -> None:
    """Deletes a file that the person took out before sending."""
    Parcel.objects.filter(id=parcel).delete()
    parcel_path(parcel).unlink(missing_ok=True)
