"""`req edit`: what a req says of itself: title, lane, level, market, band, loop, and the answers to the two scoping questions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field as Bounded

from handlers.core.errors import Conflict, Invalid
from handlers.core.markers import After, Concept, Flag, Range
from handlers.core.pay.payfigure import HIGHEST_PAY
from handlers.core.reading.utterance import says_nothing
from handlers.core.reply import Choice, Field, Form, Reply, Text
from handlers.core.typed.amounts import Empty, Span
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, history, planning
from handlers.pipeline.reading import bands, finding, naming
from handlers.pipeline.replies import changed, choices
from handlers.pipeline.rules.policy import deed
from storage import reqs
from storage.models import Requisition

say, told = Wording("req"), Wording("history")

WORDS_LENGTH = 1000
_ENDS = ("title", "deliverable", "deliverable:", "reliability", "reliability:", "title:", "because")


class ReqEditArgs(naming.AboutReq):
    """Which req and what is new; `loop` takes the recommended loop for its lane and level; `ask` says which form to show.

    `band` is both its ends; `band_said` what was said of it, where that is no range.
    """

    level: Annotated[str | None, Concept("level"), Empty] = None
    lane: Annotated[str | None, Concept("lane"), Empty] = None
    market: Annotated[str | None, Concept("market"), Empty] = None
    title: Annotated[str | None, After(("title", "title:"), until=_ENDS), Empty] = None
    deliverable: Annotated[str | None, After(("deliverable", "deliverable:"), until=_ENDS), Empty] = None
    reliability: Annotated[str | None, After(("reliability", "reliability:"), until=_ENDS), Empty] = None
    band: Annotated[Span | None, Empty, Range(bands.NAMES, alone=True)] = None
    band_low: Annotated[int | None, Bounded(gt=0, le=HIGHEST_PAY), Empty] = None
    band_high: Annotated[int | None, Bounded(gt=0, le=HIGHEST_PAY), Empty] = None
    band_currency: Annotated[str | None, Bounded(pattern=r"^[A-Z]{3}$"), Empty] = None
    loop: Annotated[bool, Flag(("loop", "recommended loop"))] = False
    band_said: Annotated[str | None, After(bands.NAMES, until=_ENDS), Empty] = None
    ask: Literal["all", "scoping", ""] = ""


@verb(
    "req edit",
    ReqEditArgs,
    summary="Change a req: title, lane, level, market, band, loop, first deliverable",
    usage="req edit R-12 [lane] [level] [market] [band 190k-230k] [deliverable …] [loop]",
    examples=(
        "req edit R-12 staff",
        "req edit R-12 band 190k-240k",
        "req edit R-12 deliverable serving at 99.9% by May",
        "req edit R-12 research recommended loop",
    ),
    aliases=("edit req", "req change"),
    effect="write",
    access="run_reqs",
)
def req_edit(asked: ReqEditArgs, at: Context) -> Reply:
    """What changed; a form where nothing is named. Raises Conflict where a newer state stands or candidates hold the loop."""
    req = finding.the_req(at, asked.req)
    if asked.rev not in (None, req.rev):
        raise Conflict(
            say.not_from(number=req.number, status=req.status.value, who=history.last_of_req(at, req), allowed=["req edit"])
        )
    new = _new(asked, at, req)
    if not new:
        return _ask(asked, at, req)
    values = {name: value for name, value in new.items() if value != getattr(req, name)}
    if not values:
        raise Conflict(say.nothing_to_edit(number=req.number))
    low, high = values.get("band_low", req.band_low), values.get("band_high", req.band_high)
    if low and high and low > high:
        raise Invalid(say.band_upside_down(), errors={"band_low": say.band_upside_down()})
    event = changes.edit_req(at.unit, deed(at), req, values)
    fields = tuple(dict.fromkeys(told.field(field=name) for name in values))
    return changed(say.edited(number=req.number, fields=fields), event, data={"req": req.number, "changed": sorted(values)})


def _new(asked: ReqEditArgs, at: Context, req: Requisition) -> dict[str, Any]:
    """Column → what it shall be."""
    said = asked.model_dump(include={"level", "lane", "market", "band_low", "band_high", "band_currency"}, exclude_none=True)
    said |= bands.columns(asked.band, asked.band_said or "")
    words = asked.model_dump(include={"title", "deliverable", "reliability"}, exclude_none=True)
    new: dict[str, Any] = said | {name: " ".join(text.split())[:WORDS_LENGTH] for name, text in words.items() if text.strip()}
    if "title" in new:
        if says_nothing(new["title"]):
            raise Invalid(say.no_title(), errors={"title": say.no_title()})
        new["title"] = new["title"][:300]
    if ("band_low" in new or "band_high" in new) and not (new.get("band_currency") or req.band_currency):
        new["band_currency"] = planning.CURRENCY
    if asked.loop:
        if reqs.stage_counts(at.unit, [req.id]):
            raise Conflict(say.loop_taken(number=req.number))
        new["loop"] = planning.loop(at.library, new.get("level", req.level), new.get("lane", req.lane))
    return new


def _ask(asked: ReqEditArgs, at: Context, req: Requisition) -> Reply:
    """The two scoping questions alone, or everything that can be changed."""
    hints = {id: question[:150] for id, question in planning.questions()}
    first, bar = (hints[id] for id in planning.SCOPING)
    scoping = (
        Field("deliverable", say.deliverable(), "paragraph", required=False, value=req.deliverable or "", hint=first),
        Field("reliability", say.reliability(), required=False, value=req.reliability or "", hint=bar),
    )
    lead = say.edit_ask(number=req.number)
    form_fields = scoping if asked.ask == "scoping" else (*_everything(at, req), *scoping)
    form = Form(say.edit_title(number=req.number), "req edit", form_fields, say.save(), {"req": req.number, "rev": req.rev})
    return Reply(lead, (Text(lead),), form=form)


def _everything(at: Context, req: Requisition) -> tuple[Field, ...]:
    currencies = tuple(Choice(code, code) for code in planning.CURRENCIES)
    return (
        Field("title", say.title_field(), value=req.title),
        Field("level", say.level(), "select", required=False, value=req.level or "", choices=choices(at, "levels", "level")),
        Field("lane", say.lane(), "select", required=False, value=req.lane or "", choices=choices(at, "lanes", "lane")),
        Field("market", say.market(), "select", required=False, value=req.market or "", choices=choices(at, "markets", "market")),
        Field("band_low", say.band_low(), "number", required=False, value=str(req.band_low or "")),
        Field("band_high", say.band_high(), "number", required=False, value=str(req.band_high or "")),
        Field("band_currency", say.currency(), "select", required=False, value=req.band_currency or "", choices=currencies),
    )
