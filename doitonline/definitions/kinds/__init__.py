"""The kinds of question: for each, its fields, how typed words become an answer, and back.

A kind is pure: `parse` takes what was typed, by field, and the moment; it returns an answer, a
refusal with a sentence, or a doubt that the person may confirm. It never raises for any input.
"""

from doitonline.definitions.kinds.parsing import as_typed, in_words, kind_of, parse, typed_back
from doitonline.definitions.outcomes import Answered, Doubtful, Kind, Outcome, Raw, Refused

__all__ = [
    "Answered", "Doubtful", "Kind", "Outcome", "Raw", "Refused", "as_typed", "in_words", "kind_of",
    "parse", "typed_back",
]  # fmt: skip
