"""Days as people type them, as moments: the day's beginning in the person's zone, the last such day where no year is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from handlers.core import times
from handlers.core.daywords import day_of
from handlers.core.errors import Invalid
from handlers.core.wording import Wording

say = Wording("days")


def past_day(said: str, zone_name: str | None, now: datetime, field: str) -> datetime:
    """`2026-11-03`, `--11-03` or `yesterday` as aware UTC. Raises Invalid for what lies ahead."""
    zone = times.zone(zone_name)
    today = now.astimezone(zone).date()
    day = _day(said, today)
    if day > today:
        raise Invalid(say.ahead(day=f"{day:%-d %b %Y}"), errors={field: say.ahead(day=f"{day:%-d %b %Y}")})
    return min(datetime.combine(day, time(), zone).astimezone(UTC), now)


def _day(said: str, today: date) -> date:
    if not said.startswith("--"):
        return day_of(said, today, "behind")
    month, number = (int(part) for part in said[2:].split("-"))
    for year in range(today.year, today.year - 5, -1):  # 29 February comes every fourth year
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= today:
            return day
    return today
