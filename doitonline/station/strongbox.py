"""The station's secrets, each made once and kept in a file that only its owner may read."""

import os
import secrets
from base64 import b64encode
from pathlib import Path

from doitonline.sealing.keys import new_kek
from doitonline.sealing.signing import SigningKey, verifying_key_text
from doitonline.sealing.texts import from_text, to_text

PASSWORDS = ("postgres", "owner", "counter", "office")


class Strongbox:
    """The folder of secrets (0700); each is one line of ASCII in a file (0600)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def path(self, name: str) -> Path:
        return self.folder / name

    def read(self, name: str) -> str:
        return self.path(name).read_text(encoding="ascii").strip()

    def write(self, name: str, value: str) -> Path:
        """Put `value` in place whole, whatever happens meanwhile."""
        path = self.path(name)
        fresh = path.with_name(f".{name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(value + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        return path

    def password(self, role: str) -> str:
        """The database password of `role`, drawn the first time that it is asked for."""
        return self._kept(f"{role}.password", secrets.token_urlsafe(32))

    def keys(self, site: str) -> dict[str, Path]:
        """The keys that `site` (`counter`, `office`, `owner`) is given, as variable and file.

        The counter gets the one it signs its cookies with, and the noticeboard's verifying key.
        """
        signing, verifying = self._noticeboard_keys()
        if site == "counter":
            return {
                "COUNTER_SECRET_KEY": self._file("counter-secret-key", secrets.token_urlsafe(48)),
                "NOTICEBOARD_VERIFYING_KEY": verifying,
            }
        return {
            "OFFICE_SECRET_KEY": self._file("office-secret-key", secrets.token_urlsafe(48)),
            # 32 bytes each: the first wraps all the office's other keys, the last chains its log.
            "OFFICE_WRAPPING_KEY": self._file("office-wrapping-key", to_text(new_kek())),
            "AUDIT_KEY": self._file("audit-key", b64encode(secrets.token_bytes(32)).decode()),
            "NOTICEBOARD_SIGNING_KEY": signing,
            "NOTICEBOARD_VERIFYING_KEY": verifying,
        }

    def _noticeboard_keys(self) -> tuple[Path, Path]:
        """The files of the signing and the verifying key (Ed25519, 32 bytes, base64url)."""
        name = "noticeboard-signing-key"
        kept = self._kept(name, to_text(SigningKey.new().private_bytes))
        signing = SigningKey.from_private_bytes(from_text(kept) or b"")
        verifying = verifying_key_text(signing.verifying_key)
        return self.path(name), self._file("noticeboard-verifying-key", verifying)

    def _file(self, name: str, drawn: str) -> Path:
        self._kept(name, drawn)
        return self.path(name)

    def _kept(self, name: str, drawn: str) -> str:
        """What is kept as `name`; `drawn` becomes it if there is nothing yet. Raced, one wins."""
        path = self.path(name)
        if not path.exists():
            fresh = self.write(f"{name}.{secrets.token_hex(4)}", drawn)
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return self.read(name)
