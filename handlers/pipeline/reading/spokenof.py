"""Whom a sentence speaks of: live candidates who are named exactly among its words, or `she`, of whom one dealt last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.core.typed import notours
from handlers.core.typed.deedphrases import AT_FRONT, WEEKDAY
from handlers.core.typed.reasons import REQ
from handlers.core.typed.wordnames import goes_on, words_not_names
from handlers.core.verb import Context
from handlers.pipeline import access_of
from handlers.pipeline.changes import req_of
from handlers.pipeline.reading import naming
from handlers.pipeline.reading.alike import SHORTEST, folded, spelt
from knowledge.retrieval.wordvectors import is_common
from storage import people, reqs, trail
from storage.models import Candidate, Person
from storage.reqs import Entry

LATELY = timedelta(hours=3)
"""Whom somebody did something about within this is `she` to them, where it was the last that they did."""

MOST_LOOKED_AT = 2000
"""Candidates among whom a name with marks on its letters is looked for."""
AROUND = frozenset({
    "the", "a", "an", "to", "for", "of", "with", "on", "our", "her", "his", "their", "has", "have", "is", "was", "just", "offer",
    "loop", "round", "it", "i", "we", "and", "in", "by", "at", "from", "today", "yesterday", "now", "already", "please",
    "he", "she", "they", "him", "them", "candidate", "other", "another", "company", "gave", "more", "because", "us",
    "both", "all", "also", "too", "everybody", "everyone", "then", "that", "this", "base", "equity", "salary", "bonus",
    "instead", "rest", "others", "else", "remaining", "ok", "okay", "real", "really", "finally", "officially", "actually", "yay",
    "same", "time", "hour", "slot", "anymore", "sadly", "unfortunately",
})  # fmt: skip
"""Words that stand around a name: nobody is looked for by them."""
OWNER = re.compile(r"['’]s?$")
LEAST_ADVERB = 5
"""Shorter words that end so are names as often: `Kelly`, `Daly`."""
_OF_ADVERBS = ("ally", "tly", "dly", "vely", "sly")

_WORD = re.compile(r"(?<![@\w])[^\W\d_][\w.'’-]*")
_WITH = re.compile(r"(?<!\w)(?:with|by|w/?)\s+[^\W\d_][\w'’-]*(?:\s*(?:,|and|&|\+|,\s*and)\s*[^\W\d_][\w'’-]*)*", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:both|all|everybody|everyone|the (?:rest|others?)|(?:every(?:one|body)) else|remaining)\b", re.IGNORECASE
)
_OF_ONE_NAME = re.compile(
    r"\b(?:both|all|two|three|the)\s+(?:the\s+)?(?:two\s+|three\s+)?(?P<name>[^\W\d_]{2,}?)(?:['’]?s)\b", re.IGNORECASE
)
"""Several who are called alike: `both sams`."""
"""Nobody is `they both` alone."""
_THEY = re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b", re.IGNORECASE)

_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
_ALSO_WORDS = frozenset("aiwurnvxykbc")
"""Letters that stand for a word in haste (`bill had a call w mei`): they are a last name's where somebody's begins so."""
_DAYS = re.compile(rf"\b(?:{WEEKDAY}|tonight|morning|afternoon|week|month|next)\b", re.IGNORECASE)
_OF_ONE = re.compile(r"\W*(?:[\w'’@-]+\W+){0,5}(?:he|she|him|her|his)\b", re.IGNORECASE)
_OF_A_KIND = re.compile(
    r"\b(?:candidates?|people|engineers?|everyone|everybody|anyone|anybody|somebody|someone|hires?|they|who)\b", re.IGNORECASE
)


def named(at: Context, words: str, said: str, not_names: frozenset[str] = frozenset()) -> list[Entry]:
    """The live candidates whose first or full name stands among the words; by a full name its bearer alone. A name that is an
    everyday word too is none where it stands as the word in what was `said`, or is known to be one of `not_names`."""
    return _called(at, words, said, words_not_names(said) | not_names, ended=False)


def left(at: Context, words: str, said: str, not_names: frozenset[str] = frozenset()) -> list[Entry]:
    """The same of those who have left their loop."""
    return _called(at, words, said, words_not_names(said) | not_names, ended=True)


def _called(at: Context, words: str, said: str, not_names: frozenset[str], *, ended: bool) -> list[Entry]:
    found: dict[str, Entry] = {}
    unknown = []
    for word in _candidates_for_a_name(words):
        near = reqs.named(at.unit, word, ended=ended)
        called = [each for each in near if _first(each) == folded(word)]
        called = called or _alike(at, word, words, ended=ended) or _by_last_name(at, word, words, near)
        found |= {each.application.id: each for each in called if access_of.may_see(at, each.application)}
        unknown += [] if called else [word]
    found |= {each.application.id: each for each in _marked(at, unknown, ended=ended)}
    spoken = _plain(words)
    whole = [each for each in found.values() if len(name := _plain(each.candidate.name or "")) > 3 and name in spoken]
    firsts = {_first(each) for each in whole}
    firsts |= not_names
    alike = [each for each in found.values() if _first(each) not in firsts]
    others = [each for each in alike if not _is_another(at, said, each, [one for one in alike if _first(one) == _first(each)])]
    if len(whole) + len(others) > 1:
        others = [each for each in others if not _is_a_colleague_beside(at, said, each)]
    return [*whole, *others]


def _is_a_colleague_beside(at: Context, said: str, entry: Entry) -> bool:
    """Whether a name is a colleague's who is called alike, as it only stands behind `with`, `by` or `for`: of the other candidate
    who is named something is told that they do."""
    name = (entry.candidate.name or "").split(" ")[0]
    if a_colleague(at, name) is None:
        return False
    first = re.escape(name)
    named_there = len(re.findall(rf"(?<![\w@]){first}(?!\w)", said, re.IGNORECASE))
    beside = len(re.findall(rf"(?<!\w)(?:with|w/?|by|for|from|per)\s*{first}(?!\w)", said, re.IGNORECASE))
    return 0 < named_there == beside


def _alike(at: Context, word: str, words: str, *, ended: bool) -> list[Entry]:
    """Several whom one word names: `both sams`."""
    if not word.casefold().endswith("s") or not any(
        each["name"].casefold() == word[:-1].casefold() for each in _OF_ONE_NAME.finditer(words)
    ):
        return []
    found = [each for each in reqs.named(at.unit, word[:-1], ended=ended) if _first(each) == folded(word[:-1])]
    return found if len(found) > 1 else []


def _by_last_name(at: Context, word: str, words: str, near: Sequence[Entry]) -> list[Entry]:
    """Whose last name it is, where it is no everyday word, nobody else's and no colleague's, and no other's first name stands
    before it."""
    found = [each for each in near if folded(word) in {folded(one) for one in _last_of(each)[-1:]}]
    if len(found) != 1 or len(word) < SHORTEST or is_common(word.casefold()) or a_colleague(at, word):
        return []
    before = re.search(rf"([^\W\d_][\w'’-]*)\s+{re.escape(word)}", words)
    if before is None or folded(before[1]) == _first(found[0]):
        return found
    everyday = is_common(before[1].casefold()) and not before[1].istitle()
    return found if everyday or before[1].casefold() in AROUND | AT_FRONT else []


def _is_another(at: Context, said: str, entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether a last name that is not theirs stands behind their first one: `Ana Patel` is not Ana Quiroga, nor is `ana s`."""
    first, *rest = (entry.candidate.name or "").split()
    behind = re.search(rf"(?<![\w@]){re.escape(first)}\s+(?=([^\W\d_][\w’'-]*)(?!/))", said, re.IGNORECASE) if rest else None
    if behind is None or folded(behind.group(1)) in {folded(each) for each in rest}:
        return False
    last = behind.group(1)
    if len(last) == 1:
        return not _begins(rest, last) and (
            last.casefold() not in _ALSO_WORDS or any(_begins(_last_of(each), last) for each in others)
        )
    if at.library.vocabulary.means_something(last.casefold()) or goes_on(said, behind.end()):
        return False
    return last.istitle() or (last.islower() and _may_be_a_last_name(said, last, behind.end() + len(last)))


