"""The services on this machine's disk: checking all of them, publishing one or all.

Publishing runs as the office, whose settings must be in place.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from doitonline.config.surroundings import ROOT, force_folder
from doitonline.definitions.checking import Known
from doitonline.definitions.checking.report import folders, report
from doitonline.definitions.compiling import Compiled, compile_folder
from doitonline.force import Force
from doitonline.sealing.signing import SigningKey
from doitonline.sealing.texts import from_text

SERVICES = ROOT / "services"
DEFINITION = "service.yaml"


def known(force: Force) -> Known:
    """What a service may refer to in this force."""
    return Known(force.known_placeholders(), frozenset(force.signposts))


def compiled(path: Path, force: Force) -> Iterator[Compiled]:
    """Each service at `path`, compiled."""
    for folder in folders([path]):
        yield compile_folder(folder, known(force))


def next_version(folder: Path, force: Force) -> Compiled:
    """The service in `folder`, compiled as what follows the version that is published now."""
    from doitonline.office.designer.models import Publication

    newest = Publication.newest(folder.name)
    return compile_folder(folder, known(force), newest.plan.service if newest else None)


def check(path: Path, law: bool) -> int:
    """Print every fault of every service at `path`, and its law; 0 if there is no error."""
    return report([path], known(Force.load(force_folder())), sys.stdout, law=law)


def publish(service: str, *, by: str, drafts: str) -> int:
    """Publish a version of one service, by its slug or its folder; 0 if it was published."""
    from doitonline.office.designer.publishing import Faulty

    folder = Path(service) if (Path(service) / DEFINITION).exists() else SERVICES / service
    if not (folder / DEFINITION).exists():
        print(f"There is no service in {folder}.", file=sys.stderr)
        return 1
    one = next_version(folder, Force.load(force_folder()))
    try:
        _publish(one, by, drafts, print)
    except Faulty as faulty:
        for fault in faulty.faults:
            print(f"{one.slug}: {fault}", file=sys.stderr)
        return 1
    return 0


def open_station(tell: Callable[[str], None]) -> None:
    """Put up the force, its promises and every service that has changed since the last opening.

    A service with an error is told of and left as it hangs; the others go up.
    """
    from doitonline.office.designer.publishing import Faulty, announce

    force = Force.load(force_folder())
    key, now = _signing_key(), datetime.now(UTC)
    for kind, subject, body in (
        ("force", force.slug, force.as_entry()),
        ("promises", "clocks", force.clocks.as_entry()),
    ):
        if announce(kind, subject, body, key, now):
            tell(f"{kind}/{subject}: put up")
    for folder in folders([SERVICES]):
        one = next_version(folder, force)
        try:
            _publish(one, "Do It Online", "finish", tell)
        except Faulty as faulty:
            tell(f"{one.slug}: NOT published, {len(faulty.faults)} errors: see `doitonline check`")


def _publish(one: Compiled, by: str, drafts: str, tell: Callable[[str], None]) -> None:
    from doitonline.office.designer.models import Publication
    from doitonline.office.designer.publishing import publish

    before = Publication.newest(one.slug)
    made = publish(one, by=by, drafts=drafts, signing_key=_signing_key(), now=datetime.now(UTC))
    if before is None or before.version != made.version:
        tell(f"{one.slug}: version {made.version} published")


def _signing_key() -> SigningKey:
    from django.conf import settings

    return SigningKey.from_private_bytes(from_text(settings.NOTICEBOARD_SIGNING_KEY) or b"")
