"""Secrets are made once, kept from everybody else, and handed to whom they belong."""

import threading
from pathlib import Path

from doitonline.sealing.signing import read_verifying_key
from doitonline.station.strongbox import Strongbox


def test_a_secret_is_drawn_once(tmp_path: Path) -> None:
    first = Strongbox(tmp_path / "secrets").password("counter")
    assert len(first) >= 32
    assert Strongbox(tmp_path / "secrets").password("counter") == first
    assert Strongbox(tmp_path / "secrets").password("office") != first


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    strongbox = Strongbox(tmp_path / "secrets")
    for path in [*strongbox.keys("counter").values(), *strongbox.keys("owner").values()]:
        assert path.stat().st_mode & 0o777 == 0o600
    assert strongbox.folder.stat().st_mode & 0o777 == 0o700


def test_two_who_draw_at_once_keep_the_same(tmp_path: Path) -> None:
    strongbox = Strongbox(tmp_path / "secrets")
    start, kept = threading.Barrier(8), []

    def draw() -> None:
        start.wait()
        kept.append(strongbox.password("office"))

    threads = [threading.Thread(target=draw) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(kept)) == 1
    assert [path.name for path in strongbox.folder.iterdir()] == ["office.password"]


def test_the_counter_gets_no_secret_of_the_office(tmp_path: Path) -> None:
    strongbox = Strongbox(tmp_path / "secrets")
    counter, office = strongbox.keys("counter"), strongbox.keys("office")
    assert sorted(counter) == ["COUNTER_SECRET_KEY", "NOTICEBOARD_VERIFYING_KEY"]
    private = [path.read_text() for name, path in office.items() if "VERIFYING" not in name]
    assert not {path.read_text() for path in counter.values()} & set(private)
    assert read_verifying_key(counter["NOTICEBOARD_VERIFYING_KEY"].read_text()) is not None
