"""First names that are everyday words too (`will`, `may`, `mark`, `grace`): where they stand as the word. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.deedphrases import AT_FRONT, ROWS

_NAMES = (
    "angel", "april", "art", "august", "bill", "bob", "carol", "chance", "chase", "chip", "chuck", "clay", "cliff", "cash",
    "colt", "cole", "daisy", "dale", "dash", "dawn", "dean", "dick", "don", "drew", "earnest", "faith", "frank", "gene", "glen",
    "grace", "grant", "guy", "hank", "harmony", "honor", "hope", "hunter", "iris", "ivy", "jack", "jay", "joy", "june", "justice",
    "lance", "lane", "lily", "mark", "mason", "max", "may", "melody", "mercy", "merit", "mike", "miles", "neat", "nick",
    "norm", "page", "pat", "patience", "penny", "peg", "pierce", "ray", "red", "reed", "rich", "rob", "robin", "rose", "ruby",
    "rusty", "sage", "sandy", "serenity", "skip", "sky", "star", "stone", "sue", "summer", "sunny", "terry", "trace", "trinity",
    "trip", "van", "victor", "wade", "ward", "will", "win", "woody",
)  # fmt: skip
_MONTHS = frozenset({"april", "august", "june", "may"})
_MODALS = frozenset({"will", "may"})
_IN_A_MONTH = frozenset(
    {"in", "by", "until", "till", "since", "of", "from", "early", "mid", "late", "end", "this", "next", "last"}
)
_NO_NAME_BEHIND = frozenset({
    "a", "an", "the", "i", "we", "you", "they", "our", "your", "my", "of", "no", "any", "some", "more", "much", "good", "best",
    "bad", "this", "that", "these", "every", "each", "how", "if",
})  # fmt: skip
"""Behind these stands the word."""
_DONE_TO = frozenset({
    "with", "for", "to", "reject", "rejected", "told", "tell", "call", "called", "sent", "send", "move", "moved", "book",
    "schedule", "interview", "interviewed", "draft", "give", "gave", "hire", "offer", "approve", "extend", "add", "passed",
    "meet", "met", "ask", "asked", "email", "emailed", "phoned", "about", "from", "advance", "push", "promote", "make", "made",
})  # fmt: skip
"""What is done to somebody: behind these stands a name, where what follows goes on about something else."""
_OF_WHAT_IS_DONE = frozenset(
    {"a", "an", "the", "our", "her", "his", "their", "another", "it", "forward", "back", "until", "till"}
)
_GOES_ON = frozenset({
    "are", "were", "is", "isn't", "was", "wasn't", "has", "hasn't", "had", "hadn't", "did", "didn't", "does", "doesn't",
    "failed", "bombed", "would", "wouldn't", "could", "couldn't", "can", "can't", "cannot", "won't", "should", "wants", "needs",
    "said", "says",
    "asked", "asks", "got", "gets", "came", "comes", "went", "goes", "lives", "likes", "liked", "loves", "loved", "prefers",
    "knows", "knew", "thinks", "thought", "seems", "seemed", "looks", "looked", "sounds", "sounded", "sent", "told", "made",
    "took", "takes", "gave", "works", "worked", "starts", "started", "replied", "answered", "mentioned", "heard", "felt",
    "feels", "finished", "left", "leaves", "moved", "never", "no", "not", "just", "also", "too", "still", "already", "really",
    "now", "again", "please", "today", "tomorrow", "yesterday", "tonight", "next", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "at", "in", "on", "to",
    "for", "from", "with", "and", "or", "about", "after", "before", "by", "through", "until", "till", "because", "but",
    "who", "via", "as", "yes", "both", "doing", "going", "waiting", "technical", "final", "onsite", "offer", "loop",
    "screen", "manager", "debugging", "hm", "tech", "panel",
})  # fmt: skip
"""Behind these words a name may stand: it is somebody who has, wants or did something."""
_GOES_ON |= {word.replace("'", "") for word in _GOES_ON if "n't" in word} - {"wont"}
_NO_SLIPS = frozenset({"band", "bands", "role", "roles", "level", "levels", "range"})
"""Words of ours, which are no slips."""
_ASKS_WHETHER = frozenset({"did", "didn't", "has", "hasn't", "does", "doesn't", "had"})
_DO = frozenset({
    "accept", "accepted", "been", "call", "come", "decline", "declined", "get", "have", "hear", "know", "like", "need", "pass",
    "reply", "respond", "say", "seen", "show", "sign", "take", "want", "withdraw",
})  # fmt: skip
"""What it is asked whether somebody does: `did drew pass the screen`."""
_A_NAME = re.compile(rf"(?<![\w'’@-])(?:{'|'.join(_NAMES)})(?![\w-])", re.IGNORECASE)
_BEFORE = re.compile(r"([\w'’-]+)\s+$")
_AFTER = re.compile(r"\s+([\w'’-]+)")
_DATED = re.compile(r"\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?![\w:%/]|\s?[ap]m\b)", re.IGNORECASE)
"""What makes a date of a month's name: `april 5`."""
_OF_A_PHRASE = re.compile(
    r"mark(?:ed|ing)?[ -]to[ -]market|grace period|rose (?:to|from|by)|grant (?:date|size|value|price)|skip[ -]level|will power"
    r"|art of|win rate|trace of",
    re.IGNORECASE,
)
"""Where they stand as the word, whatever follows could say of somebody."""
_VERDICTS = frozenset({"no", "yes"})
_BEGINS, _ENDS = re.compile(r"(?:^|[,;:.!]|\b(?:and|but|decide|decided))\s*$", re.IGNORECASE), re.compile(r"\s*(?:[,.;!]|$)")
"""Between these `no` is a verdict and behind it a name: `yes jane, no bob`."""
_ALONE = re.compile(r"['’]s?(?!\w)|\s*(?:[,.:;!?)–—]|$)|\s+\d|\s+[-–—]")
"""What may stand right behind a name: whose something is, a pause, a figure."""


