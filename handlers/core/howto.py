"""How something is done here: what a question asks that no guide answers, as it is our own work, and the verbs for it."""

from __future__ import annotations

import re

from handlers.core.reply import Action, Facts, Heading, Reply
from handlers.core.verb import Verb
from handlers.core.wording import Wording

say = Wording("howto")

SEARCHED = 200
"""Letters of a question that are looked at."""
# What may or should be done is advice, or law (`can we reject …`): only how, or where, it is done is asked of us.
_ASKS = re.compile(
    r"(?:(?:hey|hi|ok|so|please|pls)\W+)*(?:how (?:do|can|could) (?:i|we|you|one|people|somebody|someone)|how to"
    r"|where (?:do|can|could) (?:i|we)|(?:can|could) (?:i|we|you) (?:see|export|download|undo|import|change|set|get|book|mute)"
    r"|is there a way|what do i type)\b",
    re.IGNORECASE,
)
_PEOPLE = r"(?:candidates?|applicants?|applications?|persons?|people|somebody|someone|finalists?)"
_MATTERS = tuple(
    (re.compile(rf"\b{words}\b", re.IGNORECASE), verbs)
    for words, verbs in (
        (r"(?:remind|reminders?|reminded|nudges?|notif\w+|digests?|mute)", ("settings", "snooze", "due")),
        (r"(?:quiet hours?|working hours|time ?zones?|my hours|my country)", ("settings",)),
        (r"(?:vacation|out of office|stands? in|while i(?:'m| am) away|my holidays?)", ("away",)),
        (rf"(?:delete|erase|remove|forget|wipe)\b.*\b(?:{_PEOPLE}|personal data|cvs?|resumes?)", ("cand forget",)),
        (
            r"(?:book|schedule|plan|move|reschedule|cancel)\b.*\b(?:interviews?|rounds?|screens?)",
            ("interview book", "interview move", "interview cancel"),
        ),
        (
            r"(?:give|leave|submit|enter|write|send|add|hand in|put in|see|read)\b.*\b(?:feedback|scorecards?)",
            ("scorecard", "debrief"),
        ),
        (
            r"(?:open|create|start|add|set up|close|cancel|pause|hold|fill)\b.*\b(?:reqs?|requisitions?|search(?:es)?)",
            ("req open", "req hold", "req fill", "req cancel"),
        ),
        (rf"(?:add|import|upload|enter|bring in)\b.*\b(?:{_PEOPLE}|csv|spreadsheet)", ("cand add", "import")),
        (r"(?:move|advance|progress)\b.*\b(?:candidates?|applicants?)", ("cand move",)),
        (r"(?:reject|turn down)\b.*\b(?:candidates?|applicants?)", ("cand reject", "decide no", "told")),
        (r"approve\b.*\boffers?", ("offer approve",)),
        (r"(?:draft|record|enter|change|edit)\b.*\boffers?", ("offer draft", "offer edit")),
        (r"(?:export|download)", ("export",)),
        (r"(?:undo|take back|revert)", ("undo",)),
        (r"(?:rights|permissions?|access|admins?|approvers?|roles? in (?:the|this) workspace)", ("people role", "people")),
        (r"(?:who did what|audit trail|change log|history of)", ("audit",)),
        (
            rf"(?:see|show|find|list|view)\b.*\b(?:pipeline|board|my reqs?|open reqs?|my interviews|{_PEOPLE})",
            ("board", "home", "cand list"),
        ),
    )
)  # fmt: skip
"""What is asked about, in the words of whoever asks, and the verbs that do it."""


def verbs_for(question: str, verbs: tuple[Verb, ...]) -> tuple[Verb, ...]:
    """The verbs that do what a question asks how to do; none where it is about something else."""
    said = question[:SEARCHED]
    if not _ASKS.match(said.strip()):
        return ()
    names = next((names for words, names in _MATTERS if words.search(said)), ())
    by_name = {each.name: each for each in verbs}
    return tuple(by_name[name] for name in names if name in by_name)


def told(verbs: tuple[Verb, ...]) -> Reply:
    """What these verbs do and how they are typed, with a button for the whole of each."""
    lead = say.lead(name=verbs[0].name, summary=verbs[0].summary)
    pairs = tuple((each.usage, each.summary) for each in verbs)
    actions = tuple(Action(say.button(name=each.name), "help", {"about": each.name}) for each in verbs[:3])
    return Reply(lead, (Heading(lead), Facts(pairs)), actions=actions)
