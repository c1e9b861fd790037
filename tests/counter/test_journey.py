"""A whole journey, from the home page to the confirmation, and what the office then has."""

import re

from doitonline.sealing.codes import read_reference, read_tracking_code
from tests.counter.station_office import Office
from tests.counter.tale import AMOUNTS_TO, send, tell, without_ids
from tests.counter.visitor import Visitor


def test_a_report_is_told_sent_and_confirmed_and_the_office_opens_what_was_typed(
    client: Visitor, office: Office
) -> None:
    client.get("/")
    client.get(client.page.link("Tell us about anything"))
    tell(client)
    assert office.count("letterbox_envelope") == 0
    send(client)
    assert client.page.path == f"/d/{client.draft}/sent"
    assert client.page.soup.select_one(".govuk-panel--confirmation")
    assert read_reference(client.reference) == client.reference
    assert len(read_tracking_code(client.code)) == 16
    assert office.count("letterbox_envelope") == 1
    (envelope,) = office.envelopes()
    assert envelope["reference"] == client.reference
    assert without_ids(envelope["answers"]) == AMOUNTS_TO
    assert envelope["later"] == []
    assert envelope["service"] == "every-question"
    assert all(re.fullmatch("[a-z2-7]{8}", item["id"]) for item in envelope["answers"]["thing"])
