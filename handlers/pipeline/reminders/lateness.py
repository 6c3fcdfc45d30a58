"""We were away: from when on something should have been said that comes late, kept until it is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.models import Delivery, Nudge
from storage.unit import Unit, table_of

KIND = "late"
AFTER = timedelta(hours=1)
"""What is said later than this after its time was not delayed by other messages: we were away."""


def keep(unit: Unit, nudge: Nudge, meant: datetime) -> None:
    """Something else comes before it is said, or only now it is known: that it was to be said then would be lost."""
    unit.remember(_key(nudge), meant, KIND)


def kept(unit: Unit, found: Iterable[Nudge]) -> dict[str, datetime]:
    """Nudge → when it was to be said, of those for which that is kept."""
    keys = {_key(each): each.id for each in found}
    return {keys[each.key]: each.at for each in unit.all(Delivery, table_of(Delivery).c.key.in_(list(keys)))} if keys else {}


def _key(nudge: Nudge) -> str:
    return f"{KIND}:{nudge.id}"
