"""Whose offer is taken back where that is told: `google withdrew ana's offer` is told of another company's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.core.pay.employers import WORDS as EMPLOYERS
from handlers.core.reading.utterance import words_of
from handlers.core.verb import Context
from handlers.pipeline.reading import spokenof
from knowledge.retrieval.wordvectors import is_common
from storage.reqs import Entry

_BY = re.compile(
    r"\W*(?:(?:so|and|ok|update|fyi|looks like|btw|well|also)[\s,:]+)*(?P<who>[^\W\d_][\w&.-]*)\s+"
    r"(?:(?:has|have|just|also|now|already|finally|suddenly)\s+)*"
    r"(?:withdrew|withdrawn|pulled|rescinded|revoked|retracted|took back|cancell?ed|withdraws)\b",
    re.IGNORECASE,
)
"""Who is said to have taken an offer back."""
_OFFER_OF = re.compile(r"\b(?P<whose>[^\W\d_][\w&.-]*?)(?:['’]s)?\s+offer\b", re.IGNORECASE)
_OURS = frozenset({
    "we", "i", "they", "you", "she", "he", "the", "our", "her", "his", "their", "my", "an", "a", "that", "this", "it", "us",
    "please", "hr", "legal", "finance", "leadership", "management", "board", "ceo", "cto", "everyone", "who", "somebody",
    "someone", "job", "written", "verbal", "draft", "new", "old", "revised", "and", "to", "of", "no",
})  # fmt: skip
"""Who takes back an offer of ours, and how one is called."""


def is_anothers(at: Context, found: Sequence[Entry]) -> bool:
    """Whether an offer that is taken back is another company's, by who is said to do so, or whose offer it is called; `found`:
    the candidates who are named."""
    said = words_of(at.command.said)
    names = {each.casefold() for one in found for each in (one.candidate.name or "").split()}
    doer, named = _BY.match(said), _OFFER_OF.search(said)
    who = doer["who"].casefold() if doer else ""
    if who and who not in names and who not in _OURS and not spokenof.a_colleague(at, who):
        return True
    whose = named["whose"].casefold() if named else ""
    return bool(whose) and whose not in names and whose not in _OURS and (whose in EMPLOYERS or not is_common(whose))
