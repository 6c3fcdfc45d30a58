"""`due`, `snooze` and `skip`: what a person owes, and their say about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field as Bounded

from handlers.core import times
from handlers.core.args import Arguments
from handlers.core.errors import NotFound
from handlers.core.reply import Action, Bullets, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.people import speaker
from storage import nudges
from storage.models import Application, Candidate, Nudge, Requisition

say = Wording("nudge")


class DueArgs(Arguments):
    """Nothing to say."""


@verb("due", DueArgs, summary="What you owe, the nearest deadline first", usage="due", examples=("due",), effect="write")
def due(_: DueArgs, at: Context) -> Reply:
    """Each running clock of the asker once."""
    me = speaker(at.unit, at.command)
    owed = {(nudge.application_id, nudge.clock): nudge for nudge in nudges.owed_by(at.unit, me.id)}
    if not owed:
        return Reply(say.nothing_due(), (Text(say.nothing_due()),), data={"due": []})
    lines = tuple(_line(nudge, me.timezone, at) for nudge in owed.values())
    lead = say.owed(count=len(lines))
    first = next(iter(owed.values()))
    return Reply(
        lead,
        (Heading(lead), Bullets(lines)),
        actions=(Action(say.done_button(), "offer sent", {"application": first.application_id}),) if len(owed) == 1 else (),
        data={
            "due": [
                {"clock": nudge.clock, "due_at": nudge.deadline_at.isoformat(), "application": nudge.application_id}
                for nudge in owed.values()
            ]
        },
    )


def _line(nudge: Nudge, zone: str | None, at: Context) -> str:
    application = at.unit.get(Application, nudge.application_id)
    candidate = at.unit.get(Candidate, application.candidate_id) if application else None
    req = at.unit.get(Requisition, nudge.requisition_id)
    clock = next((rule.name for rule in at.library.clocks if rule.id == nudge.clock), nudge.clock)
    return say.owed_line(
        name=(candidate.name or candidate.initials or "") if candidate else "",
        req=f"R-{req.number}" if req else "",
        clock=clock,
        due=times.at(nudge.deadline_at, zone, at.command.now),
        late=nudge.deadline_at < at.command.now,
    )


class SnoozeArgs(Arguments):
    """Which nudge, and for how many hours."""

    nudge: str = ""
    hours: Annotated[float, Bounded(gt=0, le=24 * 14)] = 3


@verb("snooze", SnoozeArgs, summary="Remind me later", usage="snooze", examples=("snooze",), effect="write", listed=False)
def snooze(asked: SnoozeArgs, at: Context) -> Reply:
    """The warning comes again then; the deadline stays. Raises NotFound for a nudge that is not there."""
    nudge = _mine(asked.nudge, at)
    until = at.command.now + timedelta(hours=asked.hours)
    text = (
        say.snoozed(until=times.at(until, at.command.actor.timezone, at.command.now))
        if nudges.snooze(at.unit, nudge.id, until)
        else say.gone()
    )
    return Reply(text, (Heading(text),), data={"nudge": nudge.id, "until": until.isoformat()})


class SkipArgs(Arguments):
    """Which nudge."""

    nudge: str = ""


@verb("skip", SkipArgs, summary="This deadline is not needed", usage="skip", examples=("skip",), effect="write", listed=False)
def skip(asked: SkipArgs, at: Context) -> Reply:
    """No voice of this deadline speaks again. Raises NotFound for a nudge that is not there."""
    nudge = _mine(asked.nudge, at)
    same = at.unit.all(
        Nudge, Nudge.application_id == nudge.application_id, Nudge.clock == nudge.clock, Nudge.deadline_at == nudge.deadline_at
    )
    nudges.drop(at.unit, [each.id for each in same], "not_needed")
    return Reply(say.skipped(), (Heading(say.skipped()),), data={"nudge": nudge.id})


def _mine(nudge_id: str, at: Context) -> Nudge:
    speaker(at.unit, at.command)
    nudge = at.unit.get(Nudge, nudge_id) if nudge_id else None
    if nudge is None:
        raise NotFound(say.no_such_nudge(), actions=(Action(say.due_button(), "due"),))
    return nudge
