"""Files of a page: taken into the draft with their keys, and taken out again."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from doitonline.counter.drafts import Content, Open, change, change_answers
from doitonline.counter.sealing_upload import SealedUpload
from doitonline.definitions.answering import PageRead, with_answers, without_answers
from doitonline.definitions.journey import Step
from doitonline.definitions.outcomes import Doubtful, Raw, Refused
from doitonline.definitions.plan import Plan
from doitonline.definitions.schema import Question
from doitonline.letterbox.models import Parcel
from doitonline.letterbox.parcels import parcel_path, relative_path
from doitonline.pages.asked import Fields
from doitonline.sealing.texts import to_text

Entry = dict[str, Any]
MEGABYTE = 1_000_000


@dataclass
class Given:
    """A page's fields with its files: to read, to show again, and what is wrong with them."""

    fields: dict[str, Raw]
    shown: dict[str, Fields]
    problems: dict[str, Refused | Doubtful] = field(default_factory=dict)
    arrived: dict[str, list[SealedUpload]] = field(default_factory=dict)
    """By question."""
    out: set[str] = field(default_factory=set)
    """The ids of those to be taken out."""

    @property
    def uploads(self) -> list[SealedUpload]:
        """All that came."""
        return [upload for each in self.arrived.values() for upload in each]


def keep_files(request: HttpRequest, opened: Open, step: Step, typed: Mapping[str, Raw]) -> Given:
    """Puts the entries of a page's files beside what was typed: those kept, and those that came."""
    given = Given(dict(typed), dict(typed))
    answers = opened.journey.answers_at(step)
    for question in opened.journey.questions(step):
        if question.type == "file":
            _gather(request, opened, question, answers.get(question.id) or [], given)
    return given


def _gather(
    request: HttpRequest, opened: Open, question: Question, there: list[Entry], given: Given
) -> None:
    out = set(request.POST.getlist(f"{question.id}-out"))
    given.out |= {entry["id"] for entry in there if entry["id"] in out}
    entries = [entry for entry in there if entry["id"] not in out]
    for upload in request.FILES.getlist(question.id):
        if not isinstance(upload, SealedUpload):
            continue
        if any(upload.sealed.sha256 == entry["sha256"] for entry in entries):
            continue  # the same file again: a form that was sent twice
        if problem := _problem(opened, question, given, upload, len(entries)):
            given.problems[question.id] = problem
            continue
        given.arrived.setdefault(question.id, []).append(upload)
        entries.append(_entry(upload))
    given.fields[question.id] = {"": [json.dumps(entry) for entry in entries]}
    given.shown[question.id] = {"kept": [f"{e['id']} {e['name']}" for e in entries]}


def _problem(
    opened: Open, question: Question, given: Given, upload: SealedUpload, count: int
) -> Refused | None:
    if upload.problem:
        together = upload.problem == "files_too_big"
        most = settings.PARCELS_MOST_BYTES if together else settings.PARCEL_MOST_BYTES
        return Refused(upload.problem, with_={"most": _megabytes(most)})
    if count >= question.files:
        return Refused("too_many_files", with_={"most": str(question.files)})
    there = sum(int(p["size"]) for key, p in opened.content.parcels.items() if key not in given.out)
    coming = sum(each.sealed.size for each in given.uploads) + upload.sealed.size
    if there + coming > settings.PARCELS_MOST_BYTES:
        return Refused("files_too_big", with_={"most": _megabytes(settings.PARCELS_MOST_BYTES)})
    return None


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size / 1000:,.0f} kB"


def _entry(upload: SealedUpload) -> Entry:
    sealed = upload.sealed
    return {
        "id": str(sealed.id),
        "name": upload.name,
        "size": sealed.size,
        "type": upload.type,
        "sha256": sealed.sha256,
    }


