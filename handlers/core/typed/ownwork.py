"""How people ask about their own searches, in words of their own: `what do I owe`, `which reqs are open`. Pure.

Only a message that asks for that and nothing else is read so: beside other words, the same ones may ask the guides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from handlers.core.typed import owedcards
from knowledge.words.spelling import Speller

MOST_LETTERS, MOST_MENDED = 120, 60

_REQS = r"(?:reqs?|requisitions?|searches|(?:open )?(?:roles?|positions?|jobs)|openings?|vacanc(?:y|ies))"
_OWED = r"(?:offers?|calls?|scorecards?|feedback|decisions?|deadlines?|things?|tasks?|items?|steps?|reminders?|nudges?)"
_LATE = r"(?:due|over ?due|late|outstanding|pending|missing)"
_ANY = r"(?:(?:are|is) there (?:any )?|do (?:i|we) have (?:any )?|any )"
_IS = r"(?: is|['’]s| are|['’]re)?"
_MY = r"(?:my |our |the |all |all my |all our |all the |your )?"
_ROUNDS = r"(?:interviews?|rounds?)"
_WHEN = r"(?:today|tomorrow|this week|next week|coming up)"
_OWES = r"(?:still )?(?:owe|have to do)(?: me| us)?"
_SEARCH = r"(?:it|this|that|things|everything|(?:the|this|our) (?:search|req|role|hire|hiring|position|pipeline))"
_REQ = r"(?P<req>r-?\d{1,9})"
_WHAT = re.compile(r"(?:(?:wat|wht|waht|whta|wut)(?:(?P<s>s)|\b)|(?P<is>whats))\b", re.IGNORECASE)
"""`what` in haste, and `whats`."""
_LED = re.compile(
    r"(?:(?:please|pls|plz|hey|hi|so|ok|okay|and|now|just|quickly)\W+)*"
    r"(?:(?:(?:can|could|would|will) you (?:please )?|(?:can|could|may) (?:i|we) |i(?:['’]d| would) like to |i want to |let me )?"
    r"(?:show|tell|give|list|get|see|display|let me know|pull up|bring up|open|check|remind me of)(?: me| us)? )?",
    re.IGNORECASE,
)
_ENDS = (
    r"(?: (?:please|pls|thanks|thank you|right now|now|again|at the moment|currently|today|this week|here|so far|for (?:me|us)))*"
    r"\W*"
)

_ASKED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "due",
        "",
        (
            r"what (?:do|must|should|can|shall) (?:i|we) (?:owe?|do next|do now|do today)(?: anybody| anyone| people| next)?",
            r"what (?:i|we) owe?(?: people)?",
            r"what (?:i|we) (?:must|should|have to|need to) do(?: next| now| today)?",
            r"(?:who|which candidates?)(?: (?:has|have|is|are))?(?: (?:still|not|n['’]t))*(?: yet)?(?: to be| been)?"
            r"(?: (?:not|yet))* (?:informed|told|notified|heard(?: back)?(?: from us)?)"
            r"(?: (?:yet|no|of|about|our|the|decision|a))*",
            r"(?:who|whom) (?:do|must|should|have) (?:i|we) (?:still )?(?:have to |need to )?(?:tell|inform|notify)(?: no| yet)?",
            r"what (?:do|must) (?:i|we) (?:have|need) to do(?: next| today)?",
            r"what (?:am i|are we) (?:late|behind) (?:on|with|for)",
            r"what (?:did|have) i (?:miss|missed|forget|forgotten)",
            rf"what{_IS} (?:all )?(?:{_LATE}|next|up next|on me|waiting for me|with me)(?: next| soon| on me| with me| from me)?",
            r"what(?: is|['’]s)? on my (?:plate|list|desk|agenda|to-?do(?: list)?)",
            r"(?:are there )?any offers? (?:that (?:are|is) )?(?:expiring|lapsing|running out|about to (?:expire"
            r"|lapse))(?: soon| next week)?",
            r"who(?: is|['’]s|s| else is)? (?:all )?(?:waiting|waits|blocked)(?: on| for| by)? me",
            r"(?:is there )?anything (?:for me |i (?:have|need) )?(?:to (?:sign off|approve|decide|sign|do))(?: on)?(?: for me)?",
            rf"(?:is |{_ANY})?(?:anything|something) (?:{_LATE}|waiting|left|to do)(?: on me| with me| from me| soon)?",
            r"(?:do i|have i|i) (?:still )?owe (?:anything|something)(?: to (?:anyone|anybody))?",
            r"am i (?:late|behind|on time|on track)(?: with anything| on anything| for anything)?",
            r"(?:my|all my|our) (?:open |pending |upcoming |overdue )?"
            r"(?:tasks?|to-?dos?|to-?do list|reminders?|nudges?|deadlines?|dues|open items?|action items?|actions?|duties)",
            rf"{_ANY}?(?:{_LATE}|missed|upcoming|open) (?:{_OWED})",
            rf"(?:which|what) {_OWED} (?:are|is) (?:{_LATE}|open|mine)",
            rf"{_ANY}{_OWED} (?:{_LATE})",
            r"(?:upcoming|next) deadlines?",
            rf"what(?:{_IS}| else is| still is) (?:still )?(?:open|due|left|late|missing|waiting)"
            r" (?:from|on|for|with) (?:me|us|my side|our side|my end)",
            r"what (?:do|does|did) (?:you|they|people|everybody) (?:still )?(?:need|want|expect|wait for) from (?:me|us)",
            rf"(?:what|anything|does anything|is there anything that)"
            rf"(?: (?:still )?(?:needs?|waits? for|requires?)|{_IS} waiting for)"
            r" (?:my|our) (?:approval|decision|attention|input|feedback|ok|answer)",
            r"(?:my |the |a )?(?:to-?do(?: list)?|to do(?: list)?|task list|tasks?|list of tasks)",
            r"my (?:list|stuff|things|work|jobs)",
            rf"(?:all |the |our |open |any )*(?:deadlines?|reminders?)(?: {_WHEN})?",
            r"when(?: is|['’]s) (?:the|our|my|that) (?:offer|decision|scorecard|call|feedback) due",
            r"what (?:should|do) i (?:focus|work|concentrate|spend (?:my )?time) on(?: first| next)?",
            r"what am i (?:supposed|meant|expected) to do(?: next| first)?",
            r"where do i start",
            r"(?:what(?: is|['’]s)|is (?:anything|something)) (?:the )?(?:most )?(?:urgent|pressing|burning|important)"
            r"(?: thing| now| for me)?",
        ),
    ),
    (
        "due",
        "{req}",
        (
            rf"(?:(?:what|who)(?: is|['’]s|s|are)? (?:{_LATE}|next|behind|owed|open|left)|who owes (?:what|anything|something))"
            rf" (?:on|in|for|with) {_REQ}",
        ),
    ),
    ("due", "{whom}", (rf"what (?:does|must) (?P<whom><@[^>]+>|@[\w.-]+) {_OWES}",)),
    ("due", "@{name}", (rf"what (?:does|must) (?P<name>(?!an? |the |one |every|any|some|who)[^\W\d][\w.'’-]*) {_OWES}",)),
    ("help", "", (r"what can (?:i|we) (?:do|ask|say|type)(?: you)?(?: here| with (?:you|this)| in (?:slack|teams))?",)),
    (
        "sources",
        "",
        (
            r"(?:what|which|who)(?: is|['’]s|s| are)? (?:your|the) sources?",
            r"(?:where|whom?) (?:do|did|does) (?:you|this|that|these|those|it) (?:get|come|have)"
            r" (?:this|that|these|it|all this|from)(?: from)?",
        ),
    ),
    ("help", "due", (r"who(?: is|['’]s| are)? (?:late|behind|over ?due)", r"who owes (?:what|anything|something|me|us)")),
    (
        "req list",
        "",
        (
            rf"(?:which|what) {_REQS} (?:are|is|do we have)(?: (?:open|active|running|live))?",
            rf"(?:which|what) (?:open|active|running) {_REQS}(?: (?:are there|do we have))?",
            rf"{_MY}(?:open|active|current|running|live) {_REQS}",
            rf"(?:all|our|all our|all the) {_REQS}",
            rf"how many (?:open )?{_REQS}(?: (?:are|do we have))?(?: (?:open|active|there))*",
            r"(?:what|who|which roles|for what) are we (?:currently )?hiring(?: for)?",
            r"what(?: is|['’]s) open",
        ),
    ),
    (
        "board",
        "",
        (
            r"(?:the |our |my )?(?:(?:hiring |candidate )?pipeline|funnel|dashboard|overview|kanban)"
            r"(?: (?:status|state|overview|view|report|board))?",
            r"(?:the|our|my) board",
            r"(?:what(?: is|['’]s) )?(?:the )?(?:status|state|overview)"
            r" of (?:the |our |all )?(?:hiring|pipeline|searches|reqs|candidates)",
            r"how(?: is|['’]s|s) (?:the |our )?(?:hiring |candidate )?(?:pipeline|funnel|hiring)(?: (?:looking|doing|going))?",
            rf"how are (?:we|(?:the |our |all )?{_REQS}) (?:doing|going|looking|progressing)",
            r"where (?:do we stand|are we|do things stand)(?: with (?:everything|hiring|our searches))?",
            r"(?:what(?: is|['’]s|s) (?:the |our |your )?|any |a |the |our )?(?:latest |current )?(?:status|state|updates?|news)"
            rf"(?: updates?| reports?| of (?:things|everything)| (?:on|about|with|for) {_SEARCH})?",
            rf"how(?: is|['’]s|s) {_SEARCH} (?:going|looking|coming along|doing|progressing)(?: so far)?",
            rf"(?:are we|is {_SEARCH}) (?:still )?on (?:track|schedule|time)(?: with {_SEARCH})?",
            rf"(?:how long (?:has|have)|since when (?:has|have|is)|when did) {_SEARCH}(?: been)?"
            r" (?:open|start|begin|opened|running)",
            rf"what(?: is|['’]s|s) left(?: to do)?(?: (?:on|for|with) {_SEARCH})?",
            r"what(?: is|['’]s|s) (?:new|going on|happening|up|blocked|stuck|moving)",
            r"(?:is )?anything (?:new|stuck|blocked|happening)",
            r"(?:(?:are there|do we have) )?any (?:blockers?|problems?|issues?|hold-?ups?|delays?)"
            r"(?: (?:here|with (?:this|it)))?",
            r"what(?: is|['’]s|s) (?:blocking|holding|stopping|slowing) (?:us|this|it|things)(?: (?:up|back|down))?",
            r"what (?:happened|changed|moved|is new)"
            r"(?: (?:today|yesterday|since yesterday|this week|last week|overnight|while i was away))?",
            rf"(?:which|what) {_REQS} (?:are|is) (?:stuck|blocked|slow|late|stalled|at risk|in trouble)",
            r"(?:are |is )?(?:which |any |what )?(?:candidates?|anyone|anybody|people) (?:are |is )?(?:still )?"
            r"waiting(?: (?:for|on) (?:us|me|an offer|an answer|a decision|feedback))?",
            r"(?:who|which candidates?)(?: is|['’]s| are)? (?:still )?waiting (?:on|for) (?:us|me)(?: for .{1,30})?",
            r"(?:what|how)(?: does|['’]s| is)? (?:the|our) pipeline(?: looks?)?(?: like)?",
        ),
    ),
    (
        "cand list",
        "",
        (
            r"(?:(?:who|what) are )?(?:all |our |the |my |all our |all the |current |active )?candidates",
            r"how many candidates(?: (?:do we have|are there|have we|are (?:active|open|in process|in|in it|left)))?",
            r"(?:which|what) candidates (?:do we have|are there|are active|are in (?:the )?(?:process|pipeline|loop))",
            r"who(?: else)?(?: is|['’]s|s| are| do (?:we|i) have)(?: still)?"
            r" (?:in (?:the |our )?(?:running|race|process|pipeline|funnel|loop)|in it|in|left|active)",
            r"who(?:m)? (?:do|have) (?:we|i) (?:have|got)(?: so far)?",
        ),
    ),
    (
        "cand list",
        "left",
        (
            r"who(?: all| else)?(?: has| have)? (?:dropped out|withdrew|withdrawn|left us|quit|bailed|declined|pulled out)",
            r"who(?:m)? (?:did|have) (?:we|i) (?:lose|lost|reject|rejected|turn(?:ed)? down|pass(?:ed)? on)(?: so far)?",
            r"who(?: is|['’]s|s) (?:out|gone|rejected|withdrawn)",
        ),
    ),
    (
        "req show",
        "",
        (
            r"who(?: is|['’]s|s) (?:the |our )?(?:recruiter|hiring manager|approver|sponsor|closer|founder|interviewers?)"
            rf"(?: (?:here|(?:of|for|on|in) {_SEARCH}))?",
            rf"who (?:recruits|hires|approves|runs recruiting)(?: (?:here|offers|(?:of|for|on|in) {_SEARCH}))?",
            rf"who(?: all)?(?: is|['’]s|s| are) (?:working )?on {_SEARCH}",
            r"who(?: is|['’]s|s| are) (?:on )?(?:the|this|our) (?:hiring team|req['’]?s team|interview panel|panel)",
        ),
    ),
    (
        "report",
        "",
        (
            r"(?:the |our |my )?(?:hiring )?(?:stats|statistics|kpis?)",
            r"(?:our|my) (?:hiring )?(?:numbers|figures|metrics|speed)",
            r"(?:what(?: is|['’]s) )?our (?:(?:offer )?acceptance(?: rate)?|hit rates?|time to (?:hire|fill|offer))",
            r"how (?:fast|quick|slow|quickly|good) are we(?: at hiring)?",
            r"(?:so )?how (?:did|have) (?:we|things|our searches|the search(?:es)?) (?:do|done|go|gone)"
            r"(?: so far| overall| in the end| (?:this|last) (?:month|quarter|year))?",
            r"(?:so )?(?:what did (?:it|this|that) take us|how long did (?:it|this|that) take us|how long did we take)"
            r"(?: in the end| overall| in total)?",
            r"how long do we take(?: to (?:hire|fill|decide|(?:make|send) (?:an offer|offers)))?",
            r"how many offers (?:did we (?:make|send)|have we (?:made|sent)|were (?:accepted|declined|made|sent))",
        ),
    ),
    (
        "report",
        "{req}",
        (
            rf"(?:so )?(?:how (?:did|have)(?: (?:we|it|things) (?:do|done|go|gone) (?:on|in|with|for))?"
            rf"|(?:how (?:long|many days)|what) did) {_REQ}(?: (?:go|do|take)(?: us)?)?",
        ),
    ),
    (
        "snooze",
        "until {until}",
        (r"(?:remind|ping|nudge) me (?:again )?(?P<until>(?:tomorrow|on |at |next |this |mon|tue|wed|thu|fri|sat|sun).*)",),
    ),
    (
        "snooze",
        "{whom} until {until}",
        (
            r"(?:remind|ping|nudge) me (?:again )?(?:about|of) (?P<whom>(?!it\b|this\b|that\b)\S+(?: \S+)?)"
            r" (?P<until>(?:tomorrow|tonight|on |at |next |this |mon|tue|wed|thu|fri|sat|sun).*)",
        ),
    ),
    ("snooze", "{time}", (r"(?:remind|ping|nudge) me (?:again )?in (?P<time>.+)",)),
    ("snooze", "", (r"(?:remind|ping|nudge) me (?:again )?later|not now|later",)),
    (
        "done",
        "",
        (r"(?:i am|i['’]m|it is|it['’]s|that is|that['’]s|all) done", r"(?:i |i have |i['’]ve )?(?:did|done) (?:it|that)"),
    ),
    (
        "settings",
        "me",
        (
            r"(?:what are )?my (?:settings|preferences|working hours|work hours|quiet hours|hours|time ?zone|daily limit)",
            r"what(?: is|['’]s) my (?:time ?zone|daily limit)",
            r"(?:what|which) time ?zone (?:am i in|do you have for me)",
            r"when do you (?:remind|message|nudge|ping) me",
        ),
    ),
    (
        "people",
        "",
        (r"(?:who(?: is|['’]s|s) on )?(?:the|our|my) team", r"(?:all |the |our )?people", r"who(?: is|['’]s|s) (?:here|who)"),
    ),
    ("settings", "", (r"(?:what are )?(?:the |our |all )?(?:settings|preferences)", r"what(?: is|['’]s) set(?: here)?")),
    (
        "why nudge",
        "",
        (
            r"why (?:did|do|have) (?:you|mlhire) (?:just )?(?:remind|nudge|ping|message|bother|tell|ask|send|write)(?:ed|d)?"
            r"(?: to)?(?: me)?(?: (?:this|that|about (?:this|that|it)|again))?",
            r"why (?:did|do|have) i (?:get|got|receive|received|see|hear)(?: (?:this|that|it))?"
            r"(?: (?:reminder|nudge|message|ping))?",
            r"why am i (?:being )?(?:reminded|nudged|pinged|messaged|told|getting (?:this|that))"
            r"(?: (?:of|about) (?:this|that|it))?",
        ),
    ),
    (
        "why nudge",
        "{whom}",
        (
            r"why (?:(?:did|do) you (?:remind|nudge|ping) me|(?:was|am|were) i (?:being )?(?:reminded|nudged|pinged)"
            r"|are you (?:reminding|nudging|pinging) me) (?:of|about) (?P<whom>.+)",
        ),
    ),
    (
        "board",
        "",
        (
            r"(?:how many|which|what|any|how much) (?:of our )?offers?(?: do (?:we|i) have| have we(?: got)?| are there"
            r"| are| is)?"
            r" (?:still |currently |now )?(?:out|open|pending|outstanding|live|in flight|with candidates|in play)(?: there)?",
            r"who(?: all)? (?:has|have|got|holds) (?:an |our )?offers?(?: (?:out|open|from us|of ours|in hand from us))",
        ),
    ),
    ("audit", "{req}", (rf"who (?:approved|decided|sent|signed off on|changed|recorded|did) what (?:on|in|for|of) {_REQ}",)),
    ("audit", "", (r"who (?:approved|decided|sent|signed off on|changed|recorded|did) what(?: (?:and )?when)?",)),
    (
        "home",
        "",
        (
            rf"(?:my|my own) (?:searches|{_ROUNDS}|candidates|day|week|page|home|overview|dashboard)(?: {_WHEN})?",
            rf"(?:the |our |all |which |what )?(?:upcoming |next |booked |planned )?{_ROUNDS} (?:are |do (?:we|i) have )?{_WHEN}",
            rf"upcoming {_ROUNDS}",
            rf"(?:my |the |today['’]s )?(?:agenda|schedule|calendar)(?: {_WHEN})?",
            rf"what(?: is|['’]s|s) (?:on|coming up|on my calendar|planned|scheduled|ahead)(?: {_WHEN})?",
            rf"when(?: is|['’]s|s| are) my (?:next )?{_ROUNDS}",
            rf"(?:do i have|have i got|which|what) (?:any )?{_ROUNDS}(?: do i have)(?: {_WHEN})?",
            rf"do i have (?:any |an )?{_ROUNDS}(?: {_WHEN})?",
        ),
    ),
)
"""(The verb that answers, the words for it, how it is asked.)"""
_WAYS = re.compile(
    "|".join(
        rf"(?:{'|'.join(patterns).replace('(?P<', f'(?P<_{row}_')}){_ENDS}(?P<_{row}>)"
        for row, (_, _, patterns) in enumerate(_ASKED)
    ),
    re.IGNORECASE,
)
"""All of them in one: most messages are none, and are told so in a third of the time. The last group is the row's."""
_THINGS = frozenset({
    "agenda", "approval", "calendar", "candidate", "candidates", "dashboard", "deadline", "deadlines", "decision", "decisions",
    "interview", "interviews", "offer", "offers", "overdue", "overview", "pending", "pipeline", "preferences", "reminder",
    "reminders", "remind", "report", "reports", "requisitions", "schedule", "scorecard", "scorecards", "searches", "settings",
    "statistics", "stats", "status", "tasks", "update", "updates", "waiting",
})  # fmt: skip
"""What a misspelt word is taken for."""
_WORD = re.compile(r"[^\W\d_]{4,}")


