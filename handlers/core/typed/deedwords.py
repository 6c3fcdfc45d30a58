"""How people tell in a sentence what became of somebody: `ana accepted`, `sent the offer to bo`. Pure.

Such words only lead to the verb that records it: whether they name anybody is looked up before anything is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.core.typed import approving, corrections, deedshapes, notours, reqwords
from handlers.core.typed.asking import PLEA
from handlers.core.typed.deedphrases import AT_FRONT, CALLS, OF_THE_REQ, ROWS, WEEKDAY
from handlers.core.typed.deedshapes import NOT_THEN
from handlers.core.typed.plainly import plainly
from handlers.core.typed.wordnames import words_not_names

MOST_LETTERS, MOST_WORDS = 160, 14
"""Longer than this, a message tells more than one deed."""

ANSWERS = "import"
"""The verb that proposes what a bare yes or no may answer."""
APPROVES = "offer approve"
REFUSES = "refuses an offer"
"""Stands for an approver's no, which is no deed: terms wait until they are approved, changed or taken back."""
AWAY = "away"
"""The verb that keeps until when the speaker is not there."""
_YES = re.compile(
    r"\W*(?:yes|y|yep|yeah|ok|okay|sure|go ahead|do it)(?:,? (?:please|go ahead|do it|import them))?\W*", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:no|n|nope|leave it)(?:,? (?:thanks|thank you|leave it))?\W*", re.IGNORECASE)

OF_A_REQ = frozenset({
    "req fill", "req cancel", "req hold", "req resume", "cand add", reqwords.EDITS, reqwords.SEATS, reqwords.OPENS,
})  # fmt: skip
"""What is told of a req: one that is named, or the one that is spoken of."""
NOTES = "cand note"
"""The verb that keeps what is told of somebody and is no deed."""

