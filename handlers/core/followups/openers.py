"""How a message begins that goes on from what was asked before it; and what `it` stands for behind an answer. Pure."""

from __future__ import annotations

import re

from handlers.core.markers import Flag
from handlers.core.reading import utterance
from handlers.core.reading.carried import Question
from handlers.core.reading.heard import Heard
from handlers.core.reading.listening import slots
from handlers.core.reading.verbnames import FREE
from handlers.core.verb import Verb
from knowledge.words.vocabulary import Vocabulary

MOST_WORDS = 12
"""A longer one is a question of its own."""
THAT = r"(?:it|that|this|they|those|these)"
_OPENERS = (
    "and|also|or|but|now|then|ok|okay|kk?|so|well|hm+|right|cool|great|nice|perfect|thanks|thank you|thx|ty|alright|plus|oh|ah",
    "sure|yes|yeah|yep|yup|no|nope|nah|nvm|wait|actually|sorry|oops|rather|(?:i|we) mean|(?:i|we) meant|say|try",
    rf"(?:{THAT}(?:['’]?s|['’]?re| is| are| looks?| seems?)? )?(?:way |much |a bit |a little |still |far )?"
    r"too (?:expensive|much|high|low|pricey|dear|cheap|long|short|many|few|slow)"
    r"(?=\s*[,.;:!–-]|\s+(?:make|what|how|try|give|show|so|then)\b)",
    "make (?:it|that|this)|(?:(?:change|switch) (?:it |that )?|back )to",
    "wh?at abo?u?t|how about|what if|how if|(?:what|how) would (?:it|that) be if",
    "(?:do |show me |give me |give |show )?the same(?: thing| question| one)?|same(?: thing| question| again| here)?",
    rf"(?:what|how)(?:['’]?s|['’]?re| is| are| was| would| does| do| will)\s+{THAT}\b"
    r"(?:\s+(?:be|look|looks?|like|change|differ|work|for))*",
    rf"how much (?:is|are|would|does|do) {THAT}(?: be| cost)?(?!\s+(?:cost\s+)?to\b)",
    rf"(?:is|are|does|do|would|will) {THAT}(?: be| look)? (?:any )?(?:different|change|differ|the same|differently|otherwise)",
)
_GOES_ON = re.compile(rf"(?:(?:{'|'.join(_OPENERS)})(?![\w'’])[\s,.:;!?–-]*)+", re.IGNORECASE)
"""How a message begins that goes on from what was asked before it."""
_THINGS = {
    "jd template": "a jd", "jd audit": "a jd", "loop": "the interview loop", "questionnaire": "the questionnaire",
    "market": "a search", "source": "sourcing", "close": "an offer",
}  # fmt: skip
"""What `it` stands for behind the verbs that hand out a thing."""
_IT = re.compile(r"\b(?:it|this|that)\b", re.IGNORECASE)
_TEXTS = frozenset({"jd template", "jd audit"})
_IS_IT = re.compile(r"(?:should|must|can|could|does|do|is|has|will|need|would)\s+it\b", re.IGNORECASE)
"""How a question begins that is asked of a text: whatever else it names, it is what stands in that."""
_OF_NOTHING = re.compile(
    r"\b(?:is|was|does|did|would|will|can|could|may) it (?:(?:really|ever|still|not|be) )?"
    r"(?:(?:\w+ ){1,2}(?:to|that|if|when)\b|make sense\b|matter\b|help\b|happen\b|an? \w)",
    re.IGNORECASE,
)
"""An `it` that stands for nothing said before (`is it ok to hire juniors`), or is asked who it is (`is it a data scientist`)."""
_WHOSE = re.compile(
    r"(?:and |so |ok |but )?(?:what|how) (?:does|do|would|did|about) (?P<who>[\w.]{2,20})"
    r"(?: (?:do|say|have|give|recommend|suggest|pay|run|want|think|instead|then|it|about|of|for|that|this|here))*\W*",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\bno\s*$", re.IGNORECASE)


def of_whom(said: str, vocabulary: Vocabulary) -> str:
    """What is asked of a guide by name (`what does exzev do instead`), as going on with that name; else the words as they are."""
    asked = _WHOSE.fullmatch(said)
    return f"and {asked['who']}" if asked and vocabulary.read(asked["who"], {"source"}).first("source") else said


def of_the_thing(said: str, last: Question, alone: Heard | None, asker: Verb | None) -> Heard | None:
    """A question about what was asked for (`how long should it be`, behind a JD), with that thing's name in it."""
    thing = _THINGS.get(last.verb.name)
    if thing is None or not alone or not utterance.begins_as_question(said) or _OF_NOTHING.search(said):
        return None
    free = alone.verb if alone.verb.name == FREE else asker if _IS_IT.match(said) and last.verb.name in _TEXTS else None
    if free is None:
        return None
    question, count = _IT.subn(thing, said, count=1)
    if not count or len(said.split()) > MOST_WORDS:
        return None
    question = question.rstrip("?. ")
    typed = question if free is alone.verb else f"{free.name} {question}"
    return Heard(free, free.args.model_validate({"question": question}), after=typed)


def opening(said: str, last: Question, vocabulary: Vocabulary) -> int | None:
    """Where that ends by which it goes on from what was asked; a denial there may be of what follows it (`what if no llm`)."""
    opens = _GOES_ON.match(said)
    if opens is None:
        return None
    denial = _DENIES.search(opens.group())
    denied = said[denial.start() :] if denial else ""
    if denial and (any(match.start == 0 for match in vocabulary.read(denied, {"modifier"}).found) or _is_asked(denied, last)):
        return denial.start()
    return opens.end()


def _is_asked(denied: str, last: Question) -> bool:
    """Whether the verb that was asked last takes these words with their denial (`no take-home`)."""
    phrases = (phrase for slot in slots(last.verb.args) if isinstance(slot.marker, Flag) for phrase in slot.marker.phrases)
    return any(phrase.startswith("no ") and denied.casefold().startswith(phrase) for phrase in phrases)
