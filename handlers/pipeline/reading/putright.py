"""A time that is put right: of the round that is booked of whom the speaker dealt with last."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.core import times
from handlers.core.typed.corrections import is_a_time
from handlers.core.typed.deedwords import Told
from handlers.core.verb import Context
from handlers.pipeline.reading import ofkind, spokenof
from storage import interviews
from storage.enums import InterviewStatus
from storage.reqs import Entry

_AN_HOUR = re.compile(r"to (\d{1,2})\W*")
"""An hour that says neither its half of the day nor its day."""


def meant(at: Context, told: Told) -> tuple[Told, Entry] | None:
    """The same words of whose round is meant (`i meant 5`); None where they say more than when, or nobody's can be."""
    last = spokenof.last(at) if is_a_time(told.beside) else None
    if last is None or not ofkind.can_be(at, told.verbs[0], last):
        return None
    hour = _AN_HOUR.fullmatch(told.beside)
    return (replace(told, beside=f"{_day(at, last)} at {hour[1]}") if hour else told), last


def _day(at: Context, entry: Entry) -> str:
    """The day of their booked round, as the speaker's calendar has it."""
    booked = [each for each in interviews.of_application(at.unit, entry.application.id) if each.status is InterviewStatus.BOOKED]
    return booked[-1].starts_at.astimezone(times.zone(at.zone)).date().isoformat()
