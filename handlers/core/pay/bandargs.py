"""What is asked of `band`: the cell, and which of its figures leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from handlers.core.args import Arguments
from handlers.core.markers import Choose, Concept, Flag, ShareFigure
from handlers.core.pay.employers import MARKER as EMPLOYER
from handlers.core.pay.payfigure import HIGHEST_PAY, Figure
from handlers.core.reading.jobs import JOBS, OURS
from handlers.core.words import Words
from knowledge.pay.adjustments import Cell
from knowledge.schema import Measures
from knowledge.words.vocabulary import Word

HOUSE = "house"
"""This program, among the sources."""
EQUITY = "equity_percent"
"""The measure that is a share of the company."""
MEASURES = (
    (
        EQUITY,
        (
            "equity",
            "rsu",
            "rsus",
            "stock",
            "options",
            "shares",
            "stock options",
            "percent of the company",
            "how much of the company",
            "stake in the company",
            "how much equity",
        ),
    ),
    (
        "total",
        (
            "total comp",
            "total compensation",
            "total cost",
            "total package",
            "including equity",
            "incl equity",
            "including stock",
            "equity and bonus",
            "equity included",
            "total",
            "all in",
            "all-in",
            "tc",
            "ctc",
            "package",
            "with equity",
            "with stock",
        ),
    ),
    ("base", ("base only", "only base", "base alone", "just base", "just the base", "only the base")),
)
"""What may be asked for besides base, and the words for it."""
OF_A_SHARE = frozenset({"price", "prices", "ticker", "trading", "market"})
"""Words beside which stock is no part of a pay."""
USUAL_LEVELS = ("mid", "senior", "staff")
"""Offered where none was named."""
BY_THE_HOUR = (
    "contract", "contractor", "contractors", "freelance", "freelancer", "freelancers", "hourly", "per hour", "an hour",
    "day rate", "daily rate", "per day", "per week", "weekly", "per month", "monthly",
    "c2c", "w2", "1099", "part time", "part-time",
)  # fmt: skip
"""Words for pay that no guide gives: their figures are for a year of employment."""
PREMIUM = (
    "premium", "premiums", "how much more do", "how much more does", "how much more would", "more expensive", "surcharge",
    "uplift", "extra for", "more for", "earn more", "earns more",
    *(f"{change} the {band}" for change in ("change", "affect", "move", "raise", "lift") for band in ("band", "range", "pay")),
    "affect pay", "change pay", "cost more", "costs more", "cost extra", "costs extra", "paid more",
)  # fmt: skip
"""What asks for what a kind of work adds."""
DUTY = (
    "have to post", "must i post", "must we post", "should i post", "should we post", "need to post", "required to post",
    "have to show", "have to publish", "should i publish", "pay transparency", "disclose", "have to put", "need to put",
    "must put", "need to publish", "must publish", "need to show", "must show", "required to publish", "required to show",
    "have to list", "need to list", "do we list", "do i list", "should we list", "have to include", "need to include",
    "legally required", "posting required", "posting mandatory", "posting a legal", "range required", "ranges required",
    "range mandatory", "ranges mandatory", "salary required", "transparency required", "transparency law", "transparency laws",
    "transparency mandatory", "required by law", "posting compulsory", "range compulsory", "law on pay", "pay law",
    "obliged to post", "obligated to post", "obliged to publish",
)  # fmt: skip
STAGES = (
    ("pre-seed", ("pre-seed", "preseed", "pre seed")),
    ("seed", ("seed", "seed stage", "seed-stage", "bootstrapped")),
    ("Series A", ("series a", "series-a", "our a round")),
    ("Series B", ("series b", "series-b")),
    ("Series C or later", ("series c", "series-c", "series d", "series-d", "series e", "growth stage", "late stage", "late-stage",
                           "pre-ipo", "pre ipo", "public company", "listed company")),
)  # fmt: skip
"""How far a start-up is, by the words for it; the guides' equity is for one of them."""
STAGE_OF_EQUITY = "Series B"
"""That one."""
QUARTER = ("top quartile", "upper quartile", "top quarter", "upper quarter", "top 25", "highest quarter", "highest quartile")
"""What asks for the part of a range that an offer's base belongs into."""


