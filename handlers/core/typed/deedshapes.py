"""Messages that tell a deed as a whole: a verdict, an absence, who sits in a round in another's place. Pure."""

from __future__ import annotations

import re

from handlers.core.typed import approving
from handlers.core.typed.deedphrases import A_ROUND, TELLS_NO, WEEKDAY

AWAY = "away"
"""The verb that keeps until when the speaker is not there."""
MOST_LETTERS = 160
_NO = ("decide no", "cand reject")

_VERDICT = re.compile(
    r"(?P<whom>[^\W\d_][\w.'’-]*(?:(?: [^\W\d_][\w.'’-]*)?(?=\s*[:–—-])|(?=\s)))(?:\s*[:–—-]\s*|\s+(?:is\s+)?)(?:a\s+)?"
    r"(?:(?:strong|clear|definite|firm|hard|big)\s+)?(?P<verdict>ye(?:s|p|ah)|no(?:pe)?|pass)\W*",
    re.IGNORECASE,
)
"""`jane: yes`; without a pause one word alone is a name (`raj nope`): `ana said yes` tells something else."""
OF_A_ROUND = ("interview done", "scorecard")
"""A verdict on one round is no decision: the round took place, and whoever sat in it says what they saw."""
_ROUND_VERDICT = re.compile(
    r"\W*(?P<whom>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w'’-]*)?)\s*[:–—-]?\s+"
    rf"(?P<round>{A_ROUND})"
    r"(?:\s*[:–—=-]\s*|\s+(?:(?:is|was)\s+)?)(?:a\s+)?(?:(?:strong|clear|definite|firm|hard|big|soft|weak)\s+)?"
    r"(?:ye(?:s|p|ah)|no(?:pe)?|pass|fail)\W*",
    re.IGNORECASE,
)
"""`ana screen: no`, as a cross behind a round is put."""
_NOBODY = frozenset(
    {"the", "a", "an", "my", "our", "her", "his", "their", "this", "that", "first", "second", "no", "yes", "phone"}
)
_TELL_NO = re.compile(
    r"\W*(?:(?:please|pls|ok|so|now|can you|could you|let['’]?s|we (?:should|need to|can)|i(?:['’]ll| will)|also)\s+)*"
    r"(?:tell|let|inform)\s+(?P<whom>[^,;?]{1,60}?)\s+(?:know\s+)?(?:that\s+)?(?:it['’]?s\s+)?(?:a\s+)?"
    r"(?:no|pass|we(?:['’]re| are)\s+(?:passing|not (?:moving|going) (?:forward|ahead|on))|we(?:['’]ve)? (?:passed"
    r"|decided (?:against|not to))\b.*"
    r"|(?:they|he|she)(?:['’]re|['’]s| are| is) (?:out|rejected))\W*",
    re.IGNORECASE,
)
_VERDICT_ALONE = re.compile(
    r"\W*(?:(?:so|and|ok|okay|then|for me|from me|my vote is|my answer is|(?:it|that)(?:['’]?s| is)|i['’]?m|i am"
    r"|we(?:['’]re| are))\W+)*"
    r"(?P<how>(?:an?\s+)?(?:(?:strong|clear|definite|firm|hard|big|solid|soft|weak|lean|leaning)\s+)?)(?P<verdict>yes|yep"
    r"|no|hire|no[ -]hire)"
    r"(?P<whose>(?:\s+(?:for|from)\s+(?:me|us|my side|my end))?)\W*",
    re.IGNORECASE,
)
"""A verdict that names nobody: `it's a yes`, `strong no from me`; a bare yes or no answers something."""
_AWAY = re.compile(
    r"(?:(?:i am|i['’]?m|i will be|i['’]?ll be)\s+|(?=(?:on (?:pto|vacation|holidays?|leave)|ooo|out of (?:the )?office"
    r"|out sick)\b))"
    r"(?:out sick|away|out(?: of (?:the )?office)?|off(?! to\b)|ooo|on (?:a |my )?(?:holidays?|vacation|leave|pto))\b(?!\s+of\b)",
    re.IGNORECASE,
)
"""How people tell that they are not there, in front of from when until when."""
_BACK_THEN = re.compile(
    rf"(?:(?:i am|i['’]?m|i will be|i['’]?ll be)\s+)?back\s+(?:(?:on|by)\s+)?(?P<day>{WEEKDAY}|tomorrow|next week)\W*",
    re.IGNORECASE,
)
_BACK_NOW = re.compile(r"(?:i am|i['’]?m)\s+back(?:\s+(?:now|in|at work|online|from \w+|today))*\W*", re.IGNORECASE)
_MENTION = r"<?@[\w.|'-]+>?"
_SWAP = re.compile(
    rf"\b(?:swap|replace|switch)\s+(?:out\s+)?{_MENTION}\s+(?:for|with|by|to)\s+(?P<new>{_MENTION})"
    rf"|\b(?:swap|swapping|switch|sub|put)\s+in\s+(?P<in>{_MENTION})"
    rf"|(?P<instead>{_MENTION})\s+(?:instead of|rather than|for)\s+{_MENTION}",
    re.IGNORECASE,
)
"""Who sits in a round in somebody's place."""
NOT_THEN = re.compile(
    rf"\s(?:(?:on|at|this|next)\s+)?(?:today|tonight|tomorrow|tomorow|tmrw|tmr|tmw|{WEEKDAY}|week|then)\b"
    r"(?:\s+(?:at\s+)?\d{1,2}(?::\d\d)?\s?(?:[ap]m)?\b|\s+(?:morning|afternoon|evening))*",
    re.IGNORECASE,
)
"""When somebody cannot come is not when they come instead: `hana can't do tomorrow, thursday works`."""
_CANNOT = re.compile(r"\b(?:can['’]?t|cannot|can not|unable)\b", re.IGNORECASE)


