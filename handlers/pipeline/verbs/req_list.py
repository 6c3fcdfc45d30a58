"""`req list`: the open requisitions, or the closed ones."""

from __future__ import annotations

from typing import Annotated

from handlers.core import access
from handlers.core.args import Arguments
from handlers.core.markers import Flag
from handlers.core.reply import Action, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.messages.cards import days_open
from storage import reqs
from storage.enums import ReqStatus
from storage.models import Requisition

say = Wording("req")

PAGE = 20


class ReqListArgs(Arguments):
    """Open ones, or with `closed` those that are filled or cancelled; `below` is the page's first number."""

    closed: Annotated[bool, Flag(("closed", "filled", "cancelled", "old", "all"))] = False
    below: int | None = None


@verb(
    "req list",
    ReqListArgs,
    summary="The open requisitions",
    usage="req list [closed]",
    examples=("req list", "req list closed"),
    aliases=("reqs", "list reqs", "show reqs"),
    effect="read",
)
def req_list(asked: ReqListArgs, at: Context) -> Reply:
    """The reqs that the asker may see, with how long they have been open and how many candidates are in them."""
    if asked.closed:
        return _closed(asked, at)
    shown = reqs.counted(at.unit, access.visible(at, reqs.open_reqs(at.unit)))
    opener = Action(say.open_button(), "req open")
    if not shown:
        return Reply(say.nothing_open(), (Text(say.nothing_open()),), actions=(opener,), data={"reqs": []})
    lead = say.listed(count=len(shown))
    rows = tuple(
        (f"R-{each.req.number}", _title(each.req), str(days_open(each.req, at.command.now, at.zone)), str(each.live))
        for each in shown
    )
    columns = tuple(say.columns().split("|"))
    return Reply(
        lead,
        (Heading(lead), Table(columns, (Section("", rows[:100]),), frozenset(columns[2:]))),
        actions=(Action(say.board_button(), "board"), opener),
        more=(Action(say.closed_button(), "req list", {"closed": True}),),
        data={"reqs": [_data(each.req) | {"stages": each.stages} for each in shown]},
    )


def _closed(asked: ReqListArgs, at: Context) -> Reply:
    found = reqs.closed_reqs(at.unit, PAGE + 1, asked.below)
    shown = access.visible(at, found[:PAGE])
    if not shown:
        return Reply(say.nothing_closed(), (Text(say.nothing_closed()),), data={"reqs": []})
    lead = say.closed_listed(count=len(shown))
    rows = tuple((f"R-{req.number}", req.title, str(days_open(req, at.command.now, at.zone)), req.status.value) for req in shown)
    columns = (*say.columns().split("|")[:3], say.status())
    older = (
        (Action(say.older_button(), "req list", {"closed": True, "below": found[PAGE - 1].number}),) if len(found) > PAGE else ()
    )
    return Reply(
        lead,
        (Heading(lead), Table(columns, (Section("", rows),), frozenset(columns[2:3]))),
        actions=older,
        data={"reqs": [_data(req) for req in shown]},
    )


def _title(req: Requisition) -> str:
    return say.held(title=req.title) if req.status is ReqStatus.HELD else req.title


def _data(req: Requisition) -> dict[str, object]:
    return {"req": req.number, "title": req.title, "level": req.level, "lane": req.lane, "status": req.status.value}
