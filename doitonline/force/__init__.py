"""What makes a force its own: places, calendars, clocks, values and signposts. Pure Python.

No framework, no network, no clock of its own.
"""

from doitonline.force.clocks import Clocks, Promise, UnknownGrade
from doitonline.force.geography import Geography, UnknownDistrict
from doitonline.force.identity import BadForce, Force, UnknownPlaceholder
from doitonline.force.placing import Candidate, Certainty, District, Neighbour, Placement
from doitonline.force.postcodes import normalise_postcode
from doitonline.force.values import Signpost, Value

__all__ = [
    "BadForce", "Candidate", "Certainty", "Clocks", "District", "Force", "Geography", "Neighbour",
    "Placement", "Promise", "Signpost", "UnknownDistrict", "UnknownGrade", "UnknownPlaceholder",
    "Value", "normalise_postcode",
]  # fmt: skip
