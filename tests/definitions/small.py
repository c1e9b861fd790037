"""A small good service, and ways to spoil it, to compile it and to walk it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from doitonline.definitions.checking import Known
from doitonline.definitions.compiling import Compiled, compile_folder
from doitonline.definitions.journey import Journey
from doitonline.definitions.plan import Plan
from doitonline.definitions.reading import plain_tree
from doitonline.definitions.schema import Question, Service

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/London"))
KNOWN = Known(
    frozenset({"force.name", "signpost.emergency.phone", "value.draft_days"}),
    frozenset({"emergency", "elsewhere"}),
)
GOOD = """\
service: lost-things
schema: 1
title: Tell us what you lost
summary: For things that you lost or that were taken.
law:
  regime: part3
  purpose: To give things back to their owners
  basis: Common law
  notice: We keep what you tell us to find your things.
  retention: property
  recipients: [Nobody else]
start:
  body: Have the serial numbers ready. {force.name} reads what you send.
sections: {first: First, what: What happened, you: About you}
conditions:
  emergency: {question: t.now, is: yes}
  stolen: {question: t.kind, is: stolen}
pages:
  - id: danger
    section: first
    questions:
      - id: t.now
        type: yes_no
        label: Are you in danger now?
        short: whether you are in danger now
        essential: true
    exit: {when: emergency, to: call-999}
  - id: kind
    section: what
    questions:
      - id: t.kind
        type: radios
        label: What happened?
        short: what happened
        essential: true
        options: {lost: I lost it, stolen: It was taken, other: Something else}
    exit: {when: {question: t.kind, is: other}, to: not-here}
  - id: how
    section: what
    when: stolen
    title: How it was taken
    questions:
      - id: h.force
        type: yes_no
        label: Did they use force?
        short: whether they used force
      - id: h.signs
        type: checkboxes
        label: What did you see?
        short: what you saw
        required: false
        options: {glass: Broken glass, door: An open door, none: Nothing}
        exclusive: [none]
      - id: h.glass
        type: text
        label: Where is the glass?
        short: where the glass is
        show_when: {question: h.signs, includes: glass, absent: false}
  - id: things
    section: what
    title: A thing that is gone
    repeat:
      list: item
      min: 1
      max: 5
      title: i.what
      one: a thing
      many: things
      ask: Do you want to tell us about a thing?
    questions:
      - id: i.what
        type: text
        label: What is it?
        short: what it is
      - id: i.phone
        type: yes_no
        label: Is it a telephone?
        short: whether it is a telephone
      - id: i.imei
        type: imei
        label: What is its IMEI?
        short: its IMEI
        required: false
        show_when: {question: i.phone, is: yes}
      - id: i.worth
        type: money
        label: What is it worth?
        short: what it is worth
  - id: keep-safe
    kind: notice
    section: what
    when: {some: item, where: {question: i.worth, more_than: 1000}}
    title: Keep the receipts
    body: Call {signpost.emergency.phone} if someone comes back.
  - id: name
    section: you
    questions:
      - id: p.name
        type: name
        label: What is your name?
        short: your name
  - id: born
    section: you
    questions:
      - id: p.dob
        type: date
        label: When were you born?
        short: when you were born
        past: true
  - id: check
    kind: check
    section: you
    questions:
      - id: z.true
        type: declaration
        label: What I have said is true.
exits:
  call-999: {title: Call 999, body: Call now., signpost: emergency, soft: Go on anyway}
  not-here: {title: We cannot help, body: Ask elsewhere., signpost: elsewhere}
record:
  - make: event
    id: loss
    set: {type: t.kind, in_progress: t.now, force: h.force, went_on: exit.call-999}
  - make: object
    id: thing
    for_each: item
    set: {desc: item.i.what, imei: item.i.imei, value: item.i.worth}
    link: {to: loss, as: lost_in}
  - make: person
    id: victim
    role: victim
    set: {name: p.name, dob: p.dob}
    link: {to: loss, as: victim_of}
