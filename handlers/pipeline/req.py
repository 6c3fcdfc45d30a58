"""`req open` and `req list`: requisitions."""

from __future__ import annotations

from typing import Annotated

from handlers.core.args import Arguments
from handlers.core.markers import Concept, Name
from handlers.core.reply import Action, Facts, Field, Form, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.people import address_of
from handlers.pipeline.policy import deed
from storage.models import Application, Requisition

say = Wording("req")


class ReqOpenArgs(Arguments):
    """Title (quoted, or the words that are left), lane, level, market."""

    level: Annotated[str | None, Concept("level")] = None
    lane: Annotated[str | None, Concept("lane")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    title: Annotated[str, Name()] = ""


@verb(
    "req open",
    ReqOpenArgs,
    summary="Open a requisition",
    usage='req open "title" [lane] [level] [market]',
    examples=('req open "Senior ML engineer" production senior remote',),
    aliases=("open req",),
    effect="write",
)
def req_open(asked: ReqOpenArgs, at: Context) -> Reply:
    """The new req with its number, kept where it was opened; a form where it has no title."""
    if not asked.title:
        field = Field("title", say.title_field(), hint=say.title_hint())
        args = asked.model_dump(mode="json", exclude_defaults=True)
        return Reply(say.ask(), (Text(say.ask()),), form=Form(say.form_title(), "req open", (field,), say.submit(), args))
    market = asked.markets[0] if asked.markets else None
    known = {"level": asked.level, "lane": asked.lane, "market": market, "address": address_of(at.command)}
    req = changes.open_req(at.unit, deed(at), asked.title[:300], **known)
    lead = say.opened(number=req.number, title=req.title)
    named = (("level", say.level(), req.level), ("lane", say.lane(), req.lane), ("market", say.market(), req.market))
    pairs = tuple((label, at.library.vocabulary.name(kind, value)) for kind, label, value in named if value)
    band = {"level": asked.level or "senior"} | ({"markets": list(asked.markets)} if asked.markets else {})
    return Reply(
        lead,
        (Heading(lead), *((Facts(pairs),) if pairs else ())),
        actions=(Action(say.loop_done_button(), "loop done", {"req": req.number}), Action(say.band_button(), "band", band)),
        data={"req": req.number, "title": req.title, "level": req.level, "lane": req.lane, "market": req.market},
        public=True,
    )


class ReqListArgs(Arguments):
    """Nothing to say."""


@verb(
    "req list",
    ReqListArgs,
    summary="The open requisitions",
    usage="req list",
    examples=("req list",),
    aliases=("reqs",),
    effect="read",
)
def req_list(_: ReqListArgs, at: Context) -> Reply:
    """The open reqs with how long they have been open and how many candidates are in them."""
    reqs = at.unit.all(Requisition, Requisition.status == "open", order_by=Requisition.number)
    opener = Action(say.open_button(), "req open")
    if not reqs:
        return Reply(say.nothing_open(), (Text(say.nothing_open()),), actions=(opener,), data={"reqs": []})
    lead = say.listed(count=len(reqs))
    rows = tuple((f"R-{req.number}", req.title, str((at.command.now - req.since_at).days), str(_alive(req, at))) for req in reqs)
    columns = tuple(say.columns().split("|"))
    return Reply(
        lead,
        (Heading(lead), Table(columns, (Section("", rows),), frozenset(columns[2:]))),
        actions=(opener,),
        data={"reqs": [{"req": req.number, "title": req.title, "level": req.level, "lane": req.lane} for req in reqs]},
    )


def _alive(req: Requisition, at: Context) -> int:
    return at.unit.count(Application, Application.requisition_id == req.id, Application.ended_at.is_(None))  # type: ignore[union-attr]
