"""Do the satellites of one launch fit under the fairing, and what holds them until they are let go?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from spacefaring import catalog
from spacefaring.launch.inputs import Inputs
from spacefaring.messages import mark
from spacefaring.tables import Array, BoolArray, Table, TextArray, column

FITS, TIGHT, UNKNOWN = mark("fits"), mark("does not fit"), mark("fairing not published")
RING_UNDER_SIDE = 1.0  # a ring may be as wide as the side of the satellite that stands on it
# Satellites side by side in one layer, and the diameter of the circle around that many unit squares.
LAYERS = ((1, np.sqrt(2.0)), (2, np.sqrt(5.0)), (4, 2.0 * np.sqrt(2.0)), (9, 3.0 * np.sqrt(2.0)))
DEPLOYER, RING = "deployer", "ring"


class Load(NamedTuple):
    """Satellites of one launch as the fairing sees them; `nan` side where the study's spacecraft has none."""

    side_m: float
    satellite_count: int


class Separation(Table):
    """Ways to hold one satellite, with what speaks against each; the first that suits is taken."""

    system: TextArray = column("Separation system.")
    interface_m: Array = column("Diameter of its ring, or width of its deployer.")
    mass_max_kg: Array = column("Heaviest satellite that it usually holds.")
    own_mass_kg: Array = column("Its own mass.")
    suits: BoolArray = column("Whether it holds this satellite: heavy enough, and no wider than its side.")
    source: TextArray = column("Who says so.")


def fits(inputs: Inputs, load: Load, diameter_m: ArrayLike, length_m: ArrayLike) -> tuple[BoolArray, BoolArray]:
    """Whether the satellites stand in the fairing, and whether that is known; one entry per vehicle.

    Cubes of the stowed side in layers of one, two, four or nine; an unknown length is taken as the diameter.
    """
    diameter = np.asarray(diameter_m, dtype=float)
    length = np.where(np.isnan(np.asarray(length_m, dtype=float)), diameter, length_m)
    side = load.side_m * inputs.stowed_ratio
    room = np.zeros(diameter.shape, dtype=bool)
    for in_layer, circle in LAYERS:
        high = np.ceil(load.satellite_count / in_layer) * side
        room |= (circle * side <= inputs.fairing_usable_frac * diameter) & (high <= inputs.fairing_usable_frac * length)
    known = np.isfinite(diameter) & np.isfinite(side)
    return np.asarray(room | ~known), np.asarray(known)


def said(room: BoolArray, known: BoolArray) -> TextArray:
    return np.where(known, np.where(room, FITS, TIGHT), UNKNOWN)


def separation(mode: str, mass_kg: float, side_m: float) -> Separation:
    """Deployers for CubeSats, rings else; a hosted payload is not let go at all."""
    listed = catalog.read("separation")
    kept = listed["kind"] == (DEPLOYER if mode == "deployer" else RING)
    if mode == "hosted":
        kept = np.zeros(len(listed), dtype=bool)
    wide = (listed["kind"] == RING) & (listed["interface_m"] > RING_UNDER_SIDE * side_m)
    suits = (listed["mass_max_kg"] >= mass_kg) & ~wide
    return Separation(
        system=listed["system"][kept], interface_m=listed["interface_m"][kept], mass_max_kg=listed["mass_max_kg"][kept],
        own_mass_kg=listed["own_mass_kg"][kept], suits=suits[kept], source=listed["source"][kept],
    )  # fmt: skip


def chosen(table: Separation) -> str:
    """The first that suits; empty where none of the catalogue does."""
    return str(table.system[int(np.argmax(table.suits))]) if table.suits.any() else ""
