"""Reading: the words that people type become concepts, in any order, with synonyms and misspellings, and every guess is shown.

    reading = Vocabulary.of(load()).read("what's the band for a senoir in seattle")
    reading.first("level")   # Match(kind="level", id="senior", said="senoir", guessed=True, read_as="senior", …)

The words are data: `facts/vocabulary.yaml` (concepts, filler, words never guessed) and `places.yaml` (places without figures).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, islice
from typing import NamedTuple

from knowledge.load import Knowledge
from knowledge.words.neighbours import Neighbours, Span
from knowledge.words.phrases import FILLER, PLACE, SOURCE, Hit, Phrases, Sense, house_phrases, place_phrases
from knowledge.words.spelling import Speller, fold, tokens

MOST_GUESSES = 32
"""Unknown words of one text that are looked up as misspellings; what comes after is left unread."""
LEVEL, YEARS = "level", "years"
CELL = frozenset({"level", "market", "lane", "specialty", "modifier"})
"""The kinds that tell of whom something is asked."""
BEFORE_CELLS = frozenset({"a", "an", "the", "in", "for", "please"})
BETWEEN_CELLS = frozenset({"and", "or", "to", "vs", "versus", "not", "no", "without", "than", "more", "less"})
"""What sets cells against each other, or denies one."""
ASKER = "i"
_YEARS_IN_ONE = re.compile(r"(\d{1,2})([a-z]+)")
_DIGIT = re.compile(r"\d")
_INSIDE_A_WORD = frozenset("-'’._@:")
_MEANS_NOTHING = (None, 1, "")
"""What a word that begins no phrase means (see Meanings.at)."""


class Match(NamedTuple):
    """Words that mean something: `text[start:end] == said`."""

    kind: str
    id: str
    said: str
    start: int
    end: int
    guessed: bool = False
    """True when a misspelling was read; `read_as` then says as what."""
    ids: tuple[str, ...] = ()
    """Every id that the words stand for, `id` first: one, unless they mean several at once (`remote`) or are unclear (`asks`)."""
    read_as: str = ""
    """The words of the vocabulary that were read, folded: `senior` for `senoir`."""
    nearest: tuple[str, ...] = ()
    """For a place that no guide covers: the markets that come nearest, the best first."""
    asks: bool = False
    """True when `ids` and `also` are equally good readings of which one is meant, and only the person can say which."""
    also: tuple[tuple[str, str], ...] = ()
    """(kind, id) of equally good readings that are of another kind."""


class Word(NamedTuple):
    """A word as typed: `text[start:end] == said`."""

    said: str
    start: int
    end: int


class Reading(NamedTuple):
    """What a text says, in the order in which it says it."""

    found: tuple[Match, ...] = ()
    unread: tuple[Word, ...] = ()
    """Words that mean nothing to whoever asked; filler is not among them."""

    def all(self, kind: str) -> tuple[Match, ...]:
        """The matches of one kind."""
        return tuple([match for match in self.found if match.kind == kind])

    def first(self, kind: str) -> Match | None:
        """The first match of one kind."""
        return next((match for match in self.found if match.kind == kind), None)

    @property
    def guesses(self) -> tuple[Match, ...]:
        """Misspellings that were read, to be shown: `said` as `read_as`."""
        return tuple([match for match in self.found if match.guessed])

    @property
    def ambiguous(self) -> tuple[Match, ...]:
        """Matches to ask about: several readings, equally good."""
        return tuple(match for match in self.found if match.asks)


class Vocabulary:
    """The words of the house and of the world around it. Built once; reading changes nothing and never raises."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        data = knowledge.vocabulary
        self._near = Phrases()
        self._near.add(house_phrases(knowledge))
        self._names = _names(knowledge)
        self._typed: dict[tuple[str, tuple[str, ...]], str] = {}
        usual = (kind["kind"] for kind in data.get("kinds", ()) if not kind.get("when_asked"))
        self._usual = frozenset({FILLER, YEARS, PLACE, *usual})
        self._stop = frozenset(fold(data.get("stop", "")).split(" ")) | frozenset("/,;|&") | {""}
        self._common = frozenset(fold(data.get("common", "")).split(" "))
        self._plain = self._stop | {phrase for phrase in self._near.senses if " " not in phrase}
        self._year_words = frozenset(data.get("year_words", ()))
        self._year_numbers = {word: number for number, word in enumerate(data.get("year_numbers", ()), 1)}
        numbered = data.get("numbered_levels", {})
        self._numbered = {str(number): level for number, level in numbered.get("levels", {}).items()}
        self._numbered_after = frozenset(numbered.get("after", ()))
        self._counted = frozenset(numbered.get("counts", ()))
        self._neighbours = Neighbours(data)

    @classmethod
    def of(cls, knowledge: Knowledge) -> Vocabulary:
        """The vocabulary that `knowledge` is written in, with its sources by name, and places."""
        return cls(knowledge)

    @cached_property
    def _wide(self) -> Phrases:
        """The house's phrases and the places."""
        return self._near.widened(place_phrases())

    @cached_property
    def _speller(self) -> Speller:
        return Speller(word for word in {*self._wide.sought, *self._stop} if len(word) > 3)

    def name(self, kind: str, id: str) -> str:
        """What people are shown for an id; the id itself where it has no name of its own (places, years)."""
        return self._names.get((kind, id)) or id

    def typed(self, kind: str, *ids: str) -> str:
        """How somebody types an id, or several: one word for all of them (`remote`), else the id where that is read so, its name,
        or some other words for it."""
        said = self._typed.get((kind, ids))
        if said is None:
            words = (phrase for phrase, sense in house_phrases(self._knowledge) if (sense.kind, sense.ids) == (kind, ids))
            usual = (each for id in ids[:1] for each in (id.replace("-", " "), id, self.name(kind, id).casefold()))
            ways = words if len(ids) > 1 else chain(usual, words)
            said = next((way for way in ways if self._means(way, kind, ids)), None)
            if said is None:
                said = self.name(kind, ids[0]) if len(ids) == 1 else " ".join(self.typed(kind, id) for id in ids)
            self._typed[kind, ids] = said
        return said

    def _means(self, text: str, kind: str, ids: tuple[str, ...]) -> bool:
        """Whether a text says this and nothing else."""
        reading = self.read(text, None if kind in self._usual else {kind})
        return [(each.kind, each.ids) for each in reading.found] == [(kind, ids)] and not reading.unread and not reading.guesses

    def knows(self, kind: str, id: str) -> bool:
        """Whether the id is one of that kind; a place is known where reading its name finds it."""
        if kind == PLACE:
            return self._place(id) is not None
        if kind == YEARS:
            return id[:1].isdecimal()
        return (kind, id) in self._names

    def all_of(self, kind: str) -> tuple[str, ...]:
        """Every id of a kind; none of places and years, of which there is no list."""
        return tuple(id for of, id in self._names if of == kind and kind not in (PLACE, YEARS))

    def means_something(self, word: str) -> bool:
        """Whether a single word is one of ours, spelled right: a concept, or filler."""
        if word in self._plain:  # as it stands: most words are typed as we write them
            return True
        folded = fold(word)
        return folded in self._plain or folded in self._common

    @cached_property
    def cell_words(self) -> frozenset[str]:
        """The words that name levels, markets, lanes, specialties and modifiers, with those that only lead to one."""
        named = (word for phrase, sense in house_phrases(self._knowledge) if sense.kind in CELL for word in phrase.split())
        return frozenset(named).difference(BETWEEN_CELLS).union(BEFORE_CELLS)

    def nearest_markets(self, places: Collection[str]) -> tuple[str, ...]:
        """The markets that come nearest to places no guide covers, best first."""
        found = (self._place(place) for place in places)
        return tuple(dict.fromkeys(market for match in found if match for market in match.nearest))

    def _place(self, name: str) -> Match | None:
        return self.read(name, {PLACE, "market"}).first(PLACE)

    def nearest(self, word: str, kind: str, limit: int = 3) -> tuple[tuple[str, str], ...]:
        """(id, its word) of the concepts of a kind that look most like `word`, for "did you mean"; none when none does."""
        from rapidfuzz import fuzz, process

        phrases = place_phrases() if kind == PLACE else house_phrases(self._knowledge)
        choices = {said: sense.ids[0] for said, sense in phrases if sense.kind == kind}
        alike = process.extract(word, list(choices), scorer=fuzz.ratio, processor=fold, limit=limit * 8, score_cutoff=60)
        nearest: dict[str, str] = {}
        for said, _score, _at in alike:
            nearest.setdefault(choices[said], said)
        return tuple(nearest.items())[:limit]

    def read(self, text: str, kinds: Collection[str] | None = None) -> Reading:
        """What `text` says of `kinds` (all the usual ones where None is given), in any order and spelling.

        Words of a kind that was not asked for count as unread. The time grows with the length of the text alone.
        """
        words, spans = tokens(text)
        wanted = self._usual if kinds is None else _with_filler(frozenset(kinds))
        table = self._near if self._plain.issuperset(words) else self._wide
        if "us" in words:
            words = self._neighbours.without_askers(words, spans, text)
        taken = self._years(words) if YEARS in wanted and (_DIGIT.search(text) or not self._year_words.isdisjoint(words)) else {}
        if LEVEL in wanted and not self._numbered_after.isdisjoint(words):
            taken = self._numbered_levels(words) | taken
        hits, unread = self._scan(table, words, wanted, taken)
        if table is not self._near and unread:
            hits, unread = self._guess(words, wanted, taken, hits, unread)
        if len(hits) > 1 and taken:
            hits = _named_first(hits, taken)
        if len(hits) > 1 or (hits and hits[0].sense.beside):
            hits = self._neighbours.together(hits, words, spans, text, wanted)
        return Reading(tuple([_match(hit, spans, text) for hit in hits]), tuple(_unread(unread, spans, text)) if unread else ())

    def _scan(
        self, table: Phrases, words: Sequence[str], wanted: frozenset[str], taken: Mapping[int, Hit]
    ) -> tuple[list[Hit], list[int]]:
        """What is found in `words`, filler left out, and the positions of the words left over."""
        hits: list[Hit] = []
        unread: list[int] = []
        meanings, begin, stop = table.meanings(wanted), table.lengths, self._stop
        at, end = 0, len(words)
        while at < end:
            if at in taken:
                hits.append(taken[at])
                at = taken[at].last + 1
                continue
            sense, count, phrase = meanings.at(words, at) if words[at] in begin else _MEANS_NOTHING
            if sense is None:
                unread += [place for place in range(at, at + count) if words[place] not in stop]
            elif sense.kind != FILLER:
                hits.append(Hit(sense, at, at + count - 1, phrase))
            at += count
        return hits, unread

    def _guess(
        self, words: Sequence[str], wanted: frozenset[str], taken: Mapping[int, Hit], hits: list[Hit], unread: list[int]
    ) -> tuple[list[Hit], list[int]]:
        """Read again with each misspelt word replaced by the nearest that makes a phrase; two equally near are a question."""
        near = {at: found for at in self._misspelt(words, unread) if (found := self._close(words[at]))}
        if not near:
            return hits, unread
        mended = list(words)
        for at, found in near.items():
            mended[at] = found[0][0]
        fitting = {}
        for at, found in near.items():
            fitting[at] = self._fitting(mended, at, found)
            mended[at] = fitting[at][0] if fitting[at] else words[at]
        hits, unread = self._scan(self._wide, mended, wanted, taken)
        for hit in hits:
            for at in range(hit.first, hit.last + 1):
                if mended[at] != words[at]:
                    hit.guessed = True
                    self._weigh(hit, mended, at, fitting[at][1:], wanted)
        return hits, unread

    def _misspelt(self, words: Sequence[str], unread: Iterable[int]) -> list[int]:
        """The first positions of words that nobody knows and that are long enough to be recognised."""
        known, common = self._wide.words, self._common
        long = (at for at in unread if len(words[at]) > 3 and words[at].isalpha())
        return list(islice((at for at in long if words[at] not in known and words[at] not in common), MOST_GUESSES))

    def _close(self, word: str) -> list[tuple[str, int]]:
        """The words that `word` may be a misspelling of, nearest first, filler among them."""
        sought = self._wide.sought
        return [(near, slips) for near, slips in self._speller.nearest(word, limit=8) if slips <= sought.get(near, 2)]

    def _fitting(self, words: Sequence[str], at: int, found: Sequence[tuple[str, int]]) -> list[str]:
        """The nearest of `found` that make a phrase where they stand, several when equally near; or filler that is nearer."""
        around, place = [*words[max(0, at - 5) : at + 6]], min(at, 5)
        fitting: list[str] = []
        nearest = 0
        for word, slips in found:
            if fitting and slips > nearest:
                break
            around[place] = word
            if word in self._stop and word not in self._wide.senses:
                if all(slips < other or name in self._stop for name, other in found):
                    return [word]
            elif self._wide.complete(around, place):
                fitting.append(word)
                nearest = slips
        return fitting

    def _weigh(self, hit: Hit, words: Sequence[str], at: int, others: Iterable[str], wanted: frozenset[str]) -> None:
        """Make `hit` a question where another word, as near as the one read at `at`, says something else."""
        for other in others:
            said = [*words[hit.first : at], other, *words[at + 1 : hit.last + 1]]
            rival, count, _ = self._wide.meanings(wanted).at(said, 0)
            if rival is None or count <= at - hit.first or rival.ids == hit.sense.ids:
                continue
            hit.guessed = False
            if rival.kind == hit.sense.kind:
                ids = tuple(dict.fromkeys((*hit.sense.ids, *rival.ids)))
                hit.sense = hit.sense._replace(ids=ids, asks=True)
            else:
                hit.sense = hit.sense._replace(asks=True)
                hit.also = (*hit.also, (rival.kind, rival.ids[0]))

    def _years(self, words: Sequence[str]) -> dict[int, Hit]:
        """Years of experience by the position they start at: `5 years`, `7yoe`, `5-8 yrs`."""
        found: dict[int, Hit] = {}
        first = 0
        while first < len(words):
            numbered = words[first][:1].isdecimal() or words[first] in self._year_numbers
            years, last = self._years_at(words, first) if numbered else ("", first)
            if years:
                found[first] = Hit(Sense(YEARS, (years,)), first, last, years)
            first = last + 1
        return found

    def _numbered_levels(self, words: Sequence[str]) -> dict[int, Hit]:
        """The numbers that name a level behind a word for the job, by position: `mle 2`, `engineer iii`. The reading is shown.

        None where the number counts something (`engineer 3 days in office`), nor where `i` is whoever asks.
        """
        found: dict[int, Hit] = {}
        for at in range(1, len(words)):
            level = self._numbered.get(words[at]) if words[at - 1] in self._numbered_after else None
            then = words[at + 1] if at + 1 < len(words) else ""
            asker = words[at] == ASKER and then and not self._begins_market(then)
            if level and not (asker or then in self._counted or then[:1].isdecimal()):
                found[at] = Hit(Sense(LEVEL, (level,)), at, at, self.name(LEVEL, level), guessed=True)
        return found

    def _begins_market(self, word: str) -> bool:
        """Whether a market's name, or what leads to one, begins so."""
        return word in ("in", ",") or any(sense.kind == "market" for sense in self._near.senses.get(word, ()))

    def _years_at(self, words: Sequence[str], first: int) -> tuple[str, int]:
        numbers: list[str] = []
        for at in range(first, min(first + 4, len(words))):
            word = words[at]
            if numbers and word in self._year_words:
                return "-".join(numbers), at
            one = _YEARS_IN_ONE.fullmatch(word)
            if one and one[2] in self._year_words:
                return "-".join([*numbers, str(int(one[1]))][-2:]), at
            if (spelt := self._year_numbers.get(word)) and len(numbers) < 2:
                numbers.append(str(spelt))
            elif word.isdecimal() and len(word) <= 2 and len(numbers) < 2:
                numbers.append(str(int(word)))
            elif word != "to":
                break
        return "", first


