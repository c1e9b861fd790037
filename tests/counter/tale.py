"""One story, told to the service that asks everything: what is typed, and what it amounts to.

Its people are invented; its telephone numbers are those kept for drama.
"""

from datetime import date, timedelta
from typing import Any

from doitonline.counter import clock
from doitonline.counter.drafts import Content, Open, begin, change_answers
from doitonline.counter.noticed import current
from doitonline.definitions.plan import EXIT, MORE, every_page
from doitonline.sealing.drafts import draft_key, new_root, open_draft, read_root, root_text
from tests.counter.station_office import plan
from tests.counter.visitor import Page, Visitor

TODAY = clock.now().date()
YESTERDAY, LAST_WEEK = TODAY - timedelta(days=1), TODAY - timedelta(days=7)

COOKIE = "counter"
ITEM, PERSON = "bcdf2345", "wxyz2345"
ITEMS = {"thing": ITEM, "person": PERSON}
WITHIN = {page.id for page, group in every_page(plan().service) if group is not None}
NAMES = {address: name for name, address in plan().addresses.items()}


def parts(day: date, prefix: str) -> dict[str, str]:
    """A day in three fields."""
    return {
        f"{prefix}-day": str(day.day),
        f"{prefix}-month": str(day.month),
        f"{prefix}-year": str(day.year),
    }


TYPED: dict[str, dict[str, Any]] = {
    "danger": {"t.now": "no"},
    "gun": {"t.found": "none"},
    "kind": {"t.kind": "theft"},
    "advice": {},
    "story": {"t.story": "The plover  box\r\nwas gone from the shed.", "t.words": "Quite cross"},
    "written": {
        "q.line": "  Grandma’s   box ", "q.count": "1,2", "q.worth": "£ 250.5",
        "q.serial": "ab-123 456",
    },
    "choices": {
        "q.select": "green", "q.boxes": ["wall", "door"], "q.unsure": "not_sure",
        "q.how": "other", "q.how_other": "Through the roof",
    },
    "when": {
        "q.when-mode": "window", **parts(LAST_WEEK, "q.when-from"), "q.when-from-time": "7pm",
        **parts(YESTERDAY, "q.when-to"), **parts(LAST_WEEK, "q.seen"), "q.bus": "6.15 pm",
    },
    "where": {
        "q.place-words": "The shed behind\nthe old mill", "q.place-postcode": "bb111jg",
        "q.place-w3w": "///Index.Home.Raft", "q.home-line1": "1 Example Road",
        "q.home-town": "Burnley", "q.home-postcode": "bb11 1jg",
    },
    "marks": {"q.mark": "ab12 cde", "q.imei": "49-015420-323751-8"},
    "things": {"thing.more": "no"},
    "person-known": {"pe.known": "yes"},
    "person-name": {"pe.name": "Wilfred Sample"},
    "person-looks": {"pe.looks-dont_know": "dont_know"},
    "people": {"person.more": "no"},
    "evidence": {"q.about": "The lock"},
    "reach": {
        "c.name-given": "Asha", "c.name-family": "O’Example", "c.phone": "07700 900123",
        "c.email": "asha.example@example.org", "c.friend-given": "Bo",
        "c.friend-phone": "01632 960001",
    },
    "check": {"z.true": "agreed"},
}  # fmt: skip
THING = {"th.what": "A plover box"}

AMOUNTS_TO: dict[str, Any] = {
    "t.now": "no",
    "t.found": "none",
    "t.kind": "theft",
    "t.story": "The plover  box\nwas gone from the shed.",
    "t.words": "Quite cross",
    "q.line": "Grandma’s box",
    "q.count": 12,
    "q.worth": "250.50",
    "q.serial": "AB123456",
    "q.select": "green",
    "q.boxes": ["door", "wall"],
    "q.unsure": "not_sure",
    "q.how": "other",
    "q.how_other": "Through the roof",
    "q.when": {
        "kind": "window",
        "from": {"date": LAST_WEEK.isoformat(), "time": "19:00"},
        "to": {"date": YESTERDAY.isoformat()},
    },
    "q.seen": LAST_WEEK.isoformat(),
    "q.bus": "18:15",
    "q.place": {
        "words": "The shed behind\nthe old mill",
        "postcode": "BB11 1JG",
        "w3w": "index.home.raft",
    },
    "q.home": {"line1": "1 Example Road", "town": "Burnley", "postcode": "BB11 1JG"},
    "q.mark": "AB12CDE",
    "q.imei": "490154203237518",
    "thing": [{"th.what": "A plover box", "th.photo": None}],
    "thing.more": "no",
    "person": [],
    "person.more": "no",
    "q.files": None,
    "q.about": "The lock",
    "c.name": {"given": "Asha", "family": "O’Example", "known_as": ""},
    "c.phone": "+447700900123",
    "c.email": "asha.example@example.org",
    "c.friend": {"given": "Bo", "family": "", "phone": "+441632960001"},
    "z.true": "agreed",
}


