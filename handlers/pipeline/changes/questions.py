"""The question whether a round took place: its key, and what befalls a search that its message has to follow."""

from __future__ import annotations

from datetime import datetime

from storage import reqs, surfaces
from storage.unit import Unit

QUESTION = "did_it_happen"


def question_key(interview_id: str, ends_at: datetime) -> str:
    """The key of the question whether a round that should have ended by then took place; one that was moved is asked anew."""
    return f"{QUESTION}:{interview_id}:{ends_at.isoformat()}"


def say_again(unit: Unit, requisition_id: str) -> None:
    """Who is asked about a req's rounds, or whether anything is, has changed: what was asked reads as is true now."""
    asked = reqs.asked_about(unit, requisition_id)
    if asked:
        surfaces.touch_said(unit, (), [question_key(each.id, each.ends_at) for each in asked])