unmapped:
  h.signs: only for advice
  h.glass: only for advice
  i.phone: only asks for the IMEI
  z.true: kept with the report
flags:
  NOW: emergency
  HIGHVAL: {for_each: item, when: {question: i.worth, more_than: 5000}}
  CHILD: {rule: under_eighteen, of: {born: p.dob}}
route:
  - {when: emergency, team: urgent-review, grade: G1}
  - {team: crime-new, grade: G4}
next:
  - {when: stolen, body: An officer will read it.}
  - {body: We will write to you.}
"""
SPOILT = Path(__file__).with_name("spoilt")


@dataclass(frozen=True)
class Spoilt:
    """The small service with changes, and the faults that come of them: all, and no others."""

    name: str
    changes: tuple[tuple[str, str], ...]
    faults: tuple[tuple[str, str, str], ...]
    """For each fault: its severity, words on its line of service.yaml, and its sentence."""

    @property
    def text(self) -> str:
        """The service as it is written. What is changed must stand there once."""
        text = GOOD
        for old, new in self.changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        return text


def spoilt(group: str) -> list[Spoilt]:
    """The ways to spoil the small service that `spoilt/<group>.yaml` lists."""
    listed = plain_tree((SPOILT / f"{group}.yaml").read_text(encoding="utf-8"))
    return [_spoilt(name, entry) for name, entry in listed.items()]


def _spoilt(name: str, entry: dict[str, Any]) -> Spoilt:
    changes = tuple((change["old"], change["new"]) for change in entry["changes"])
    faults = tuple(
        (severity, fault["at"], fault[severity])
        for fault in entry["faults"]
        for severity in ("error", "warning")
        if severity in fault
    )
    return Spoilt(name, changes, faults)


def line_of(text: str, words: str) -> int:
    """The number of the only line that holds these words."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if words in line]
    assert len(lines) == 1, f"{words!r} stands on lines {lines}"
    return lines[0]


def written(folder: Path, text: str, **parts: str) -> Path:
    """A folder that holds a service's text, and parts by file name (`__` stands for a dot)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "service.yaml").write_text(text, encoding="utf-8")
    for name, part in parts.items():
        (folder / name.replace("__", ".")).write_text(part, encoding="utf-8")
    return folder


def compiled(folder: Path, text: str = GOOD, previous: Service | None = None) -> Compiled:
    """A service's text, compiled."""
    return compile_folder(written(folder, text), KNOWN, previous)


def assert_faults(found: Compiled, text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    """These are the faults of a service, and there are no others."""
    faults = [(f.severity, str(f.place), f.sentence) for f in found.faults]
    wanted = [
        (severity, f"service.yaml:{line_of(text, at)}", sentence)
        for severity, at, sentence in expected
    ]
    unexpected = [fault for fault in faults if fault not in wanted]
    missing = [fault for fault in wanted if fault not in faults]
    assert (unexpected, missing) == ([], []), f"unexpected: {unexpected}\nmissing: {missing}"


def question(type_: str, **settings: Any) -> Question:
    """A question of a type."""
    return Question.model_validate({"id": "q", "type": type_, "label": "What?", **settings})


def service(**blocks: Any) -> Service:
    """A service with these blocks, and no more of others than there must be."""
    return Service.model_validate({
        "service": "small", "schema": 1, "title": "Small", "summary": "Small.",
        "law": {
            "regime": "part3", "purpose": "x", "basis": "x", "notice": "x", "retention": "x",
            "recipients": ["x"],
        },
        "start": {"body": "x"}, "record": [], "route": [{"team": "x", "grade": "G4"}],
        **blocks,
    })  # fmt: skip


def walked(plan: Plan, **answers: Any) -> Journey:
    """A journey with these answers; `__` in a name stands for a dot."""
    given = {key.replace("__", "."): value for key, value in answers.items()}
    return Journey(plan, given, NOW)
