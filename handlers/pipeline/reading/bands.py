"""A req's own band, as it is said: `band 190k-230k`, `190-230`."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from handlers.core.errors import Invalid
from handlers.core.pay.payfigure import HIGHEST_PAY
from handlers.core.typed.amounts import Span
from handlers.core.wording import Wording

say = Wording("req")

NAMES = ("band", "pay band", "pay range", "salary range", "range")
_SHORT = re.compile(r"\d{2,3}\s?(?:-|–|—|to)\s?\d{2,3}", re.IGNORECASE)
"""Both ends in thousands."""


def columns(span: Span | None, said: str) -> dict[str, Any]:
    """Both ends as the req's columns, and the currency where one was said; `said` is what stood there where that is no range.

    Empty where nothing was said. Raises Invalid, which says how a band is given.
    """
    span = span or _in_thousands(said)
    if span is None and not said:
        return {}
    if span is None or not 0 < span.low <= span.high <= HIGHEST_PAY:
        raise Invalid(say.no_band(said=said[:40]), errors={"band_low": say.no_band(said="")})
    ends = {"band_low": round(span.low), "band_high": round(span.high)}
    return ends | ({"band_currency": span.currency} if span.currency else {})


def _in_thousands(said: str) -> Span | None:
    try:
        return Span.model_validate(f"{said}k") if _SHORT.fullmatch(said) else None
    except ValidationError:
        return None
