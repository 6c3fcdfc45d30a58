"""What a deed's words mean by those that stand beside them: `sent` an offer, `close` a req, `moved` to a time. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.deedaround import A_REQ
from handlers.core.typed.deedphrases import CALLS, OF_THE_REQ, TELLS, WEEKDAY
from handlers.core.typed.deedshapes import NOT_THEN

_SIGNED = re.compile(
    r"\b(?:docu-?sign(?:ed|ature)?|signatures?|contract|paperwork|agreement|(?:offer )?letter)\b(?:\s+(?:is|was|came|got"
    r"|all))*\W*$",
    re.IGNORECASE,
)
"""What is done once they have signed."""
_CAME_BACK = re.compile(
    r"\W*(?:(?:the|her|his|their)\s+)?(?:docu-?sign|contract|paperwork|agreement|(?:offer )?letter)\s+(?:(?:just|is|was|got"
    r"|has been|has)\s+)*"
    r"(?:(?:came|come) back|back|returned)?\W*",
    re.IGNORECASE,
)
"""`the contract came back signed`: what is signed names nobody."""
_NO_ROUND = re.compile(
    r"\b(?:references?(?: (?:checks?|calls?))?|(?:background|bg|credit|reference|right to work|credential) checks?|visas?"
    r"|relocation|onboarding|ndas?|notice"
    r"|paperwork|contract|agreement|docu-?sign|letter|score ?cards?|feedback|write-?ups?|debrief|invites?|prep|jd|posting"
    r"|sourcing"
    r"|take-?home (?:review|grading)|approvals?|equipment|laptop|travel|flights?)\b",
    re.IGNORECASE,
)
"""What else can be done, and is no round: `jonas' references are done`."""
_OF_THE_FIRST_DAYS = re.compile(
    r"\b(?:(?:the|a|my|our|her|his|their)\s+)?(?:first\s+)?(?:90|ninety)[\s-]?days?(?:\s+(?:plan|call|chat|talk|conversation|walk-?through))*\b",
    re.IGNORECASE,
)
_OF_THE_TERMS = re.compile(
    r"\b(?:(?:the|a|my|our|her|his|their)\s+)?(?:walk-?through|walk(?:ed)?\s+(?:him|her|them)\s+through)(?:\s+(?:call|chat"
    r"|of the (?:offer|terms)))*\b",
    re.IGNORECASE,
)
"""The two calls that follow an offer are called by what they are about."""
_CALLER = re.compile(r"\b(?:recruiter|manager)\b", re.IGNORECASE)
_BOOKED_FOR = re.compile(
    rf"@|\b{WEEKDAY}\b|\b(?:today|tonight|tomorrow|noon|next week)\b"
    r"|\b\d{1,2}(?::\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b",
    re.IGNORECASE,
)
"""Who sits in a round or when it is: `interview senior production` without either asks for a loop."""
_WHOLE_LOOP = re.compile(
    r"\b(?:(?:the |her |his |their |all )*(?:(?:final|last) (?:round|interview)|finals?|loop|interviews|rounds))\b",
    re.IGNORECASE,
)
_OF_PAY = (("offer counter",), ("offer draft",))
_LEAVE = ("cand reject", "cand withdraw")
"""The verbs of whoever is dropped: what is dropped else is a req."""
_ONSITE = re.compile(r"\bon-?site\b", re.IGNORECASE)
_FOR_THE = re.compile(r"\s(?:in\s+)?(?:for\s+)?(?:(?:an?|the|her|his|their)\s+)?$", re.IGNORECASE)
_FOR_A_ROUND = re.compile(r"\s(?:in\s+)?for\s+(?:(?:an?|the|her|his|their)\s+)?", re.IGNORECASE)
_FIRST_DAY = re.compile(r"[\s,;]*\b(?:start(?:s|ing)?|first day)\b.*$", re.IGNORECASE)
"""When somebody is to start is no time of a decision."""
_CANNOT = re.compile(r"can(?:['’]?t|not| not)\b")
_CALLS_OFF = frozenset(
    {
        "cancelled",
        "canceled",
        "is cancelled",
        "was cancelled",
        "got cancelled",
        "has been cancelled",
        "is canceled",
        "call off",
        "called off",
    }
)
_BOOKING = frozenset({"booked", "scheduled", "interview", "plan", "arrange", "set up"})
_LOOSELY = frozenset({"get", "put", "bring", "fit", "squeeze", "set", "hook", "line", "sign"})
"""Who is set up, or brought in, is so for a round where one is named, or a time: for success nobody is booked."""
_HERS = re.compile(r"\b(?:her|his|him|their|them)\b|\w['’]s\b", re.IGNORECASE)
_ROUND = re.compile(
    r"\b(?:round|interview|screen|call|technical|onsite|final|debugging|design|chat|panel|coding|manager)s?\b", re.IGNORECASE
)
_ROUND_FOR = re.compile(
    r"\b(?:round|interview|screen|call|technical|onsite|final|debugging|chat|panel)s?\s+(?:for|with)\s+\w", re.IGNORECASE
)
_ANY = re.compile("")
_FOR_WHICH = dict.fromkeys(_BOOKING, (_BOOKED_FOR, _HERS, _ROUND_FOR)) | dict.fromkeys(_LOOSELY, (_BOOKED_FOR, _ROUND))
"""What makes a booking of these, beside them."""
_OF_AN_OFFER = frozenset({
    "sent", "emailed", "draft", "draft up", "prepare", "write", "write up", "put together", "make", "made", "drafting",
    "preparing", "writing", "writing up", "putting together",
    "give",
})  # fmt: skip
_GOES_ON = re.compile(
    r"\W*(?:i|we|he|she|they|it|you|gave|sent|told|made|let|lets|called|moved|booked|got|had|did|done|will|so|then|but|now|no|not"
    r"|and|can|could|should|what|who|when|sounds|signed|starts?|is|was|asked|spoke|talked|waiting|need|needs|want|wants"
    r"|fine|cool|great|one more|another|maybe|if|thanks|thx|hm+|wait|sorry)\b",
    re.IGNORECASE,
)
"""Behind an `ok` these go on, and name nobody whose offer is approved."""
_OF_NOBODY = re.compile(
    r"(?:an?|the|some|any|more|another|one|two|three|four|five|\d+|someone|somebody|people|engineers?|seniors?|juniors?)\b",
    re.IGNORECASE,
)
"""Who is to be hired so is nobody yet."""
_BY_SO_MUCH = re.compile(
    r"(?:another|an extra|an additional)\s+[$€£]?\d[\d.,]*\s*(?:k|%)?"
    r"|[$€£]?\d[\d.,]*\s*(?:k|%)?\s+(?:more|extra|on top|higher|above)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|into|at)\b", re.IGNORECASE)
_TO_A_TIME = re.compile(
    rf"\bto\s+(?:(?:on|this|next)\s+)?(?:{WEEKDAY}\b|today|tomorrow"
    r"|next week|\d{1,2}(?::\d\d|\s?[ap]m)\b|(?:noon|morning|afternoon)\b)",
    re.IGNORECASE,
)
"""What is moved so is a round."""
_A_TIME = re.compile(rf"\b{WEEKDAY}\b|\btomorrow\b|\d\s?[ap]m\b|\d:\d\d", re.IGNORECASE)
_FROM_THEN = re.compile(
    rf"\s+from\s+(?:(?:this|next)\s+)?(?:{WEEKDAY}|today|tomorrow|\d[\w:]*)(?:\s+(?:at\s+)?\d[\w:]*(?:\s?[ap]m)?)?(?=\s+to\b)",
    re.IGNORECASE,
)
_NOW_THEN = re.compile(r"\s+now\b", re.IGNORECASE)
_SENT = re.compile(
    r"^(?:(?:i|we)\s+)?(?:just\s+)?it\b"
    r"|^\s*[,.;–—-]+\s*(?:(?:and|he|she|they|it|it['’]s|is|has|have|gets?|valid|good|open)\s+)*(?:until|till|til|expires|ends)\b",
    re.IGNORECASE,
)
_IT_ALONE = re.compile(r"(?:it|this)(?:\s+(?:now|please|pls|then|down|out))*\W*", re.IGNORECASE)
"""What is spoken of and not named: in a req's thread its req."""
_OFFER_WORDS = re.compile(
    r"\b(?:(?:the|our|her|his|their|that|this)\s+)?offer(?:\s+(?:to|for|of|from))?(?:\s+back)?\b", re.IGNORECASE
)
_FOR_WANT_OF = re.compile(
    r"\s*(?:[,;(–—-]\s+|[,;(]|\.\s+|\bas\s+|\bsince\s+|\bdue to\s+)(?!because\b)(?=[^,;]*\b(?:head ?count|budget|freeze"
    r"|lay-?offs?|re-?org|hiring)\b)",
    re.IGNORECASE,
)
"""What stands before a reason that is said without its word: `pull ana's offer, headcount is gone`."""
_ASIDE = re.compile(
    r",?\s*\b(?:(?:and\s+)?(?:(?:she|he|they)\s+)?(?:needs?|has|have|wants?)\s+(?:an answer|to (?:answer|decide|reply"
    r"|know|sign|respond))"
    r"|(?:in\s+)?(?:total|tc|all in)(?:\s+comp(?:ensation)?)?)\b",
    re.IGNORECASE,
)
_TO_A_SUM = re.compile(r"\s*,\s*(?:(?:at|for|of)\s+)?(?=[$€£]?\d)", re.IGNORECASE)
"""`from openai, 310k total, needs an answer by nov 30`: how much is said in one breath with whose it is."""
_BASE = re.compile(r"\d\s?k\b|\d\s+base\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d{3}|\d\s?(?:k|m|%|lakh|lpa|grand)\b|\d\s?%|[$€£₹]\s?\d|\d\s+(?:base|in equity|more|extra|on top)", re.IGNORECASE
)
"""What somebody asks for in money or shares: two weeks are none."""
_THEN_A_SHARE = re.compile(r"(?<=[\dk])\s*[/,+]\s*(?:equity\s+)?(?P<share>0?\.\d{1,3})(?![\d%]|\s?%|\s*percent)", re.IGNORECASE)
_THEN_A_DAY = re.compile(
    r"(?<=[\dk%])\s*[/,]\s*(?:start(?:s|ing)?\s+)?(?P<day>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{1,2})\b\W*$",
    re.IGNORECASE,
)
"""Terms that are said in a row: `offer ana 235 / 0.12 / jan 15`."""
_IN_THOUSANDS = re.compile(
    r"(?<![\w.,:/-])(?<!r-)(?<!req )([$€£]?[1-9]\d{2})(?!\s*(?:k\b|%|m\b|days?\b|hours?\b|hrs?\b|min|weeks?\b|months?\b|people\b"
    r"|(?:an?|per) (?:hour|day|month)\b))(?![\w:/-]|[.,]\d)",
    re.IGNORECASE,
)
"""`she wants 235`: a year's pay is said without its thousands."""
_THE_REQ_ITSELF = re.compile(
    r"\W*(?:(?!(?:in|at|for|from|of|about|on|with|to|by|during)\b)[\w/+&.'’-]+\s+){0,5}?"
    r"(?:(?:r|req)[-\s#]{0,2}\d{1,9}|req|requisition|search|role|position|opening)s?\b"
    r"(?!['’]s\b|\s+(?:meetings?|calls?|tabs?|windows?|threads?|channels?|docs?|documents?|page|chat|tickets?|sheets?|files?|deck"
    r"|notes?|door|laptop|link)\b)",
    re.IGNORECASE,
)
"""A req that is closed or dropped, and nothing in it or of it: `close the window in R-1 meeting` is told of a window."""
_AN_OFFER = re.compile(r"\boffer\b", re.IGNORECASE)
TILL = re.compile(
    r"\b(?:(?:(?:that|which|and|it|it['’]s|its|is|they have|who have|has|open|valid|good|stands|holds)\s+)*(?:until|till|til)"
    r"|by|(?:that|which|it) (?:expires|ends)|deadline(?: is)?|exp(?:iring)?(?=\.?\s+\S))\b\.?",
    re.IGNORECASE,
)

