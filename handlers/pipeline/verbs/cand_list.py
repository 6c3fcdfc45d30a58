"""`cand list`: who is in a req, or who left it."""

from __future__ import annotations

from typing import Annotated

from handlers.core import named, times
from handlers.core.markers import Flag
from handlers.core.reply import Action, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.changes.undoing import ADDED_BY_MISTAKE
from handlers.pipeline.messages.cards import order_of, stage_name
from handlers.pipeline.reading import finding, naming
from storage import reqs
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("cand")

SHOWN = 100
"""What a table holds on every platform."""


class CandListArgs(naming.AboutReq):
    """Of which req; `left`: those whose application ended."""

    left: Annotated[bool, Flag(("left", "ended", "rejected", "withdrawn", "closed"))] = False


@verb(
    "cand list",
    CandListArgs,
    summary="The candidates of a req",
    usage="cand list [R-12] [left]",
    examples=("cand list R-12", "cand list R-12 left"),
    aliases=("cands", "list candidates", "show candidates"),
    effect="read",
    access="see_reqs",
)
def cand_list(asked: CandListArgs, at: Context) -> Reply:
    """To the asker alone: the furthest first, with days at the stage; whose loop is done."""
    req = finding.the_req(at, asked.req)
    found = reqs.entries(at.unit, req.id, ended=asked.left, limit=1000)
    found = [each for each in found if each.application.reason != ADDED_BY_MISTAKE]
    ref = f"R-{req.number}"
    other = Action(
        say.live_button() if asked.left else say.ended_button(), "cand list", {"req": req.number, "left": not asked.left}
    )
    add = Action(say.more_button(), "cand add", {"req": req.number})
    if not found:
        lead = say.nobody_left(req=ref) if asked.left else say.nobody(req=ref)
        return Reply(lead, (Text(lead),), actions=(add, other), data={"req": req.number, "candidates": []})
    lead = say.listed_ended(count=len(found), req=ref) if asked.left else say.listed(count=len(found), req=ref)
    ordered = found if asked.left else sorted(found, key=lambda each: -_place(req, each))
    columns = tuple(say.columns().split("|"))
    rows = tuple(_row(at, req, each) for each in ordered[:SHOWN])
    return Reply(
        lead,
        (Heading(lead), Table(columns, (Section("", rows),), frozenset({columns[2]}))),
        actions=(add, other),
        data={"req": req.number, "candidates": [_data(each) for each in ordered]},
    )


def _place(req: Requisition, entry: Entry) -> int:
    """How far along, in the loop's order."""
    keys = [stage.key for stage in order_of(req)]
    at_offer = len(keys) if entry.application.outcome else 0
    return (keys.index(entry.application.stage) if entry.application.stage in keys else 0) + at_offer


def _row(at: Context, req: Requisition, entry: Entry) -> tuple[str, ...]:
    application, candidate = entry.application, entry.candidate
    name = candidate.name or candidate.initials
    named.note(at.unit, candidate.id)
    called = f"{name} (C-{candidate.number})" if name else f"C-{candidate.number}"
    stands = say.outcome(outcome=application.outcome.value) if application.outcome else stage_name(req, application)
    span = times.gone(at.command.now - application.stage_since)
    return (called, stands, span, say.loop_is_done() if application.loop_done_at else "")


def _data(entry: Entry) -> dict[str, object]:
    application = entry.application
    return {
        "candidate": entry.candidate.number,
        "name": entry.candidate.name,
        "initials": entry.candidate.initials,
        "application": application.id,
        "stage": application.stage,
        "outcome": application.outcome.value if application.outcome else None,
        "since": application.stage_since.isoformat(),
        "rev": application.rev,
    }
