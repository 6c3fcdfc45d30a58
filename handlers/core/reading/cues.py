"""Which verbs words point to where none stands in front: by the cues that stand in them, spelt right or a slip away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from handlers.core.args import Guess
from handlers.core.markers import sides_of
from handlers.core.reading import utterance
from handlers.core.verb import Verb, pointing_words
from knowledge.words.spelling import Speller
from knowledge.words.vocabulary import Vocabulary

LEAST_MENDED = 5
"""Letters of a cue's word that a misspelt one is taken for."""
OF_LEVEL = frozenset({"level"})
OF_SOMEWHERE = frozenset({"market", "place"})
OF_BAND = OF_LEVEL | OF_SOMEWHERE
"""What tells two cells apart, so that words set them against each other."""

_WORD = re.compile(r"[\w/+&'-]+")


def spaced(text: str) -> str:
    """The words of a text as cues stand in them, with a space around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


class Cues:
    """The cues of the verbs that exist. What is built of them is kept."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._verbs = verbs

    @cached_property
    def _all(self) -> tuple[tuple[str, Verb], ...]:
        # A name is no cue by itself: "source", "role" and "tools" stand in questions that are about something else.
        return tuple((f" {cue} ", verb) for verb in self._verbs for cue in verb.cues)

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, ...]]:
        """A cue's rarest word → the places of its cues: many begin with "how", or speak of an engineer."""
        common = Counter(word for cue, _ in self._all for word in set(cue.split()))
        places: dict[str, tuple[int, ...]] = {}
        for place, (cue, _) in enumerate(self._all):
            rarest = min(cue.split(), key=lambda word: (common[word], word))
            places[rarest] = (*places.get(rarest, ()), place)
        return places

    @cached_property
    def _two_sided(self) -> frozenset[str]:
        """Those that may set two levels against each other."""
        return frozenset(cue for cue, _ in self._all if len(sides_of(cue)) > 1)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(cue.split()[0] for cue, _ in self._all)

    @cached_property
    def _comparers(self) -> frozenset[str]:
        """Verbs that set two things against each other."""
        return frozenset(verb.compared_by for verb in self._verbs if verb.compared_by)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(word for cue, _ in self._all for word in cue.split() if len(word) >= LEAST_MENDED)

    def begin_with(self, word: str) -> bool:
        """Whether a cue begins with the word."""
        return word in self._first_words

    def pointed_to(self, text: str, vocabulary: Vocabulary) -> list[Verb]:
        """The verbs whose longest cue stands in the text."""
        said = spaced(text)
        found: list[tuple[int, Verb]] = []
        near = {place for word in self._places.keys() & said.split() for place in self._places[word]}
        for cue, verb in [self._all[place] for place in sorted(near)]:
            if cue not in said:
                continue
            compares = verb.name in self._comparers and said != cue
            if compares and not utterance.are_cells(sides_of(text), vocabulary, OF_BAND):
                continue
            # "senior or staff" is of what tells them apart; somewhere, it is of what they cost there.
            of_levels = cue in self._two_sided and utterance.are_cells(sides_of(cue), vocabulary, OF_LEVEL)
            if of_levels and vocabulary.read(text, OF_SOMEWHERE).found:
                continue
            found.append((len(cue), verb))
        longest = max((length for length, _ in found), default=0)
        return list({verb.name: verb for length, verb in found if length == longest}.values())

    def mended(self, text: str, vocabulary: Vocabulary) -> tuple[Verb, str, tuple[Guess, ...]] | None:
        """The one verb that a text points to once words that are a slip from a cue's are mended, the text as it is read then, and
        the guesses; None for a verb that keeps something."""
        slips: dict[str, str] = {}
        for word in dict.fromkeys(_WORD.findall(text)):
            near = [] if vocabulary.means_something(word) else self._speller.one_slip_from(word)
            is_one_of_many = near and near[0].rstrip("s") == word.casefold().rstrip("s")  # `cert`
            if near and not is_one_of_many and not utterance.is_everyday(word):
                slips[word] = near[0]
        pointed = self.pointed_to(_with(slips, text), vocabulary) if slips else []
        if len(pointed) != 1 or pointed[0].effect != "none":
            return None
        pointing = pointing_words(pointed[0].cues)
        kept = {word: mended for word, mended in slips.items() if mended in pointing}
        return pointed[0], _with(kept, text), tuple(Guess(word, mended) for word, mended in kept.items())


def _with(mended: Mapping[str, str], text: str) -> str:
    return _WORD.sub(lambda found: mended.get(found.group(), found.group()), text)
