"""A force: names and colours, values, signposts, places and clocks, from one folder of data.

Its one form is an entry, plain JSON-able data: read from the folder once, signed on the
noticeboard, edited by the office. Another force is another folder.
"""

import copy
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from doitonline.force import atlas
from doitonline.force.clocks import Clocks
from doitonline.force.geography import Geography
from doitonline.force.values import Plain, Signpost, Value

FILES = ("force", "values", "signposts", "districts", "outcodes", "neighbours", "clocks")


class BadForce(ValueError):
    """A force's data cannot be read or contradict themselves; `faults` says each in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))


class UnknownPlaceholder(LookupError):
    """A text names something that the force does not have; the sentence says what is near."""


@dataclass(frozen=True, eq=False)
class Force:
    """A police force, as texts, pages and staff need it."""

    slug: str
    names: Mapping[str, str]
    colours: Mapping[str, str]
    numbers: Mapping[str, str]
    words: Mapping[str, str]
    values: Mapping[str, Value]
    signposts: Mapping[str, Signpost]
    geography: Geography
    clocks: Clocks
    entry: Mapping[str, Any]

    @classmethod
    def load(cls, folder: Path | str) -> "Force":
        """The force whose data stand in this folder. Raises BadForce with every fault."""
        files = {name: _read(Path(folder) / f"{name}.yaml") for name in FILES}
        identity = files["force"]
        signposts = files["signposts"]
        checked = {"checked": signposts["checked"]}
        return cls.from_entry(
            {
                **identity,
                "values": files["values"]["values"],
                "signposts": {
                    key: {**checked, **facts} for key, facts in signposts["signposts"].items()
                },
                "geography": {
                    name: files[name] for name in ("districts", "outcodes", "neighbours")
                },
                "clocks": files["clocks"],
            }
        )

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> "Force":
        """The force of an entry. Raises BadForce with every fault."""
        try:
            if faults := atlas.faults(entry["geography"], entry["signposts"]):
                raise BadForce(faults)
            return cls._read(copy.deepcopy(dict(entry)))
        except (KeyError, TypeError, AttributeError) as error:
            raise BadForce([f"the force's data lack or misname something: {error}"]) from error

    @classmethod
    def _read(cls, entry: dict[str, Any]) -> "Force":
        return cls(
            slug=entry["slug"],
            names=entry["names"],
            colours=entry["colours"],
            numbers=entry["numbers"],
            words=entry["words"],
            values={key: Value.read(key, facts) for key, facts in entry["values"].items()},
            signposts={key: Signpost.read(key, facts) for key, facts in entry["signposts"].items()},
            geography=atlas.read_geography(entry["names"]["area"], entry["geography"]),
            clocks=Clocks.read(entry["clocks"]),
            entry=entry,
        )

    def as_entry(self) -> dict[str, Any]:
        """The force as JSON-able data, for the noticeboard's entry `force/<slug>`."""
        return copy.deepcopy(dict(self.entry))

    @property
    def name(self) -> str:
        """Its full name."""
        return self.names["name"]

    @property
    def short_name(self) -> str:
        """The name people use."""
        return self.names["short_name"]

    @property
    def area(self) -> str:
        """What the public calls the whole of its area."""
        return self.names["area"]

    def value(self, key: str) -> Plain:
        """The value of a key, such as `draft_days`; raises UnknownPlaceholder."""
        if key not in self.values:
            raise UnknownPlaceholder(_unknown(f"value.{key}", self.placeholders))
        return self.values[key].value

    def signpost(self, key: str) -> Signpost:
        """The signpost of that id; raises UnknownPlaceholder."""
        if key not in self.signposts:
            raise UnknownPlaceholder(_unknown(f"signpost.{key}", self.placeholders))
        return self.signposts[key]

    def placeholder(self, key: str) -> str:
        """The words for `{key}` in a text; raises UnknownPlaceholder, saying what is near."""
        try:
            return self.placeholders[key]
        except KeyError:
            raise UnknownPlaceholder(_unknown(key, self.placeholders)) from None

    def known_placeholders(self) -> frozenset[str]:
        """Every key that a text may name."""
        return frozenset(self.placeholders)

    @cached_property
    def placeholders(self) -> Mapping[str, str]:
        """The words by key: `force.name`, `number.non_emergency`, `value.draft_days`,
        `signpost.emergency.phone`, `promise.g3.look`, `promise.g3.reply`."""
        found = {f"force.{key}": words for key, words in {**self.names, **self.words}.items()}
        found |= {f"number.{key}": number for key, number in self.numbers.items()}
        found |= {f"value.{key}": value.words for key, value in self.values.items()}
        for post in self.signposts.values():
            found |= {f"signpost.{post.id}.{part}": words for part, words in post.parts.items()}
        for grade, clock in self.clocks.grades.items():
            found[f"promise.{grade.lower()}.look"] = clock.look_words
            found[f"promise.{grade.lower()}.reply"] = clock.reply_words
        return found

    @cached_property
    def unconfirmed(self) -> frozenset[str]:
        """The keys whose words nobody has checked: ask their owner before the public sees them."""
        found = {f"value.{key}" for key, value in self.values.items() if not value.confirmed}
        for post in self.signposts.values():
            parts = post.unconfirmed | ({"phone"} if "phones" in post.unconfirmed else set())
            found |= {f"signpost.{post.id}.{part}" for part in parts}
        if not self.clocks.confirmed:
            found |= {key for key in self.placeholders if key.startswith("promise.")}
        found |= {
            f"force.{key.removeprefix('names.')}" for key in self.entry.get("unconfirmed", ())
        }
        return frozenset(found & self.placeholders.keys())


def _unknown(key: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(key, list(known), n=3, cutoff=0.7)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"Nothing is called {key}.{hint}"


def _read(path: Path) -> Any:
    """A file's data with days as ISO words, as JSON has them."""
    try:
        return _plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except FileNotFoundError as error:
        raise BadForce([f"{path.name} is missing"]) from error
    except yaml.YAMLError as error:
        raise BadForce([f"{path.name} cannot be read: {error}"]) from error


def _plain(written: Any) -> Any:
    if isinstance(written, dict):
        return {str(key): _plain(one) for key, one in written.items()}
    if isinstance(written, list):
        return [_plain(one) for one in written]
    return written.isoformat() if isinstance(written, date) else written