_CALLER = re.compile(r"\b(?:recruiter|manager)\b", re.IGNORECASE)
_PLEA = re.compile(
    rf"(?:(?:{PLEA}|(?:can|could|shall) we(?= (?:please |maybe |just )?(?:get|book|schedule|set|move|bring|arrange|put|push|make"
    r"|give|squeeze|fit|do)\b)|(?:i|we)(?:['’]?d like| would like| want| need| must| have)(?: you)?)\b[\s,]*(?:to\s+)?)+(?=\S)",
    re.IGNORECASE,
)
"""What stands before a deed that is wanted, and makes no question of it: it is offered, and a press records it."""
_INTERJECTION = re.compile(
    r"(?:^\W*(?:(?:a|an|just|quick|small|some|very|really|the)\s+){0,2}|(?<=[.!;,]\s))"
    r"(?:(?:great|good|bad|nice|perfect|awesome|cool|ok|okay|yay|hooray|hi|hey|hello|fyi|update|news|heads up|so"
    r"|well|right|alright|yes|yeah|yep|sure|fine|(?:we['’]?re |we are |all )?done(?: here)?|that['’]?s (?:it|all|a wrap)"
    r"|(?:the )?search(?:['’]s| is) (?:over|done)|thanks|thank you|sorry|ugh|argh|damn|oh|ah|btw|quick one"
    r"|hm+)\s?){1,2}[,:!.–—]+\s*(?=\S)",
    re.IGNORECASE,
)
"""What is said before the deed, and is none of it; `it went well, moving her on` tells two."""
_AND_SO = re.compile(
    r"\W*(?:(?:ok|okay|yes|yeah|yep|sure|alright|right|fine|so|great|cool|perfect|then|actually|also)\s+){1,2}"
    r"(?=(?:let['’]?s|give|make|offer|send|draft|move|book|schedule|set up|arrange|get|go ahead (?:and|with)|we|i|she|he|they"
    r"|please|pls|can you|could you|reject|cancel|close|put)\b)",
    re.IGNORECASE,
)
"""The same with no pause behind it: `ok give her 232`."""
_IS = re.compile(r"(?<=\w)['’]s(?= (?:through|done|finished|moving|asking|out|a (?:yes|no))\b)", re.IGNORECASE)
_UNDONE = re.compile(
    r"\b(?:not|never|(?:thinking|thought) (?:of|about)|consider(?:ing)?|leaning|tempted|wish|wondering|in case"
    r"|planning to|plan to|thinks|believes|feels|expects|guesses|likely to|supposed to|bound to"
    r"|want to(?= (?:reject|pass|withdraw))|(?:has|have|had|did|is|was|were|are|do|does|wo|would|could|should)n['’]?t|if"
    r"|unless|should|might|maybe"
    r"|(?<!\A)will|would|nobody|no one|yet to|about to|almost|nearly|forgot to|hope|hopefully)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\W*(?:i (?:just )?(?:heard|hear)|rumou?r has it|apparently|word is"
    r"|[^\W\d_][\w.'’-]*\s+(?:just\s+)?(?:says|said|told (?:me|us)|mentioned|heard|claims|reports?|confirmed|texted"
    r"|wrote)(?:\s+(?:me|us))?)"
    r"[\s,:]+(?:that\s+)?(?=(?!(?:he|she|they|it|i|we|you|yes|no|pass|to|her|his|him|their|our|the|an?|this|that|us|me|good"
    r"|in|on|about|from|after|at|not|today|yesterday|reject|hire|ok|fine)\b)[^\W\d_][\w.'’-]*\s+\w)",
    re.IGNORECASE,
)
"""Whoever tells of somebody else is not of whom it is told: `ana said bob accepted`."""
_SAID_TO = re.compile(
    r"\b(?:says?|said|saying)\s+(?P<verdict>yes|no)\s+to\s+(?!(?:us|it|our|the|her|his|him|them|me)\b)", re.IGNORECASE
)
_DID = (
    r"\s+(?:is|isn['’]t|was|has|had|did|didn['’]t|wants|needs|got|went|said|says|told|took|withdrew|accepted|declined"
    r"|signed|passed"
    r"|aced|cleared|rejected|refused|turned|dropped|pulled|backed|walked|ghosted|asked|countered|made|moved|finished|completed"
    r"|can|can['’]?t|cannot|could|couldn['’]?t|would|wouldn['’]?t|won['’]?t|should)\b"
)
"""Behind `will` and `may` these make a name of it: no question goes on so."""
ASKS = re.compile(
    r"\s*(?:how|what|why|when|where|which|who|whom|whose|am|is|are|was|were|do(?!\s+(?:her|his)\b)|does|did|has"
    r"|(?:have|had)(?!\s+(?:an?|the|my|our|some|another|to)\b)|can|could|should|would"
    rf"|(?:will|may)(?!{_DID})|tell|show|explain|list|compare|give(?= (?:me|us)))\b",
    re.IGNORECASE,
)
"""What begins with these asks; it tells nothing."""
_THEN_OF_REQ = re.compile(
    r"[,.;!–—-]\s+(?:(?:so|and|please|pls|let['’]?s|we can|you can|can you|now|then|time to)\s+)*"
    r"(?=(?:close|cancel|kill|scrap|drop|fill|pause|freeze|put|hold|reopen)\b[^,;]*\b(?:(?:r|req)[-\s#]{0,2}\d|req"
    r"|requisition|search|role|position)\b)",
    re.IGNORECASE,
)
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
    "sent", "emailed", "draft", "draft up", "prepare", "write", "write up", "put together", "make", "made",
    "give",
})  # fmt: skip
_SPEAKS_OF = re.compile(
    r"\W*(?:[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]+)? (?:wants|prefers|likes|needs|asked|asks|lives|works|would (?:like|prefer)"
    r"|is (?:open to|based|looking|in|from|happy|waiting)|has (?:asked|a|an)|(?:can|could) (?:start|only)|mentioned|said|says"
    r"|sent|returned|submitted|delivered|turned in|shared)"
    r"|(?:(?:we|i)(?:['’]ve)? )?(?:just )?(?:sent|gave|emailed|forwarded|assigned|showed) (?!(?:the|an?|it|our|my|you|us"
    r"|me)\b)[^\W\d_][\w.'’-]*"
    r"|(?:(?:we|i)(?:['’]ve)? )?(?:haven['’]t|have not|had not|never) heard (?:back )?from)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:mark|flag|set|log|record)\s+(?P<whom>[^,;]{1,60}?)\s+(?:as\s+|to\s+)?(?:a\s+)?"
    r"(?P<deed>filled|closed|shut|cancelled|on hold|paused|rejected|withdrawn|declined|accepted|no[ -]show|passed|done)\W*",
    re.IGNORECASE,
)
_CLOSED_AS = re.compile(
    r"(?:close|shut|mark)\s+(?P<whom>[^,;]{1,60}?)(?:\s+(?:out|down))?"
    r"(?:\s+as\s+|\s*[,;–—-]\s*(?:(?:we|it)(?:['’]?s|\s+is|\s+have)?\s+)?)(?P<deed>filled|cancelled|canceled)\W*",
    re.IGNORECASE,
)
"""`close the requisition as filled`."""
_CORRECTED = re.compile(rf",?\s+(?:and\s+)?not\s+(?:at\s+|on\s+)?(?:\d[\w:]*|{WEEKDAY}\b)(?:\s?[ap]m)?", re.IGNORECASE)
"""What a time is not: `at 10 not 9`."""
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
_IT = re.compile(r"^(?:(?:i|we)\s+)?it\b(?!\s+to\b)", re.IGNORECASE)
_SENT = re.compile(r"^(?:(?:i|we)\s+)?(?:just\s+)?it\b", re.IGNORECASE)
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
    r"(?:\b(?:is|was)|(?<=\w)['’]s)?\s*\b(?:not|isn['’]?t|wasn['’]?t)\s+(?:(?:a|the|quite|really|right|good)\s+)*(?:fit|match)\b"
    r"|\b(?:not|isn['’]?t|aren['’]?t|won['’]?t be)\s+(?:moving|going|proceeding)\s+(?:forward|ahead|on)\s+with\b",
    re.IGNORECASE,
)
"""`ida is not a fit`: what is denied is the deed."""
_ELSEWHERE = re.compile(
    r"\b(?P<took>took|takes|accepted|accepts|signed)\s+(?:(?:(?:an?other|the other|a different|a competing)"
    r"|(?P<whose>(?!it['’])[a-z][\w&.-]*['’]s?))\s+(?:company['’]?s?\s+)?(?:offer|job|role|position)\b"
    r"|(?:an?|the)\s+(?:offer|job|role|position)\s+(?:elsewhere|at|from|with)\b)"
    r"|\b(?:(?:is\s+|are\s+)?(?:going|signing)|goes|went|(?:has\s+)?signed)\s+with\s+(?!(?:us|it|our|the|that|this|me|him"
    r"|her|them|an?|another"
    r"|some\w+|other|what)\b)"
    r"[\w&.-]+(?=\W*$|\s+(?:instead|over|because|after|in the end|for)\b|[,.;!])"
    r"|\b(?:(?:is\s+)?joining|(?:has\s+)?joined)\s+(?!(?:us|it|our|the|that|this|an?|me|him|her|them|at|on|in|for|by|from"
    r"|as|late|early"
    r"|today|tomorrow|yesterday|now|with|\w+ly|\w+day|and|but|after|before|then|when|\d+)\b)[\w&.-]+"
    r"|\b(?:chose|(?:has\s+)?chosen|(?:is\s+)?choosing|picked|(?:is\s+)?picking)\s+[\w&.-]+\s+(?:over|instead)\b",
    re.IGNORECASE,
)
"""`gus took google's offer`: another company's, and a no to ours; who `accepted dana's offer` may have taken ours."""
_OURS = re.compile(
    r"\b(?:we|i)(?:['’](?:re|m|ve|ll|d)| are| am| have| will)?\s+(?:(?:just|all|now)\s+)*$|\blet['’]?s\s+$", re.IGNORECASE
)
"""Whose choice it is, where it is ours."""
_OVER = re.compile(r"\b(?:over|instead of|rather than|not)\b", re.IGNORECASE)
_STARTS = re.compile(r"\bstart|\bfirst day", re.IGNORECASE)
_OTHER = " other offer "
"""How the verbs are told that it is another company's."""
_TILL = re.compile(
    r"\b(?:(?:(?:that|which|and|it|it['’]s|its|is|they have|who have|has|open|valid|good|stands|holds)\s+)*(?:until|till|til)"
    r"|by|(?:that|which|it) (?:expires|ends)|deadline(?: is)?)\b",
    re.IGNORECASE,
)
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
    mixed: bool = False
    """Whether more than one deed is told: of several people it is not known whose each is."""


