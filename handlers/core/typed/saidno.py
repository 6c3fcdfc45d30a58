"""What somebody was told where they were told no: `it's a no`, `that we're passing`. Pure."""

from __future__ import annotations

import re
from typing import Any

from handlers.core.words import Words
from knowledge.words.patterns import pattern

_NO = pattern(
    r"[\s,:–—-]+(?:already\s+|just\s+)?(?:(?:that|about|of)\s+)?(?:"
    r"(?:(?:it|that)(?:['’]?s| is| was)\s+)?(?:(?:an?|our)\s+)?(?:(?:hard|clear|firm|final|polite)\s+)?no"
    r"|(?:the|our|her|his|their)\s+(?:bad\s+)?(?:news|no|rejection|decision|outcome|result)|(?:it|that)(?:['’]?s| is) over"
    r"|(?:we|i)(?:['’]re| are| have|['’]ve|['’]m| am)?\s+(?:not|passed|passing|pass|won['’]?t|can['’]?t"
    r"|decided\s+(?:against|not|to\s+pass|to\s+go\s+with\s+(?:some|an)\w*)|(?:went|going|go)\s+with\s+(?:an|some)\w*"
    r"|(?:moving|moved)\s+on\s+without\s+\w+|chose\s+(?:some|an)\w+|found\s+(?:some|an)\w+)\b.*"
    r"|(?:he|she|they)(?:['’]s|['’]re| is| are| was| were)\s+(?:out|rejected|not)\b.*"
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
