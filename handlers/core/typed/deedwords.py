"""How people tell in a sentence what became of somebody: `ana accepted`, `sent the offer to bo`. Pure.

Such words only lead to the verb that records it: whether they name anybody is looked up before anything is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.core.typed import approving, corrections, deedshapes, notours, reqwords, slots
from handlers.core.typed.deedaround import bare, corrected, greeted, is_done, unreported, without
from handlers.core.typed.deedbeside import TILL, of, with_sums
from handlers.core.typed.deedphrases import A_ROUND, AT_FRONT, ROWS, WEEKDAY
from handlers.core.typed.deedsdenied import OTHER, denied, elsewhere

MOST_LETTERS, MOST_WORDS = 160, 14
"""Longer than this, a message tells more than one deed."""
LONGEST = 3 * MOST_LETTERS
"""What is longer, greetings and all, tells no deed in a sentence."""

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

_A_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,2}"
_MANY = re.compile(
    rf"add\s+{_A_NAME}(?:\s*[,;]\s*(?:and\s+)?{_A_NAME}?(?=\s*[,;]|\s+(?:and|&|to|for|in)\b|\W*$)|\s+(?:and|&)\s+{_A_NAME}){{2,40}}"
    r"(?:\s+(?:to|for|in|into)\s+\S.{0,30})?\W*",
    re.IGNORECASE,
)
"""Whole names that are listed to be added: as many words as there are people."""
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
_HERS = (
    r"\s+[^\W\d_][\w-]*['’]s\s+(?:\w+\s+)?(?:interview|round|screen|tech|technical|on-?site|final|panel|call|debugging|chat)"
    r"(?:\s+(?:today|yesterday|this|just|earlier)\b|\s*[.,;!]|\s*$)"
)
"""`did ben's interview`: told, and not asked."""
_A_CALL = r"\s+an?\s+(?:\w+\s+)?(?:call|screen|chat|intro|interview)\s+with\b"
ASKS = re.compile(
    rf"\s*(?:how|what|why|when|where|which|who|whom|whose|am|is|are|was|were|do(?!\s+(?:her|his)\b)|does|did(?!{_HERS}|{_A_CALL})|has"
    r"|(?:have|had)(?!\s+(?:an?|the|my|our|some|another|to)\b)|can|could|should|would"
    rf"|(?:will|may)(?!{_DID}|\s*:|\s*$)|tell|show|explain|list|compare|give(?= (?:me|us)))\b",
    re.IGNORECASE,
)
"""What begins with these asks; it tells nothing."""
_THEN_OF_REQ = re.compile(
    r"[,.;!–—-]\s+(?:(?:so|and|please|pls|let['’]?s|we can|you can|can you|now|then|time to)\s+)*"
    r"(?=(?:close|cancel|kill|scrap|drop|fill|pause|freeze|put|hold|reopen)\b[^,;]*\b(?:(?:r|req)[-\s#]{0,2}\d|req"
    r"|requisition|search|role|position)\b)",
    re.IGNORECASE,
)
_SPEAKS_OF = re.compile(
    r"\W*(?:(?:the |our )?(?:panel|team|vote|debrief) (?:was|is|were|voted|split|leans?|leaned) .*\b(?:on|about|for"
    r"|against) [^\W\d_]+"
    r"|[^\W\d_][\w.-]*(?:['’]?s) (?:(?:current|salary|comp|pay|base|offer) )?"
    r"(?:ask|expectations?|number|minimum|salary|comp|pay|package) (?:is|are|was)"
    r"|[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]+)? (?:wants|prefers|likes|needs|asked|asks|lives|works|would (?:like|prefer)"
    r"|is (?:open to|based|looking|in|from|happy|waiting)|has (?:asked|a|an)|(?:can|could) (?:start|only)|mentioned|said|says"
    r"|sent|returned|submitted|delivered|turned in|shared)"
    r"|(?:(?:we|i)(?:['’]ve)? )?(?:just )?(?:sent|gave|emailed|forwarded|assigned|showed) (?!(?:the|an?|it|our|my|you|us"
    r"|me)\b)[^\W\d_][\w.'’-]*"
    r"|(?:(?:we|i)(?:['’]ve)? )?(?:just )?(?:sent|gave|emailed|forwarded|assigned) (?:the|an?|our|his|her) (?:coding |case )?"
    r"(?:take[- ]?home|study|assignment|task|test|exercise|homework|challenge|brief|prep|agenda|instructions) (?:out )?to \w+"
    r"|(?:(?:we|i)(?:['’]ve)? )?(?:haven['’]t|have not|had not|never) heard (?:back )?from)\b",
    re.IGNORECASE,
)
_MARKED_TWICE = re.compile(r"\?{2,}\s+(?=\w)")
"""What is wondered at, and goes on: `ana was a no show?? waited 15 min`."""
_THEN_WHEN = re.compile(
    rf"(?<=[.,;!]\s)(?P<when>(?:(?:on|this|next)\s+)?(?:{WEEKDAY}|today|tomorrow|[a-z]{{3,9}}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}})"
    r"(?:\s+(?:at\s+)?\d{1,2}(?::\d\d)?\s?(?:[ap]m)?)?)\s*(?:instead\s*)?\?\s*$",
    re.IGNORECASE,
)
"""When something could be that is told before it: `ana needs to reschedule, kid is sick. dec 4?`."""
_SENTENCES = re.compile(r"[.;!:]\s+")
_OVER = re.compile(r"\b(?:over|instead of|rather than|not)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?:now )?(?:ends|expires|runs out|lapses|has|have|gets?)\b", re.IGNORECASE)
"""Until when something stands is said beside a deed, and is none of its own there."""
_ROUND_FIRST = re.compile(rf"{A_ROUND}\b", re.IGNORECASE)
_STARTS = re.compile(r"\bstart|\bfirst day", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence may tell: the verbs that record it, the likeliest first, and the words beside it: whose deed, and when."""

    verbs: tuple[str, ...]
    beside: str
    mixed: bool = False
    """Whether more than one deed is told: of several people it is not known whose each is."""


