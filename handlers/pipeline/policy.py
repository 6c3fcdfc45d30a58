"""Which clocks are in force: the packaged rules, with the hours that app.yaml sets instead."""

from __future__ import annotations

from handlers.core.verb import Context
from handlers.pipeline.changes import Deed, Policy
from handlers.pipeline.people import speaker


def policy(at: Context) -> Policy:
    """The policy for this command's workspace."""
    return Policy(at.library.clocks, at.library.within_hours)


def deed(at: Context) -> Deed:
    """The command as a deed of now, by its speaker."""
    now = at.command.now
    return Deed(speaker(at.unit, at.command), now, now, at.command.place.system)
