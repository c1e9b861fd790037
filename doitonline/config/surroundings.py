"""What the surroundings (environment variables and files) tell a process, read in one place.

A secret is given as a file (`NAME_FILE`, as systemd's credentials are) or, on a developer's
machine, as the variable itself. A process is given its own secrets and nobody else's.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]

UNSAFE_KEY = "unsafe: a development key, which production refuses"


def in_production() -> bool:
    """Production unless `DIO_ENV=development`: forgetting to say must not open a door."""
    return os.environ.get("DIO_ENV", "production") != "development"


def var() -> Path:
    """The folder for everything the station keeps (`DIO_VAR`, else `var` beside the code)."""
    return Path(os.environ.get("DIO_VAR") or ROOT / "var").resolve()


def force_folder() -> Path:
    """The folder of the force that this station serves: `DIO_FORCE`, else the first there is."""
    folders = sorted(path.parent for path in (ROOT / "force").glob("*/*.yaml"))
    return ROOT / "force" / (os.environ.get("DIO_FORCE") or folders[0].name)


def secret(name: str, default: str = "") -> str:
    """The secret called `name`: the content of the file `NAME_FILE`, or the variable `NAME`."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="ascii").strip()
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    """A whole number from the surroundings."""
    return int(os.environ.get(name) or default)


def words(name: str, default: str) -> list[str]:
    """A list, written with commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(name: str) -> dict[str, object]:
    """Django's settings for the database whose address is the secret `name`.

    The address is `postgresql://role:password@host:port/database`, or with `?host=/a/folder` for a
    socket. Parameters are bound by the server, so that a failing statement never carries a
    person's words into PostgreSQL's log. The pool holds one connection a thread and one more.
    """
    parts = urlsplit(secret(name))
    queried = dict(parse_qsl(parts.query))
    host = queried.pop("host", "") or unquote(parts.hostname or "")
    port = queried.pop("port", "") or str(parts.port or "")
    options: dict[str, object] = {**queried, "server_side_binding": True, "prepare_threshold": 5}
    size = number("DIO_POOL", 5)
    if size:
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 5}
    return {
        "ENGINE": "doitonline.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }
