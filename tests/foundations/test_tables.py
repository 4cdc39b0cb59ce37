import dataclasses

import numpy as np
import pytest

from spacefaring.messages import message
from spacefaring.stage import StageResult
from spacefaring.tables import Array, Table, TextArray, column, documentation


class Heights(Table):
    altitude_km: Array = column("Height above the mean sphere.", source="a test")
    name: TextArray = column("What is there.")


class Found(StageResult):
    mass_kg: Array = column("Mass.")
    heights: Heights = column("Heights.", inline=True)
    binding: object = column("What limits.")


def test_a_scalar_column_is_repeated_and_unequal_columns_are_refused():
    table = Heights(altitude_km=[400, 500], name="ring")
    assert list(table.rows()) == [{"altitude_km": 400, "name": "ring"}, {"altitude_km": 500, "name": "ring"}]
    with pytest.raises(ValueError, match="has 2 rows, the table 3"):
        Heights(altitude_km=[1, 2], name=["a", "b", "c"])


def test_an_empty_table_keeps_its_columns():
    assert len(Heights(altitude_km=[], name=[])) == 0
    assert Heights.names() == ["altitude_km", "name"]


def test_a_table_is_frozen_and_documented_where_it_is_declared():
    table = Heights(altitude_km=[400], name="ring")
    with pytest.raises(dataclasses.FrozenInstanceError):
        table.altitude_km = np.zeros(1)
    assert documentation(Heights)["altitude_km"]["source"] == "a test"


def test_a_result_gives_one_candidate_as_plain_values():
    found = Found(
        mass_kg=np.array([10.0, 20.0]),
        heights=Heights(altitude_km=[400], name="ring"),
        binding=message("needs {power_w} W", power_w=3),
    )
    assert found.values(1)["mass_kg"] == 20.0
    assert found.values()["heights"] == [{"altitude_km": 400, "name": "ring"}]
    assert found.values()["binding"] == "needs 3 W"
    assert found.values()["binding_message"] == {"template": "needs {power_w} W", "values": {"power_w": 3}}
