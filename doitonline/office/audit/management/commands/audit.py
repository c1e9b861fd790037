"""`audit verify` walks the whole log; `audit head` prints its last link, to be kept elsewhere."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doitonline.office.audit.chain import Broken, Head, head, verify


def written_head(text: str) -> Head:
    """A head as `audit head` writes it: the number, a colon, the hash in hexadecimal."""
    seq, _, digest = text.partition(":")
    try:
        made = Head(int(seq), bytes.fromhex(digest))
    except ValueError:
        raise ArgumentTypeError("write it as NUMBER:HASH, as `audit head` does") from None
    if len(made.hash) != 32:
        raise ArgumentTypeError("the hash has 64 hexadecimal digits")
    return made


class Command(BaseCommand):
    """Exit code 0 when the log is whole, 1 when it is not."""

    help = "Verify the audit log, or print its last link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`verify` or `head`."""
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument(
            "--known", type=written_head, help="a head that was kept elsewhere: NUMBER:HASH"
        )

    def handle(self, *args: Any, what: str, known: Head | None = None, **options: Any) -> None:
        """Say what was found. Raises CommandError for a log that is not whole."""
        found = verify(known) if what == "verify" else head()
        if isinstance(found, Broken):
            raise CommandError(f"Entry {found.seq} is not as it was written: {found.why}.")
        if what == "verify":
            self.stdout.write(f"The log is whole: {found.seq} entries.")
        self.stdout.write(f"{found.seq}:{found.hash.hex()}")
