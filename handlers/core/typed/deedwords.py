"""How people tell in a sentence what became of somebody: `ana accepted`, `sent the offer to bo`. Pure.

Such words only lead to the verb that records it: whether they name anybody is looked up before anything is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.core.typed.asking import PLEA

MOST_LETTERS, MOST_WORDS = 160, 14
"""Longer than this, a message tells more than one deed."""

ANSWERS = "import"
"""The verb that proposes what a bare yes or no may answer."""
AWAY = "away"
"""The verb that keeps until when the speaker is not there."""
_YES = re.compile(
    r"\W*(?:yes|y|yep|yeah|ok|okay|sure|go ahead|do it)(?:,? (?:please|go ahead|do it|import them))?\W*", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:no|n|nope|leave it)(?:,? (?:thanks|thank you|leave it))?\W*", re.IGNORECASE)

OF_A_REQ = frozenset({"req fill", "req cancel", "req hold", "req resume", "cand add"})
"""What is told of a req: one that is named, or the one that is spoken of."""
TELLS = "told"
"""The verb that keeps that somebody has heard our no."""
NOTES = "cand note"
"""The verb that keeps what is told of somebody and is no deed."""

_HER = r"(?:(?:the|her|his|their|all|of|whole|entire|our)\s+)*"
_LAST = r"(?:loop|(?:final|last) (?:round|interview))"
_MOVE = r"(?:move|advance|promote|push|bring)"
_OFFER = r"(?:our|the|an|her|his|their|its?)(?:\s+offer)?"

_CALLS = ("call recruiter done", "call manager done")
_CALLER = re.compile(r"\b(?:recruiter|manager)\b", re.IGNORECASE)

_TOLD: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("interview book",),
        ("book", "schedule", "plan", "arrange", "set up", "interview",
         r"has (?:her|his|their|an?|the)(?= .*\b(?:round|interview|screen|call|technical|onsite|chat)\b)"),
    ),
    (
        ("interview move", "interview cancel"),
        ("(?:can['’]?t|cannot) make it", "(?:has|needs|asked|asks|wants|had) to (?:reschedule|postpone)", "postponed"),
    ),
    (("interview cancel",), ("cancel", "call off", "cancelled", "called off")),
    (
        ("loop done",),
        (rf"{_LAST} (?:is |was )?(?:done|finished|over|completed?)",
         rf"(?:wrapped up|got through|is through with|went through|had) {_HER}{_LAST}"),
    ),
    (
        ("interview done",),
        ("happened", "took place", r"(?:is |was )?done(?: with)?", "was yesterday", "(?:has |have )?(?:finished|completed)",
         r"(?:is|made it|got) through(?= (?:the|her|his|their)\b)",
         "went (?:really |very |quite )?(?:well|great|fine|ok|okay|badly|poorly)", "passed", "cleared", "aced"),
    ),
    (("offer accept",), ("(?:has )?accepted", "accepts", "signed", "(?:took|takes) (?:our|the)(?: offer)?", "is on board")),
    (("offer accept", "decide yes"), ("said yes", "says yes")),
    (
        ("offer decline", "cand withdraw"),
        ("declined", "declines", "refused", "refuses", "turned us down", "said no", "says no", "walked away",
         rf"turned {_OFFER} down", rf"turned down {_OFFER}", rf"(?:rejected|rejects|passed on) (?:us|{_OFFER})"),
    ),
    (
        ("cand withdraw",),
        ("withdrew", "withdraws", "(?:has )?withdrawn", "dropped out", "drops out", "stepped back", "pulled out", "backed out",
         "bailed(?: on us)?", "ghosted us", "lost interest", "is out of the (?:running|race|process)",
         "took (?:him|her|them)sel(?:f|ves) out(?: of (?:it|the (?:running|race|process)))?"),
    ),
    (
        ("offer sent",),
        ("sent the offer", "sent an offer", "offer is sent", "offer is out", "offer went out", "sent", "emailed"),
    ),
    (("offer draft",), ("draft(?: up)?", "prepare", "write(?: up)?", "put together", "make", "give", "offer")),
    (("offer sent", "offer draft"), ("made",)),
    (("offer approve",), ("approve", "approved", "ok")),
    (("offer counter",), ("wants", "ask(?:s|ed|ing) for", "(?:has )?countered(?: with| at)?")),
    (
        _CALLS,
        ("called", "call done", "call with", "phoned", "rang", "spoke to", "spoke with", "talked to", "talked with"),
    ),
    (("decide yes",), ("yes", "decided yes", "hire", "is a (?:clear |strong |definite |firm )?yes")),
    (("decide no",), ("no", "decided no", "is a (?:clear |strong |definite |firm )?(?:no|pass)")),
    ((TELLS,), ("told", "informed", "knows")),
    (("cand reject",), ("rejected", "turned down")),
    (
        ("cand move",),
        (rf"(?:(?:is|was|has been|got) )?(?:moving|advancing|progress(?:ed|es)?|made it|goes|{_MOVE}[ds]?|{_MOVE}ed)"
         r"(?: (?:on|up|forward|along|through))?(?= (?:to|into)\b)", rf"{_MOVE}(?= .+ (?:to|into)\b)"),
    ),
    (("interview no-show",), ("no-show", "no show", "stood us up")),
    (("offer extend",), ("extend", "(?:needs|wants|asks for|asked for) (?:until|till|(?:some )?more time)")),
    (
        ("volunteered",),
        ("has an offer", "has another offer", "has a competing offer", "got an offer", "got another offer",
         "got a competing offer", "received an offer", "has an offer elsewhere",
         "competing offer for", "another offer for", "other offer for", "offer competing"),
    ),
    (("cand forget",), (r"(?:delete|erase|remove|wipe|purge) (?:everything|all|all data|any data|the data|personal data|data)",)),
    (("req fill",), ("fill", "filled", "we (?:have )?filled")),
    (("req fill", "req cancel"), ("close(?: down)?", "we (?:have )?closed?")),
    (("req cancel",), ("kill", "scrap", "drop")),
    (("req hold",), ("pause", "freeze", "put on hold", "on hold", "on ice")),
    (("req resume",), ("unpause", "unfreeze", "off hold", "reopen", "re-open")),
    (("cand add",), ("add",)),
)  # fmt: skip
"""(The verbs that record it, the likeliest first; how it is told, as patterns)."""

AT_FRONT = frozenset({
    "book", "schedule", "plan", "arrange", "set up", "interview", "approve", "ok", "yes", "no", "hire", "extend", "fill",
    "filled", "add", "pause", "freeze", "unpause", "unfreeze", "reopen", "re-open", "draft", "draft up", "prepare", "write",
    "write up", "put together", "make", "give", "offer", "move", "bring", "push", "advance", "promote", "close", "close down",
    "cancel", "call off", "kill", "scrap", "drop",
})  # fmt: skip
"""What tells a deed only as the first word: elsewhere these say something else."""
_OF_THE_REQ = frozenset({"close", "close down", "kill", "scrap", "drop", "reopen", "re-open", "we closed", "we close"})
"""What is told of a req only where it is said to be one: what else is closed or dropped is none of ours."""
_PLEA = re.compile(
    rf"(?:(?:{PLEA}|(?:i|we)(?:['’]?d like| would like| want| need| must| have)(?: you)?)\b[\s,]*(?:to\s+)?)+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a deed that is wanted, and makes no question of it: it is offered, and a press records it."""
