"""A few words that ask about the answer before them and name nothing themselves: `is that base?`, `who sits in`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from handlers.core.errors import Refusal
from handlers.core.followups.asides import asked_aside
from handlers.core.reading.carried import Question, carried, replaced, sides_in
from handlers.core.reading.filling import validated
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import holds_ids
from handlers.core.reading.spelled import spelled
from handlers.core.reading.verbnames import FREE
from handlers.core.verb import Verb
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Vocabulary

MOST_LETTERS = 60
PAY, COMPARED, LOOP, MARKET, SOURCE, SCREEN, ROLE = "band", "band compare", "loop", "market", "source", "screen", "role"
OF_COLOUR = "{} flags in a cv"
"""The question for what the guides count so in a résumé."""
SIDES = 2
_OF_A_SIDE = frozenset({"level", "lane", "specialty", "modifiers"})
"""What both sides of a comparison of two markets have."""
JD = "jd template"
_JDS = frozenset({"jd", "jds", "job description", "job ad", "job post", "job posting"})
LADDER = ("junior", "mid", "senior", "staff")
"""The vocabulary's levels, from below."""
_OPENS = r"\W*(?:(?:and|so|ok|okay|but|hm+|also|then|well)\W+)*"
_THAT = r"(?:that|this|it|those|these|they)"
_MEASURE = pattern(
    rf"{_OPENS}(?:(?:is|was|are|were)\s+{_THAT}(?:\s+(?:figures?|numbers?))?(?:\s+(?:all|only|just))?\s+"
    rf"|{_THAT}['’]?(?:s|re)\s+(?:all\s+|just\s+)?|(?:what['’]?s\s+|what\s+(?:about|is)\s+)?(?:the\s+)?(?=base\b))"
    r"(?P<said>base|total|tc|all[- ]in)(?:\s+(?:pay|salary|comp(?:ensation)?))?"
    r"(?P<other>\s+or\s+(?:base|total|tc|all[- ]in)(?:\s+comp(?:ensation)?)?)?\W*",
    re.IGNORECASE,
)
_ONE_MEASURE = pattern(
    rf"{_OPENS}(?:(?:just|only|what about|in)\s+)*(?:the\s+)?(?:base|total|tc|equity)"
    r"(?:\s+(?:only|alone|pay|salary|please|pls))*\W*",
    re.I,
)
"""One measure of a comparison, which shows each by itself."""
_NO_SHARE = pattern(
    rf"{_OPENS}(?:(?:what|how)\s+about\s+|what\s+if\s+(?:there['’]?s\s+)?|with\s+)*(?:no|without|not\s+counting|excluding|minus)\s+(?:any\s+|the\s+)?"
    r"(?:equity|stock(?:\s+options)?|options|rsus|shares)\W*",
    re.IGNORECASE,
)
"""What leaves a share of the company out."""
_STEP = pattern(
    rf"{_OPENS}(?:(?:what|how)\s+about\s+)?(?:(?:one|a|the)\s+(?:(?:next|previous)\s+)?(?:level|step|notch|grade)\s+"
    r"(?P<way>down|lower|below|under|up|higher|above)|the\s+(?:level|one)\s+(?P<other>below|above)|(?:the\s+)?(?P<next>next)\s+level(?:\s+up)?)"
    r"(?:\s+(?:please|pls|then))?\W*",
    re.IGNORECASE,
)
_UP = frozenset({"up", "higher", "above", "next"})
_OF_A_LOOP = pattern(
    rf"{_OPENS}(?:how\s+(?:long|many\s+(?:hours|rounds|days|weeks|people))"
    rf"(?:\s+(?:does|will|would|is|should|do)\s+(?:{_THAT}|the\s+loop|the\s+rounds)(?:\s+(?:take|last|be|run|need))?)?(?:\s+(?:in\s+(?:total|all)|(?:for|of)\s+(?:the|a)\s+candidate|for\s+candidates?|of\s+their\s+time))?"
    rf"|who\s+(?:(?:should|would|else)\s+)?(?:sits?|is(?=\s+(?:in|on)\s+\w)|interviews?|runs?|takes\s+part)(?:\s+(?:in|on))?"
    rf"(?:\s+(?:{_THAT}|them|each|there|each\s+round|the\s+(?:rounds?|loop|panel)))?)\W*",
    re.IGNORECASE,
)
"""What the answer to a loop tells: its hours, its days, and who sits in."""
_WHICH = pattern(
    rf"{_OPENS}which(?:\s+(?:one|of\s+(?:them|those|these|the\s+two)))?\s+(?:is|pays|costs|earns|gets)\s*(?:the\s+)?"
    r"(?:cheaper|cheapest|more|less|higher|lower|most|least|dearer|better(?:\s+paid)?|more\s+expensive)\W*",
    re.IGNORECASE,
)
_FOR_IT = pattern(
    rf"{_OPENS}(?:(?:the|a|an|some|show|give|me|any)\s+)*(?P<verb>[a-z]+(?:\s[a-z]+)?)\s+for\s+(?:{_THAT}|them|him|her|such\s+(?:a\s+person|people))"
    r"(?:\s+(?:role|one|level|lane|hire|job))?(?:\s+(?:please|pls))?\W*",
    re.IGNORECASE,
)
"""Another verb of the same cell: `questions for it`."""
_A_JD = pattern(
    rf"{_OPENS}(?:(?:can|could)\s+(?:you|u|we|i)\s+|(?:please|pls)\s+|i\s+(?:need|want)\s+|let['’]?s\s+|now\s+)*"
    r"(?:(?:write|draft|make|create|generate|give|do|get|turn|have)\s+)?(?:me\s+|us\s+|it\s+into\s+|this\s+into\s+|that\s+into\s+)?"
    r"(?:(?:an?|the|our|my)\s+)?(?:jd|job\s+(?:description|ad|post(?:ing)?))"
    rf"(?:\s+(?:from|out\s+of|for|of|based\s+on|with)\s+(?:{_THAT}|them|the\s+text))?(?:\s+(?:please|pls|too|now|then))?\W*",
    re.IGNORECASE,
)
"""A JD of what was asked about: `write the jd`, `make a jd from this`."""
_HOW_LONG = pattern(
    rf"{_OPENS}how\s+(?:long|many\s+(?:weeks|months|days))(?:\s+(?:(?:does|will|would|should|is)\s+)?(?:{_THAT}|the\s+search)"
    r"(?:\s+(?:usually\s+)?(?:take|last|be))?)?\W*",
    re.IGNORECASE,
)
"""What a search takes, behind what the market is."""
_COLOUR = pattern(
    rf"{_OPENS}(?:(?:what|how)\s+about\s+|(?:what|which)\s+are\s+|any\s+|only\s+)*(?:the\s+)?(?P<colour>green|red)(?:\s+(?:ones|flags?))?\W*",
    re.IGNORECASE,
)
"""The flags of one colour, behind the reading of a résumé."""
_OF_A_POOL = pattern(
    rf"{_OPENS}(?:(?P<avoid>(?:(?:what|who|where|which)\s+)?(?:to\s+|should\s+(?:we|i)\s+)?avoid)"
    r"|(?:(?:a|the|an|draft|write|show|give|me|first|what|how|do|should|can|could|would|i|we|to)\s+)*"
    r"(?P<outreach>write(?:\s+to)?\s+(?:them|him|her|such people)|message|outreach|note|draft|email|mail))\W*",
    re.IGNORECASE,
)
"""Whom to leave, or what to write, behind where such people are."""
_WHETHER_LANE = pattern(
    rf"{_OPENS}(?:why\s+(?:not|isn['’]?t\s+{_THAT}|is\s+{_THAT}\s+not)|(?:is|are)n['’]?t\s+{_THAT}"
    rf"|(?:is|was|could|would)\s+{_THAT}(?:\s+(?:not|be|rather|really))*|what\s+(?:would|could)\s+make\s+{_THAT}"
    rf"|when\s+(?:is|would)\s+{_THAT}(?:\s+be)?|how\s+(?:is|does)\s+{_THAT}\s+(?:different|differ)\s+from"
    r"|(?:what['’]?s|what\s+is)\s+the\s+difference\s+(?:to|from|with)|compare[ds]?\s+(?:(?:it|that|this)\s+)?(?:with|to|against)|vs\.?|versus|or|not)"
    r"\s+(?:(?:an?|the)\s+)?(?P<lane>[\w/&' -]{2,40})\W*",
    re.IGNORECASE,
)
"""Another lane than the one that a text was found to be of."""
_PLAIN_ENGINEER = pattern(
    r"(?:(?:normal|plain|regular|usual|real|classic(?:al)?)\s+)?(?:mle|(?:ml|machine[- ]learning)\s+engineer)s?", re.IGNORECASE
)
PLAIN_LANE = "production"
_MAY_BE_ONE = pattern(
    r"\b(?:base|total|tc|equity|stock|options|rsus|shares"
    r"|all[- ]in|level|step|notch|grade|below|above|long|hours|rounds|days|weeks|months|people|who|which|for"
    r"|avoid|write|jd|job|message|outreach|note|draft|e?mail|picture|chart|graph|plot|draw|visuali[sz]e|rounds?|interviews?|stages?|answers?|ones?"
    r"|cons?|contras?|down ?sides?|drawbacks?|disadvantages?|weakness(?:es)?|pitfalls?|don['’]?ts|caveats?|warnings?|risks?|wrong"
    r"|mistakes|against|not)\b",
    re.IGNORECASE,
)


