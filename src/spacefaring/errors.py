"""What can go wrong, said to the person who has the study file open?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from spacefaring.messages import Message, Name, message


class SpacefaringError(Exception):
    """One clear sentence a line; `exit_code` is what the command line answers with."""

    exit_code = 3

    def __init__(self, *lines: str | Message) -> None:
        super().__init__("\n".join(str(line) for line in lines))
        self.lines = lines

    def said(self, language: str) -> str:
        return "\n".join(line.said(language) if isinstance(line, Message) else line for line in self.lines)


class StudyError(SpacefaringError):
    """We cannot read the study, or it asks for something that is not allowed."""

    exit_code = 2


class CatalogGap(SpacefaringError):
    """The shipped data hold no row for what was asked."""

    exit_code = 2


class NoSolution(SpacefaringError):
    """A fair question that no design answers. The dossier is still written."""

    exit_code = 1


def did_you_mean(word: str, allowed: Iterable[str], *, list_up_to: int = 12) -> Message:
    """How to go on after an unknown word: the nearest allowed one, and the allowed ones when they are few."""
    choices = sorted(allowed)
    near = difflib.get_close_matches(word.lower(), [c.lower() for c in choices], n=1, cutoff=0.55)
    shown = ", ".join(choices[:list_up_to]) + (", …" if len(choices) > list_up_to else "")
    if not near:
        return message("allowed: {shown}", shown=Name(shown))
    nearest = next(c for c in choices if c.lower() == near[0])
    return message("allowed: {shown}; did you mean {nearest}?", shown=Name(shown), nearest=Name(nearest))
