"""Any input at all, drawn by chance: no failure, nothing typed lost, nothing kept that is not good.

The normal run draws a few dozen forms; `make audit` draws thousands.
"""

from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doitonline.counter import clock
from doitonline.counter.drafts import Content
from doitonline.definitions.answering import read_page
from doitonline.definitions.journey import Journey
from doitonline.definitions.kinds import parse, typed_back
from doitonline.definitions.kinds.parsing import KINDS, cleaned
from doitonline.pages.posted import typed
from doitonline.sealing.drafts import draft_key, open_draft, read_root
from tests.counter.station_office import Office, plan
from tests.counter.tale import COOKIE, TYPED, YESTERDAY, before, begun
from tests.counter.test_bad_input import encoded, posted
from tests.counter.visitor import Page, Visitor

PAGES = ("kind", "story", "written", "choices", "when", "where", "marks", "reach")
FEW, MANY = 50, 3_000
LIKELY = [
    "yes",
    "exact",
    "roughly",
    "dont_know",
    "0",
    "1",
    str(YESTERDAY.year),
    "LANCS1POL",
    "none",
]
for told in TYPED.values():
    LIKELY += [each for v in told.values() for each in (v if isinstance(v, list) else [v])]
WORDS = st.one_of(
    st.sampled_from(sorted(set(LIKELY))), st.text(max_size=40), st.text(min_size=90, max_size=130)
)
drawn = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)
few, many = settings(drawn, max_examples=FEW), settings(drawn, max_examples=MANY)


class Sent(dict[str, list[str]]):
    """Fields as a form sends them."""

    def getlist(self, key: str) -> list[str]:
        return list(self.get(key, []))


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, Sent]:
    """A page, and any values in some of its controls; some of them more than once."""
    page = draw(st.sampled_from(PAGES))
    names = [
        f"{question.id}-{part}" if part else question.id
        for question in plan().pages[page].questions
        for part in (*KINDS[question.type].fields(question), "checked", "dont_know")
    ]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names)))
    story = {n: v if isinstance(v, list) else [v] for n, v in TYPED[page].items()}
    kept = story if draw(st.booleans()) else {}
    return page, Sent(kept | {n: draw(st.lists(WORDS, min_size=1, max_size=2)) for n in chosen})


@pytest.fixture
def token(client: Visitor) -> bytes:
    client.get("/every-question")
    return client.page.fields()["csrfmiddlewaretoken"][0].encode()


def content_of(office: Office, visitor: Visitor, draft: str) -> Content:
    """What is in a draft, opened with its browser's key."""
    root = read_root(visitor.client.cookies[COOKIE].value) or b""
    ((revision, sealed),) = office.sql(
        "SELECT revision, sealed FROM counter_draft WHERE id = %s", draft
    )
    key = draft_key(root, UUID(draft))
    return Content.from_bytes(open_draft(key, UUID(draft), revision, bytes(sealed)))


def a_form_is_taken_or_given_back(client: Visitor, office: Office, token: bytes, form: Any) -> None:
    page, fields = form
    earlier = before(page)
    draft = begun(client, earlier)
    journey = Journey(plan(), earlier, clock.now())
    step = next(s for s in journey.steps if s.name == page)
    read = read_page(journey, step, typed(journey.questions(step), fields))
    pairs = [(n, v.encode("utf-8", "surrogatepass")) for n, vs in fields.items() for v in vs]
    body = encoded([("csrfmiddlewaretoken", token), *pairs])
    answer = posted(client, f"/d/{draft}/{step.address}", body)
    stored = content_of(office, client, draft).answers
    if read.problems:
        assert answer.status == 422
        assert stored == earlier
        _everything_is_still_there(answer.body, fields)
        return
    assert answer.status == 303
    assert stored == {**earlier, **read.values}
    for key, value in read.values.items():
        again = parse(plan().question(key), typed_back(plan().question(key), value), clock.now())
        assert getattr(again, "value", None) == value, f"{key} is not read again as it was kept"


def _everything_is_still_there(html: bytes, fields: Sent) -> None:
    page = Page("", None, BeautifulSoup(html, "html.parser"))  # type: ignore[arg-type]
    shown = page.fields()
    assert set(page.problems)
    for control in page.form.find_all(["input", "textarea"]):
        name, kind = str(control.get("name")), control.get("type")
        if name in fields and kind not in ("radio", "checkbox", "hidden", "file"):
            assert visible(shown[name][-1]) == visible(fields[name][-1])


def visible(words: str) -> str:
    """Words as a page can show them."""
    return " ".join(cleaned(words).split())


@few
@given(form=forms())
def test_any_form_is_taken_whole_or_given_back_whole(
    client: Visitor, office: Office, token: bytes, form: tuple[str, Sent]
) -> None:
    a_form_is_taken_or_given_back(client, office, token, form)


@pytest.mark.audit
@pytest.mark.timeout(3_600)
@many
@given(form=forms())
def test_thousands_of_forms_are_taken_whole_or_given_back_whole(
    client: Visitor, office: Office, token: bytes, form: tuple[str, Sent]
) -> None:
    a_form_is_taken_or_given_back(client, office, token, form)
