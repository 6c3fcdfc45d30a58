"""`away`: out of office until then; who stands in is nudged instead, or what can be is said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from handlers.core import access
from handlers.core.args import Arguments
from handlers.core.colleagues import called
from handlers.core.errors import Invalid
from handlers.core.markers import Flag, Lasting, Moment, People, Remaining
from handlers.core.reply import Action, Field, Form, Heading, Reply, Text
from handlers.core.typed import moments
from handlers.core.typed.amounts import Empty
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.people import speaker
from handlers.pipeline.reading import when, whichcolleague
from handlers.pipeline.reminders import absence
from handlers.pipeline.reminders.absence import Absence
from handlers.pipeline.rules.policy import deed
from storage import reqs
from storage.models import Person

say = Wording("away")

MIDNIGHT = "00:00"
LEAVING = timedelta(minutes=5)
"""Who leaves at once is still there to be told what falls due meanwhile."""


class AwayArgs(Arguments):
    """From when, until when, and who stands in; or that one is back."""

    since: Annotated[str | None, Moment(("from", "since")), Empty] = None
    until: Annotated[str | None, Moment(("until", "till", "to", "through")), Empty] = None
    people: Annotated[tuple[str, ...], People()] = ()
    stand_in: Annotated[str | None, Empty] = None
    """From the form."""
    lasting: Annotated[float | None, Lasting(), Empty] = None
    """The hours of it, where no end is said: `away 3d`."""
    back: Annotated[bool, Flag(("back", "off", "over", "here again"))] = False
    unread: Annotated[str, Remaining()] = ""
    """Words that say none of this."""


@verb(
    "away",
    AwayArgs,
    summary="Out of office: no reminders until then, and who stands in",
    usage="away until mon [from fri] [@stand-in] | away back",
    examples=("away until monday", "away back"),
    aliases=("out of office", "ooo", "vacation"),
    effect="write",
)
def away(asked: AwayArgs, at: Context) -> Reply:
    """Until when, and who stands in. Asks by a form. Raises Invalid for a time past, and where no word says until when."""
    me = speaker(at.unit, at.command)
    if asked.back:
        return _set(at, me, None, None, None)
    if asked.unread and not asked.until and not asked.lasting:
        text = say.not_read(said=asked.unread[:60])
        raise Invalid(text, errors={"until": text})
    if not asked.until and not asked.lasting:
        fields = (
            Field("until", say.until_label(), hint=say.until_hint()),
            Field("stand_in", say.stand_in_label(), "person", required=False),
        )
        return Reply(say.ask(), (Heading(say.ask()),), form=Form(say.title(), "away", fields, say.submit()))
    begins = _moment(at, asked.since, "since") if asked.since else _begun(me, at.command.now)
    until = _moment(at, asked.until, "until") if asked.until else _end_of(at, asked, begins)
    named = next(iter(asked.people), asked.stand_in)
    stand_in = whichcolleague.the_person(at, named, make=True) if named else None
    told = _set(at, me, begins, until, stand_in)
    beside = (Text(say.not_read_beside(said=asked.unread[:60]), small=True),) if asked.unread else ()
    return replace(told, elements=(*told.elements, *beside))


def _begun(me: Person, now: datetime) -> datetime:
    """Since when they are away: whoever says it again has been all along, and what fell into it stays with their stand-in."""
    is_away = me.away_until and now < me.away_until and me.away_from and me.away_from <= now
    return me.away_from if is_away and me.away_from else now + LEAVING


def _end_of(at: Context, asked: AwayArgs, begins: datetime) -> datetime:
    """When so many hours are over, from when they were said to begin, or from now."""
    return (begins if asked.since else at.command.now) + timedelta(hours=asked.lasting or 0)


def _moment(at: Context, said: str, field: str) -> datetime:
    """A moment that lies ahead; a day without a time counts from its beginning."""
    for words in (said, f"{said} {MIDNIGHT}"):
        try:
            moments.read(words, at.zone, at.command.now, "ahead")
        except moments.Unclear:
            continue
        return when.ahead(at, words, field).at
    return when.ahead(at, said, field).at  # which says what can't be read


def _set(at: Context, me: Person, begins: datetime | None, until: datetime | None, stand_in: Person | None) -> Reply:
    absence.set_out(at.unit, deed(at), me, Absence(begins, until, stand_in.id if stand_in else None))
    if until is None:
        return Reply(say.back(), (Heading(say.back()),), data={"away_until": None})
    later = begins is not None and begins > at.command.now + LEAVING
    lead = say.away(until=when.shown(at, until), since=when.shown(at, begins) if begins and later else "")
    who = say.instead(name=called(stand_in)) if stand_in else say.nobody_instead()
    mine = reqs.reqs_of(at.unit, me.id)
    off = [f"R-{each.number}" for each in mine if stand_in and access.is_off(at.unit, each, stand_in.id)]
    less = (Text(say.not_on(name=called(stand_in), reqs=off)),) if stand_in and off else ()
    return Reply(
        lead,
        (Heading(lead), Text(who), *less),
        actions=(Action(say.back_button(), "away", {"back": True}),),
        data={
            "away_until": until.isoformat(),
            "stand_in": stand_in.id if stand_in else None,
            "reqs": [req.number for req in mine],
        },
    )
