"""An offer's reckoning as a reply, and the form in which its terms and assumptions are given."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from handlers.core import times
from handlers.core.answers import cellnames
from handlers.core.answers.cite import cited
from handlers.core.figures import large_money, money, money_range
from handlers.core.offer.offerterms import OfferTerms
from handlers.core.offer.reckoning import Band, Reckoning, priced_like_its_band, reckon
from handlers.core.pay.payrows import amount, as_data
from handlers.core.reply import Action, Element, Facts, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Sum
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Cell
from knowledge.pay.bandrows import BandRow
from knowledge.plans import Plan

say = Wording("close")

LINES = ("base", "equity", "start")
"""The parts of the plan that an offer's arithmetic rests on."""
SHOWN_BASES = 2
FAR, FAR_SHARE = 2.5, 10
"""How many times beyond what the guides give a base, and a share of the company, are asked about as a slip."""
UNIT_OF_VALUE = 100_000_000
"""Without a company value, equity is shown for each so much of it."""


def answer(asked: OfferTerms, at: Context) -> Reply:
    """What the terms come to: base in its band, equity on both sides, the start against the cliff, and what was assumed."""
    plan = at.library.plans.plan("close")
    given, asked = asked, priced_like_its_band(asked.with_one_base, at)
    sums = reckon(asked, plan, at)
    pairs = [*_base(asked, sums, plan, at), *_equity(asked, sums, at), *_start(asked, sums, plan, at)]
    lead = say.terms_lead(verdicts=_verdicts(asked, sums, at) or [_too_little(asked, sums)])
    elements: list[Element] = [Heading(lead), *([Facts(tuple(pairs))] if pairs else [])]
    if assumed := _assumptions(given, sums):
        elements.append(Text(say.assumed(items=assumed), small=True))
    if asked.holds:
        elements.append(Text(say.earned_left_out()))
    elif asked.leaves or asked.cliff:
        elements.append(Text(say.volunteered(), small=True))
    beside = (_beside(asked, sums.band, at) if sums.band else _known(asked, at)) if asked.base else ()
    facts = [plan.one(part) for part in (*LINES, "vesting")]
    band_source = [at.library.knowledge.facts[sums.band.fact].source] if sums.band and sums.band.fact else []
    band_source += [row.source for row in beside]
    again = asked.model_dump(mode="json", exclude_defaults=True, exclude={"holds", "between"})
    return Reply(
        lead,
        tuple(elements),
        actions=(
            Action(say.change_button(), "close", again | {"change": True}, primary=True),
            Action(say.plan_button(), "close"),
            *_band_action(asked),
        ),
        sources=cited(
            at.library.knowledge,
            (*band_source, *(fact.source for fact in facts), *(row.source for row in _usual_shares(asked, at))),
        ),
        data=_data(asked, sums, [fact.id for fact in facts])
        | {"other_bases": [as_data(row) for row in beside if row.measures == "base"]},
    )


def _band_action(asked: OfferTerms) -> tuple[Action, ...]:
    if not asked.level:
        return ()
    cell = {"level": asked.level, "markets": list(asked.markets)} | ({"lane": asked.lane} if asked.lane else {})
    return (Action(say.band_button(), "band", cell),)


def _verdicts(asked: OfferTerms, sums: Reckoning, at: Context) -> list[str]:
    """The answer in clauses: each only where the terms allow it."""
    found = []
    odd = [*_odd_base(asked, sums, at), *_odd_share(asked, at)]
    if asked.base and sums.band:
        found.append(_verdict_base(asked.base, sums, sums.band, at))
    found += odd
    if sums.offer_vests is not None and sums.left_behind is not None and not sums.other_currency:
        short = sums.left_behind - sums.offer_vests
        found.append(say.verdict_equity(short=_money(short, sums, asked.leaves) if short > 0 else ""))
    elif sums.even_at is not None:
        found.append(say.verdict_even(value=_money(sums.even_at, sums, asked.leaves)))
    elif sums.grant and asked.leaves is None:
        found.append(_verdict_vests(asked, sums))
    days = sums.days_before_cliff
    if days is not None and days >= 0:
        found.append(say.verdict_cliff(days=days))
    if asked.base and not sums.band and not odd:
        found.append(say.verdict_no_band(named=bool(asked.level and (asked.markets or asked.places))))
    return found


def _odd_base(asked: OfferTerms, sums: Reckoning, at: Context) -> list[str]:
    """A base so far from every base that the guides give that it is rather a slip of the finger than an offer."""
    if asked.base is None:
        return []
    currency = asked.base.currency or sums.currency
    known = [row for row in _bases(at) if row.currency == currency]
    if not known:
        return []
    least, most = min(known, key=lambda row: row.low or 0), max(known, key=lambda row: row.high or 0)
    for row, end, odd in (
        (least, least.low, asked.base.amount * FAR < (least.low or 0)),
        (most, most.high, asked.base.amount > FAR * (most.high or 0)),
    ):
        if odd:
            figure, source = large_money(end or 0, currency), at.library.short_names[row.source]
            return [
                say.verdict_odd_base(
                    base=_money(asked.base.amount, sums, asked.base), end=figure, source=source, low=row is least
                )
            ]
    return []


