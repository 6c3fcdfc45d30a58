"""The question whether a round took place: its key, and what befalls a search that its message has to follow."""

from __future__ import annotations

from datetime import datetime

from storage import reqs, surfaces
from storage.models import Interview
from storage.unit import Unit

QUESTION = "did_it_happen"


def question_key(interview_id: str, ends_at: datetime) -> str:
    """The key of the question whether a round that should have ended by then took place; one that was moved is asked anew."""
    return f"{QUESTION}:{interview_id}:{ends_at.isoformat()}"


def in_thread(key: str) -> str:
    """The key of what is said in a req's thread instead of the message of that key, which was refused."""
    return f"{key}:thread"


def asked_in(unit: Unit, interview: Interview) -> list[str]:
    """The keys of the messages that may have asked about it: its own, that in a thread instead, and one of several things."""
    key = question_key(interview.id, interview.ends_at)
    together = unit.recall(key)
    return [key, in_thread(key), *([str(together.refs["message"])] if together else [])]


def say_again(unit: Unit, requisition_id: str) -> None:
    """Who is asked about a req's rounds, or whether anything is, has changed: what was asked reads as is true now."""
    asked = reqs.asked_about(unit, requisition_id)
    if asked:
        surfaces.touch_said(unit, (), [key for each in asked for key in asked_in(unit, each)])
