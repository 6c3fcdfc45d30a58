"""`page board` and `page req`: what the console's pipeline pages show, as data; asked, so seen, like every verb."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.core import access, codes, times
from handlers.core.args import Arguments
from handlers.core.colleagues import called
from handlers.core.reply import Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import history
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.changes.settling import story_of
from handlers.pipeline.messages.cards import days_open, order_of
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.reminders import owing
from handlers.pipeline.rules import clock
from handlers.pipeline.rules.story import Story
from knowledge.deadlines.clocks import ClockRule
from storage import nudges, reqs, trail
from storage.enums import NudgeStatus, Outcome, ReqStatus
from storage.models import Application, Nudge, Person, Requisition
from storage.reqs import Entry

say = Wording("pages")

MOST_REQS, MOST_EVENTS = 60, 200


@verb("page board", Arguments, summary="The board's page", usage="page board", examples=(), effect="read", listed=False)
def page_board(asked: Arguments, at: Context) -> Reply:
    """`lanes`: each req that the asker may see, with its stages in order and who stands at each."""
    seen = access.visible(at, reqs.open_reqs(at.unit))[:MOST_REQS]
    lanes = [_lane(at, req) for req in seen]
    text = say.board(reqs=len(lanes))
    return Reply(text, (Text(text),), data={"lanes": lanes})


@verb(
    "page req",
    naming.AboutReq,
    summary="A req's page",
    usage="page req R-12",
    examples=(),
    effect="read",
    access="see_reqs",
    listed=False,
)
def page_req(asked: naming.AboutReq, at: Context) -> Reply:
    """`lane` as on the board; `clocks`: what is or was due when, and done when; `days`: what happened, the latest first."""
    req = finding.the_req(at, asked.req)
    text = say.req(number=req.number, title=req.title)
    return Reply(text, (Text(text),), data={"lane": _lane(at, req), "clocks": _clocks(at, req), "days": _days(at, req)})


def _lane(at: Context, req: Requisition) -> dict[str, Any]:
    found = reqs.entries(at.unit, req.id, limit=1000)
    due = _next_due(at, req)
    stages = [{"name": each.short, "cards": _cards(at, found, each.key, due)} for each in order_of(req)]
    offered = [_card(at, each, due) for each in found if each.application.outcome is Outcome.OFFER]
    return {
        "req": req.number, "title": req.title, "status": req.status.value, "day": days_open(req, at.command.now, at.zone),
        "people": [name for id in (req.hiring_manager_id, req.recruiter_id) if (name := _name(at, id))],
        "stages": [*stages, {"name": say.offer_stage(), "cards": offered}],
    }  # fmt: skip


def _cards(at: Context, found: list[Entry], stage: str, due: dict[str, Nudge]) -> list[dict[str, Any]]:
    live = (each for each in found if each.application.outcome is None and each.application.stage == stage)
    return [_card(at, each, due) for each in live]


def _card(at: Context, entry: Entry, due: dict[str, Nudge]) -> dict[str, Any]:
    nudge = due.get(entry.application.id)
    return {
        "name": naming.called(at, entry.candidate, public=False),
        "stood": times.gone(at.command.now - entry.application.stage_since),
        "due": say.due(clock=_rule(at, nudge.clock), when=_when(at, nudge.deadline_at)) if nudge else "",
        "late": bool(nudge and nudge.deadline_at < at.command.now),
    }  # fmt: skip


def _next_due(at: Context, req: Requisition) -> dict[str, Nudge]:
    """Application → its nearest deadline that runs."""
    nearest: dict[str, Nudge] = {}
    for nudge in nudges.owed_on(at.unit, req.id) if req.status is ReqStatus.OPEN else ():
        if nudge.application_id:
            nearest.setdefault(nudge.application_id, nudge)
    return nearest


def _clocks(at: Context, req: Requisition) -> list[dict[str, Any]]:
    """A line a deadline, the latest first: whose candidate, which clock, due when, and how it stands."""
    rows = at.unit.all(Nudge, Nudge.requisition_id == req.id, order_by=Nudge.id)
    owners = (row for row in rows if row.application_id and not (owing.is_climb(row) or owing.is_line(row)))
    each = {owing.deadline(row): row for row in owners}
    applications = {row.application_id: at.unit.get(Application, row.application_id) for row in each.values()}
    stories = {id: story_of(at.unit, req, found) for id, found in applications.items() if found}
    rules = {rule.id: rule for rule in at.library.clocks}
    ordered = sorted(each.values(), key=lambda row: row.deadline_at, reverse=True)
    return [_clock(at, row, rules[row.clock], stories[row.application_id]) for row in ordered if row.application_id in stories]


def _clock(at: Context, row: Nudge, rule: ClockRule, story: Story) -> dict[str, Any]:
    runs = row.reason is None and row.status not in (NudgeStatus.DONE, NudgeStatus.DROPPED)
    done = None if runs else _done_at(at, row, rule, story)
    late = (done or at.command.now) > row.deadline_at
    application = at.unit.get(Application, row.application_id)
    return {
        "name": naming.called(at, candidate_of(at.unit, application), public=False) if application else "",
        "clock": rule.name,
        "owner": _name(at, row.person_id),
        "due": _when(at, row.deadline_at),
        "stands": say.runs(late=late) if runs else say.done(when=_when(at, done), late=late) if done else say.stopped(),
        "state": ("late" if late else "running") if runs else ("missed" if done and late else "kept" if done else "stopped"),
    }


def _done_at(at: Context, row: Nudge, rule: ClockRule, story: Story) -> datetime | None:
    """When the deed was done; a scorecard's is its interviewer's own, the others stop with what the rule names."""
    if rule.owner == clock.INTERVIEWER:
        since = row.deadline_at - timedelta(hours=rule.within_hours or 0.0)
        events = trail.events_of(at.unit, application_id=row.application_id)
        mine = (each for each in events if each.kind == codes.SCORECARD_SUBMITTED and each.after.get("person") == row.person_id)
        return next((each.occurred_at for each in mine if each.occurred_at >= since), None)
    return min((moment for code in rule.stops if (moment := story.happened.get(code))), default=None)


def _days(at: Context, req: Requisition) -> list[dict[str, Any]]:
    """The trail in the reader's days: what each day's events say, and at what time."""
    zone = times.zone(at.zone)
    whole = history.told_once(trail.events_of(at.unit, requisition_id=req.id))
    days: dict[str, list[dict[str, str]]] = {}
    for event in reversed(whole[-MOST_EVENTS:]):
        local = event.occurred_at.astimezone(zone)
        line = {"at": f"{local:%H:%M}", "line": history.with_undoing(at.unit, event, public=False)}
        days.setdefault(say.day(date=local), []).append(line)
    return [{"day": day, "lines": lines} for day, lines in days.items()]


def _rule(at: Context, id: str) -> str:
    return next((rule.name for rule in at.library.clocks if rule.id == id), id)


def _when(at: Context, moment: datetime) -> str:
    return times.at(moment, at.zone, at.command.now)


def _name(at: Context, person_id: str | None) -> str:
    person = at.unit.get(Person, person_id)
    return called(person)
