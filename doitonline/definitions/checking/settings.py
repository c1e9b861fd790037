"""Settings of a question: those that its type needs, and none that does nothing."""

from collections.abc import Iterator

from doitonline.definitions.checking.nearest import a, did_you_mean, listed
from doitonline.definitions.checking.subject import Spot, Subject
from doitonline.definitions.faults import Fault
from doitonline.definitions.kinds.people import PERSON
from doitonline.definitions.kinds.writing import STORY

CHOOSING = frozenset({"radios", "checkboxes", "select"})
FOR: dict[str, frozenset[str]] = {
    "options": CHOOSING,
    "exclusive": frozenset({"checkboxes"}),
    "limit": frozenset({"text", "textarea"}),
    "least": frozenset({"number", "money"}),
    "most": frozenset({"number", "money"}),
    "past": frozenset({"date", "when"}),
    "future": frozenset({"date", "when"}),
    "rows": frozenset({"textarea"}),
    "fields": frozenset({"person"}),
    "files": frozenset({"file"}),
    "watch": frozenset({"text", "textarea"}),
}
AUTOCOMPLETE = frozenset({
    "off", "on", "name", "given-name", "family-name", "nickname", "email", "tel", "tel-national",
    "bday", "bday-day", "bday-month", "bday-year", "sex", "organization", "organization-title",
    "street-address", "address-line1", "address-line2", "address-level2", "postal-code",
    "country", "country-name", "language", "url", "username",
})  # fmt: skip
"""What a browser may fill in (HTML, 4.10.18.7.1), as far as a police form asks for it."""


def check_settings(subject: Subject) -> Iterator[Fault]:
    """Options, limits and other settings of each question."""
    for spot in subject.every_spot:
        yield from _useless(subject, spot)
        yield from _options(subject, spot)
        yield from _bounds(subject, spot)
        yield from _rest(subject, spot)


def _useless(subject: Subject, spot: Spot) -> Iterator[Fault]:
    question = spot.question
    for key, types in FOR.items():
        if key in question.model_fields_set and question.type not in types:
            yield subject.error(
                (*spot.path, key),
                f"“{key}” does nothing for {a(question.type)} question such as “{question.id}”: "
                f"it is for {listed(sorted(types), 'and')}.",
            )


def _options(subject: Subject, spot: Spot) -> Iterator[Fault]:
    question = spot.question
    if question.type in CHOOSING and not question.options:
        yield subject.error(
            (*spot.path, "type"), f"“{question.id}” needs “options” to choose from."
        )
    elif question.type in ("radios", "select") and len(question.choices) == 1:
        yield subject.warning(
            (*spot.path, "options"), f"“{question.id}” has only one option: there is no choice."
        )
    for n, key in enumerate(question.exclusive):
        if question.options and key not in question.options:
            hint = did_you_mean(key, question.options)
            yield subject.error(
                (*spot.path, "exclusive", n), f"“{question.id}” has no option “{key}”.{hint}"
            )
    if question.dont_know and question.type in ("declaration", "file"):
        yield subject.error(
            (*spot.path, "dont_know"),
            f"“I don’t know” is no answer to {a(question.type)} question such as “{question.id}”.",
        )


def _bounds(subject: Subject, spot: Spot) -> Iterator[Fault]:
    question, limit = spot.question, spot.question.limit
    if question.least is not None and question.most is not None and question.least > question.most:
        yield subject.error(
            (*spot.path, "least"), f"“{question.id}” can have no answer: least is more than most."
        )
    if limit.least is not None and limit.least > (limit.characters or STORY):
        yield subject.error(
            (*spot.path, "limit", "least"),
            f"“{question.id}” can have no answer: it must be longer than it may be.",
        )
    if question.type == "textarea" and (limit.characters or 0) > STORY:
        yield subject.warning(
            (*spot.path, "limit"),
            f"“{question.id}” lets people write more than {STORY:,} characters: "
            "few will read them all.",
        )
    if question.past and question.future:
        yield subject.error(
            (*spot.path, "future"),
            f"“{question.id}” can only be today: it is both past and future.",
        )


def _rest(subject: Subject, spot: Spot) -> Iterator[Fault]:
    question = spot.question
    for n, field in enumerate(question.fields):
        if question.type == "person" and field not in PERSON:
            yield subject.error(
                (*spot.path, "fields", n),
                f"A person has {listed(PERSON, 'and')}; not “{field}”.",
            )
    for token in (question.autocomplete or "").split():
        if token not in AUTOCOMPLETE:
            hint = did_you_mean(token, AUTOCOMPLETE)
            yield subject.error(
                (*spot.path, "autocomplete"), f"No browser knows to fill in “{token}”.{hint}"
            )
    if question.essential and spot.list is not None:
        yield subject.error(
            (*spot.path, "essential"),
            f"“{question.id}” cannot be essential: it is asked of every item of “{spot.list}”.",
        )
    if question.essential and not question.required:
        yield subject.warning(
            (*spot.path, "essential"), f"“{question.id}” is essential but may be left blank."
        )
