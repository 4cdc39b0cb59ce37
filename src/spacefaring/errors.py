"""What can go wrong, said to the person who has the study file open?"""

import difflib
from collections.abc import Iterable


class SpacefaringError(Exception):
    """One clear sentence; `exit_code` is what the command line answers with."""

    exit_code = 3


class StudyError(SpacefaringError):
    """We cannot read the study, or it asks for something that is not allowed."""

    exit_code = 2


class CatalogGap(SpacefaringError):
    """The shipped data hold no row for what was asked."""

    exit_code = 2


class NoSolution(SpacefaringError):
    """A fair question that no design answers. The dossier is still written."""

    exit_code = 1


def did_you_mean(word: str, allowed: Iterable[str], *, list_up_to: int = 12) -> str:
    """How to go on after an unknown word: the nearest allowed ones, or all of them when they are few."""
    choices = sorted(allowed)
    near = difflib.get_close_matches(word.lower(), [c.lower() for c in choices], n=1, cutoff=0.55)
    hint = f"; did you mean {next(c for c in choices if c.lower() == near[0])}?" if near else ""
    shown = ", ".join(choices[:list_up_to]) + (", …" if len(choices) > list_up_to else "")
    return f"allowed: {shown}{hint}"
