"""The question whether a round took place: its key, and what befalls a search that its message has to follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from storage import deliveries, interviews, outbox, surfaces
from storage.enums import OutboxStatus
from storage.models import Interview
from storage.unit import Unit

QUESTION = "did_it_happen"


def question_key(interview_id: str, ends_at: datetime) -> str:
    """The key of the question whether a round that should have ended by then took place; one that was moved is asked anew."""
    return f"{QUESTION}:{interview_id}:{ends_at.isoformat()}"


def in_thread(key: str) -> str:
    """The key of what is said in a req's thread instead of the message of that key, which was refused."""
    return f"{key}:thread"


def asked_in(unit: Unit, rounds: Sequence[Interview]) -> dict[str, list[str]]:
    """Round → the keys of the messages that may have asked about it: its own, that in a thread instead, and one of several
    things."""
    keys = {each.id: question_key(each.id, each.ends_at) for each in rounds}
    together = deliveries.noted(unit, list(keys.values()))
    beside = {key: [str(note.refs["message"])] for key, note in together.items()}
    return {id: [key, in_thread(key), *beside.get(key, [])] for id, key in keys.items()}


def say_again(unit: Unit, requisition_id: str, now: datetime) -> None:
    """Who is asked about a req's rounds, or whether anything is, has changed: what was asked reads as is true now, and what was
    to be asked, but never left, is asked anew."""
    _say_again(unit, interviews.asked_about_on(unit, requisition_id), now)


def say_again_for(unit: Unit, application_id: str, now: datetime) -> None:
    """The same of the rounds of one application, live or ended."""
    _say_again(unit, interviews.asked_about_for(unit, application_id), now)


def say_again_to(unit: Unit, person_id: str) -> None:
    """What somebody may do has changed: what they were asked reads as is true now."""
    rounds = interviews.asked_about_anywhere(unit)
    keys = [key for each in asked_in(unit, rounds).values() for key in each]
    asked = outbox.with_keys(unit, keys) if keys else []
    surfaces.touch_said(unit, (), [each.key for each in asked if person_id in {each.refs.get("person"), each.refs.get("to")}])


def answered(unit: Unit, interview: Interview) -> None:
    """Whoever was asked whether it took place reads the answer there, instead of buttons that would be refused."""
    if interview.asked_at is not None:
        surfaces.touch_said(unit, (), asked_in(unit, [interview])[interview.id])


def ask_anew(unit: Unit, rounds: Sequence[Interview], now: datetime) -> None:
    """Nobody was asked about these rounds after all: it is looked at anew whom to ask, and when, as if it never had been."""
    keys = {each.id: question_key(each.id, each.ends_at) for each in rounds}
    own = [one for key in keys.values() for one in (key, in_thread(key))]
    for each in rounds:
        each.asked_at, each.ask_at = None, now
    outbox.forget_unsent(unit, own)
    surfaces.forget(unit, own)
    deliveries.forget(unit, keys.values())


def _say_again(unit: Unit, rounds: Sequence[Interview], now: datetime) -> None:
    if not rounds:
        return
    asked = asked_in(unit, rounds)
    keys = [key for each in asked.values() for key in each]
    surfaces.touch_said(unit, (), keys)
    became = outbox.standing(unit, keys)
    dropped = [each for each in rounds if _was_dropped({became[key] for key in asked[each.id] if key in became})]
    if unsaid := [each for each in dropped if interviews.is_unrecorded(unit, each, now)]:
        ask_anew(unit, unsaid, now)


def _was_dropped(became: Collection[OutboxStatus]) -> bool:
    """Whether messages that were to ask never left, and none did. What no platform took is for `due` to show."""
    return OutboxStatus.CANCELLED in became and not {*became} - {OutboxStatus.CANCELLED, OutboxStatus.GIVEN_UP}