_GIVEN = re.compile(
    r"\W*(?P<who>(?!(?:we|i|they|you|he|she|it|to|please|pls|who|nobody|somebody|someone|the|our|if|once)\b)[^\W\d_][\w&.-]*)\s+"
    r"(?:(?:has|have|just|already|also)\s+)*(?:gave|given|made|extended|sent|handed|offered)\s+"
    r"(?P<whom>(?!(?:us|me|him|her|them|it|the|an?|our)\b)[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*)?)\s+"
    r"(?:(?:an?|another|their)\s+(?:\w+\s+)?offer\b(?:\s+(?:of|for|at))?|(?=[$€£]?\d))",
    re.IGNORECASE,
)


_SUM = re.compile(r"[$€£]?\d[\d.,]*\s?k?\b", re.IGNORECASE)


_GOT = re.compile(
    r"\W*(?P<whom>(?!(?:we|i|they|he|she|it|who)\b)[^\W\d_][\w.'’-]*)\s+"
    r"(?:(?:just\s+)?(?:says?|said|told (?:me|us)|mentioned)\s+)?(?:that\s+)?(?:(?:she|he|they)(?:['’]s)?\s+)?"
    r"(?:just\s+|already\s+)*(?:(?:got|was offered|is getting|gets)\s+|(?:got|has|have|gets)\s+an?\s+offer\s+(?:of|for|at)\s+)"
    r"(?P<sum>[$€£]?(?:\d{2,3}\s?k|\d{3}(?:[.,]?\d{3})?)(?:\s+(?:base|total|tc))?)\s+"
    r"(?:from|by)\s+(?P<who>(?!(?:us|our|the|a|an|her|his)\b)[^\W\d_][\w&.-]*)(?P<more>.*)",
    re.IGNORECASE,
)
"""`ana says she got 250 from google`."""


def anothers_offer(said: str) -> str | None:
    """The words of an offer that another company made, as the verb reads it: `amazon gave drew an offer of 300k`."""
    got = _GOT.match(said) if " from " in said or " by " in said else None
    if got:
        return f"{got['whom']} other offer of {got['sum']} from {got['who']}{got['more']}"
    found = _GIVEN.match(said) if " offer" in said.casefold() else None
    return f"{found['whom']} other offer from {found['who']} {said[found.end() :]}".strip() if found else None


def verdict(said: str) -> tuple[tuple[str, ...], str] | None:
    """(The verbs, the words beside) of a yes or no, of somebody or of nobody, and of who is to be told no."""
    if len(said) > MOST_LETTERS or "?" in said:
        return None
    if tells := _TELL_NO.fullmatch(said):
        return TELLS_NO, tells["whom"]
    if (of_round := _ROUND_VERDICT.fullmatch(said)) and of_round["whom"].casefold() not in _NOBODY:
        return OF_A_ROUND, f"{of_round['whom']} {of_round['round']}"
    alone = _VERDICT_ALONE.fullmatch(said)
    if alone and (alone["how"].strip() or alone["whose"]):
        return (("decide yes",) if alone["verdict"].casefold() in ("yes", "yep", "hire") else _NO), ""
    if found := _VERDICT.fullmatch(said):
        return ("decide yes" if found["verdict"].casefold().startswith("y") else "decide no",), found["whom"]
    return (_NO, "") if approving.PASSES.fullmatch(said) else None


_NEXT_ROUND = re.compile(
    rf"\W*(?:(?:then|next|and|so|now)\W+)*(?:(?:the|her|his|their|next)\s+)?{A_ROUND}(?:\s+(?:round|interview|call))?\s+(?:is\s+)?"
    rf"(?:with\s+@?[^\W\d_][\w’-]*\s+)?(?:(?:on|this|next)\s+)*(?:{WEEKDAY}|today|tomorrow)\s+(?:at\s+)?"
    r"(?:\d{1,2}(?::\d\d)?\s?(?:[ap]m)?|noon)(?:\s+with\s+@?[^\W\d_][\w’-]*)?\W*",
    re.IGNORECASE,
)
"""`tech with tom thu 3pm`: a round with its time, of whoever is spoken of."""


def next_round(said: str) -> tuple[tuple[str, ...], str] | None:
    """The same of a round with its time that names nobody."""
    return (("interview book",), said) if len(said) <= MOST_LETTERS and _NEXT_ROUND.fullmatch(said) else None


def absence(said: str) -> tuple[tuple[str, ...], str] | None:
    """The same of somebody who tells that they are not there, or back."""
    if away := _AWAY.match(said):
        return (AWAY,), said[away.end() :].strip(" ,.!")
    if back := _BACK_THEN.fullmatch(said):
        return (AWAY,), f"until {back['day']}"
    return ((AWAY,), "back") if _BACK_NOW.fullmatch(said) else None


def swap(said: str) -> tuple[tuple[str, ...], str] | None:
    """The same of who sits in a round in another's place; when somebody cannot come is no time for it."""
    if "@" not in said or _SWAP.search(said) is None:
        return None
    if _CANNOT.search(said):
        said = NOT_THEN.sub(" ", said, count=1)
    found = _SWAP.search(said)
    new = (found["new"] or found["instead"] or found["in"]) if found else ""
    return (("interview move",), f"{said[: found.start()]} {new} {said[found.end() :]}".strip()) if found else None