_ENDS = re.compile(r"\b(?:ends|expires|runs out|lapses)\b")
_NOW = re.compile(r"\s+(?:now|instead|actually)\b\W*$|^\s*now\b", re.IGNORECASE)
_OUR_OFFER = re.compile(
    r"(?P<whose>(?:(?:the|our|her|his|their)\s+|(?!other|another|competing|counter)"
    r"[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*)?['’]s?\s+)?)"
    r"offer\b(?!\s+(?:from|at|by|of|with|that|which|we|they)\b)(?:\s+(?:for|to)\s+(?P<whom>[^\W\d_][\w.'’-]*))?(?P<when>.*)",
    re.IGNORECASE,
)
"""An offer of which it is said until when it stands: another company's is told of by its name."""

Meant = tuple[tuple[str, ...], str]
"""The verbs that record it, and the words beside it."""


def of(verbs: tuple[str, ...], phrase: str, beside: str) -> Meant | None:
    """`the final round with bo is done` is told of the whole loop; what is sent is an offer, what somebody wants a figure, and
    what they have another company's."""
    if verbs == ("interview done",) and (whole := _done_besides(phrase, beside)):
        return whole if whole[0] else None
    if verbs == ("offer accept",) and (found := _CAME_BACK.match(beside)):
        return verbs, beside[found.end() :]
    if verbs == ("interview book",) and not any(each.search(beside) for each in _FOR_WHICH.get(phrase, (_ANY,))):
        return None
    if phrase == "sent" and not beside.strip(" .,!"):
        return verbs, "it"
    beside = with_sums(verbs, beside)
    if _is_something_else(verbs, phrase, beside):
        return None
    if verbs == ("offer withdraw",) or (verbs == ("interview cancel",) and _AN_OFFER.search(beside)):
        verbs = ("offer withdraw",)
        return verbs, _OFFER_WORDS.sub(" ", _FOR_WANT_OF.sub(" because ", beside, count=1))
    if verbs[0] in ("interview move", "cand move"):
        return _moved(verbs, phrase, beside)
    if verbs == ("offer extend",) and _ENDS.search(phrase):
        return _ends(beside)
    if _is_of_the_req(phrase, beside):
        verbs = ("req cancel",)
    verbs = _by_whom_it_is_called(verbs, beside)
    if verbs in (("volunteered",), ("offer sent",)):
        beside = TILL.sub("expires", beside)
    elif verbs == ("decide yes",):
        beside = _FIRST_DAY.sub("", beside)
    return _of_pay(verbs, phrase, beside) if verbs in _OF_PAY else (verbs, beside)


