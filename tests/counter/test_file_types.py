"""What is taken for a picture, a film, a sound or words, by what it begins with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doitonline.counter.file_types import HEAD, display_name, plain_text, type_of

REST = bytes(60)
TAKEN: dict[str, tuple[bytes, str]] = {
    "a.jpg": (b"\xff\xd8\xff\xe1\0\x10Exif\0" + REST, "image/jpeg"),
    "a.png": (b"\x89PNG\r\n\x1a\n" + REST, "image/png"),
    "a.gif": (b"GIF89a" + REST, "image/gif"),
    "a.webp": (b"RIFF\x24\0\0\0WEBPVP8 " + REST, "image/webp"),
    "a.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + REST, "image/heif"),
    "a.avif": (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + REST, "image/avif"),
    "a.mp4": (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + REST, "video/mp4"),
    "a.mov": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + REST, "video/quicktime"),
    "a.mp3": (b"ID3\x03\0\0\0\0\0\0" + REST, "audio/mpeg"),
    "b.mp3": (b"\xff\xfb\x90\x64" + REST, "audio/mpeg"),
    "a.wav": (b"RIFF\x24\0\0\0WAVEfmt " + REST, "audio/wave"),
    "a.ogg": (b"OggS\0\x02" + REST, "application/ogg"),
    "a.amr": (b"#!AMR\n" + REST, "audio/amr"),
    "a.pdf": (b"%PDF-1.7\n%" + REST, "application/pdf"),
    "a.txt": ("Two words – and a dash\n".encode(), "text/plain"),
    "a.eml": (b"From: asha@example.org\nTo: bo@example.org\n\nHello\n", "text/plain"),
    "no ending": (b"Just words", "text/plain"),
    "marked.txt": (b"\xef\xbb\xbfJust words", "text/plain"),
}
REFUSED: dict[str, bytes] = {
    "page.txt": b"<!doctype html><html>", "page.png": b"<html><script>alert(1)</script>",
    "marked.txt": b"\xef\xbb\xbf<html>", "spaced.txt": b"\n\n  <script>",
    "drawing.svg": b"<svg xmlns=",
    "drawing.png": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>",
    "wide.txt": "<html>".encode("utf-16"), "program.png": b"MZ\x90\0" + REST,
    "elf.jpg": b"\x7fELF\x02\x01\x01" + REST, "archive.zip": b"PK\x03\x04" + REST,
    "letter.docx": b"PK\x03\x04" + REST, "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + REST,
    "rich.txt": b"{\\rtf1 words}", "noise.pdf": b"\x93\xff\x01\x88" * 40, "noise.jpg": b"\0" * 200,
    "songs.vlc": b"#EXTM3U\nhttps://example.org/seen", "songs.mxu": b"#EXTM4U\nhttps://example.org/",
    "songs.pls": b"[playlist]\nFile1=https://example.org/", "songs.wmx": b"ASF https://example.org/",
    "print.epsf": b"%!PS-Adobe-3.0\n%%EOF" + REST, "old.wmf": b"\x01\0" + b"\x09\0\0\x03" + REST,
    "old.emf": b"\x01\0\0\0" + REST, "empty.txt": b"",
    "print.pdf": b"%!PS-Adobe-3.0 EPSF", "cut.txt": b"caf\xe9 au lait",
}  # fmt: skip


NAMES = ("a.pdf", "a.png", "a.txt", "a.mp4", "a.epsf", "a.wmf", "a.emf", "a.vlc", "a.pls", "")


@pytest.mark.parametrize("name", TAKEN)
def test_evidence_of_these_kinds_is_taken(name: str) -> None:
    head, type_ = TAKEN[name]
    assert type_of(head, name) == type_


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_none_of_them_is_refused_whatever_it_is_called(name: str) -> None:
    for called in (name, *NAMES):
        assert type_of(REFUSED[name], called) is None


def test_a_name_makes_nothing_of_a_file_that_its_beginning_does_not() -> None:
    assert type_of(TAKEN["a.png"][0], "a.pdf") == "image/png"
    assert type_of(b"rm -rf /\n", "a.pdf") == "text/plain"


def test_text_cut_in_the_middle_of_a_character_is_text_all_the_same() -> None:
    long = ("é" * HEAD).encode()[1:]
    assert plain_text(("x" + "é" * HEAD).encode()[:HEAD])
    assert not plain_text(long[:HEAD])


@given(st.binary(max_size=200), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_no_beginning_and_no_name_is_too_strange(head: bytes, name: str) -> None:
    type_ = type_of(head, name)
    assert type_ is None or "/" in type_
    assert display_name(name).isprintable()
