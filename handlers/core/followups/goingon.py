"""What goes on from an answer in sentences, and names nothing that a verb would take: `what instead?`. Pure."""

from __future__ import annotations

import re

from handlers.core.asked import AskedArgs, named
from handlers.core.followups.openers import MOST_WORDS, opening
from handlers.core.reading import utterance
from handlers.core.reading.carried import Question, told_in
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import holds_ids
from handlers.core.reading.verbnames import FREE
from handlers.core.verb import Verb
from knowledge.schema import Fact
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Vocabulary

IN_SENTENCES = frozenset({"team", "outsource", "role", "retain", "ramp", "market", "certs", "close", "mistakes"})
"""Verbs whose answer is what the guides say, sentence by sentence; others answer with figures of a cell, or a document."""
_OPENS = r"\W*(?:(?:and|but|so|ok|okay|also|then|well|hm+|right|k|thanks|thx|cool|got it)\W+)*"
_ELSE = pattern(
    rf"{_OPENS}(?:(?:is|are) there\s+)?(?:what|anything|something|who|any|tell me|show me)?\s*"
    r"(?:else|more|others|other (?:reasons?|ways?|things?))"
    r"(?:\s+(?:is there|do they say|is said|on (?:it|that|this)|about (?:it|that|this)|please|pls))?\W*",
    re.IGNORECASE,
)
"""What asks for more of the same matter."""
_THING = r"(?:others|it|that|this|those|these)"
_WHICH = r"which (?:is|are) (?:the )?(?:best|better|worse|more|less|higher|lower|cheaper|cheapest)"
_LEANS = pattern(
    rf"\b(?:{_THING}|instead|else|otherwise|ones?|then)\W*$|\bdo others\b"
    rf"|^{_OPENS}(?:which (?:one|of)|{_WHICH}(?=\W*$)|why not|how come|how so|such as)\b"
    rf"|^{_OPENS}(?:what|how|when|who|where|why|is|are|was|does|do|can|could|should|would|will) (?:about )?{_THING}\b",
    re.IGNORECASE,
)
"""What stands for something that was told: by itself it asks about nothing. `They` are the people of every question."""
_THAT = pattern(
    r"^\W*(?:(?:and|but|so|ok|okay)\W+)*(?:what|how|when|how much) (?:does|do|is|are|would|will) (?:it|that|this)\b",
    re.IGNORECASE,
)
_THIN = pattern(r"\b(?:ones?|then|(?:the )?(?:second|third|next|other|last)(?: (?:best|most|biggest))?)\W*$", re.IGNORECASE)
"""What names nothing of its own beside what was told: `and the second one?`, `and then?`."""
PAY = "band"
_OF_PAY = pattern(r"\.(?:pay|pay-factors|benchmarks)\.")
_PAYS = pattern(
    r"\d|[$€£]|\b(?:bands?|salar(?:y|ies)|pay|pays|paid|costs?|comp|compensation|earns?|money|budget|ranges?|rates?|wages?|total|base"
    r"|equity|cheap\w*|expensive|price|market)\b",
    re.IGNORECASE,
)
"""The verb for pay, facts about it, and what asks for it."""
_CELL = frozenset({"level", "markets", "places", "modifiers"})
_SOMEWHERE = pattern(r"\W*(?:in|at|for|if|with|outside)\b", re.IGNORECASE)
_WHO = frozenset({"level", "rank"})
_WHERE = frozenset({"market", "place", "modifier"})


def asks_for_more(said: str) -> bool:
    """Whether it asks what else there is, and nothing besides."""
    return _ELSE.fullmatch(said) is not None


def leans(said: str) -> bool:
    """Whether it asks about something that only an answer before it names."""
    return _LEANS.search(said) is not None


def is_thin(said: str) -> bool:
    """Whether it asks for the next thing of the same matter, and hardly says which."""
    return _THIN.search(said) is not None


def level_alone(said: str, vocabulary: Vocabulary) -> str | None:
    """The one level that the words name and nothing besides: `and for a staff?`."""
    opens = utterance.without_plea(said) or said
    read = vocabulary.read(re.sub(rf"^{_OPENS}", "", opens, flags=re.IGNORECASE), _WHO)
    levels = read.all("level")
    return levels[0].id if len(levels) == 1 and not read.unread else None


def leaves_the_matter(said: str, last: Question, alone: Heard | None) -> bool:
    """Whether words that by themselves ask for a band name no more than whom, or where, behind what was told of another matter:
    `and if they are remote?` is asked of that matter."""
    if alone is None or alone.verb.name != PAY or alone.told or _PAYS.search(said):
        return False
    if not told_in(alone.args).keys() <= _CELL or _hears_where(last.verb):
        return False
    if last.facts:
        return not any(_OF_PAY.search(each) for each in last.facts)
    return last.verb.name in IN_SENTENCES


def counts_alike(said: str, fact: Fact) -> bool:
    """Whether the fact names the numbers that the words name: `and after 6?` is answered by no second month."""
    return set(re.findall(r"\d+", said)) <= set(re.findall(r"\d+", fact.statement))


def where_alone(said: str, vocabulary: Vocabulary) -> str | None:
    """The one market or place that the words name, by its name, and nothing besides: `and in berlin?`."""
    opens = utterance.without_plea(said) or said
    read = vocabulary.read(re.sub(rf"^{_OPENS}", "", opens, flags=re.IGNORECASE), _WHERE)
    if len(read.found) != 1 or read.unread:
        return None
    match = read.found[0]
    return match.said.casefold() if match.ids and len(match.ids) > 1 else vocabulary.name(match.kind, match.id)


def _hears_where(verb: Verb) -> bool:
    """Whether the verb that was asked last is asked of a market itself: then it is once more."""
    return verb.name != FREE and holds_ids(verb.args) and "markets" in verb.args.model_fields


def _of_nothing(alone: Heard, said: str) -> bool:
    """Whether a word alone led it to a verb, though only the answer before names what it is of (`what does that cost`)."""
    return alone.verb.effect == "none" and not told_in(alone.args) and _THAT.search(said) is not None


def of_the_told(said: str, last: Question, alone: Heard | None, free: Verb | None, vocabulary: Vocabulary) -> Heard | None:
    """The question behind what was told last; None for what is asked by itself, and behind answers of another kind."""
    if free is None or not (last.facts or last.verb.name in IN_SENTENCES) or not 0 < len(said.split()) <= MOST_WORDS:
        return None
    opens = opening(said, last, vocabulary)
    somewhere = leaves_the_matter(said, last, alone) and _SOMEWHERE.match(said)
    if not (opens or somewhere or leans(said) or asks_for_more(said)) or len(utterance.parts_of(said)) > 1:
        return None
    by_itself = alone is not None and (alone.verb.name != FREE or alone.told is not None) and not _of_nothing(alone, said)
    by_itself = by_itself and not leaves_the_matter(said, last, alone)
    if by_itself and not (last.facts and level_alone(said[opens or 0 :], vocabulary)):
        return None
    behind = AskedArgs(facts=last.facts) if last.facts else AskedArgs(**named(last.verb, last.args))
    return Heard(free, free.args.model_validate({"question": said, "behind": behind}), goes_on=True)
