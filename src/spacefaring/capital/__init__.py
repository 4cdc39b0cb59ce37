"""Who pays, on which terms, and is it bankable?"""

from spacefaring.capital.inputs import Benefit, Inputs, Revenue, Tranche, WarningCase
from spacefaring.capital.solving import solve
from spacefaring.capital.tables import Capital

__all__ = ["Benefit", "Capital", "Inputs", "Revenue", "Tranche", "WarningCase", "solve"]
