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
    r"\W*(?:(?:so|and|ok|okay|then|hm+|well|right|alright|fine|yeah|honestly"
    r"|for me|from me|my vote is|my answer is|(?:it|that)(?:['’]?s| is)|i['’]?m|i am"
    r"|we(?:['’]re| are))\W+)*"
    r"(?P<how>(?:an?\s+)?(?:(?:strong|clear|definite|firm|hard|big|solid|soft|weak|lean|leaning)\s+)?)(?P<verdict>yes|yep"
    r"|no|hire|no[ -]hire)"
    r"(?P<whose>(?:\s+(?:for|from)\s+(?:me|us|my side|my end))?)(?:\s*[,;:.–—-]\s*(?P<why>[^\W\d_].{2,}))?\W*",
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
    r"(?:\s+(?:at\s+)?\d{1,2}(?::\d\d)?\s?(?:[ap]m)?\b|\s+(?:morning|afternoon|evening))*"
    r"|\s(?:at\s+)?\d{1,2}(?::\d\d|(?::\d\d)?\s?[ap]m)\b",
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


_NO_COMPANY = (
    r"(?:other|another|competing|counter|verbal|written|great|good|better|best|strong|open|outstanding|existing|final|formal|second|third"
    r"|new|nice|big|huge|decent|solid|similar|higher|lower|internal|current|job|standing|firm|signed|tempting|lowball|low|high|attractive"
    r"|pending|exploding|amazing|crazy|full|part-time|remote|local|onsite|actual|real|early|late|bigger|crazy|tempting|better)"
)
_HAS = re.compile(
    r"\W*(?P<whom>(?!(?:we|i|it|who)\b)[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*)?)\s+"
    r"(?:(?:just\s+)?(?:says?|said|told (?:me|us)|mentioned)\s+)?(?:that\s+)?(?:(?:she|he|they)(?:['’]s)?\s+)?"
    r"(?:(?:already|just|also|now)\s+)*(?:has|have|had|got|is sitting on|is holding)\s+(?:got\s+)?an?\s+"
    rf"(?P<who>(?!{_NO_COMPANY}\b)[^\W\d_][\w&.-]*)\s+offer\b(?!\s+(?:letter|call|from|draft)\b)(?P<more>.*)",
    re.IGNORECASE,
)
"""`ana has a google offer expiring friday`."""
_GAVE_HER = re.compile(
    r"\W*(?P<whom>(?!(?:we|i|they|he|she|it|who)\b)[^\W\d_][\w.'’-]*)\s+(?:just\s+)?(?:says?|said|told (?:me|us)"
    r"|mentioned)\s+(?:that\s+)?"
    r"(?P<who>(?!(?:we|i|you|they|he|she|it)\b)[^\W\d_][\w&.-]*)\s+(?:just\s+|already\s+)*(?:gave|offered|is offering"
    r"|offers)\s+(?:him|her|them)\s+"
    r"(?P<sum>[$€£]?(?:\d{2,3}\s?k|\d{3}(?:[.,]?\d{3})?))(?:\s+(?:base|total|tc|all[ -]in))*(?P<more>.*)",
    re.IGNORECASE,
)
_EXPIRING = re.compile(r"\b(?:(?:that|which)\s+)?(?:is\s+)?(?:expiring|that expires|due)\b(?:\s+on\b)?", re.IGNORECASE)


def anothers_offer(said: str) -> str | None:
    """The words of an offer that another company made, as the verb reads it: `amazon gave drew an offer of 300k`."""
    has = _HAS.match(said) if " offer" in said else None
    if has:
        return f"{has['whom']} other offer from {has['who']} {_EXPIRING.sub('expires', has['more'])}".strip()
    got = _GOT.match(said) if " from " in said or " by " in said else None
    if got:
        return f"{got['whom']} other offer of {got['sum']} from {got['who']}{got['more']}"
    found = _GIVEN.match(said) if " offer" in said.casefold() else None
    return f"{found['whom']} other offer from {found['who']} {said[found.end() :]}".strip() if found else None


def they_say(said: str) -> str | None:
    """The same where somebody tells it of themselves: `ana says google gave her 260`."""
    gave = _GAVE_HER.match(said) if " gave " in said or " offer" in said else None
    return f"{gave['whom']} other offer of {gave['sum']} from {gave['who']}{gave['more']}" if gave else None


