"""What is set in a workspace and by a person, over what holds where nobody has set it. Read once a unit, however often asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.settings import CLOCK, defaults
from storage.models import Person, Setting
from storage.people import ZONE_CHOSEN
from storage.unit import Unit, table_of

Were = tuple[tuple[datetime, float | None], ...]
"""Until when a clock's hours were what, the earliest first, before those that are set now; None: nobody had set them."""
WERE = "were"
"""Under this, as JSON, they stand beside the hours."""
MOST_KEPT = 20

VALUE = "value"
"""Under this key of its row stands a setting's value; None: the usual one holds again."""

NAME = "name"
"""Under this stands, beside the address of a channel that was set, what people call it; empty where only its door knows."""

TIME_ZONE = "time_zone"
COLUMNS: Mapping[str, str] = {TIME_ZONE: "timezone", "country": "country"}
"""A person's own settings that are columns; the rest are among their preferences."""
HOURS = frozenset({"working_hours", "quiet_hours"})
"""The two ways to say when one may be messaged."""

_ROW = table_of(Setting).c
# Built once: every change of state reads this.
_ALL = select(_ROW.key, _ROW.value, _ROW.changed_at).where(_ROW.workspace_id == bindparam("workspace"))


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """A workspace's settings as they hold now; knowledge/settings.yaml says what each means and what is usual.

    `req_channel` is the address that cards of new reqs go to; None: where the req is opened. `keep_decided_days`: after so
    many days candidates whose last application ended are erased; None: never by itself. `digest_hour` is on each person's wall.
    """

    req_channel: Mapping[str, Any] | None
    names_in_public: bool
    keep_decided_days: int | None
    daily_limit: int
    digest: bool
    digest_hour: int
    group_minutes: int
    clock_hours: Mapping[str, float]
    """Clock id → hours that the workspace set."""
    clocks_set_at: Mapping[str, datetime]
    """Clock id → when it set them, or took them back."""
    clocks_were: Mapping[str, Were]
    """Clock id → what they were before."""
    chosen: Mapping[str, Any]
    """Key → value of what the workspace has set itself."""


@dataclass(frozen=True, slots=True)
class PersonSettings:
    """What a person wants for themselves, else what their workspace set, else what is usual."""

    daily_limit: int
    digest: bool


def of(unit: Unit) -> WorkspaceSettings:
    """The settings of the unit's workspace: one statement the first time, none after it."""
    known: WorkspaceSettings | None = unit.session.info.get(_known(unit))
    if known is None:
        rows = unit.run(_ALL, {"workspace": unit.workspace_id}).all()
        values = {key: value[VALUE] for key, value, _ in rows if value.get(VALUE) is not None}
        set_at = {key.removeprefix(CLOCK): at for key, _, at in rows if key.startswith(CLOCK)}
        clocks_were = {key.removeprefix(CLOCK): were(value[WERE]) for key, value, _ in rows if WERE in value}
        known = unit.session.info[_known(unit)] = _held(values, set_at, clocks_were)
    return known


def were(rows: Iterable[tuple[str, float | None]]) -> Were:
    """What hours were, from how it stands in JSON."""
    return tuple((datetime.fromisoformat(until), hours) for until, hours in rows)


def and_were(rows: Iterable[Any], until: datetime, hours: float | None) -> list[Any]:
    """The same as JSON, with what the hours were until now; what is long past is forgotten."""
    return [*rows, [until.isoformat(), hours]][-MOST_KEPT:]


def as_of(moment: datetime, now: Mapping[str, float], before: Mapping[str, Were]) -> dict[str, float | None]:
    """Clock id → its hours at that moment, given those of now; None: nobody had set them."""
    then = {clock: next((hours for until, hours in rows if until > moment), now.get(clock)) for clock, rows in before.items()}
    return {**now, **then}


def of_person(unit: Unit, person: Person | None) -> PersonSettings:
    """A person's own settings; the workspace's for somebody we don't know."""
    here, mine = of(unit), person.preferences if person else {}
    return PersonSettings(int(mine.get("daily_limit", here.daily_limit)), bool(mine.get("digest", here.digest)))


def preferred(person: Person, key: str, value: Any) -> dict[str, Any]:
    """The columns of a person that change with one of their own settings; None: what is usual holds again.

    Hours are (from, until), or empty for any time; quiet ones are those in which nobody should be messaged.
    """
    if key == TIME_ZONE:
        others = {name: kept for name, kept in person.preferences.items() if name != ZONE_CHOSEN}
        return {COLUMNS[key]: value, "preferences": {**others, ZONE_CHOSEN: True} if value else others}
    if key in COLUMNS:
        return {COLUMNS[key]: value}
    if key not in HOURS:
        others = {name: kept for name, kept in person.preferences.items() if name != key}
        return {"preferences": others if value is None else {**others, key: value}}
    others = {name: kept for name, kept in person.preferences.items() if name not in ("from", "until", "any_time")}
    if value is None:
        return {"preferences": others}
    if not value:
        return {"preferences": {**others, "any_time": True}}
    begins, ends = value if key == "working_hours" else reversed(value)
    return {"preferences": {**others, "from": begins, "until": ends}}


def forget_known(unit: Unit) -> None:
    """A setting changed: what was read is read again."""
    unit.session.info.pop(_known(unit), None)


def _known(unit: Unit) -> tuple[str, str]:
    return ("settings", unit.workspace_id)


def _held(values: Mapping[str, Any], set_at: Mapping[str, datetime], clocks_were: Mapping[str, Were]) -> WorkspaceSettings:
    names = {field.name for field in fields(WorkspaceSettings)}
    held = {name: value for name, value in {**defaults(), **values}.items() if name in names}
    hours = {key.removeprefix(CLOCK): float(value) for key, value in values.items() if key.startswith(CLOCK)}
    channel = values.get("req_channel")
    held["req_channel"] = {part: value for part, value in channel.items() if part != NAME} if channel else None
    return WorkspaceSettings(**held, clock_hours=hours, clocks_set_at=set_at, clocks_were=clocks_were, chosen=values)
