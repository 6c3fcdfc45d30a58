"""Rounds that should have ended and of which nobody has said what became: who is asked, how they are named, and the buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.core import access, times
from handlers.core.colleagues import called
from handlers.core.reply import Action
from handlers.core.wording import Wording
from handlers.pipeline.changes import candidate_of, req_of
from handlers.pipeline.reading import naming
from handlers.pipeline.rules.stages import Stage, stages
from storage import interviews, people, reqs
from storage.enums import ReqStatus
from storage.models import Application, Candidate, Interview, Person, Requisition
from storage.unit import Unit

say, digest_words = Wording("interview"), Wording("digest")

LISTED = 5
"""Rounds that are named together; the rest are counted, and `due` shows them."""
BUTTONS = 2
"""Of several rounds so many have a button of their own: beside them there are others."""


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Such a round. `absent`: in whose place it is asked about."""

    unit: Unit
    interview: Interview
    application: Application
    req: Requisition
    absent: Person | None = None

    def name(self, *, public: bool) -> str:
        """Whose round it is; `public`: where others read."""
        return naming.spoken_of(self.unit, candidate_of(self.unit, self.application), public=public)

    @property
    def round(self) -> str:
        """What the round is called."""
        return self._stage.name if self._stage else self.interview.round if self.req.loop else say.only_round()

    @property
    def _stage(self) -> Stage | None:
        return next((each for each in stages(self.req.loop, "") if each.key == self.interview.round), None)

    def item(self, zone: str | None, now: datetime, *, public: bool = False, req: bool = True) -> str:
        """Whose, which, and when it should have ended; `req`: and on which req."""
        told: str = say.unrecorded(
            name=self.name(public=public),
            round=self.round,
            when=times.at(self.interview.ends_at, zone, now),
            req=f"R-{self.req.number}" if req else "",
        )
        return told

    def happened(self, *, named: bool = False, which: bool = False, public: bool = False) -> Action:
        """The button that says that it took place; `named`: of whom, as it stands beside others; `which`: and of what, as they
        are of the same person."""
        short = self._stage.short if self._stage else self.round  # a button has little room
        label = say.it_did_button(name=self.name(public=public) if named else "", round=short if which else "")
        return Action(label, "interview done", {"interview": self.interview.id}, primary=True)


def asked_of(req: Requisition) -> str | None:
    """Who is asked whether a req's rounds took place (a person's id): its recruiter, or whoever hires where nobody recruits."""
    return req.recruiter_id or req.hiring_manager_id


def on_req(unit: Unit, req: Requisition, now: datetime) -> list[Unrecorded]:
    """A req's, the earliest first; none while it stands still."""
    return _each(unit, interviews.unrecorded_on(unit, req.id, now)) if req.status is ReqStatus.OPEN else []


def of_person(unit: Unit, person: Person, now: datetime) -> list[Unrecorded]:
    """Those that somebody is asked about, the earliest first: of their own searches, and in place of those who are away."""
    found = _each(unit, interviews.unrecorded_of(unit, person.id, now))
    for absent in people.stood_in_for(unit, person.id, now):
        theirs = _each(unit, interviews.unrecorded_of(unit, absent.id, now), absent)
        found += [each for each in theirs if not access.is_off(unit, each.req, person.id)]
    for absent in unit.meet(Person, [id for id in reqs.recruiters_beside(unit, person.id) if people.is_out(unit, id, now)]):
        theirs = _each(unit, interviews.unrecorded_of(unit, absent.id, now), absent)
        found += [each for each in theirs if each.req.hiring_manager_id == person.id]
    return sorted({each.interview.id: each for each in found}.values(), key=lambda each: each.interview.ends_at)


def did_it_happen(found: Sequence[Unrecorded], zone: str | None, now: datetime) -> str:
    """Several, or what is asked beside other things, in one line."""
    items = [in_place_of(each.item(zone, now), each.absent) for each in found[:LISTED]]
    text: str = say.did_it_happen(items=items, rest=max(0, len(found) - LISTED), absent="")
    return text


def in_place_of(line: str, absent: Person | None) -> str:
    """What is somebody's who is away, as whoever stands in for them reads it."""
    return digest_words.in_place_of(line=line, name=called(absent)) if absent else line


def buttons(found: Sequence[Unrecorded], *, alone: bool = False, public: bool = False) -> tuple[Action, ...]:
    """The buttons that say of the first of them that they took place; `alone`: nothing else stands beside them."""
    named = len(found) > 1 or not alone
    whose = Counter(each.application.id for each in found)
    return tuple(each.happened(named=named, which=whose[each.application.id] > 1, public=public) for each in found[:BUTTONS])


def ways(interview: Interview) -> tuple[Action, ...]:
    """What else may have become of a round, the most frequent first."""
    about = {"interview": interview.id}
    return (
        Action(say.no_show_button(), "interview no-show", about),
        Action(say.move_button(), "interview move", about),
        Action(say.cancel_button(), "interview cancel", about),
    )


def _each(unit: Unit, held: Sequence[Interview], absent: Person | None = None) -> list[Unrecorded]:
    """Each with the rows that are said of it: three statements, however many there are."""
    applications = {each.id: each for each in unit.meet(Application, [each.application_id for each in held])}
    unit.meet(Candidate, [each.candidate_id for each in applications.values()])
    unit.meet(Requisition, [each.requisition_id for each in applications.values()])
    whose = [(each, applications[each.application_id]) for each in held]
    return [Unrecorded(unit, each, application, req_of(unit, application), absent) for each, application in whose]
