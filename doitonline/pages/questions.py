"""From a question, what stands in its fields and its problem, to the design system's markup."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from doitonline.definitions.conditions import Asked as Claim
from doitonline.definitions.kinds import as_typed
from doitonline.definitions.kinds.choices import option_words
from doitonline.definitions.kinds.writing import LINE, most_characters
from doitonline.definitions.messages import choice_words
from doitonline.definitions.outcomes import Doubtful, Refused
from doitonline.definitions.schema import DONT_KNOW, Question
from doitonline.definitions.texts import Fill
from doitonline.pages.asked import Asked, Fields, Params, some
from doitonline.pages.compound import COMPOUND

Macros = Mapping[str, Callable[[Params], Markup]]
FULL = 50
CHECKED = "checked"
"""The hidden field of what a person was asked to check: the value they were asked about."""
DOUBTED = {"vrm", "imei", "when"}
AGREED = "agreed"


def draw(
    macros: Macros,
    questions: Sequence[Question],
    fields: Mapping[str, Fields],
    problems: Mapping[str, Refused | Doubtful],
    language: str,
    fill: Fill,
    heading: bool,
) -> Markup:
    """All questions of a page. With `heading`, the first one's label is the page's heading.

    A question that one choice of another brings out stands under that choice.
    """
    under = revealed_by(questions)
    drawn: dict[str, Markup] = {}
    for question in reversed(questions):
        reveals = {
            option: Markup("").join(drawn[key] for key in keys)
            for (parent, option), keys in under.items()
            if parent == question.id
        }
        asked = Asked(
            question, fields.get(question.id, {}), problems.get(question.id), language, fill,
            heading and question is questions[0], reveals,
        )  # fmt: skip
        drawn[question.id] = control(macros, asked)
    nested = {key for keys in under.values() for key in keys}
    return Markup("").join(drawn[q.id] for q in questions if q.id not in nested)


def revealed_by(questions: Sequence[Question]) -> dict[tuple[str, str], list[str]]:
    """Which questions stand under which choice: those shown for one choice on the same page."""
    choices = {q.id: q for q in questions if q.type in CHOICES}
    under: dict[tuple[str, str], list[str]] = {}
    for question in questions:
        claim = question.show_when
        if not isinstance(claim, Claim) or claim.question not in choices:
            continue
        option = _one_option(claim)
        if option in choices[claim.question].choices:
            under.setdefault((claim.question, str(option)), []).append(question.id)
    return under


def _one_option(claim: Claim) -> str | None:
    if isinstance(claim.is_, bool):
        return "yes" if claim.is_ else "no"
    if isinstance(claim.is_, str):
        return claim.is_
    for several in (claim.in_, claim.includes):
        if isinstance(several, str):
            return several
        if several is not None and len(several) == 1:
            return several[0]
    return None


def control(macros: Macros, asked: Asked) -> Markup:
    """One question's group: label or legend, hint, error, fields, and “I don't know”."""
    question = asked.question
    drawn = DRAWN[question.type](macros, asked)
    # What was doubted once is taken when it comes again, also when another field sends it back.
    doubted = isinstance(asked.problem, Doubtful)
    checked = as_typed(question, asked.fields) if doubted else asked.value(CHECKED)
    if checked and question.type in DOUBTED:
        drawn += Markup('<input type="hidden" name="{}" value="{}">').format(
            asked.name(CHECKED), checked
        )
    if question.dont_know and question.type not in CHOICES:
        drawn += macros["govukCheckboxes"](
            some(
                idPrefix=f"{asked.id}-dont-know",
                name=asked.name(DONT_KNOW),
                classes="govuk-checkboxes--small app-dont-know",
                errorMessage=asked.error(DONT_KNOW),
                items=[
                    {
                        "value": DONT_KNOW,
                        "text": choice_words(DONT_KNOW, asked.language),
                        "checked": bool(asked.value(DONT_KNOW)),
                    }
                ],
            )
        )
    return drawn


def _choice_items(asked: Asked, exclusive: bool) -> list[Params]:
    question = asked.question
    items: list[Params] = []
    chosen = set(asked.fields.get("", ()))
    alone = {*question.exclusive, DONT_KNOW} if exclusive else set()
    for key in question.choices:
        if key in alone and items and not any("divider" in item for item in items):
            items.append({"divider": asked.words("or")})
        option = question.options.get(key)
        hint = asked.said(option.hint) if option else None
        label = asked.said(option.label) if option else option_words(question, key, asked.language)
        item: Params = {"value": key, "text": label, "checked": key in chosen}
        if hint:
            item["hint"] = {"text": hint}
        if key in asked.reveals:
            item["conditional"] = {"html": asked.reveals[key]}
        if key in alone:
            item["behaviour"] = "exclusive"
        items.append(item)
    return items


def _radios(macros: Macros, asked: Asked) -> Markup:
    inline = asked.question.type == "yes_no" and not asked.reveals
    return macros["govukRadios"](
        some(
            idPrefix=asked.id,
            name=asked.name(),
            fieldset=asked.legend,
            hint=asked.hint,
            errorMessage=asked.error(),
            items=_choice_items(asked, exclusive=False),
            classes="govuk-radios--inline" if inline else None,
        )
    )


def _checkboxes(macros: Macros, asked: Asked) -> Markup:
    return macros["govukCheckboxes"](
        some(
            idPrefix=asked.id,
            name=asked.name(),
            fieldset=asked.legend,
            hint=asked.hint,
            errorMessage=asked.error(),
            items=_choice_items(asked, exclusive=True),
        )
    )


def _select(macros: Macros, asked: Asked) -> Markup:
    empty = {"value": "", "text": asked.words("choose")}
    items = [
        {"value": i["value"], "text": i["text"], "selected": i["checked"]}
        for i in _choice_items(asked, exclusive=False)
    ]
    return macros["govukSelect"](
        some(
            id=asked.id,
            name=asked.name(),
            label=asked.label,
            hint=asked.hint,
            errorMessage=asked.error(),
            items=[empty, *items],
        )
    )


def _input(macros: Macros, asked: Asked, **more: Any) -> Markup:
    return macros["govukInput"](
        some(
            id=asked.id,
            name=asked.name(),
            label=asked.label,
            hint=asked.hint,
            errorMessage=asked.error(""),
            value=asked.value(),
            autocomplete=asked.question.autocomplete,
            **more,
        )
    )


def _text(macros: Macros, asked: Asked) -> Markup:
    short = most_characters(asked.question) <= LINE // 5
    return _input(macros, asked, classes="govuk-input--width-10" if short else None)


def _textarea(macros: Macros, asked: Asked) -> Markup:
    limit = asked.question.limit
    counted = (
        {"maxwords": limit.words} if limit.words else {"maxlength": most_characters(asked.question)}
    )
    return macros["govukCharacterCount"](
        some(
            id=asked.id,
            name=asked.name(),
            label=asked.label,
            hint=asked.hint,
            errorMessage=asked.error(""),
            value=asked.value(),
            rows=asked.question.rows,
            threshold=FULL,
            **counted,
        )
    )


def _number(macros: Macros, asked: Asked) -> Markup:
    return _input(
        macros, asked, inputmode="numeric", classes="govuk-input--width-5", spellcheck=False
    )


def _money(macros: Macros, asked: Asked) -> Markup:
    return _input(
        macros, asked, inputmode="decimal", classes="govuk-input--width-10", spellcheck=False,
        prefix={"text": "£"},
    )  # fmt: skip


def _plain(kind: str, mode: str | None, width: str) -> Callable[[Macros, Asked], Markup]:
    def drawn(macros: Macros, asked: Asked) -> Markup:
        return _input(
            macros, asked, type=kind, inputmode=mode, classes=f"govuk-input--width-{width}",
            spellcheck=False,
        )  # fmt: skip

    return drawn


def _file(macros: Macros, asked: Asked) -> Markup:
    """The files already taken, each with a box to take it out, and a control for more."""
    return _taken(macros, asked) + macros["govukFileUpload"](
        some(
            id=asked.id,
            name=asked.name(),
            label=asked.label,
            hint=asked.hint or {"text": asked.words("files_hint")},
            errorMessage=asked.error(),
            multiple=asked.question.files > 1,
        )
    )


def _taken(macros: Macros, asked: Asked) -> Markup:
    """A box for each file already taken: its id, a space, its name."""
    kept = [each.partition(" ") for each in asked.fields.get("kept", ())]
    if not kept:
        return Markup("")
    take_out = asked.words("take_out")
    legend = {"text": asked.words("already"), "classes": "govuk-fieldset__legend--s"}
    return macros["govukCheckboxes"](
        {
            "idPrefix": f"{asked.id}-out",
            "name": asked.name("out"),
            "fieldset": {"legend": legend},
            "classes": "govuk-checkboxes--small",
            "items": [{"value": key, "text": f"{take_out} {name}"} for key, _, name in kept],
        }
    )


def _declaration(macros: Macros, asked: Asked) -> Markup:
    return macros["govukCheckboxes"](
        some(
            idPrefix=asked.id,
            name=asked.name(),
            hint=asked.hint,
            errorMessage=asked.error(),
            items=[
                {
                    "value": AGREED,
                    "text": asked.label_words,
                    "checked": asked.value() == AGREED,
                }
            ],
        )
    )


CHOICES = {"radios", "select", "yes_no", "yes_no_unsure", "checkboxes"}
DRAWN: dict[str, Callable[[Macros, Asked], Markup]] = {
    "text": _text, "textarea": _textarea, "radios": _radios, "yes_no": _radios,
    "yes_no_unsure": _radios, "checkboxes": _checkboxes, "select": _select, "number": _number,
    "money": _money, "email": _plain("email", "email", "30"), "phone": _plain("tel", "tel", "20"),
    "vrm": _plain("text", None, "10"), "imei": _plain("text", "numeric", "20"),
    "serial": _plain("text", None, "20"), "time": _plain("text", None, "5"), "file": _file,
    "declaration": _declaration, **COMPOUND,
}  # fmt: skip
