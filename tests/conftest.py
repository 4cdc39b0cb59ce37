"""What every test may use: the French-or-nothing switch of a build server, and where the repository stands."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def needs_program(found: bool, name: str) -> None:
    """Skip on a user's machine when a system program is missing; on a build server that is a failure."""
    if found:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} must be installed on the build server")
    pytest.skip(f"{name} is not installed on this machine")