def told(said: str) -> Told | None:
    """What the words may tell; None for a question, for what did not happen, and for words that tell no deed."""
    if right := corrections.put_right(said):
        if isinstance(right, str):
            return told(right)
        return (told(right[1]) if right[0] == (corrections.SHOWS,) else None) or Told(*right)
    if approves := _approves(said):
        return approves
    if of_req := reqwords.told(said):
        return Told((of_req[0],), of_req[1])
    said = _IS.sub(" is", _INTERJECTION.sub("", plainly(said)))
    if "?" not in said and (_YES.fullmatch(said) or _NO.fullmatch(said)):
        return Told((ANSWERS,), "")
    said = _AND_SO.sub("", said, count=1)
    if plea := _PLEA.match(said):
        said = said[plea.end() :].rstrip("? ")
    said = _as_deed(said)
    if verdict := deedshapes.verdict(said):
        return Told(*verdict)
    if not _is_sentence(said) or notours.on_condition(said):
        return None
    said = _unreported(said)
    if absence := deedshapes.absence(said):
        return Told(*absence)
    for denied, instead in _DENIED:
        if (found := denied.search(said)) and not _undone(_without(said, found)):
            return Told(instead, _without(said, found))
    told_so = _corrected(said)
    return None if told_so is None else _as_it_happened(told_so)