def _by_whom_it_is_called(verbs: tuple[str, ...], beside: str) -> tuple[str, ...]:
    """Of the two calls the one whose caller is said."""
    caller = _CALLER.search(beside) if set(CALLS) <= set(verbs) else None
    return tuple(each for each in verbs if each not in CALLS or caller.group().casefold() in each) if caller else verbs


def _done_besides(phrase: str, beside: str) -> Meant | None:
    """What is done, and is no single round: the whole loop, one of the calls that follow an offer, a signature; no verbs for what
    none records."""
    for verb, pattern in (("call manager done", _OF_THE_FIRST_DAYS), ("call recruiter done", _OF_THE_TERMS)):
        if pattern.search(beside):
            return (verb,), pattern.sub(" ", beside)
    done = "done" in phrase or "complet" in phrase or "finished" in phrase or "through" in phrase
    if done and (found := _SIGNED.search(beside.partition(",")[0])):
        return ("offer accept",), beside.replace(found.group(), " ", 1)
    if _NO_ROUND.search(beside) and not _ROUND.search(_NO_ROUND.sub(" ", beside)):
        return (), ""
    return (("loop done",), _WHOLE_LOOP.sub(" ", beside)) if _WHOLE_LOOP.search(beside) else None


def _is_something_else(verbs: tuple[str, ...], phrase: str, beside: str) -> bool:
    """Whether what is sent is no offer, what is closed no req, and who is hired nobody."""
    if verbs in (("offer extend",), ("offer withdraw",), (TELLS,), _LEAVE):
        return False
    if phrase in _OF_AN_OFFER and not (_AN_OFFER.search(beside) or (_SENT if phrase == "sent" else _BASE).search(beside)):
        return True
    if phrase in OF_THE_REQ and not (_THE_REQ_ITSELF.match(beside) or _IT_ALONE.fullmatch(beside)):
        return True
    return (phrase == "ok" and (not beside or _GOES_ON.match(beside) is not None)) or (
        phrase == "hire" and _OF_NOBODY.match(beside) is not None
    )


