"""What does all that cost, how sure are we, and when is it spent?"""

from spacefaring.cost.inputs import Inputs
from spacefaring.cost.solve import Cost, solve

__all__ = ["Cost", "Inputs", "solve"]
