"""Files as they arrive: sealed segment by segment, so that no plain byte touches this disk.

Django hands the handler each chunk of a multipart body. What no view adopts is deleted when the
request ends.
"""

import os
import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from doitonline.sealing.files import FileSealer, SealedFile

HEAD = 8_192
ALLOWED = ("image/", "video/", "audio/", "application/pdf", "text/plain")
NEVER = ("image/svg",)


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
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path, target)
        for folder in (target.parent, self.path.parent):
            flush_folder(folder)
        self.adopted = True

    def close(self) -> None:
        """Deletes what was not adopted."""
        if not self.adopted:
            self.path.unlink(missing_ok=True)


def parcel_path(parcel: UUID) -> Path:
    """Where a parcel's sealed segments lie."""
    return Path(settings.PARCELS) / relative_path(parcel)


def relative_path(parcel: UUID) -> str:
    """The same, from the parcels' own folder: spread over 256 folders."""
    return f"{parcel.hex[:2]}/{parcel}"


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
    folder = Path(settings.PARCELS) / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def sweep(now: datetime, older_seconds: int = 86_400) -> int:
    """Deletes what was left arriving by a process that died. Gives how many."""
    old = [p for p in arrivals().iterdir() if now.timestamp() - p.stat().st_mtime > older_seconds]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


class SealingHandler(FileUploadHandler):
    """Seals each file of a page of a draft as it arrives; at other addresses none is taken."""

    chunk_size = 256 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins a file. Raises SkipFile where no file is asked for."""
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        if match is None or match.url_name != "page":
            raise SkipFile
        self.id, self.head, self.count = uuid4(), b"", 0
        self.why = "no_room" if no_room() else ""
        self.path = arrivals() / str(self.id)
        self.handle = self.path.open("xb")
        self.sealer = FileSealer(self._write, self.id)

    def _write(self, segment: bytes) -> None:
        self.handle.write(segment)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seals a chunk; beyond the limit it is only counted."""
        self.count += len(raw_data)
        if self.count > settings.PARCEL_MOST_BYTES:
            self.why = self.why or "file_too_big"
        if self.why:
            return
        if len(self.head) < HEAD:
            self.head += raw_data[: HEAD - len(self.head)]
        self.sealer.update(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:
        """Ends a file: on disk, with its type by content. None for a control left empty."""
        sealed = self.sealer.finish()
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()
        name = display_name(self.file_name or "")
        if not self.count and not name:
            self.path.unlink(missing_ok=True)
            return None
        type_ = type_of(self.head, name)
        why = self.why or ("file_empty" if not self.count else "" if type_ else "file_kind")
        return SealedUpload(sealed, self.path, name or "file", type_, why)

    def upload_interrupted(self) -> None:
        """The person went away: what had arrived is deleted."""
        if hasattr(self, "path"):
            self.handle.close()
            self.path.unlink(missing_ok=True)


def display_name(name: str) -> str:
    """A file's name as it is shown: no control characters, at most 150 characters."""
    return "".join(c for c in name if c.isprintable())[-150:]


def type_of(head: bytes, name: str) -> str | None:
    """A file's type by what it begins with; None for one that is not taken."""
    try:
        found = puremagic.magic_string(head, name)
        type_ = next((m.mime_type for m in found if m.mime_type), "")
    except (puremagic.PureError, ValueError):
        type_ = ""
    if not type_ and plain_text(head):
        type_ = "text/plain"
    allowed = type_.startswith(ALLOWED) and not type_.startswith(NEVER)
    return type_ if allowed else None


def plain_text(head: bytes) -> bool:
    """Whether bytes are text in UTF-8, but for a character cut at the end."""
    if not head or b"\0" in head:
        return False
    try:
        head[:-4].decode()
    except UnicodeDecodeError:
        return False
    return head.lstrip()[:1] != b"<"
