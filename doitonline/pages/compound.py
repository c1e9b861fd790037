"""Questions of several fields: dates, moments, names, people, addresses and places."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from doitonline.definitions.kinds.days import part as joined
from doitonline.definitions.kinds.moments import MODES
from doitonline.definitions.kinds.people import NAMES, PERSON
from doitonline.pages.asked import Asked, Params, some

Macros = Mapping[str, Callable[[Params], Markup]]
WIDE = {"postcode": "10", "phone": "20", "email": "30", "town": "20"}
COMPLETE = {
    "given": "given-name", "family": "family-name", "phone": "tel", "email": "email",
    "line1": "address-line1", "line2": "address-line2", "town": "address-level2",
    "postcode": "postal-code",
}  # fmt: skip
DATE_PARTS = ("day", "month", "year")


def _date(macros: Macros, asked: Asked) -> Markup:
    hint = asked.hint or {"text": asked.words("date_hint")}
    return _day(macros, asked, "", asked.id, asked.legend, hint, asked.error("", *DATE_PARTS))


def _day(
    macros: Macros, asked: Asked, prefix: str, id_: str, fieldset: Params, hint: Params,
    error: Params | None,
) -> Markup:  # fmt: skip
    """Three fields of a day. `id_` is that of the whole: its hint and error are named after it."""
    named = {part: joined(prefix, part) for part in DATE_PARTS}
    wrong = asked.problem.part if asked.problem else None
    return macros["govukDateInput"](
        some(
            id=id_,
            fieldset=fieldset,
            hint=hint,
            errorMessage=error,
            items=[
                some(
                    id=f"{asked.id}-{name}",
                    name=asked.name(name),
                    label=asked.words(part),
                    value=asked.value(name),
                    classes=f"govuk-input--width-{4 if part == 'year' else 2}"
                    + (" govuk-input--error" if error and wrong in ("", name) else ""),
                    autocomplete=_birthday(asked, part),
                    error=False,
                )
                for part, name in named.items()
            ],
        )
    )


def _birthday(asked: Asked, part: str) -> str | None:
    return f"bday-{part}" if asked.question.autocomplete == "bday" else None


def _when(macros: Macros, asked: Asked) -> Markup:
    inside: dict[str, Callable[[], Markup]] = {
        "exact": lambda: _point(macros, asked, "", "date"),
        "window": lambda: _point(macros, asked, "from", "from") + _point(macros, asked, "to", "to"),
        "roughly": lambda: _line(macros, asked, "words", "words_when", "words_when_hint"),
    }
    return macros["govukRadios"](
        some(
            idPrefix=asked.id,
            name=asked.name("mode"),
            fieldset=asked.legend,
            hint=asked.hint,
            errorMessage=asked.error("", "mode"),
            items=[
                {
                    "value": mode,
                    "text": asked.words(mode),
                    "checked": asked.value("mode") == mode,
                    "conditional": {"html": inside[mode]()},
                }
                for mode in MODES
            ],
        )
    )


def _point(macros: Macros, asked: Asked, prefix: str, words: str) -> Markup:
    legend = {"legend": {"text": asked.words(words), "classes": "govuk-fieldset__legend--s"}}
    hint = {"text": asked.words("date_hint")}
    error = asked.error(*(joined(prefix, part) for part in DATE_PARTS))
    whole = f"{asked.id}-{prefix or 'exact'}"
    drawn = _day(macros, asked, prefix, whole, legend, hint, error)
    drawn += _line(macros, asked, joined(prefix, "time"), "time", "time_hint", width="5")
    fold = joined(prefix, "fold")
    if asked.value(fold) or (asked.problem and asked.problem.part == fold):
        drawn += macros["govukRadios"](
            some(
                idPrefix=f"{asked.id}-{fold}",
                name=asked.name(fold),
                fieldset={
                    "legend": {
                        "text": asked.words("fold"),
                        "classes": "govuk-fieldset__legend--s",
                    }
                },
                errorMessage=asked.error(fold),
                items=[
                    {"value": n, "text": asked.words(f"fold{n}"), "checked": asked.value(fold) == n}
                    for n in ("0", "1")
                ],
            )
        )
    return drawn


def _line(
    macros: Macros, asked: Asked, part: str, label: str, hint: str | None = None, width: str = ""
) -> Markup:
    complete = COMPLETE.get(part) if asked.question.autocomplete else None
    kind = {"phone": "tel", "email": "email"}.get(part)
    return macros["govukInput"](
        some(
            id=f"{asked.id}-{part.replace('_', '-')}",
            name=asked.name(part),
            label={"text": asked.words(label)},
            hint={"text": asked.words(hint)} if hint else None,
            errorMessage=asked.error(part),
            value=asked.value(part),
            classes=f"govuk-input--width-{width}" if width else None,
            autocomplete=complete,
            type=kind,
            spellcheck=False if kind or part == "postcode" else None,
        )
    )


def _lines(
    *parts: str, labels: Mapping[str, str] | None = None
) -> Callable[[Macros, Asked], Markup]:
    def drawn(macros: Macros, asked: Asked) -> Markup:
        inside = Markup("").join(
            _line(macros, asked, part, (labels or {}).get(part, part), width=WIDE.get(part, ""))
            for part in asked.question.fields or parts
        )
        return _group(macros, asked, inside)

    return drawn


def _group(macros: Macros, asked: Asked, inside: Markup) -> Markup:
    """A fieldset around fields, with the hint and an error that is of none of them."""
    before = Markup("")
    described = []
    if asked.hint:
        before += macros["govukHint"]({"id": f"{asked.id}-hint", **asked.hint})
        described.append(f"{asked.id}-hint")
    if error := asked.error(""):
        before += macros["govukErrorMessage"]({"id": f"{asked.id}-error", **error})
        described.append(f"{asked.id}-error")
    fieldset = {**asked.legend, "html": before + inside}
    if described:
        fieldset["describedBy"] = " ".join(described)
    group = Markup('<div class="govuk-form-group{}">{}</div>')
    wrong = " govuk-form-group--error" if asked.error("") else ""
    return group.format(wrong, macros["govukFieldset"](fieldset))


def _address(macros: Macros, asked: Asked) -> Markup:
    inside = Markup("").join(
        _line(macros, asked, part, part, width=WIDE.get(part, ""))
        for part in ("line1", "line2", "town", "postcode")
    )
    inside += macros["govukCheckboxes"](
        {
            "idPrefix": f"{asked.id}-no-fixed-address",
            "name": asked.name("no_fixed_address"),
            "classes": "govuk-checkboxes--small",
            "items": [
                {
                    "value": "yes",
                    "text": asked.words("no_fixed_address"),
                    "checked": bool(asked.value("no_fixed_address")),
                }
            ],
        }
    )
    return _group(macros, asked, inside)


def _place(macros: Macros, asked: Asked) -> Markup:
    words = macros["govukTextarea"](
        some(
            id=f"{asked.id}-words",
            name=asked.name("words"),
            rows=3,
            value=asked.value("words"),
            label={"text": asked.words("words_place")},
            hint={"text": asked.words("words_place_hint")},
            errorMessage=asked.error("words"),
        )
    )
    inside = words
    inside += _line(macros, asked, "town", "town_optional", width="20")
    inside += _line(macros, asked, "postcode", "postcode_optional", width="10")
    inside += _line(macros, asked, "w3w", "w3w", "w3w_hint")
    return _group(macros, asked, inside)


COMPOUND: dict[str, Callable[[Macros, Asked], Markup]] = {
    "date": _date, "when": _when, "name": _lines(*NAMES), "person": _lines(*PERSON),
    "address": _address, "place": _place,
}  # fmt: skip
