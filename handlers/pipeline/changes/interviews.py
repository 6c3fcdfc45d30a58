"""What happens to a round: booked, moved, done, cancelled, not attended; its scorecards; and the calls with the candidate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.core import codes
from handlers.core.access import Part
from handlers.pipeline.changes import calling_off, questions
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.reqs import join_team
from handlers.pipeline.changes.trail import (
    advance,
    application_of,
    because_of,
    change,
    ids_of,
    keep_why,
    plain,
    record,
    req_of,
    row_of,
    stand_at,
    touched,
    undoing_of,
)
from storage import interviews, trail
from storage.enums import CallKind, InterviewStatus, Verdict
from storage.models import Application, Call, Event, Interview, InterviewSeat, Person, Scorecard
from storage.unit import Unit

_CAME_WITH = {codes.STAGE_MOVED: ("stage", "stage_since"), codes.FINAL_ROUND_ENDED: ("loop_done_at",)}
"""What recording a round as done may change of its application, by the event that says so."""
OF_CALL = {CallKind.RECRUITER: codes.RECRUITER_CALLED, CallKind.MANAGER: codes.MANAGER_CALLED}


def book(  # noqa: PLR0917 - a booking is these things
    unit: Unit, deed: Deed, application: Application, round_key: str, starts: datetime, ends: datetime, people: Sequence[Person]
) -> tuple[Interview, Event]:
    """Put a round into the calendar with who sits in it; they become interviewers of the req."""
    interview = unit.add(Interview(application_id=application.id, round=round_key, starts_at=starts, ends_at=ends))
    unit.flush()
    _seat(unit, interview, [person.id for person in people])
    after = _when(interview) | {"round": round_key, "seats": [person.id for person in people], "rev": interview.rev}
    event = record(unit, deed, codes.INTERVIEW_BOOKED, "interview", interview.id, **ids_of(application), after=after)
    _join(unit, because_of(deed, event), application, people)
    touched(unit, deed, application, event)
    return interview, event


def move_round(  # noqa: PLR0917 - a booking is these things
    unit: Unit, deed: Deed, interview: Interview, starts: datetime, ends: datetime, people: Sequence[Person]
) -> Event:
    """To another time; with `people`, others sit in it."""
    application = application_of(unit, interview)
    questions.answered(unit, interview)
    seats = interviews.seats(unit, [interview.id])[interview.id]
    wanted = [person.id for person in people] or seats
    values = {"starts_at": starts, "ends_at": ends, "ask_at": None, "asked_at": None}
    after = {"round": interview.round, "seats": wanted, "seats_before": seats}
    event = change(unit, deed, codes.INTERVIEW_MOVED, interview, values, **ids_of(application), after=after)
    if wanted != seats:
        _seat(unit, interview, wanted)
        _join(unit, because_of(deed, event), application, people)
    calling_off.tell_panel(unit, deed, interview, event)
    return touched(unit, deed, application, event)


def finish_round(unit: Unit, deed: Deed, interview: Interview, *, judged: bool = True) -> Event:
    """It took place and ended at `deed.at`. Who sat in it owes a scorecard, where the round is `judged`; the candidate stands
    at that round now."""
    application = application_of(unit, interview)
    questions.answered(unit, interview)
    values = {"status": InterviewStatus.DONE, "done_at": deed.at}
    owing = interviews.seats(unit, [interview.id])[interview.id] if judged else []
    after = {"round": interview.round, "seats": owing}
    event = change(unit, deed, codes.INTERVIEW_DONE, interview, values, **ids_of(application), after=after)
    stand_at(unit, because_of(deed, event), application, interview.round)
    touched(unit, deed, application, event)
    return event


def seat_others(unit: Unit, deed: Deed, interview: Interview, people: Sequence[Person], *, judged: bool) -> Event:
    """These sat in it, whoever was named before: where the round is `judged`, they owe the scorecards, from now on."""
    application, seats = application_of(unit, interview), interviews.seats(unit, [interview.id])[interview.id]
    sat = [person.id for person in people]
    after = {"round": interview.round, "seats": sat if judged else [], "seated": sat, "seated_before": seats}
    event = change(unit, deed, codes.INTERVIEW_RESEATED, interview, {}, **ids_of(application), after=after)
    _seat(unit, interview, sat)
    _join(unit, because_of(deed, event), application, people)
    return touched(unit, deed, application, event)


def end_round(unit: Unit, deed: Deed, interview: Interview, status: InterviewStatus, why: str = "") -> Event:
    """It does not take place (cancelled), or the candidate did not come (no show); nor did it where it was recorded as done, so
    that its scorecards are not owed any more, and the candidate stands where they stood before."""
    application, was_held = application_of(unit, interview), interview.status is InterviewStatus.DONE
    questions.answered(unit, interview)
    kind = codes.INTERVIEW_CANCELLED if status is InterviewStatus.CANCELLED else codes.INTERVIEW_NO_SHOW
    after = {"round": interview.round}
    event = change(unit, deed, kind, interview, {"status": status, "done_at": None}, **ids_of(application), after=after)
    keep_why(unit, deed, event, why, application.candidate_id)
    calling_off.tell_panel(unit, deed, interview, event)
    if was_held and application.outcome is None and application.decision is None:
        _stand_back(unit, because_of(deed, event), application, interview)
    return touched(unit, deed, application, event)


def _stand_back(unit: Unit, deed: Deed, application: Application, interview: Interview) -> None:
    """What came with recording a round as done is not so: the stage that it took the candidate to, and the end of the loop.
    What was changed since stays; so does the stage where the loop is over all the same."""
    events = trail.events_of(unit, application_id=application.id)
    done = [each for each in events if each.kind == codes.INTERVIEW_DONE and each.entity_id == interview.id]
    begun = {each.id for each in done} | {each.cause_id for each in done if each.cause_id}
    stood = {name: plain(getattr(application, name)) for names in _CAME_WITH.values() for name in names}
    back: dict[str, Any] = {}
    for each in reversed([each for each in events if each.cause_id in begun and each.entity_id == application.id]):
        names = _CAME_WITH.get(each.kind, ())
        if names and all((stood | back)[name] == each.after[name] for name in names):
            back |= {name: each.before[name] for name in names}
    is_over = application.loop_done_at is not None and "loop_done_at" not in back
    if back and not is_over:
        moments = {name: datetime.fromisoformat(value) for name, value in back.items() if name != "stage" and value}
        values = {"stage": application.stage} | back | moments
        change(unit, deed, codes.STAGE_MOVED, application, values, **ids_of(application), candidate_id=application.candidate_id)


def submit_scorecard(  # noqa: PLR0917 - a scorecard is these things
    unit: Unit, deed: Deed, interview: Interview, verdict: Verdict, criteria: list[dict[str, Any]], evidence: str
) -> Event:
    """What somebody saw, in words; handed in again, it replaces their own. The trail says only that there is one."""
    application = application_of(unit, interview)
    held = unit.one(Scorecard, Scorecard.interview_id == interview.id, Scorecard.interviewer_id == deed.by.id)
    values: dict[str, Any] = {"verdict": verdict, "criteria": criteria, "evidence": evidence or None, "submitted_at": deed.at}
    about = ids_of(application)
    after: dict[str, Any] = {"interview": interview.id, "round": interview.round, "person": deed.by.id}
    if held is not None:
        event = change(
            unit, deed, codes.SCORECARD_SUBMITTED, held, values, **about, candidate_id=application.candidate_id, after=after
        )
    else:
        card = unit.add(Scorecard(interview_id=interview.id, interviewer_id=deed.by.id, **values))
        after |= {"first": True, "rev": card.rev}
        event = record(unit, deed, codes.SCORECARD_SUBMITTED, "scorecard", card.id, **about, after=after)
    return touched(unit, deed, application, event)


def tell_no(unit: Unit, deed: Deed, application: Application) -> Event:
    """The candidate has heard our no."""
    return advance(unit, deed, application, codes.TOLD_NO, {"told_at": deed.at})


def call(unit: Unit, deed: Deed, application: Application, kind: CallKind) -> Event:
    """A call with the candidate was made, at `deed.at`."""
    row = unit.add(Call(application_id=application.id, kind=kind, done_at=deed.at, by=deed.by.id))
    event = record(unit, deed, OF_CALL[kind], "call", row.id, **ids_of(application), after={"call": kind.value})
    return touched(unit, deed, application, event)


def _when(interview: Interview) -> dict[str, Any]:
    return {"starts_at": plain(interview.starts_at), "ends_at": plain(interview.ends_at)}


def _seat(unit: Unit, interview: Interview, person_ids: Sequence[str]) -> None:
    unit.delete(InterviewSeat, InterviewSeat.interview_id == interview.id)
    for person_id in dict.fromkeys(person_ids):
        unit.add(InterviewSeat(interview_id=interview.id, person_id=person_id))


def _join(unit: Unit, deed: Deed, application: Application, people: Sequence[Person]) -> None:
    req = req_of(unit, application)
    for person in people:
        join_team(unit, deed, req, person, Part.INTERVIEWER)


# How to take back what made rows


def _never_booked(unit: Unit, deed: Deed, event: Event) -> Event:
    interview = row_of(unit, Interview, event)
    return change(unit, deed, codes.UNDONE, interview, {"status": InterviewStatus.CANCELLED}, **undoing_of(event))


def _never_moved(unit: Unit, deed: Deed, event: Event) -> Event:
    interview = row_of(unit, Interview, event)
    before = {name: datetime.fromisoformat(value) if value else None for name, value in event.before.items()}
    if event.after["seats"] != event.after["seats_before"]:
        _seat(unit, interview, event.after["seats_before"])
    return change(unit, deed, codes.UNDONE, interview, before, **undoing_of(event))


def _never_reseated(unit: Unit, deed: Deed, event: Event) -> Event:
    interview = row_of(unit, Interview, event)
    _seat(unit, interview, event.after["seated_before"])
    return change(unit, deed, codes.UNDONE, interview, {}, **undoing_of(event))


def _never_called(unit: Unit, deed: Deed, event: Event) -> Event:
    unit.delete(Call, Call.id == event.entity_id)
    return record(unit, deed, codes.UNDONE, event.entity_kind, event.entity_id, **undoing_of(event))


def first_scorecard_back(unit: Unit, deed: Deed, event: Event) -> Event:
    """A scorecard that was handed in for the first time is gone again."""
    unit.flush()
    unit.delete(Scorecard, Scorecard.id == event.entity_id)
    return record(unit, deed, codes.UNDONE, event.entity_kind, event.entity_id, **undoing_of(event))


def _never_ended(unit: Unit, deed: Deed, event: Event) -> Event:
    """It is what it was before. Booked again: where it should have ended by now, whether it took place is asked again."""
    interview = row_of(unit, Interview, event)
    status, done_at = InterviewStatus(event.before["status"]), event.before.get("done_at")
    values = {"status": status, "done_at": datetime.fromisoformat(done_at) if done_at else None}
    return change(unit, deed, codes.UNDONE, interview, values, **undoing_of(event))


INVERSES: Mapping[str, Callable[[Unit, Deed, Event], Event]] = {
    codes.INTERVIEW_BOOKED: _never_booked,
    codes.INTERVIEW_MOVED: _never_moved,
    codes.INTERVIEW_DONE: _never_ended,
    codes.INTERVIEW_RESEATED: _never_reseated,
    codes.INTERVIEW_CANCELLED: _never_ended,
    codes.INTERVIEW_NO_SHOW: _never_ended,
    codes.RECRUITER_CALLED: _never_called,
    codes.MANAGER_CALLED: _never_called,
}
"""Everything else sets the columns to what they were."""
