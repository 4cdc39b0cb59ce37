"""How are the inner loops compiled? Once per machine: the result is kept beside the source, or in the user's cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])

# Reordering of sums is allowed (it is what lets loops use the processor's vectors), doubt about nan is not.
_FAST = {"contract", "reassoc", "arcp", "nsz", "afn"}


def compiled(function: Function) -> Function:
    """Machine code of a function on arrays and numbers, without Python's lock, so that threads run side by side."""
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def compiled_fast(function: Function) -> Function:
    """As `compiled`, with sums reordered at will: for loops over points whose inputs are finite."""
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy", fastmath=_FAST)(function))
