"""Which verb is meant by words that have none's name in front: by cues, by what they name, by what they ask about. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from handlers.core.answers.freely import figure_in, letters_in
from handlers.core.args import Guess
from handlers.core.command import Place
from handlers.core.markers import sides_of
from handlers.core.pay.payfigure import is_months_pay
from handlers.core.pay.sharefigure import asks_about_share, share_in
from handlers.core.reading import askback, utterance, worknotes
from handlers.core.reading.cues import Cues
from handlers.core.reading.jobs import WORDS as JOB_WORDS
from handlers.core.reading.listening import takes_documents
from handlers.core.reading.takeover import taking_over
from handlers.core.reading.verbnames import FREE, SHORT, Found, Mended, VerbNames
from handlers.core.verb import Verb
from knowledge.words.clauses import asking
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Reading, Vocabulary

PAY = "band"
"""The verb that shows what is paid."""
ALL_REQS, ONE_REQ = "board", "req show"
"""The verbs that show how things stand."""

TEAM = "team"
_ITS_PAY = pattern(r"\b(?:salar(?:y|ies)|pay|wages?|comp|compensation|cost|costs|earn)\b", re.IGNORECASE)
"""The verb for whom to hire first, and what asks what somebody is paid, whichever hire they are."""

CELL_WORDS = 6
"""Longer than this, words that name a level or a market are a question about something."""
SPAN_WORDS = 10
"""So many words that hold a span of levels and a place are about its pay (`somewhere between mid and senior in nyc`)."""
_CELL = frozenset({"level", "market", "place", "lane", "specialty", "modifier", "years", "currency"})
_SOURCES = frozenset({"source"})
_SOMEWHERE = frozenset({"market", "place"})
_HIRED = frozenset({"level", "market", "place", "years"})
"""What is somebody's who is paid."""
_RANKS = frozenset({
    "vp", "svp", "president", "chief", "cto", "caio", "director", "directors", "head", "manager", "managers", "intern", "interns",
    "internship", "apprentice", "trainee",
})  # fmt: skip
"""Words of ranks that no guide speaks of, looked for before the ranks are."""

LANE_ALONE, SPECIALTY_ALONE = ("band", "loop"), ("role", "loop")
"""What could be meant by whoever names a lane, or a specialty, and nothing else (`mlops`, `inference`)."""

SEARCHED_WORDS = 200
"""How far into a text a verb is looked for by its cues; what comes later is the document."""

_QUESTION = pattern(r"(?:how|what|why|when|where|which|who)\b", re.IGNORECASE)
_WHETHER = pattern(r"(?:do|does|should|must|can|could|may|would|will|is|are|have|has)\b", re.IGNORECASE)
"""What is asked of a market so asks for no pay: `do we have to offer remote`."""
_WHAT_WORK = pattern(
    r"(?:(?:(?:can|could) (?:you|u) |please |pls )?(?:explain|describe|define)\b|meaning of\b"
    r"|what(?:['’]?s| is| are| does)|who(?:['’]?s| is| are)|do (?:we|i) need|should (?:we|i) (?:hire|have|get))\b",
    re.IGNORECASE,
)
_WANTS = pattern(r"\b(?:candidate|cand|he|she|they|we)\s+(?:only\s+)?(?:wants?|prefers?|insists? on|refuses?)\b", re.IGNORECASE)
"""What tells what somebody wants, and asks for no pay."""
_WHEN = pattern(r"(?:(?:so|and|but|at what point)\W+)*(?:when|why|do|does|should|must|can|could|is|are)\b", re.IGNORECASE)
"""What asks when, why or whether somebody of a kind is hired, and neither for their pay nor for their interviews."""
_OF_A_LEVEL = pattern(
    r"(?:(?P<what>(?:what|who)(?:['’]?s| is| are| does))|when|why|is|are|do|does|should|can|could|must)\b"
    r"(?!.*\b(?:enough|cost|pay|much|money)\b)",
    re.IGNORECASE,
)
"""What asks what a level is (`what's a mid`, `when is somebody staff`), and not what it costs."""


