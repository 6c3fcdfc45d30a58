"""`req open`: a new search, with what knowledge proposes for it, its card on its way to the channel."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from handlers.core.access import Part
from handlers.core.answers import cellnames
from handlers.core.answers.cite import cited
from handlers.core.args import Arguments
from handlers.core.errors import Invalid
from handlers.core.figures import money_range
from handlers.core.markers import Below, ChannelName, Concept, JobTitle, Name, Range, TakesPart, When
from handlers.core.reading.utterance import says_nothing, words_of
from handlers.core.reply import Action, Element, Facts, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Day, Empty, Span
from handlers.core.verb import A_SPAN, Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, planning, settings
from handlers.pipeline.reading import bands, days, places, whichcolleague
from handlers.pipeline.replies import choices
from handlers.pipeline.rules.policy import deed
from knowledge.pay.posting import PostingRange
from storage.models import Requisition

say = Wording("req")

TITLE_LENGTH = 300
ROLES = ("engineer", "scientist", "developer", "researcher", "architect", "analyst", "lead", "manager", "head", "director")
"""What a title says, and what is left of `sr mle nlp remote` once level and lane are read does not."""
NO_TITLES = frozenset({"that", "this", "it", "one", "that one", "this one", "them", "that role", "this role", "role", "a role"})
"""`open a req for that`."""
_MANAGES = ("engineering", "product", "program", "learning", "ml", "ai", "data")
MANAGER = ("hiring manager", "hm", "".join(f"(?<!{each} )" for each in _MANAGES) + "manager")
"""How whoever hires is told; what an `engineering manager` is, is a title."""
_WILL = r"(?:(?:will|is going to|to|can|is)\s+)?"
_IT = r"\s+(?:it|this|that|the (?:search|req|role)|this one)"
RECRUITS = ("recruiter", "recruits", rf"{_WILL}(?:run|own|handle|lead|drive|source)(?:s|ing)?{_IT}", f"{_WILL}recruit(?:ing)?")
APPROVES = ("approver", "approves", f"{_WILL}approv(?:e|ing)(?:{_IT}|\\s+(?:the )?offers?)?")
"""Who runs a search, and who approves its offers, in words of their own: `@ravi will run it`."""
JD_LENGTH = 3000
"""What a form's paragraph holds on every platform."""


def _one_or_many(value: Any) -> Any:
    """A form's select gives one id, or nothing."""
    return ((value,) if value else ()) if isinstance(value, str) else value


class ReqOpenArgs(Arguments):
    """Title (quoted, or the words that are left), lane, level, market, who hires, since when, where; below it the description."""

    called: Annotated[str, JobTitle(("engineer", "scientist", "developer", "researcher", "architect", "analyst"))] = ""
    """The title as it stands in words without quotation marks."""
    level: Annotated[str | None, Concept("level"), Empty] = None
    lane: Annotated[str | None, Concept("lane"), Empty] = None
    markets: Annotated[tuple[str, ...], Concept("market"), BeforeValidator(_one_or_many)] = ()
    recruiter: Annotated[str | None, TakesPart(RECRUITS), Empty] = None
    approver: Annotated[str | None, TakesPart(APPROVES), Empty] = None
    sponsor: Annotated[str | None, TakesPart(("sponsor", "sponsors")), Empty] = None
    closer: Annotated[str | None, TakesPart(("closer", "founder")), Empty] = None
    manager: Annotated[str | None, TakesPart((*MANAGER, "hires"), alone=True), Empty] = None
    since: Annotated[Day | None, When(("since", "--since", "opened"), strict=True), Empty] = None
    band: Annotated[Span | None, Range(bands.NAMES[:-1], alone=True, strict=True), Empty] = None
    channel: Annotated[str | None, ChannelName(), Empty] = None
    jd: Annotated[str, Below()] = ""
    deliverable: str = ""
    reliability: str = ""
    title: Annotated[str, Name()] = ""


@verb(
    "req open",
    ReqOpenArgs,
    summary="Open a requisition",
    usage='req open "title" [lane] [level] [market] [band 190k-230k] [manager @x] [since <day>]',
    examples=(
        'req open "Senior ML engineer" production senior remote',
        'req open "Staff ML engineer" since 3 Nov',
        "req open senior vision engineer remote recruiter @ravi approver @tom",
    ),
    aliases=(
        "open req", "new req", "open a req", "open a req for", "open a req for a", "open a requisition", "open a requisition for",
        "open a requisition for a", "open a search for a", "new requisition",
    ),
    effect="write",
    access="open_reqs",
    heavy=True,
    no_verb_before=(A_SPAN,),
)  # fmt: skip
def req_open(asked: ReqOpenArgs, at: Context) -> Reply:
    """The new req with its number, lane, band and loop, and what is still to be asked; a form where it has no title."""
    title = " ".join((asked.called or asked.title).split())[:TITLE_LENGTH]
    if says_nothing(title) or title.casefold() in NO_TITLES or _is_remainder(title, asked, at):
        return _ask(asked, at)
    jd = _job_description(asked, at)
    found = planning.lanes(at.library, title, jd)
    done = deed(at)
    req = changes.open_req(at.unit, done, title, **_known(asked, at, found))
    if jd:
        changes.keep_jd(at.unit, done, req, jd)
    return _opened(req, asked, found, at)


