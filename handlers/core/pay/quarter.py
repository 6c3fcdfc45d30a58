"""The top quarter of a range, where an offer's base belongs: of the range that was named, else of the one to post."""

from __future__ import annotations

from handlers.core.answers.cite import cited
from handlers.core.figures import money_range
from handlers.core.pay.bandargs import BandArgs
from handlers.core.pay.payadvice import WITHOUT_CELL
from handlers.core.pay.payremarks import USUAL_CURRENCY
from handlers.core.reply import Action, Heading, Reply
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.closing import place
from knowledge.pay.posting import PostingRange

say = Wording("band")


def top_quarter(asked: BandArgs, posting: PostingRange | None, at: Context) -> Reply:
    """From where on the top quarter is, and the advice; the advice alone where there is no range."""
    fact, names = at.library.plans.plan("close").one("base"), at.library.short_names
    advice = say.advised(text=fact.statement, source=names[fact.source])
    low, high, currency = _range(asked, posting)
    top_from = place(high, low, high, float(fact.values["low"])).top_from
    of_whom = "" if asked.offered or not posting else names[at.library.knowledge.facts[posting.from_fact].source]
    parts = money_range(low, high, currency), money_range(round(top_from), high, currency)
    lead = say.top_quarter(whole=parts[0], of_whom=of_whom, part=parts[1], advice=advice) if high > low else advice
    known = {"low": round(top_from), "high": high, "currency": currency, "fact": fact.id} if high > low else None
    band = (Action(say.band_button(), "band", asked.again(quarter=False, offered=None)),) if asked.level else ()
    sources = (fact.source, *([at.library.knowledge.facts[posting.from_fact].source] if of_whom and posting else ()))
    return Reply(
        lead,
        (Heading(lead),),
        actions=(*band, Action(say.terms_button(), "close", {"change": True})),
        sources=cited(at.library.knowledge, sources),
        data={**WITHOUT_CELL, "level": asked.level, "top_quarter": known},
    )


def _range(asked: BandArgs, posting: PostingRange | None) -> tuple[int, int, str]:
    """The ends that were named, or of the range to post, and their currency; nothing has a quarter where they are one."""
    if asked.offered:
        return asked.offered.low, asked.offered.high, asked.offered.currency or USUAL_CURRENCY
    return (posting.low, posting.high, posting.currency) if posting else (0, 0, USUAL_CURRENCY)
