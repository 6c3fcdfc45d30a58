"""A person's own page: what they owe, the rounds they sit in, their reqs. Composed from state in a fixed number of queries.

It is for one person alone, wherever it is shown, so candidates are called by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.core import times
from handlers.core.library import Library
from handlers.core.reply import MAX_ACTIONS, Action, Bullets, Element, Heading, Reply, Strong, Text
from handlers.core.wording import Wording
from handlers.pipeline.changes.trail import HOME, home_key
from handlers.pipeline.messages import cards, unrecorded
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders import buttons, owing, saying, standins
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.rounds import round_name
from storage import interviews, nudges, people, reqs, surfaces
from storage.enums import System
from storage.models import Application, Candidate, Interview, Nudge, Person, Requisition, Row, Surface
from storage.unit import Unit, table_of

say, round_say = Wording("home"), Wording("interview")

KIND = HOME
SHOWN = 10
"""Lines under each title: what fits a look; the buttons lead to the rest."""
REQ_BUTTONS = 5
"""Reqs that the menu opens."""


def compose(unit: Unit, refs: Mapping[str, Any], library: Library, now: datetime) -> Reply | None:
    """The page as of now; None where its person is gone."""
    person = unit.get(Person, str(refs.get("person")))
    return None if person is None or person.erased_at else view(unit, person, library, now)


def view(unit: Unit, person: Person | None, library: Library, now: datetime) -> Reply:
    """What a person owes, the nearest first; their rounds ahead, the earliest first; their reqs, with who stands where."""
    if person is None:
        return _nothing()
    mine = reqs.reqs_of(unit, person.id)
    waiting = [*owing.heard(nudges.owed_by(unit, person.id)), *standins.left_to(unit, library, person, now)]
    ahead = interviews.rounds_ahead(unit, person.id, now)
    # Held until the page is made: the lines below find these rows in the unit instead of asking for each.
    held = _around(unit, waiting, ahead)
    owed, unsaid = _owed(unit, library, now, waiting), unrecorded.of_person(unit, person, now)
    if not (mine or owed or unsaid or ahead):
        return _nothing()
    counts = _counts(unit, mine)
    own, passed = [each for each in owed if not each.climbs], [each for each in owed if each.climbs]
    lead = say.lead(name=person.name or "", reqs=len(mine), rounds=len(ahead), owed=len(own) + len(unsaid))
    parts = (
        (say.owed(), _lines(own, unsaid, person, now)),
        (say.with_others(), _lines(passed, (), person, now)),
        (say.rounds(), [_round_line(unit, each, person, now) for each in ahead]),
        (say.reqs(), [say.req_line(title=cards.heading(req, now, person.timezone), counts=counts[req.id]) for req in mine]),
    )
    del held
    return Reply(
        lead,
        (Heading(lead), *(element for title, lines in parts for element in _part(title, lines))),
        actions=_actions(owed, unsaid),
        more=tuple(Action(say.req_button(number=req.number), "req show", {"req": req.number}) for req in mine[:REQ_BUTTONS]),
        data=_data(mine, ahead, owed),
    )


def keep(unit: Unit, system: str, account: str) -> bool:
    """The page of the person behind an account is shown on that platform from now on, and edited there as things change.

    False for somebody whom we don't know: for a look nobody becomes known.
    """
    person = people.by_identity(unit, System(system), account)
    if person is None:
        return False
    address = {"system": system, "home": account}
    if surfaces.place(unit, home_key(person.id), KIND, {"person": person.id}, address):
        unit.update(Surface, Surface.key == home_key(person.id), platform_ref={"home": account})
    return True


def _nothing() -> Reply:
    lead = say.nothing()
    actions = (Action(say.open_button(), "req open", primary=True), Action(say.board_button(), "board"))
    return Reply(lead, (Heading(lead), Text(say.how_to_begin())), actions=actions, data={"reqs": [], "rounds": [], "due": []})


def _around(unit: Unit, waiting: Iterable[Nudge], ahead: Iterable[Interview]) -> list[Row]:
    """The applications, candidates and reqs that nudges and rounds speak of: three queries, however many there are."""
    ids = {*(each.application_id for each in waiting if each.application_id), *(each.application_id for each in ahead)}
    applications = _rows(unit, Application, ids)
    candidates = _rows(unit, Candidate, {each.candidate_id for each in applications})
    return [*applications, *candidates, *_rows(unit, Requisition, {each.requisition_id for each in applications})]


def _rows(unit: Unit, model: Any, ids: Iterable[str]) -> list[Any]:
    wanted = list(ids)
    return unit.all(model, table_of(model).c.id.in_(wanted)) if wanted else []


def _owed(unit: Unit, library: Library, now: datetime, waiting: Sequence[Nudge]) -> list[Owed]:
    """Each running clock once."""
    each = {owing.deadline(nudge): nudge for nudge in waiting}
    owing.meet_to_name(unit, each.values())
    return [about for nudge in each.values() if (about := owing.owed(unit, library, now, nudge))]


def _counts(unit: Unit, mine: Sequence[Requisition]) -> dict[str, list[tuple[str, int]]]:
    """Who stands where, by req: two queries."""
    ids = [req.id for req in mine]
    stages, offered = (reqs.stage_counts(unit, ids), reqs.offered_counts(unit, ids)) if ids else ({}, {})
    found = {}
    for req in mine:
        at_offer = offered.get(req.id, {})
        in_loop = {key: count - at_offer.get(key, 0) for key, count in stages.get(req.id, {}).items()}
        found[req.id] = cards.named_counts(req, in_loop, sum(at_offer.values()))
    return found


def _part(title: str, lines: Sequence[str]) -> list[Element]:
    if not lines:
        return []
    left = len(lines) - SHOWN
    more = [Text(say.and_more(count=left), small=True)] if left > 0 else []
    return [Text((Strong(title),)), Bullets(tuple(lines[:SHOWN])), *more]


def _lines(owed: Sequence[Owed], unsaid: Sequence[Unrecorded], person: Person, now: datetime) -> list[str]:
    """What is owed, the nearest deadline first; among it the rounds of which nobody said what became."""
    lines = [(each.nudge.deadline_at, _owed_line(each, person)) for each in owed]
    lines += [(each.interview.ends_at, round_say.asks(item=each.item(person.timezone, now), who="")) for each in unsaid]
    return [line for _, line in sorted(lines, key=lambda each: each[0])]


def _owed_line(about: Owed, person: Person) -> str:
    due = about.nudge.deadline_at
    told: str = say.owed_line(
        what=about.named(yours=not about.climbs and about.nudge.person_id == person.id),
        req=about.req_as_read_by(person),
        due=times.at(due, person.timezone, about.now),
        left=about.left,
        late=due < about.now,
        held=saying.held_by(about, person),
    )
    return told


def _round_line(unit: Unit, interview: Interview, person: Person, now: datetime) -> str:
    application = unit.get(Application, interview.application_id)
    candidate = unit.get(Candidate, application.candidate_id) if application else None
    req = unit.get(Requisition, application.requisition_id) if application else None
    told: str = say.round_line(
        when=times.at(interview.starts_at, person.timezone, now),
        round=round_name(req, interview.round) if req else interview.round,
        name=naming.spoken_of(unit, candidate, public=False) if candidate else "",
        req=f"R-{req.number}" if req else "",
    )
    return told


def _actions(owed: Sequence[Owed], unsaid: Sequence[Unrecorded]) -> tuple[Action, ...]:
    board, open_req = Action(say.board_button(), "board"), Action(say.open_button(), "req open")
    deed: tuple[Action, ...] = ()
    if len(owed) + len(unsaid) == 1:
        deed = buttons.deeds(owed[0]) if owed else unrecorded.buttons(unsaid, alone=True)
    elif owed or unsaid:
        deed = (Action(say.due_button(), "due", primary=True),)
    return (*deed, board, open_req)[:MAX_ACTIONS]


def _data(mine: Sequence[Requisition], ahead: Sequence[Interview], owed: Sequence[Owed]) -> dict[str, Any]:
    return {
        "reqs": [req.number for req in mine],
        "rounds": [{"interview": each.id, "starts_at": each.starts_at.isoformat()} for each in ahead],
        "due": [
            {"clock": each.nudge.clock, "due_at": each.nudge.deadline_at.isoformat(), "req": each.req.number} for each in owed
        ],
    }
