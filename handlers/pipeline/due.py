"""`due`: what a person owes, or what is owed on a req, the nearest deadline first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from handlers.core import access
from handlers.core.colleagues import called
from handlers.core.markers import People
from handlers.core.reply import Action, Bullets, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.messages import unrecorded
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.people import speaker
from handlers.pipeline.reading import finding, naming, whichcolleague
from handlers.pipeline.reminders import buttons, owing, saying, standins
from handlers.pipeline.reminders.owing import Owed
from storage import nudges
from storage.enums import ReqStatus
from storage.models import Nudge, Outbox, Person, Requisition

say, undelivered, rounds_say = Wording("nudge"), Wording("undelivered"), Wording("interview")

MOST_BUTTONS = 3

Deadline = tuple[str, datetime, str | None]
"""See `owing.deadline`."""


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
    """Each running clock once, and each round of which nobody said what became. Of others, what the asker may see: the reqs that
    they have a part in."""
    me = speaker(at.unit, at.command)
    if asked.req is not None and not asked.people:
        req = finding.the_req(at, asked.req, need="see_reqs")
        unsaid = unrecorded.on_req(at.unit, req, at.command.now)
        held = req.status is ReqStatus.HELD
        return _listed(at, nudges.owed_on(at.unit, req.id), unsaid, me, req=f"R-{req.number}", held=held)
    person = whichcolleague.the_person(at, asked.people[0]) if asked.people else me
    found = owing.heard(nudges.owed_by(at.unit, person.id))
    unsaid = unrecorded.of_person(at.unit, person, at.command.now)
    if person is me:
        left = standins.left_to(at.unit, at.library, me, at.command.now)
        return _listed(at, [*found, *left], unsaid, me)
    unsaid = [each for each in unsaid if access.may(at, "see_reqs", each.req)]
    return _listed(at, _seen(at, found), unsaid, me, who=called(person))


def _seen(at: Context, found: list[Nudge]) -> list[Nudge]:
    about = at.unit.meet(Requisition, {each.requisition_id for each in found})
    seen = {each.id for each in about if access.may(at, "see_reqs", each)}
    return [each for each in found if each.requisition_id in seen]


def _listed(
    at: Context, found: list[Nudge], unsaid: Sequence[Unrecorded], me: Person, *, who: str = "", req: str = "", held: bool = False
) -> Reply:
    owing.meet_to_name(at.unit, found)
    heard = [nudge for nudge in found if not (req and owing.is_climb(nudge))]
    each = {owing.deadline(nudge): nudge for nudge in (owing.one_voice(heard, at.command.now) if req else heard)}
    owed = [about for nudge in each.values() if (about := owing.owed(at.unit, at.library, at.command.now, nudge))]
    if not (owed or unsaid):
        text = say.nothing_due_on(req=req, held=held) if req else say.nothing_due(who=who)
        return Reply(text, (Text(text),), data={"due": []})
    troubles = _troubles(at, heard)
    befell = {deadline: what for deadline, (what, _) in troubles.items()}
    own = not (who or req)
    line = partial(_line, me=me, own=own, others=bool(req))
    lines = [(each.nudge.deadline_at, line(each, trouble=befell.get(owing.deadline(each.nudge), ""))) for each in owed]
    lines += [(each.interview.ends_at, _asks(at, each, me, others=bool(req))) for each in unsaid]
    passed = sum(each.climbs for each in owed)
    lead = say.owed_on(count=len(lines), req=req) if req else say.owed(count=len(lines) - passed, who=who, others=passed)
    in_order = tuple(line for _, line in sorted(lines, key=lambda each: each[0]))
    rounds = [{"interview": each.interview.id, "req": each.req.number} for each in unsaid]
    return Reply(
        lead,
        (Heading(lead), Bullets(in_order), *_mends(at, troubles)),
        actions=_deeds(at, owed, unsaid, yours=own),
        more=tuple(_why(about) for about in owed[:1]),
        data={"due": [_data(about) for about in owed], **({"unrecorded": rounds} if rounds else {})},
    )


def _deeds(at: Context, owed: Sequence[Owed], unsaid: Sequence[Unrecorded], *, yours: bool) -> tuple[Action, ...]:
    """What does the only thing that is one's own; and of rounds that they took place, for whoever may record that."""
    alone = len(owed) + len(unsaid) == 1
    deeds = buttons.deeds(owed[0]) if owed and alone and yours else ()
    mine = [each for each in unsaid if access.may(at, "record_rounds", each.req)]
    ways = unrecorded.ways(mine[0].interview) if mine and alone else ()
    return (*deeds, *unrecorded.buttons(mine, alone=alone), *ways)[:MOST_BUTTONS]


def _asks(at: Context, about: Unrecorded, me: Person, *, others: bool) -> str:
    asked = about.absent or at.unit.get(Person, unrecorded.asked_of(about.req))
    who = called(asked) if asked and others else ""
    return rounds_say.asks(item=about.item(me.timezone, at.command.now), who=who)


def _troubles(at: Context, heard: list[Nudge]) -> dict[Deadline, tuple[str, str]]:
    """Deadline → what befell the last message of it that there was, and on which platform."""
    in_order = sorted((each for each in heard if each.outbox_id), key=lambda each: each.say_at)
    at.unit.meet(Outbox, {each.outbox_id for each in in_order})
    return {owing.deadline(each): saying.trouble(at.unit, each) for each in in_order}


def _mends(at: Context, troubles: Mapping[Deadline, tuple[str, str]]) -> tuple[Text, ...]:
    """How whoever can't be written to alone is reached again, a line each."""
    refused = {person_id: system for (*_, person_id), (befell, system) in troubles.items() if befell == "refused"}
    people = ((at.unit.get(Person, id), system) for id, system in refused.items())
    return tuple(
        Text(undelivered.how_reached(name=called(person), system=system), small=True) for person, system in people if person
    )


def _line(about: Owed, me: Person, *, own: bool, others: bool, trouble: str) -> str:
    """`own`: among one's own. `others`: among what several people owe."""
    person = about.person
    holder = called(person) if person and others and person is not about.asked_of else ""
    return say.owed_line(
        what=about.named(yours=person is me),
        req=about.req_as_read_by(me) if own else f"R-{about.req.number}",
        due=saying.shown(about, me.timezone),
        late=about.nudge.deadline_at < about.now,
        held=say.held_by(holders=[holder], back="") if holder else saying.held_by(about, me),
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
