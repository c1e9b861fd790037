"""Bad input: whatever comes has a clear answer, nothing fails, and the draft is as it was."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from bs4 import BeautifulSoup

from doitonline.definitions.kinds.parsing import KINDS
from tests.counter.station_office import Office, plan
from tests.counter.tale import ITEM, PERSON, before, begun, opened_at, place_of, send
from tests.counter.visitor import URLENCODED, Visitor
from tests.counter.wire import BOUNDARY, MULTIPART, Answer, Wire, cookies, form

PAGES = [
    "danger", "kind", "story", "written", "choices", "when", "where", "marks", "person-looks",
    "reach", "check",
]  # fmt: skip
HOSTILE: dict[str, bytes] = {
    "200 kB": b"x" * 200_000,
    "200 kB of words": b"word " * 40_000,
    "a NUL": b"a\0b",
    "a lone surrogate": b"\xed\xa0\x80",
    "broken UTF-8": b"\xff\xfe\xfa",
    "right to left": "\u202eabc\u202c\u200f\u2066".encode(),
    "no width": "\u200b\u200d\ufeff".encode(),
    "accents without end": ("a" + "\u0301" * 5_000).encode(),
    "an ideograph of the astral plane": "\U0002f800\U0001f46e\U000e0001".encode(),
    "a script": b"<script>alert(1)</script>",
    "an attribute": b"\" onfocus=alert(1) autofocus x='",
    "a template": b"{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "a placeholder": b"{force.name} {value.draft_days} {0} {short}",
    "a query": b"'; DROP TABLE counter_draft; --",
    "a path": b"../../../../etc/passwd\0.png",
    "a formula": b'=HYPERLINK("http://example.org")',
    "lines": b"\r\n" * 5_000,
    "a header": b"a\r\nSet-Cookie: counter=x",
    "only spaces": "\u00a0\u2003\u3000\t ".encode(),
    "a number beyond all": b"9" * 5_000,
    "digits of another script": "١٢٣٤".encode(),
    "superscripts": "²³".encode(),
    "not a number": b"NaN",
    "without end": b"1e999999999",
    "below nothing": b"-1",
    "a list": b"[1, 2]",
    "JSON": b'{"id": "x", "sha256": null}',
    "null": b"null",
}


def parts_of(page: str) -> list[str]:
    """The names of every control that a page could have."""
    return [
        f"{question.id}-{part}" if part else question.id
        for question in plan().pages[page].questions
        for part in (*KINDS[question.type].fields(question), "checked", "dont_know", "out")
    ]


def encoded(pairs: list[tuple[str, bytes]]) -> bytes:
    return "&".join(f"{quote(k)}={quote_from_bytes(v)}" for k, v in pairs).encode()


def posted(visitor: Visitor, path: str, body: bytes, **more: Any) -> Answer:
    """Posts a body with the browser's cookies, and looks at what every answer must be."""
    told = {"CONTENT_TYPE": URLENCODED, "HTTP_COOKIE": cookies(visitor), **more}
    return judged(Wire().send("POST", path, body, **told))


def judged(answer: Answer) -> Answer:
    """Never a failure of ours, always our headers, and nothing in it that runs."""
    assert answer.status < 500, answer.body[:2_000]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get("Location", "/")[:1] == "/"
    assert answer.headers.get("Location", "/")[:2] != "//"
    if 0 < len(answer.body) < 50_000 and "html" in answer.headers["Content-Type"]:
        soup = BeautifulSoup(answer.body, "html.parser")
        assert all(s.has_attr("src") and not s.get_text() for s in soup.find_all("script"))
        assert not soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
        assert len(soup.find_all("h1")) == 1
    return answer


@pytest.fixture
def token(client: Visitor) -> bytes:
    """The token of a form in this browser."""
    client.get("/every-question")
    return client.page.fields()["csrfmiddlewaretoken"][0].encode()


@pytest.mark.parametrize("page", PAGES)
def test_hostile_words_in_every_field_are_refused_or_kept_as_words(
    client: Visitor, office: Office, token: bytes, page: str
) -> None:
    for words in HOSTILE.values():
        draft = begun(client, before(page))
        item = f"/{PERSON}" if page.startswith("person") else ""
        names = parts_of(page) if len(words) < 10_000 else parts_of(page)[:2]
        pairs = [("csrfmiddlewaretoken", token), *((name, words) for name in names)]
        answer = posted(client, f"/d/{draft}/{plan().addresses[page]}{item}", encoded(pairs))
        assert answer.status in (303, 422)
        ((revision,),) = office.sql("SELECT revision FROM counter_draft WHERE id = %s", draft)
        assert revision == (3 if answer.status == 303 else 2)


