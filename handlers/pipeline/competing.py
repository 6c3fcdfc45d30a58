"""Another company's offer to a candidate: told anew, it takes the place of what was told of it before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.core import access
from handlers.core.typed.amounts import Amount, Sum
from handlers.core.typed.amounts import said as amounts_in
from handlers.core.typed.moments import find
from handlers.core.verb import Context
from handlers.pipeline import changes, offers
from handlers.pipeline.reading.alike import folded
from handlers.pipeline.rules.policy import deed
from storage import reqs
from storage.enums import DisclosureKind
from storage.models import Application, Disclosure, Event, Requisition
from storage.unit import Unit, table_of

_AROUND = ' \t,.;:"“”'
COMPANY, AMOUNT = "company", "amount"
"""Of what was said of it: whose it is, and how much."""

_PART = re.compile(r"(?<![^\s,])[^\s,]")
_LED_TO = re.compile(r"(?:(?:^|[\s,]+)(?:and|of|for|at|with|base|around|about))*[\s,]*$", re.IGNORECASE)
_BESIDE_SUM = re.compile(r"\s+(?:base|a year|per year)$", re.IGNORECASE)
"""What may stand around the sum that follows a company's name: `from Meta at around 250k base`."""
_NO_NAME = re.compile(
    r"^an?\b|(?<=\s)\d|\b(?:deadline|notice|days?|weeks?|months?|years?|until|till|expir\w+|sign-?on|bonus|equity|stock)\b",
    re.IGNORECASE,
)
"""What tells that words are no company's name: `with a sign-on`, `at 4 weeks`."""
LONGEST = 120
"""Letters of a company's name and a sum; what is longer is neither."""
_LEAST_PAY, _LARGE = 10_000, 1e6
"""From so much on a bare number is pay; behind a company's name, millions are more of the name: `from 3M`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What telling of it did: its events, the first of which the others hang on, what it took the place of, and the other
    searches of theirs in which it counts as well, as far as the speaker may see their offers."""

    events: tuple[Event, ...]
    instead_of: Disclosure | None
    counts_for: tuple[Requisition, ...]


def company_of(said: str) -> dict[str, str]:
    """Whose offer it is, as a detail of it; empty where that was not said."""
    name = _parted(said)[0][:80]
    return {COMPANY: name} if name else {}


def sum_of(said: str) -> dict[str, Any]:
    """How much it is, where that was said in one breath with whose it is; empty where it was not."""
    amount = _parted(said)[1]
    return Sum.model_validate(amount.value).model_dump() if amount else {}


def is_told(said: str) -> bool:
    """Whether words that may tell whose offer it is and how much tell that, and nothing else."""
    name, amount = _parted(said)
    return len(said) <= LONGEST and bool(name or amount) and not _NO_NAME.search(name) and find(name.replace(".", "x")) is None


def _parted(said: str) -> tuple[str, Amount | None]:
    """(The words before the sum that ends them, that sum), where they end with one."""
    said = _BESIDE_SUM.sub("", said.strip(_AROUND)[:LONGEST])
    for part in _PART.finditer(said):
        rest = said[part.start() :]
        first = next(iter(amounts_in(rest, ())), None)
        if first and (first.start, first.end) == (0, len(rest)) and _is_pay(first.amount):
            return _LED_TO.sub("", said[: part.start()]).strip(_AROUND), first.amount
    return said, None


def _is_pay(amount: Amount) -> bool:
    if amount.kind != "money":
        return False
    in_full = amount.scale == 1 and amount.value["amount"] >= _LEAST_PAY
    return bool(amount.value["currency"]) or in_full or 1 < amount.scale < _LARGE


def tell(
    at: Context, application: Application, details: Mapping[str, Any], expires_at: datetime | None, done: changes.Deed
) -> Told:
    """Note it, in each search that they are in: it is the same person's time. What is not said anew, the end too, stays as it was
    told of the same offer."""
    before = told_before(offers.disclosures(at.unit, application.id), details)
    ends = expires_at or (before.expires_at if before else None)
    elsewhere = [(each, _before_there(at, each, before, details)) for each in _elsewhere(at, application) if ends]
    events = _noted(at, application, details, ends, done, before)
    done, counts_for = changes.because_of(done, events[0]), []
    for other, told in elsewhere:
        req = changes.req_of(at.unit, other)
        sees = access.may(at, "offers", req)
        counts_for += [req] if sees else []
        events += _noted(at, other, details if sees else {}, ends, done, told)
    return Told(tuple(events), before, tuple(counts_for))


