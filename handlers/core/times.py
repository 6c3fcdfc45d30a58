"""Times at the edge: aware UTC inside, the person's zone in every sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone(name: str | None) -> ZoneInfo:
    """The IANA zone of that name; UTC where it is unknown or not given."""
    try:
        return ZoneInfo(name) if name else ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def at(moment: datetime, zone_name: str | None, now: datetime) -> str:
    """`Thu 16:00`, and with its date when more than six days away: `Thu 3 Dec 16:00`. UTC is named where no zone is known."""
    local = moment.astimezone(zone(zone_name))
    near = abs(moment - now) < timedelta(days=6)
    shown = f"{local:%a %H:%M}" if near else f"{local:%a} {local.day} {local:%b %H:%M}"
    return shown if zone_name else f"{shown} UTC"


def left(span: timedelta) -> str:
    """A span as people say it: `22 h`, `45 min`, `3 days`."""
    minutes = abs(round(span.total_seconds() / 60))
    if minutes < 90:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 72 else f"{round(hours / 24)} days"


def utc(moment: datetime) -> datetime:
    """The moment in UTC; a naive one is taken to be UTC already."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
