"""`due`: what a person owes, or what is owed on a req, the nearest deadline first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from handlers.core import access
from handlers.core.markers import People
from handlers.core.reply import Action, Bullets, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import naming, saying
from handlers.pipeline.people import speaker
from handlers.pipeline.saying import Owed
from storage import nudges
from storage.models import Nudge, Person

say, undelivered = Wording("nudge"), Wording("undelivered")

Deadline = tuple[str, datetime, str | None]
"""See `saying.deadline`."""


class DueArgs(naming.AboutReq):
    """Whose: one's own where nothing is said; somebody's, or a req's."""

    people: Annotated[tuple[str, ...], People()] = ()


@verb(
    "due",
    DueArgs,
    summary="What you owe, the nearest deadline first; what somebody owes, or what is owed on a req",
    usage="due [@someone | R-12]",
    examples=("due", "due R-12"),
    effect="write",
)
def due(asked: DueArgs, at: Context) -> Reply:
    """Each running clock once. Of others, what the asker may see: the reqs that they have a part in."""
    me = speaker(at.unit, at.command)
    if asked.people:
        person = naming.the_person(at, asked.people[0])
        found = _seen(at, nudges.owed_by(at.unit, person.id)) if person is not me else nudges.owed_by(at.unit, me.id)
        return _listed(at, found, me, who="" if person is me else person.name or "")
    if asked.req is not None:
        req = naming.the_req(at, asked.req, need="see_reqs")
        return _listed(at, nudges.owed_on(at.unit, req.id), me, req=f"R-{req.number}")
    return _listed(at, nudges.owed_by(at.unit, me.id), me)


def _seen(at: Context, found: list[Nudge]) -> list[Nudge]:
    about = [(nudge, saying.owed(at.unit, at.library, at.command.now, nudge)) for nudge in found]
    return [nudge for nudge, owed in about if owed and access.may(at, "see_reqs", owed.req)]


def _listed(at: Context, found: list[Nudge], me: Person, *, who: str = "", req: str = "") -> Reply:
    heard = [nudge for nudge in found if not saying.is_climb(nudge) or (nudge.said_at and not req)]
    each = {saying.deadline(nudge): nudge for nudge in heard}
    owed = [about for nudge in each.values() if (about := saying.owed(at.unit, at.library, at.command.now, nudge))]
    if not owed:
        text = say.nothing_due_on(req=req) if req else say.nothing_due(who=who)
        return Reply(text, (Text(text),), data={"due": []})
    troubles = _troubles(at, heard)
    others = bool(who or req)
    befell = {deadline: what for deadline, (what, _) in troubles.items()}
    lines = tuple(_line(about, me, others=bool(req), trouble=befell.get(saying.deadline(about.nudge), "")) for about in owed)
    lead = say.owed_on(count=len(lines), req=req) if req else say.owed(count=len(lines), who=who)
    return Reply(
        lead,
        (Heading(lead), Bullets(lines), *_mends(at, troubles)),
        actions=saying.deeds(owed[0]) if len(owed) == 1 and not others else (),
        more=tuple(_why(about) for about in owed[:1]),
        data={"due": [_data(about) for about in owed]},
    )


def _troubles(at: Context, heard: list[Nudge]) -> dict[Deadline, tuple[str, str]]:
    """Deadline → what befell the last message of it that there was, and on which platform."""
    in_order = sorted((each for each in heard if each.outbox_id), key=lambda each: each.say_at)
    return {saying.deadline(each): saying.trouble(at.unit, each) for each in in_order}


def _mends(at: Context, troubles: Mapping[Deadline, tuple[str, str]]) -> tuple[Text, ...]:
    """How whoever can't be written to alone is reached again, a line each."""
    refused = {person_id: system for (*_, person_id), (befell, system) in troubles.items() if befell == "refused"}
    people = ((at.unit.get(Person, id), system) for id, system in refused.items())
    return tuple(
        Text(undelivered.how_reached(name=person.name or "", system=system), small=True) for person, system in people if person
    )


def _line(about: Owed, me: Person, *, others: bool, trouble: str) -> str:
    person = about.person
    return say.owed_line(
        what=about.named(yours=person is me),
        req=f"R-{about.req.number}",
        due=saying.shown(about, me.timezone),
        late=about.nudge.deadline_at < about.now,
        who=(person.name or "") if person and others and person is not about.asked_of else "",
        trouble=trouble,
    )


def _why(about: Owed) -> Action:
    return Action(say.why_button(), "why nudge", {"nudge": about.nudge.id})


def _data(about: Owed) -> dict[str, Any]:
    nudge = about.nudge
    return {
        "clock": nudge.clock, "due_at": nudge.deadline_at.isoformat(), "application": nudge.application_id,
        "person": nudge.person_id, "req": about.req.number,
    }  # fmt: skip
