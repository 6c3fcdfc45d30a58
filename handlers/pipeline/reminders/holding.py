"""Who owes a deadline, since when it is theirs, and who is told next where they do not answer. Pure."""

from __future__ import annotations

from datetime import datetime

from handlers.pipeline.rules.clock import INTERVIEWER, NEXT_STEP, Deadline
from handlers.pipeline.rules.story import Story, passed_on
from knowledge.deadlines.clocks import Customs
from storage.models import Requisition


def owners(req: Requisition, customs: Customs, story: Story, deadline: Deadline) -> tuple[str | None, ...]:
    """Who owes it: whoever it was given to, else the interviewers it names, else whoever holds the part. None: nobody does."""
    if deadline.owner == INTERVIEWER:
        return tuple(story.reassigned.get(_passed_on(deadline, each), each) for each in deadline.people)
    given_to = story.reassigned.get(_given_as(customs, story, deadline))
    if given_to and not is_approval(story, deadline):
        return (given_to,)
    if deadline.people:
        return deadline.people
    return (holder(req, customs, _part(customs, story, deadline)),)


def _given_as(customs: Customs, story: Story, deadline: Deadline) -> str:
    """As what it was passed on: by itself, else with the step that it waits for."""
    itself = passed_on(deadline.clock)
    if deadline.owner != NEXT_STEP or itself in story.reassigned:
        return itself
    return passed_on(customs.steps[story.next_step].clock or deadline.clock)


def is_approval(story: Story, deadline: Deadline) -> bool:
    """Whether it waits for an approval, which only whoever is named for it gives."""
    return deadline.owner == NEXT_STEP and story.next_step == "approve"


def _part(customs: Customs, story: Story, deadline: Deadline) -> str:
    """The part on the req that owes it."""
    return customs.steps[story.next_step].part if deadline.owner == NEXT_STEP else deadline.owner


def _passed_on(deadline: Deadline, whose: str) -> str:
    return passed_on(deadline.clock, deadline.about or "", whose)


def came_to_them(req: Requisition, customs: Customs, story: Story, deadline: Deadline, whose: str | None) -> datetime | None:
    """When it came to whoever owes it, passed on or with their part; None where it was theirs from the beginning.

    `whose`: the interviewer whose scorecard it is, or waits for.
    """
    if deadline.owner == INTERVIEWER:
        about = (each.since.get(whose or "") for each in story.rounds if each.id == deadline.about)
        came = (story.reassigned_at.get(_passed_on(deadline, whose or "")), *about)
        return max((each for each in came if each), default=None)
    if passed_on(deadline.clock) in story.reassigned:
        return None
    if (given := _given_as(customs, story, deadline)) in story.reassigned:
        return story.reassigned_at[given]
    if deadline.people:
        held_up = [each.since.get(whose or "") for each in story.rounds if whose in each.owed_by]
        return None if None in held_up else min((each for each in held_up if each), default=None)
    return _with_part(req, customs, story, _part(customs, story, deadline))


def _with_part(req: Requisition, customs: Customs, story: Story, part: str) -> datetime | None:
    """When a part came to whoever holds it, or acts for it; None where they have had it from the beginning."""
    parts = (part,) if getattr(req, f"{part}_id", None) else (part, customs.stand_in_for.get(part, part))
    return max((story.handed[each] for each in parts if each in story.handed), default=None)


def taken_over(req: Requisition, customs: Customs, story: Story, clock_id: str, part: str) -> datetime | None:
    """When what a part owes came to whoever has it now: it was passed on, or came with the part; None: it was always theirs."""
    return story.reassigned_at.get(passed_on(clock_id)) or _with_part(req, customs, story, part)


def seated_late(story: Story, clock_id: str, interview_id: str, whose: str) -> datetime | None:
    """When a scorecard came to whoever owes it: they were named late as having sat there, or it was passed on; None: it was
    always theirs."""
    named = (each.since.get(whose) for each in story.rounds if each.id == interview_id)
    came = (story.reassigned_at.get(passed_on(clock_id, interview_id, whose)), *named)
    return max((each for each in came if each), default=None)


def sat_there_late(story: Story, deadline: Deadline, whose: str | None) -> bool:
    """Whether somebody was named as having sat in a round only when its scorecards were due: the thread has heard of those."""
    since = (each.since.get(whose or "") for each in story.rounds if each.id == deadline.about)
    return any(each >= deadline.due_at for each in since if each)


def holder(req: Requisition, customs: Customs, part: str) -> str | None:
    """Who holds a part on a req, or acts for it."""
    named: str | None = getattr(req, f"{part}_id", None)
    instead = customs.stand_in_for.get(part)
    return named or (getattr(req, f"{instead}_id") if instead else None)


def in_line(req: Requisition, customs: Customs, owner_id: str | None) -> tuple[str, ...]:
    """Who is told in private where the owner does not answer: those after them who are somebody else, the nearest first; after
    the last, those before; and whoever recruits where nobody of them is there."""
    line = [getattr(req, f"{part}_id") for part in customs.climb]
    place = line.index(owner_id) + 1 if owner_id in line else 0
    after = [*line[place:], *(line if place == len(line) else []), getattr(req, f"{customs.climb_else}_id")]
    return tuple(dict.fromkeys(each for each in after if each and each != owner_id))


def in_line_since(req: Requisition, customs: Customs, story: Story, person_id: str) -> datetime | None:
    """When somebody came into the line of those who are told next; None where they stood in it from the beginning."""
    theirs = [part for part in customs.climb if getattr(req, f"{part}_id") == person_id] or [customs.climb_else]
    since = [story.handed.get(part) for part in theirs]
    moments = [each for each in since if each]
    return min(moments) if len(moments) == len(since) else None