def _is_of_the_req(phrase: str, beside: str) -> bool:
    """Whether what is cancelled is a search, and no round in it."""
    if phrase in _CALLS_OFF and _THE_REQ_ITSELF.match(beside) and not _ROUND.search(beside.partition(",")[0]):
        return True
    return phrase == "cancel" and (A_REQ.search(beside) or _IT_ALONE.fullmatch(beside)) is not None


def _of_pay(verbs: tuple[str, ...], phrase: str, beside: str) -> Meant | None:
    """Who wants something wants a figure, and so has what is offered; so much more is no figure of theirs."""
    if verbs == ("offer counter",):
        return (verbs, _BY_SO_MUCH.sub(" ", beside)) if _FIGURE.search(beside) else None
    return None if phrase == "offer" and not any(map(str.isdigit, beside)) else (verbs, beside)


def _ends(beside: str) -> Meant | None:
    """`ana's offer ends wed now`: an offer of ours that stands until then."""
    found = _OUR_OFFER.fullmatch(beside)
    if found is None:
        return None
    whose = found["whom"] or ("it" if found["whose"].strip().casefold() in ("", "the", "our") else found["whose"])
    return ("offer extend",), f"{whose} until {_NOW.sub('', found['when']).strip()}"


def _moved(verbs: tuple[str, ...], phrase: str, beside: str) -> Meant:
    """What is moved to a time is a round, and when somebody cannot come is no time for it; somebody who is moved and to no stage
    is moved to the one that follows."""
    if verbs[0] == "interview move":
        return verbs, _to_when(NOT_THEN.sub(" ", f" {beside}", count=1).strip() if _CANNOT.match(phrase) else beside)
    if _TO_A_TIME.search(beside):
        return ("interview move",), _to_when(beside)
    if (onsite := _ONSITE.search(beside)) and not _TO.search(beside):  # `want wei onsite asap`
        return verbs, f"{_FOR_THE.sub(' ', beside[: onsite.start()])}to onsite"
    if phrase in ("want", "like"):  # `want wei for the technical`
        return verbs, _FOR_A_ROUND.sub(" to ", beside, count=1)
    return verbs, beside if _TO.search(beside) else f"{beside} to next"


def _to_when(beside: str) -> str:
    """The words with the time to which a round is moved alone, and not that from which it is: `from thu to fri`, `is wed now`."""
    beside = _FROM_THEN.sub(" ", f" {beside}").strip()
    return _NOW_THEN.sub(" ", beside) if _A_TIME.search(beside) else beside


def with_sums(verbs: tuple[str, ...], beside: str) -> str:
    """The words with what is said of pay as the verbs read it."""
    if verbs not in (*_OF_PAY, ("volunteered",)):
        return beside
    beside = _IN_THOUSANDS.sub(r"\1k", beside)
    if verbs == ("offer draft",):
        beside = _THEN_A_DAY.sub(r" start \g<day>", _THEN_A_SHARE.sub(r" equity \g<share>%", beside, count=1), count=1)
    return beside if verbs in _OF_PAY else _ASIDE.sub(" ", _TO_A_SUM.sub(" ", beside))
