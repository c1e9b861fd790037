"""Where a parcel's sealed segments lie: by its id alone, whatever its row says.

The counter writes the rows. Whoever rules it must not make the office open or delete a file of
their choice.
"""

from pathlib import Path
from uuid import UUID

from django.conf import settings


def parcel_path(parcel: UUID) -> Path:
    """The file of a parcel, on this machine."""
    return Path(settings.PARCELS) / relative_path(parcel)


def relative_path(parcel: UUID) -> str:
    """The same, from the parcels' own folder: spread over 256 folders."""
    return f"{parcel.hex[:2]}/{parcel}"
