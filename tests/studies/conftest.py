"""The three examples, each solved once for all tests of this folder, through the real command."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from spacefaring import results

ROOT = Path(__file__).parents[2]
EXAMPLES = ("burkina-faso", "sahel-confederation", "university-cubesat")


@dataclass(frozen=True)
class Solved:
    exit_code: int
    screen: str
    errors: str
    folder: Path

    @property
    def stored(self):
        return results.read(self.folder)


def solve(study: Path, folder: Path, *options: str) -> Solved:
    """Run `spacefaring solve` in a process of its own, as a user does."""
    command = [sys.executable, "-m", "spacefaring.cli", "solve", str(study), "--out", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"}, check=False)
    return Solved(done.returncode, done.stdout, done.stderr, folder)


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The solved example of a name."""
    solved = {}

    def get(name: str) -> Solved:
        if name not in solved:
            solved[name] = solve(ROOT / "examples" / f"{name}.yaml", tmp_path_factory.mktemp(name))
        return solved[name]

    return get


@pytest.fixture(params=EXAMPLES)
def any_example(request, example):
    return example(request.param)
