"""What is asked of an answer itself and not of its matter: it in fewer words, or why its figures lie apart. Pure."""

from __future__ import annotations

import re

from knowledge.words.patterns import pattern

_OPENS = r"\W*(?:(?:and|but|so|ok|okay|hm+|sorry)\W+)*"
_THEY = r"(?:that|this|it|these|those|they|the (?:figures?|numbers?|sources?|guides?|bands?|ranges?|spread|gap))"
_WHOSE = r"(?:who|which(?: (?:one|source|guide|figure|number))?)"
_APART = pattern(
    rf"{_OPENS}(?:why|how come)\W+(?:(?:is|are)\W+)?(?:{_THEY}\W+)?(?:(?:is|are)\W+)?(?:(?:so|that|such a|this)\W+)?"
    r"(?:wide|broad|far apart|big (?:a )?(?:range|spread|gap)|different|spread out)(?:\W+(?:range|spread|gap))?\W*"
    rf"|{_OPENS}(?:why|how come)\W+(?:do\W+)?{_THEY}\W+(?:not\W+agree|don['’]?t agree|differ|disagree|vary)(?:\W+so much)?\W*"
    rf"|{_OPENS}{_WHOSE}\W+(?:is|are)\W+(?:right|correct|true|more (?:reliable|accurate))\W*"
    rf"|{_OPENS}{_WHOSE}\W+(?:should|do|can|to)\W+(?:(?:i|we)\W+)?(?:trust|believe|use)\W*"
    rf"|{_OPENS}why\W+(?:the\W+)?(?:difference|(?:big|wide) (?:gap|spread|range))s?\W*",
    re.IGNORECASE,
)
_PLEASE = r"(?:\W+(?:please|pls|plz|thanks|thx))*\W*"
_LESS = pattern(
    rf"{_OPENS}(?:(?:too long|can you|could you|please|pls|make|say|put|give|it|that|this|me|an?|the|in)\W+)*"
    r"(?:shorter|tl;?dr|too long|short|brief(?:ly)?|one (?:line|sentence|word|liner)|summar(?:y|i[sz]e)(?:\W+(?:it|that|this))?"
    r"|short(?:er)? (?:version|answer)|just (?:the|one) (?:number|figure|answer|headline)|bottom line|gist|less text)"
    rf"{_PLEASE}",
    re.IGNORECASE,
)
_OF_ROUNDS = pattern(r"\bshort(?:er)?\b(?!\W+(?:version|answer))", re.IGNORECASE)


def asks_why_apart(said: str) -> bool:
    """Whether it asks why figures lie apart, or whose are right, and nothing besides: `why so wide?`."""
    return _APART.fullmatch(said) is not None


def asks_for_less(said: str) -> bool:
    """Whether it asks for the same in fewer words: `shorter please`, `tldr`."""
    return _LESS.fullmatch(said) is not None


def may_be_of_rounds(said: str) -> bool:
    """Whether behind a loop it asks for fewer rounds rather than for fewer words."""
    return _OF_ROUNDS.search(said) is not None
