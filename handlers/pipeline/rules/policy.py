"""Which clocks are in force: the packaged rules, with the hours that app.yaml, the workspace or one req sets instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.core.library import Library
from handlers.core.verb import Context
from handlers.pipeline import settings
from handlers.pipeline.changes.deeds import Deed, Policy
from handlers.pipeline.people import address_of, speaker
from storage.models import Requisition
from storage.unit import Unit


def policy(at: Context) -> Policy:
    """The policy for this command's workspace."""
    return in_force(at.library, at.unit)


def in_force(library: Library, unit: Unit, req: Requisition | None = None) -> Policy:
    """The policy of the unit's workspace, or of one req of it.

    The later of these goes before the earlier: the packaged rules, the company's own folder, app.yaml, the workspace, the req.
    One statement a unit, however often it is asked.
    """
    deployed = Policy(library.clocks, library.within_hours, library.customs, library.within_hours)
    chosen = settings.of(unit)
    here = deployed.renewed(chosen)
    return here if req is None else replace(here, within_hours=here.hours_for(req))


def deed(at: Context, happened_at: datetime | None = None) -> Deed:
    """The command as a deed of its speaker, of now, or of `happened_at` where people report late."""
    now = at.command.now
    by = at.person or speaker(at.unit, at.command)
    said_to_all = {} if at.command.place.alone else address_of(at.command)
    return Deed(by, happened_at or now, now, at.command.place.system, at.real_now, policy(at), said_to_all)
