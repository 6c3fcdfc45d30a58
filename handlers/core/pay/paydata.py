"""A band as machines read it; put together only where one does."""

from __future__ import annotations

from typing import Any

from handlers.core.answers.specialties import specialty_fact
from handlers.core.pay import payremarks, payrows
from handlers.core.pay.bandargs import BandArgs
from handlers.core.pay.payadvice import adjustment_data
from handlers.core.pay.paylead import elsewhere, is_of_lane, is_uncovered, postings
from handlers.core.reading.carried import REMOTE
from handlers.core.verb import Context
from knowledge.pay.bandrows import BandRow
from knowledge.pay.bands import Band
from knowledge.pay.beside import differences


def band_data(asked: BandArgs, found: Band, rows: tuple[BandRow, ...], at: Context) -> dict[str, Any]:
    """The answer about a cell as data: its rows, what to post, what moves it, and why the sources differ."""
    several = postings(asked, at)
    posting = found.posting if rows and not several else None
    unlike = "several-markets" if several else "single-figure" if posting and posting.low == posting.high else None
    if unlike:  # one figure is shown among the rows; it makes no range
        posting = None
    return {
        "level": asked.level,
        "market": _market(asked),
        "markets": list(asked.markets),
        "places": list(asked.places),
        "lane": asked.lane,
        "lane_reason": _why_no_lane(asked),
        "specialty": asked.specialty,
        "specialty_lane": _lane_of(asked.specialty, at),
        "modifiers": list(asked.modifiers),
        "rows": [payrows.as_data(row) for row in rows],
        "adjustments": [adjustment_data(elsewhere(one) if is_uncovered(asked) else one) for one in found.adjustments],
        "without_figure": _unfigured(asked, found),
        "posting_range": posting and {
            "low": posting.low, "high": posting.high, "currency": posting.currency, "measures": posting.measures,
            "scope": posting.scope, "market": posting.market, "fact": posting.from_fact,
            "steps": [{"key": step.key, "fact": step.fact, "low": step.low, "high": step.high} for step in posting.steps],
        },
        "own_beside_market": [
            {"own": one.own.fact, "market": one.market.fact, "low_percent": one.low_percent, "high_percent": one.high_percent}
            for one in differences(found.rows)
        ],
        "offered": payremarks.data(asked, rows),
        "posting_range_reason": None if posting else unlike or _why_none(asked, found),
    }  # fmt: skip


def _unfigured(asked: BandArgs, found: Band) -> list[str]:
    """What no guide puts a figure on; a lane, where none of the figures is for it, as the first line says."""
    lane = asked.lane if asked.lane and not is_of_lane(asked.lane, found) else None
    return [*(each for each in found.without_figure if each != asked.lane), *([lane] if lane else ())]


def _why_none(asked: BandArgs, found: Band) -> str:
    """Why there is no range to post: of a place without figures a market was named, only none that is covered."""
    return "market-not-covered" if asked.level and is_uncovered(asked) else found.no_posting or "market-not-covered"


def _market(asked: BandArgs) -> str | None:
    """One id; the remote pair is `remote`; several are joined, since a machine can split them."""
    if frozenset(asked.markets) == REMOTE:
        return "remote"
    return "+".join(asked.markets) or None


def _why_no_lane(asked: BandArgs) -> str | None:
    """Why the lane is none: pay is set by level and market, and who names a specialty names no lane."""
    if asked.lane:
        return None
    return "specialty-not-lane" if asked.specialty else "not-named"


def _lane_of(specialty: str | None, at: Context) -> dict[str, str] | None:
    """The lane that a specialty stands in by our reading, and the fact that describes the specialty; None where no guide does."""
    fact = specialty_fact(at.library, specialty)
    return {"lane": str(fact.applies_to["lane"]), "fact": fact.id, "reading": "house"} if fact else None
