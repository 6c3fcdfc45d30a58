"""The question whether a round took place: its key, and what befalls a search that its message has to follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage import deliveries, reqs, surfaces
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


def say_again(unit: Unit, requisition_id: str) -> None:
    """Who is asked about a req's rounds, or whether anything is, has changed: what was asked reads as is true now."""
    say_anew(unit, reqs.asked_about_on(unit, requisition_id))


def say_again_for(unit: Unit, application_id: str) -> None:
    """The same of the rounds of one application, live or ended."""
    say_anew(unit, reqs.asked_about_for(unit, application_id))


def say_anew(unit: Unit, rounds: Sequence[Interview]) -> None:
    """What was asked about these rounds reads as is true now."""
    if rounds:
        surfaces.touch_said(unit, (), [key for keys in asked_in(unit, rounds).values() for key in keys])
