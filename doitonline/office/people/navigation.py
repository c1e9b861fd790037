"""The main navigation: each room of the office offers its doors, each officer sees their own."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from doitonline.office.people import policy


@dataclass(frozen=True, order=True)
class Door:
    """A place in the main navigation: the route it leads to, and the action that opens it."""

    place: int
    words: str
    route: str
    action: policy.Action


DOORS: list[Door] = []


def offer(place: int, words: str, route: str, action: policy.Action) -> None:
    """Add a door, when the app starts. Raises ValueError for a second one to the same route."""
    if any(door.route == route for door in DOORS):
        raise ValueError(f"two doors lead to {route}")
    DOORS.append(Door(place, words, route, action))
    DOORS.sort()


def seen_from(request: HttpRequest, officer: policy.Somebody) -> list[dict[str, Any]]:
    """The doors that this officer may go through, the one they are behind marked active."""
    found = []
    for door in DOORS:
        if policy.may(officer, door.action):
            href = reverse(door.route)
            here = request.path == href or (href != "/" and request.path.startswith(f"{href}/"))
            found.append({"href": href, "text": door.words, "active": here})
    return found
