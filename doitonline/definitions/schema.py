"""What a service is, typed: its pages, questions, exits, flags, record and route, as written.

These models are the grammar of a definition. The compiled form of a service is this tree as JSON;
`docs/service.schema.json` is made from it. What a model cannot say (that an id exists, that a page
can be reached) the checks of `doitonline.definitions.checking` say.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from doitonline.definitions.conditions import Condition, Strict
from doitonline.definitions.texts import Text

QuestionType = Literal[
    "text", "textarea", "radios", "checkboxes", "select", "yes_no", "yes_no_unsure",
    "date", "time", "when", "number", "money", "email", "phone", "name", "person", "address",
    "place", "vrm", "imei", "serial", "file", "declaration",
]  # fmt: skip
Grade = Literal["G1", "G2", "G3", "G4", "G5"]
DONT_KNOW = "dont_know"

ID = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class Option(Strict):
    """One choice. The key is stored; the label is only words."""

    label: Text
    hint: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def from_text(cls, raw: Any) -> Any:
        """An option may be written as its label alone."""
        if isinstance(raw, dict) and "label" in raw:
            return raw
        return {"label": raw}


class Limit(Strict):
    """How long words may be. Characters count as a browser counts them: a line end as one."""

    characters: Annotated[int, Field(ge=1, le=20_000)] | None = None
    words: Annotated[int, Field(ge=1, le=4_000)] | None = None
    least: Annotated[int, Field(ge=1, description="the fewest characters")] | None = None


class Question(Strict):
    """One thing that is asked, on one page."""

    id: str = Field(pattern=ID)
    type: QuestionType
    label: Text
    hint: Text | None = None
    short: Text | None = None
    """The thing asked for, as it stands in “Enter …”, in summaries and on the officer's screen."""
    missing: Text | None = None
    """The error where nothing was answered, when the usual sentence does not fit."""
    options: dict[str, Option] = {}
    exclusive: tuple[str, ...] = ()
    """Ticked alone: such as “none of these”."""
    required: bool = True
    essential: bool = False
    dont_know: bool = False
    show_when: Condition | None = None
    limit: Limit = Limit()
    least: int | None = None
    most: int | None = None
    past: bool = False
    """A day or a moment that cannot be in the future."""
    future: bool = False
    autocomplete: str | None = None
    rows: int = Field(5, ge=2, le=20)
    fields: tuple[str, ...] = ()
    """For a person: which of given, family, phone, email are asked."""
    files: int = Field(5, ge=1, le=20)
    watch: bool = True
    """Whether word watch reads it (text and textarea)."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The keys that an answer may hold, for a question with a choice."""
        if self.type == "yes_no":
            keys: tuple[str, ...] = ("yes", "no")
        elif self.type == "yes_no_unsure":
            keys = ("yes", "no", "not_sure")
        else:
            keys = tuple(self.options)
        return (*keys, DONT_KNOW) if self.dont_know and keys else keys


class ExitGuard(Strict):
    """Where a page leads out, and when."""

    when: Condition
    to: str


class Repeat(Strict):
    """A group asked again and again: its list, add, change and remove pages are generated."""

    list_: str = Field(alias="list", pattern=ID)
    min: int = Field(0, ge=0)
    max: int | None = Field(None, ge=1)
    title: str
    """The question whose answer names an item in the list."""
    one: Text
    """What one item is called, as in “Add …”: “a person”."""
    many: Text
    """What several are called, as in “You have added 2 …”: “people”."""
    ask: Text
    """The question of the list page while it is empty: “Do you want to tell us about a person?”"""
    more: Text | None = None
    """The question of the list page when it is not: “Do you want to add another person?”"""
    hint: Text | None = None


class Page(Strict):
    """One page of a journey: questions, a notice, or check your answers. Or a group of pages."""

    id: str = Field(pattern=SLUG)
    kind: Literal["questions", "notice", "check"] = "questions"
    section: str | None = None
    title: Text | None = None
    """The heading. A page of one question may leave it out: the question is the heading."""
    body: Text | None = None
    """Words above the questions, in Markdown."""
    when: Condition | None = None
    questions: tuple[Question, ...] = ()
    exits: tuple[ExitGuard, ...] = Field((), alias="exit")
    repeat: Repeat | None = None
    pages: tuple["Page", ...] = ()
    """For a repeating group of several pages an item."""

    @field_validator("exits", mode="before")
    @classmethod
    def one_or_many(cls, raw: Any) -> Any:
        """One exit may be written without a list."""
        return (raw,) if isinstance(raw, dict) else raw

    @property
    def item_pages(self) -> tuple["Page", ...]:
        """The pages that are asked for each item of a repeating group."""
        return self.pages or (self,)