_INTERJECTION = re.compile(
    r"\s*(?:(?:great|good|bad|nice|perfect|awesome|cool|ok|okay|yay|hooray|hi|hey|hello|fyi|update|news|heads up|so"
    r"|well)\s?){1,2}[,:!.–—]+\s*(?=\S)",
    re.IGNORECASE,
)
_IS = re.compile(r"(?<=\w)['’]s(?= (?:through|done|finished|moving|asking|out|a (?:yes|no))\b)", re.IGNORECASE)
_UNDONE = re.compile(r"\b(?:not|never|hasn['’]?t|didn['’]?t|isn['’]?t|if|unless|should|might|maybe|will|would)\b", re.I)
ASKS = re.compile(
    r"\s*(?:how|what|why|when|where|which|who|whom|whose|am|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|may"
    r"|tell|show|explain|list|compare|give(?= (?:me|us)))\b",
    re.IGNORECASE,
)
"""What begins with these asks; it tells nothing."""
_BOOKED_FOR = re.compile(
    r"@|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:today|tonight|tomorrow|noon|next week)\b"
    r"|\b\d{1,2}(?::\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b",
    re.IGNORECASE,
)
"""Who sits in a round or when it is: `interview senior production` without either asks for a loop."""
_WHOLE_LOOP = re.compile(
    r"\b(?:(?:the |her |his |their |all )*(?:final round|final interview|last round|last interview|loop|interviews|rounds))\b",
    re.IGNORECASE,
)
_OF_AN_OFFER = frozenset({
    "sent", "emailed", "draft", "draft up", "prepare", "write", "write up", "put together", "make", "made",
    "give",
})  # fmt: skip
_IT = re.compile(r"^(?:(?:i|we)\s+)?it\b(?!\s+to\b)", re.IGNORECASE)
_BASE = re.compile(r"\d\s?k\b|\d\s+base\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[.;!:]\s+")
_AN_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)
_A_REQ = re.compile(r"\b(?:(?:r|req)[-\s#]{0,2}\d{1,9}|req|requisition|search|role|position|opening)\b", re.IGNORECASE)
_NO_LONGER = re.compile(
    r"(?:\b(?:is|was)|(?<=\w)['’]s)?\s*\b(?:(?:no longer|not|isn['’]?t)\s+(?:(?:really|actually|that)\s+)*interested"
    r"|no longer\s+available|(?:not|isn['’]?t)\s+available(?=\s+any ?(?:more|longer)))\b(?:\s+any ?(?:more|longer))?"
    r"(?=\W*$|\W+because\b|\s+in (?:the|our|this|us|it)\b)",
    re.IGNORECASE,
)
"""`tom isn't interested any more`: the same."""
_STAYED_AWAY = re.compile(
    r"\b(?:didn['’]?t|did not|never)\s+(?:show(?:ed)?(?: up)?|turn(?:ed)? up|c[oa]me|join(?:ed)?)\b", re.IGNORECASE
)
_NO_FIT = re.compile(
    r"(?:\b(?:is|was)|(?<=\w)['’]s)?\s*\b(?:not|isn['’]?t|wasn['’]?t)\s+(?:(?:a|the|quite|really|right|good)\s+)*(?:fit|match)\b",
    re.IGNORECASE,
)
"""`ida is not a fit`: what is denied is the deed."""
_ELSEWHERE = re.compile(
    r"\b(?P<took>took|takes|accepted|accepts|signed)\s+(?:(?:(?:an?other|the other|a different|a competing)"
    r"|(?P<whose>(?!it['’])[a-z][\w&.-]*['’]s?))\s+(?:company['’]?s?\s+)?(?:offer|job|role|position)\b"
    r"|an?\s+(?:offer|job|role|position)\s+(?:elsewhere|at|from|with)\b)",
    re.IGNORECASE,
)
"""`gus took google's offer`: another company's, and a no to ours; who `accepted dana's offer` may have taken ours."""
_AWAY = re.compile(
    r"(?:i am|i['’]?m|i will be|i['’]?ll be)\s+"
    r"(?:away|out(?: of (?:the )?office)?|off(?! to\b)|ooo|on (?:a |my )?(?:holidays?|vacation|leave|pto))\b(?!\s+of\b)",
    re.IGNORECASE,
)
"""How people tell that they are not there, in front of from when until when."""
_OTHER = " other offer "
"""How the verbs are told that it is another company's."""
_TILL = re.compile(
    r"\b(?:(?:(?:that|which|and|it|it['’]s|its|is|they have|who have|has|open|valid|good|stands|holds)\s+)*(?:until|till|til)"
    r"|by|(?:that|which|it) (?:expires|ends)|deadline(?: is)?)\b",
    re.IGNORECASE,
)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?![\w'’-])", re.IGNORECASE)


_ROWS = tuple((verbs, _any_of(phrases)) for verbs, phrases in _TOLD)
_DENIED = (
    (_NO_FIT, ("decide no", "cand reject")),
    (_NO_LONGER, ("cand withdraw",)),
    (_STAYED_AWAY, ("interview no-show",)),
)
"""(What is denied, and is the deed; the verbs that record it)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence may tell: the verbs that record it, the likeliest first, and the words beside it: whose deed, and when."""

    verbs: tuple[str, ...]
    beside: str


def told(said: str) -> Told | None:
    """What the words may tell; None for a question, for what did not happen, and for words that tell no deed."""
    said = _IS.sub(" is", _INTERJECTION.sub("", said))
    if plea := _PLEA.match(said):
        said = said[plea.end() :].rstrip("? ")
    if not _is_sentence(said):
        return None
    if away := _AWAY.match(said):
        return Told((AWAY,), said[away.end() :].strip(" ,.!"))
    if _YES.fullmatch(said) or _NO.fullmatch(said):
        return Told((ANSWERS,), "")
    for denied, instead in _DENIED:
        if (found := denied.search(said)) and not _UNDONE.search(beside := _without(said, found)):
            return Told(instead, beside)
    if _UNDONE.search(said):
        return None
    if found := _ELSEWHERE.search(said):
        or_ours = ("offer accept",) if found["whose"] and not found["took"].casefold().startswith("t") else ()
        return Told(("offer decline", "cand withdraw", *or_ours), _without(said, found, _OTHER))
    matches = [(found.start(), -found.end(), verbs, found) for verbs, row in _ROWS for found in row.finditer(said)]
    for *_, verbs, found in sorted(matches, key=lambda each: each[:2]):
        phrase = found.group().casefold()
        if phrase not in AT_FRONT or not said[: found.start()].strip():
            return _of(verbs, phrase, _without(said, found, _OTHER if verbs == ("volunteered",) else " "))
    return None


def told_of_somebody(said: str) -> Told | None:
    """Words that tell, whatever they tell: where they name somebody and no guide knows them, they may be kept as a note."""
    return Told((NOTES,), said) if _is_sentence(said) and len(said.split()) > 1 else None


def _is_sentence(said: str) -> bool:
    """Whether it is short enough to tell one deed, and asks for nothing."""
    plain = len(said) <= MOST_LETTERS and "?" not in said and "\n" not in said and len(said.split()) <= MOST_WORDS
    return plain and not any(ASKS.match(each) for each in _SENTENCES.split(said))


def _without(said: str, found: re.Match[str], instead: str = " ") -> str:
    return f"{said[: found.start()]}{instead}{said[found.end() :]}".strip()


def _of(verbs: tuple[str, ...], phrase: str, beside: str) -> Told | None:
    """`the final round with bo is done` is told of the whole loop; what is sent is an offer, what somebody wants a figure, and
    what they have another company's."""
    if verbs == ("interview done",) and _WHOLE_LOOP.search(beside):
        return Told(("loop done",), _WHOLE_LOOP.sub(" ", beside))
    if phrase in ("interview", "plan", "arrange", "set up") and not _BOOKED_FOR.search(beside):
        return None
    if phrase in _OF_AN_OFFER and not (_AN_OFFER.search(beside) or (_IT if phrase == "sent" else _BASE).search(beside)):
        return None
    if phrase in _OF_THE_REQ and not _A_REQ.search(beside):
        return None
    if phrase == "ok" and not beside:
        return None
    if phrase == "cancel" and _A_REQ.search(beside):
        verbs = ("req cancel",)
    if verbs == _CALLS and (caller := _CALLER.search(beside)):
        verbs = tuple(each for each in verbs if caller.group().casefold() in each)
    if verbs in (("volunteered",), ("offer sent",)):
        beside = _TILL.sub("expires", beside)
    if (verbs == ("offer counter",) or phrase == "offer") and not any(map(str.isdigit, beside)):
        return None
    return Told(verbs, beside)