def _as_it_happened(said: str) -> Told | None:
    """What the words tell, as far as they tell what happened."""
    if (found := _ELSEWHERE.search(said)) and not _OURS.search(said[: found.start()]):
        or_ours = ("offer accept",) if found["whose"] and not (found["took"] or "t").casefold().startswith("t") else ()
        return Told(("offer decline", "cand withdraw", *or_ours), _without(said, found, _OTHER))
    if given := deedshapes.anothers_offer(said):
        return Told(("volunteered",), _TILL.sub("expires", _with_sums(("volunteered",), given)))
    swap = deedshapes.swap(said)
    return Told(*swap) if swap else _by_rows(said)


def _approves(said: str) -> Told | None:
    """An approver's yes or no that names nobody."""
    if approving.APPROVES.fullmatch(said):
        return Told((APPROVES,), "it" if approving.IT.search(said) else "")
    return Told((REFUSES,), "") if approving.REFUSES.fullmatch(said) else None


def _unreported(said: str) -> str:
    """The words without who tells of it: `ana said bob accepted`."""
    reported = _REPORTED.match(said)
    return said[reported.end() :] if reported and not _undone(said) else said


def _corrected(said: str) -> str | None:
    """The words as far as they tell what happened, without the time that it was not; None where it did not happen."""
    if not _undone(said):
        return said
    corrected = _CORRECTED.sub(" ", said)
    return None if corrected == said or _undone(corrected) else corrected


