"""The words by which people tell each other what became of somebody, or of a req, each with the verbs that record it. Pure."""

from __future__ import annotations

import re

TELLS = "told"
"""The verb that keeps that somebody has heard our no."""

_HER = r"(?:(?:the|her|his|their|all|of|whole|entire|our)\s+)*"
_LAST = r"(?:loop|(?:final|last) (?:round|interview))"
_MOVE = r"(?:move|advance|promote|push|bring)"
_MOVING = (
    r"(?:mov(?:e|es|ing)|push(?:es|ing)?|bring(?:ing)?|tak(?:e|ing)|put(?:ting)?|pass(?:ing)?|progress(?:ing)?|advanc(?:e|ing))"
)
_AHEAD = r"(?:forwards?|fwd|ahead|along|through)"
_ON = r"(?:on|forwards?|fwd|ahead|along|through|up)"
_TO_THE_END = r"(?=\W*$|[,.;!]|\s+(?:please|pls|then|now|today|in the (?:process|loop))\b)"
_WHOM = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?"
_ONE = (
    r"(?!(?:it|this|that|the|these|those|an?|our|my|your|his|her|their|all|some|any|no|me|us|you|r-?\d+|req|notes?|care|time|part"
    r"|over|off|out|on|up|in|one)\b)[^\W\d_](?:[\w.-]|['’](?!s\b))*"
    r"(?: (?!(?:back|on|forward|off|out|over|up|down|through|along|ahead|in|to|as|for|with|from|until|till|til"
    r"|some|more|another)\b)[^\W\d_][\w'’-]*)?"
)
"""Somebody by name, and nothing that is no name."""
_NONE_OF_THEM = (
    r"(?:it|us|this|that|to|the|our|an?|my|your|some|word|thanks|feedback|info|details|time|schedule|\d|today"
    r"|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*)"
)
_OFFER = (
    r"(?:it|(?:our|the|an|her|his|their)(?:\s+\w+)?\s+(?:offer|job|role|position|opportunity|counter|terms|package|proposal)|(?:our|the|her|his"
    r"|their)(?=\s+down\b))"
)

_SUM = r"[$€£]?\d{2,3}(?:[.,]\d{3}|[.,]\d)?\s?k?(?=\s+base\b|k?\W*$|\s*[,;.+]|\s+(?:and|for|plus|with|please|pls|then|instead)\b)"
_HERS = r"(?:the|our|her|his|their)|[^\W\d_][\w-]*['’]?s?"
_OURS = r"(?:us|me|our|the|him|her|them)"

_A_DAY = (
    r"(?:today|tonight|tomorrow|tomorow|tmrw|tmr|tmw|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?|week|then"
    r"|that (?:day|time)|\d)"
)
_ROUNDS = r"(?:interview|round|screen|call|technical|tech|onsite|final|debugging|chat|panel|design|loop)"
_MORE_ROUNDS = r"(?:team|culture) fit|coding|pairing|presentation|behaviou?ral|values"
_DATE = (
    r"\d{1,2}[./-]\d|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*\s+(?:the\s+)?"
    r"(?:\d|first|fifteenth)|\d{4}-\d\d"
)
_SURE = r"(?:clear|strong|definite|firm|hard|big|solid|soft|weak)"

A_ROUND = (
    r"(?:(?:phone|first|second|third|final|last|1st|2nd|3rd|coding|system|ml|hm|recruiter|manager|tech|technical)\s+){0,2}"
    r"(?:screen|technical|tech|coding|onsite|on-site|panel|finals?|debugging|pairing|presentation|interview|round|call|chat|intro|hm"
    r"|take-?home|(?:team|culture) fit|behaviou?ral)"
)
"""What a round is called in haste: `phone screen`, `2nd round`."""
WEEKDAY = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
"""A day of the week, as people shorten it."""

BACK = "back"
"""Stands for taking up again whoever has left a loop."""
TELLS_NO = (TELLS, "cand reject")
"""Who is to be told no: that is recorded of whoever was turned down, and the others are turned down first."""

TOOK_PLACE, BOOKS = "interview done", "interview book"
CALLS = ("call recruiter done", "call manager done")