@pytest.mark.parametrize("name", ["a script", "right to left", "a formula", "a placeholder"])
def test_hostile_words_that_are_words_arrive_as_they_were_typed(
    client: Visitor, office: Office, token: bytes, name: str
) -> None:
    opened_at(client, "story")
    pairs = [("csrfmiddlewaretoken", token), ("t.story", HOSTILE[name])]
    assert posted(client, client.page.path, encoded(pairs)).status == 303
    opened_at(client, "check", t__story=HOSTILE[name].decode())
    assert HOSTILE[name].decode() in client.page.soup.get_text()
    send(client)
    assert office.envelopes()[0]["answers"]["t.story"] == HOSTILE[name].decode()


def test_what_is_no_character_is_dropped_before_it_is_kept(
    client: Visitor, office: Office, token: bytes
) -> None:
    opened_at(client, "story")
    words = b"one\0two\x1b[31m\xed\xa0\x80three\r\nfour"
    posted(client, client.page.path, encoded([("csrfmiddlewaretoken", token), ("t.story", words)]))
    client.get(place_of(client, "story"))
    assert client.page.field("t.story").isprintable() is False
    assert "\0" not in client.page.field("t.story")
    assert client.page.field("t.story").startswith("onetwo[31m")


@pytest.mark.parametrize(
    ("page", "pairs", "status"),
    [
        ("kind", [("t.kind", b"theft"), ("t.kind", b"noise")], 303),
        ("kind", [("t.kind", b"theft"), ("t.kind", b"<x>")], 422),
        ("choices", [("q.boxes", b"door")] * 900, 422),
        ("story", [], 422),
        ("story", [("t.story[]", b"x"), ("T.STORY", b"x"), ("t", b"x")], 422),
        ("story", [("t.story", b"Good"), ("q.line", b"Not mine"), ("thing", b"[]")], 303),
        ("story", [(f"f{n}", b"") for n in range(5_000)], 400),
        ("story", [("t.story", b"x" * 2_600_000)], 400),
        ("story", [("x" * 100_000, b"y")], 422),
        ("story", [("", b"y"), ("t.story", b"Good")], 303),
    ],
)  # fmt: skip
def test_fields_that_are_repeated_missing_foreign_or_too_many(
    client: Visitor, office: Office, token: bytes, page: str, pairs: Any, status: int
) -> None:
    opened_at(client, page)
    was = office.draft(client.draft)
    answer = posted(client, client.page.path, encoded([("csrfmiddlewaretoken", token), *pairs]))
    assert answer.status == status
    if status != 303:
        assert office.draft(client.draft) == was
    client.get(f"/d/{client.draft}")


def test_a_page_takes_the_answers_to_its_own_questions_only(
    client: Visitor, office: Office, token: bytes
) -> None:
    opened_at(client, "reach", q__about="The lock")
    pairs = {
        "csrfmiddlewaretoken": token, "c.name-given": b"Asha", "c.phone": b"07700900123",
        "q.about": b"Forged", "t.found": b"bomb", "person": b"x", "z.true": b"agreed",
    }  # fmt: skip
    posted(client, client.page.path, encoded(list(pairs.items())))
    send(opened_at_check(client))
    answers = office.envelopes()[0]["answers"]
    assert answers["q.about"] == "The lock"
    assert answers["t.found"] == "none"


def opened_at_check(visitor: Visitor) -> Visitor:
    visitor.get(place_of_last(visitor, "check"))
    return visitor


def place_of_last(visitor: Visitor, name: str) -> str:
    return f"/d/{visitor.drafts[-1]}/{plan().addresses[name]}"


# Requests that no browser makes


def everywhere(draft: str) -> Iterator[str]:
    """One address of every kind."""
    pages = plan().addresses
    yield from ("/", "/health", "/exit", "/back", "/help/privacy", "/every-question")
    yield from ("/every-question/privacy", "/static/nothing.css", "/nowhere")
    yield f"/d/{draft}"
    yield from (f"/d/{draft}/{rest}" for rest in ("sent", "code", "stay", "locked"))
    yield from (
        f"/d/{draft}/{pages[name]}" for name in ("story", "check", "things", "exit.leave-it")
    )
    yield from (
        f"/d/{draft}/{pages['things']}/{ITEM}",
        f"/d/{draft}/{pages['things']}/{ITEM}/remove",
    )


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "", "X" * 99]
)
def test_another_method_is_refused_everywhere(
    client: Visitor, office: Office, token: bytes, method: str
) -> None:
    opened_at(client, "check")
    was = office.draft(client.draft)
    for path in everywhere(client.draft):
        body = encoded([("csrfmiddlewaretoken", token)])
        answer = Wire().send(
            method, path, body, CONTENT_TYPE=URLENCODED, HTTP_COOKIE=cookies(client),
            HTTP_X_CSRFTOKEN=token.decode(),
        )  # fmt: skip
        assert answer.status in (403, 404, 405), (path, answer.status)
    assert office.draft(client.draft) == was


