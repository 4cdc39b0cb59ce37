"""How does the satellite reach its orbit, at what price, and how does it leave it?"""

from spacefaring.launch.inputs import Inputs
from spacefaring.launch.solve import Launch, solve

__all__ = ["Inputs", "Launch", "solve"]
