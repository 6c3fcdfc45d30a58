"""`away`: out of office until then; who stands in is nudged instead, or what can be is said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from handlers.core import moments
from handlers.core.amounts import Empty
from handlers.core.args import Arguments
from handlers.core.errors import Invalid
from handlers.core.markers import Flag, Moment, People, Remaining
from handlers.core.reply import Action, Field, Form, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, naming, when
from handlers.pipeline.changes.trail import home_key
from handlers.pipeline.people import speaker
from handlers.pipeline.policy import deed
from storage import nudges, reqs, surfaces
from storage.models import Person, Requisition

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
    if asked.unread and not asked.until:
        text = say.not_read(said=asked.unread[:60])
        raise Invalid(text, errors={"until": text})
    if not asked.until:
        fields = (
            Field("until", say.until_label(), hint=say.until_hint()),
            Field("stand_in", say.stand_in_label(), "person", required=False),
        )
        return Reply(say.ask(), (Heading(say.ask()),), form=Form(say.title(), "away", fields, say.submit()))
    begins = _moment(at, asked.since, "since") if asked.since else at.command.now + LEAVING
    until = _moment(at, asked.until, "until")
    named = next(iter(asked.people), asked.stand_in)
    stand_in = naming.the_person(at, named, make=True) if named else None
    told = _set(at, me, begins, until, stand_in)
    beside = (Text(say.not_read_beside(said=asked.unread[:60]), small=True),) if asked.unread else ()
    return replace(told, elements=(*told.elements, *beside))


def _moment(at: Context, said: str, field: str) -> datetime:
    """A moment that lies ahead; a day without a time counts from its beginning."""
    for words in (said, f"{said} {MIDNIGHT}"):
        try:
            moments.read(words, at.zone, at.command.now, "ahead")
        except moments.Unclear:
            continue
        return when.ahead(at, words, field).at
    return when.ahead(at, said, field).at  # which says what can't be read


def _concerned(at: Context, me: Person) -> list[Requisition]:
    """The searches in which one owes something or has a part, and those of everybody for whom one stands in, in turn."""
    ids, asked, waiting = set[str](), {me.id}, [me.id]
    while waiting:
        person_id = waiting.pop()
        ids |= {req.id for req in reqs.reqs_of(at.unit, person_id)}
        ids |= {each.requisition_id for each in nudges.owed_by(at.unit, person_id) if each.requisition_id}
        instead = {each.id for each in at.unit.all(Person, Person.stand_in_id == person_id)} - asked
        asked |= instead
        waiting += instead
    return [req for id in sorted(ids) if (req := at.unit.get(Requisition, id))]


def _set(at: Context, me: Person, begins: datetime | None, until: datetime | None, stand_in: Person | None) -> Reply:
    touched = {me.id, me.stand_in_id, stand_in.id if stand_in else None} - {None}
    me.away_from, me.away_until, me.stand_in_id = begins, until, stand_in.id if stand_in else None
    mine = reqs.reqs_of(at.unit, me.id)
    for req in _concerned(at, me):
        changes.settle_req(at.unit, deed(at), req)
    for person_id in touched:  # who owes what has changed hands
        surfaces.touch(at.unit, home_key(str(person_id)), at.real_now)
    if until is None:
        return Reply(say.back(), (Heading(say.back()),), data={"away_until": None})
    later = begins is not None and begins > at.command.now + LEAVING
    lead = say.away(until=when.shown(at, until), since=when.shown(at, begins) if begins and later else "")
    who = say.instead(name=stand_in.name or "") if stand_in else say.nobody_instead()
    return Reply(
        lead,
        (Heading(lead), Text(who)),
        actions=(Action(say.back_button(), "away", {"back": True}),),
        data={
            "away_until": until.isoformat(),
            "stand_in": stand_in.id if stand_in else None,
            "reqs": [req.number for req in mine],
        },
    )