def _by_rows(said: str) -> Told | None:
    """What the first words tell that tell a deed at all."""
    matches = [(found.start(), -found.end(), verbs, found) for verbs, row in ROWS for found in row.finditer(said)]
    telling = [each for each in sorted(matches, key=lambda each: each[:2]) if _tells(each[-1], said)]
    if not telling:
        of_req = _THEN_OF_REQ.search(said)
        then = told(said[of_req.end() :]) if of_req else None
        return then if then and not OF_A_REQ.isdisjoint(then.verbs) else None
    *_, verbs, found = telling[0]
    mixed = any(start >= found.end() and set(verbs).isdisjoint(others) for start, _, others, _ in telling[1:])
    mixed = mixed or (verbs == ("decide yes",) and _OVER.search(said) is not None)
    if notours.tells_of_something_else(said):
        return None
    if to := _SAID_TO.search(said):
        return Told(("decide yes",) if to["verdict"].casefold() == "yes" else ("decide no", "cand reject"), _without(said, to))
    meant = _of(verbs, found.group().casefold(), _without(said, found, _instead(verbs, found.group())))
    if meant is None and len(telling) > 1 and telling[1][:2] == telling[0][:2]:  # the same words tell of something else, too
        *_, verbs, found = telling[1]
        meant = _of(verbs, found.group().casefold(), _without(said, found, _instead(verbs, found.group())))
    return replace(meant, mixed=True) if meant and mixed else meant


def _instead(verbs: tuple[str, ...], phrase: str) -> str:
    """What the verb is to read where the words stood that tell the deed."""
    starts = verbs == ("offer draft",) and _STARTS.search(phrase)
    return _OTHER if verbs == ("volunteered",) else " start " if starts else " "


def _tells(found: re.Match[str], said: str) -> bool:
    return found.group().casefold() not in AT_FRONT or not said[: found.start()].strip()


def _as_deed(said: str) -> str:
    """`mark it as filled`, `mark bo rejected` as the deed is told; other words as they are."""
    if closed := _CLOSED_AS.fullmatch(said):
        return f"{'filled' if closed['deed'].casefold() == 'filled' else 'cancel'} {closed['whom']}"
    marked = _MARKED.fullmatch(said)
    if marked is None:
        return said
    deed = marked["deed"].casefold()
    if deed in ("closed", "shut"):
        return f"close {marked['whom']}"
    if deed in ("on hold", "paused"):
        return f"pause {marked['whom']}"
    if deed == "cancelled" and (_IT.match(marked["whom"]) or _A_REQ.search(marked["whom"])):
        return f"cancel {marked['whom']}"
    return f"filled {marked['whom']}" if deed == "filled" else f"{marked['whom']} {deed}"


def told_of_somebody(said: str) -> Told | None:
    """Words that tell, whatever they tell: where they name somebody and no guide knows them, they may be kept as a note."""
    return Told((NOTES,), said) if _is_sentence(said) and len(said.split()) > 1 else None


def speaks_of_somebody(said: str) -> bool:
    """Whether it says what the one whom it begins with is like, or wants: `austin wants remote` is no question where one is."""
    return _SPEAKS_OF.match(said) is not None


def _is_sentence(said: str) -> bool:
    """Whether it is short enough to tell one deed, and asks for nothing."""
    plain = len(said) <= MOST_LETTERS and "?" not in said and "\n" not in said and len(said.split()) <= MOST_WORDS
    return plain and not any(ASKS.match(each) for each in _SENTENCES.split(said))


def _undone(said: str) -> bool:
    """Whether what is told did not happen, or not yet; `will` and `hope` may be somebody's name."""
    found = {each.group().casefold() for each in _UNDONE.finditer(said)}
    if found <= {"will", "hope"}:
        found &= words_not_names(said) if found else found
    return bool(found)


def _without(said: str, found: re.Match[str], instead: str = " ") -> str:
    return f"{said[: found.start()]}{instead}{said[found.end() :]}".strip()


