"""Lines about people, as they are pasted from a sheet: name, then email, stage and source in any order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.core.reading.utterance import says_nothing
from handlers.pipeline.rules.stages import Stage, named

_EMAIL = re.compile(r"[^\s@<>,;\"“”]+@[^\s@<>,;\"“”]+\.[^\s@<>,;\"“”]+")
_PARTS = (re.compile(r"\t+"), re.compile(r"\s*[;|]\s*"), re.compile(r"\s*,\s*"))
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,3}[.)])\s+")
_STAGED = re.compile(r"^(?P<name>.+?)\s+(?:at|to)\s+(?P<stage>[^,;\t]{2,60})$", re.IGNORECASE)
_QUOTED = re.compile(r'\s*["“„](?P<name>[^"“”„]{1,200})["“”](?P<more>.*)', re.DOTALL)
_SOURCED = re.compile(
    r"^(?P<name>.+?)\s+(?:(?:from|via|through|on)\s+)?"
    r"\(?(?P<source>internal(?:ly)?|external|referral|referred(?: by .+)?|inbound|sourced|agency|linkedin)\)?$"
)
"""Where somebody came from, in small letters right behind the name: no part of it."""
_TO_WHERE = re.compile(
    r"(?:^(?:to|for|in|into|on)\s*:\s*)|(?:(?<=\S)\s+(?:to|for|in|into|on)\s*$)|(?<=\S)\s+(?:to|for|in|into|on)(?=\s*[,;]|\s+(?:at|as)\s)"
)
"""What led to the req, where it has been read: no part of a name."""
_JOINED = re.compile(r"\s*[,;]?\s+(?:and|&|\+)\s+|\s*[,;]\s*", re.IGNORECASE)
_JOINS = re.compile(r"\s(?:and|&|\+)\s", re.IGNORECASE)
_WHOLE_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,2}")
ORNAMENT = re.compile(r"[^\w.)]+$")
"""Emoji and marks behind the last name."""
_AN_AGENCY = re.compile(r"\b(?:agency|recruit\w*|search|partners|talent|staffing|labs?|inc|group|board|hired)\b", re.IGNORECASE)
_AROUND = " \t\"'“”„"
_HEADS = frozenset({"name", "candidate", "candidates", "full name"})


@dataclass(frozen=True, slots=True)
class Line:
    """One person as pasted: `number` counts from one; `stage` is a key of the req's loop, `elsewhere` what was said like one and
    is none (`at technical`)."""

    number: int
    text: str
    name: str
    email: str | None = None
    stage: str | None = None
    source: str | None = None
    elsewhere: str | None = None


def read(text: str, order: Sequence[Stage]) -> tuple[Line, ...]:
    """The people in a text, one a line; a heading and empty lines are left out."""
    rows = [
        (number, _TO_WHERE.sub("", line.strip()))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip(" \t,;|-\"'")
    ]
    if len(rows) > 1 and _split(rows[0][1])[0].casefold() in _HEADS:
        rows = rows[1:]
    return tuple(_line(number, line, order) for number, line in rows)


def several(text: str) -> tuple[str, ...]:
    """The whole names that stand in one line as a list (`Ana Quiroga, Bo Lind and Cy Ray`); nothing for one person's line."""
    words = _TO_WHERE.sub("", text.strip()).strip()
    names = [] if "\n" in words else _JOINED.split(ORNAMENT.sub("", words))
    whole = len(names) > 1 and all(_WHOLE_NAME.fullmatch(each) and not _AN_AGENCY.search(each) for each in names)
    return tuple(names) if whole else ()


def are_joined(text: str) -> bool:
    """Whether an `and` stands between such names: behind a comma alone may stand where somebody came from."""
    return _JOINS.search(text) is not None


def _line(number: int, text: str, order: Sequence[Stage]) -> Line:
    bare = _BULLET.sub("", text)
    email = _EMAIL.search(bare)
    rest = (bare[: email.start()] + bare[email.end() :]) if email else bare
    quoted = _QUOTED.match(rest)
    pieces = [quoted["name"], *_split(quoted["more"].lstrip(" ,;|\t"))] if quoted else _split(rest)
    parts = [part for each in pieces if (part := each.replace("<>", "").strip(_AROUND))]
    name, more = (parts[0], parts[1:]) if parts else ("", [])
    stage: str | None = None
    elsewhere = None
    staged = _STAGED.match(" ".join(parts) if quoted else name)
    if staged and (quoted or not more) and len(named(order, staged["stage"])) == 1:
        more = []
    if staged and not more:
        found = named(order, staged["stage"])
        name, stage = (staged["name"], found[0].key) if len(found) == 1 else (name, None)
    elif staged and quoted:
        elsewhere = staged["stage"]
    sourced = None if quoted else _SOURCED.match(name)
    name, others = (sourced["name"], [sourced["source"]]) if sourced else (name, [])
    for part in more:
        same = next((each for each in order if part.casefold() in (each.key, each.name.casefold(), each.short.casefold())), None)
        if same and stage is None:
            stage = same.key
        else:
            others.append(part)
    source = ", ".join(others)[:200] or None
    name = "" if says_nothing(name) else name.strip(_AROUND)
    return Line(number, text, name, email.group() if email else None, stage, source, elsewhere)


def _split(line: str) -> list[str]:
    """By tabs where there are any, else by semicolons, else by commas."""
    for part in _PARTS:
        pieces = part.split(line)
        if len(pieces) > 1:
            return pieces
    return [line]
