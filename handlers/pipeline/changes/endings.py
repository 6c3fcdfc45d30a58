"""The decision after the loop, and how an application ends: our no, or the candidate's. What was offered ends with it."""

from __future__ import annotations

from typing import Any

from handlers.core import codes
from handlers.pipeline.changes.candidates import end
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.offers import end_offers
from handlers.pipeline.changes.trail import advance, because_of
from storage.enums import Decision, Outcome
from storage.models import Application, Event
from storage.unit import Unit


def decide(unit: Unit, deed: Deed, application: Application, decision: Decision, why: str = "") -> Event:
    """What was decided after the loop. Yes: the way to the offer is open. No: the application ends, and telling them begins."""
    decided = {"decision": decision, "decided_at": deed.at}
    if decision is Decision.NO:
        return _end(unit, deed, application, codes.DECIDED_NO, why, outcome=Outcome.REJECTED, **decided)
    return advance(unit, deed, application, codes.DECIDED_YES, decided, why=why)


def reject(unit: Unit, deed: Deed, application: Application, why: str = "") -> Event:
    """We decided against them: what ran towards an offer stops, and telling them begins."""
    return _end(unit, deed, application, codes.REJECTED, why, outcome=Outcome.REJECTED)


def withdraw(unit: Unit, deed: Deed, application: Application, why: str = "") -> Event:
    """They stepped back: everything stops."""
    return _end(unit, deed, application, codes.WITHDRAWN, why, outcome=Outcome.WITHDRAWN)


def _end(unit: Unit, deed: Deed, application: Application, kind: str, why: str, **values: Any) -> Event:
    event = end(unit, deed, application, kind, values, why)
    end_offers(unit, because_of(deed, event), application, kind)
    return event
