"""Numerics: SI and radians, arrays in, arrays out. Nothing here knows a study or a file."""
