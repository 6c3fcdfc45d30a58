"""What sounds like a deed and is told of something else: another company's process, an invitation, lunch, a joke. Pure.

`ana declined google's offer`, `hope accepted the invite`, `once ana signs, reject the rest`, `passed the note along`.
"""

from __future__ import annotations

import re

_ON = r"(?:if|unless|once|when(?:ever)?|as soon as|as long as|until|in case|assuming|provided|suppose|supposing|imagine|pretend)"
_CONDITION = re.compile(
    rf"\W*(?:(?:and|but|so|ok|okay|then|also|even|only|just|what|say)\W+)*{_ON}\b(?!\s+(?:possible|needed|anything)\b)",
    re.IGNORECASE,
)
_CONDITION_BEHIND = re.compile(
    r"\b(?:if|unless|as soon as|as long as|in case|assuming|provided)\s+(?!(?:possible|needed|anything|you|that['’]?s)\b)"
    r"|\b(?:once|when|until)\s+(?:\w+\s+){1,2}(?:signs|accepts|declines|answers|replies|passes|withdraws|decides|is|are|has"
    r"|says|agrees|confirms)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.;!\n]+\s+")
_IN_JEST = re.compile(
    r"\b(?:jk|j/k|just kidding|kidding|joking|only joking|april fools|imagine|suppose|supposing|pretend|hypothetically"
    r"|as a joke)\b",
    re.IGNORECASE,
)
_OURS = (
    r"(?:our|the|it|this|that|her|his|their|us|me|my|him|them|an?|all|both|each|every\w*|any\w*|because|for|as|after|at|on|by|to"
    r"|over|due|and|or|but|so|with|in|from|via|before|during|since|when|while|again|too|already|just|now|then|today|yesterday"
    r"|tonight|tomorrow|this|last|next|earlier|later|immediately|finally|right|straight|of|outright|first|late|early|half"
    r"|verbally|i|we|he|she|they|you|not|no|yes|more|less|out|up|down|\w+ly|\w+day)"
)
_COMPANY = rf"(?!{_OURS}\b)[^\W\d_][\w&.-]*"
_A_NO = (
    r"(?:declin(?:ed|es|ing)|refus(?:ed|es)|reject(?:ed|s)|turn(?:ed|s) down|passed on|walked away from|withdrew from"
    r"|withdraws from"
    r"|withdrawn from|dropped out of|drops out of|pulled out of|backed out of|stepped back from|bailed on|ghosted"
    r"|finished with|lost interest in)"
)
_ANOTHERS = re.compile(
    rf"\b{_A_NO}\s+(?:(?!(?:us|it)['’]s\b)[^\W\d_][\w&.-]*['’]s?\s+(?:\w+\s+)?|(?:the\s+other|an?other|a\s+different|a\s+competing"
    r"|the\s+competing|some\s+other)\s+(?:company['’]?s?\s+)?)"
    r"(?:offer|job|role|position|process|loop|interviews?|pipeline|one|company|counter)\b"
    r"|\b(?:got|was|were|been|is|gets|being)\s+(?:just\s+)?(?:rejected|turned down|passed on|declined|dropped|ghosted)\s+"
    rf"(?:by\s+(?!(?:us|me|mei|our|the (?:team|panel))\b)\w|elsewhere\b)",
    re.IGNORECASE,
)
"""A no of theirs to another company, or another company's to them: neither is one of ours."""
_OF_AN_OFFER = re.compile(
    r"\b(?:offer|terms?|contract|letter|papers?|paperwork|package|deal|counter|job|role|position|numbers?|figures?|docs?|documents?"
    r"|docusign|agreement|base|salary|opportunity|proposal|revised|verbal|ago|morning|afternoon|evening|night|week|weekend|day"
    r"|hour|minutes?|moment|month|while|start|one|first|second|last|same|new|spot)\b|\d",
    re.IGNORECASE,
)
_TAKES_A_THING = re.compile(
    r"\b(?:accept(?:ed|s)|signed|declined|declines|refused|refuses)\s+(?:(?:the|our|her|his|their|an?|my|that|this|your)\s+"
    r"(?P<what>[\w-]+(?:\s+[\w-]+){0,2})|(?:invites?|invitations?|ndas?)\b)",
    re.IGNORECASE,
)
_REFUSES_TO = re.compile(
    r"\b(?:declined|declines|refused|refuses)\s+to\s+(?!(?:continue|move|go|proceed|join|sign|accept|come)\b)", re.IGNORECASE
)
_PASSES_ON = re.compile(
    r"\bpassed\s+(?:away|along|out|by)\b|\bpassed\s+(?:on\s+)?(?:the|a|her|his|their|my|your)\s+(?:word|message|notes?|info\w*"
    r"|details?|feedback|mic|ball|torch|link|file|baton|thanks|question|news|r[ée]sum[ée]|cv|document|salt|regards)\b"
    r"|\bcalled\s+(?:in\b|names\b|out\b|dibs\b|it\b|me\s+(?:names|out)\b)",
    re.IGNORECASE,
)
_ERRANDS = re.compile(
    r"\b(?:cancel\w*|call off|move|book|schedule|extend|push|approved?|ok)\s+(?:[\w@'’-]+\s+){0,3}?(?:lunch|dinner|coffee"
    r"|drinks|party|gym"
    r"|flights?|hotel|tables?|room|desk|dentist|subscription|membership|condolences|congrat\w*|welcome|invitation|regards"
    r"|apolog\w+|expenses?|pto|vacation|holidays?|leave|time off|invoices?|travel|trip|access|visit|visa|stay|lease"
    r"|passport|referral|bonus|laptop)\b",
    re.IGNORECASE,
)
_OF_AN_INTERVIEW = re.compile(
    r"\b(?:interviews?|rounds?|screen|onsite|on-site|technical|final|panel|chat|manager|debugging|design)\b", re.IGNORECASE
)
_NO_REAL_OFFER = re.compile(r"\b(?:sent|emailed|mailed)\b.*\b(?:wrong|fake|sample|template|draft|test|example)\b", re.IGNORECASE)
_DOES_TO = re.compile(
    r"\b(?:(?:is\s+|was\s+)?(?:just\s+)?(?:interviewed|(?P<no>rejected|rejects|turned down|passed on|(?:say(?:s|ing)?"
    r"|said)\s+(?:no|pass)\s+(?:to|on))"
    r"|(?:say(?:s|ing)?|said)\s+yes\s+to|done with|told|called|phoned|rang|emailed|spoke (?:to|with)|talked (?:to|with)|met"
    rf"|finished with|had (?:a|the|his|her) call with|got off the phone with|passes on)|is passing on)\s+(?P<whom>{_COMPANY})"
    r"(?P<ends>(?:\s+[A-Z][\w'’-]*)?(?=\W*$|\s*[,.;!]|\s+(?:again|instead|too|because|for|after|as|yesterday|today|on|this)\b))?",
    re.IGNORECASE,
)
"""What somebody does to somebody: behind it stands whose deed it is."""
_OF_SOMEBODY_ELSE = re.compile(
    r"\w['’]s\s+(?:\w+\s+)?(?:brother|sister|twin|wife|husband|partner|friend|roommate|manager|boss|mother|father|mom|dad|parents|kids?"
    r"|son|daughter|colleague|coworker|co-worker|cousin|dog|cat|taxi|landlord)s?\b",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    r"\b(?:called|rang|phoned|tried)\b.*\b(?:no (?:answer|reply|luck|response)|voice ?mail|vm|left (?:an? )?(?:message|msg)"
    r"|(?:never|did(?:n['’]?t| not)) (?:pick|answer)\w*)\b",
    re.IGNORECASE,
)
"""A call that did not take place: `called ana, no answer`."""
_OF_A_LIFE = re.compile(
    r"\bsigned\s+(?:up|in|into|out)\b"
    r"|\bdropped\s+out\s+of\s+(?:college|school|high school|uni|university|grad school|(?:the|her|his|a)\s+(?:phd|masters?"
    r"|degree)"
    r"|stanford|mit|harvard|berkeley|oxford|cambridge)\b"
    r"|\b(?:passed|failed)\s+(?:a|the|her|his|their)\s+(?:driving|drug|bar|citizenship|language|eye|covid)\b"
    r"|\b(?:offer|give)\s+\w+\s+(?:\w+\s+)?\d+\s+(?:more\s+)?(?:min|minute|hour)s?\b"
    r"|\bsent\s+(?:\w+\s+){0,3}offer\s+(?:letter\s+)?back\b"
    r"|\boffer\s+from\s+(?!us\b|our\b|me\b)[\w&.-]+\s+(?:was|is|got|has been)\s+(?:declined|rejected|refused|withdrawn|accepted"
    r"|turned down)"
    r"|\b(?:withdrew|withdraws|rescinded|revoked|retracted|pulled)\s+(?:its|their)\s+offer\b",
    re.IGNORECASE,
)
"""What becomes of somebody besides our search."""
_SIGNS = ("if", "unless", "once", "when", "soon", "until", "case", "assum", "provided", "suppos", "imagin", "pretend", "long as")