def _is_remainder(title: str, asked: ReqOpenArgs, at: Context) -> bool:
    """Whether the words are no title but what was left beside a level or a lane: they are put into the form's title."""
    typed = not at.command.verb and not set(words_of(at.command.said)) & set('"“”„«»')
    return typed and not asked.called and bool(asked.level or asked.lane) and not any(role in title.casefold() for role in ROLES)


def _job_description(asked: ReqOpenArgs, at: Context) -> str:
    return "\n\n".join(part for part in (asked.jd, *(each.text for each in at.command.attachments)) if part.strip())


def _known(asked: ReqOpenArgs, at: Context, found: planning.LanesFound) -> dict[str, Any]:
    """What is known of the req at its opening, as its columns."""
    lane, market = asked.lane or found.lane, asked.markets[0] if asked.markets else None
    band = planning.band(at.library, asked.level, lane, market)
    known: dict[str, Any] = {
        "level": asked.level,
        "lane": lane,
        "market": market,
        "loop": planning.loop(at.library, asked.level, lane),
        "deliverable": asked.deliverable.strip() or None,
        "reliability": asked.reliability.strip() or None,
        "address": _channel(asked, at),
    }
    if band:
        known |= {"band_low": band.low, "band_high": band.high, "band_currency": band.currency}
    if asked.band:
        known |= {"band_currency": planning.CURRENCY} | bands.columns(asked.band, "")
    for part, said in _team(asked).items():
        known[f"{part.value}_id"] = whichcolleague.the_person(at, said, make=True).id
    if asked.since:
        known["since_at"] = days.past_day(asked.since, at.zone, at.command.now, "since")
    return known


def _team(asked: ReqOpenArgs) -> dict[Part, str]:
    """Who was said to take which part, as typed."""
    said = {
        Part.HIRING_MANAGER: asked.manager,
        Part.RECRUITER: asked.recruiter,
        Part.APPROVER: asked.approver,
        Part.SPONSOR: asked.sponsor,
        Part.CLOSER: asked.closer,
    }
    return {part: who for part, who in said.items() if who}


def _channel(asked: ReqOpenArgs, at: Context) -> dict[str, Any]:
    """Where the card goes: the channel that was named, else the configured one, else the one where it was said."""
    if asked.channel:
        return places.channel(at, asked.channel, "title")
    return {**(settings.of(at.unit).req_channel or places.here(at))}


def _opened(req: Requisition, asked: ReqOpenArgs, found: planning.LanesFound, at: Context) -> Reply:
    """What the req begins with, what is still to be asked, and the steps that follow."""
    lead = say.opened(number=req.number, title=req.title)
    band = None if asked.band else planning.band(at.library, req.level, req.lane, req.market)
    elements: list[Element] = [Heading(lead), _begins_with(req, at), *_about_lanes(asked, found, at)]
    not_covered, market = _nearest_market(req, at)
    elements += not_covered
    open_questions = [] if req.deliverable and req.reliability else [question for _, question in found.questions]
    if open_questions:
        elements.append(Text(say.still_asked(questions=open_questions)))
    if req.approver_id is None:
        elements.append(Text(say.approver_wanted(number=req.number), small=True))
    about = {"req": req.number}
    answer = (Action(say.answer_button(), "req edit", {**about, "ask": "scoping"}, primary=True),) if open_questions else ()
    facts = at.library.knowledge.facts
    behind = (*((band.from_fact,) if band else ()), req.loop[0]["fact"])
    buttons = (*answer, *market, Action(say.add_button(), "cand add", about), Action(say.loop_done_button(), "loop done", about))
    return Reply(
        lead,
        tuple(elements),
        actions=buttons[:3],
        more=(Action(say.band_button(), "band", _band_args(req)), Action(say.edit_button(), "req edit", about)),
        sources=cited(at.library.knowledge, tuple(facts[id].source for id in behind)),
        data={
            "req": req.number,
            "title": req.title,
            "level": req.level,
            "lane": req.lane,
            "market": req.market,
            "two_lanes": list(found.two or ()),
            "band": _band_data(req, band),
            "loop": [each["key"] for each in req.loop],
            "since": req.since_at.isoformat(),
        },
        public=True,
    )  # fmt: skip


