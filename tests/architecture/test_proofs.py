"""Each threat in SECURITY.md has a control, and each control proofs that are there."""

import re

from doitonline.config.surroundings import ROOT

ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
PROOF = re.compile(r"`(tests/[^`]+)`")


def controls() -> dict[str, list[str]]:
    """The proofs of each threat."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = text.partition("## Controls")[2].partition("\n## ")[0]
    return {threat: PROOF.findall(proof) for threat, _, proof in ROW.findall(table)[1:]}


def test_every_proof_that_is_named_is_there() -> None:
    missing = [
        f"{threat}: {proof}"
        for threat, proofs in controls().items()
        for proof in proofs
        if not any((ROOT / proof).rglob("test_*.py")) and not (ROOT / proof).is_file()
    ]
    assert missing == []


def test_every_threat_names_a_proof() -> None:
    assert len(controls()) > 10
    assert [threat for threat, proofs in controls().items() if not proofs] == []
