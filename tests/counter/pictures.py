"""Files to send, and what lies in the parcels' folder."""

import secrets
from pathlib import Path
from zlib import compress, crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.counter.visitor import Visitor

CANARY = b"canary-7f3a-plover"


def picture(more: bytes = b"", size: int = 0) -> bytes:
    """A picture (PNG) with something of ours in it, and random bytes up to a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")

    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    said = chunk(b"tEXt", b"Comment\0" + CANARY + more)
    filling = chunk(b"teSt", secrets.token_bytes(size)) if size else b""
    return head + said + filling + chunk(b"IDAT", compress(b"\0\0")) + chunk(b"IEND", b"")


def upload(content: bytes | None = None, name: str = "shed.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content)


def lying(folder: Path) -> list[Path]:
    """Every file under a folder."""
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def kept(visitor: Visitor) -> list[str]:
    """The names of the files that a page has already."""
    return [
        label.get_text(strip=True).removeprefix("Take out").strip()
        for label in visitor.page.soup.select("[id^=q-files-out]")
        for label in visitor.page.soup.select(f"label[for='{label['id']}']")
    ]


def box(visitor: Visitor, number: int = 0) -> str:
    """What ticking the box sends that takes a file out."""
    return str(visitor.page.soup.select("[name='q.files-out']")[number]["value"])