def told(said: str) -> Told | None:
    """What the words may tell; None for a question, for what did not happen, and for words that tell no deed."""
    said = _unasked(said)
    if right := corrections.put_right(said):
        if isinstance(right, str):
            return told(right)
        names_one = right[0] == (corrections.SHOWS,) and not corrections.one_for_another(said)
        return (told(right[1]) if names_one else None) or Told(*right)
    if approves := _approves(said):
        return approves
    if of_req := reqwords.told(said):
        return Told((of_req[0],), of_req[1])
    if len(said) > LONGEST:  # what follows looks for where it begins: thousands of signs would take it seconds
        return None
    said = greeted(said)
    if "?" not in said and (_YES.fullmatch(said) or _NO.fullmatch(said)):
        return Told((ANSWERS,), "")
    said = bare(said)
    if said[:4].casefold() == "add " and _MANY.fullmatch(said):
        return Told(("cand add",), said[4:])
    if (" or " in said or "/" in said or " and " in said or "," in said) and slots.either(said):
        return Told((slots.EITHER,), said)
    if whole := deedshapes.next_round(said) or deedshapes.verdict(said):
        return Told(*whole)
    if not _is_sentence(said) or notours.on_condition(said):
        return None
    if given := deedshapes.they_say(said) or deedshapes.notice(said):
        return _volunteered(given)
    said = unreported(said)
    if whole := deedshapes.absence(said) or deedshapes.freeze(said) or deedshapes.lost(said) or denied(said):
        return Told(*whole)
    told_so = corrected(said)
    return None if told_so is None else _as_it_happened(told_so)


def _unasked(said: str) -> str:
    """The words without a question mark that makes no question of what was told before it."""
    if "?" not in said or len(said) > MOST_LETTERS or ASKS.match(said):
        return said
    return _MARKED_TWICE.sub(". ", _THEN_WHEN.sub(r"\g<when>", said))


def _as_it_happened(said: str) -> Told | None:
    """What the words tell, as far as they tell what happened."""
    if anothers := elsewhere(said):
        return Told(*anothers)
    if given := deedshapes.anothers_offer(said):
        return _volunteered(given)
    swap = deedshapes.swap(said)
    return Told(*swap) if swap else _by_rows(said)


def _volunteered(given: str) -> Told:
    """Another company's offer, as the verb reads it."""
    return Told(("volunteered",), TILL.sub("expires", with_sums(("volunteered",), given)))


def _approves(said: str) -> Told | None:
    """An approver's yes or no that names nobody."""
    if len(said) > MOST_LETTERS:
        return None
    if approving.APPROVES.fullmatch(said):
        return Told((APPROVES,), "it" if approving.IT.search(said) else "")
    if approving.COLLEAGUE.fullmatch(said):
        return Told((APPROVES,), said)
    return Told((REFUSES,), "") if approving.REFUSES.fullmatch(said) or approving.UNHAPPY.fullmatch(said) else None


def _by_rows(said: str) -> Told | None:
    """What the first words tell that tell a deed at all."""
    matches = [(found.start(), -found.end(), verbs, found) for verbs, row in ROWS for found in row.finditer(said)]
    telling = [each for each in sorted(matches, key=lambda each: each[:2]) if _tells(each[-1], said)]
    if not telling:
        of_req = _THEN_OF_REQ.search(said)
        then = told(said[of_req.end() :]) if of_req else None
        return then if then and not OF_A_REQ.isdisjoint(then.verbs) else None
    *_, verbs, found = telling[0]
    if verbs == ("interview done",) and (req := is_done(said)):
        return Told(("req fill", "req cancel"), req)
    mixed = any(
        start >= found.end() and set(verbs).isdisjoint(others) and not _ENDS.match(then.group())
        for start, _, others, then in telling[1:]
    )
    mixed = mixed or (verbs == ("decide yes",) and _OVER.search(said) is not None)
    if notours.tells_of_something_else(said):
        return None
    if to := _SAID_TO.search(said):
        return Told(("decide yes",) if to["verdict"].casefold() == "yes" else ("decide no", "cand reject"), without(said, to))
    meant = _of(verbs, found, said)
    if meant is None and len(telling) > 1 and telling[1][:2] == telling[0][:2]:  # the same words tell of something else, too
        *_, verbs, found = telling[1]
        meant = _of(verbs, found, said)
    return replace(meant, mixed=True) if meant and mixed else meant


def _of(verbs: tuple[str, ...], found: re.Match[str], said: str) -> Told | None:
    """What these words tell by those that stand beside them."""
    meant = of(verbs, found.group().casefold(), without(said, found, _instead(verbs, found.group())))
    return Told(*meant) if meant else None


def _instead(verbs: tuple[str, ...], phrase: str) -> str:
    """What the verb is to read where the words stood that tell the deed."""
    if verbs == corrections.RESCHEDULED and (round_said := _ROUND_FIRST.match(phrase)):  # `her screen is fri 3pm`
        return f" {round_said.group()} "
    starts = verbs == ("offer draft",) and _STARTS.search(phrase)
    return OTHER if verbs == ("volunteered",) else " start " if starts else " "


def _tells(found: re.Match[str], said: str) -> bool:
    return found.group().casefold() not in AT_FRONT or not said[: found.start()].strip()


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