def meant(said: str, last: Question, verbs: Mapping[str, Verb], vocabulary: Vocabulary) -> Heard | None:
    """The whole question that they ask behind `last`; None for every other message. Never raises."""
    of_a_text = bool(last.work) or last.verb.name == SCREEN
    if len(said) > MOST_LETTERS or not (of_a_text or _MAY_BE_ONE.search(said)):
        return None
    with suppress(Refusal):
        found = asked_aside(said, last) or _same(said, last, verbs)
        found = found or _of_its_cell(said, last, verbs) or _of_a_text(said, last, verbs, vocabulary)
        if found is not None:
            verb, args = found
            args_of = validated(verb.args, args, vocabulary)
            return Heard(verb, args_of, after=spelled(verb, args_of, vocabulary))
    return None


def _same(said: str, last: Question, verbs: Mapping[str, Verb]) -> tuple[Verb, dict[str, Any]] | None:
    """The last question again, with what the words change in it."""
    before = carried(last, last.verb.args)
    if last.verb.name == PAY and (measure := _MEASURE.fullmatch(said)):
        asked = "" if measure["other"] else "base" if measure["said"].casefold() == "base" else "total"
        return last.verb, replaced(before, {"measure": asked}, last.verb.args) if asked else before
    if last.verb.name == COMPARED and _ONE_MEASURE.fullmatch(said):
        return last.verb, before
    if last.verb.name == PAY and _NO_SHARE.fullmatch(said):
        return last.verb, replaced(before, {"measure": "base"}, last.verb.args)
    if (step := _STEP.fullmatch(said)) and before.get("level") in LADDER:
        way = (step["way"] or step["other"] or step["next"]).casefold()
        place = LADDER.index(before["level"]) + (1 if way in _UP else -1)
        return (last.verb, {**before, "level": LADDER[place]}) if 0 <= place < len(LADDER) else None
    if last.verb.name == MARKET and _HOW_LONG.fullmatch(said):
        return last.verb, replaced(before, {"about": "fill"}, last.verb.args)
    if last.verb.name == SOURCE and (pool := _OF_A_POOL.fullmatch(said)):
        return last.verb, replaced(before, {"avoid" if pool["avoid"] else "outreach": True}, last.verb.args)
    if last.verb.name == PAY and len(markets := before.get("markets", ())) == SIDES and _WHICH.fullmatch(said):
        a, b = ({**{name: before[name] for name in _OF_A_SIDE & before.keys()}, "markets": [market]} for market in markets)
        return verbs[COMPARED], {"a": a, "b": b}
    of_loop = last.verb.name == LOOP and _OF_A_LOOP.fullmatch(said)
    return (last.verb, before) if of_loop or (last.verb.name == COMPARED and _WHICH.fullmatch(said)) else None