def _nearest_market(req: Requisition, at: Context) -> tuple[tuple[Element, ...], tuple[Action, ...]]:
    """(That no guide covers the place that was named, the button that takes the nearest market); of a req without one."""
    names = at.library.vocabulary
    elsewhere = None if req.market else names.read(" ".join(at.unread), {"place"}).first("place")
    near = names.nearest_markets([elsewhere.id])[:1] if elsewhere else ()
    if not elsewhere or not near:
        return (), ()
    name = names.name("market", near[0])
    button = Action(say.market_button(market=name), "req edit", {"req": req.number, "market": near[0]})
    return (Text(say.place_not_covered(place=elsewhere.id, nearest=name)),), (button,)


def _begins_with(req: Requisition, at: Context) -> Facts:
    """Level, lane, market and band, as far as they are known, and the loop."""
    names = at.library.vocabulary
    named = (("level", say.level(), req.level), ("lane", say.lane(), req.lane), ("market", say.market(), req.market))
    pairs = [(label, names.name(kind, value)) for kind, label, value in named if value]
    if req.band_low and req.band_high and req.band_currency:
        pairs.append((say.band(), money_range(req.band_low, req.band_high, req.band_currency)))
    pairs.append((say.loop(), say.loop_rounds(names=[each["short"] for each in req.loop])))
    return Facts(tuple(pairs))


def _about_lanes(asked: ReqOpenArgs, found: planning.LanesFound, at: Context) -> list[Element]:
    """That the job is two, or that its lane was read from its description."""
    names = at.library.vocabulary
    if found.two:
        first, second = (names.name("lane", each) for each in found.two)
        return [Text(say.two_lanes(first=first, second=second))]
    if found.lane and not asked.lane and _job_description(asked, at):
        return [Text(say.lane_from_jd(lane=names.name("lane", found.lane), misleads=found.misleads), small=True)]
    return []


def _band_data(req: Requisition, proposed: PostingRange | None) -> dict[str, Any] | None:
    """The band and where it comes from; the fact is None where it was said."""
    if not req.band_low:
        return None
    fact = proposed.from_fact if proposed else None
    return {"low": req.band_low, "high": req.band_high, "currency": req.band_currency, "measures": "base", "fact": fact}


def _band_args(req: Requisition) -> dict[str, Any]:
    known = {"level": req.level or planning.USUAL_LEVEL, "lane": req.lane, "markets": [req.market] if req.market else None}
    return {name: value for name, value in known.items() if value}


def _ask(asked: ReqOpenArgs, at: Context) -> Reply:
    """A form, with what was said filled in; where it was submitted without a title, the message stands at the field."""
    if at.command.verb and set(at.command.args) - {"channel"} > {"title"}:
        raise Invalid(say.no_title(), errors={"title": say.no_title()})
    carried = asked.model_dump(include={"manager", "recruiter", "approver", "sponsor", "closer"}, exclude_none=True)
    if asked.channel:
        carried["channel"] = places.channel(at, asked.channel, "title")["channel"]
    jd = _job_description(asked, at)
    found = planning.lanes(at.library, "", jd)
    lane = asked.lane or found.lane
    proposed = cellnames.who(at.library.vocabulary, asked.level, lane) if asked.level or lane else ""
    proposed = say.proposed_title(who=proposed, words=asked.title.strip()) if asked.title.strip() else proposed
    hints = {id: question[:150] for id, question in planning.questions()}
    first, bar = (hints[id] for id in planning.SCOPING)
    market = "".join(asked.markets[:1])
    fields = (
        Field("title", say.title_field(), value=(found.title or proposed)[:TITLE_LENGTH], hint=say.title_hint()),
        Field("level", say.level(), "select", required=False, value=asked.level or "", choices=choices(at, "levels", "level")),
        Field("lane", say.lane(), "select", required=False, value=lane or "", choices=choices(at, "lanes", "lane")),
        Field("markets", say.market(), "select", required=False, value=market, choices=choices(at, "markets", "market")),
        *(() if asked.manager else (Field("manager", say.manager_field(), "person", required=False),)),
        Field("jd", say.jd_field(), "paragraph", required=False, value=jd[:JD_LENGTH], hint=say.jd_hint()),
        Field("deliverable", say.deliverable(), "paragraph", required=False, hint=first),
        Field("reliability", say.reliability(), required=False, hint=bar),
        Field("since", say.since_field(), "date", required=False),
    )  # fmt: skip
    return Reply(say.ask(), (Text(say.ask()),), form=Form(say.form_title(), "req open", fields, say.submit(), carried))