def _named_first(hits: list[Hit], taken: Mapping[int, Hit]) -> list[Hit]:
    """The hits without levels by number where a level is named in words (`senior mle 2`)."""
    named = any(hit.sense.kind == LEVEL and hit.first not in taken for hit in hits)
    return [hit for hit in hits if hit.sense.kind != LEVEL or hit.first not in taken] if named else hits


@cache
def _with_filler(kinds: frozenset[str]) -> frozenset[str]:
    return kinds | {FILLER}


def _match(hit: Hit, spans: Sequence[Span], text: str) -> Match:
    sense, start, end = hit.sense, spans[hit.first][0], spans[hit.last][1]
    ids, said = sense.ids, text[start:end]
    return Match(sense.kind, ids[0], said, start, end, hit.guessed, ids, hit.phrase, sense.nearest, sense.asks, hit.also)


def _unread(unread: Iterable[int], spans: Sequence[Span], text: str) -> Iterator[Word]:
    """The words left over; the parts of one word (`R-12`, `O'Brien`) come as one."""
    start = end = -1
    for at in unread:
        begins, ends = spans[at]
        if end >= 0 and begins - end == 1 and text[end] in _INSIDE_A_WORD:
            end = ends
            continue
        if end >= 0:
            yield Word(text[start:end], start, end)
        start, end = begins, ends
    if end >= 0:
        yield Word(text[start:end], start, end)


def _names(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    """(kind, id) → the name that people are shown."""
    data = knowledge.vocabulary
    entries = ((kind["kind"], entry) for kind in data.get("kinds", ()) for entry in data.get(kind["section"], ()))
    named = {(kind, entry["id"]): str(entry["name"]) for kind, entry in entries if "name" in entry}
    return named | {(SOURCE, source.id): source.publisher for source in knowledge.sources.values()}
