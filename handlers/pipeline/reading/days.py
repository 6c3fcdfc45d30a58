"""Days as people type them, as moments: the day's beginning in the person's zone, the last such day where no year is said."""

from __future__ import annotations

from datetime import UTC, datetime, time

from handlers.core import times
from handlers.core.errors import Invalid
from handlers.core.typed.daywords import day_of
from handlers.core.wording import Wording

say = Wording("days")


def past_day(said: str, zone_name: str | None, now: datetime, field: str) -> datetime:
    """`2026-11-03`, `--11-03` or `yesterday` as aware UTC. Raises Invalid for what lies ahead."""
    zone = times.zone(zone_name)
    today = now.astimezone(zone).date()
    day = day_of(said, today, "behind", month_first=times.is_month_first(zone_name))
    if day > today:
        raise Invalid(say.ahead(day=times.day(day)), errors={field: say.ahead(day=times.day(day))})
    return min(datetime.combine(day, time(), zone).astimezone(UTC), now)
