"""Opening envelopes: each makes exactly one case, whatever happens on the way."""

import threading
import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections

from doitonline.config.logs import Line
from doitonline.letterbox.models import Envelope
from doitonline.office.audit.models import Entry
from doitonline.office.casework.models import Case, CaseKey
from doitonline.office.intake.models import EnvelopeKey, OpenedEnvelope
from doitonline.office.intake.opening import SET_ASIDE_FOR, Opener, put_back
from doitonline.sealing.codes import new_reference
from doitonline.sealing.keys import BACKUPS_AGE_OUT
from tests.office import tiny
from tests.office.intake.conftest import KEYRING, NOW, Letterbox

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "front"])


def papers(case: Case) -> tuple[dict, dict]:
    seal = case.seal(KEYRING)
    return seal.open("answers", case.papers.answers), seal.open("record", case.papers.record)


def fault(case: Case) -> str:
    return papers(case)[1]["unread"]["fault"]


class Died(BaseException):
    """The worker is gone between two instructions."""


def dying_at(step: str):
    def failpoint(at: str, envelope: uuid.UUID) -> None:
        if at == step:
            raise Died

    return Opener(KEYRING, failpoint)


def test_an_envelope_becomes_a_case_with_record_flags_team_and_grade(
    letterbox: Letterbox, opener: Opener
) -> None:
    reference = new_reference()
    envelope = letterbox.post(reference=reference, answers={"t.who": "partner"})
    assert opener.open_waiting(NOW + timedelta(seconds=1)) == 1
    case = Case.objects.get()
    assert (case.reference, case.envelope, case.service) == (reference, envelope, "tell-us")
    assert case.subject == "Something was stolen"
    assert (case.team, case.grade, case.flags) == ("vulnerability", "G2", ["DA"])
    assert (case.restricted, case.state, case.district) == (True, "received", "burnley")
    assert case.look_due_at == NOW + timedelta(minutes=15)
    answers, record = papers(case)
    assert answers["answers"]["t.story"] == "My bicycle was gone when I came back."
    assert [entry["id"] for entry in record["entries"]] == ["crime", "scene", "reporter", "suspect"]
    assert record["raised"] == [{"flag": "DA", "causes": [["t.who", None]]}]
    assert letterbox.unopened() == 0
    assert Entry.objects.filter(verb="receive", object_id=reference).count() == 1


def test_a_watched_word_is_found_in_its_place(letterbox: Letterbox, opener: Opener) -> None:
    letterbox.post(answers={"t.story": "He said he would kill himself."})
    opener.open_waiting(NOW)
    case = Case.objects.get()
    watched = papers(case)[1]["watched"]
    story = papers(case)[0]["answers"]["t.story"]
    assert [story[hit["start"] : hit["end"]] for hit in watched] == ["kill himself"]
    assert (case.grade, case.place, case.flags) == ("G2", 0, ["WORD"])


