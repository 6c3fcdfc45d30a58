"""The shape of a fact.

A fact is one thing that one source says: a statement in our own words, the figures in it with their
units, what they measure, for whom they hold, and as of when. Files under `facts/` hold them, a topic a file.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Measures = Literal["base", "total", "equity_percent", "unstated"]
"""What a pay figure counts: base salary, total compensation, equity as a share of the company, or not said."""

Text = Annotated[str, Field(min_length=1)]


class Shape(BaseModel):
    """Common to all: unknown keys are errors (a typing slip must not hide a figure), values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Shape):
    """A published guide, or a company's own policy: where facts come from."""

    id: Text
    title: Text
    publisher: Text
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    counts: Text
    """Whom the source's pay figures count, in a few words for a table cell; "—" where it has none."""
    interest: Text
    """What the publisher sells, so that a reader can weigh the advice."""
    own: bool = False
    """True for a company's own knowledge."""
    note: str | None = None


class Fact(Shape):
    """One thing that one source says.

    `values` holds figures and lists. A figure is `value`, or `low` and `high` (and `median`, `p25`, `p75`), with a
    `unit` beside it; further figures of one fact stand under a name of their own, each in the same shape.
    `applies_to` limits the fact to ids of the vocabulary (`level`, `market`, `lane`, `specialty`, …).
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$")]
    topic: Text
    source: Text
    statement: Annotated[str, Field(min_length=10, max_length=400)]
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    values: dict[str, Any] = {}
    measures: Measures | None = None
    applies_to: dict[str, Any] = {}
    asked: tuple[str, ...] = ()
    """How people ask for it, in words the guides need not use."""
    note: str | None = None
    """What a reader must know to read the figure right: a contradiction inside the source, a reading of ours."""

    @property
    def currency(self) -> str | None:
        """ISO 4217 code of a pay figure (`unit: USD per year` → `USD`), else None."""
        unit = str(self.values.get("unit", ""))
        return unit[:3] if unit.endswith(" per year") else None

    def exported(self) -> dict[str, Any]:
        """The fact as `knowledge export` and `ask` give it to machines."""
        return {
            "id": self.id,
            "topic": self.topic,
            "source": self.source,
            "statement": self.statement,
            "values": self.values,
            "as_of": self.as_of,
            "applies_to": self.applies_to,
            "measures": self.measures,
            "note": self.note,
        }


UNITS = frozenset(
    {
        "USD per year", "EUR per year", "GBP per year", "USD", "USD per month", "USD per call", "percent", "percent of company",
        "percentage points",
        "years", "months", "weeks", "days", "hours", "minutes", "seconds", "ms",
        "people", "engineers", "offers", "messages", "rounds", "questions", "placements", "teams", "states",
        "metros", "sources", "times", "papers", "models per week", "events per month", "calls", "models", "score of 10",
        "per second", "items per day", "users", "records", "GPUs", "parameters", "ratio", "NDCG@10", "AUC",
        "accuracy", "year", "words", "slides", "features",
    }
)  # fmt: skip
"""Every unit that a figure may carry; a new one is added here on purpose."""
