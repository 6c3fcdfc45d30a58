"""How something is done here: what a question asks that no guide answers, as it is our own work, and the verbs for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.core.reply import Action, Facts, Heading, Reply
from handlers.core.verb import Verb
from handlers.core.wording import Wording

say = Wording("howto")

SEARCHED = 200
"""Letters of a question that are looked at."""
# What may or should be done is advice, or law (`can we reject …`): only how or where it is done is asked of us, or to do it.
_ASKS = re.compile(
    r"(?:(?:hey|hi|ok|so|please|pls)\W+(?:to\s+)?)*(?:how (?:do|can|could) (?:i|we|you|one|people|somebody|someone)|how to"
    r"|where (?:do|can|could) (?:i|we)|(?:can|could) (?:i|we|you) (?:see|export|download|undo|import|change|set|get|book|mute)"
    r"|is there a way|what do i type|(?:i|we)(?:['’]d like| would like| want| need)(?: you)?(?: to)?|(?:can|could|would|will) you"
    r"|stop|mute|pause|change|set|turn off|switch off|delete|add|book|open|create|make)\b",
    re.IGNORECASE,
)
_ONE = r"(?:\W+(?:an?|the|my|our|all|every|another|some|this|that|one|of|open|new|in|up|booked|\d+)){0,3}\W+"
"""What stands between a deed and what it is done to; any other word may make it another matter (`find out if someone …`)."""
_SOMEBODY = r"(?:candidates?|applicants?|finalists?)"
_MATTERS = tuple(
    (re.compile(rf"\b{words}\b", re.IGNORECASE), verbs)
    for words, verbs in (
        (r"(?:remind(?:ers?|ed|ing)|nudg(?:es?|ing)|notifications?|digests?|mute)", ("settings", "snooze", "due")),
        (r"(?:quiet hours?|my working hours|time ?zones?)", ("settings",)),
        (r"(?:on vacation|out of office|stands? in for me|while i(?:'m| am) away)", ("away",)),
        (rf"(?:delete|erase|remove|forget|wipe){_ONE}(?:{_SOMEBODY}|personal data)", ("cand forget",)),
        (
            rf"(?:book|schedule|move|reschedule|cancel){_ONE}(?:interviews?|rounds?)",
            ("interview book", "interview move", "interview cancel"),
        ),
        (rf"(?:give|leave|submit|enter|hand|put|see|read){_ONE}(?:feedback|scorecards?)(?! to)", ("scorecard", "debrief")),
        (
            rf"(?:open|create|start|make|add|set|close|cancel|pause|hold){_ONE}(?:reqs?|requisitions?|search|vacanc(?:y|ies))",
            ("req open", "req hold", "req fill", "req cancel"),
        ),
        (rf"(?:add|import|upload|enter){_ONE}(?:{_SOMEBODY}|people|persons?|csv|spreadsheet)", ("cand add", "import")),
        (rf"move{_ONE}{_SOMEBODY} (?:to|on|along|forward)", ("cand move",)),
        (rf"reject{_ONE}{_SOMEBODY}", ("cand reject", "decide no", "told")),
        (rf"approve{_ONE}offers?", ("offer approve",)),
        (rf"(?:withdraw|take back){_ONE}offers?", ("offer withdraw",)),
        (rf"(?:draft|record|enter|change|edit){_ONE}offers?", ("offer draft", "offer edit")),
        (rf"(?:export|download){_ONE}(?:{_SOMEBODY}|applications|data|reqs?|report)", ("export",)),
        (r"(?:make|add|set|change|name)\W+(?:\w+\W+){0,3}(?:admins?|approvers?)", ("req team", "people role")),
        (r"(?:undo|revert)", ("undo",)),
        (rf"(?:see|show|list|view){_ONE}(?:pipeline|board|reqs?|interviews|{_SOMEBODY})", ("board", "home", "cand list")),
    )
)  # fmt: skip
"""What is asked about, in the words of whoever asks, and the verbs that do it."""


_OURS = re.compile(
    r"\b(?:my|our|we|i|me|us|here|which|who|whose|any|how (?:many|much|is|are|did)|how['’]s|list|all|still|pending|this|last"
    r"|weekly|monthly)\b",
    re.IGNORECASE,
)
"""What may ask about one's own searches, beside a thing of them."""
_THINGS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), verbs)
    for words, verbs in (
        (
            r"(?:scorecards?|feedback|write-?ups?)(?=.*\b(?:missing|late|submit\w*|handed|owes?|open|due|in yet)\b)"
            r"|(?:missing|late|submit\w*|owes?|due|outstanding)\b.*\b(?:scorecards?|feedback)",
            ("due", "debrief"),
        ),
        (
            r"(?:need|wait|pend)\w* .*approv\w+|approv\w+ .*(?:need|wait|pend)\w*|(?:who|which)\b.* approves",
            ("due", "req team"),
        ),
        (
            r"offers? (?:are |is |that are |still )*(?:out|open|pending|waiting|sent)|(?:open|pending|running) offers?",
            ("board", "due"),
        ),
        (
            r"(?:candidates?|applicants?|people|finalists?|who)\b.*\b"
            r"(?:(?:final|last|offer|first|technical|screen\w*) (?:round|stage)|left|in (?:the )?(?:loop|pipeline|process))",
            ("cand list", "board"),
        ),
        (
            r"(?:status|state|overview|summary|where are we|going|standing)\b.*\b(?:search(?:es)?|reqs?|roles?|pipeline|hiring)",
            ("board", "req list"),
        ),
        (
            r"(?:weekly|monthly|quarterly|week['’]?s?|month|quarter)\b.*\b(?:report|summary|numbers|hires|go)"
            r"|hires this|report|hit rate",
            ("report",),
        ),
        (r"admin(?:s|istrators?)?\b|rights|permissions", ("people",)),
    )
)
"""Things of one's own searches, and the verbs that tell of them."""


