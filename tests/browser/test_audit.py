"""The whole audit: every page in every state, opened at both widths. `make audit` runs it.

It leaves var/audit/table.tsv (a row for each page, state and width) and var/audit/summary.md.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from doitonline.config.surroundings import ROOT
from tests.browser.around import Around
from tests.browser.office_round import OfficeRound, at_the_door, different_cases
from tests.browser.openers import Openers
from tests.browser.rounds import Round, folders
from tests.browser.standing import Standing
from tests.browser.table import Table

HOURS = 3600


@pytest.mark.audit
@pytest.mark.timeout(3 * HOURS)
def test_no_page_in_any_state_has_a_fault_at_either_width(
    station: Standing, openers: Openers, browser: Browser, tmp_path: Path
) -> None:
    with Table(ROOT / "var/audit", openers, browser.version) as table:
        for folder in folders():
            here = Round(station, folder)
            for name, states in here.states.items():
                for state in states:
                    table.add(here.slug, name, state.name, here.fetch(state), state.says)
        for name, fetch in Around(station, tmp_path).pages():
            table.add("counter", name, "", fetch())
        for name, fetched in at_the_door(station):
            table.add("office", name, "", fetched)
        for username in station.staff:
            also = different_cases(station) if username == "supervisor" else ()
            for name, fetched in OfficeRound(station, username, also).pages():
                table.add("office", name, username, fetched)
    assert not table.faults, "\n".join(table.faults)
