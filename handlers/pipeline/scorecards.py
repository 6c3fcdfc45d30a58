"""Scorecards of rounds that took place: those that were handed in, those that are owed, and who may read them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core import access
from handlers.core.library import Library
from handlers.core.verb import Context
from handlers.pipeline import changes, rounds
from storage import interviews
from storage.enums import InterviewStatus
from storage.models import Application, Interview, Requisition, Scorecard
from storage.unit import Unit, table_of


def owed(unit: Unit, library: Library, req: Requisition, application: Application) -> list[tuple[Interview, str]]:
    """(round, person id) of every scorecard that is still missing for rounds that took place, and is waited for."""
    held = [each for each in interviews.of_application(unit, application.id) if each.status is InterviewStatus.DONE]
    held = [each for each in held if rounds.is_judged(library, req, each.round)]
    seats = interviews.seats(unit, [each.id for each in held])
    handed_in = {(each.interview_id, each.interviewer_id) for each in of_rounds(unit, held)}
    story = changes.story_of(unit, req, application)
    waited_for = {(each.id, person) for each in story.rounds for person in each.owed_by} - handed_in
    return [(each, person) for each in held for person in seats[each.id] if (each.id, person) in waited_for]


def of_rounds(unit: Unit, held: Sequence[Interview]) -> list[Scorecard]:
    """The scorecards of these rounds, the earliest first."""
    columns = table_of(Scorecard).c
    which = columns.interview_id.in_([each.id for each in held])
    return unit.all(Scorecard, which, order_by=(columns.submitted_at, columns.id)) if held else []


def may_read_scorecards(at: Context, req: Requisition, application: Application) -> bool:
    """Whether somebody reads others' scorecards: not while they owe one; then who runs the req, and its interviewers.

    Whoever is about to sit in a round owes one too: what others saw would colour what they see.
    """
    me = at.person.id if at.person else ""
    judged = [each for each in rounds.live(at.unit, application) if rounds.is_judged(at.library, req, each.round)]
    seats = interviews.seats(at.unit, [each.id for each in judged])
    mine = [each for each in judged if me in seats[each.id]]
    handed_in = {each.interview_id for each in of_rounds(at.unit, mine) if each.interviewer_id == me}
    if any(each.id not in handed_in for each in mine):
        return False
    return bool(mine) or access.may(at, "read_debriefs", req)
