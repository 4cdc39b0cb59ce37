"""Who makes it, where, how long does it take, and who learns?"""

from spacefaring.build.inputs import Inputs
from spacefaring.build.solve import Build, solve

__all__ = ["Build", "Inputs", "solve"]
