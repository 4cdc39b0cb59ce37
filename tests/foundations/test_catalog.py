import numpy as np
import pytest

from spacefaring import catalog
from spacefaring.errors import CatalogGap


@pytest.mark.parametrize("name", catalog.names())
def test_every_shipped_file_says_source_date_and_licence(name):
    origin = catalog.origin(name)
    assert origin.source
    assert origin.date
    assert origin.licence


def test_every_shipped_table_has_its_sheet():
    tables = {f.name.rsplit(".", 1)[0] for f in catalog._folder().iterdir() if f.name.endswith((".csv", ".geojson"))}
    assert tables <= set(catalog.names())


def test_numbers_are_numbers_and_unknown_is_nan():
    vehicles = catalog.read("vehicles")
    assert vehicles["capacity_leo_kg"].dtype == float
    assert np.isnan(vehicles["capacity_sso_kg"]).any()


def test_a_gap_names_the_nearest_row():
    with pytest.raises(CatalogGap, match="did you mean Falcon 9"):
        catalog.read("vehicles").row("Falcon9")
    with pytest.raises(CatalogGap, match="did you mean vehicles"):
        catalog.read("vehicle")
