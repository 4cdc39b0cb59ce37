"""How is a mistake in a study file said: `file:line:column key: what, what is allowed, did you mean`?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from spacefaring.errors import StudyError, did_you_mean
from spacefaring.messages import Message, mark, message
from spacefaring.units import without_unit
from spacefaring.yaml_text import Document, holds

Place = Sequence[str | int]


def said(document: Document, root: type[BaseModel], mistakes: Iterable[Mapping[str, Any]]) -> StudyError:
    """The error that lists every mistake that pydantic found, one sentence a line, none twice."""
    found = list(mistakes)
    told = [m for m in found if not (m["type"] == "too_short" and _deeper(m["loc"], found))]
    lines = {str(line): line for mistake in told for line in [_sentence(document, root, mistake)]}
    return StudyError(*lines.values())


def _deeper(place: Place, mistakes: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a part of this place is wrong too: pydantic counts a list's wrong items as absent."""
    return any(len(m["loc"]) > len(place) and m["loc"][: len(place)] == place for m in mistakes)


def _sentence(document: Document, root: type[BaseModel], mistake: Mapping[str, Any]) -> Message:
    place = tuple(mistake["loc"])
    return message(
        "{where} {key}: {what}",
        where=document.position(place, of_key=mistake["type"] == "extra_forbidden"),
        key=_key(document, place),
        what=_what(root, place, mistake),
    )


def _key(document: Document, place: Place) -> str:
    """The key as it is written in the file, without the words that pydantic adds for a choice of kind."""
    node, words = document.content, []
    for depth, part in enumerate(place):
        if holds(node, part) or depth == len(place) - 1:
            words.append(str(part))
        node = node[part] if holds(node, part) else node
    return ".".join(words) or "study"


def _what(root: type[BaseModel], place: Place, mistake: Mapping[str, Any]) -> Message:
    kind, context = mistake["type"], mistake.get("ctx", {})
    value = _shown(mistake.get("input"))
    if kind == "extra_forbidden":
        return _unknown(str(place[-1]), _allowed_keys(root, place[:-1]))
    if kind == "missing":
        return message("is missing; it says: {meaning}", meaning=_meaning(root, place))
    if kind in _CHOICES:
        word = str(context["tag"] if "tag" in context else mistake.get("input"))
        return message("{value} is not known; {hint}", value=repr(word), hint=did_you_mean(word, _words(context)))
    if kind in _BOUNDS:
        bound = Message(_BOUNDS[kind], context)
        return message("{value} is outside the limits: {bound}", value=value, bound=bound)
    if kind.split("_")[0] in ("float", "int"):
        return message("{value} is not a number; the unit stands in the key: write the number alone", value=value)
    if kind == "value_error":
        said_already = context["error"].args[0] if context["error"].args else ""
        return said_already if isinstance(said_already, Message) else message("{what}", what=str(said_already))
    return _SHAPES.get(kind, _other)(value, mistake)


def _other(value: str, mistake: Mapping[str, Any]) -> Message:
    return message("{value} cannot stand here ({reason})", value=value, reason=str(mistake["msg"]))


_SHAPES: dict[str, Callable[[str, Mapping[str, Any]], Message]] = {
    "tuple_type": lambda value, _: message("{value} is not a list; write [first, second]", value=value),
    "string_type": lambda value, _: message("{value} is not a word; write it in quotes", value=value),
    "bool_parsing": lambda value, _: message("{value} is neither true nor false", value=value),
    "bool_type": lambda value, _: message("{value} is neither true nor false", value=value),
    "model_type": lambda value, _: message("{value} is not a section; write its keys below it, indented", value=value),
    "model_attributes_type": lambda value, _: message(
        "{value} is not a section; write its keys below it, indented", value=value
    ),
    "union_tag_not_found": lambda value, _: message("kind is missing; it chooses which other keys apply"),
    "finite_number": lambda value, _: message("{value} is not a finite number", value=value),
}

_CHOICES = ("literal_error", "enum", "union_tag_invalid")

_BOUNDS = {
    "greater_than_equal": mark("at least {ge}"),
    "greater_than": mark("above {gt}"),
    "less_than_equal": mark("at most {le}"),
    "less_than": mark("below {lt}"),
    "too_short": mark("at least {min_length} items"),
    "too_long": mark("at most {max_length} items"),
    "string_too_short": mark("at least {min_length} characters"),
    "string_too_long": mark("at most {max_length} characters"),
    "string_pattern_mismatch": mark("the pattern {pattern}"),
}


def _shown(value: Any) -> str:
    if not isinstance(value, str | int | float | bool | None):
        return "{…}" if hasattr(value, "keys") else "[…]"
    return text if len(text := repr(value)) <= 60 else f"{text[:57]}…"


def _unknown(key: str, allowed: Sequence[str]) -> Message:
    same = [a for a in allowed if without_unit(a) == without_unit(key)]
    if same:
        return message("the unit of this key is wrong; write {right}, and the value in that unit", right=same[0])
    return message("unknown key; {hint}", hint=did_you_mean(key, allowed, list_up_to=40))


def _words(context: Mapping[str, Any]) -> list[str]:
    expected = str(context.get("expected", context.get("expected_tags", "")))
    return [w.strip().strip("'") for w in expected.replace(" or ", ", ").split(",") if w.strip()]


def _meaning(root: type[BaseModel], place: Place) -> str:
    fields = [m.model_fields.get(str(place[-1])) for m in _models_at(root, place[:-1])]
    return next((f.description for f in fields if f is not None and f.description), "")


def _allowed_keys(root: type[BaseModel], place: Place) -> list[str]:
    return list(dict.fromkeys(name for model in _models_at(root, place) for name in model.model_fields))


def _models_at(root: type[BaseModel], place: Place) -> list[type[BaseModel]]:
    """The input models that may stand at a place of the study, following keys, list items and kinds."""
    models = [root]
    for part in place:
        if isinstance(part, int):
            continue
        inside = [m.model_fields[part].annotation for m in models if part in m.model_fields]
        if inside:
            models = [model for annotation in inside for model in _models_in(annotation)]
        else:
            models = [m for m in models if _is_kind(m, part)] or models
    return models


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]


def _is_kind(model: type[BaseModel], word: str) -> bool:
    kind = model.model_fields.get("kind")
    return kind is not None and word in get_args(kind.annotation)
