"""A CSV of an applicant tracking system as people: columns by their many names, in any order. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "candidate id", "application id", "external id", "ats id", "profile id"),
    "name": ("name", "full name", "candidate", "candidate name", "applicant"),
    "first": ("first name", "firstname", "first", "given name"),
    "last": ("last name", "lastname", "last", "surname", "family name"),
    "email": ("email", "e-mail", "email address", "mail"),
    "stage": ("stage", "current stage", "status", "step"),
    "source": ("source", "origin", "referrer", "channel"),
    "req": ("req", "requisition", "job id", "req id", "job"),
}
"""What each column is called by the systems that people use."""

_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Person:
    """One line: `number` counts from one, the heading included; what a column does not say is empty."""

    number: int
    text: str
    name: str
    email: str = ""
    stage: str = ""
    source: str = ""
    id: str = ""
    req: str = ""


def read(text: str) -> tuple[Person, ...]:
    """The people in the file. Without a heading that names a column the first column is the name, then email, stage, source."""
    body = text.lstrip("\ufeff")
    rows = [(line, cells) for line, cells in _rows(body) if any(cell.strip() for cell in cells)]
    if not rows:
        return ()
    columns = _columns(rows[0][1])
    if columns:
        rows = rows[1:]
    else:
        columns = {"name": 0, "email": 1, "stage": 2, "source": 3}
    return tuple(_person(line, cells, columns) for line, cells in rows)


def _rows(body: str) -> list[tuple[int, list[str]]]:
    first = body.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True)
    return [(reader.line_num, cells) for cells in reader]


def _columns(heading: Sequence[str]) -> dict[str, int]:
    said = [" ".join(cell.casefold().replace("_", " ").split()) for cell in heading]
    found = {field: said.index(name) for field, names in NAMES.items() for name in reversed(names) if name in said}
    return found if {"name", "first", "last", "id"} & found.keys() else {}


def _person(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> Person:
    said = {field: " ".join(cells[place].split()) for field, place in columns.items() if place < len(cells)}
    name = said.get("name") or " ".join(part for part in (said.get("first"), said.get("last")) if part)
    text = ", ".join(cell.strip() for cell in cells if cell.strip())
    values = {field: said.get(field, "") for field in ("email", "stage", "source", "id", "req")}
    return Person(line, text[:200], name, **values)
