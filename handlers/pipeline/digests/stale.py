"""What only digests and `req health` speak of: a search or a candidate that has stood too long. Pure: from state to findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.pipeline.rules import dueby
from handlers.pipeline.rules.story import Hold, Story
from knowledge.deadlines.digest_rules import CANDIDATE, REQ, DigestRule

SIGNED = DigestRule("signed", about=REQ, since="signed", days=0, verb="req fill")
"""Somebody signed, and the search goes on as if nobody had: said at once."""


@dataclass(frozen=True, slots=True)
class CandidateState:
    """One live candidate who had a round: since when they stand, and how far they have come."""

    application: str
    moved_at: datetime
    first_round_at: datetime | None = None
    loop_done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReqState:
    """A search that goes on: since when, when anything last moved in it, how many have come to its end.

    `signed`: who accepted an offer (an application), and when. `holds`: the times in which it stood still.
    """

    opened_at: datetime
    moved_at: datetime
    finalists: int = 0
    candidates: Sequence[CandidateState] = field(default_factory=tuple)
    signed: Sequence[tuple[str, datetime]] = ()
    holds: tuple[Hold, ...] = ()

    def counts_from(self, moment: datetime, now: datetime) -> datetime:
        """The moment, later by the time on hold since then."""
        return moment + dueby.held(Story(holds=self.holds), moment, now)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that has stood too long: by which rule, since when, whole days, and whom it is about (an application).

    The time on hold counts among the days, as people count them, and moves `since`, from which the rule's days run.
    """

    rule: DigestRule
    since: datetime
    days: int
    application: str | None = None


def stood_too_long(rules: Sequence[DigestRule], state: ReqState, now: datetime) -> tuple[Found, ...]:
    """All whose days are full, in the order of the rules; where somebody signed, that, and nothing of how long it takes to find
    somebody."""
    signed = tuple(Found(SIGNED, since, (now - since).days, application) for application, since in state.signed)
    said = [rule for rule in rules if rule.about != REQ or not signed]
    return (*signed, *(found for rule in said for found in _of_rule(rule, state, now)))


def _of_rule(rule: DigestRule, state: ReqState, now: datetime) -> Iterator[Found]:
    if rule.about == REQ:
        stands_since = {"moved": state.moved_at, "opened": state.opened_at}[rule.since]
        since = state.counts_from(stands_since, now)
        if now - since >= timedelta(days=rule.days) and not (rule.unless == "finalist" and state.finalists):
            yield Found(rule, since, (now - stands_since).days)
    elif rule.about == CANDIDATE:
        for each in state.candidates:
            begun = {"moved": each.moved_at, "first_round": each.first_round_at}[rule.since]
            reached = rule.only_from is None or each.first_round_at is not None
            over = rule.unless == "loop_done" and each.loop_done_at is not None
            since = state.counts_from(begun, now) if begun else now
            if begun and reached and not over and now - since >= timedelta(days=rule.days):
                yield Found(rule, since, (now - begun).days, each.application)
