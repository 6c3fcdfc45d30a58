"""The words by which people tell each other what became of somebody, or of a req, each with the verbs that record it. Pure."""

from __future__ import annotations

import re

TELLS = "told"
"""The verb that keeps that somebody has heard our no."""

_HER = r"(?:(?:the|her|his|their|all|of|whole|entire|our)\s+)*"
_LAST = r"(?:loop|(?:final|last) (?:round|interview))"
_MOVE = r"(?:move|advance|promote|push|bring)"
_NONE_OF_THEM = (
    r"(?:it|us|this|that|to|the|our|an?|my|your|some|word|thanks|feedback|info|details|time|schedule|\d|today"
    r"|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*)"
)
_OFFER = r"(?:our|the|an|her|his|their|its?)(?:\s+offer)?"

CALLS = ("call recruiter done", "call manager done")

_TOLD: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("interview book",),
        ("book", "schedule", "plan", "arrange", "set up", "interview",
         r"has (?:her|his|their|an?|the)(?= .*\b(?:round|interview|screen|call|technical|onsite|chat)\b)"),
    ),
    (
        ("interview move", "interview cancel"),
        ("(?:can['’]?t|cannot) make(?: it)?", "(?:has|needs|asked|asks|wants|had) to (?:reschedule|postpone)",
         "(?:is |was )?(?:postponed|rescheduled)"),
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
         "interviewed", "went (?:really |very |quite )?(?:well|great|fine|ok|okay|badly|poorly)", "passed", "cleared", "aced",
         "did (?:really |very |quite )?(?:well|great|good|fine|ok|okay|badly|poorly)",
         r"(?:failed|bombed|flunked|nailed|crushed|did)(?= (?:the|her|his|their|it)\b)"),
    ),
    (("offer accept",), ("(?:has )?accepted", "accepts", "signed", "(?:(?:we|i) )?(?:have )?hired",
         "(?:took|takes) (?:our|the)(?: offer)?", "is on board")),
    (("offer accept", "decide yes"), ("said yes", "says yes")),
    (
        ("offer decline", "cand withdraw"),
        ("declined", "declines", "refused", "refuses", "turned us down", "said no", "says no", "walked away",
         rf"turned {_OFFER} down", rf"turned down {_OFFER}", rf"(?:rejected|rejects|passed on) (?:us|{_OFFER})"),
    ),
    (
        ("cand withdraw",),
        ("withdrew", "withdraws", "(?:has )?withdrawn", "dropped out", "drops out", "stepped back", "pulled out", "backed out",
         "bailed(?: on us)?", "ghosted us", "lost interest",
         r"we (?:just )?lost(?= .+ to\b)",
         "went with (?:an?other|someone else|somebody else|a different)(?: (?:company|offer|team|job))?",
         "(?:got|was|been|is) hired (?:by|at|elsewhere)",
         "is out of the (?:running|race|process)",
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
        CALLS,
        ("called", "call done", "call with", "phoned", "rang", "spoke to", "spoke with", "talked to", "talked with"),
    ),
    (("decide yes",), ("yes", "decided yes", "hire", "is a (?:clear |strong |definite |firm )?yes")),
    (
        ("decide no", "cand reject"),
        (rf"(?:(?:(?:we|i)(?:['’]re|['’]m| are| am)? )?pass(?:ed|ing)?|takes? a pass) on(?! {_NONE_OF_THEM}\b)"
         r"(?= [^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*)?\W*(?:$|because\b|for\b|as\b|,))",),
    ),
    (("decide no",), ("no", "decided no", "is a (?:clear |strong |definite |firm )?(?:no|pass)")),
    ((TELLS,), ("told", "informed", "knows")),
    (("cand reject",), ("rejected", "turned down")),
    (
        ("cand move",),
        (rf"(?:(?:is|was|has been|got) )?(?:moving|advancing|progress(?:ed|es)?|made it|goes|{_MOVE}[ds]?|{_MOVE}ed)"
         r"(?: (?:on|up|forward|along|through))?(?= (?:to|into)\b)", rf"(?:moving|{_MOVE})(?= .+ (?:to|into)\b)",
         "advance", "promote", r"(?:is )?now(?= at\b)"),
    ),
    (("interview no-show",), ("no-show(?:ed)?", "no show(?:ed)?", "stood us up")),
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
    (("cand add",), ("add", "new candidate")),
)  # fmt: skip
"""(The verbs that record it, the likeliest first; how it is told, as patterns)."""

AT_FRONT = frozenset({
    "book", "schedule", "plan", "arrange", "set up", "interview", "approve", "ok", "yes", "no", "hire", "extend", "fill",
    "filled", "add", "pause", "freeze", "unpause", "unfreeze", "reopen", "re-open", "draft", "draft up", "prepare", "write",
    "write up", "put together", "make", "give", "offer", "move", "bring", "push", "advance", "promote", "close", "close down",
    "cancel", "call off", "kill", "scrap", "drop", "new candidate",
})  # fmt: skip
"""What tells a deed only as the first word: elsewhere these say something else."""
OF_THE_REQ = frozenset({"close", "close down", "kill", "scrap", "drop", "reopen", "re-open", "we closed", "we close"})
"""What is told of a req only where it is said to be one: what else is closed or dropped is none of ours."""


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?![\w'’-])", re.IGNORECASE)


ROWS = tuple((verbs, _any_of(phrases)) for verbs, phrases in _TOLD)
"""(The verbs; what tells them)."""