def _may_be_a_last_name(said: str, word: str, end: int) -> bool:
    """Whether a word in small letters is one, and no slip: what follows it says what became of somebody."""
    from handlers.core.typed import slips

    if is_adverb(word):
        return False
    plain = len(word) >= SHORTEST and _VOWEL.search(word) is not None and bool(said[end:].strip(" .,!?:;")) and goes_on(said, end)
    return plain and not is_common(word) and not slips.is_a_slip(word)


def is_adverb(word: str) -> bool:
    """Whether it says how something is done, and ends no name: `jonas verbally accepted`."""
    if not (word.islower() and word.endswith("ly") and len(word) > LEAST_ADVERB):
        return False
    return is_common(word[:-2]) or (len(word) > LEAST_ADVERB + 1 and word.endswith(_OF_ADVERBS) and not word.startswith("mc"))


def _begins(names: Sequence[str], letter: str) -> bool:
    return any(spelt(each).startswith(spelt(letter)) for each in names)


def _last_of(entry: Entry) -> list[str]:
    return (entry.candidate.name or "").split()[1:]


def _marked(at: Context, words: Sequence[str], *, ended: bool) -> list[Entry]:
    """Whose first name one of the words is, but for the marks on its letters (`tomas` for Tomás)."""
    meant = {
        _plain(word) for word in words if len(word) >= SHORTEST and not at.library.vocabulary.means_something(word.casefold())
    }
    searches = naming.open_to(at) if meant else []
    entries = reqs.entries(at.unit, *(req.id for req in searches), ended=ended, limit=MOST_LOOKED_AT) if searches else []
    return [each for each in entries if not (first := _first(each)).isascii() and _plain(first) in meant]