_OURS_IS = pattern(
    r"\b(?:(?:what(?:['’]?s| is| are| does)|who(?: is| are)|explain|define|describe|meaning of)\b.{0,30}"
    r"\b(?:(?:ml|machine[- ]learning) engineer(?:ing|s)?|mles?)\b|(?:ml|machine[- ]learning) engineers?,? what\b)",
    re.IGNORECASE,
)
"""What asks what such an engineer is."""
_WORD = pattern(r"[^\W_](?:[\w'’-]*\w)?")
_LEARNERS = frozenset({
    "explain", "define", "describe", "meaning", "mean", "means", "new", "beginner", "newbie", "noob", "exactly", "actually",
    "basically", "simple", "simply", "words", "terms", "understand", "learning", "topic", "field", "kind", "sort", "hr",
    "recruiter", "founder", "non-technical", "first", "time", "never", "heard", "even", "called", "term", "short", "brief",
    "briefly", "quick", "plain", "english", "layman", "layman's", "laymans", "idea", "no", "sorry", "dumb", "question", "stupid",
})  # fmt: skip
"""Words of somebody who is new to it all."""
_AROUND = frozenset({
    "what", "what's", "whats", "who", "who's", "is", "are", "does", "do", "can", "could", "a", "an", "the", "of", "in", "to",
    "for", "i", "i'm", "im", "am", "have", "me", "us", "my", "we", "you", "it", "this", "that", "and", "so", "ok", "hi", "hello",
    "hey", "please", "pls", "plz", "thanks", "ml", "mle", "mles", "machine", "machine-learning", "engineer", "engineers",
    "engineering", "role", "job", "as",
})  # fmt: skip
"""Words beside those that ask about nothing more: what such an engineer needs, is paid or is offered is another question."""


_OF_SOMEBODY = pattern(
    r"^(?:must|should|will|has)\s|\bex-"
    r"|\b(?:someone|somebody|who (?:do|should) (?:we|i) hire|years?|yrs?|yoe|worked|ph\.?d|previously|formerly)\b",
    re.IGNORECASE,
)
"""What a question holds that may be a note of work, or of a person, with a question behind it."""


_SOMEBODY = frozenset({
    "someone", "somebody", "person", "people", "engineer", "engineers", "developer", "developers", "dev", "devs",
    "candidate", "candidates", "hire", "hires", "team", "nearshore", "near-shore", "nearshoring", "offshore", "with",
    "of", "experience", "exp", "who", "has", "have", "having", "a", "an", "the", "in", "from", "for", "based",
    "located", "living",
    "monthly", "yearly", "annual", "annually", "gross", "net", "per", "month", "year", "usual", "typical",
    "numbers", "number", "figures", "finance", "budget", "headcount", "heads", "need", "needed", "plan", "2026", "2027",
    *map(str, range(1, 10)), "one", "two", "three", "four",
    "at", "least", "about", "over", "around", "roughly", "more", "than", "some", "our",
})  # fmt: skip
"""Words around somebody who is described by their years and their place alone."""


class Pointed(NamedTuple):
    """The verb that words point to, the words that it should read, what was guessed, and the words as they were read."""

    verb: Verb
    words: str
    guesses: tuple[Guess, ...]
    said: str


