"""How much dearer did others become than they first thought? The outside view of a reference class."""

from __future__ import annotations

import numpy as np

from spacefaring import catalog
from spacefaring.kernels.lognormal import standard_normal_quantile
from spacefaring.messages import mark
from spacefaring.tables import Array, Table, TextArray, column

CLASSES = (
    mark("29 NASA programmes of 1977 to 1991"),
    mark("14 large NASA projects of 2012 without JWST"),
    mark("15 large NASA projects of 2012 with JWST"),
)


class Outside(Table):
    """The bottom-up estimate, grown as the estimates of a reference class grew."""

    reference_class: TextArray = column("Whose growth is taken.")
    programme_count: Array = column("How many programmes it holds.")
    growth_ratio: Array = column("Final cost over first estimate: median, or mean where no more was published.")
    p50_musd: Array = column("Capital expenditure after that growth.", formula="bottom-up estimate × growth")
    low_musd: Array = column("P10 after that growth; empty where no spread was published.")
    high_musd: Array = column("P90 after that growth; empty where no spread was published.")
    slip_month: Array = column("Delay that the class suffered; empty where none was published.")
    source: TextArray = column("Where the growth comes from.")


def outside(first_estimate_musd: float) -> Outside:
    """What the programme costs if it grows like others, starting from the estimate that a project would announce.

    The equations of the parametric estimate rest on final costs and hold growth already; the bottom-up one does not.
    The classes are large American programmes: a warning, not a forecast.

    Source
    ------
    D. Kahneman and A. Tversky, Intuitive prediction, 1979; B. Flyvbjerg, From Nobel Prize to project management,
    Project Management Journal 37 (3), 2006.
    """
    table = catalog.read("cost_growth")
    growth, sigma = table["growth_median_ratio"], table["growth_sigma_ratio"]
    half = float(standard_normal_quantile(0.9)) * sigma
    return Outside(
        reference_class=table["reference_class"],
        programme_count=table["programme_count"],
        growth_ratio=growth,
        p50_musd=first_estimate_musd * growth,
        low_musd=first_estimate_musd * growth * np.exp(-half),
        high_musd=first_estimate_musd * growth * np.exp(half),
        slip_month=table["slip_month"],
        source=table["source"],
    )