def _bases(at: Context) -> list[BandRow]:
    """Every range of base pay that a guide gives."""
    return [row for row in at.library.bands.everything(Cell()) if row.measures == "base" and row.low and row.high]


def _odd_share(asked: OfferTerms, at: Context) -> list[str]:
    """A share of the company that is many times what is usual."""
    usual = _usual_shares(asked, at)
    if asked.equity is None or not usual or asked.equity <= FAR_SHARE * max(row.high or 0 for row in usual):
        return []
    return [
        say.verdict_odd_share(share=f"{asked.equity:g}%", usual=amount(usual[0]), source=at.library.short_names[usual[0].source])
    ]


def _usual_shares(asked: OfferTerms, at: Context) -> tuple[BandRow, ...]:
    """What share of the company the guides give for the cell; else for its market, its level, and for all of them."""
    if asked.equity is None:
        return ()
    of_market = (Cell(None, asked.markets),) if asked.markets else ()
    cells = (*((asked.cell,) if asked.level and asked.markets else ()), *of_market, Cell(asked.level), Cell())
    found = ([row for row in at.library.bands.everything(cell) if row.measures == "equity_percent"] for cell in cells)
    return tuple(next((rows for rows in found if rows), []))


def _verdict_vests(asked: OfferTerms, sums: Reckoning) -> str:
    """What the equity comes to by itself, where nothing is set against it."""
    if sums.offer_vests is not None:
        amount = _money(sums.offer_vests, sums, asked.grant or asked.company_value)
        return say.verdict_vests(amount=amount, years=sums.years, unit="")
    share = sums.grant.percent / 100 if sums.grant else 0
    return say.verdict_vests(amount=_money(share * UNIT_OF_VALUE, sums), years=sums.years, unit=_money(UNIT_OF_VALUE, sums))


def _too_little(asked: OfferTerms, sums: Reckoning) -> str:
    """What is missing before anything can be compared."""
    left = _money(asked.leaves.amount, sums, asked.leaves) if asked.leaves else ""
    return say.too_little(earned=asked.holds is not None, left=left)


def _verdict_base(base: Sum, sums: Reckoning, band: Band, at: Context) -> str:
    """Where the base stands, and in whose band."""
    if (base.currency or sums.currency) != band.currency:
        return say.verdict_base(standing="elsewhere", whose="")
    if sums.place is None:
        return say.verdict_one_figure(whose=_whose(band, at), over=_over(base, band))
    return say.verdict_base(standing=sums.place.standing, whose=_whose(band, at))


def _whose(band: Band, at: Context) -> str:
    """The source of a band that was looked up; nothing for one that was given."""
    return at.library.short_names[at.library.knowledge.facts[band.fact].source] if band.fact else ""


def _over(base: Sum, band: Band) -> tuple[str, bool]:
    """(By how much the base differs from a single figure, whether it is above it); no amount where it does not."""
    apart = base.amount - band.low
    return (large_money(abs(apart), band.currency) if apart else "", apart > 0)


def _beside(asked: OfferTerms, band: Band, at: Context) -> tuple[BandRow, ...]:
    """Other base figures for the cell, which a single source's band leaves out."""
    if band.fact is None:
        return ()
    found = at.library.bands.band(asked.cell)
    rows = (*found.of("exact"), *found.of("broader"))
    return tuple(row for row in rows if row.measures == "base" and row.level and row.fact != band.fact)


def _base(asked: OfferTerms, sums: Reckoning, plan: Plan, at: Context) -> list[tuple[str, str]]:
    if asked.base is None:
        return []
    beside = _beside(asked, sums.band, at) if sums.band else ()
    others = [at.library.pay_table.one_line(row) for row in beside]
    return [_base_placed(asked, asked.base, sums, plan, at), *([(say.beside_label(), say.beside(rows=others))] if others else [])]


