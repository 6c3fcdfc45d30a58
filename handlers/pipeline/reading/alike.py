"""How alike names are: what was typed and what is known. Pure."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from knowledge.words.spelling import fold

ALIKE = 80
"""How alike (0–100) a typed name and a known one must be to be offered back; never to be taken for it."""

_LETTERS = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae",
    "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H",
})  # fmt: skip
"""Letters that are no other letter with a mark, as people spell them who have not got the key."""

SHORTEST = 3
"""A name of fewer letters is in too many words to be like them."""


def folded(name: str) -> str:
    """Letters and digits only, case folded: `A. Q.` and `aq` are the same."""
    return "".join(char for char in name.casefold() if char.isalnum())


def spelt(name: str) -> str:
    """Folded, with the plain letters that stand for others: `Łukasz` and `lukasz`, `Søren` and `soren` are the same."""
    return fold(name if name.isascii() else name.translate(_LETTERS))


def begins(name: str, wanted: str) -> bool:
    """Whether a part of a name begins with what was typed, folded."""
    return any(folded(part).startswith(wanted) for part in name.split())


def first_and_initial(name: str) -> str:
    """What to look for in the table: of `Ana Q.` the first name, of the rest all."""
    words = name.split()
    return words[0] if len(words) == 2 and len(words[1].rstrip(".")) == 1 and len(words[0].rstrip(".")) > 1 else name


def could_be(name: str, whole: str) -> bool:
    """`Ana Q.` is an Ana whose last name begins with Q."""
    words = name.split()
    if first_and_initial(name) == name:
        return True
    known = whole.casefold().split()
    return len(known) > 1 and known[-1].startswith(words[1].rstrip(".").casefold())


def alike(said: str, names: list[str]) -> list[tuple[str, float, int]]:
    """The names most like the words, with their places; accents that were left out count for nothing."""
    if len(spelt(said)) < SHORTEST:
        return []
    found = process.extract(said, names, scorer=fuzz.WRatio, processor=spelt, limit=3, score_cutoff=ALIKE)
    return [(name, score, place) for name, score, place in found if len(spelt(name)) >= SHORTEST]


def shares_a_word(said: str, name: str) -> bool:
    """Whether a whole part of a name stands among the words: `ana from Google` holds an Ana's first name."""
    words = {folded(word) for word in said.split()}
    return any(len(part) > 1 and part in words for part in map(folded, name.split()))


def misspelt(said: str, name: str) -> bool:
    """Whether all the words together are nearly the whole name."""
    return fuzz.ratio(folded(said), folded(name)) >= ALIKE
