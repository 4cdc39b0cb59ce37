"""Which studies can a newcomer start from?"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from spacefaring.errors import CatalogGap, did_you_mean


def names() -> list[str]:
    """The shipped examples by name."""
    return sorted(f.name.removesuffix(".yaml") for f in _folder().iterdir() if f.name.endswith(".yaml"))


def text(name: str) -> str:
    """The study file of an example."""
    if name not in names():
        raise CatalogGap(f"no example {name!r}; {did_you_mean(name, names())}")
    return (_folder() / f"{name}.yaml").read_text("utf-8")


def starter(language: str) -> str:
    """A commented study file in the reader's language."""
    return (resources.files("spacefaring") / "data" / f"starter.{language}.yaml").read_text("utf-8")


def _folder() -> Traversable:
    installed = resources.files("spacefaring") / "data" / "examples"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "examples"  # a working copy
