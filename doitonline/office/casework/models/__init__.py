"""A case, its sealed papers and their key, and the rows that say what was done to it."""

from doitonline.office.casework.models.assessment import Assessment
from doitonline.office.casework.models.case import Case
from doitonline.office.casework.models.claim import Claim
from doitonline.office.casework.models.closure import Closure
from doitonline.office.casework.models.duty import Duty
from doitonline.office.casework.models.note import Note
from doitonline.office.casework.models.papers import CaseKey, Papers

__all__ = ["Assessment", "Case", "CaseKey", "Claim", "Closure", "Duty", "Note", "Papers"]
