"""A report's figures from the tables: a handful of queries, whatever the number of applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from handlers.pipeline.changes.deeds import Policy
from handlers.pipeline.reminders.holding import owners
from handlers.pipeline.reminders.speaking import channel_zone
from handlers.pipeline.reports.deadlines import Clocks, Outcome, outcomes_of
from handlers.pipeline.reports.figures import Figures, Period, figures, kept, was_held, weeks_open
from handlers.pipeline.reports.trails import MEASURED, STANDING, Search, Trail
from handlers.pipeline.rules.clock import Deadline
from handlers.pipeline.rules.story import Story
from storage import reports
from storage.enums import ReqStatus
from storage.models import Person, Requisition
from storage.unit import Unit


def of_reqs(unit: Unit, policy: Policy, wanted: Sequence[Requisition], period: Period) -> Figures:
    """What these reqs' applications come to."""
    standing = _standing(unit, wanted)
    filled = [(req, req.closed_at) for req in wanted if req.status is ReqStatus.FILLED]
    searches = [Search(req.since_at, closed_at, standing[req.id]) for req, closed_at in filled if closed_at]
    return figures(trails(unit, policy, wanted, standing), _clocks(policy), period, searches)


def weeks_so_far(unit: Unit, req: Requisition, now: datetime) -> float:
    """How long a req that is not closed has been open by now, in weeks; none that it was on hold."""
    return weeks_open(Search(req.since_at, _stopped_at(req) or now, _standing(unit, [req])[req.id]))


def of_person(unit: Unit, policy: Policy, person: Person, wanted: Sequence[Requisition], period: Period) -> Figures:
    """What one person owed on these reqs, and how much of it was done in time. Nobody else's figures are in it."""
    clocks = _clocks(policy)
    theirs: list[Outcome] = []
    standing = _standing(unit, wanted)
    for trail in trails(unit, policy, wanted, standing):
        found = outcomes_of(trail, clocks, period.until)
        theirs += (each for each in found if person.id in each.owners and period.holds(each.counts_at))
    return Figures(clocks=kept(theirs, policy.rules), held=was_held(standing.values(), period))


def trails(unit: Unit, policy: Policy, wanted: Sequence[Requisition], standing: Mapping[str, Sequence[Any]]) -> list[Trail]:
    """The trails of the reqs' applications in which something can be measured. `standing`: req → its own events."""
    by_id = {req.id: req for req in wanted}
    ids = list(by_id)
    places = reports.zones(unit, ids, MEASURED)
    channels = {id: channel_zone(unit, req) for id, req in by_id.items()}
    found = []
    for application_id, events in groupby(reports.trails(unit, ids, MEASURED), lambda event: event.application_id):
        requisition_id, zone = places[application_id]
        found.append(
            Trail(
                events=list(events),
                standing=standing[requisition_id],
                stopped_at=_stopped_at(by_id[requisition_id]),
                zone=zone or channels[requisition_id],
                within_hours=policy.hours_for(by_id[requisition_id]),
                req=by_id[requisition_id],
            )
        )
    return found


def _standing(unit: Unit, wanted: Sequence[Requisition]) -> dict[str, list[Any]]:
    return reports.standing_of(unit, [req.id for req in wanted], STANDING)


def _clocks(policy: Policy) -> Clocks:
    def who(trail: Trail, story: Story, deadline: Deadline) -> tuple[str | None, ...]:
        return owners(trail.req, policy.customs, story, deadline)

    return Clocks(policy.rules, who)


def _stopped_at(req: Requisition) -> datetime | None:
    """Since when its clocks stand still; None while they run."""
    return req.closed_at or (req.held_since if req.status is ReqStatus.HELD else None)