def telling_of_ours(question: str, verbs: tuple[Verb, ...]) -> tuple[Verb, ...]:
    """The verbs that tell of what a question may ask about one's own searches; none where it names no thing of them."""
    said = question[:SEARCHED]
    return _first_spoken_of(said, _THINGS, verbs) if _OURS.search(said) else ()


def shown(verbs: tuple[Verb, ...]) -> Reply:
    """That a question may be about one's own searches, and what tells of them, each with its button."""
    lead = say.of_ours(name=verbs[0].name, summary=verbs[0].summary)
    pairs = tuple((each.usage, each.summary) for each in verbs)
    return Reply(lead, (Heading(lead), Facts(pairs)), actions=tuple(Action(each.name, each.name) for each in verbs))


def verbs_for(question: str, verbs: tuple[Verb, ...]) -> tuple[Verb, ...]:
    """The verbs that do what a question asks how to do; none where it is about something else."""
    said = question[:SEARCHED]
    return _first_spoken_of(said, _MATTERS, verbs) if _ASKS.match(said.strip()) else ()


def _first_spoken_of(
    said: str, matters: Iterable[tuple[re.Pattern[str], tuple[str, ...]]], verbs: tuple[Verb, ...]
) -> tuple[Verb, ...]:
    """The verbs of the first matter whose words are said."""
    names = next((names for words, names in matters if words.search(said)), ())
    by_name = {each.name: each for each in verbs}
    return tuple(by_name[name] for name in names if name in by_name)


def told(verbs: tuple[Verb, ...]) -> Reply:
    """What these verbs do and how they are typed, with a button for the whole of each."""
    lead = say.lead(name=verbs[0].name, summary=verbs[0].summary)
    pairs = tuple((each.usage, each.summary) for each in verbs)
    actions = tuple(Action(say.button(name=each.name), "help", {"about": each.name}) for each in verbs[:3])
    return Reply(lead, (Heading(lead), Facts(pairs)), actions=actions)