_NOTICE = re.compile(
    r"\W*(?P<whom>(?!(?:we|i|they|you|it|who|the|our|my|your|this|that)\b)[^\W\d_][\w.-]*?)(?:['’]s)?\s+(?:(?:has|has got"
    r"|is on|needs to give|owes)\s+)?"
    r"(?:an?\s+)?(?:notice(?:\s+period)?\s+(?:is|of)\s+(?P<long>(?:\d{1,2}|an?|one|two|three|four|six)[\s-]?(?:weeks?|months?|days?))"
    r"|(?P<ahead>(?:\d{1,2}|one|two|three|four|six)[\s-]?(?:weeks?|months?|days?))['’]?\s+(?:of\s+)?notice(?:\s+period)?)\W*",
    re.IGNORECASE,
)


def notice(said: str) -> str | None:
    """What somebody said of their notice, as the verb reads it: `ana's notice is 3 months`."""
    found = _NOTICE.fullmatch(said) if "notice" in said else None
    return f"{found['whom']} notice {found['long'] or found['ahead']}" if found else None


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
        why = f"because {alone['why']}" if alone["why"] else ""
        return (("decide yes",) if alone["verdict"].casefold() in ("yes", "yep", "hire") else _NO), why
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


_FREEZE = re.compile(
    r"\W*(?P<lead>(?:(?:so|ok|fyi|update|sorry|bad news|ugh|heads up|we(?:['’]re| are| have| got| just got| hit)?"
    r"|there(?:['’]s| is)|in|a|the"
    r"|company[ -]?wide|new|now|just)\W+)*)hiring freeze\b(?: (?:announced|as of (?:today|now)|effective (?:today|now"
    r"|immediately)|now|here"
    r"|company[ -]?wide|again))*\s*(?P<till>\b(?:until|till|til)\s+[\w ]{2,20}?)?"
    r"(?P<more>\s*[,.;–—-]+\s*(?!.*\b(?:how|what|why|who|when|should|advice|tips|help)\b)\S.*)?\W*",
    re.IGNORECASE,
)
_FREEZE_ENDS = re.compile(
    r"\W*(?:(?:so|ok|fyi|update|good news|great news|finally|the|hiring|our)\W+)*freeze (?:(?:is|was|has been|got|just"
    r"|finally)\s+)*"
    r"(?:lifted|over|off|gone|ended)\b.*",
    re.IGNORECASE,
)


def freeze(said: str) -> tuple[tuple[str, ...], str] | None:
    """The same of a freeze on all hiring, or of its end: `hiring freeze until jan, pls pause everything`."""
    if "freeze" not in said.casefold():
        return None
    if _FREEZE_ENDS.fullmatch(said):
        return ("req resume",), "hiring"
    found = _FREEZE.fullmatch(said)
    if found is None or not (found["lead"] or found["till"] or found["more"]):  # two words ask the guides
        return None
    return ("req hold",), f"hiring {found['till'] or ''}".strip()


_A_SEAT = r"(?:head ?count|hc|budget|funding|req|role|position)"
_LOST = re.compile(
    rf"\W*(?:(?:so|ok|fyi|update|sorry|bad news|ugh|heads up|damn|looks like|we|i|just|have|had|got)\W+)*lost\s+(?:the|our"
    rf"|my)\s+{_A_SEAT}\b"
    r"(?:\s+(?:for|on)\s+(?:the\s+|our\s+)?(?P<of>[\w/+ -]{2,40}?))?(?:\s*[,.;–—].*)?\W*"
    r"|\W*(?:(?:so|ok|fyi|update|sorry|bad news|ugh|heads up|the|our)\W+)*(?:head ?count|hc|budget|funding)"
    r"\s+(?:for|on)\s+(?:the\s+|our\s+)?(?P<whose>[\w/+ -]{2,40}?)\s+(?:is|was|got|has been|just got)\s+(?:now\s+|all\s+)?"
    r"(?:gone|cut|pulled|frozen|killed|taken away|cancell?ed|lost)\b.*",
    re.IGNORECASE,
)
_OF_A_REQ = re.compile(r"\b(?:req|role|position|search)\b|\br-?\d", re.IGNORECASE)


def lost(said: str) -> tuple[tuple[str, ...], str] | None:
    """The same of a search for which there is no seat any more: `we lost the headcount for R-2`."""
    folded = said.casefold()
    found = _LOST.fullmatch(said) if "lost" in folded or "head" in folded or "budget" in folded or "hc " in folded else None
    if found is None:
        return None
    of = found["of"] or found["whose"] or ""
    return ("req hold", "req cancel"), of if _OF_A_REQ.search(of) else f"the {of} role" if of else "the req"


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
