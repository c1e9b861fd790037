"""Invented people in invented stories: a written journey told again with other names and days.

Telephone numbers are Ofcom's for drama, mail is at example.org. Pure, and the same for the same
random generator.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from doitonline.definitions.kinds.identifiers import check_digit
from doitonline.definitions.plan import Plan
from doitonline.definitions.written import Written

GIVEN = (
    "Aisha", "Alan", "Amina", "Andrew", "Beth", "Callum", "Carol", "Chloe", "Danuta", "David",
    "Eileen", "Ethan", "Farah", "Gemma", "George", "Hannah", "Harjit", "Helen", "Ibrahim", "Irene",
    "Jack", "Janet", "Jordan", "Joyce", "Kasia", "Keith", "Kelly", "Liam", "Lucy", "Mohammed",
    "Margaret", "Natalie", "Nasreen", "Oliver", "Patricia", "Peter", "Rachel", "Raj", "Rosie",
    "Sam", "Sandra", "Sean", "Shabana", "Tom", "Valerie", "Wendy", "Yusuf", "Zoe",
)  # fmt: skip
FAMILY = (
    "Aspden", "Bannister", "Birtwistle", "Bolton", "Catterall", "Chadwick", "Crabtree", "Duckworth",
    "Entwistle", "Fielding", "Gornall", "Greenwood", "Hargreaves", "Haworth", "Holden", "Hussain",
    "Iqbal", "Kaur", "Kenyon", "Khan", "Kowalska", "Livesey", "Mahmood", "Nowak", "Nuttall",
    "Ormerod", "Parkinson", "Patel", "Pickup", "Pilkington", "Ramsbottom", "Riding", "Rigby",
    "Shorrock", "Singleton", "Sumner", "Swarbrick", "Tattersall", "Threlfall", "Turner", "Whittle",
    "Wolstenholme", "Yates",
)  # fmt: skip
STREETS = ("Beech Grove", "Chapel Street", "Mill Lane", "Park Road", "School Lane", "Station Road")
RECENT = 2024
"""Days of this year and later belong to the story itself."""
MARK_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXY"


class Inventor:
    """Tells stories again. `places` are (postcode, town) pairs of the force's own area."""

    def __init__(self, random: Random, places: Sequence[tuple[str, str]]) -> None:
        self.random, self.places = random, places

    def told_again(self, plan: Plan, written: Written, now: datetime) -> dict[str, Any]:
        """The story's answers as another person would give them at `now`."""
        told = written.moment
        later = now.date() - told.date()
        if now.astimezone(told.tzinfo).time() < told.time():
            later -= timedelta(
                days=1
            )  # told earlier in the day than the story: nothing may lie ahead
        return {
            key: [self._answers(plan, item, later) for item in value]
            if key in plan.groups
            else self._answer(plan, key, value, later)
            for key, value in written.answers.items()
        }

    def _answers(self, plan: Plan, answers: Mapping[str, Any], later: timedelta) -> dict[str, Any]:
        return {key: self._answer(plan, key, value, later) for key, value in answers.items()}

    def _answer(self, plan: Plan, key: str, value: Any, later: timedelta) -> Any:
        if key not in plan.placed or value in (None, "dont_know"):
            return value
        kind = plan.question(key).type
        if kind in ("date", "when"):
            return shifted(value, later)
        invent = getattr(self, f"_{kind}", None)
        return invent(value) if invent is not None else value

    def _name(self, value: Any) -> dict[str, str]:
        return {"given": self._one(GIVEN), "family": self._one(FAMILY), "known_as": ""}

    def _person(self, value: Mapping[str, str]) -> dict[str, str]:
        made = {"given": self._one(GIVEN), "family": self._one(FAMILY)}
        if value.get("phone"):
            made["phone"] = self._phone(None)
        if value.get("email"):
            made["email"] = self._email(None)
        return made

    def _phone(self, value: Any) -> str:
        return f"+447700900{self.random.randrange(1000):03d}"

    def _email(self, value: Any) -> str:
        name = f"{self._one(GIVEN)}.{self._one(FAMILY)}".lower()
        return f"{name}{self.random.randrange(100)}@example.org"

    def _address(self, value: Mapping[str, Any]) -> dict[str, Any]:
        if value.get("no_fixed_address"):
            return dict(value)
        postcode, town = self._one(self.places)
        line = f"{self.random.randrange(1, 140)} {self._one(STREETS)}"
        return {"line1": line, "town": town, "postcode": postcode}

    def _place(self, value: Mapping[str, Any]) -> dict[str, Any]:
        postcode, town = self._one(self.places)
        kept = {key: words for key, words in value.items() if key == "words"}
        return {**kept, "town": town, "postcode": postcode}

    def _vrm(self, value: Any) -> str:
        letters = [self._one(MARK_LETTERS) for _ in range(5)]
        return f"{''.join(letters[:2])}{self.random.randrange(2, 77):02d}{''.join(letters[2:])}"

    def _imei(self, value: Any) -> str:
        fourteen = "49015420" + f"{self.random.randrange(10**6):06d}"
        return fourteen + check_digit(fourteen)

    def _one(self, choices: Any) -> Any:
        return choices[self.random.randrange(len(choices))]


def shifted(value: Any, later: timedelta) -> Any:
    """A date, or the dates of a `when`, moved by some days; days long ago, as of birth, stay."""
    if isinstance(value, dict):
        return {
            key: shifted(part, later) if key in ("date", "from", "to") else part
            for key, part in value.items()
        }
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return value
    return (day + later).isoformat() if day.year >= RECENT else value
