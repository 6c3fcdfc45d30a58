"""Another company's offer to a candidate: told anew, it takes the place of what was told of it before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.core.verb import Context
from handlers.pipeline import changes, offers
from handlers.pipeline.policy import deed
from handlers.pipeline.reading.alike import folded
from storage.enums import DisclosureKind
from storage.models import Application, Disclosure, Event

COMPANY, AMOUNT = "company", "amount"
"""Of what was said of it: whose it is, and how much."""

_SUM = re.compile(r"[\s,]*[$€£₹]?\d.*$", re.DOTALL)
"""What follows a company's name where both were said in one breath: `from Meta 250k`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What telling of it did: its events, the first of which the others hang on, and what it took the place of."""

    events: tuple[Event, ...]
    instead_of: Disclosure | None = None


def company_of(said: str) -> dict[str, str]:
    """Whose offer it is, as a detail of it; empty where that was not said."""
    name = _SUM.sub("", said).strip(" ,.;:")[:80]
    return {COMPANY: name} if name else {}


def tell(
    at: Context, application: Application, details: Mapping[str, Any], expires_at: datetime | None, done: changes.Deed
) -> Told:
    """Note it. What is not said anew, the end too, stays as it was told of the same offer."""
    before = told_before(offers.disclosures(at.unit, application.id), details)
    if before is None:
        return Told((changes.volunteer(at.unit, done, application, DisclosureKind.COMPETING_OFFER, details, expires_at)[1],))
    ends = expires_at or before.expires_at
    since = changes.story_of(at.unit, changes.req_of(at.unit, application), application).competing.get(ends) if ends else None
    gone = changes.unvolunteer(at.unit, replace(done, quiet=True), before)
    kept = {**before.details, **details}
    done = changes.because_of(done, gone)
    noted = changes.volunteer(at.unit, done, application, DisclosureKind.COMPETING_OFFER, kept, ends, since)
    return Told((gone, noted[1]), before)


def told_before(known: Sequence[Disclosure], details: Mapping[str, Any]) -> Disclosure | None:
    """Which of a candidate's other offers is told anew: that company's; where no company says which, the only one of which the
    same may be said. Two that it may be, and a figure that is another, are not taken to be the same: both stand."""
    others = [each for each in known if each.kind is DisclosureKind.COMPETING_OFFER]
    company = folded(details.get(COMPANY, ""))
    named = [each for each in others if company and folded(each.details.get(COMPANY, "")) == company]
    if named:
        return named[0]
    alike = [each for each in others if _may_be(each.details, details)]
    return alike[0] if len(alike) == 1 else None


def _may_be(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether nothing that was said of two offers tells them apart."""
    both_named = one.get(COMPANY) and other.get(COMPANY)
    sums = {each[AMOUNT] for each in (one, other) if each.get(AMOUNT)}
    return not both_named and len(sums) < 2


def keep(at: Context, before: Disclosure) -> Event:
    """What was replaced stands beside what was told since."""
    return changes.stand_again(at.unit, deed(at), before)
