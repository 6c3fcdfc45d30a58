"""What is put right of what the speaker did last: a round's time, a figure of an offer's, or who it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from handlers.core import codes, times
from handlers.core.reading.utterance import words_of
from handlers.core.reply import Action, Reply, Text
from handlers.core.typed.corrections import is_a_time
from handlers.core.typed.corrections import wrong_one as said_wrong
from handlers.core.typed.deedphrases import BACK, TELLS
from handlers.core.typed.deedwords import Told
from handlers.core.typed.statewords import SHOWS
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import access_of, changes, history
from handlers.pipeline.changes.undoing import WITHIN
from handlers.pipeline.reading import naming, ofkind, spokenof
from handlers.pipeline.reading.alike import folded
from storage import interviews, reqs, trail
from storage.enums import InterviewStatus, Outcome
from storage.models import Event
from storage.reqs import Entry

say = Wording("deedsaid")

_OF_TERMS: Mapping[str, str] = {
    codes.OFFER_DRAFTED: "offer edit", codes.OFFER_EDITED: "offer edit", codes.OFFER_REVISED: "offer edit",
    codes.OFFER_SENT: "offer edit", codes.OFFER_COUNTERED: "offer counter",
}  # fmt: skip
"""What a figure was entered by, and what puts it right."""
_ANYBODY = frozenset({"one", "person", "candidate", "name", "guy", "girl", "man", "woman"})

SOON = timedelta(hours=1)
"""What was told longer ago than this nobody takes back in a word."""
MOVES = "cand move"
_AGAIN: Mapping[str, str] = {
    codes.WITHDRAWN: "cand withdraw", codes.REJECTED: "cand reject", codes.STAGE_MOVED: MOVES, codes.TOLD_NO: TELLS,
    codes.DECIDED_YES: "decide yes", codes.DECIDED_NO: "decide no", codes.OFFER_SENT: "offer sent",
    codes.INTERVIEW_BOOKED: "interview book", codes.INTERVIEW_DONE: "interview done", codes.FINAL_ROUND_ENDED: "loop done",
}  # fmt: skip
"""What was recorded, and the verb that records it of somebody else."""
_AN_HOUR = re.compile(r"to (\d{1,2})\W*")
"""An hour that says neither its half of the day nor its day."""


def meant(at: Context, told: Told) -> tuple[Told, Entry] | None:
    """The same words of whose round is meant (`i meant 5`); None where they say more than when, or nobody's can be."""
    last = spokenof.last(at) if is_a_time(told.beside) else None
    if last is None or not ofkind.can_be(at, told.verbs[0], last):
        return None
    hour = _AN_HOUR.fullmatch(told.beside)
    return (replace(told, beside=f"{_day(at, last)} at {hour[1]}") if hour else told), last


def _day(at: Context, entry: Entry) -> str:
    """The day of their booked round, as the speaker's calendar has it."""
    booked = [each for each in interviews.of_application(at.unit, entry.application.id) if each.status is InterviewStatus.BOOKED]
    return booked[-1].starts_at.astimezone(times.zone(at.zone)).date().isoformat()


def of_terms(at: Context, told: Told) -> tuple[Told, Entry] | None:
    """A figure (`no, 235`) as one of the offer or the counter that the speaker entered last; None where they did something else
    since."""
    last = _did_last(at)
    verb = _OF_TERMS.get(last[0].kind) if last else None
    if last is None or verb is None or not ofkind.can_be(at, verb, last[1]):
        return None
    return replace(told, verbs=(verb,)), last[1]


def wrong_one(at: Context) -> Reply | None:
    """What the speaker did last, to whom it should not have been done, as long as that can be taken back; and those who are
    called alike. None where they did nothing lately to anybody of that name."""
    whom, last = said_wrong(words_of(at.command.said)).casefold(), _did_last(at)
    if last is None or last[0].kind == codes.UNDONE:
        return None
    event, entry = last
    called = [folded(each) for each in (entry.candidate.name or "").split()]
    if whom not in _ANYBODY and folded(whom) not in called:
        return None
    public = not at.command.place.private
    actions = [*_undo(at, event)]
    undoable = bool(actions)
    alike = [each for each in spokenof.named(at, whom, whom) if each.application.id != entry.application.id]
    for each in (entry, *alike):
        label = say.show_button(req=naming.called(at, each.candidate))
        actions.append(Action(label, SHOWS, {"application": each.application.id}))
    lead = say.wrong_one(line=history.line(at.unit, event, public=public), undoable=undoable)
    return Reply(lead, (Text(lead),), actions=tuple(actions[:3]), more=tuple(actions[3:]), confidential=True)


def taken_back(at: Context) -> Reply | None:
    """What the speaker told last and takes back in words; None where they told nothing within the hour."""
    last = _did_last(at)
    if last is None or last[0].kind == codes.UNDONE or last[0].recorded_at < at.command.now - SOON:
        return None
    event, entry = last
    undo = _undo(at, event)
    ended = entry.application.ended_at is not None and entry.application.outcome is not Outcome.HIRED
    again = Action(say.button(verb=BACK, name=""), MOVES, {"application": entry.application.id, "stage": entry.application.stage})
    show = Action(say.show_button(req=naming.called(at, entry.candidate))[:75], SHOWS, {"application": entry.application.id})
    lead = say.taken_back(line=history.line(at.unit, event, public=not at.command.place.private), undoable=bool(undo))
    return Reply(lead, (Text(lead),), actions=(*undo, *((again,) if ended and not undo else ()), show), confidential=True)


def other_one(at: Context, new: str, old: str) -> Reply | None:
    """What the speaker did last to whoever was named for another: taking it back, and the same of who is meant; None where it was
    not done to them."""
    last = _did_last(at)
    if last is None or last[0].kind == codes.UNDONE:
        return None
    event, entry = last
    verb = _AGAIN.get(event.kind)
    meant = [each for each in spokenof.named(at, new, new) if each.application.id != entry.application.id]
    if folded(old) not in [folded(each) for each in (entry.candidate.name or "").split()] or not meant:
        return None
    undo = _undo(at, event)
    lead = say.other_one(line=history.line(at.unit, event, public=not at.command.place.private), undoable=bool(undo))
    same = [
        Action(say.button(verb=verb, name=naming.called(at, each.candidate))[:75], verb, {"application": each.application.id})
        for each in meant[:1]
        if verb
    ]
    shows = [
        Action(say.show_button(req=naming.called(at, each.candidate))[:75], SHOWS, {"application": each.application.id})
        for each in (entry, *meant)
    ]
    actions = (*undo, *same, *shows)
    return Reply(lead, (Text(lead),), actions=actions[:3], more=actions[3:], confidential=True)


def _undo(at: Context, event: Event) -> tuple[Action, ...]:
    """Taking it back, as long as that can be."""
    undoable = event.recorded_at >= at.command.now - WITHIN and changes.standing(at.unit, event) is None
    return (Action(say.take_back_button(), "undo", {"event": event.id}),) if undoable else ()


def _did_last(at: Context) -> tuple[Event, Entry] | None:
    """What the speaker did last within the time that one remembers it, and to whom; in a req's thread to nobody of another."""
    found = trail.last_event_by(at.unit, at.person.id, at.command.now - spokenof.LATELY) if at.person else None
    event = changes.begun_with(at.unit, found) if found else None  # who sits in a round has joined its team by it
    entry = reqs.entry(at.unit, event.application_id) if event and event.application_id else None
    if event is None or entry is None or not access_of.may_see(at, entry.application):
        return None
    here = naming.req_of_place(at)
    return None if here and here.id != entry.application.requisition_id else (event, entry)
