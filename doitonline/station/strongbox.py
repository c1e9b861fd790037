"""The station's secrets, each made once and kept in a file that only its owner may read."""

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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

    def secret_key(self, site: str) -> Path:
        """The file of the key with which `site`'s Django signs."""
        name = f"{site}-secret-key"
        self._kept(name, secrets.token_urlsafe(48))
        return self.path(name)

    def wrapping_key(self) -> Path:
        """The file of the office's key (32 bytes, base64) that wraps all its other keys."""
        self._kept("office-wrapping-key", base64.b64encode(secrets.token_bytes(32)).decode())
        return self.path("office-wrapping-key")

    def noticeboard_keys(self) -> tuple[Path, Path]:
        """The files of the signing and the verifying key (Ed25519, raw, base64)."""
        drawn = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
        kept = self._kept("noticeboard-signing-key", drawn)
        signing = Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept))
        verifying = base64.b64encode(signing.public_key().public_bytes_raw()).decode()
        return self.path("noticeboard-signing-key"), self.write(
            "noticeboard-verifying-key", verifying
        )

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
