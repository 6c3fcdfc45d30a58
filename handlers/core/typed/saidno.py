"""What somebody was told where they were told no: `it's a no`, `that we're passing`. Pure."""

from __future__ import annotations

import re
from typing import Any

from handlers.core.words import Words

_NO = re.compile(
    r"(?:[\s,:–—-]+|^)(?:already\s+|just\s+)?(?:(?:that|about|of)\s+)?(?:"
    r"(?:(?:it|that)(?:['’]?s| is| was)\s+)?(?:(?:an?|the|our|his|her|their)\s+)?(?:\w+\s+)?(?:no|rejection|bad news|decision|news|outcome|result)"
    r"|(?:we|i)(?:['’]re| are| have|['’]ve)?\s+(?:not|passed|pass(?:ing)?|decided|went|going|chose|moved|moving|won['’]?t|can['’]?t|found)\b.*"
    r"|(?:it|this)\s+(?:is|was|won['’]?t|did)\s*n?o?t\b.*|(?:he|she|they)(?:['’]s|['’]re| is| are| was| were)\s+(?:out|rejected|not)\b.*"
    r")(?=\s*(?:$|[,.;!]|\s(?:r-?\d|yesterday|today|this|on|at|an hour|\d|mon|tue|wed|thu|fri)))",
    re.IGNORECASE,
)


class SaidNo:
    """The words by which a no is told, cut out: they are no part of a name."""

    __slots__ = ()

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Nothing: that it was a no is what the verb records."""
        found = _NO.search(words.text)
        if found and words.text[: found.start()].strip():
            words.cut(*found.span())
        return None
