"""`source`: where people of a lane are, which signals count, what to avoid, and an outreach draft about the work."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field as Limited

from handlers.core.answers import telling
from handlers.core.answers.cite import cited
from handlers.core.answers.specialties import lane_of
from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Flag
from handlers.core.reply import Action, Bullets, Document, Element, Field, Form, Heading, Reply, Rich, Strong, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from knowledge.printing import printed
from knowledge.topics.sourcing import STRENGTHS, Place, Sourcing

say = Wording("source")

SHOWN_POOLS, SHOWN_NAMES = 4, 2
"""What fits a phone screen; "everything" shows the rest."""
LEAST_WORDS = 3
"""A shorter line says nothing about the work."""
REQUIRED = ("work", "stack", "deliverable")
OPTIONAL = ("hard", "terms", "company", "sender")
LONG = ("work", "deliverable", "hard")


OUTREACH = (
    "outreach", "message", "messages", "draft", "inmail", "follow up", "follow-up", "follow-ups", "follow ups", "email",
    "cold email",
)  # fmt: skip


POOLS = (
    ("kaggle", ("kaggle", "kagglers")),
    ("contributors", ("open source", "open-source", "contributors", "github", "oss")),
    ("conference", ("conference", "conferences", "neurips", "icml")),
    ("doctoral", ("phd", "phds", "phd students", "doctoral students")),
    ("big-tech", ("big tech", "faang", "google", "meta")),
    ("start-up", ("startup", "startups", "start-up", "start-ups")),
    ("labs", ("frontier labs", "research labs", "labs", "openai", "anthropic")),
    ("linkedin", ("linkedin",)),
    ("defence", ("defence", "defense", "military", "government contractors", "cleared people")),
)
"""A pool by what it is called → the words for it; the first stands in the pool's name."""


