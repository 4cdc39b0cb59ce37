"""What instrument meets the need from there?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spacefaring.need import Needs
from spacefaring.orbit import Orbit
from spacefaring.payload import imager, transponder
from spacefaring.payload.imager import Imager
from spacefaring.payload.result import BandTable, CheckTable, LinkTable, LookTable, Payload
from spacefaring.payload.transponder import Transponder
from spacefaring.places import Places

__all__ = ["BandTable", "CheckTable", "Imager", "Inputs", "LinkTable", "LookTable", "Payload", "Transponder", "solve"]

Inputs = Annotated[Imager | Transponder, Field(discriminator="kind")]


def solve(inputs: Imager | Transponder, *, needs: Needs, orbit: Orbit, places: Places) -> Payload:
    """The payload of the kind asked for."""
    if isinstance(inputs, Imager):
        return imager.solve(inputs, needs=needs, orbit=orbit)
    return transponder.solve(inputs, needs=needs, orbit=orbit, places=places)
