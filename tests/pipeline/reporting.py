"""What tests read of a report."""

from __future__ import annotations

from datetime import timedelta

from handlers.core.reply import Table
from tests.conftest import NOW

HOUR = timedelta(hours=1)
LATER = NOW + 400 * HOUR


def figures(tell, said="report R-1", **how):
    return tell(said, **{"at": LATER, **how}).data["report"]


def clocks(found):
    return {each["clock"]: (each["kept"], each["missed"]) for each in found["clocks"]}


def worst(tell, clock, at):
    """What a report says of the longest that a clock ran."""
    table = next(each for each in tell("report R-1", at=at).elements if isinstance(each, Table))
    rows = [row for section in table.sections for row in section.rows]
    return next(row[2] for row in rows if row[0].casefold() == clock)