class SourceArgs(Arguments):
    """The lane or the specialty; level and market are heard and told apart by no guide; `outreach` asks for the draft instead."""

    lane: Annotated[str | None, Concept("lane")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    level: Annotated[str | None, Concept("level")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    places: Annotated[tuple[str, ...], Concept("place")] = ()
    pools: Annotated[tuple[str, ...], Choose(POOLS)] = ()
    outreach: Annotated[bool, Flag(OUTREACH)] = False
    avoid: Annotated[bool, Flag(("avoid", "not to look", "not look", "where not", "stay away from"))] = False
    everything: Annotated[bool, Flag(("all", "everything", "show all"))] = False


class OutreachArgs(Arguments):
    """What the form asks of the work; `edit` brings the form back. The lengths keep the value of a button inside its limit."""

    lane: Annotated[str | None, Concept("lane")] = None
    edit: bool = False
    work: Annotated[str, Limited(max_length=400)] = ""
    stack: Annotated[str, Limited(max_length=200)] = ""
    deliverable: Annotated[str, Limited(max_length=250)] = ""
    hard: Annotated[str, Limited(max_length=250)] = ""
    terms: Annotated[str, Limited(max_length=200)] = ""
    company: Annotated[str, Limited(max_length=80)] = ""
    sender: Annotated[str, Limited(max_length=80)] = ""


@verb(
    "source",
    SourceArgs,
    summary="Where people of a lane are, which signals count, and outreach about the work",
    usage="source <lane> [outreach | avoid]",
    examples=("source mlops", "source applied llm outreach"),
    aliases=("sourcing",),
    no_verb_before=("of",),
    cues=(
        "where do i find", "where can i find", "where to find", "how do i find", "how do we find", "how can i find",
        "how to find", "where are such people", "where do they work", "find candidates", "find people",
        "sourcing", "candidate pool", "talent pool",
        "where should i look", "hang out", "where are", "where not to look", "where should i not look", "who should i write to",
        "places to source", "place to source", "places to find", "place to find", "best place to look", "where to source",
        "where do i source", "where do we source", "where can i source", "how to source", "how do i source", "how do we source",
        "hire from", "recruit from", "poach from", "search engineers", "can search", "to search for", "where to search",
        "where can i look", "where should we look",
    ),
)  # fmt: skip
def source(asked: SourceArgs, at: Context) -> Reply:
    """Pools in order with windows, signals high, mid and low, what to avoid; or the outreach and its follow-ups."""
    if asked.outreach:
        return _form(OutreachArgs(lane=asked.lane))
    kind, notes = lane_of(at.library, asked.lane, asked.specialty)
    asked = asked.model_copy(update={"lane": kind})
    found = at.library.sourcing.sourcing(asked.lane, asked.specialty)
    if asked.avoid:
        return _to_avoid(asked, found, at)
    lane = at.library.vocabulary.name("lane", asked.lane) if asked.lane else ""
    if asked.pools:
        return _of_pools(asked, found, at)
    lead = say.lead(lane=lane, first=found.pools[0].name)
    shown = found.pools if asked.everything else (found.suited or found.pools)[:SHOWN_POOLS]
    elements: list[Element] = [Heading(lead), *notes, *_not_told_apart(asked, found, bool(notes), at)]
    elements.append(Bullets(tuple(_pool(pool, asked.everything, at) for pool in shown), ordered=True))
    if len(found.pools) > len(shown):
        elements.append(Text(say.more(count=len(found.pools) - len(shown)), small=True))
    elements.append(Bullets(tuple(_signals(found, asked.everything, at))))
    if asked.everything:
        said = [say.why(text=fact.statement, source=at.library.short_names[fact.source]) for fact in found.reach]
        elements += [Text(line, small=True) for line in (*said, found.reading.statement)]
    elements.append(Text(say.never_a_flag(), small=True))
    return Reply(
        lead,
        tuple(elements),
        actions=_next(asked),
        more=_lanes(asked, at),
        sources=cited(at.library.knowledge, (place.fact.source for place in (*shown, *_told(found, asked.everything)))),
        data=_data(found),
    )


@verb(
    "outreach",
    OutreachArgs,
    summary="A first message about the work, and the follow-ups",
    usage="outreach [lane]",
    examples=("outreach mlops",),
    cues=(
        "outreach message",
        "outreach mail",
        "outreach email",
        "outreach to",
        "draft outreach",
        "write outreach",
        "write the outreach",
        "draft a first message",
        "write a first message",
        "write the first message",
        "draft the first message",
        "write a cold message",
        "draft a cold message",
        "write an inmail",
        "draft an inmail",
        "write me a message",
        "write a message",
        "write to candidates",
        "write to a candidate",
        "write to a passive",
        "write to passive",
        "write to somebody",
        "write in the first mail",
        "write in the first email",
        "write in the first message",
        "write in an inmail",
        "write to them first",
        "write to someone",
        *(
            f"{write} {lead} {first} {message}"
            for write in ("write", "put", "say", "include")
            for lead in ("in", "in a", "in the", "in our", "in my", "as", "as a")
            for first in ("first", "cold", "outreach", "linkedin")
            for message in ("message", "mail", "email", "dm", "note")
        ),
        *(
            f"{kind} {message} {to}"
            for kind in ("cold", "linkedin", "first", "intro", "sourcing", "good")
            for message in ("message", "mail", "email", "inmail", "dm", "note")
            for to in ("to", "for")
        ),
        "follow-up message",
        "how many follow ups",
        "how many follow-ups",
    ),
    listed=False,
)
def outreach(asked: OutreachArgs, at: Context) -> Reply:
    """The messages from what was given; the form where the work is not said. They hold people's words: no button shares them."""
    return _form(asked) if asked.edit or _vague(asked) else _draft(asked, at)


def _of_pools(asked: SourceArgs, found: Sourcing, at: Context) -> Reply:
    """Everything that the guides say of these kinds of pool: as a pool, as a signal, as something to avoid."""
    places = (*found.pools, *(place for strength in STRENGTHS for place in found.signals[strength]), *found.avoid)
    of_pools = [place for pool in asked.pools for place in places if pool in place.name.casefold()]
    named = tuple({place.fact.id: place for place in of_pools}.values())
    lead = say.lead_pool(pools=[place.name for place in named if place in found.pools] or [named[0].name])
    unweighed = [Text(say.not_weighed(), small=True)] if len(asked.pools) > 1 else []
    lane = {"lane": asked.lane} if asked.lane else {}
    return Reply(
        lead,
        (Heading(lead), Bullets(tuple(_whole(place, at) for place in named)), *unweighed),
        actions=(
            Action(say.outreach_button(), "outreach", lane, primary=True),
            Action(say.look_button(), "source", lane),
            Action(say.questions_button(), "questions", lane),
        ),
        sources=cited(at.library.knowledge, (place.fact.source for place in named)),
        data={"pools": list(asked.pools), "named": [_as_data(place) for place in named]},
    )


def _to_avoid(asked: SourceArgs, found: Sourcing, at: Context) -> Reply:
    """Where not to look, in full: what is to be avoided, then the signals that say little."""
    lead = say.lead_avoid(names=[place.name for place in found.avoid])
    weak = found.signals["low"]
    lane = {"lane": asked.lane} if asked.lane else {}
    return Reply(
        lead,
        (Heading(lead), Bullets(tuple(_whole(place, at) for place in (*found.avoid, *weak)))),
        actions=(Action(say.look_button(), "source", lane, primary=True), Action(say.questions_button(), "questions", lane)),
        sources=cited(at.library.knowledge, (place.fact.source for place in (*found.avoid, *weak))),
        data=_data(found),
    )


def _whole(place: Place, at: Context) -> str:
    return str(say.why(text=place.fact.statement, source=at.library.short_names[place.fact.source]))


def _not_told_apart(asked: SourceArgs, found: Sourcing, read_as_lane: bool, at: Context) -> list[Element]:
    """What was named and sorts no pool: level, market, and a specialty that no pool is said to hold."""
    held = read_as_lane or any(asked.specialty in pool.fact.applies_to.get("specialty", ()) for pool in found.pools)
    return telling.not_told_apart(
        at.library,
        level=asked.level,
        specialty=None if held else asked.specialty,
        markets=asked.markets,
        places=asked.places,
    )


def _pool(pool: Place, whole: bool, at: Context) -> Rich:
    said = [each for each in pool.fact.values.get("items", ()) if str(each).casefold() not in pool.name.casefold()]
    detail = say.pool(values={**pool.fact.values, "items": said}).strip()
    short = at.library.short_names[pool.fact.source]
    if whole:
        return say.pool_whole(statement=pool.fact.statement, detail=detail, source=short)
    line = say.pool_line(detail=detail, source=short)
    return (Strong(pool.name[:1].upper() + pool.name[1:]), line if detail else f" {line}")


def _told(found: Sourcing, whole: bool) -> list[Place]:
    """The signals that are shown, those of the lane unless all are asked for, and what to avoid."""
    signals = [place for strength in STRENGTHS for place in found.signals[strength] if whole or place.suits]
    return [*signals, *found.avoid]


def _signals(found: Sourcing, whole: bool, at: Context) -> list[Rich]:
    told = _told(found, whole)
    groups = [
        (say.strength(strength=strength), tuple(place for place in found.signals[strength] if place in told))
        for strength in STRENGTHS
    ]
    return [
        (
            Strong(title),
            say.names(names=[place.name for place in places[: None if whole else SHOWN_NAMES]], source=_sources(places, at)),
        )
        for title, places in (*groups, (say.avoid(), found.avoid))
        if places
    ]


def _sources(places: tuple[Place, ...], at: Context) -> str:
    return ", ".join(dict.fromkeys(at.library.short_names[place.fact.source] for place in places))


def _next(asked: SourceArgs) -> tuple[Action, ...]:
    lane = {"lane": asked.lane} if asked.lane else {}
    draft = Action(say.outreach_button(), "outreach", lane, primary=True)
    questions = Action(say.questions_button(), "questions", lane)
    if asked.everything:
        return (draft, questions)
    return (draft, Action(say.everything_button(), "source", {**lane, "everything": True}), questions)


def _lanes(asked: SourceArgs, at: Context) -> tuple[Action, ...]:
    lanes = (str(lane["id"]) for lane in at.library.knowledge.vocabulary["lanes"])
    names = at.library.vocabulary
    return tuple(
        Action(say.lane_button(lane=names.name("lane", lane)), "source", {"lane": lane}) for lane in lanes if lane != asked.lane
    )


def _vague(asked: OutreachArgs) -> tuple[str, ...]:
    """The required lines that say too little to be specific; a stack may be one name."""
    return tuple(name for name in REQUIRED if len(getattr(asked, name).split()) < (1 if name == "stack" else LEAST_WORDS))


def _form(asked: OutreachArgs) -> Reply:
    """The form with what was said so far; what is too vague carries its message, once something was said at all."""
    begun = any(getattr(asked, name) for name in REQUIRED)
    wrong = _vague(asked) if begun else ()
    fields = tuple(
        Field(
            name,
            getattr(say, f"field_{name}")(),
            "paragraph" if name in LONG else "line",
            required=name in REQUIRED,
            value=getattr(asked, name),
            hint=getattr(say, f"hint_{name}")(),
            error=say.too_vague() if name in wrong else None,
        )
        for name in (*REQUIRED, *OPTIONAL)
    )
    args = {"lane": asked.lane} if asked.lane else {}
    lead = say.form_lead()
    return Reply(
        lead,
        (Text(lead),),
        form=Form(say.form_title(), "outreach", fields, say.submit(), args),
        data={"needs": list(_vague(asked))},
    )


def _draft(asked: OutreachArgs, at: Context) -> Reply:
    given = {name: " ".join(getattr(asked, name).split()).rstrip(" .") for name in (*REQUIRED, *OPTIONAL)}
    draft = printed("outreach.md.j2", **given)
    answered = at.library.sourcing.sourcing(asked.lane).answered
    lead = say.drafted(count=draft.count("\n## ") + draft.startswith("## "))
    elements: list[Element] = [
        Heading(lead),
        Document(say.file(), "text/markdown", draft),
        Text(say.before_sending(), small=True),
    ]
    if answered:
        elements.append(Text(say.why(text=answered.statement, source=at.library.short_names[answered.source]), small=True))
    again = asked.model_dump(mode="json", exclude_defaults=True)
    lane = {"lane": asked.lane} if asked.lane else {}
    return Reply(
        lead,
        tuple(elements),
        actions=(Action(say.again_button(), "outreach", again | {"edit": True}), Action(say.pools_button(), "source", lane)),
        sources=cited(at.library.knowledge, [answered.source] if answered else []),
        data={
            "lane": asked.lane,
            "given": {name: text for name, text in given.items() if text},
            "draft": draft,
            "fact": answered.id if answered else None,
        },
    )


def _data(found: Sourcing) -> dict[str, Any]:
    return {
        "lane": found.lane,
        "pools": [_as_data(place) | {"suits_lane": place.suits, "values": place.fact.values} for place in found.pools],
        "signals": {strength: [_as_data(place) for place in places] for strength, places in found.signals.items()},
        "avoid": [_as_data(place) for place in found.avoid],
        "reach": [telling.fact_data(fact) for fact in found.reach],
        "reading": telling.fact_data(found.reading),
    }


def _as_data(place: Place) -> dict[str, Any]:
    return {"name": place.name, **telling.fact_data(place.fact)}
