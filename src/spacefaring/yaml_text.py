"""How is a study file read so that every mistake can be pointed at, and no file can hurt us?

YAML 1.2 through ruamel.yaml with positions kept. Before anything is built, the stream of events is walked with
bounds on size and depth; aliases and tags are refused, since a study needs neither and both can be abused.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from spacefaring.errors import StudyError
from spacefaring.messages import Message, message

SIZE_MAX_BYTE = 1_000_000
DEPTH_MAX_COUNT = 20


class Document:
    """The content of a study file, and where in the file each part stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.content = _load(name, text)

    def position(self, place: Sequence[str | int], *, of_key: bool = False) -> str:
        """`file:line:column` of a value (or of its key); of the nearest part that exists when it does not."""
        node, line, column = self.content, 0, 0
        for depth, part in enumerate(place):
            if holds(node, part):
                line, column = _mark(node, part, of_key and depth == len(place) - 1)
                node = node[part]
        return f"{self.name}:{line + 1}:{column + 1}"


def holds(node: Any, part: str | int) -> bool:
    """Does this part of a study file have such a key or list item?"""
    if isinstance(part, int):
        return isinstance(node, list) and part < len(node)
    return hasattr(node, "keys") and part in node


def read(path: Path) -> Document:
    """Read a file that should be a study; a file that cannot be one is refused with its reason."""
    if path.is_dir():
        raise StudyError(message("{path}: this is a folder; name the study file in it", path=str(path)))
    if not path.is_file():
        raise StudyError(message("{path}: no such file; make one with: spacefaring new NAME", path=str(path)))
    size_byte = path.stat().st_size
    if size_byte > SIZE_MAX_BYTE:
        raise StudyError(
            message(
                "{path}:1:1 the file has {size_byte:,} bytes, a study has at most {limit_byte:,}; "
                "keep long tables in files of their own and name them in the study",
                path=str(path),
                size_byte=size_byte,
                limit_byte=SIZE_MAX_BYTE,
            )
        )
    return Document(str(path), _text(str(path), path.read_bytes()))


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _refused(name, 1, 1, message("byte {byte} is not UTF-8 text", byte=wrong.start + 1)) from None
    if "\x00" in text:
        raise _refused(name, 1, 1, message("this is a binary file"))
    return text


def _load(name: str, text: str) -> Any:
    try:
        _walk(name, text)
        content = YAML(typ="rt").load(text)
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        problem = " ".join(str(wrong.problem or wrong.context or "").split())
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _refused(name, line, column, message("this is not YAML ({problem})", problem=problem)) from None
    except YAMLError as wrong:
        problem = " ".join(str(wrong).split())[:120]
        raise _refused(name, 1, 1, message("this is not YAML ({problem})", problem=problem)) from None
    if content is None:
        raise _refused(name, 1, 1, message("the file is empty"))
    if not hasattr(content, "keys"):
        raise _refused(name, 1, 1, message("the file holds no sections"))
    return content


def _walk(name: str, text: str) -> None:
    """Refuse aliases, tags and deep nesting on the stream of events, before any object is built."""
    depth_count = 0
    for event in YAML(typ="rt", pure=True).parse(text):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise _refused(name, line, column, message("anchors (&) and aliases (*) are not allowed; write it out"))
        if getattr(event, "tag", None):
            raise _refused(name, line, column, message("the tag {tag} is not allowed; remove it", tag=str(event.tag)))
        depth_count += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth_count > DEPTH_MAX_COUNT:
            raise _refused(name, line, column, message("more than {depth} levels are nested", depth=DEPTH_MAX_COUNT))


def _refused(name: str, line: int, column: int, why: Message) -> StudyError:
    return StudyError(
        message(
            "{name}:{line}:{column} {why}; a study is a YAML text file with the sections need: and places: "
            "(spacefaring new NAME makes one)",
            name=name,
            line=line,
            column=column,
            why=why,
        )
    )


def _mark(node: Any, part: str | int, of_key: bool) -> tuple[int, int]:
    line, column = node.lc.item(part) if isinstance(part, int) else (node.lc.key if of_key else node.lc.value)(part)
    return int(line), int(column)