def _of(verbs: tuple[str, ...], phrase: str, beside: str) -> Told | None:
    """`the final round with bo is done` is told of the whole loop; what is sent is an offer, what somebody wants a figure, and
    what they have another company's."""
    if verbs == ("interview done",) and _WHOLE_LOOP.search(beside):
        return Told(("loop done",), _WHOLE_LOOP.sub(" ", beside))
    if verbs == ("interview book",) and not any(each.search(beside) for each in _FOR_WHICH.get(phrase, (_ANY,))):
        return None
    if phrase == "sent" and not beside.strip(" .,!"):
        return Told(verbs, "it")
    beside = _with_sums(verbs, beside)
    if _is_something_else(verbs, phrase, beside):
        return None
    if verbs == ("interview cancel",) and _AN_OFFER.search(beside):
        verbs = ("offer withdraw",)
    if verbs == ("offer withdraw",):
        return Told(verbs, _OFFER_WORDS.sub(" ", _FOR_WANT_OF.sub(" because ", beside, count=1)))
    if verbs[0] in ("interview move", "cand move"):
        return _moved(verbs, phrase, beside)
    if phrase in _CALLS_OFF and _THE_REQ_ITSELF.match(beside) and not _ROUND.search(beside.partition(",")[0]):
        verbs = ("req cancel",)
    if phrase == "cancel" and (_A_REQ.search(beside) or _IT_ALONE.fullmatch(beside)):
        verbs = ("req cancel",)
    if set(CALLS) <= set(verbs) and (caller := _CALLER.search(beside)):
        verbs = tuple(each for each in verbs if each not in CALLS or caller.group().casefold() in each)
    if verbs in (("volunteered",), ("offer sent",)):
        beside = _TILL.sub("expires", beside)
    if verbs in _OF_PAY:
        return _of_pay(verbs, phrase, beside)
    return Told(verbs, beside)


def _with_sums(verbs: tuple[str, ...], beside: str) -> str:
    """The words with what is said of pay as the verbs read it."""
    if verbs not in (*_OF_PAY, ("volunteered",)):
        return beside
    beside = _IN_THOUSANDS.sub(r"\1k", beside)
    return beside if verbs in _OF_PAY else _ASIDE.sub(" ", _TO_A_SUM.sub(" ", beside))


def _is_something_else(verbs: tuple[str, ...], phrase: str, beside: str) -> bool:
    """Whether what is sent is no offer, what is closed no req, and who is hired nobody."""
    if verbs in (("offer extend",), _LEAVE):
        return False
    if phrase in _OF_AN_OFFER and not (_AN_OFFER.search(beside) or (_SENT if phrase == "sent" else _BASE).search(beside)):
        return True
    if phrase in OF_THE_REQ and not (_THE_REQ_ITSELF.match(beside) or _IT_ALONE.fullmatch(beside)):
        return True
    return (phrase == "ok" and not beside) or (phrase == "hire" and _OF_NOBODY.match(beside) is not None)


def _of_pay(verbs: tuple[str, ...], phrase: str, beside: str) -> Told | None:
    """Who wants something wants a figure, and so has what is offered; so much more is no figure of theirs."""
    if verbs == ("offer counter",):
        return Told(verbs, _BY_SO_MUCH.sub(" ", beside)) if _FIGURE.search(beside) else None
    return None if phrase == "offer" and not any(map(str.isdigit, beside)) else Told(verbs, beside)


def _moved(verbs: tuple[str, ...], phrase: str, beside: str) -> Told:
    """What is moved to a time is a round, and when somebody cannot come is no time for it; somebody who is moved and to no stage
    is moved to the one that follows."""
    if verbs[0] == "interview move":
        return Told(verbs, NOT_THEN.sub(" ", f" {beside}", count=1).strip() if _CANNOT.match(phrase) else beside)
    if _TO_A_TIME.search(beside):
        return Told(("interview move",), beside)
    if (onsite := _ONSITE.search(beside)) and not _TO.search(beside):  # `want wei onsite asap`
        return Told(verbs, f"{beside[: onsite.start()]}to onsite")
    return Told(verbs, beside if _TO.search(beside) else f"{beside} to next")
