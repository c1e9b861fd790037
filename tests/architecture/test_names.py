"""Names say what a thing is; a name that could hold anything soon does."""

import re

from doitonline.config.surroundings import ROOT
from tests.architecture.code import PACKAGE, modules, named, tracked

BANNED = {"utils", "util", "helpers", "helper", "common", "core", "services", "manager", "base"}
# `station/services.py` is about the services on the disk: what the public can do. Django looks for
# a database's engine in a module that must be called `base`.
ALLOWED = {"doitonline/station/services.py", "doitonline/config/postgresql/base.py"}


def test_no_module_has_a_name_that_could_hold_anything() -> None:
    found = [
        named(path)
        for path in [*modules(), *modules("tests")]
        if BANNED & {path.stem, *path.relative_to(ROOT).parent.parts}
    ]
    assert set(found) == ALLOWED


def test_neither_code_nor_services_name_the_force() -> None:
    """Another force is another folder under force/: what is one force's own stays there."""
    forces = [folder.name for folder in (ROOT / "force").iterdir() if folder.is_dir()]
    assert forces
    said = re.compile("|".join(forces), re.IGNORECASE)
    data = [path for path in tracked() if (ROOT / "services") in path.parents]
    code = [path for path in tracked() if PACKAGE in path.parents]
    found = [
        f"{named(path)}:{number}"
        for path in [*code, *data]
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), 1)
        if said.search(line)
    ]
    assert found == []