def _first(entry: Entry) -> str:
    return folded((entry.candidate.name or "").split(" ")[0])


def _plain(name: str) -> str:
    """Without marks, and without what is no letter."""
    return spelt(name).replace(" ", "")


def number_meant(at: Context, said: str) -> int | None:
    """The number of the req that the words name, else of that in whose thread they are said."""
    if number := REQ.search(said):
        return int(number.group(1))
    here = naming.req_of_place(at)
    return here.number if here else None


def of_req(at: Context, said: str, found: Sequence[Entry]) -> list[Entry]:
    """Those of them who are in the req that is meant; all of them where none is."""
    number = number_meant(at, said)
    return [each for each in found if number is None or req_of(at.unit, each.application).number == number]


def begins_with_one(words: str, found: Sequence[Entry]) -> bool:
    """Whether the words begin with the first name of one of them."""
    first = _WORD.match(words)
    return first is not None and _plain(OWNER.sub("", first.group())) in {_plain(_first(each)) for each in found}


def to_whom_it_is_done(said: str, found: Sequence[Entry]) -> list[Entry]:
    """Those of them of whom a deed is told that somebody does to somebody: `tom rejected ana` is told of Ana alone; nobody, where
    it is a no to somebody who is none of them (`ana turned down stripe`)."""
    parts = notours.done_to(said) if found else None
    if parts is None:
        return list(found)
    before, behind, is_no = parts
    there = [each for each in found if _stands_in(behind, each)]
    if there:
        return there
    return [] if is_no and any(_stands_in(before, each) for each in found) else list(found)


def _stands_in(words: str, entry: Entry) -> bool:
    return _plain(_first(entry)) in {_plain(OWNER.sub("", each)) for each in _WORD.findall(words)}


def are_several(words: str) -> bool:
    """Whether more than one is spoken of: `both`, `they all`."""
    return _SEVERAL.search(words) is not None


