"""The words around fields that no definition writes: labels of parts and hints, by language."""

FIELDS: dict[str, dict[str, str]] = {
    "en": {
        "day": "Day", "month": "Month", "year": "Year",
        "time": "Time, if you know it", "time_hint": "Like 7:30pm or 19:30",
        "date": "Date", "date_hint": "Like 27 3 2026",
        "exact": "I know the day", "window": "It was between two times",
        "roughly": "I only know roughly",
        "from": "The earliest it could have been", "to": "The latest it could have been",
        "words_when": "Tell us roughly when", "words_when_hint": "Like “one evening last week”",
        "fold": "The clocks went back, so this time came twice. Which one was it?",
        "fold0": "Before the clocks went back", "fold1": "After the clocks went back",
        "given": "First name", "family": "Last name", "known_as": "Name you like to use",
        "phone": "Phone number", "email": "Email address",
        "line1": "Address line 1", "line2": "Address line 2 (optional)", "town": "Town or city",
        "postcode": "Postcode", "postcode_optional": "Postcode (optional)",
        "no_fixed_address": "No fixed address",
        "town_optional": "Town, city or village (optional)",
        "words_place": "Where was it?",
        "words_place_hint": "A house and road, a junction, a shop, a motorway marker: whatever "
        "helps us find it",
        "w3w": "what3words (optional)",
        "w3w_hint": "Three words with dots, like ///index.home.raft",
        "dont_know": "I don’t know", "or": "or", "choose": "Choose one",
        "optional": "(optional)", "files_hint": "You can choose more than one file",
        "already": "Already added", "take_out": "Take out",
    }
}  # fmt: skip


def words(key: str, language: str) -> str:
    """The words of a field's part in a language, English where it has none."""
    return FIELDS.get(language, {}).get(key) or FIELDS["en"][key]
