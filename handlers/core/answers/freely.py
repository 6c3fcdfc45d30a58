"""What a free question asks that no fact answers by itself: what letters stand for, and what to do against other offers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from handlers.core.reply import Heading, Reply, Text
from handlers.core.wording import Wording
from knowledge import ROOT
from knowledge.words.patterns import pattern

say = Wording("ask")

_FIGURE = pattern(
    r"(?:[$€£]\s?)?(?P<low>\d{2,3}(?:[.,]?\d{3})?)\s?k?\s?(?:[-–—]|to|and)\s?(?:[$€£]\s?)?(?P<high>\d{2,3}(?:[.,]?\d{3})?)(?!\d)",
    re.IGNORECASE,
)
_OF_FIGURE = pattern(
    r"\b(?:base or total|total or base|comes? from|whose|who (?:says|said|gives|has)|which (?:source|guide)|source (?:of|for)"
    r"|how old|as of when)\b",
    re.IGNORECASE,
)
"""What is asked of a range that somebody read here: what it measures, and whose it is."""
WHOLE = 1000
SHORT_FORMS = ROOT / "shortforms.yaml"
SEARCHED = 160
"""Letters of a question that are looked at."""
_STANDS_FOR = pattern(
    r"^\W*(?:(?:and|so|ok|okay|sorry|hey|hi|wait|um+)\W+)*(?:what(?:['’]?s| does| do| is| are)?|wtf is|define|meaning of)\s+"
    r"(?:an?\s+|the\s+)?[\"'“”]?(?P<letters>[a-z]{2,6})[\"'“”]?"
    r"(?:\s+(?:even\s+|actually\s+)?(?:stands?\s+for|short\s+for|mean|means|an?\s+(?:acronym|abbreviation)\s+(?:of|for)))?\W*$",
    re.IGNORECASE,
)
_OFFERS = pattern(
    r"(?:\b(?:has|have|had|got|gets|getting|holds?|holding|with|juggling|fielding|weighing|sitting on|received)|['’]s)\s+"
    r"(?:[\w'’]+\s+){0,2}?"
    r"(?:\d{1,2}|two|three|four|five|six|several|multiple|many|other|another|competing|rival|better|higher|some)\s+"
    r"(?:[\w'’]+\s+){0,2}?offers?\b",
    re.IGNORECASE,
)
_WHAT_TO_DO = pattern(
    r"\b(?:what (?:do|should|can|could|would|shall) (?:i|we)\b|what (?:now|next|to do)\b|now what\b"
    r"|how (?:do|can|could|should|would) (?:i|we)\b"
    r"|how to\b|what['’]?s (?:our|the|my) (?:move|plan|play|best)\b|any (?:advice|tips|ideas?)\b|need (?:advice|help)\b|help\b)",
    re.IGNORECASE,
)


def letters_in(question: str) -> str | None:
    """The letters whose meaning is asked for, where we know it; None for every other question."""
    found = _STANDS_FOR.match(question) if len(question) <= SEARCHED else None
    letters = found["letters"].casefold() if found else ""
    return letters if letters in _short_forms() else None


def stand_for(letters: str) -> Reply:
    """What they stand for."""
    lead = say.stands_for(letters=letters, words=_short_forms()[letters])
    data = {"answered": False, "facts": [], "nearest": [], "sides": [], "near": [], "letters": letters}
    return Reply(lead, (Heading(lead), Text(say.of_no_guide(), small=True)), data=data)


def figure_in(question: str) -> tuple[int, int] | None:
    """The ends of the range that a question asks about (`is the 230 to 340 figure base or total`), in whole units; None for every
    other question."""
    head = question[:SEARCHED]
    found = _FIGURE.search(head) if _OF_FIGURE.search(head) else None
    if found is None:
        return None
    low, high = (int(re.sub(r"[.,]", "", found[each])) for each in ("low", "high"))
    return (low if low >= WHOLE else low * WHOLE, high if high >= WHOLE else high * WHOLE)


def against_offers(question: str) -> bool:
    """Whether it asks what to do about somebody who has other offers."""
    head = question[:SEARCHED]
    return "offer" in head.casefold() and bool(_OFFERS.search(head) and _WHAT_TO_DO.search(head))


@cache
def _short_forms() -> Mapping[str, str]:
    import yaml

    forms: Mapping[str, str] = yaml.load(SHORT_FORMS.read_bytes(), yaml.CSafeLoader)
    return forms
