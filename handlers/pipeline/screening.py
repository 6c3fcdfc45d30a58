"""Whether `screen` may run in a workspace: off until an admin turned it on, after the notice."""

from __future__ import annotations

from datetime import datetime

from storage.models import Person, Setting
from storage.unit import Unit

KEY = "screen.enabled"
SHARED = frozenset({"slack", "teams"})
"""Doors behind which others are; the console and the terminal are one's own machine."""


def is_on(unit: Unit) -> bool:
    """Whether an admin turned it on here."""
    setting = unit.get(Setting, KEY)
    return bool(setting and setting.value.get("value"))


def turn(unit: Unit, on: bool, by: Person, at: datetime) -> None:
    """Turn it on or off; who did so, and when, stays with the setting."""
    setting = unit.get(Setting, KEY)
    if setting is None:
        unit.add(Setting(key=KEY, value={"value": on}, changed_at=at, changed_by=by.id))
        return
    setting.value, setting.changed_at, setting.changed_by = {"value": on}, at, by.id