class Pointing:
    """Finds the verb that words point to among those that exist."""

    def __init__(self, names: VerbNames, cues: Cues) -> None:
        self._names = names
        self._cues = cues

    def pointed(self, said: str, place: Place, vocabulary: Vocabulary) -> Pointed:
        """The one verb that is meant; the one for free questions where nothing points. Raises NotUnderstood where several are."""
        if utterance.ranks_people(said) or figure_in(said):
            return Pointed(self._names.verb(FREE), said, (), said)
        if reader := self._of_a_note(said, vocabulary):
            return Pointed(reader, said, (), said)
        verb, said, guesses = self._by_its_words(said, vocabulary)
        if verb is self._names.document_reader and utterance.asks_which_lane(said, verb, vocabulary):
            verb = self._names.verb("role")
        if verb.name == FREE and (asks_about_share(said) or is_months_pay(said) or _is_cell_with_share(said, vocabulary)):
            verb = self._names.get(PAY) or verb
        if verb.name == FREE and _is_somebody_somewhere(said, vocabulary):
            verb = self._names.get(PAY) or verb
        if verb.name == FREE:
            own = self.of_own_work(said, place, mend=True)
            return Pointed(*(own or (*self.question(said), ())), said)
        return Pointed(taking_over(verb, said, self._names, vocabulary), said, guesses, said)

    def _of_a_note(self, said: str, vocabulary: Vocabulary) -> Verb | None:
        """What reads texts, where work is told in a few words, or what somebody has done; years somewhere ask for their pay."""
        if utterance.begins_as_question(said) and not _OF_SOMEBODY.search(said):
            return None
        if worknotes.tells_of_a_person(said):
            return None if vocabulary.read(said, _SOMEWHERE).found else self._names.document_reader
        return self._names.document_reader if worknotes.tells_work(said) else None

    def of_own_work(self, said: str, place: Place, *, mend: bool = False) -> Mended | None:
        """The verb for what is asked about one's own searches, without its name: `what do i owe`; with `mend` also where a word
        of it is misspelt. In a channel's thread, how things stand is asked of the req that it is about."""
        from handlers.core.typed import ownwork  # many patterns, which most questions do without

        own, mended = ownwork.nearly(said) if mend else (ownwork.asked(said), {})
        if own is None:
            return None
        name = ONE_REQ if own.verb == ALL_REQS and place.thread and not place.private else own.verb
        verb = self._names.get(name)
        return (verb, own.words, tuple(Guess(*slip) for slip in mended.items())) if verb else None

    def question(self, said: str) -> Found:
        """The verb that a free question goes to; where it names a req or a candidate, the one that shows that."""
        from handlers.core.typed import references

        named = references.named(said)
        shows = self._names.get(named.verb) if named else None
        return (shows, named.words) if named and shows else (self._names.verb(FREE), said)

    def _by_its_words(self, said: str, vocabulary: Vocabulary) -> Mended:
        """The one verb by a cue, spelt right or nearly so, or by what the words name."""
        head = " ".join(said[:4000].split(None, SEARCHED_WORDS))
        pointed = self._cued(head, vocabulary)
        if not pointed and len(said) <= SHORT and (mended := self._cues.mended(said, vocabulary)):
            return mended
        pointed = pointed or [self._names.verb(name) for name in _implied(head, vocabulary)]
        if len(pointed) == 1:
            return pointed[0], said, ()
        raise askback.which_verb(said, pointed, vocabulary)

    def _cued(self, head: str, vocabulary: Vocabulary) -> list[Verb]:
        """The verbs that cues point to. Where a message tells something besides its question, what only answers counts there by
        what it asks: other words are about the asker. What reads texts does not, as what is told may be the text."""
        found, asks = self._cues.pointed_to(head, vocabulary), asking(head)
        if [verb.name for verb in found] == [TEAM] and _ITS_PAY.search(head):  # `salary for our first ml hire in austin`
            found = [self._names.verb(PAY)]
        pointed = [verb for verb in found if not utterance.asks_of_more(verb, head)]
        if not asks.besides or any(verb.effect != "none" or takes_documents(verb.args) for verb in pointed):
            return pointed
        if meant := self._cues.pointed_to(asks.meant, vocabulary):
            return meant
        # A pay of some cell may be told ahead of what is asked of it (`our budget is 160k, what level can we get remote`).
        pays = bool(pointed) and utterance.asks_about_pay(head, vocabulary.read(head, _CELL))
        return [self._names.verb(FREE)] if pointed and not pays else []