def names_anybody(words: str) -> bool:
    """Whether a word among them could be somebody's name."""
    return bool(_candidates_for_a_name(_DAYS.sub(" ", REQ.sub(" ", words))))


def they(at: Context, words: str) -> Entry | None:
    """Who `she` is: the only live candidate of the thread's req, else of whom the speaker last did something; None where the
    words say nothing of the kind, or they may not see them."""
    return last(at) if _THEY.search(words) and not _SEVERAL.search(words) else None


def is_pronoun(words: str) -> bool:
    """Whether they say `her` or `him`."""
    return _THEY.search(words) is not None and not _SEVERAL.search(words)


def a_colleague(at: Context, said: str) -> Person | None:
    """The colleague with whose first name the words begin."""
    first = _WORD.match(said)
    found = (
        [each for each in people.everyone(at.unit) if folded((each.name or "").split(" ")[0]) == folded(first.group())]
        if first
        else []
    )
    return found[0] if len(found) == 1 else None


def colleagues(at: Context, words: str) -> str:
    """The words with a sign before each colleague with whom something is said to be: `with mei` as `with @mei`."""
    words = words.replace(" in front of ", " with ")
    if _WITH.search(words) is None:
        return words
    known = {folded((each.name or "").split(" ")[0]) for each in people.everyone(at.unit)} - {""}
    words = re.sub(r"(?<!\S)w/?\s+(?=[^\W\d_])", "with ", words)
    return _WITH.sub(
        lambda found: _WORD.sub(
            lambda each: f"@{each.group()}" if folded(each.group()) in known | {"me"} else each.group(), found.group()
        ),
        words,
    )


def is_of_one(said: str) -> bool:
    """Whether it speaks of somebody who is not named: `she signed`, `sent it to her`; what is said of a kind of people is not."""
    return _OF_ONE.match(said) is not None and not _OF_A_KIND.search(said)


def last(at: Context) -> Entry | None:
    """The same where nobody is spoken of; in a req's thread nobody of another."""
    here = naming.req_of_place(at)
    live = reqs.entries(at.unit, here.id, limit=2) if here else []
    found = live[0] if len(live) == 1 else _dealt_with_last(at)
    elsewhere = here is not None and found is not None and found.application.requisition_id != here.id
    return found if found and not elsewhere and access_of.may_see(at, found.application) else None


def who_left(at: Context, words: str) -> list[Entry]:
    """Who `he` is where it is told of whoever has left: with whom the speaker dealt last, if they have."""
    if at.person is None or not is_pronoun(words):
        return []
    spoken = _entry_of(at, at.spoken_of) if at.spoken_of else None
    found = spoken or trail.dealt_with_last(at.unit, at.person.id, at.command.now - LATELY)
    left = found is not None and found.application.ended_at is not None and found.candidate.erased_at is None
    return [found] if found and left and access_of.may_see(at, found.application) else []


def is_spoken_of(at: Context, entry: Entry) -> bool:
    """Whether the answer before this one was about them alone."""
    return at.spoken_of == entry.candidate.id


def _entry_of(at: Context, candidate_id: str) -> Entry | None:
    """A candidate in the one loop that they are in."""
    candidate = at.unit.get(Candidate, candidate_id)
    live = [each for each in reqs.applications_of(at.unit, candidate_id) if each.ended_at is None] if candidate else []
    return Entry(live[0], candidate) if candidate and candidate.erased_at is None and len(live) == 1 else None


def _dealt_with_last(at: Context) -> Entry | None:
    if at.spoken_of and (spoken := _entry_of(at, at.spoken_of)):
        return spoken
    found = trail.dealt_with_last(at.unit, at.person.id, at.command.now - LATELY) if at.person else None
    return found if found and found.application.ended_at is None and found.candidate.erased_at is None else None


def _candidates_for_a_name(words: str) -> list[str]:
    spoken = (OWNER.sub("", each).rstrip(".") for each in _WORD.findall(words))
    return list(dict.fromkeys(each for each in spoken if len(each) > 1 and each.casefold() not in AROUND))
