"""Times at the edge: aware UTC inside, the person's zone in every sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# English whatever the machine speaks, and a third of what strftime takes.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_NO_ZONE = (ZoneInfoNotFoundError, ValueError, OSError)
"""What is raised for a name of no zone. OSError: a folder of zones (`America/Indiana`)."""


def zone(name: str | None) -> ZoneInfo:
    """The IANA zone of that name; UTC where it is unknown or not given."""
    try:
        return ZoneInfo(name) if name else ZoneInfo("UTC")
    except _NO_ZONE:
        return ZoneInfo("UTC")


def known(name: str | None) -> str | None:
    """A zone's name as a platform tells it; None for one that is not in our tables: whoever has it is where no zone is known."""
    try:
        return ZoneInfo(name).key if name else None
    except _NO_ZONE:
        return None


def at(moment: datetime, zone_name: str | None, now: datetime) -> str:
    """`Thu 16:00`, and with its date when more than six days away: `Thu 3 Dec 16:00`, with its year where that is another than
    now. UTC is named where no zone is known."""
    there = zone(zone_name)
    local = moment.astimezone(there)
    written = day(local) if local.year != now.astimezone(there).year else _day_of_month(local)
    far = f" {written}" if abs(moment - now) >= timedelta(days=6) else ""
    shown = f"{_DAYS[local.weekday()]}{far} {local.hour:02}:{local.minute:02}"
    return shown if zone_name else f"{shown} UTC"


MONTH_FIRST = frozenset({"US", "CA", "PH", "PR", "VI", "GU", "AS", "MP", "UM", "FM", "MH", "PW"})
"""Countries where `3/12` is the twelfth of March (CLDR's short dates; in Canada people write both, and work with the US)."""


@cache
def is_month_first(zone_name: str | None) -> bool:
    """Whether people of that zone write the month before the day; also where no zone is known, as in the guides."""
    if not zone_name or "/" not in zone_name or zone_name.startswith(("Etc/", "US/", "Canada/")):
        return True
    country = country_of(zone_name)  # unknown by an old name: `America/Indianapolis`, `Asia/Calcutta`
    return country in MONTH_FIRST if country else zone_name.startswith("America/")


@cache
def country_of(zone_name: str | None) -> str | None:
    """The country (ISO 3166) that a zone lies in, by the zone database's own table."""
    return _countries().get(zone_name) if zone_name else None


@cache
def _countries() -> dict[str, str]:
    from importlib.resources import files

    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def place(zone_name: str) -> str:
    """What people call the place that a zone is named after: `New York`."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def day(on: date) -> str:
    """`15 Jan 2027`."""
    return f"{_day_of_month(on)} {on.year}"


def _day_of_month(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]}"


A_DAY = 24
LEEWAY = timedelta(minutes=5)
"""What was meant for a day before its deadline and left moments later still says a day."""


def left(span: timedelta) -> str:
    """How long there still is, as people say it: `45 min`, `3½ h`, `22 h`, `3 days`. Nobody is told of more time than they have:
    what is no whole half hour, hour or day is left out."""
    meant = span + LEEWAY
    if meant < timedelta(minutes=90):
        return f"{round(span / timedelta(minutes=1))} min"
    if meant >= timedelta(days=3):
        return _days(meant // timedelta(days=1))
    hours, is_half = divmod(meant // timedelta(minutes=30), 2)
    return f"{hours}{'½' if is_half and hours < A_DAY else ''} h"


def gone(span: timedelta) -> str:
    """How long ago it was, in the same words: to the nearest hour or day, and of two the longer."""
    minutes = round(span / timedelta(minutes=1))
    if minutes < 90:
        return f"{minutes} min"
    hours = (minutes + 30) // 60
    return f"{hours} h" if hours < 72 else _days((minutes + 720) // 1440)


def _days(count: int) -> str:
    return f"{count} days"
