"""Taking back all that somebody's deed did, or nothing of it: inverse events through the same functions, as long as every row
stands as the deed left it, no scorecard rests on it, and the rules of the deed allow its inverse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.core import codes
from handlers.pipeline.changes import (
    approvals,
    calling_off,
    configuring,
    interviews,
    offers,
    questions,
    roles,
    signing,
    volunteering,
)
from handlers.pipeline.changes.candidates import edit_again, erase_words
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.holding import legal_hold_on
from handlers.pipeline.changes.settling import settle, settle_req
from handlers.pipeline.changes.trail import WHY, change, plain, record, req_of, row_of, told, typed, undoing_of, words_of
from handlers.pipeline.rules.story import not_undone
from storage import outbox, reqs, trail
from storage.enums import Outcome, ReqStatus
from storage.models import (
    Application,
    Candidate,
    Disclosure,
    Event,
    Interview,
    Offer,
    Owned,
    Person,
    ReqMember,
    Requisition,
    Scorecard,
    Setting,
)
from storage.tables.columns import Row
from storage.unit import Unit, table_of

WITHIN = timedelta(minutes=1)
"""How long one's own change can be taken back."""

MODELS: Mapping[str, type[Row]] = {
    "requisition": Requisition,
    "application": Application,
    "interview": Interview,
    "scorecard": Scorecard,
    "offer": Offer,
    "disclosure": Disclosure,
    "person": Person,
    "setting": Setting,
}
"""What a row is called in the trail → its table."""

ADDED_BY_MISTAKE = "added_by_mistake"
_OF_ROUNDS = (codes.INTERVIEW_DONE, codes.INTERVIEW_RESEATED)
"""What says that a round was held, or by whom."""
_OF_PANELS = (codes.INTERVIEW_MOVED, codes.INTERVIEW_CANCELLED)
"""What whoever sits in a round has been told of."""


def last_undoable(unit: Unit, person_id: str, now: datetime) -> Event | None:
    """The last thing that a person did within the last minute and has not taken back, whether or not it can be."""
    columns = table_of(Event).c
    recent = unit.all(
        Event, columns.actor_id == person_id, columns.recorded_at >= now - WITHIN, columns.recorded_at <= now,
        order_by=columns.id.desc(), limit=200,
    )  # fmt: skip
    last = next((each for each in not_undone(recent) if each.kind != codes.REFUSED), None)
    return begun_with(unit, last) if last else None


def may_undo(unit: Unit, event: Event, person: Person | None, now: datetime) -> bool:
    """Whether somebody can take back the deed that an event is of: their own, of the last minute, and nothing rests on it."""
    begun = begun_with(unit, event)
    own = person is not None and begun.actor_id == person.id
    return own and begun.recorded_at >= now - WITHIN and standing(unit, begun) is None


def begun_with(unit: Unit, event: Event) -> Event:
    """The event that a person's deed began with: the others hang on it."""
    cause = unit.get(Event, event.cause_id)
    return begun_with(unit, cause) if cause is not None and cause.actor_id == event.actor_id else event


def whole(unit: Unit, event: Event) -> list[Event]:
    """The event that a deed began with, and all that it brought about."""
    return [event, *trail.caused_by(unit, event.id)]


def standing(unit: Unit, event: Event) -> str | None:
    """Why a deed can't be taken back, by the event that it began with; None where it can.

    `undone`: it was. `final`: such things are. `built_upon`: something that it changed was changed since. `last_admin`: nobody
    would be left who gives roles.
    """
    group = whole(unit, event)
    if any(each.kind == codes.UNDONE for each in group[1:]):
        return "undone"
    if event.origin == codes.IMPORT or offers.INSTEAD in event.after or any(each.kind in codes.NOT_UNDOABLE for each in group):
        return "final"  # what took something back itself can't be taken back whole
    if resting_on(unit, event):
        return "built_upon"
    last = {each.entity_id: each for each in group}  # of what was changed twice in one go, the later state counts
    if not all(_unchanged(unit, each) for each in last.values()):
        return "built_upon"
    return "last_admin" if roles.ends_all_admins(unit, event) else None


def resting_on(unit: Unit, event: Event) -> Scorecard | None:
    """The last scorecard handed in since a round was recorded as held, by itself or with the loop's end, or by these: its row
    stays, what it says rests on it."""
    if event.kind not in (*_OF_ROUNDS, codes.FINAL_ROUND_ENDED):
        return None
    column, held = table_of(Scorecard).c, [each.entity_id for each in whole(unit, event) if each.kind in _OF_ROUNDS]
    since = (column.interview_id.in_(held), column.submitted_at >= event.recorded_at)
    return unit.one(Scorecard, *since, order_by=(column.submitted_at.desc(), column.id.desc()))