def test_head_is_answered_like_get_without_its_body(client: Visitor) -> None:
    opened_at(client, "check")
    for path in everywhere(client.draft):
        got = Wire().send("GET", path, HTTP_COOKIE=cookies(client)).status
        answer = Wire().send("HEAD", path, HTTP_COOKIE=cookies(client))
        assert answer.status == got, path


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/json", "text/xml", "multipart/form-data", "x", "*/*; q=2",
     "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 300,
     "multipart/mixed; boundary=x", f"{URLENCODED}; charset=utf-16",
     f"{URLENCODED}; charset=x-nope", f"{MULTIPART}; charset=utf-16", f"{MULTIPART}; charset=\xff",
     "a/b" * 5_000, "multipart/\xff"],
)  # fmt: skip
def test_a_body_of_another_kind_is_refused(
    client: Visitor, office: Office, token: bytes, kind: str
) -> None:
    opened_at(client, "story")
    fields = {"csrfmiddlewaretoken": [token.decode()], "t.story": ["A story"]}
    plain = encoded([(name, values[0].encode()) for name, values in fields.items()])
    for body in (plain, form(fields), b"{}", b"\0"):
        was = office.draft(client.draft)
        answer = posted(client, client.page.path, body, CONTENT_TYPE=kind)
        assert answer.status in (303, 400, 403)
        if answer.status != 303:
            assert office.draft(client.draft) == was


CSRF = b'Content-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
FILE = b'Content-Disposition: form-data; name="q.files"; filename="a.png"\r\n'


@pytest.mark.parametrize(
    "body",
    [
        b"", b"--", b"--%b", b"--%b--", b"\r\n--%b\r\n\r\n--%b--", b"--%b\r\n" * 2_000,
        b"--%b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--%b--",
        b"--%b\r\nContent-Disposition: form-data; name=\r\n\r\nx\r\n--%b--",
        b"--%b\r\nContent-Disposition: \xff\xfe; name=\"\xff\"\r\n\r\nx\r\n--%b--",
        b"--%b\r\nContent-Disposition: form-data; name*=utf-8''%ff\r\n\r\nx\r\n--%b--",
        b"--%b\r\n" + b"X-Long: " + b"y" * 100_000 + b"\r\n\r\nx\r\n--%b--",
        b"--%b\r\n" + FILE + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--%b--",
        b"--%b\r\n" + FILE + b"Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\nQ\r\n--%b--",
        b"--%b\r\n" + FILE + b"Content-Length: -5\r\n\r\nabc\r\n--%b--",
        b"--%b\r\n" + FILE + b"Content-Type: \xff\xff; charset=\xff\r\n\r\nabc\r\n--%b--",
        b"--%b\r\n" + FILE.replace(b"a.png", b"\xff\xfe\0.png") + b"\r\nabc\r\n--%b--",
        (b"--%b\r\n" + FILE + b"\r\nabc\r\n") * 150 + b"--%b--",
    ],
    ids=range(17),
)  # fmt: skip
def test_a_broken_multipart_body_is_refused_and_leaves_nothing(
    client: Visitor, office: Office, token: bytes, parcels: Any, body: bytes
) -> None:
    opened_at(client, "evidence")
    was = office.draft(client.draft)
    mark = BOUNDARY.encode()
    for start in (b"", b"--%b\r\n" + CSRF + token + b"\r\n"):
        whole = (start + body).replace(b"%b", mark)
        answer = posted(client, client.page.path, whole, CONTENT_TYPE=MULTIPART)
        assert answer.status in (303, 400, 403, 422)
        if answer.status != 303:
            assert office.draft(client.draft) == was
    assert office.count("letterbox_parcel") == len([p for p in parcels.rglob("*") if p.is_file()])


@pytest.mark.parametrize("length", ["", "-1", "0", "abc", "1e3", "99999999999999999999", " 7"])
def test_a_length_that_is_no_length(client: Visitor, token: bytes, length: str) -> None:
    opened_at(client, "story")
    body = encoded([("csrfmiddlewaretoken", token), ("t.story", b"A story")])
    for kind in (URLENCODED, MULTIPART):
        told = {"CONTENT_TYPE": kind, "HTTP_COOKIE": cookies(client), "CONTENT_LENGTH": length}
        answer = judged(Wire().send("POST", client.page.path, body, **told))
        assert answer.status in (400, 403)


@pytest.mark.parametrize(
    "cookie",
    ["counter=" + "A" * 65_536, "; ".join(f"c{n}={n}" for n in range(2_000)), "\xff\xfe=\x00", "=",
     ";;;;", "counter", "counter=1.\xff", 'counter="1.%s"', "counter-csrf=" + "z" * 10_000,
     "counter-csrf=\xff; counter=\u00e9", "counter=1.a; counter=1.b; counter=" + "1." + "A" * 43],
    ids=range(11),
)  # fmt: skip
def test_cookies_of_every_kind_open_nothing(client: Visitor, cookie: str) -> None:
    opened_at(client, "reach")
    for path in everywhere(client.draft):
        answer = Wire().send("GET", path, HTTP_COOKIE=cookie)
        assert answer.status < 500
        assert b"Asha" not in answer.body
        assert b"plover" not in answer.body
    judged(Wire().send("POST", "/every-question", b"", HTTP_COOKIE=cookie, CONTENT_TYPE=URLENCODED))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost:8000@evil.example", "", "localhost\x00",
     "localhost:port", "[::1", "127.0.0.1:99999999", "LOCALHOST#", "localhost/../x", "\xff", " "],
)  # fmt: skip
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    answer = judged(Wire().send("GET", "/", HTTP_HOST=host, SERVER_NAME=host))
    assert answer.status == 400 or (answer.status == 200 and host == "127.0.0.1:99999999")
    assert b"evil" not in answer.body
    forwarded = Wire().send("GET", "/", HTTP_X_FORWARDED_HOST="evil.example")
    assert b"evil" not in forwarded.body


@pytest.mark.parametrize(
    "path",
    ["/%00", "/%ff%fe", "/d/%00", "/d/1", "/d/not-a-uuid/x", "//evil.example/", "/\\evil.example",
     "/d/%2e%2e/%2e%2e/etc/passwd", "/every-question%0d%0aX: y", "/every-question/",
     "/EVERY-QUESTION",
     "/%E2%80%AE", "/%ED%A0%80", "/d/" + "a" * 5_000, "/" + "x/" * 2_000, "/help/%3Cscript%3E",
     "/help/privacy/", "/static/../settings", "/static/%2e%2e/%2e%2e/manage.py", "/.git/config",
     "/d/{draft}/%00", "/d/{draft}/..", "/d/{draft}/%2F", "/d/{draft}/sent/", "/d/{draft}/check",
     "/d/{draft}/{story}/%3Cb%3E", "/d/{draft}/{story}?change=%00&note=%3Cscript%3E",
     "/d/{draft}/{story}?" + "a=b&" * 5_000, "/d/{draft}/{story}?%ff=%ff", "/d/{DRAFT}/{story}",
     "/?next=https://evil.example", "/exit?to=https://evil.example"],
)  # fmt: skip
def test_an_address_of_junk_has_a_clear_answer(client: Visitor, path: str) -> None:
    opened_at(client, "check")
    draft, story = client.draft, plan().addresses["story"]
    path = (
        path.replace("{draft}", draft).replace("{DRAFT}", draft.upper()).replace("{story}", story)
    )
    answer = Wire().send("GET", path, HTTP_COOKIE=cookies(client))
    assert answer.status in (200, 302, 303, 400, 404)
    assert "evil" not in answer.headers.get("Location", "")
    assert b"<script>" not in answer.body
    judged(Wire().send("POST", path, b"", HTTP_COOKIE=cookies(client), CONTENT_TYPE=URLENCODED))


@pytest.mark.parametrize(
    "origin", ["null", "https://evil.example", "http://localhost.evil", "x", ""]
)
def test_a_form_from_another_site_is_refused_and_nothing_typed_is_given_back(
    client: Visitor, office: Office, token: bytes, origin: str
) -> None:
    opened_at(client, "story")
    was = office.draft(client.draft)
    body = encoded([("csrfmiddlewaretoken", b"x" * 64), ("t.story", b"Forged words")])
    answer = posted(client, client.page.path, body, HTTP_ORIGIN=origin)
    assert answer.status == 403
    assert b"Forged words" not in answer.body
    assert office.draft(client.draft) == was
