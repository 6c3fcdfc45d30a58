"""Who has moved: once their platform tells another zone of them, what waits for their hours waits for those of that zone."""

from __future__ import annotations

from handlers.core.verb import Context
from handlers.pipeline import changes
from handlers.pipeline.reminders import absence
from handlers.pipeline.rules.policy import deed


def follow(at: Context) -> None:
    """Find anew when the speaker, and whoever is with them in a search, hears what."""
    done = deed(at)
    for req in absence.concerned(at.unit, done.by):
        changes.settle_req(at.unit, done, req)