_TOLD: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("interview book",),
        ("book", "schedule", "(?:is |are )?booked", "(?:is |are )?scheduled", "plan", "arrange", "set up", "interview",
         r"has (?:her|his|their|an?|the)(?= .*\b(?:round|interview|screen|call|technical|onsite|chat)\b)",
         r"(?:get|put|bring|pencil|slot|fit|squeeze)(?= .+ (?:in|on the calendar|on the books)(?: (?:for|on|at|with)\b|\W*$))",
         r"do(?= (?:her|his|their|an?|the|[\w-]+['’]s) .*\b(?:round|interview|screen|call|technical|onsite|final|chat|design"
         r"|debugging|panel)\b.*(?:\d|day\b|tomorrow))", "re-?book(?:ing|ed)?", r"(?:get|put)(?= .+ in front of \S)",
         rf"(?:set|hook|line|sign)(?= {_WHOM} up (?:with|for)\b)"),
    ),
    (
        ("interview move", "interview cancel"),
        ("(?:can['’]?t|cannot|can not) make(?: it)?",
         rf"(?:can['’]?t|cannot|can not) (?:do|come|talk|meet)(?= (?:on |this |next )?{_A_DAY})",
         "(?:has|needs|asked|asks|wants|had) to (?:reschedule|postpone)",
         rf"(?:has|needs|asked|asks|wants|had) to (?:move|shift|push(?: back)?)(?= (?:it|(?:his|her|their|the) (?:\w+ )?"
         rf"(?:{_ROUNDS}|thing|slot|time|one|meeting))\b)",
         "(?:is |was )?(?:postponed|rescheduled)",
         r"(?:push|move|shift|bump|delay)(?= .+ (?:by|back|out) (?:\w+ ){0,3}(?:hours?|hrs?|min(?:ute)?s?|days?|weeks?|h)\b)"),
    ),
    (
        ("interview move", "interview book"),
        (rf"(?:{_ROUNDS}|{_MORE_ROUNDS}) (?:is|starts|begins|will be)(?: now| actually)?(?: (?:at|on|from))?"
         rf"(?= (?:at |on |from )?(?:\d{{1,2}}(?::\d\d)?\s?(?:am|pm|o['’]clock|not\b|instead\b|-|\W*$|now\b)"
         rf"|\d{{1,2}}:\d\d|{WEEKDAY}\b"
         r"|today\b|tomorrow\b|noon\b))",),
    ),
    (("offer draft",), (r"(?:starts|will start|(?:start(?:ing)? date|first day)(?: (?:is|was|has))?(?: now)?"
                        r"(?: (?:moved|changed|pushed|slipped))?(?: back)?(?: to)?"
                        rf"|is starting|start(?:ing)?)(?= (?:on |the )?(?:{_DATE}))",)),
    (("interview cancel",), ("cancel", "call off", "(?:(?:is|was|has been|got) )?cancell?ed", "called off")),
    (
        ("interview move", "interview book"),
        (rf"(?:can|could) (?:do|make|come)(?: it)?(?!.*\bor\b)(?= .*(?:{WEEKDAY}|today|tomorrow)\b)"
         r"(?= .*(?:\d\s?[ap]m\b|\d:\d\d|\bnoon\b))",),
    ),
    (
        ("offer withdraw",),
        (r"(?:take|took|pull|pulled|call|called) back(?= .*\boffer\b)", r"withdrew(?= .*\boffer\b)",
        r"(?:pull|withdraw|rescind|revoke|retract)(?:s|ed"
        r"|ing)?(?= .*\boffer\b)",
         r"(?:take|pull)(?= .*\boffer back\b)", r"(?:drop|kill|scrap)(?= (?:\S+ ){1,3}offer\W*$)",
         r"offer (?:is|was) (?:now )?(?:off(?: the table)?(?=\W*$|\s*[,.;]|\s+because\b)|dead|pulled|rescinded|revoked|withdrawn"
         r"|no longer (?:on(?: the table)?|valid))"),
    ),
    (
        ("scorecard",),
        (r"(?:submitted|sent|handed in|filled (?:in|out)|wrote|finished|done with|put in) (?:my|the) (?:score ?card"
        r"|feedback|write-?up)",
         r"my (?:(?:score ?)?card|feedback|write-?up)(?= .*\b(?:is|are) (?:in|done|submitted|sent)\b)"),
    ),
    (
        ("loop done",),
        (rf"{_LAST} (?:is |was |just |has )*(?:done|finished|over|completed?|wrapped(?: up)?)",
         rf"(?:wrapped up|got through|is through with|went through|had) {_HER}{_LAST}"),
    ),
    (
        ("interview done",),
        ("happened", "took place", "(?:just )?wrapped(?: up)?", "(?:has |is )?just (?:ended|finished|over|done)", "came out of",
         "got out of", r"(?:is |was )?done(?: with)?", "was yesterday",
         "(?:has |have )?(?:finished|completed)",
         r"(?:is|made it|got) through(?= (?:the|her|his|their)\b)",
         rf"had (?:(?:her|his|their|the)|an?(?!.*\bwith\b))"
         rf"(?= (?:\w+ )?{_ROUNDS}\b(?!.*\b(?:moved|cancell?ed|rescheduled|postponed|at (?!noon\b)[a-z]+"
         r"|for an?other)\b))",
         r"had(?: (?:both|their|the))?(?= (?:\w+ )?(?:screens|interviews|calls|rounds|technicals|chats|onsites|finals)\b)",
         "interviewed", r"screened(?! out\b| \S+ out\b)",
         "went (?:really |very |quite )?(?:well|great|fine|ok|okay|badly|poorly)", "passed", "cleared", "aced",
         "did (?:really |very |quite )?(?:well|great|good|fine|ok|okay|badly|poorly)",
         r"(?:failed|bombed|flunked|nailed|crushed|did)(?= (?:the|her|his|their|it)\b)",
         rf"(?:i |we )?(?:just )?did(?= [^\W\d_][\w-]*['’]s (?:\w+ )?{_ROUNDS}\b)"),
    ),
    (("offer accept",), ("(?:has )?accepted", "accepts", "signed", "(?:(?:we|i) )?(?:have )?hired",
         r"(?:took|takes) (?:our(?=\W*$)|ours\b|(?:our|the) (?:offer|job|role|position)\b)", r"took it(?=\W*$)", "is on board")),
    (("offer accept", "decide yes"), ("said yes", "says yes")),
    (
        ("offer decline", "cand withdraw"),
        ("declined", "declines", "refused", "refuses", "turned us down", "said no", "says no", "walked away",
         rf"turned {_OFFER} down", rf"turned down {_OFFER}", rf"(?:rejected|rejects|passed on) (?:us\b|{_OFFER})"),
    ),
    (
        ("cand withdraw",),
        ("withdrew", "withdraws", "(?:has )?withdrawn", "dropped out", "drops out", "stepped back", "pulled out", "backed out",
         "bailed(?: on us)?", "ghosted(?: us)?", "lost interest",
         r"we (?:just )?lost(?= .+ to\b)",
         "went with (?:an?other|someone else|somebody else|a different)(?: (?:company|offer|team|job))?",
         "(?:got|was|been|is) hired (?:by|at|elsewhere)",
         r"is out(?=\W*$|\s*[,;.–—-]+\s*(?:took|taking|accepted|signed|joining|found)\b)",
         "is out of the (?:running|race|process)",
         "took (?:him|her|them)sel(?:f|ves) out(?: of (?:it|the (?:running|race|process)))?"),
    ),
    (
        ("offer sent",),
        ("sent the offer", "sent an offer", "offer (?:is )?out to", "offer is sent", "offer is out",
         r"offers? out(?=\W*$)", "offer went out", "sent",
         "emailed"),
    ),
    (("offer draft",), ("draft(?:ing)?(?: up)?", "prepar(?:e|ing)", "writ(?:e|ing)(?: up)?", "put(?:ting)? together",
         "make", "give",
         r"offer(?! from\b| (?:(?:for|to) \S+ )?(?:now )?(?:ends|expires|runs out|lapses)\b)")),
    (("offer draft",), (rf"(?:we|i) (?:can|could) (?:do|offer|go(?: up)? to|stretch to)(?= {_SUM}(?:\s+base)?\W*$)",
                        rf"(?:go with|make it|settle on|land on|go up to|go to)(?= {_SUM})",
                        rf"(?:bump|raise|up|change|set|lower)(?= (?:{_HERS}) (?:offer|base|number|pay|salary"
                        rf"|terms)? ?(?:up )?to {_SUM})", rf"(?:bump|raise|lower)(?= (?:up )?to {_SUM})")),
    (("offer sent", "offer draft"), ("made",)),
    (("offer approve",), ("approve", "approved", "ok")),
    (("offer counter",), ("wants", "ask(?:s|ed|ing) for", "(?:has )?countered(?: with| at)?",
                          rf"came back(?: to us)? (?:with|at|asking(?: for)?|wanting)(?= {_SUM})")),
    (
        (TOOK_PLACE, *CALLS),
        ("(?:just )?got off (?:the phone|a call|the call|a zoom) with",
         r"had (?:an?|my|our|the|her|his|their) (?:\w+ )?(?:call|interview) with",
         r"did an? (?:\w+ )?(?:call|chat|screen|interview) with",
         "call with", "hopped on (?:a call|the phone) with"),
    ),
    (
        ("call manager done",),
        (r"(?:had|did|held|finished) (?:an?|the|my|our|her|his|their) (?:first )?(?:90|ninety)[ -]?days? (?:\w+ )?"
         r"(?:call|chat|talk|conversation|walk-?through) with",),
    ),
    (
        ("call recruiter done",),
        (rf"walked(?= {_WHOM} through (?:(?:the|our|her|his|their) (?:\w+ )?"
         r"(?:offer|terms?|package|numbers?|letter|comp|equity)\b|it\W*$))",
         r"(?:had|did|held) (?:an?|the|my|our) (?:offer|walk-?through) (?:call|chat|talk) with"),
    ),
    (
        CALLS,
        ("called", "call done", "phoned", "rang", "spoke to", "spoke with", "talked to", "talked with"),
    ),
    (("decide yes",), ("yes", "decided yes", "hire",
                       rf"i['’]?d (?:definitely |absolutely |totally )?hire(?= (?:him|her|them|{_ONE})\W*$)",
                       rf"(?:we )?(?:take|pick|choose)(?= {_ONE}\W*$)",
                       rf"we (?:took|picked|chose)(?= {_ONE}\W*$)", "is a (?:clear |strong |definite |firm )?yes",
                       r"(?:go(?:ing)?|went) with(?= (?!the\b|an?\b|it\b|that\b|this\b|our\b)[^\W\d])",
                       rf"(?:definite(?:ly)?|def|lean(?:ing)?|{_SURE}) (?:an? )?(?:hire|yes)",
                       rf"(?:{_SURE} )?yes (?:from|for) me", rf"(?:i['’]?m|i am) an? (?:{_SURE} )?yes(?: (?:on|for|to))?")),
    (
        ("decide no", "cand reject"),
        (rf"(?:(?:(?:we|i)(?:['’]re|['’]m| are| am)? )?pass(?:ed|ing)?|takes? a pass) on(?! {_NONE_OF_THEM}\b)"
         r"(?= [^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*)?\W*(?:$|because\b|for\b|as\b|,))",
         r"(?:pass(?:ed|ing)?|rejecting) on(?= (?:all )?(?:the (?:rest|others?)|everyone else|everybody else|both"
         r"|the remaining))"),
    ),
    (("decide no",), (r"no(?! (?:word|news|repl(?:y|ies)|answer|response|updates?|sign|idea|problem|worries|rush|luck|budget|need"
                      r"|way|longer|more|movement|interviews?|offers?|feedback|scorecards?|time|one|candidates?"
                      r"|(?:from|for) (?:me|us))\b)",
                      "decided no", "is a (?:clear |strong |definite |firm )?(?:no|pass)",
                      rf"(?:definite|def|lean(?:ing)?|{_SURE}) (?:an? )?(?:no[ -]hire|no|pass)",
                      rf"(?:{_SURE} )?no (?:from|for) me", rf"(?:i['’]?m|i am) an? (?:{_SURE} )?no(?: (?:on|for|to))?")),
    ((TELLS,), ("told", "informed", "knows", rf"let(?= {_WHOM} know\b)",
                "broke the news to", r"sent (?:\w+ )?the rejection(?: email)?",
                r"(?:emailed|mailed|messaged|texted|gave|sent)(?= (?:[\w'’-]+ ){1,2}(?:the|an?|her|his|their|our) rejection\b)")),
    (("cand reject",), ("rejected", "turned down", r"rejecting(?: (?:him|her|them))?(?=\W*$|[,.;!])",
                        r"screened(?= (?:\S+ )?out\b)")),
    (("cand reject", "cand withdraw"),
     (rf"(?:drop|cut)(?= {_ONE}(?: (?:from|out of) (?:(?:the|our) )?(?:pipeline|loop|search|list|process|req|role|r-?\d+))?\W*$)",
      rf"remove(?= {_WHOM}(?: from (?:the |our )?(?:pipeline|loop|search|list|process|req|role|r-?\d+))?\W*$)",)),
    (
        ("cand move",),
        (rf"(?:(?:is|was|has been|got) )?(?:moving|advancing|progress(?:ed|es)?|made it|goes|through|{_MOVE}[ds]?|{_MOVE}ed)"
         r"(?: (?:on|up|forward|along|through))?(?= (?:to|into)\b)", rf"(?:moving|moved|{_MOVE})(?= .+ (?:to|into)\b)",
         r"(?:is|are) through(?=\W*$|[,.;!])",
         rf"(?:get|take|send|pass|put|bring)(?= (?:him|her|them|{_WHOM}) (?:on )?to (?:the )?(?:{_ROUNDS}|manager|hm|next)\b)",
         rf"(?:want|get|bring|have|take|like)(?= (?:him|her|them|{_ONE}) (?:in )?(?:for (?:an? |the )?)?(?:onsite|on-site)"
         r"(?: (?:asap|please|pls|now|soon|next|quickly|as soon as possible|if possible"
         r"|(?:next|this) week))*\W*$)",
         rf"(?:want|like)(?= (?:him|her|them|{_ONE}) (?:in )?for (?:an? |the |his |her |their )?(?:{_ROUNDS}|manager|hm)"
         r"(?: (?:round|call|interview|chat))?\W*$)",
         "advance", "promote", r"(?:is )?now(?= at\b)", rf"{_MOVING} {_AHEAD}{_TO_THE_END}",
         rf"{_MOVING} (?:him|her|them) {_ON}{_TO_THE_END}", rf"{_MOVING}(?= {_WHOM} {_ON}{_TO_THE_END})",
         r"(?:mov(?:e|ing)|go(?:ing)?) (?:forward|ahead|on) with"),
    ),
    (
        (BACK,),
        (r"(?:is )?back in(?: the (?:loop|running|process|race|game|pipeline))?(?=\W*$|\s*[,.;!])", "un-?reject(?:ed)?",
         "re-?activate",
         rf"(?:bring|take|get|put|want)(?! (?:it|this|that|me|us|a|the)\b)(?= {_WHOM} back(?: in(?:to)?(?: the (?:loop"
         rf"|running|process|pipeline))?)?\W*$)",
         r"changed (?:his|her|their) mind(?=\W*$|\s*[,.;!]| (?:and|again)\b)",
         "(?:is )?still in(?=\\W*$|[,.;!]| (?:it|the (?:loop|running|process|race|game))\\b)", "is interested (?:again"
         "|after all)", "wants back in",
         rf"(?:reopen|re-open|revive|reconsider)(?= {_WHOM}\W*$)", rf"keep(?! (?:it|this|that|me|us|you|the|an?|in|up|on"
         rf"|going|calm)\b)(?= {_WHOM}(?: (?:in|on|going|active|alive))?\W*$)",
         r"(?:replied|got back|came back|resurfaced|reappeared)(?: to (?:us|me))?(?= .*\bkeep (?:him|her|them)\b)"),
    ),
    (("interview no-show",), ("no-show(?:ed)?", "no show(?:ed)?", "stood us up")),
    (("offer extend",), (rf"g[ia]ve(?= (?:him|her|them|{_ONE}) (?:(?:some|a bit) )?(?:more time|until|till|til"
                         r"|(?:another|an extra|\d+ more) (?:day|week)))", "extend",
                         rf"(?:now )?(?:ends|expires|runs out|lapses)(?: now)?"
                         rf"(?= (?:on |by )?(?:{WEEKDAY}|today|tomorrow|{_DATE}))",
                         rf"(?:has|have|gets?)(?= (?:until|till|til) (?:{WEEKDAY}|today|tomorrow|next week|{_DATE})[^,;]{{0,12}}?"
                         r"(?: to (?:answer|decide|sign|reply|respond|accept|think|get back).*)?\W*$)",
                         "(?:needs|wants|asks for|asked for) (?:until|till|(?:some )?more time)")),
    (
        ("volunteered",),
        ("(?:has|have|got|gets) (?:an? )?(?:other|competing|counter) offer", "have an(?:other)? offer",
         "has an offer", "has another offer", "has a competing offer", "got an offer", "got another offer",
         "got a competing offer", "received an offer", "has an offer elsewhere",
         "competing offer for", "another offer for", "other offer for", "offer competing",
         rf"(?:an? )?offer(?= from (?!{_OURS}\b)[\w&.-]+)"),
    ),
    (("cand forget",), (r"(?:delete|erase|remove|wipe|purge) (?:everything|all|all data|any data|the data|personal data|data)",
                        rf"(?:delete|erase|purge|wipe)(?= {_WHOM}(?:['’]s (?:data|record|profile|file))?\W*$)",
                        r"(?:wants|asked for|asks for) (?:his|her|their|the) data (?:to be )?(?:deleted|erased|removed|gone)",
                        r"(?:asked|wants) (?:us )?to (?:be (?:deleted|erased|forgotten)|(?:delete|erase|remove) (?:his"
                        r"|her|their) data)")),
    (("req fill",), (r"(?:is|was|has been|got) (?:now |all )?filled(?! (?:in|out|with|by)\b)", "fill",
                     "filled", "we (?:have )?filled")),
    (("req fill", "req cancel"), ("close(?: down)?", "we (?:have )?closed?")),
    (("req cancel",), ("kill", "scrap", "drop")),
    (("req hold",), ("pause", "freeze", "put on hold", "on hold", "on ice", "(?:is |are |was )?(?:now )?frozen")),
    (("req resume",), ("unpause", "unfreeze", "off hold", "reopen", "re-open")),
    (("cand add",), ("add", "added", "adding", "new candidate",
                     r"(?:and )?(?:one|two|three) more(?: candidates?| people| person)?\s*[:,–—-]+(?= [^\W\d_]+ [^\W\d_])",
                     r"(?:(?:(?:we(?:['’]ve)? )?(?:have|got)|add(?:ing)?|here are|there are) )?"
                     r"(?:(?:the|our|my|these|some|two|three|four|five|six|seven|eight|\d+|new) ){0,3}"
                     r"(?:candidates|people|ppl|folks|applicants|profiles|names)\s*:")),
)  # fmt: skip
"""(The verbs that record it, the likeliest first; how it is told, as patterns)."""

