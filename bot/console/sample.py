"""The sample search: who says what, how long ago. Played through the same way in as everything else that is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.clocks import parse_shift
from bot.console.cast import Cast, Person
from handlers.core.reply import Reply

_REQ = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\{(\d+)d ago\}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one person at one moment of business time. `names`: what the req that it opens is called in later lines.

    `text` is a document that comes along, under the name `document`.
    """

    at: datetime
    person: Person
    place: str
    say: str
    names: str = ""
    document: str = ""
    text: str = ""

    def with_names(self, names: Mapping[str, str]) -> Line:
        """The line with its reqs' numbers: `{ranking}` is what `names` says."""
        return replace(self, say=_REQ.sub(lambda found: names.get(found[1], found[0]), self.say))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: the number of the req that it is about, or that it was refused."""

    text: str = ""
    req: int | None = None
    refused: bool = False

    @classmethod
    def of(cls, reply: Reply | None) -> Outcome:
        """As a reply says it; words among people have none. A form is a refusal too: a line says all that is needed."""
        if reply is None:
            return cls()
        refused = bool(reply.data.get("refused") or reply.data.get("error") or reply.form or not reply.understood)
        return cls(reply.text, reply.data.get("req"), refused)


def lines(cast: Cast, now: datetime) -> list[Line]:
    """The sample's lines in the order in which they are said, the first of them longest ago."""
    rows = [_line(row, cast, now) for row in _script()]
    return sorted(rows, key=lambda line: line.at)


@cache
def _script() -> tuple[Mapping[str, Any], ...]:
    body = yaml.load((Path(__file__).parent / "sample.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(body["lines"])


def _line(row: Mapping[str, Any], cast: Cast, now: datetime) -> Line:
    person = next(each for each in cast.people if each.id == row["as"])
    at = _moment(str(row["ago"]), str(row.get("at", "")), person, now)
    say = _DAY.sub(lambda found: f"{_workday(now - timedelta(days=int(found[1])), person):%Y-%m-%d}", row["say"])
    document = row.get("document") or {}
    return Line(at, person, row.get("in", ""), say, row.get("names", ""), document.get("name", ""), document.get("text", ""))


def _moment(ago: str, at: str, person: Person, now: datetime) -> datetime:
    """`46d` ago at `09:30` on the person's clock (a day of the weekend is the Friday before), or so many hours ago."""
    then = now - parse_shift(f"+{ago}")
    if not at:
        return then
    local = datetime.combine(_workday(then, person), time.fromisoformat(at), person.zone)
    return min(local.astimezone(UTC), now)


def _workday(moment: datetime, person: Person) -> datetime:
    day = moment.astimezone(person.zone)
    return day - timedelta(days=max(0, day.weekday() - 4))
