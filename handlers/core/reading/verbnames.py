"""The verb's name in front of what was typed: as it stands, or nearly so (`cand shwo ana`). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeAlias

from handlers.core.args import Guess
from handlers.core.errors import NotUnderstood
from handlers.core.reading import utterance
from handlers.core.reading.listening import takes_documents
from handlers.core.verb import Verb
from handlers.core.wording import Wording
from knowledge.words.spelling import Speller
from knowledge.words.vocabulary import Vocabulary

FREE = "ask"
"""The verb that a free question goes to."""

LEAST_GUESSED = 4
"""Letters of a word that is read as a misspelt verb whatever follows it."""
SHORT = 300
"""A misspelt verb is asked about in a message of so many letters, as a button must hold the rest of it."""

MOST_BETWEEN = 2
"""Words that may part a name of two."""
_WHOSE = frozenset({"req", "candidate"})
_NAMES = re.compile(r"(?=[^a-z\W])\w|\w+-\d")
"""How a word begins that names a req or somebody, as verbs are written small."""

WORD = re.compile(r"[^\s,:;!?？؟()\[\]\"“”`*]+")
_CELL = frozenset({"level", "market", "place", "lane", "specialty", "modifier", "years"})


class Typed(NamedTuple):
    """The first words of a text, and each as a verb's name would have it: two, or as many as a name may have that begins so."""

    words: Sequence[re.Match[str]]
    names: Sequence[str]


Found: TypeAlias = tuple[Verb, str]
"""A verb, and the words that it should read."""
Mended: TypeAlias = tuple[Verb, str, tuple[Guess, ...]]
"""The same, and what was guessed on the way."""