def is_a_word(name: str) -> bool:
    """Whether a first name is an everyday word too."""
    return name.casefold() in _NAMES


def words_not_names(said: str) -> frozenset[str]:
    """Which of these names stand in it as the word alone, in small letters."""
    named: dict[str, bool] = {}
    for found in _A_NAME.finditer(said):
        name = found.group().casefold()
        named[name] = named.get(name, False) or _is_a_name(said, found)
    return frozenset(name for name, is_name in named.items() if not is_name)


def _is_a_name(said: str, found: re.Match[str]) -> bool:
    if _OF_A_PHRASE.match(said, found.start()):
        return False
    before, after = _BEFORE.search(said[: found.start()]), _AFTER.match(said, found.end())
    behind, ahead = (each.group(1).casefold().replace("’", "'") if each else "" for each in (before, after))
    if behind and found.group().istitle() and found.group().casefold() not in _MONTHS:
        return True
    if before and behind in _VERDICTS and _BEGINS.search(said[: before.start()]) and _ENDS.match(said, found.end()):
        return True
    if found.group().casefold() in _MONTHS and (_DATED.match(said, found.end()) or behind.rstrip("stndrh").isdigit()):
        return False
    if behind in _NO_NAME_BEHIND or (found.group().casefold() in _MONTHS and behind in _IN_A_MONTH):
        return False
    if behind and found.group().casefold() in _MODALS and behind not in _DONE_TO | {"and", "or"}:
        return False
    if _ALONE.match(said, found.end()):
        return True
    if behind in _DONE_TO and ahead in _OF_WHAT_IS_DONE:
        return True
    if behind in _ASKS_WHETHER and ahead in _DO:
        return True
    return ahead in _GOES_ON or _tells(said, found.end())


def goes_on(said: str, at: int) -> bool:
    """Whether what stands there goes on about somebody who is named before it, and is no part of a name."""
    word = _AFTER.match(f" {said[at:].lstrip()}")
    return word is None or word.group(1).casefold().replace("’", "'") in _GOES_ON or _tells(said, at)


def _tells(said: str, at: int) -> bool:
    """Whether what follows tells a deed."""
    start = at + len(said[at:]) - len(said[at:].lstrip())
    matches = (row.match(said, start) for _, row in ROWS)
    return any(match is not None and match.group().casefold() not in AT_FRONT for match in matches) or _nearly_tells(said[start:])


def _nearly_tells(words: str) -> bool:
    """Whether the first of them is a slip from what tells a deed: `bill witdrew`."""
    first = words.split(" ", maxsplit=1)[0].strip(",.!")
    if not first.isalpha() or not first.islower() or first in _NO_SLIPS:
        return False
    from handlers.core.typed.slips import is_a_slip  # only words behind such a name are looked at so

    return is_a_slip(first)