class Exit(Strict):
    """A way out: emergency, another force, not for the police. Soft can be passed, final cannot."""

    title: Text
    body: Text
    signpost: str | None = None
    """The key of the force's signpost whose numbers and address are shown first."""
    soft: Text | None = None
    """The words of the way on: “Go on anyway”. Without them the exit is final."""
    action: Literal["call", "link", "none"] = "none"


class Flag(Strict):
    """When a risk flag is raised, and for which items. Letters and grades are in flags.yaml."""

    when: Condition
    for_each: str | None = None

    @model_validator(mode="before")
    @classmethod
    def from_condition(cls, raw: Any) -> Any:
        """A flag may be written as its condition alone."""
        if isinstance(raw, dict) and "when" in raw:
            return raw
        return {"when": raw}


class Link(Strict):
    """A link from the record being made to another one, or to every one made from a list."""

    to: str
    as_: str = Field(alias="as")
    when: Condition | None = None


class Made(Strict):
    """One entry of the POLE record: a person, object, location or event, from answers."""

    make: Literal["person", "object", "location", "event"]
    id: str = Field(pattern=ID)
    role: str | None = None
    for_each: str | None = None
    when: Condition | None = None
    set: dict[str, str | tuple[str, ...]] = {}
    """Attribute to the question (or questions, joined) that fills it; `item.` inside a list."""
    fixed: dict[str, str] = {}
    """Attribute to a constant."""
    link: tuple[Link, ...] = ()

    @field_validator("link", mode="before")
    @classmethod
    def one_or_many(cls, raw: Any) -> Any:
        """One link may be written without a list."""
        return (raw,) if isinstance(raw, dict) else raw


class Route(Strict):
    """Where a report goes first: the first entry that holds decides the team."""

    when: Condition | None = None
    team: str = Field(pattern=SLUG)
    grade: Grade


class Law(Strict):
    """Why the answers may be held: for the record of processing and the impact assessment."""

    regime: Literal["part3", "uk_gdpr"]
    """Law enforcement (Data Protection Act 2018, Part 3) or the UK GDPR."""
    purpose: Text
    basis: Text
    notice: Text
    """The privacy notice, usually a file: `"@privacy-crime.md"`."""
    retention: str
    recipients: tuple[Text, ...]
    sensitive: tuple[str, ...] = ()
    """Questions that hold sensitive data (DPA 2018 s.35(8); UK GDPR art. 9)."""


class Next(Strict):
    """A paragraph of “What happens next” on the confirmation page."""

    when: Condition | None = None
    body: Text


class Start(Strict):
    """The page on which a service begins."""

    body: Text
    minutes: int = Field(10, ge=1)
    button: Text | None = None


class Migration(Strict):
    """What became of a question since the version before."""

    was: str
    now: str | None = None
    """Its new id; none when it is no longer asked."""
    options: dict[str, str | None] = {}
    why: str


class Service(Strict):
    """Something that the public can do at the counter, whole."""

    service: str = Field(pattern=SLUG)
    schema_: Literal[1] = Field(alias="schema")
    title: Text
    summary: Text
    languages: tuple[str, ...] = ("en",)
    draft_days: int = Field(14, ge=1, le=90)
    law: Law
    start: Start
    sections: dict[str, Text] = {}
    task_list: bool = False
    """Whether sections may be filled in any order, from a task list."""
    conditions: dict[str, Condition] = {}
    pages: tuple[Page, ...]
    exits: dict[str, Exit] = {}
    record: tuple[Made, ...]
    unmapped: dict[str, str] = {}
    flags: dict[str, tuple[Flag, ...]] = {}
    route: tuple[Route, ...]
    next: tuple[Next, ...] = ()
    migrate: tuple[Migration, ...] = ()

    @field_validator("flags", mode="before")
    @classmethod
    def one_or_many(cls, raw: Any) -> Any:
        """A flag may have one cause or several."""
        if not isinstance(raw, dict):
            return raw
        return {
            key: each if isinstance(each, list | tuple) else (each,) for key, each in raw.items()
        }


Page.model_rebuild()
