"""How are the inner loops compiled? Once per machine: the result is kept beside the source, or in the user's cache."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def _without_linear_algebra() -> None:
    """Load numba's array functions without `scipy.linalg`, which they import only to see that it is there (0.2 s).

    The check is put back at once: code that does use linear algebra is checked, and finds it, as ever.
    """
    from numba.np import linalg

    check = linalg.ensure_blas
    linalg.ensure_blas = lambda: None
    try:
        import_module("numba.np.arraymath")
    finally:
        linalg.ensure_blas = check


_without_linear_algebra()

# Reordering of sums is allowed (it is what lets loops use the processor's vectors), doubt about nan is not.
_FAST = {"contract", "reassoc", "arcp", "nsz", "afn"}


def compiled(function: Function) -> Function:
    """Machine code of a function on arrays and numbers, without Python's lock, so that threads run side by side."""
    return _machine_code(function, cache=True)


def inner(function: Function) -> Function:
    """As `compiled`, but only ever called by compiled code of the same module, which keeps it: quicker to build."""
    return _inner(function, fastmath=False)


def inner_fast(function: Function) -> Function:
    """As `inner`, with sums reordered at will: for loops over points whose inputs are finite."""
    return _inner(function, fastmath=_FAST)


def _inner(function: Function, **options: Any) -> Function:
    return _machine_code(function, no_cpython_wrapper=True, **options)


def _machine_code(function: Function, **options: Any) -> Function:
    options |= {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
    return cast(Function, numba.njit(**options)(function))


def is_cold(function: Callable[..., Any]) -> bool:
    """Whether a compiled function has neither run in this process nor left its code on this machine."""
    dispatcher = cast(Any, function)
    if dispatcher.signatures:
        return False
    from pathlib import Path

    folder = Path(dispatcher.stats.cache_path)
    return not any(folder.glob(f"*.{dispatcher.py_func.__name__}-*.nbi"))