def name_of(page: Page) -> str:
    """What the definition calls the page that is open: its id, or `exit.<id>`."""
    return NAMES[page.path.split("?")[0].split("/")[3]]


def place_of(visitor: Visitor, name: str, item: str = "", rest: str = "") -> str:
    """The address of a page of the draft that is open."""
    path = f"/d/{visitor.draft}/{plan().addresses[name]}"
    return path + (f"/{item}" if item else "") + rest


def answer(visitor: Visitor, **changed: Any) -> None:
    """Answers the page that is open as the story does, with some fields changed."""
    name = name_of(visitor.page)
    if name == "advice":
        visitor.get(visitor.page.link("Continue"))
    elif name.startswith(EXIT):
        visitor.post()
    elif name == "things":
        _things(visitor)
    else:
        visitor.post({**TYPED[name], **changed.get(name.replace("-", "_"), {})})


def _things(visitor: Visitor) -> None:
    """One thing, then no more."""
    if "Add" in visitor.page.main or visitor.page.soup.find(id="th-what"):
        visitor.post(THING)
    elif visitor.page.soup.select(".app-added"):
        visitor.post({"thing.more": "no"})
    else:
        visitor.post()


def tell(visitor: Visitor, until: str = "check", **changed: dict[str, Any]) -> Visitor:
    """Begins a draft and answers page after page until this one is open."""
    visitor.start()
    return go_on(visitor, until, **changed)


def go_on(visitor: Visitor, until: str = "check", **changed: dict[str, Any]) -> Visitor:
    """Answers page after page until this one is open."""
    for _ in range(40):
        if name_of(visitor.page) == until:
            return visitor
        answer(visitor, **changed)
    raise AssertionError(f"{until} is not reached; {visitor.page.path} is open")


def opened_at(visitor: Visitor, name: str, **answers: Any) -> Visitor:
    """A draft in which everything before this page is answered, put into this person's browser.

    `answers` are put over the story's, by question's id with `__` for the dot; None takes one out.
    """
    given = {**before(name), **{key.replace("__", "."): v for key, v in answers.items()}}
    begun(visitor, {key: value for key, value in given.items() if value is not ...})
    item = next((each["id"] for each in given.get(_list_of(name) or "", ())), "")
    visitor.get(f"/d/{visitor.drafts[-1]}/{plan().addresses[name]}" + (f"/{item}" if item else ""))
    return visitor


def begun(visitor: Visitor, answers: dict[str, Any], number: int = 0) -> str:
    """Puts a draft with these answers into a browser. Gives its id."""
    root = (
        read_root(visitor.client.cookies[COOKIE].value)
        if COOKIE in visitor.client.cookies
        else None
    )
    root = root or new_root()
    visitor.client.cookies[COOKIE] = root_text(root)
    publication, under = current("every-question")
    draft = begin(root, number or publication, under, "en", clock.now())
    key = draft_key(root, draft.id)
    content = Content.from_bytes(open_draft(key, draft.id, 1, bytes(draft.sealed)))
    change_answers(Open(draft, key, content, clock.now()), lambda _: answers)
    visitor.drafts.append(str(draft.id))
    return str(draft.id)


def before(name: str) -> dict[str, Any]:
    """The story's answers to all pages that come before this one."""
    found: dict[str, Any] = {}
    for page, _ in every_page(plan().service):
        if page.id == name:
            return found
        if page.repeat is not None:
            inner = [each.id for each in page.pages]
            key = page.repeat.list_
            if name in inner:
                earlier = inner[: inner.index(name)]
                typed = {k: v for each in earlier for k, v in TYPED[each].items()}
                return {**found, key: [{"id": ITEMS[key], **typed}]}
            items = [{"id": ITEMS[key], **one} for one in AMOUNTS_TO[key]]
            found |= {key: items, key + MORE: "no"}
        elif page.id not in WITHIN:
            found |= {q.id: AMOUNTS_TO[q.id] for q in page.questions if q.id in AMOUNTS_TO}
    raise LookupError(name)


def _list_of(name: str) -> str | None:
    placed = plan().pages[name].questions
    return plan().placed[placed[0].id].list if placed and name != "things" else None


def send(visitor: Visitor) -> Visitor:
    """Ticks the declaration and sends."""
    visitor.post(TYPED["check"])
    return visitor


def without_ids(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers without the ids that a list's items were given."""
    return {
        key: [{k: v for k, v in item.items() if k != "id"} for item in value]
        if key in plan().groups
        else value
        for key, value in answers.items()
    }
