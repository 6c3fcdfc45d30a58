"""Which verb takes over from the one that was named or pointed to: for two things compared, or for a req alone. Pure."""

from __future__ import annotations

import re

from handlers.core.markers import are_two_sides, sides_of
from handlers.core.reading import utterance
from handlers.core.reading.cues import OF_BAND
from handlers.core.reading.verbnames import SHORT, VerbNames
from handlers.core.verb import Verb
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Vocabulary

_OF_SIDE = OF_BAND | {"lane", "specialty"}
"""What tells the sides of a comparison; kinds of work only behind the verb, as `mlops vs research` asks about the work."""
_REQ_ALONE = pattern(r"(?:r|req)[-\s#]{0,2}\d{1,9}\W*", re.IGNORECASE)
_REQ = pattern(r"\b(?:r[-\s#]{0,2}\d|req\b|reqs\b|requisition)", re.IGNORECASE)
PEOPLE, PUBLISHED = "source", "sources"
"""Where people are found, and where figures come from: who names a guide behind the first means the second."""
_WHOM = pattern(r"\b(?:people|candidates?|engineers?|folks|talent|someone|somebody|like|as)\b", re.IGNORECASE)
"""Whoever is found: then a guide beside them is a way to look, not what is asked for."""
LEAST_TEXT = 40
"""Letters beyond which what stands behind a name is a text, where it names no req."""


def taking_over(verb: Verb, words: str, names: VerbNames, vocabulary: Vocabulary) -> Verb:
    """The verb that takes over where the words set two things against each other, name a req alone, or are a text; or that."""
    if verb.of_req and _REQ_ALONE.fullmatch(words[:40].strip()):
        return names.verb(verb.of_req)
    if verb.of_text and len(words) > LEAST_TEXT and not _REQ.search(words) and not utterance.is_one_question(words):
        return names.verb(verb.of_text)
    if verb.name == PEOPLE and words and not _WHOM.search(words) and utterance.names_sources(words[:SHORT], vocabulary):
        return names.verb(PUBLISHED)
    if verb.compared_by and _compares(words[:SHORT], vocabulary):
        return names.verb(verb.compared_by)
    return verb


def _compares(words: str, vocabulary: Vocabulary) -> bool:
    """Whether they set two cells, or two levels, against each other."""
    if utterance.is_span_of_levels(words, vocabulary):
        return True
    if not utterance.may_compare(words):
        return False
    first = next(iter(utterance.parts_of(words)), "")  # what the rest of the message asks for is another matter
    two = are_two_sides(first) and utterance.are_cells(sides_of(first), vocabulary, _OF_SIDE)
    return two or utterance.are_two_levels(first, vocabulary)