@dataclass(frozen=True, slots=True)
class Guides(Concept):
    """Sources by name; not this program, which gives no pay: `the price of mlhire` is a word that means nothing here."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Their ids, or nothing."""
        matches = words.found.get(self.kind, [])
        words.unread += [Word(each.said, each.start, each.end) for each in matches if each.id == HOUSE]
        return tuple(dict.fromkeys(each.id for each in matches if each.id != HOUSE)) or None


class PayInMind(Arguments):
    """A yearly pay that the band is asked about, in whole units; of no currency where none was said."""

    low: Annotated[int, Field(ge=0, le=HIGHEST_PAY)]
    high: Annotated[int, Field(ge=0, le=HIGHEST_PAY)]
    currency: str | None = None


class ShareInMind(Arguments):
    """A share of the company that the band is asked about, in percent."""

    low: Annotated[float, Field(gt=0, le=100)]
    high: Annotated[float, Field(gt=0, le=100)]


class CellArgs(Arguments):
    """A level and a market, with what else was said of the work."""

    level: Annotated[str | None, Concept("level")] = None
    markets: Annotated[tuple[str, ...], Concept("market")] = ()
    places: Annotated[tuple[str, ...], Concept("place")] = ()
    lane: Annotated[str | None, Concept("lane")] = None
    specialty: Annotated[str | None, Concept("specialty")] = None
    modifiers: Annotated[tuple[str, ...], Concept("modifier")] = ()

    @property
    def cell(self) -> Cell:
        """They, as a cell of the band book."""
        return Cell(self.level, self.markets, self.lane, self.specialty, self.modifiers)


class BandArgs(CellArgs):
    """The cell that is asked for; `measure` is what leads, `offered` and `share` are set against the figures, `duty` asks whether
    a range has to be posted, `quarter` for the top quarter of one, `premium` what a kind of work adds, `all` shows every row
    there is, `picture` draws the ranges, `sources` are those whose
    figures are wanted alone. `stage` is how far the company is, `job` work of no lane; of a `rank`, an `employer`,
    a `currency` and pay `by_the_hour` no guide has a figure, which is said."""

    job: Annotated[str | None, Choose(JOBS, unless=OURS)] = None
    offered: Annotated[PayInMind | None, Figure()] = None
    share: Annotated[ShareInMind | None, ShareFigure()] = None
    stage: Annotated[str | None, Choose(STAGES)] = None
    rank: Annotated[str | None, Concept("rank")] = None
    employer: Annotated[str | None, EMPLOYER] = None
    currency: Annotated[str | None, Concept("currency")] = None
    by_the_hour: Annotated[bool, Flag(BY_THE_HOUR)] = False
    premium: Annotated[bool, Flag(PREMIUM)] = False
    years: Annotated[str | None, Concept("years")] = None
    sources: Annotated[tuple[str, ...], Guides("source")] = ()
    measure: Annotated[Measures | None, Choose(MEASURES, unless=((EQUITY, OF_A_SHARE),))] = None
    duty: Annotated[bool, Flag(DUTY)] = False
    quarter: Annotated[bool, Flag(QUARTER)] = False
    picture: Annotated[bool, Flag(("picture", "chart", "graph", "plot"))] = False
    all: Annotated[bool, Flag(("all", "everything", "show all"))] = False

    def again(self, **changed: Any) -> dict[str, Any]:
        """The question as a button asks it: JSON, without what only one answer showed, with `changed`; what is empty is left
        out."""
        question = self.model_dump(mode="json", exclude_defaults=True)
        question.pop("picture", None)
        question.pop("all", None)
        return {name: value for name, value in (question | changed).items() if value}