def save(opened: Open, step: Step, read: PageRead, given: Given) -> Open:
    """Keeps a page: its answers where all is right, what came and went of its files in any case."""
    right = not (read.problems or given.problems)
    asked = [key for key in (*read.values, *read.problems) if _is_file(opened.plan, key)]
    values = {key: value for key, value in read.values.items() if key not in asked and right}
    uploads = [upload for key in asked for upload in given.arrived.get(key, ())]
    if not asked or not (uploads or given.out or right):
        if not values:
            return opened
        return change_answers(opened, lambda answers: with_answers(answers, step, values), step)

    def make(content: Content) -> Content:
        answers = with_answers(content.answers, step, values)
        there = _at(answers, step)
        files = {key: _merged(opened.plan.question(key), there.get(key), given) for key in asked}
        blank = [key for key in asked if files[key] is None and not (right and key in read.values)]
        answers = without_answers(with_answers(answers, step, files), step, blank)
        held = {key: p for key, p in content.parcels.items() if key not in given.out}
        return replace(content, answers=answers, parcels=held | _keys(uploads, files))

    return _settle(opened, make, uploads, given.out)


def _is_file(plan: Plan, key: str) -> bool:
    return plan.question(key).type == "file"


def _settle(
    opened: Open, make: Callable[[Content], Content], uploads: list[SealedUpload], out: set[str]
) -> Open:
    """The files lie in their place before the draft names them, and go after it no longer does.

    Where it is not known whether the commit reached the disk the files stay.
    """
    written = False
    try:
        for upload in uploads:
            upload.adopt()
        with transaction.atomic():
            for upload in uploads:
                _parcel(opened, upload).save(force_insert=True)
            kept = change(opened, make)
            written = True
    except BaseException:
        for upload in uploads:
            if not written:
                parcel_path(upload.sealed.id).unlink(missing_ok=True)
        raise
    came = {str(upload.sealed.id) for upload in uploads}
    discard([*out, *(came - kept.content.parcels.keys())])
    return kept


def _parcel(opened: Open, upload: SealedUpload) -> Parcel:
    sealed = upload.sealed
    return Parcel(
        id=sealed.id,
        draft_id=opened.id,
        size=sealed.size,
        path=relative_path(sealed.id),
        created_at=opened.now,
    )


def _at(answers: Mapping[str, Any], step: Step) -> Mapping[str, Any]:
    """The answers of a step's own place: an item's, or all."""
    if step.item is None or step.list is None:
        return answers
    return next((i for i in answers.get(step.list) or () if i["id"] == step.item), {})


def _merged(question: Question, there: list[Entry] | None, given: Given) -> list[Entry] | None:
    """The files of a question as they now are, without those taken out, with those that came."""
    kept = [entry for entry in there or () if entry["id"] not in given.out]
    came = [_entry(upload) for upload in given.arrived.get(question.id, ())]
    return [*kept, *came][: question.files] or None


def _keys(uploads: list[SealedUpload], files: Mapping[str, list[Entry] | None]) -> dict[str, Entry]:
    named = {entry["id"] for entries in files.values() for entry in entries or ()}
    return {
        str(upload.sealed.id): {"key": to_text(upload.sealed.key), "size": upload.sealed.size}
        for upload in uploads
        if str(upload.sealed.id) in named
    }


def discard(parcels: Iterable[str]) -> None:
    """Deletes files that will not be sent, when what is being done is committed."""
    gone = [UUID(parcel) for parcel in parcels]
    if gone:
        transaction.on_commit(lambda: _delete(gone))


def _delete(gone: list[UUID]) -> None:
    Parcel.objects.filter(id__in=gone).delete()
    for parcel in gone:
        parcel_path(parcel).unlink(missing_ok=True)


def files_in(plan: Plan, answers: Mapping[str, Any], listed: str | None) -> list[str]:
    """The ids of the files among answers: an item's of this list, or all of no list."""
    return [
        entry["id"]
        for key, placed in plan.placed.items()
        if placed.question.type == "file" and placed.list == listed
        for entry in answers.get(key) or ()
    ]
