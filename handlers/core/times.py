"""Times at the edge: aware UTC inside, the person's zone in every sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# English whatever the machine speaks, and a third of what strftime takes.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def zone(name: str | None) -> ZoneInfo:
    """The IANA zone of that name; UTC where it is unknown or not given."""
    try:
        return ZoneInfo(name) if name else ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def at(moment: datetime, zone_name: str | None, now: datetime) -> str:
    """`Thu 16:00`, and with its date when more than six days away: `Thu 3 Dec 16:00`. UTC is named where no zone is known."""
    local = moment.astimezone(zone(zone_name))
    date = "" if abs(moment - now) < timedelta(days=6) else f" {local.day} {_MONTHS[local.month - 1]}"
    shown = f"{_DAYS[local.weekday()]}{date} {local.hour:02}:{local.minute:02}"
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
