"""Words in company: what a word means beside its neighbours (`us`, country or asker; `remote`, where; `seattle, wa`; `llm`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from knowledge.words.phrases import MARKET, PLACE, Hit, Sense

Span = tuple[int, int]
"""Where a word begins and ends in the text."""


class Neighbours:
    """The rules of the vocabulary file for words that read each other."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        self._apart = frozenset(vocabulary.get("apart", ()))
        self._lists = self._apart | {"and", ",", "/", ";", "|", "&"}
        self._joins = frozenset(vocabulary.get("joins", ()))
        us = vocabulary.get("pronoun_us", {})
        keys = ("after", "before_country", "then_country", "maybe_after", "maybe_then")
        self._us = {key: frozenset(us.get(key, ())) for key in keys}
        self._remote: Mapping[str, Mapping[str, Any]] = {rule["market"]: rule for rule in vocabulary.get("remote_in", ())}
        self._wider: dict[str, str | None] = {market["id"]: market.get("parent") for market in vocabulary.get("markets", ())}

    def without_askers(self, words: list[str], spans: Sequence[Span], text: str) -> list[str]:
        """`words` without each `us` that a verb makes the asker (`what would she cost us`)."""
        kept = list(words)
        for at, word in enumerate(words):
            if word == "us" and at and words[at - 1] in self._us["after"] and not _in_capitals(spans[at], text):
                kept[at] = ""
        return kept

    def _asker(self, hit: Hit, words: Sequence[str], spans: Sequence[Span], text: str) -> bool:
        """Whether a lone `us`, in a text that names another market, is rather the asker than the country."""
        if hit.phrase != "us" or _in_capitals(spans[hit.first], text):
            return False
        before = words[hit.first - 1] if hit.first else ""
        then = words[hit.last + 1] if hit.last + 1 < len(words) else ""
        if before in self._us["before_country"] or then in self._us["then_country"]:
            return False
        return before in self._us["maybe_after"] or then in self._us["maybe_then"]

    def together(
        self, hits: list[Hit], words: Sequence[str], spans: Sequence[Span], text: str, wanted: Collection[str]
    ) -> list[Hit]:
        """The hits read in each other's company: which `us`, `remote` where, a city with its country, a word of two kinds."""
        kinds = [hit.sense.kind for hit in hits]
        if kinds.count(MARKET) + kinds.count(PLACE) > 1:
            hits = [hit for hit in hits if not self._asker(hit, words, spans, text)]
            hits = self._with_countries(hits, words)
            hits = self._with_remote(hits, words, wanted)
        self._settle(hits, words, wanted)
        return hits

    def _settle(self, hits: Iterable[Hit], words: Sequence[str], wanted: Collection[str]) -> None:
        """A word of two kinds: one where its side of a comparison has a word of the kind that its rule names, else the other."""
        unsettled = [(hit, hit.sense.beside) for hit in hits if hit.sense.beside]
        if not unsettled:
            return
        side = _sides(words, self._apart)
        beside = {(side[hit.first], hit.sense.kind) for hit in hits if not hit.sense.beside}
        for hit, (neighbour, kind, id) in unsettled:
            if kind in wanted and ((side[hit.first], neighbour) in beside or hit.sense.kind not in wanted):
                hit.sense = Sense(kind, (id,))

    def _with_countries(self, hits: Iterable[Hit], words: Sequence[str]) -> list[Hit]:
        """Each city takes in the state or country that follows it: `seattle, wa`."""
        joined: list[Hit] = []
        for hit in hits:
            city = joined[-1] if joined else None
            if city and self._holds(hit.sense, city.sense) and self._joins.issuperset(words[city.last + 1 : hit.first]):
                phrase = f"{city.phrase} {hit.phrase}"
                joined[-1] = replace(city, last=hit.last, phrase=phrase, guessed=city.guessed or hit.guessed)
            else:
                joined.append(hit)
        return joined

    def _holds(self, region: Sense, city: Sense) -> bool:
        """Whether `city` is a city, and `region` may be where it lies."""
        if not region.region or city.region or city.kind not in (MARKET, PLACE) or len(city.ids) > 1:
            return False
        return self._home(region) == self._home(city)

    def _home(self, sense: Sense) -> str:
        """The widest market that a market lies in, or that a place lies in or comes nearest to."""
        where = sense.nearest[0] if sense.kind == PLACE else sense.ids[0]
        return self._wider.get(where) or where

    def _with_remote(self, hits: list[Hit], words: Sequence[str], wanted: Collection[str]) -> list[Hit]:
        """`remote` beside a country or a place that no list parts from it: remote there."""
        if not any(_open(hit.sense) for hit in hits):
            return hits
        side = _sides(words, self._lists)
        there: dict[int, Hit] = {}
        for hit in hits:
            if hit.sense.kind == PLACE or hit.sense.region:
                there.setdefault(side[hit.first], hit)
        gone: set[int] = set()
        for at, hit in enumerate(hits):
            where = (there.get(side[hit.first]) or self._after_comma(hits, at, words)) if _open(hit.sense) else None
            if where and (PLACE in wanted or (where.sense.kind == MARKET and where.sense.ids[0] not in self._remote)):
                hit.sense = self._remote_there(hit.sense, where.sense)
                gone |= {where.first} if where.sense.kind == MARKET or hit.sense.kind == PLACE else set()
        return [hit for hit in hits if hit.first not in gone]

    def _after_comma(self, hits: Sequence[Hit], at: int, words: Sequence[str]) -> Hit | None:
        """The country in `remote, us`."""
        then = hits[at + 1] if at + 1 < len(hits) else None
        return then if then and then.sense.region and words[hits[at].last + 1 : then.first] == [","] else None

    def _remote_there(self, remote: Sense, there: Sense) -> Sense:
        rule = self._remote.get(there.ids[0])
        if rule:
            return Sense(PLACE, (str(rule["place"]),), nearest=tuple(rule["nearest"]))
        home = self._home(there)
        inside = tuple(one for one in remote.ids if self._wider.get(one) == home)
        anywhere = tuple(one for one in remote.ids if not self._wider.get(one))
        if there.kind == PLACE and not inside:
            return Sense(PLACE, (f"remote in {there.ids[0]}",), nearest=tuple(dict.fromkeys((*there.nearest, *anywhere))))
        return remote._replace(ids=inside or anywhere or remote.ids)


def _open(sense: Sense) -> bool:
    """Whether a market word means several markets at once: `remote`."""
    return sense.kind == MARKET and len(sense.ids) > 1 and not sense.asks


def _sides(words: Iterable[str], marks: Collection[str]) -> list[int]:
    """For each word, how many of `marks` stand before it: equal numbers are on one side."""
    side = 0
    sides: list[int] = []
    for word in words:
        side += word in marks
        sides.append(side)
    return sides


def _in_capitals(span: Span, text: str) -> bool:
    """Whether a word stands in capitals in a text that does not."""
    return text[slice(*span)].isupper() and not text.isupper()
