"""How is the source of a figure, or the reason of a guess, said in the reader's language?

A source of the catalogues is one text and is looked up whole. Some are put together by a stage from a count, a name or
another source: their parts are found again by the templates below and each part is said for itself.
"""

from __future__ import annotations

import re
from functools import cache

from spacefaring.messages import mark
from spacefaring.report.words import Words

TEMPLATES = (
    mark("{source} (record of {vehicle})"),
    mark("{source}; sizes: debris_kinds, guesses"),
    mark("{source} (measured to {month}, forecast to {later_month})"),
    mark("fit over {count} vehicles with both, spread {spread}"),
    mark("fit over {count} priced vehicles, spread {spread}"),
    mark("ln(flown/sized) of {count} flown missions (data/flown_missions.csv)"),
    mark("no public price; trend over {count} priced vehicles, one sigma a factor {factor}"),
    mark("list of {service} taken, {vehicle} publishes none ({source})"),
    mark("list for sun-synchronous orbits taken, none is published for {angle} deg ({source})"),
    mark("price per unit of the space station's deployment, {source}; none is published for other orbits"),
    mark("table of {date}"),
    mark("{source} (new booster; {price} flown)"),
    mark("{source}, read at eighteen towns with itur 0.4.0: {town}"),
)


def said(words: Words, source: str) -> str:
    """The source in the reader's language; titles of books and what no catalogue knows stay as they are."""
    text = source.removeprefix("guess:").strip()
    whole = words.say(text)
    if words.language == "en" or whole != words.dressed(text):
        return whole
    for template in TEMPLATES:
        if found := _pattern(template).fullmatch(text):
            return words.say(template).format(**{k: _part(words, v) for k, v in found.groupdict().items()})
    return whole


def _part(words: Words, text: str) -> str:
    return words.number(float(text)) if re.fullmatch(r"\d+\.\d+|\d{5,}", text) else said(words, text)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A regular expression that takes the parts of a template out of a text again."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template)), re.DOTALL)