def _base_placed(asked: OfferTerms, said: Sum, sums: Reckoning, plan: Plan, at: Context) -> tuple[str, str]:
    """The base against the band: in it, against its one figure, or against none."""
    label, base = say.base_label(), _money(said.amount, sums, said)
    if sums.band and sums.place:
        band, spot = sums.band, sums.place
        amount = money_range(round(band.low), round(band.high), band.currency)
        rule = at.library.short_names[plan.one("base").source]
        top = money(round(spot.top_from), band.currency)
        return (label, say.base(base=base, band=amount, source=_whose(band, at), standing=spot.standing, top=top, rule=rule))
    if sums.band and (said.currency or sums.currency) == sums.band.currency:
        figure = money(round(sums.band.low), sums.band.currency)
        return (label, say.base_one_figure(base=base, figure=figure, source=_whose(sums.band, at)))
    if sums.band:
        return (label, say.base_elsewhere(base=base, currency=sums.band.currency))
    who = cellnames.who(at.library.vocabulary, asked.level, asked.lane) if asked.level and (asked.markets or asked.places) else ""
    known = [at.library.pay_table.one_line(row) for row in _known(asked, at)]
    places = [*(at.library.vocabulary.name("market", each) for each in asked.markets), *asked.places]
    return (label, say.base_without_band(base=base, who=who, where=" + ".join(places), known=known, missing=_missing(asked)))


def _missing(asked: OfferTerms) -> str:
    return "both" if not asked.level and not asked.markets else "market" if asked.level else "level"


def _known(asked: OfferTerms, at: Context) -> tuple[BandRow, ...]:
    """Where no base is known for the cell: its first figure, or the nearest; where no cell was named, the usual bases."""
    if asked.level and (asked.markets or asked.places):
        exact = at.library.bands.band(asked.cell).of("exact")[:1] if asked.markets else ()
        markets = at.library.vocabulary.nearest_markets(asked.places)
        nearest = at.library.bands.nearest_to(asked.level, markets) if asked.places else at.library.bands.band(asked.cell).nearest
        return exact or tuple(next((row for row in cell.rows if row.own or row.low), cell.rows[0]) for cell in nearest[:1])
    rows = at.library.bands.band(Cell(asked.level, asked.markets)).of("exact")
    return tuple(row for row in rows if row.measures == "base" and row.low and row.high != row.low)[:SHOWN_BASES]


def _equity(asked: OfferTerms, sums: Reckoning, at: Context) -> list[tuple[str, str]]:
    """Each side of the equity, what is usual, and what makes the two even."""
    pairs = [*_offered(asked, sums, at), *_left(asked, sums)]
    if sums.other_currency and sums.grant and sums.left:
        return [*pairs, (say.even_label(), say.not_converted())]
    if sums.even_at is None:
        return pairs
    value = _money(sums.even_at, sums, asked.leaves)
    return [*pairs, (say.even_label(), say.even(value=value, known=sums.offer_vests is not None))]


def _offered(asked: OfferTerms, sums: Reckoning, at: Context) -> list[tuple[str, str]]:
    """What vests of the offer's equity, and what share is usual."""
    if sums.grant is None:
        return []
    share = f"{sums.grant.percent:g}%" if sums.grant.percent else ""
    if asked.grant:
        text = say.vests_worth(amount=_money(sums.offer_vests or 0, sums, asked.grant), share=share)
    elif sums.offer_vests is not None:
        text = say.vests(share=share, amount=_money(sums.offer_vests, sums, asked.company_value))
    else:
        amount = _money(sums.grant.percent / 100 * UNIT_OF_VALUE, sums)
        text = say.vests_for_each(share=share, amount=amount, unit=_money(UNIT_OF_VALUE, sums))
    usual = [(say.usual_label(), at.library.pay_table.one_line(row)) for row in _usual_shares(asked, at)[:1]]
    return [(say.offer_label(years=sums.years), text), *usual]


def _left(asked: OfferTerms, sums: Reckoning) -> list[tuple[str, str]]:
    """What is left behind elsewhere, where it was volunteered."""
    if sums.left is None or sums.left_behind is None or asked.leaves is None:
        return []
    kept = sums.left.kept_by(sums.start)
    whole = _money(sums.left.unvested, sums, asked.leaves) if kept else ""
    told = say.left(amount=_money(sums.left_behind, sums, asked.leaves), all=whole, kept=_money(kept, sums, asked.leaves))
    return [(say.left_label(), told)]


def _start(asked: OfferTerms, sums: Reckoning, plan: Plan, at: Context) -> list[tuple[str, str]]:
    label, rule = say.start_label(), at.library.short_names[plan.one("start").source]
    days = sums.days_before_cliff
    if days is None:
        if sums.past_cliff:
            return [(label, say.start_past_cliff(start=_day(sums.start), cliff=_day(sums.past_cliff)))]
        if sums.cliff:
            return [(label, say.start_after(cliff=_day(sums.cliff)))]
        return [(label, say.start_alone(start=_day(sums.start), rule=rule))] if sums.start else []
    assert sums.start and sums.cliff  # days are counted between the two
    if days < 0:
        return [(label, say.start_fits(start=_day(sums.start), cliff=_day(sums.cliff), days=-days))]
    cost = plan.parts["start"][1].values.get("cost", {})
    usual = money_range(cost["low"], cost["high"], cost["unit"]) if cost else ""
    lost = sums.walked_away_from
    amount = _money(lost, sums, asked.leaves) if lost else ""
    return [
        (label, say.start_early(start=_day(sums.start), cliff=_day(sums.cliff), days=days, amount=amount, usual=usual, rule=rule))
    ]