def on_condition(said: str) -> bool:
    """Whether a sentence of it tells what is to be once something else is: nothing of it has happened,
    and nothing is to be yet."""
    folded = said.casefold()
    if not any(sign in folded for sign in _SIGNS):
        return False
    return any(_CONDITION.match(each) or _CONDITION_BEHIND.search(each) for each in _SENTENCES.split(said))


def tells_of_something_else(said: str) -> bool:
    """Whether what is told is no deed of a search of ours."""
    if _NOT_REACHED.search(said) or _OF_SOMEBODY_ELSE.search(said) or _OF_A_LIFE.search(said):
        return True
    if _IN_JEST.search(said) or _ANOTHERS.search(said) or _REFUSES_TO.search(said) or _PASSES_ON.search(said):
        return True
    if _NO_REAL_OFFER.search(said) or (_ERRANDS.search(said) and not _OF_AN_INTERVIEW.search(said)):
        return True
    found = _TAKES_A_THING.search(said)
    return found is not None and not (found["what"] and _OF_AN_OFFER.search(found["what"]))


def done_to(said: str) -> tuple[str, str, bool] | None:
    """(The words before a deed that somebody does to somebody, those behind it, whether it is a no to whoever stands there)."""
    found = _DOES_TO.search(said)
    return (
        (said[: found.start()], said[found.start("whom") :], bool(found["no"]) and found["ends"] is not None) if found else None
    )
