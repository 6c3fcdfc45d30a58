"""A deed that is told of somebody whom no search knows: `jane passed the recruiter screen`. Said so, with a way to add them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.core.reading.utterance import words_of
from handlers.core.reply import MAX_ACTIONS, Action, Reply, Text
from handlers.core.typed.deedphrases import AT_FRONT, ROWS, WEEKDAY
from handlers.core.typed.deedwords import Told
from handlers.core.typed.wordnames import is_a_word, words_not_names
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.reading import deedbuttons, matching, naming, ofkind, spokenof
from handlers.pipeline.reading.alike import folded
from knowledge.retrieval.wordvectors import is_common
from storage.models import Requisition

say = Wording("deedsaid")

ADDS, SHOWS = "cand add", "cand show"
MOST_REQS = 3
_OF_PERSONS = frozenset({
    "interview done", "loop done", "offer accept", "offer decline", "cand withdraw", "interview no-show", "offer counter",
    "call recruiter done", "call manager done", "cand move", "cand reject", "told", "volunteered", "offer sent", "decide yes",
    "decide no", "offer extend",
})  # fmt: skip
"""What becomes of a candidate; what is booked or approved may be of anything."""
_ALONE = frozenset({"offer accept", "offer decline", "cand withdraw", "interview no-show", "offer counter", "volunteered"})
"""What only somebody does: nothing else withdraws, or wants 240k."""
_LEADS = r"\W*(?:(?:so|and|ok|okay|fyi|update|also|btw|hey|well|good news|bad news|heads up|great|then|but)[\s,:!.–—-]+)*"
_SUBJECT = re.compile(
    rf"{_LEADS}(?P<name>[^\W\d_][\w’-]*[^\W_](?:\s+[A-Z][\w’-]+)?)(?P<own>['’]s\s+)?(?:\s*(?:has|have|had|is|was|just|already|finally|also)\b)*\s*",
)
_WHOLE_NAME = re.compile(
    rf"{_LEADS}(?P<name>[^\W\d_][\w’-]*[^\W_]\s+[^\W\d_][\w’-]*[^\W_])(?:['’]s)?\s+(?:(?:has|have|just|already|also)\s+)*"
)
_OBJECT = re.compile(
    rf"{_LEADS}(?:(?:i|we)\s+)?(?:just\s+)?(?:had\s+(?:an?|my|our|the|her|his|their)\s+(?:\w+\s+)?(?:call|interview|chat)\s+with|(?:talked|spoke)\s+(?:to|with)|called|phoned|interviewed"
    r"|rejected|told|sent\s+the\s+offer\s+to|sent(?=\s+\w+\s+(?:the|an?|our)\s+offer))\s+(?P<name>[^\W\d_][\w’-]*[^\W_](?:\s+(?-i:[A-Z])[\w’-]+)?)",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"{_LEADS}(?P<one>[^\W\d_]+)\s*(?:\band\b|&|\+)\s*(?P<other>[^\W\d_]+)\s+(?:(?:both|have|has|just|already|all)\s+)*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_NOBODYS = frozenset({
    "finance", "legal", "hr", "management", "leadership", "sales", "marketing", "board", "team", "company", "everyone",
    "everybody",
    "someone", "somebody", "anyone", "anybody", "nobody", "people", "candidates", "candidate", "engineers", "engineer", "client",
    "customer", "customers", "vendor", "agency", "procurement", "it", "ops", "security", "the", "we", "i", "you", "he",
    "she", "they",
    "this", "that", "these", "those", "it's", "who", "which", "what", "there", "here", "both", "all", "most", "many",
    "some", "few",
    "none", "one", "two", "everything", "nothing", "something", "build", "deploy", "test", "tests", "ci", "pipeline", "meeting",
    "sprint", "demo", "training", "lunch", "offer", "interview", "round", "loop", "call", "google", "amazon", "openai",
    "anthropic", "stripe", "meta", "microsoft", "apple", "deepmind", "nvidia", "please", "got", "not", "never", "still",
    "yes", "no",
    "today", "yesterday", "tomorrow", "him", "her", "them", "us", "me", "my", "our", "your", "his", "their", "an", "a",
    "standup", "stand-up", "mom", "dad", "brother", "sister", "wife", "husband", "son", "daughter", "friend", "boss", "dog",
    "cat", "kid", "kids", "paperwork", "docusign", "contract", "letter", "signature", "agreement",
})  # fmt: skip
"""Words that stand where a name would, and are none."""
_BESIDE = frozenset({
    "screen", "recruiter", "technical", "tech", "coding", "onsite", "on-site", "final", "finals", "debugging", "design", "system",
    "panel", "manager", "hm", "round", "rounds", "interview", "interviews", "call", "phone", "loop", "exercise", "take-home",
    "takehome", "homework", "stage", "process", "chat", "offer", "offers", "letter", "contract", "terms", "morning", "afternoon",
    "evening", "night", "week", "last", "this", "too", "well", "great", "really", "very", "finally", "next", "first", "second",
    "k", "base", "until", "more", "time", "google", "stripe", "openai", "anthropic", "amazon", "meta", "competing", "good",
    "badly",
    "no", "yes", "she", "he", "they", "out", "up", "forward", "on", "flying", "colors", "challenge", "assignment", "test", "not",
    "expires", "through", "done", "so", "ok", "fyi", "update", "hey", "news", "bad", "rejected", "failed", "hired",
    "signed", "wants",
    "friday", "elsewhere", "company", "role", "job", "position", "start", "starts", "asked", "had", "interviewed",
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_HAS_HERS = re.compile(r"\b(?:his|hers?|him)\b", re.IGNORECASE)
"""What only somebody has: `tom failed his screen`."""
_A_ROUND = re.compile(
    r"\b(?:screen|recruiter|technical|onsite|on-site|finals?|debugging|design|panel|manager|hm|round|interview|take-?home|homework|call|loop|no"
    r"|yes|with|to|offer|until|next)\b",
    re.IGNORECASE,
)
"""Where what is told could be of a thing, too (`passed`, `is done`), it is of somebody beside one of these."""
_BECAUSE = re.compile(r"\s+(?:because|and|but)\s.*|[,;]\s.*", re.IGNORECASE | re.DOTALL)


def name_in(at: Context, told: Told, said: str) -> str:
    """Who does or suffers what is told and is called as nobody in a search of the speaker's is; empty where the words may mean
    anything else."""
    if _OF_PERSONS.isdisjoint(told.verbs):
        return ""
    for pattern in (_OBJECT, _SUBJECT, _WHOLE_NAME):
        found = pattern.match(said)
        name = found["name"] if found else ""
        if found and name and _may_be_one(at, told, name, said) and _is_all_of_it(said, found, name, pattern is not _OBJECT):
            return name
    return ""


def _is_all_of_it(said: str, found: re.Match[str], name: str, subject: bool) -> bool:
    """Whether a deed stands right behind a subject, and nothing beside speaks of something else."""
    if subject and not any(
        (front := each.match(said, found.end())) and front.group().casefold() not in AT_FRONT for _, each in ROWS
    ):
        return False
    head = _BECAUSE.sub("", said)
    for _, telling in ROWS:
        if (deed := telling.search(head, found.end() if subject else 0)) and (subject or deed.start() <= found.end()):
            head = f"{head[: deed.start()]} {head[deed.end() :]}"
            break
    words = (spokenof.OWNER.sub("", each) for each in _WORD.findall(head))
    rest = [each for each in words if each.casefold() not in {part.casefold() for part in name.split()}]
    return all(_is_beside(each) for each in rest)


def _is_beside(word: str) -> bool:
    word = word.casefold()
    return (
        word in _BESIDE or word in spokenof.AROUND or word[0].isdigit() or re.fullmatch(WEEKDAY, word, re.IGNORECASE) is not None
    )


def _may_be_one(at: Context, told: Told, name: str, said: str) -> bool:
    """Whether it may be somebody's name: no word of ours, no everyday word in small letters, no colleague's."""
    first = name.split(" ", maxsplit=1)[0]
    if first.casefold() in _NOBODYS | spokenof.AROUND or at.library.vocabulary.means_something(first.casefold()):
        return False
    if re.fullmatch(WEEKDAY, first, re.IGNORECASE):
        return False
    if any(
        is_common(each.casefold()) or spokenof.is_adverb(each) or at.library.vocabulary.means_something(each.casefold())
        for each in name.split(" ")[1:]
    ):
        return False
    things_do_so = _ALONE.isdisjoint(told.verbs) and not first[0].isupper()
    if things_do_so and not (_HAS_HERS.search(said) or _A_ROUND.search(said) or " " in name):
        return False
    if is_a_word(first) and first.casefold() in words_not_names(said):
        return False
    if is_common(first.casefold()) and not _HAS_HERS.search(said) and not (first.istitle() and not _ALONE.isdisjoint(told.verbs)):
        return False
    return len(first) > 1 and spokenof.a_colleague(at, first) is None


def may_be_called(at: Context, word: str) -> bool:
    """Whether a word that stands where a name does may be somebody's: neither ours, nor an everyday one, nor a colleague's."""
    folded_word = word.casefold()
    known = folded_word in _NOBODYS | _BESIDE | spokenof.AROUND or at.library.vocabulary.means_something(folded_word)
    if known or len(word) < 2 or not word.isalpha() or re.fullmatch(WEEKDAY, word, re.IGNORECASE) or is_common(folded_word):
        return False
    return spokenof.a_colleague(at, word) is None and not spokenof.named(at, word, word)


def several(at: Context, told: Told) -> Reply | None:
    """The same of two who are named together, and both as nobody is: `kim and mary passed`."""
    pair = _PAIR.match(words_of(at.command.said)) if not _OF_PERSONS.isdisjoint(told.verbs) else None
    searches = naming.open_to(at) if pair else []
    if pair is None or not searches or not all(may_be_called(at, pair[each]) for each in ("one", "other")):
        return None
    if not any((front := each.match(pair["rest"])) and front.group().casefold() not in AT_FRONT for _, each in ROWS):
        return None
    names = [pair[each].capitalize() for each in ("one", "other")]
    adds = [each for name in names for each in _adds(at, name, searches[:1])]
    lead = say.stranger(name=" or ".join(names), near=[], adds=True)
    return Reply(lead, (Text(lead),), actions=tuple(adds[:MAX_ACTIONS]), confidential=True)


def to_add(at: Context, names: Sequence[str]) -> list[Action]:
    """Adding each of them to the one search that the speaker sees; of several it is asked elsewhere."""
    searches = naming.open_to(at)
    return [each for name in names for each in _adds(at, name.capitalize(), searches)] if len(searches) == 1 else []


def unknown(at: Context, told: Told) -> Reply | None:
    """That nobody of that name is in a search that the speaker sees, with adding them, and whoever is called almost so."""
    said = words_of(at.command.said)
    searches = naming.open_to(at)
    name = name_in(at, told, said) if searches else ""
    if not name or spokenof.named(at, name, said):
        return None
    here = naming.req_of_place(at)
    meant = spokenof.number_meant(at, said)
    offered_in = [each for each in searches if meant in (None, each.number)] or ([here] if here else searches)
    near = matching.like(at.unit, searches, name)[:MAX_ACTIONS]
    left = spokenof.left(at, name, name)[:MAX_ACTIONS]
    buttons = [
        deedbuttons.button(at, verb, told.beside, each, named=True)
        for each in near
        if (verb := deedbuttons.verb_named(at, ofkind.verbs(at, told.verbs, each)[0]))
    ]
    buttons += [
        Action(say.show_button(req=naming.called(at, each.candidate))[:75], SHOWS, {"application": each.application.id})
        for each in left
    ]
    shown = name if name[0].isupper() else " ".join(part.capitalize() for part in name.split())
    adds = [] if left else _adds(at, shown, offered_in)
    lead = say.stranger(name=shown, near=[naming.called(at, each.candidate) for each in (*near, *left)], adds=bool(adds))
    actions = (*buttons, *adds)
    return Reply(lead, (Text(lead),), actions=actions[:MAX_ACTIONS], more=actions[MAX_ACTIONS:], confidential=True)


def _adds(at: Context, name: str, searches: Sequence[Requisition]) -> list[Action]:
    """Adding them to a search, each that may be meant as a button."""
    return [
        Action(say.add_to_button(name=name, req=f"R-{each.number}")[:75], ADDS, {"people": name, "req": each.number})
        for each in searches[:MOST_REQS]
    ]


def is_one(at: Context, told: Told, said: str) -> bool:
    """Whether a part of a message is told of a stranger: what else it says is theirs too (`tom failed his`)."""
    name = name_in(at, told, said)
    return bool(name) and not any(folded(name) == folded(each.candidate.name or "") for each in spokenof.named(at, name, name))
