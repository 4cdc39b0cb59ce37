"""How is a text that a user sees said in French or English?

English stands in the code, marked where it stands; French stands in `locale/fr/LC_MESSAGES/<room>.po`, one gettext
catalogue per room (a stage, the command line, the report), read when French is first asked for.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("fr", "en")


def environment_language() -> str:
    """The language of whoever sits at this terminal, as far as the environment says; English otherwise."""
    words = [os.environ.get(name, "") for name in ("SPACEFARING_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    return "fr" if next((w for w in words if w), "").lower().startswith("fr") else "en"


def mark(text: str) -> str:
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


class Name(str):
    """A key or a word of the study file among the values of a message: it is never translated."""


@dataclass(frozen=True)
class Message:
    """A sentence with values in it, kept apart so that it can be said in any language.

    `template` is English with named fields as of `str.format`; numbers are formatted in the template itself.
    A word among the values is translated too when the catalogue knows it.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: str = "en") -> str:
        translate = translator(language)
        return translate(self.template).format(**{k: _said(v, language) for k, v in self.values.items()})

    def parts(self) -> dict[str, Any]:
        """What a results folder keeps of it; `restored` takes it up again."""
        values = {k: v.parts() if isinstance(v, Message) else v for k, v in self.values.items()}
        return {"template": self.template, "values": values}

    def __str__(self) -> str:
        return self.said("en")


def message(template: str, **values: Any) -> Message:
    """A `Message`; the template is what the extraction of texts looks for."""
    return Message(template, values)


def restored(parts: Mapping[str, Any]) -> Message:
    """A `Message` from the `{template, values}` that a results folder keeps of it."""
    values = {k: restored(v) if isinstance(v, Mapping) else v for k, v in parts["values"].items()}
    return Message(parts["template"], values)


def _said(value: Any, language: str) -> Any:
    if isinstance(value, Message):
        return value.said(language)
    return translator(language)(value) if isinstance(value, str) and not isinstance(value, Name) else value


@cache
def _french(room: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = resources.files("spacefaring") / "locale" / "fr" / "LC_MESSAGES"
    texts = gettext.NullTranslations()
    for file in sorted(
        (f for f in folder.iterdir() if f.name.endswith(".po") and room in ("", f.name[:-3])), key=lambda f: f.name
    ):
        compiled = io.BytesIO()
        with file.open("rb") as handle:
            write_mo(compiled, read_po(handle, locale="fr"))
        compiled.seek(0)
        catalogue = gettext.GNUTranslations(compiled)
        catalogue.add_fallback(texts)
        texts = catalogue
    return texts


@cache
def translations(language: str, room: str = "") -> gettext.NullTranslations:
    """The gettext object of a language, with `gettext` and `ngettext`; of one room only when it is named."""
    return _french(room) if language == "fr" else gettext.NullTranslations()


def translator(language: str, room: str = "") -> Callable[[str], str]:
    """The function that says a marked text in a language. English is the text itself."""
    catalogue = translations(language, room)
    return lambda text: catalogue.gettext(text) if text else text
