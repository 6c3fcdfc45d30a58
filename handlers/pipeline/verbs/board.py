"""`board`: all live reqs by stage."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Bounded

from handlers.core import access
from handlers.core.args import Arguments
from handlers.core.reply import Action, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.messages.cards import days_open, named_counts
from storage import reqs
from storage.enums import ReqStatus
from storage.reqs import OpenReq

say = Wording("board")

PAGE = 15
"""Reqs on one page."""


class BoardArgs(Arguments):
    """Which page, from zero."""

    page: Annotated[int, Bounded(ge=0, le=10_000)] = 0


@verb(
    "board",
    BoardArgs,
    summary="All open reqs by stage",
    usage="board",
    examples=("board", "all reqs"),
    aliases=("all reqs",),
    effect="read",
)
def board(asked: BoardArgs, at: Context) -> Reply:
    """The reqs that the asker may see, a line each, with how many stand where; to the asker alone."""
    shown = reqs.counted(at.unit, access.visible(at, reqs.open_reqs(at.unit)))
    if not shown:
        return Reply(say.nothing(), (Text(say.nothing()),), actions=(Action(say.open_button(), "req open"),), data={"reqs": []})
    page = shown[asked.page * PAGE : (asked.page + 1) * PAGE]
    offered = reqs.offered_counts(at.unit, [each.req.id for each in page])
    lead = say.heading(reqs=len(shown), candidates=sum(each.live for each in shown))
    columns = tuple(say.columns().split("|"))
    rows = tuple(_row(each, offered.get(each.req.id, {}), at) for each in page)
    more = (Action(say.more_button(), "board", {"page": asked.page + 1}),) if len(shown) > (asked.page + 1) * PAGE else ()
    return Reply(
        lead,
        (Heading(lead), Table(columns, (Section("", rows),), frozenset({columns[2]}))),
        actions=(*more, Action(say.due_button(), "due"), Action(say.open_button(), "req open")),
        data={"page": asked.page, "reqs": [_data(each, offered.get(each.req.id, {})) for each in page], "all": len(shown)},
    )


def _counts(each: OpenReq, offered: dict[str, int]) -> list[tuple[str, int]]:
    in_loop = {key: count - offered.get(key, 0) for key, count in each.stages.items()}
    return named_counts(each.req, in_loop, sum(offered.values()))


def _row(each: OpenReq, offered: dict[str, int], at: Context) -> tuple[str, ...]:
    counts = _counts(each, offered)
    stands = say.counts(counts=counts) if counts else say.nobody()
    day = say.held() if each.req.status is ReqStatus.HELD else str(days_open(each.req, at.command.now, at.zone))
    return (f"R-{each.req.number}", each.req.title, day, stands)


def _data(each: OpenReq, offered: dict[str, int]) -> dict[str, object]:
    return {
        "req": each.req.number,
        "title": each.req.title,
        "status": each.req.status.value,
        "stages": dict(_counts(each, offered)),
    }
