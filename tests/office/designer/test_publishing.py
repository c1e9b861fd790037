"""Publishing a service: a version that never changes, and what hangs on the noticeboard."""

from datetime import timedelta

import pytest
from django.db import transaction

from doitonline.definitions.faults import Fault, Place
from doitonline.noticeboard.models import Entry
from doitonline.noticeboard.publishing import newest
from doitonline.office.designer.models import Immutable, Publication
from doitonline.office.designer.publishing import Faulty, announce, publish
from doitonline.sealing.signing import verify_entry
from tests.office.intake.conftest import NOW
from tests.office.tiny import SIGNING, compiled

pytestmark = pytest.mark.django_db(databases=["default", "front"])


def published(by: str = "Ash Example", drafts: str = "finish", **changed: object) -> Publication:
    return publish(compiled(**changed), by=by, drafts=drafts, signing_key=SIGNING, now=NOW)


def hanging() -> dict:
    return newest("service", "tell-us", SIGNING.verifying_key) or {}


def test_a_version_is_kept_with_its_source_and_hangs_on_the_noticeboard() -> None:
    made = published()
    assert (made.service, made.version, made.published_by) == ("tell-us", 1, "Ash Example")
    assert made.source == {"service.yaml": "…"}
    assert hanging() == {
        "version": 1,
        "hash": made.hash,
        "compiled": compiled().tree,
        "published_at": "2026-11-24T09:30:00.000000Z",
        "by": "Ash Example",
        "drafts": "finish",
        "open": True,
    }
    entry = Entry.objects.get()
    verify_entry(
        SIGNING.verifying_key, entry.number, entry.kind, entry.subject, bytes(entry.body),
        entry.signed_at, bytes(entry.signature),
    )  # fmt: skip


def test_the_options_of_a_question_keep_their_order() -> None:
    made = published()
    who = made.plan.question("t.who")
    assert list(who.options) == ["stranger", "partner", "officer"]
    pages = {page["id"]: page for page in hanging()["compiled"]["pages"]}
    assert list(pages["who"]["questions"][0]["options"]) == ["stranger", "partner", "officer"]


def test_the_same_again_is_no_new_version() -> None:
    first = published()
    again = published(by="Somebody Else")
    assert (again.pk, again.published_by) == (first.pk, "Ash Example")
    assert Entry.objects.count() == 1


def test_a_change_is_a_new_version_and_the_old_one_stays_pinned() -> None:
    first, second = published(), published(title="Tell us more", drafts="upgrade")
    assert (first.version, second.version) == (1, 2)
    assert (hanging()["version"], hanging()["drafts"]) == (2, "upgrade")
    assert Publication.pinned("tell-us", first.hash) == first
    assert first.plan.service.title.within("en") == "Tell us something"


def test_going_back_to_what_was_said_before_is_a_version_of_its_own() -> None:
    first, _, third = published(), published(title="Tell us more"), published()
    assert (third.version, third.hash) == (3, first.hash)
    assert hanging()["hash"] == first.hash


def test_a_version_that_never_reached_the_noticeboard_is_put_up_by_the_next_attempt() -> None:
    made = published()
    Entry.objects.all().delete()
    assert published().pk == made.pk
    assert hanging()["hash"] == made.hash


def test_a_service_with_an_error_is_not_published() -> None:
    good = compiled()
    fault = Fault("error", Place("service.yaml", 3), "The page “kind” is not reached.")
    bad = type(good)(good.slug, good.plan, good.tree, good.source, good.hash, (fault,))
    with pytest.raises(Faulty) as refused:
        publish(bad, by="Ash Example", drafts="finish", signing_key=SIGNING, now=NOW)
    assert refused.value.faults == (fault,)
    assert not Publication.objects.exists()
    assert not Entry.objects.exists()


def test_a_version_is_never_changed() -> None:
    made = published()
    made.compiled = "{}"
    with pytest.raises(Immutable):
        made.save()


def test_a_policy_for_drafts_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="forget"), transaction.atomic():
        published(drafts="forget")


def test_what_is_no_news_is_not_announced_again() -> None:
    clocks = {"G1": {"look_minutes": 2}}
    assert announce("promises", "clocks", clocks, SIGNING, NOW)
    assert not announce("promises", "clocks", clocks, SIGNING, NOW + timedelta(days=1))
    assert announce("promises", "clocks", {"G1": {"look_minutes": 3}}, SIGNING, NOW)
    assert Entry.objects.count() == 2
