"""What a band's answer says of a share of the company that was named: where it stands to the equity that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handlers.core.pay import payrows
from handlers.core.pay.bandargs import EQUITY, BandArgs, ShareInMind
from handlers.core.reply import Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from knowledge.pay.bandrows import BandRow
from knowledge.pay.standing import standing

say = Wording("band")


class _Stands(NamedTuple):
    """How a share stands, to which figure, whose, of which level, whom and where."""

    standing: str
    amount: str
    source: str
    level: str
    whom: str
    market: str


def lead(asked: BandArgs, who: str, where: str, rows: Sequence[BandRow], at: Context) -> str:
    """Where the share that was named stands to the equity that is known: of the very cell, or, without a place, of every market
    alike; empty where they do not agree, or none is known."""
    if asked.share is None or asked.places:
        return ""
    found = [_standing(asked.share, row, at) for row in equity(rows) if row.scope == "exact"]
    if not found or len({one.standing for one in found}) > 1 or len({(one.source, one.whom) for one in found}) > 1:
        return ""
    amounts = list(dict.fromkeys(one.amount for one in found))
    return say.share_offered(who=who, where=where, yours=_share(asked.share), one=found[0], amounts=amounts)


def beside(asked: BandArgs, rows: Sequence[BandRow], at: Context) -> list[Text]:
    """A line that sets the share that was named against each figure of equity there is, or says that there is none; nothing where
    the first line has said it."""
    if asked.share is None:
        return []
    told = [_standing(asked.share, row, at) for row in equity(rows)]
    if len(told) == 1 and asked.markets and not asked.places and equity(rows)[0].scope == "exact":
        return []
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in told:
        alike.setdefault((one.standing, one.amount, one.source, one.level, one.whom), []).append(one.market)
    return [Text(say.share_beside(yours=_share(asked.share), rows=[(*key, markets) for key, markets in alike.items()]))]


def equity(rows: Sequence[BandRow]) -> list[BandRow]:
    """The figures that are a share of the company."""
    return [row for row in rows if row.measures == EQUITY and row.low is not None and row.high is not None]


def _share(share: ShareInMind) -> str:
    return f"{share.low:g}%" if share.low == share.high else f"{share.low:g}%–{share.high:g}%"


def _standing(share: ShareInMind, row: BandRow, at: Context) -> _Stands:
    stands = standing(share.low, share.high, row.low or 0, row.high or 0)
    level = at.library.vocabulary.name("level", row.level).lower() if row.level else ""
    return _Stands(stands, payrows.amount(row), at.library.short_names[row.source], level, row.counts, row.label)