class Asked(NamedTuple):
    """The verb that answers, and the words for it."""

    verb: str
    words: str


def asked(said: str) -> Asked | None:
    """What is asked of one's own work, and nothing else; None for other words."""
    if len(said) > MOST_LETTERS:
        return None
    if owedcards.SPOKEN_OF.search(said) and (whose := owedcards.of_whom(said)):
        return Asked("due", whose if whose.startswith("<") else f"@{whose}")
    led = _LED.match(said)
    said = " ".join(said[led.end() if led else 0 :].split())
    if what := _WHAT.match(said):
        said = f"what{' is' if what['s'] or what['is'] else ''}{said[what.end() :]}"
    found = _WAYS.fullmatch(said)
    if found is None:
        return None
    row = str(found.lastgroup)
    verb, words, _ = _ASKED[int(row[1:])]
    return Asked(verb, words.format(**{name.removeprefix(f"{row}_"): told for name, told in found.groupdict().items()}))


def nearly(said: str) -> tuple[Asked | None, dict[str, str]]:
    """The same of a few words of which some are a slip away (`show my remniders`), and what each of those was taken for."""
    slips = {word: near for word in _WORD.findall(said[:MOST_MENDED]) if (near := _meant(word.casefold()))}
    own = asked(_WORD.sub(lambda found: slips.get(found.group(), found.group()), said)) if slips else None
    return own, slips


def _meant(word: str) -> str | None:
    """The thing that a word is a slip from; one of many, or many of one, is none."""
    near = () if word in _THINGS else _speller().one_slip_from(word)
    return near[0] if near and near[0].rstrip("s") != word.rstrip("s") else None


@cache
def _speller() -> Speller:
    return Speller(sorted(_THINGS))