def _before_there(at: Context, other: Application, before: Disclosure | None, details: Mapping[str, Any]) -> Disclosure | None:
    """Which offer that was told of in another search is told anew: what was noted with the one here, else that company's."""
    twin = _twin(at.unit, other, before) if before else None
    return twin or _of_company(offers.disclosures(at.unit, other.id), details)


def _noted(  # noqa: PLR0917 - a disclosure is these things
    at: Context,
    application: Application,
    details: Mapping[str, Any],
    ends: datetime | None,
    done: changes.Deed,
    before: Disclosure | None,
) -> list[Event]:
    """It stands in one search, in the place of what was told there before."""
    if before is None:
        return [changes.volunteer(at.unit, done, application, DisclosureKind.COMPETING_OFFER, details, ends)[1]]
    known = changes.story_of(at.unit, changes.req_of(at.unit, application), application).competing
    since = known.get(ends) if ends else None
    gone = changes.unvolunteer(at.unit, replace(done, quiet=True), before)
    done, kept = changes.because_of(done, gone), {**before.details, **details}
    return [gone, changes.volunteer(at.unit, done, application, DisclosureKind.COMPETING_OFFER, kept, ends, since)[1]]


def drop(at: Context, told: Disclosure) -> Event:
    """It holds no longer, in none of their searches."""
    twins = _twins(at, told)
    event = changes.unvolunteer(at.unit, deed(at), told)
    for each in twins:
        changes.unvolunteer(at.unit, changes.because_of(deed(at), event), each)
    return event


def keep(at: Context, before: Disclosure) -> Event:
    """What was replaced stands beside what was told since, in each of their searches."""
    twins = _twins(at, before)
    event = changes.stand_again(at.unit, deed(at), before)
    for each in twins:
        changes.stand_again(at.unit, deed(at), each)
    return event


def _elsewhere(at: Context, application: Application) -> list[Application]:
    """The other applications of the same person that are alive, in searches that go on."""
    theirs = (each for each in reqs.applications_of(at.unit, application.candidate_id) if each.id != application.id)
    return [each for each in theirs if each.ended_at is None and changes.req_of(at.unit, each).closed_at is None]


def _twins(at: Context, told: Disclosure) -> list[Disclosure]:
    """What was noted with it in the other searches of the same person."""
    application = at.unit.get(Application, told.application_id)
    others = _elsewhere(at, application) if application and told.kind is DisclosureKind.COMPETING_OFFER else []
    return [twin for other in others if (twin := _twin(at.unit, other, told))]


def _twin(unit: Unit, application: Application, told: Disclosure) -> Disclosure | None:
    """The same as it was noted for another application: in one breath, and taken back in one, if it was."""
    columns = table_of(Disclosure).c
    which = (columns.application_id == application.id, columns.kind == told.kind, columns.volunteered_at == told.volunteered_at)
    return unit.one(Disclosure, *which, columns.expires_at == told.expires_at, columns.withdrawn_at == told.withdrawn_at)


def told_before(known: Sequence[Disclosure], details: Mapping[str, Any]) -> Disclosure | None:
    """Which of a candidate's other offers is told anew: that company's; where no company says which, the only one of which the
    same may be said. Two that it may be, and a figure that is another, are not taken to be the same: both stand."""
    named = _of_company(known, details)
    alike = [each for each in _others(known) if _may_be(each.details, details)]
    return named or (alike[0] if len(alike) == 1 else None)


def _of_company(known: Sequence[Disclosure], details: Mapping[str, Any]) -> Disclosure | None:
    """The offer of the company that is named."""
    company = folded(details.get(COMPANY, ""))
    theirs = (each for each in _others(known) if company and folded(each.details.get(COMPANY, "")) == company)
    return next(theirs, None)


def _others(known: Sequence[Disclosure]) -> list[Disclosure]:
    return [each for each in known if each.kind is DisclosureKind.COMPETING_OFFER]


def _may_be(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether nothing that was said of two offers tells them apart."""
    both_named = one.get(COMPANY) and other.get(COMPANY)
    sums = {each[AMOUNT] for each in (one, other) if each.get(AMOUNT)}
    return not both_named and len(sums) < 2