def undo(unit: Unit, deed: Deed, event: Event) -> Event:
    """Take an event back with what it brought about, the latest first; its unsent messages are cancelled, its sent ones edited.

    Call `standing` first: this trusts that nothing stands against it.
    """
    group = whole(unit, event)
    backs: dict[str | None, Event] = {}
    for each in reversed(group):
        back = INVERSES.get(each.kind, _restore)(unit, replace(deed, cause=each.id), each)
        backs[each.requisition_id] = back
        if each.kind in _OF_PANELS:
            calling_off.tell_panel_again(unit, deed, each, back)
        outbox.cancel_caused_by(unit, each.id)
        edit_again(unit, deed, each.id)
    unit.flush()
    req = unit.get(Requisition, event.requisition_id)
    if req is not None:
        for application in unit.meet(Application, [each.application_id for each in group]) if event.application_id else ():
            settle(unit, deed, req_of(unit, application), application)  # of several reqs, where somebody is in each
            questions.say_again_for(unit, application.id, deed.recorded_at)
            if any("ended_at" in each.before and each.entity_id == application.id for each in group):
                calling_off.tell_seats(unit, deed, application, backs[application.requisition_id])
                signing.tell_other_searches(unit, deed, application, backs[application.requisition_id])
        if event.application_id is None:
            settle_req(unit, deed, req)
        for of_it in unit.meet(Requisition, backs):
            told(unit, deed, of_it, backs[of_it.id])
        for each in group:
            approvals.hand_approvals_on(unit, deed, req, each)
            approvals.ask_as_it_stands(unit, deed, each)
    return back


def _row(unit: Unit, event: Event) -> Row | None:
    model = MODELS.get(event.entity_kind)
    return unit.get(model, event.entity_id) if model else None


def _unchanged(unit: Unit, event: Event) -> bool:
    """Whether what an event changed is as it left it: by the row's `rev`, else by the very columns."""
    if event.kind in roles.INVERSES:
        return roles.stands(unit, event)
    if event.kind == codes.TEAM_LEFT and event.entity_kind == "req_member":
        return all(each.person_id != event.after["person"] for each in reqs.team(unit, str(event.requisition_id)))
    row, names = _row(unit, event), ("rev",) if event.after.get("rev") is not None else event.before
    return all(plain(getattr(row, name, None)) == event.after.get(name) for name in names)


def _restore(unit: Unit, deed: Deed, event: Event) -> Event:
    """Set what an event changed to what it was, words included."""
    row = _row(unit, event)
    if not isinstance(row, Owned):
        return _mark(unit, deed, event)
    words = {name: value for name, value in words_of(unit, event).items() if name != WHY}
    values = {name: typed(type(row), name, value) for name, value in {**event.before, **words}.items()}
    return change(unit, deed, codes.UNDONE, row, values, **undoing_of(event))


def _mark(unit: Unit, deed: Deed, event: Event) -> Event:
    """The inverse of an event whose rows are gone or made anew."""
    return record(unit, deed, codes.UNDONE, event.entity_kind, event.entity_id, **undoing_of(event))


def _never_added(unit: Unit, deed: Deed, event: Event) -> Event:
    """An application that should not be: ended, and with it a candidate who has no other, whose words are erased."""
    application = row_of(unit, Application, event)
    values = {"outcome": Outcome.WITHDRAWN, "ended_at": deed.at, "reason": ADDED_BY_MISTAKE}
    back = change(unit, deed, codes.UNDONE, application, values, **undoing_of(event))
    candidate = unit.get(Candidate, application.candidate_id)
    if candidate is not None and legal_hold_on(unit, candidate) is None and len(reqs.applications_of(unit, candidate.id)) == 1:
        erase_words(unit, candidate, deed.recorded_at)
    return back


def _never_opened(unit: Unit, deed: Deed, event: Event) -> Event:
    req = row_of(unit, Requisition, event)
    values = {"status": ReqStatus.CANCELLED, "closed_at": deed.at, "held_since": None}
    return change(unit, deed, codes.UNDONE, req, values, **undoing_of(event))


def _never_joined(unit: Unit, deed: Deed, event: Event) -> Event:
    if event.entity_kind != "req_member":
        return _restore(unit, deed, event)
    unit.delete(ReqMember, ReqMember.id == event.entity_id)
    return _mark(unit, deed, event)


def _never_left(unit: Unit, deed: Deed, event: Event) -> Event:
    if event.entity_kind != "req_member":
        return _restore(unit, deed, event)
    assert event.requisition_id is not None
    unit.add(ReqMember(requisition_id=event.requisition_id, person_id=event.after["person"], role=event.after["part"]))
    return _mark(unit, deed, event)


def _scorecard_back(unit: Unit, deed: Deed, event: Event) -> Event:
    return (interviews.first_scorecard_back if event.after.get("first") else _restore)(unit, deed, event)


INVERSES: dict[str, Callable[[Unit, Deed, Event], Event]] = {
    codes.CANDIDATE_ADDED: _never_added,
    codes.REQ_OPENED: _never_opened,
    codes.TEAM_JOINED: _never_joined,
    codes.TEAM_LEFT: _never_left,
    codes.SCORECARD_SUBMITTED: _scorecard_back,
    codes.SETTING_CHANGED: configuring.take_back,
    **interviews.INVERSES,
    **offers.INVERSES,
    **roles.INVERSES,
    **volunteering.INVERSES,
}
"""How to take back what made or removed rows; everything else sets the columns to what they were."""