class VerbNames:
    """The names of the verbs that exist, and their aliases. What is built of them is kept."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._verbs = verbs
        self._spellers: dict[str, Speller] = {}

    @cached_property
    def _all(self) -> Mapping[str, Verb]:
        return {name: verb for verb in self._verbs for name in verb.names}

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        """A name's first word → how many words the longest name that begins with it has."""
        lengths: dict[str, int] = {}
        for words in map(str.split, self._all):
            lengths[words[0]] = max(len(words), lengths.get(words[0], 0))
        return lengths

    @cached_property
    def _speller(self) -> Speller:
        return Speller(name for name in self._all if " " not in name)

    @cached_property
    def _second_words(self) -> Mapping[str, Collection[str]]:
        """A name's first word → the words that may follow it in a name."""
        follow: dict[str, set[str]] = {}
        for words in map(str.split, self._all):
            if len(words) > 1:
                follow.setdefault(words[0], set()).add(words[1])
        return follow

    @cached_property
    def _parting(self) -> frozenset[str]:
        """The first words of names that may be parted: of verbs that look somebody up. (`decide Ana no` is read by `decide`.)"""
        parted = {name.split()[0] for name, verb in self._all.items() if " " in name and verb.effect != "none"}
        return frozenset(first for first in parted if (alone := self._all.get(first)) is None or alone.effect != "write")

    @cached_property
    def _first_words(self) -> Speller:
        return Speller(self._second_words)

    def _speller_after(self, first: str) -> Speller:
        """Finds the words that may follow this one; made when somebody slips there."""
        if first not in self._spellers:
            self._spellers[first] = Speller(self._second_words[first])
        return self._spellers[first]

    def get(self, name: str) -> Verb | None:
        """The verb of that exact name or alias."""
        return self._all.get(name)

    def verb(self, name: str) -> Verb:
        """The same. Raises NotUnderstood where there is none."""
        verb = self.get(name)
        if verb is None:
            near = self._like(name)
            raise NotUnderstood(Wording("reading").no_such_verb(name=name[:40], near=near.name if near else ""))
        return verb

    def _like(self, name: str) -> Verb | None:
        """The verb that a script may have meant: written or spelled otherwise, or with words behind it."""
        words = name[:200].casefold().replace("-", " ").replace("_", " ").split()
        written = (" ".join(words[:length]) for length in range(len(words), 0, -1))
        return next(filter(None, map(self.get, written)), None) or (self.nearest(words[0]) if words else None)

    @cached_property
    def document_reader(self) -> Verb:
        """The verb that a document is for which none stands in front of."""
        return next(verb for verb in self._verbs if takes_documents(verb.args))

    @cached_property
    def _in_help(self) -> Mapping[str, Sequence[Verb]]:
        """A name's first word → the verbs in help whose names begin with it."""
        verbs: dict[str, list[Verb]] = {}
        for verb in self._verbs:
            if verb.listed:
                verbs.setdefault(verb.name.split()[0], []).append(verb)
        return verbs

    def sharing(self, first: str) -> Sequence[Verb]:
        """The verbs in help whose names begin with that word."""
        return self._in_help.get(first, ())

    def nearest(self, word: str) -> Verb | None:
        """The verb whose name of one word is nearest to this one."""
        near = self._speller.nearest(word.casefold(), limit=1)
        return self._all[near[0][0]] if near else None

    def typed(self, said: str) -> Typed:
        """The words that may be a name."""
        words = WORD.finditer(said, 0, 200)
        first = next(words, None)
        if first is None:
            return Typed((), ("",))
        name = _in_a_name(first)
        others = list(islice(words, max(1, self._lengths.get(name, 0) - 1)))
        return Typed((first, *others), (name, *map(_in_a_name, others)))

    def leading(self, said: str, typed: Typed, vocabulary: Vocabulary) -> Found | None:
        """The verb whose name stands in front as it is, the longest that does, or parted by whom it is about."""
        if parted := self._parted(said, typed):
            return parted
        for count in range(min(self._lengths.get(typed.names[0], 0), len(typed.words)), 0, -1):
            verb = self._all.get(" ".join(typed.names[:count]))
            if verb:
                rest = said[typed.words[count - 1].end() :].lstrip(" \t,:;")
                if verb.of_name and not utterance.is_a_span(verb, rest) and utterance.could_name_one(rest, vocabulary):
                    return self._all[verb.of_name], rest
                if not (verb.alone and rest.strip("?!. ")) and not utterance.is_a_thing(verb, rest, vocabulary):
                    return verb, rest
        return None

    def _parted(self, said: str, typed: Typed) -> Found | None:
        """A name of two words with one or two between them that name a req or somebody: `req R-1 hold`, `offer Ana accept`."""
        first = typed.names[0]
        if first not in self._parting:
            return None
        _, *words = islice(WORD.finditer(said, 0, 200), 2 + MOST_BETWEEN)
        for at, word in enumerate(words[1:], start=1):
            verb = self._all.get(f"{first} {_in_a_name(word)}")
            if verb and not _WHOSE.isdisjoint(verb.args.model_fields) and all(_NAMES.match(each.group()) for each in words[:at]):
                return verb, said[words[0].start() : word.start()] + said[word.end() :].lstrip(" \t,:;")
        return None

    def nearly(self, said: str, typed: Typed, vocabulary: Vocabulary) -> Mended | None:
        """A name of two words of which one or both are nearly right, with what follows it, and the guess."""
        if len(typed.words) < 2 or len(said) > SHORT:
            return None
        one, two = typed.words[0].group().casefold(), typed.words[1].group()
        first = self._first_like(one, vocabulary)
        second = self._second_like(first, two, vocabulary) if first else None
        if first is None or second is None or (first == one and second == two.casefold()):
            return None
        mended = f"{first} {second}{said[typed.words[1].end() :]}"
        meant = self.leading(mended, self.typed(mended), vocabulary)
        return (*meant, (Guess(said[typed.words[0].start() : typed.words[1].end()], f"{first} {second}"),)) if meant else None

    def misspelt(self, said: str, vocabulary: Vocabulary) -> Mended | None:
        """A name of one word that is nearly right, with what follows it, and the guess; not where it is near to two verbs."""
        word = WORD.search(said[:80])
        if not word or vocabulary.means_something(word.group()):
            return None
        typed, rest = word.group().casefold(), said[word.end() :]
        if len(typed) < LEAST_GUESSED and not utterance.names_a_cell(rest[:SHORT], vocabulary, _CELL):
            return None
        if typed in self._all:
            return None  # one that is a verb only where nothing follows
        if len(typed) < LEAST_GUESSED:
            near = [(name, 1) for name in utterance.one_letter_longer(typed, self._all)]
        else:
            near = self._speller.nearest(typed, limit=2)
        if not near or near[0][1] > (1 if len(typed) < 6 else 2):
            return None
        verb = self._all[near[0][0]]
        if len(near) > 1 and near[0][1] == near[1][1] and verb is not self._all[near[1][0]]:
            return None
        is_one_of_many = near[0][0].rstrip("s") == typed.rstrip("s")  # `facts about equity`
        if len(typed) >= LEAST_GUESSED and not is_one_of_many and utterance.is_everyday(typed):
            return None  # `looks good` is no slip from loops
        return None if verb.alone and rest.strip("?!. ") else (verb, rest, (Guess(word.group(), near[0][0]),))

    def _first_like(self, word: str, vocabulary: Vocabulary) -> str | None:
        """The word that begins a name of two or more: as typed, or the one that is nearest to it."""
        if word in self._second_words:
            return word
        if word in self._all or vocabulary.means_something(word):
            return None
        near = self._first_words.nearest(word, limit=2)
        return near[0][0] if near and (len(near) == 1 or near[0][1] < near[1][1]) else None

    def _second_like(self, first: str, typed: str, vocabulary: Vocabulary) -> str | None:
        """The word that may follow the first in a name: as typed, or nearly; of a short one a letter may be missing.

        A word with a capital is a name's rather than a verb's: `cand Shaw`.
        """
        word, follow = typed.casefold(), self._second_words[first]
        if word in follow:
            return word
        if typed[0].isupper() or vocabulary.means_something(word):
            return None
        near = self._speller_after(first).nearest(word, limit=1)
        if near:
            return near[0][0]
        fits = utterance.one_letter_longer(word, follow) if len(word) > 1 else []
        return fits[0] if len(fits) == 1 else None


def _in_a_name(word: re.Match[str]) -> str:
    """A typed word as a verb's name would have it."""
    return word.group().casefold().rstrip(".")