def _assumptions(asked: OfferTerms, sums: Reckoning) -> list[str]:
    items = []
    if asked.between and not asked.base:
        items.append(say.assumes_base(base=_money(asked.between.high, sums, asked.with_one_base.base)))
    if sums.currency_assumed:
        items.append(say.assumes_currency(currency=sums.currency))
    if sums.grant:
        items.append(say.assumes_grant(years=sums.grant.over_years, dilution=sums.grant.dilution, shares=not asked.grant))
    if sums.grant and not asked.grant:
        strike = _money(sums.grant.strike_value, sums, asked.strike_value) if sums.grant.strike_value else ""
        items.append(
            say.assumes_value(value=_money(sums.grant.company_value, sums) if sums.grant.company_value else "", strike=strike)
        )
    if sums.left and sums.cliff:
        items.append(
            say.assumes_cliff(
                amount=_money(sums.left.at_cliff or 0, sums, asked.at_cliff or asked.leaves),
                percent=sums.at_cliff_percent if sums.at_cliff_assumed else None,
            )
        )
    if sums.left:
        items.append(say.assumes_left(years=sums.years))
    return items


def form(asked: OfferTerms, at: Context) -> Reply:
    """Every term and every assumption, as they stand now; what is left empty is not reckoned with."""
    usual = at.library.plans.plan("close").one("vesting").values
    held = {name: _typed(getattr(asked, name)) for name in FIELDS}
    held["grant_years"] = held["grant_years"] or f"{usual['vests_over']['value']:g}"
    held["dilution"] = held["dilution"] or f"{usual['dilution']['value']:g}%"
    fields = tuple(
        Field(
            name, getattr(say, f"{name}_field")(), "line", required=False, value=held[name], hint=getattr(say, f"{name}_hint")()
        )
        for name in FIELDS
    )
    kept = asked.model_dump(mode="json", exclude_defaults=True, include={"level", "markets", "lane", "modifiers"})
    lead = say.ask()
    return Reply(lead, (Text(lead),), form=Form(say.form_title(), "close", fields, say.submit(), kept))


FIELDS = (
    "base", "band", "equity", "company_value", "strike_value", "dilution", "grant_years", "leaves", "cliff", "at_cliff", "start",
)  # fmt: skip
"""What the form asks for, in its order."""


def _typed(value: Any) -> str:
    """A term as one would type it."""
    if value is None:
        return ""
    if isinstance(value, Sum):
        return f"{value.currency or ''} {value.amount:,.0f}".strip()
    if hasattr(value, "low"):
        return f"{value.currency or ''} {value.low:,.0f}-{value.high:,.0f}".strip()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _money(amount: float, sums: Reckoning, like: Sum | None = None) -> str:
    """An amount in the currency that it was said in."""
    return large_money(amount, like.currency if like and like.currency else sums.currency)


def _day(day: date | None) -> str:
    return times.day(day) if day else ""


def _data(asked: OfferTerms, sums: Reckoning, facts: list[str]) -> dict[str, Any]:
    band = asdict(sums.band) if sums.band else None
    return {
        "terms": asked.model_dump(mode="json", exclude_defaults=True, exclude={"holds"}),
        "currency": sums.currency,
        "band": band,
        "place": asdict(sums.place) if sums.place else None,
        "years": sums.years,
        "offer_vests": sums.offer_vests,
        "left_behind": sums.left_behind,
        "difference": (
            sums.offer_vests - sums.left_behind
            if sums.offer_vests is not None and sums.left_behind is not None and not sums.other_currency
            else None
        ),
        "even_at_company_value": sums.even_at,
        "start": sums.start.isoformat() if sums.start else None,
        "cliff": sums.cliff.isoformat() if sums.cliff else None,
        "days_before_cliff": sums.days_before_cliff,
        "walked_away_from": sums.walked_away_from,
        "not_converted": sums.other_currency,
        "assumptions": {
            "grant_years": sums.grant.over_years if sums.grant else None,
            "dilution_percent": sums.grant.dilution if sums.grant else None,
            "company_value": sums.grant.company_value if sums.grant else None,
            "strike_value": sums.grant.strike_value if sums.grant else None,
            "at_cliff": sums.left.at_cliff if sums.left else None,
            "at_cliff_assumed": sums.at_cliff_assumed,
            "currency_assumed": sums.currency_assumed,
        },
        "facts": facts,
    }