def _implied(head: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The verbs that are meant without a cue: words that name a cell ask for its band, a kind of work alone may mean several; the
    rest is a question. So is a kind of work that is asked about and nothing else (`how does lora work`)."""
    reading = vocabulary.read(head, _CELL)
    if not reading.found and _asks_what_one_is(head):
        return ("role",)
    if not reading.found and utterance.names_sources(head, vocabulary):
        return ("sources",)
    if utterance.asks_about_pay(head, reading) or _names_a_rank(head, vocabulary):
        return (PAY,)
    kinds = {match.kind for match in reading.found} - {"currency"}
    if "modifier" in kinds and not _HIRED.intersection(kinds) and len(sides_of(head)) > 1:
        return (FREE,)  # `rag vs fine tuning`: two ways to work, and nobody's pay
    if _WANTS.search(head) and "level" not in kinds:  # `candidate wants remote we want hybrid`
        return (FREE,)
    about_work = (kinds == {"modifier"} and _QUESTION.match(head)) or (kinds == {"market"} and _WHETHER.match(head))
    if kinds and kinds <= {"lane", "specialty"} and _WHAT_WORK.match(head) and _asks_no_more(reading, head):
        return ("role",)
    if kinds <= {"lane", "specialty"} and _WHEN.match(head):
        return (FREE,)
    if kinds <= {"lane", "specialty"} and len({match.id for match in reading.all("specialty")}) > 1:
        return (FREE,)  # `nlp person for a vision role`: no one kind of work is meant
    if kinds == {"level"} and (asked := _OF_A_LEVEL.match(head)) and _asks_no_more(reading, head):
        return ("role",) if asked["what"] else (FREE,)
    is_cell = "level" in kinds and not kinds.isdisjoint(("market", "place"))
    if is_cell and len(head.split()) <= SPAN_WORDS and utterance.is_span_of_levels(head, vocabulary):
        return (PAY,)
    unread = utterance.without_employers(reading.unread) if "level" in kinds else reading.unread
    if unread and is_cell:  # whose figures are wanted: `kore1 vs exzev senior us`
        unread = [word for word in unread if not vocabulary.read(word.said, _SOURCES).found]
    if unread or not kinds or about_work or (len(head.split()) > CELL_WORDS and not is_cell):
        return (FREE,)
    return LANE_ALONE if kinds == {"lane"} else SPECIALTY_ALONE if kinds <= {"lane", "specialty"} else ("band",)


def _asks_no_more(reading: Reading, head: str) -> bool:
    """Whether a learner's words are all that stands beside a kind of work; what its letters stand for is another question."""
    if not reading.unread:
        return True
    if "production" in {match.said.casefold() for match in reading.found}:  # a word of every other question
        return False
    return letters_in(head) is None and all(word.said.casefold() in _LEARNERS for word in reading.unread)


def _asks_what_one_is(head: str) -> bool:
    """Whether a learner asks what an ML engineer is, whoever they say they are themselves."""
    if _OURS_IS.search(head) is None:
        return False
    words = (word.replace("’", "'") for word in _WORD.findall(head.casefold()))
    return all(word in _LEARNERS or word in _AROUND for word in words)


def _is_somebody_somewhere(said: str, vocabulary: Vocabulary) -> bool:
    """Whether somebody of a level, or of so many years, is named with a place, and nothing is asked of them: their pay is meant.
    So it is of another job's (`devops engineer sf senior`), which the band then says that no guide has."""
    if len(said) > SHORT or utterance.is_question(said):
        return False
    reading = vocabulary.read(said, _CELL)
    kinds = {match.kind for match in reading.found}
    if kinds.isdisjoint(("level", "years")) or kinds.isdisjoint(_SOMEWHERE):
        return False
    return all(word.said.casefold() in _SOMEBODY or word.said.casefold() in JOB_WORDS for word in reading.unread)


def _is_cell_with_share(said: str, vocabulary: Vocabulary) -> bool:
    """Whether a share of the company stands beside a level and a place (`staff platform in seattle with 0.1%`)."""
    if len(said) > SHORT or share_in(said) is None:
        return False
    kinds = {match.kind for match in vocabulary.read(said, _CELL).found}
    return "level" in kinds and not kinds.isdisjoint(_SOMEWHERE)


def _names_a_rank(head: str, vocabulary: Vocabulary) -> bool:
    """Whether all that is named is a rank that no guide speaks of, and where (`vp of ai bay area`)."""
    if len(head) > SHORT or _RANKS.isdisjoint(head.casefold().split()):
        return False
    reading = vocabulary.read(head, _CELL | {"rank"})
    kinds = {match.kind for match in reading.found}
    return "rank" in kinds and not kinds.isdisjoint(("market", "place")) and not reading.unread
