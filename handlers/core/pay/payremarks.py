"""What a band's answer says beside its figures: where a pay that was named stands to them, and what they are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.core.figures import money_range
from handlers.core.pay import payrows
from handlers.core.pay.bandargs import EQUITY, STAGE_OF_EQUITY, BandArgs, PayInMind
from handlers.core.pay.employers import told_of
from handlers.core.pay.shareremarks import equity
from handlers.core.reply import Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.bandrows import BandRow
from knowledge.pay.posting import PostingRange
from knowledge.pay.standing import beside, standing

say = Wording("band")

SHOWN_BESIDE = 3
"""What fits a line of a phone."""
US = "us"
"""The market whose own currency is the usual one."""
USUAL_CURRENCY = "USD"
"""How a pay is written that was said without a currency, where nothing stands beside it."""


GULF = frozenset({
    "United Arab Emirates", "Dubai", "Abu Dhabi", "Saudi Arabia", "Riyadh", "Jeddah", "Qatar", "Doha", "Bahrain", "Kuwait",
    "Kuwait City", "Oman",
})  # fmt: skip
"""Places of the one region of which a guide tells how pay is made up, though not how much it is."""
IN_THE_GULF = "mlaiqa.pay-factors.uae-cash-and-housing"


def lead(offered: PayInMind, posting: PostingRange, who: str, where: str, wider: str) -> str:
    """Where the pay stands to the base to post, with the wider market that this is of; empty where they are of two currencies."""
    if offered.currency not in (None, posting.currency):
        return ""
    yours, amount = _yours(offered, posting.currency), money_range(posting.low, posting.high, posting.currency)
    stands = standing(offered.low, offered.high, posting.low, posting.high)
    single = posting.low == posting.high
    return say.offered(who=who, where=where, yours=yours, standing=stands, amount=amount, wider=wider, single=single)


def employer(asked: BandArgs, at: Context) -> list[Text]:
    """That no guide gives the pay of the employer that was named, and what one says of such."""
    if not asked.employer:
        return []
    fact = at.library.knowledge.facts[told_of(asked.employer)[0]]
    return [Text(say.at_employer(employer=asked.employer, text=fact.statement, source=at.library.short_names[fact.source]))]


def spoken(asked: BandArgs, at: Context) -> list[str]:
    """The sources of what is said beside the figures."""
    facts = at.library.knowledge.facts
    told = [told_of(asked.employer)[0]] if asked.employer else []
    told += [IN_THE_GULF] if not GULF.isdisjoint(asked.places) else []
    return [facts[each].source for each in told if each in facts]


def remarks(asked: BandArgs, rows: Sequence[BandRow], at: Context) -> list[Text]:
    """Small lines under the answer's first: what was asked for that no figure here is."""
    names, said = at.library.vocabulary, []
    if asked.rank and asked.level:
        rank, level = names.name("rank", asked.rank), names.name("level", asked.level)
        said.append(say.rank_beside(rank=rank, level=level))
    if asked.markets and asked.places:
        said.append(say.places_besides(places=asked.places))
    if asked.by_the_hour:
        said.append(say.by_the_year())
    if asked.offered and rows and _is_abroad(asked, at) and asked.offered.currency in (None, USUAL_CURRENCY):
        currency = asked.offered.currency or rows[0].currency or USUAL_CURRENCY
        said.append(say.currency_taken(currency=names.name("currency", currency)))
    if asked.currency and rows and asked.currency not in {row.currency for row in rows}:
        said.append(say.not_converted(currency=names.name("currency", asked.currency)))
    if asked.stage and asked.stage != STAGE_OF_EQUITY:
        said.append(say.stage_unsorted(stage=asked.stage, equity=STAGE_OF_EQUITY if equity(rows) else ""))
    if not GULF.isdisjoint(asked.places) and (fact := at.library.knowledge.facts.get(IN_THE_GULF)):
        said.append(say.advised(text=fact.statement, source=at.library.short_names[fact.source]))
    return [Text(each, small=True) for each in said]


def _is_abroad(asked: BandArgs, at: Context) -> bool:
    """Whether only a place is named whose own currency may be another than that of the nearest figures."""
    if not asked.places or asked.markets:
        return False
    return at.library.vocabulary.nearest_markets(asked.places)[:1] != (US,)


def abroad(asked: BandArgs, at: Context) -> tuple[str, ...]:
    """The places that were named where they lie outside the US: of another country's law no guide speaks."""
    return asked.places if asked.places and at.library.vocabulary.nearest_markets(asked.places)[:1] != (US,) else ()


def offered(asked: BandArgs, rows: Sequence[BandRow], at: Context) -> list[Text]:
    """A line that sets the pay that was named against each source of the same measure and currency, or says why it can't be."""
    if asked.offered is None:
        return []
    if asked.level is None:
        return [_at_each_level(asked, asked.offered, rows, at)]
    found = _beside(asked, asked.offered, rows)[:SHOWN_BESIDE]
    if not found:
        apart = asked.offered.currency is not None
        return [Text(say.offered_apart(yours=_yours(asked.offered, USUAL_CURRENCY)))] if apart else []
    names = at.library.short_names
    told = [(one.standing, payrows.amount(one.row), one.row.measures, names[one.row.source], one.row.label) for one in found]
    return [Text(say.offered_beside(yours=_yours(asked.offered, found[0].row.currency or USUAL_CURRENCY), rows=told))]


def _at_each_level(asked: BandArgs, offered: PayInMind, rows: Sequence[BandRow], at: Context) -> Text:
    """Where the pay stands at each level of the place that was named: the nearest to an answer to which level it buys."""
    levels = [level for level in at.library.vocabulary.all_of("level") if level in {row.level for row in rows}]
    found = [_beside(asked, offered, [row for row in rows if row.level == level])[:1] for level in levels]
    if not any(found):
        return Text(say.offered_without_level(yours=_yours(offered, USUAL_CURRENCY)))
    names, told = at.library.short_names, at.library.vocabulary
    rows_told = [
        (told.name("level", one.row.level or "").lower(), one.standing, payrows.amount(one.row), one.row.measures,
         names[one.row.source], one.row.label)
        for (one,) in filter(None, found)
    ]  # fmt: skip
    currency = next(one.row.currency for (one,) in filter(None, found)) or USUAL_CURRENCY
    return Text(say.offered_by_level(yours=_yours(offered, currency), rows=rows_told))


def data(asked: BandArgs, rows: Sequence[BandRow]) -> dict[str, Any] | None:
    """The pay as it was read, and how it stands to each figure that it can be set against."""
    if asked.offered is None:
        return None
    found = _beside(asked, asked.offered, rows) if asked.level else ()
    return asked.offered.model_dump() | {"beside": [{"fact": one.row.fact, "standing": one.standing} for one in found]}


def _beside(asked: BandArgs, offered: PayInMind, rows: Sequence[BandRow]) -> Any:
    measure = asked.measure if asked.measure != EQUITY else None
    return beside(rows, offered.low, offered.high, offered.currency, measure)


def _yours(offered: PayInMind, currency: str) -> str:
    return money_range(offered.low, offered.high, offered.currency or currency)
