"""The inputs of a date input: which there are, their names, values, widths and errors."""

from collections.abc import Iterator

from doitonline.pages.markup import Params

_WIDTHS = {"day": 2, "month": 2, "year": 4}


def date_items(params: Params) -> Iterator[Params]:
    """Parameters of one text input for each part of the date, in order.

    Parts come from ``items``; without it from ``day``, ``month`` and ``year``, each of which may be
    left out by giving None.
    """
    parts = _named_parts(params)
    items = [item for item in params.get("items") or parts.values() if item]
    some_marked = any(_marked(item) for item in items)
    for item in items:
        yield _input(params, item, parts, some_marked)


def _named_parts(params: Params) -> dict[str, Params]:
    values = params.get("values") or {}
    return {
        part: params[part] if part in params else {"name": part, "value": values.get(part)}
        for part in _WIDTHS
    }


def _marked(item: Params) -> bool:
    return bool(item.get("error")) or "govuk-input--error" in (item.get("classes") or "")


def _part(item: Params, parts: dict[str, Params]) -> str | None:
    """Which of day, month and year `item` is; None for a part that is none of them."""
    for part, given in parts.items():
        if item is given or (
            item.get("name") and item["name"] in (part, (given or {}).get("name"))
        ):
            return part
    return None


def _input(params: Params, item: Params, parts: dict[str, Params], some_marked: bool) -> Params:
    part = _part(item, parts)
    given = (parts.get(part) or {}) if part else {}
    name = item.get("name") or part or ""
    full_name = f"{params['namePrefix']}-{name}" if params.get("namePrefix") else name
    value = item.get("value", given.get("value"))
    if value is None:
        value = (params.get("values") or {}).get(full_name)
    return {
        "label": {
            "text": item.get("label") or name.capitalize(),
            "classes": "govuk-date-input__label",
        },
        "id": item.get("id") or f"{params['id']}-{name}",
        "classes": "govuk-date-input__input "
        + _classes(params, item, _WIDTHS.get(part or "", 2), some_marked),
        "name": full_name,
        "value": value,
        "inputmode": item.get("inputmode") or "numeric",
        "autocomplete": item.get("autocomplete"),
        "pattern": item.get("pattern"),
        "attributes": item.get("attributes"),
    }


def _classes(params: Params, item: Params, width: int, some_marked: bool) -> str:
    """An error marks the items that say so; if none does, each that does not say otherwise."""
    own = item.get("classes") or ""
    found = []
    in_error = item.get("error") or (
        params.get("errorMessage") and not some_marked and item.get("error") is not False
    )
    if in_error and "govuk-input--error" not in own:
        found.append("govuk-input--error")
    if "govuk-input--width-" not in own:
        found.append(f"govuk-input--width-{width}")
    if own:
        found.append(own)
    return " ".join(found)
