"""Who was met in a search that is over and has no answer, or still has our offer: no clock of theirs runs, so the recruiter's
mornings name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from handlers.core.library import Library
from handlers.core.reply import Action
from handlers.core.wording import Wording
from handlers.pipeline import offers
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.digests.mornings import Morning
from handlers.pipeline.reading import naming
from handlers.pipeline.rules.policy import in_force
from storage import standing
from storage.enums import Outcome
from storage.models import Application, Person, Requisition
from storage.unit import Unit

say, req_words = Wording("digest"), Wording("req")

ANSWER = "tell_no"
"""The clock whose hours they should hear within."""
MOST_SEARCHES, NAMED, MOST_TOLD = 5, 5, 3
"""So many searches have a line, the newest first, and so many of each are named; of so many, the answer is one press away."""


def lines(unit: Unit, library: Library, person: Person, today: Morning, ends: datetime) -> list[tuple[str, tuple[Action, ...]]]:
    """A line for each search that was closed since the morning before, or whose candidates should hear by the next one (`ends`),
    and for each at all in the week's first; with the buttons that say they were told."""
    found: dict[str, list[Application]] = {}
    for each in standing.unanswered_of(unit, person.id):
        found.setdefault(each.requisition_id, []).append(each)
    of_reqs = ((req, same) for id, same in found.items() if (req := unit.get(Requisition, id)))
    wanted = [(req, same) for req, same in of_reqs if _is_said(req, today, _answer_by(unit, library, req), ends)]
    last = sorted(wanted, key=lambda each: each[0].number, reverse=True)
    told = [line for req, same in last[:MOST_SEARCHES] for line in _of_req(unit, req, same, today)]
    rest = len(wanted) - MOST_SEARCHES
    return [*told, *([(say.unanswered_elsewhere(count=rest), ())] if rest > 0 else [])]


def _is_said(req: Requisition, today: Morning, answer_by: datetime, ends: datetime) -> bool:
    if today.begins_week or today.before is None or today.at < answer_by <= ends:
        return True
    return req.closed_at is not None and req.closed_at > today.before


def _answer_by(unit: Unit, library: Library, req: Requisition) -> datetime:
    """By when whoever is left in a search that is over should hear: as soon after it as after a no."""
    policy = in_force(library, unit, req)
    usual = next((rule.hours for rule in policy.rules if rule.id == ANSWER), None) or 0.0
    return (req.closed_at or req.since_at) + timedelta(hours=policy.within_hours.get(ANSWER, usual))


def _of_req(
    unit: Unit, req: Requisition, same: Sequence[Application], today: Morning
) -> Iterator[tuple[str, tuple[Action, ...]]]:
    waited = (today.day - req.closed_at.astimezone(today.at.tzinfo).date()).days if req.closed_at else 0
    for held in (True, False):
        found = [each for each in same if (each.outcome is Outcome.OFFER) is held]
        named = {each.id: naming.spoken_of(unit, candidate_of(unit, each), public=False) for each in found[:NAMED]}
        common = {
            "req": f"R-{req.number}",
            "status": req.status.value,
            "names": [*named.values()],
            "more": len(found) - len(named),
        }
        if found:
            button = offers.accepted_after_all if held else _told
            line = say.offer_left(**common) if held else say.unanswered(**common, days=waited)
            yield line, tuple(button(name, id) for id, name in [*named.items()][:MOST_TOLD])


def _told(name: str, application_id: str) -> Action:
    return Action(req_words.told_button(name=name), "told", {"application": application_id})
