"""What is known of one mission once its own stages are solved?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacefaring.build import Build
from spacefaring.coverage import Coverage
from spacefaring.launch import Launch
from spacefaring.operations import Operations
from spacefaring.orbit import Orbit
from spacefaring.payload import Payload
from spacefaring.spacecraft import Spacecraft
from spacefaring.stage import StageResult


@dataclass(frozen=True)
class Mission:
    """The results of one mission in story order; `serves` names the needs it works for."""

    id: str
    serves: tuple[str, ...]
    proposed: bool
    orbit: Orbit
    coverage: Coverage
    payload: Payload
    spacecraft: Spacecraft
    build: Build
    launch: Launch
    operations: Operations

    def stages(self) -> Mapping[str, StageResult]:
        names = ("orbit", "coverage", "payload", "spacecraft", "build", "launch", "operations")
        return {name: getattr(self, name) for name in names}