def _of_its_cell(said: str, last: Question, verbs: Mapping[str, Verb]) -> tuple[Verb, dict[str, Any]] | None:
    """Another verb that answers from knowledge, of the level, the place and the work that were asked about."""
    found = _FOR_IT.fullmatch(said)
    verb = _named(found["verb"], verbs) if found else verbs.get(JD) if _A_JD.fullmatch(said) else None
    if verb is None or verb.effect != "none" or not holds_ids(verb.args) or (verb is last.verb and verb.name != JD):
        return None
    before = carried(last, verb.args)
    return (verb, before) if before else None


def _of_a_text(
    said: str, last: Question, verbs: Mapping[str, Verb], vocabulary: Vocabulary
) -> tuple[Verb, dict[str, Any]] | None:
    """What parts the lane that a text was found to be of from another; or the flags of one colour, which résumés are read for."""
    if last.verb.name == SCREEN and (flags := _COLOUR.fullmatch(said)):
        return verbs[FREE], {"question": OF_COLOUR.format(flags["colour"].casefold())}
    found = last.work.get("lane")
    if found is None:
        return None
    if asked := _WHETHER_LANE.fullmatch(said):
        lane = _lane(asked["lane"], vocabulary)
        return (verbs[ROLE], {"lanes": tuple(dict.fromkeys((found, lane)))}) if lane else None
    verb = _named(said.strip(" .?!"), verbs)
    bare = verb is not None and verb.effect == "none" and verb.listed and holds_ids(verb.args) and not sides_in(verb)
    return (verb, before) if verb and bare and (before := carried(last, verb.args)) else None


def _named(said: str, verbs: Mapping[str, Verb]) -> Verb | None:
    """The verb of that name; a JD by itself is one that is to be written."""
    name = said.casefold()
    return verbs.get(JD) if name in _JDS else verbs.get(name)


def _lane(said: str, vocabulary: Vocabulary) -> str | None:
    """The one lane that the words name, and nothing else; an ML engineer without more is one in production."""
    if _PLAIN_ENGINEER.fullmatch(said):
        return PLAIN_LANE
    read = vocabulary.read(said, {"lane"})
    ids = {match.id for match in read.found}
    return ids.pop() if len(ids) == 1 and not read.unread else None
