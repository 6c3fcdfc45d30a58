"""Which clocks are in force: the packaged rules, with the hours that app.yaml sets instead."""

from __future__ import annotations

from datetime import datetime

from handlers.core.library import Library
from handlers.core.verb import Context
from handlers.pipeline.changes.deeds import Deed, Policy
from handlers.pipeline.people import address_of, speaker


def policy(at: Context) -> Policy:
    """The policy for this command's workspace."""
    return in_force(at.library)


def in_force(library: Library) -> Policy:
    """The policy of a workspace's knowledge."""
    return Policy(library.clocks, library.within_hours, library.customs)


def deed(at: Context, happened_at: datetime | None = None) -> Deed:
    """The command as a deed of its speaker, of now, or of `happened_at` where people report late."""
    now = at.command.now
    by = at.person or speaker(at.unit, at.command)
    return Deed(by, happened_at or now, now, at.command.place.system, at.real_now, policy(at), address_of(at.command))
