"""From a need on the ground to a satellite in orbit, and to the capital that pays for it."""

__version__ = "0.1.0"
