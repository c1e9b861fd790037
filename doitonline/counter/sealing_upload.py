"""Files as they arrive: sealed segment by segment, so that no plain byte touches this disk.

Django hands the handler each chunk of a multipart body. What no view adopts is deleted when the
request ends.
"""

import os
import shutil
import time
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import DatabaseError
from django.http import HttpRequest

from doitonline.counter import clock
from doitonline.counter.drafts import NoDraft, row_of
from doitonline.counter.file_types import HEAD, display_name, type_of
from doitonline.letterbox.parcels import parcel_path
from doitonline.sealing.files import FileSealer, SealedFile

MULTIPART = "multipart/form-data"
ARRIVING = "arriving"
LEFT_BEHIND = 86_400
"""Seconds after which what lies among the arrivals is of a process that died."""
SWEEP_EVERY = 3_600


class SealedUpload(UploadedFile):  # type: ignore[type-arg]
    """A file that arrived: its id, its key, and where its sealed segments lie."""

    def __init__(
        self, sealed: SealedFile, path: Path, name: str, type_: str | None, why: str
    ) -> None:
        super().__init__(BytesIO(), name, type_, sealed.size)
        self.sealed, self.path, self.type, self.problem = sealed, path, type_, why
        self.adopted = False

    def adopt(self) -> None:
        """Keeps the sealed file beyond this request: from the arrivals to the parcels, on disk."""
        target = parcel_path(self.sealed.id)
        if not target.parent.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flush_folder(target.parent.parent)
        os.replace(self.path, target)
        self.adopted = True
        for folder in (target.parent, self.path.parent):
            flush_folder(folder)

    def close(self) -> None:
        """Deletes what was not adopted."""
        if not self.adopted:
            self.path.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Writes a folder's entries to the disk, so that a file in it outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def no_room() -> bool:
    """Whether the parcels' disk is too full for files."""
    usage = shutil.disk_usage(arrivals())
    return bool(usage.used / usage.total > settings.PARCELS_FULL)


def arrivals() -> Path:
    """Where files lie while they arrive."""
    folder = Path(settings.PARCELS) / ARRIVING
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def sweep(now: float) -> int:
    """Deletes what was left arriving by a process that died. Gives how many."""
    old = [path for path in arrivals().iterdir() if now - path.stat().st_mtime > LEFT_BEHIND]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


class Arrival:
    """One file on its way: sealed as it comes. `why` says why it is not taken, if it is not."""

    def __init__(self) -> None:
        self.id, self.head, self.count, self.why = uuid4(), b"", 0, ""
        self.path = Path(settings.PARCELS) / ARRIVING / str(self.id)
        self.handle: BinaryIO = BytesIO()
        try:
            if no_room():
                self.why = "no_room"
            else:
                self.handle = self.path.open("xb")
        except OSError:
            self.why = "no_room"
        self.sealer = FileSealer(self.handle.write, self.id)

    def take(self, chunk: bytes) -> None:
        """Seals a chunk; of a file that is not taken the rest is only counted."""
        self.count += len(chunk)
        if self.count > settings.PARCEL_MOST_BYTES:
            self.why = self.why or "file_too_big"
        if self.why:
            return
        if len(self.head) < HEAD:
            self.head += chunk[: HEAD - len(self.head)]
        try:
            self.sealer.update(chunk)
        except OSError:
            self.why = "no_room"

    def complete(self, name: str) -> SealedUpload:
        """Ends the file: on disk, with its type by content."""
        sealed = SealedFile(self.id, b"", "", self.count, 0)
        if not self.why:
            try:
                sealed = self.sealer.finish()
                self.handle.flush()
                os.fsync(self.handle.fileno())
            except OSError:
                self.why = "no_room"
        type_ = type_of(self.head, name)
        why = self.why or ("file_empty" if not self.count else "" if type_ else "file_kind")
        self.close()
        return SealedUpload(sealed, self.path, name or "file", type_, why)

    def close(self) -> None:
        """Lets go of the file. What could not be written out any more is lost with it."""
        try:
            self.handle.close()
        except OSError:
            self.why = "no_room"

    def abandon(self) -> None:
        """Deletes what has come of it."""
        self.close()
        self.path.unlink(missing_ok=True)


class SealingHandler(FileUploadHandler):
    """Seals each file of a page of a draft as it arrives; at other addresses none is taken.

    It is asked before the form's token was looked at, so it looks itself whose the draft is, and
    writes no more than all files of a draft may hold.
    """

    chunk_size = 256 * 1024
    swept_at = 0.0

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.coming: Arrival | None = None
        self.written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file. Raises SkipFile where no file is asked for."""
        super().new_file(*args, **kwargs)
        if not self.asked_for:
            raise SkipFile
        self.coming = Arrival()
        now = time.time()
        if now - SealingHandler.swept_at > SWEEP_EVERY and not self.coming.why:
            SealingHandler.swept_at = now
            sweep(now)

    @cached_property
    def asked_for(self) -> bool:
        """Whether the form is for a page of a draft that this browser can open."""
        match = getattr(self.request, "resolver_match", None)
        if self.request is None or match is None or match.url_name != "page":
            return False
        try:
            row_of(self.request, match.kwargs["draft"], clock.now())
        except NoDraft:
            return False
        except DatabaseError:
            return True  # the page will say so; a file must not be lost if it answers again by then
        return True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seals a chunk."""
        if self.coming is None:
            return
        if not self.coming.why:
            self.written += len(raw_data)
            if self.written > settings.PARCELS_MOST_BYTES:
                self.coming.why = "files_too_big"
        self.coming.take(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:
        """Ends a file."""
        arrival, self.coming = self.coming, None
        return arrival.complete(display_name(self.file_name or "")) if arrival else None

    def upload_interrupted(self) -> None:
        """The person went away: what had arrived is deleted."""
        self.end()

    def end(self) -> None:
        """Deletes a file that was still on its way when the request ended."""
        arrival, self.coming = self.coming, None
        if arrival is not None:
            arrival.abandon()


def end_uploads(request: HttpRequest) -> None:
    """Deletes what a broken multipart body left half arrived."""
    if request.method == "POST" and request.content_type == MULTIPART:
        for handler in request.upload_handlers:
            if isinstance(handler, SealingHandler):
                handler.end()


def was_cut(request: HttpRequest) -> bool:
    """Whether less of the body came than was announced: the connection broke, or somebody lied."""
    if request.content_type == MULTIPART:
        stream = getattr(request, "_stream", None)  # Django's, which counts what it has read
        return bool(getattr(stream, "_pos", 0) < getattr(stream, "limit", 0))
    return len(request.body) < int(request.META.get("CONTENT_LENGTH") or 0)