def test_a_worker_that_dies_after_the_case_is_committed_makes_no_second_case(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post()
    with pytest.raises(Died):
        dying_at("committed").open_waiting(NOW)
    assert (Case.objects.count(), letterbox.unopened()) == (1, 1)
    assert opener.open_waiting(NOW) == 1
    assert (Case.objects.count(), letterbox.unopened()) == (1, 0)


def test_a_worker_that_dies_with_a_batch_half_done_loses_none_and_doubles_none(
    letterbox: Letterbox, opener: Opener
) -> None:
    for _ in range(5):
        letterbox.post()
    seen: list[uuid.UUID] = []

    def dies_at_the_third(step: str, envelope: uuid.UUID) -> None:
        seen.append(envelope)
        if len(set(seen)) == 3:
            raise Died

    with pytest.raises(Died):
        Opener(KEYRING, dies_at_the_third).open_waiting(NOW)
    assert Case.objects.count() == 3
    assert letterbox.unopened() == 5
    opener.open_waiting(NOW)
    assert (Case.objects.count(), letterbox.unopened()) == (5, 0)


def test_a_case_that_was_not_committed_is_made_by_the_next_worker(
    letterbox: Letterbox, opener: Opener, owner_of: tiny.OwnerOf
) -> None:
    letterbox.post()
    with owner_of("office") as owner:
        owner.execute("REVOKE INSERT ON casework_papers FROM office")
        with pytest.raises(Exception, match="permission denied"):
            opener.open_waiting(NOW)
        assert (Case.objects.count(), OpenedEnvelope.objects.count()) == (0, 0)
        owner.execute("GRANT INSERT ON casework_papers TO office")
    assert opener.open_waiting(NOW) == 1
    assert Case.objects.count() == 1


def test_two_workers_at_once_open_each_envelope_once(letterbox: Letterbox) -> None:
    for _ in range(30):
        letterbox.post()
    turns = threading.Barrier(2)
    opened: Counter[str] = Counter()

    def work(name: str) -> None:
        opener = Opener(KEYRING)
        turns.wait()
        while Envelope.objects.filter(opened_at=None).exists():
            opened[name] += opener.open_waiting(NOW, most=4)
        connections.close_all()

    workers = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(opened.values()) == 30
    assert Case.objects.count() == 30
    assert letterbox.unopened() == 0


BAD = {
    "rubbish": ({"sealed": b"rubbish"}, "not_an_envelope"),
    "a shape that is none": ({"plaintext": b"[1,2,3]"}, "bad_shape"),
    "no JSON": ({"plaintext": b"\xff\x00"}, "bad_shape"),
    "a version nobody published": ({"version": "0" * 64}, "unknown_version"),
    "another reference inside": ({"shown": new_reference()}, "other_reference"),
    "an id that is another's": ({"row": uuid.uuid4()}, "moved"),
    "a choice that was not offered": ({"answers": {"t.kind": "murder"}}, "bad_answer"),
    "a list where words should be": ({"answers": {"t.story": ["x"]}}, "bad_answer"),
    "a required answer left out": ({"answers": {"t.story": ...}}, "incomplete"),
    "no declaration": ({"answers": {"z.true": ...}}, "incomplete"),
    "an emergency page not passed": ({"answers": {"t.now": "yes"}}, "off_the_path"),
    "a file without its parcel": (
        {"answers": {"t.photos": [{"id": "a", "name": "a", "size": 1, "type": "x", "sha256": ""}]}},
        "no_parcel",
    ),
    "answers that are none": ({"answers": {"suspect": "nobody"}}, "bad_shape"),
}  # fmt: skip


def test_what_cannot_be_read_becomes_a_case_to_look_into_and_stops_no_other(
    letterbox: Letterbox, opener: Opener
) -> None:
    posted = {letterbox.post(**given): why for given, why in BAD.values()}
    good = letterbox.post(at=NOW + timedelta(seconds=1))
    assert opener.open_waiting(NOW + timedelta(seconds=2)) == len(BAD) + 1
    unread = Case.objects.exclude(envelope=good)
    assert {case.envelope: fault(case) for case in unread} == posted
    for case in unread:
        assert (case.team, case.place) == ("urgent-review", 0)
        assert "UNREADABLE" in case.flags
        assert case.subject == "Report that could not be read"
    assert Case.objects.get(envelope=good).team == "crime-new"
    assert letterbox.unopened() == 0


def test_a_bad_answer_does_not_hide_that_somebody_is_in_danger(
    letterbox: Letterbox, opener: Opener
) -> None:
    answers = {"t.now": "yes", "exit.call": "go_on", "t.kind": "murder"}
    letterbox.post(answers=answers)
    opener.open_waiting(NOW)
    case = Case.objects.get()
    assert (case.grade, case.flags) == ("G1", ["NOW", "UNREADABLE"])


def test_what_was_sent_is_kept_in_the_papers_of_a_case_that_could_not_be_read(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post(answers={"t.kind": "murder", "t.story": "Please help"})
    letterbox.post(sealed=b"rubbish")
    opener.open_waiting(NOW)
    kept = [papers(case)[0] for case in Case.objects.order_by("received_at")]
    assert any("Please help" in raw.get("plaintext", "") for raw in kept)
    assert any(raw.get("sealed") == "cnViYmlzaA==" for raw in kept)


def test_an_envelope_under_a_key_that_is_not_here_is_kept_sealed(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post()
    EnvelopeKey.objects.filter(pk=letterbox.key.pk).update(private_key=None)
    opener.open_waiting(NOW)
    case = Case.objects.get()
    assert fault(case) == "unknown_key"
    assert papers(case)[0]["sealed"]


def test_an_envelope_id_used_before_is_refused(letterbox: Letterbox, opener: Opener) -> None:
    first = letterbox.post()
    opener.open_waiting(NOW)
    with letterbox.owner.cursor() as cursor:
        cursor.execute("DELETE FROM letterbox_envelope")
    letterbox.post(envelope=first)
    assert opener.open_waiting(NOW) == 1
    assert Case.objects.count() == 1


def test_a_copy_of_an_opened_envelope_under_another_id_is_refused(
    letterbox: Letterbox, opener: Opener
) -> None:
    first = letterbox.post()
    opener.open_waiting(NOW)
    letterbox.owner.execute(
        "INSERT INTO letterbox_envelope (id, reference, key_id, sealed, posted_at)"
        " SELECT %s, %s, key_id, sealed, posted_at FROM letterbox_envelope WHERE id = %s",
        [uuid.uuid4(), new_reference(), first],
    )
    assert opener.open_waiting(NOW) == 1
    assert Case.objects.count() == 1
    assert sorted(OpenedEnvelope.objects.values_list("outcome", flat=True)) == ["case", "refused"]


def test_a_reference_that_has_a_case_already_gives_a_case_to_look_into(
    letterbox: Letterbox, opener: Opener
) -> None:
    reference = new_reference()
    letterbox.post(reference=reference)
    opener.open_waiting(NOW)
    letterbox.owner.execute("DELETE FROM letterbox_envelope")
    second = letterbox.post(reference=reference)
    opener.open_waiting(NOW)
    case = Case.objects.get(envelope=second)
    assert fault(case) == "reference_taken"
    assert case.reference != reference
    assert papers(case)[0]["answers"]["t.kind"] == "theft"


def test_an_answer_off_the_path_is_no_part_of_the_record(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post(answers={"exit.call": "go_on", "nobody.asked": "unasked"})
    opener.open_waiting(NOW)
    case = Case.objects.get()
    assert case.team == "crime-new"
    assert "unasked" not in str(papers(case)[1])


def test_what_is_left_for_later_may_be_missing_but_nothing_essential(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post(answers={"t.story": ...}, later=["t.story"])
    letterbox.post(answers={"t.kind": ...}, later=["t.kind"])
    opener.open_waiting(NOW)
    assert sorted(Case.objects.values_list("team", flat=True)) == ["crime-new", "urgent-review"]


def test_a_counter_whose_clock_runs_ahead_gives_the_office_no_more_time(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post(at=NOW + timedelta(hours=3), answers={"t.who": "partner"})
    opener.open_waiting(NOW)
    case = Case.objects.get()
    assert (case.sent_at, case.look_due_at) == (NOW, NOW + timedelta(minutes=15))


def test_a_flag_that_its_service_forgot_to_route_keeps_the_case_out_of_open_queues(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post(answers={"t.who": "officer"})
    opener.open_waiting(NOW)
    assert Case.objects.get().team == "psd"


def test_an_office_restored_from_a_backup_opens_again_what_the_backup_did_not_hold(
    letterbox: Letterbox, opener: Opener
) -> None:
    letterbox.post()
    letterbox.post()
    opener.open_waiting(NOW)
    lost = Case.objects.first()
    assert lost is not None
    CaseKey.objects.filter(pk=lost.pk).delete()
    OpenedEnvelope.objects.filter(pk=lost.envelope).delete()
    lost.delete()
    later = NOW + timedelta(days=1)
    assert put_back(later, BACKUPS_AGE_OUT) == 1
    assert opener.open_waiting(later) == 1
    assert Case.objects.count() == 2
    assert put_back(later, BACKUPS_AGE_OUT) == 0


def test_no_personal_data_is_in_the_log(
    letterbox: Letterbox, opener: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    letterbox.post(answers={"c.name": {"given": "Zebedee", "family": "X", "known_as": ""}})
    letterbox.post(answers={"c.name": "Zebedee"})
    letterbox.post(plaintext=b'{"name": "Zebedee"}')
    opener.open_waiting(NOW)
    written = [Line().format(record) for record in caplog.records]
    assert sum("became a case to look into" in line for line in written) == 2
    assert not any("Zebedee" in line for line in written)


def test_what_cannot_be_stored_is_set_aside_for_a_while_and_stops_no_other(
    letterbox: Letterbox, opener: Opener, owner_of: tiny.OwnerOf
) -> None:
    bad = letterbox.post()
    with owner_of("office") as owner:
        owner.execute(
            f"ALTER TABLE casework_case ADD CONSTRAINT not_this CHECK (envelope <> '{bad}')"
        )
        good = letterbox.post(at=NOW + timedelta(seconds=1))
        assert opener.open_waiting(NOW) == 1
        assert opener.open_waiting(NOW) == 0
        assert Case.objects.get().envelope == good
        owner.execute("ALTER TABLE casework_case DROP CONSTRAINT not_this")
    assert opener.open_waiting(NOW) == 0
    assert opener.open_waiting(NOW + SET_ASIDE_FOR) == 1
    assert Case.objects.count() == 2
