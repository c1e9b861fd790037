"""What the product itself says: errors beside fields, and the words of fixed choices.

One entry a language. `{short}` is what the question calls its answer, such as “the date it
happened”; `{Short}` the same at the start of a sentence.
"""

from typing import Any

from doitonline.definitions.outcomes import Doubtful, Refused
from doitonline.definitions.schema import Question

SELECTED = {"radios", "checkboxes", "select", "yes_no", "yes_no_unsure"}

ERRORS: dict[str, dict[str, str]] = {
    "en": {
        "missing": "Enter {short}",
        "missing_choice": "Select {short}",
        "missing_declaration": "Tick the box to say that you agree",
        "missing_file": "Choose a file",
        "both": "Answer the question, or tick “I don’t know”. Do not do both",
        "not_an_option": "Select one of the choices for {short}",
        "exclusive": "Select “{option}” only if none of the others is right",
        "too_long": "{Short} must be {most} characters or fewer",
        "too_many_words": "{Short} must be {most} words or fewer",
        "too_short": "{Short} must be {least} characters or more",
        "line_too_long": "{Short} must be {most} characters or fewer on each line",
        "not_a_number": "{Short} must be a number, like 12",
        "not_money": "{Short} must be an amount of money, like 25 or 25.50",
        "too_small": "{Short} must be {least} or more",
        "too_big": "{Short} must be {most} or less",
        "no_day": "{Short} must have a day",
        "no_month": "{Short} must have a month",
        "no_year": "{Short} must have a year",
        "not_a_day": "The day must be a number from 1 to 31",
        "not_a_month": "The month must be a number from 1 to 12, or a name like March",
        "not_a_year": "The year must be 4 numbers, like 2026",
        "too_early": "The year must be 1900 or later",
        "no_such_day": "{Short} must be a real date. Check the day and the month",
        "in_future": "{Short} cannot be in the future",
        "in_past": "{Short} cannot be in the past",
        "not_a_time": "Enter a time, like 7:30pm or 19:30",
        "skipped_hour": "The clocks went forward that night. This time did not happen",
        "which_hour": "The clocks went back that night. Select before or after",
        "ends_before": "The later date and time must be after the earlier one",
        "long_window": "That is more than a month. If it is right, continue",
        "no_words": "Tell us roughly when, like “one evening last week”",
        "not_an_email": "Enter an email address in the right form, like name@example.org",
        "not_a_phone": "Enter a phone number, like 01632 960 001 or +44 808 157 0192",
        "name_too_long": "The name must be {most} characters or fewer",
        "not_a_name": "A name can have letters, spaces, hyphens and apostrophes",
        "no_line1": "Enter the first line of the address",
        "no_town": "Enter a town or a postcode",
        "not_a_postcode": "Enter a full UK postcode, or leave it empty",
        "not_w3w": "Enter three words with dots between them, or leave it empty",
        "not_a_pin": "The pin on the map is not in the United Kingdom. Tell us the place in words",
        "not_a_mark": "A registration has only letters and numbers. Use ? for what you did not see",
        "unusual_mark": "This does not look like a UK registration. If it is right, continue",
        "not_an_imei": "An IMEI has 15 numbers. Dial *#06# to see it, or leave it empty",
        "doubtful_imei": "One of these numbers may be wrong. If you have checked them, continue",
        "not_a_serial": "A serial number has letters or numbers",
        "weak_serial": "Enter the number itself, or leave it empty",
        "too_many_files": "You can add up to {most} files here",
        "file_too_big": "{Short}: each file must be smaller than {most}",
        "files_too_big": "All the files together must be smaller than {most}",
        "file_kind": "The file must be a picture, a PDF, a video, a sound recording or text",
        "file_empty": "The file is empty. Choose another one",
        "no_room": "We cannot take files now. Go on without them and add them later",
        "card_hidden": "We have hidden a bank card number. You never need to give us one",
        "form_changed": "This form has changed since you began. What still fits is here",
        "more_missing": "Select yes if you want to add another one",
        "fewest": "Add at least {least}",
        "remove_missing": "Select yes if you want to remove this",
    }
}  # fmt: skip

CHOICES: dict[str, dict[str, str]] = {
    "en": {
        "yes": "Yes",
        "no": "No",
        "not_sure": "Not sure",
        "dont_know": "I don’t know",
        "agreed": "Agreed",
        "no_fixed_address": "No fixed address",
    }
}
MOMENTS: dict[str, dict[str, str]] = {
    "en": {
        "at": "{day} at {time}",
        "between": "Between {start} and {end}",
        "fold0": "(before the clocks went back)",
        "fold1": "(after the clocks went back)",
    }
}


def _within(catalogue: dict[str, dict[str, str]], key: str, language: str) -> str:
    return catalogue.get(language, {}).get(key) or catalogue["en"][key]


def choice_words(key: str, language: str) -> str:
    """The words of a fixed choice: yes, no, not sure."""
    return _within(CHOICES, key, language)


def dont_know_words(language: str) -> str:
    """“I don’t know”, in a language."""
    return _within(CHOICES, "dont_know", language)


def moment_words(key: str, language: str) -> str:
    """A pattern for a moment in words."""
    return _within(MOMENTS, key, language)


def error_words(key: str, language: str, **with_: str) -> str:
    """A sentence of the product's own, with its values."""
    return _within(ERRORS, key, language).format(**with_)


def short_of(question: Question, language: str) -> str:
    """What a question calls its answer; where it does not say, “an answer to …”."""
    if question.short:
        return question.short.within(language)
    return f"an answer to “{question.label.within(language)}”"


def problem_words(question: Question, problem: Refused | Doubtful, language: str) -> str:
    """The sentence that stands beside the field, in the question's own words where it has them."""
    key, values = problem.message, dict(getattr(problem, "with_", {}))
    if key == "missing":
        if question.missing:
            return question.missing.within(language)
        if question.type in SELECTED:
            key = "missing_choice"
        elif question.type in ("declaration", "file"):
            key = f"missing_{question.type}"
    if key == "exclusive" and values.get("option") in question.options:
        values["option"] = question.options[values["option"]].label.within(language)
    elif key == "exclusive":
        values["option"] = choice_words(values["option"], language)
    short = short_of(question, language)
    said: dict[str, Any] = {"short": short, "Short": short[:1].upper() + short[1:], **values}
    return _within(ERRORS, key, language).format(**said)