AT_FRONT = frozenset({
    "book", "schedule", "plan", "arrange", "set up", "interview", "approve", "ok", "yes", "no", "hire", "extend", "fill",
    "filled", "add", "get", "put", "pencil", "slot", "fit", "squeeze", "set", "hook", "bump", "raise", "up", "change",
    "lower", "bring", "take", "let", "want", "keep", "revive", "reconsider", "unreject", "un-reject", "reactivate",
    "re-activate", "go with", "make it", "settle on", "land on", "go up to", "go to", "line", "sign", "do", "pause",
    "freeze", "gave", "start", "starting", "unpause", "unfreeze", "reopen", "re-open", "draft", "draft up", "prepare", "write",
    "write up",
    "put together", "make", "give", "offer", "move", "push", "advance", "promote", "close", "close down", "delete", "erase",
    "purge", "wipe", "remove", "pull", "pull back", "take back", "shift", "delay", "cancel", "call off", "kill", "scrap",
    "added", "adding", "have", "like", "drop", "cut", "pick", "choose", "new candidate",
})  # fmt: skip
"""What tells a deed only as the first word: elsewhere these say something else."""
OF_THE_REQ = frozenset({"close", "close down", "kill", "scrap", "drop", "reopen", "re-open", "we closed", "we close"})
"""What is told of a req only where it is said to be one: what else is closed or dropped is none of ours."""


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?![\w'’-])", re.IGNORECASE)


ROWS = tuple((verbs, _any_of(phrases)) for verbs, phrases in _TOLD)
"""(The verbs; what tells them)."""
