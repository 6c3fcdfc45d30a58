"""What a message is before a verb reads it: nothing at all, several requests at once, or a question about a pay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from handlers.core.markers import sides_of
from handlers.core.pay.employers import WORDS as EMPLOYER_WORDS
from handlers.core.pay.payfigure import LIKELY, pay_figure
from handlers.core.typed.asking import PLEA
from handlers.core.typed.marks import plain, spelt_out
from handlers.core.verb import A_SPAN, Verb, pointing_words
from knowledge.words.clauses import QUESTION_WORDS
from knowledge.words.patterns import pattern
from knowledge.words.vocabulary import Reading, Vocabulary, Word

if TYPE_CHECKING:
    from handlers.core.args import Filled

_PREFIX = pattern(
    r"^(?:\s*(?:/mlhire\b|@mlhire\b|mlhire\b|<@[A-Z0-9]+>"
    r"|\d{1,2}[.)](?=\s)|kk?(?=[\s,]+(?:so|and|now|then|what(?:['’]?s)?|how|who|where|when|why|which|is|are|do|does|can|could|show|give|try)\b)"
    r"|(?:hi|hey|hello|hola|hallo|bonjour|salut|ciao|good (?:morning|afternoon|evening)|morning)"
    r"(?: there| all| (?:team|folks|everyone|everybody|guys)(?=\s?[,!.:]|\s[-–—]\s))?(?=[\s,!.:]|$)))*"
    r"[\s,:;!?.…\"'“”‘’`*>/-]*",
    re.IGNORECASE,
)
"""The bot's address, a greeting, and quotes left open in front of a request."""
SEARCHED = 500
"""Letters whose script is looked at."""
LAST_LATIN = "\u024f"
DOCUMENT_WORDS, DOCUMENT_LINES = 60, 4
"""A document has more words than a question, or as many line breaks, however short its lines."""
NAMED_IN = 4
"""Words that a name may have, with what is said around it (`the offer of Ana`)."""
_PLEA = pattern(rf"(?:(?:{PLEA})\b[\s,]*(?:to\s+)?)+(?=\S)", re.IGNORECASE)
_ABOUT_THE_BOT = frozenset({
    "mlhire", "bot", "app", "slack", "teams", "channel", "hi", "hello", "hey", "please", "thanks", "a", "an", "the",
    "and", "or", "so", "exactly", "actually", "here", "there", "it", "its", "for", "with", "to", "in", "on", "of", "me",
    "us", "i", "you", "your", "we", "our", "my", "team",
})  # fmt: skip
"""Words beside what is asked of the bot itself (`what can you do for us in teams`)."""
OF_WHAT_IS_OWED = frozenset({
    "it", "this", "that", "the", "one", "of", "for", "with", "please", "thank", "thanks", "you", "offer", "call", "loop", "about",
    "to", "on", "in", "is", "was", "due", "late", "decision", "scorecard", "answer", "counter", "reminder",
})  # fmt: skip
"""Words of ours that say what somebody owes, or stand around its name: `the decision about Ana`."""
_LEANS = frozenset({
    "it", "them", "him", "her", "ones", "one", "same", "again", "shorter", "longer", "easier", "harder", "simpler", "cheaper",
    "dollars", "euros", "pounds", "instead", "first", "second", "third", "last", "next", "after", "before",
})  # fmt: skip
"""Words that say something only beside what was said before them."""
_BESIDE_THOSE = frozenset({
    "and", "ok", "okay", "now", "then", "please", "pls", "but", "so", "what", "which", "how", "about", "the", "a", "an", "in",
    "for", "with", "to", "is", "best", "better", "make", "show", "give", "cancel", "close", "hold", "use", "do", "that", "this",
    "remove", "drop", "delete", "skip", "leave", "out", "take", "away", "change", "explain", "repeat", "keep",
    "me", "much", "bit", "little", "as", "something", "anything",
})  # fmt: skip
"""Words that add nothing of their own to them."""
_WORD_OR_NUMBER = pattern(r"[\w'’-]+")
LEVELS_APART = (("senior", "staff"), ("staff", "senior"), ("senior", "principal"), ("principal", "senior"))
"""Levels of which a guide says what parts them besides pay."""
OF_SOURCES = frozenset({
    "compare", "compared", "difference", "between", "vs", "versus", "source", "sources", "guide", "guides", "reliable",
    "trustworthy", "credible", "accurate", "biased", "independent", "trust", "higher", "lower", "above", "below", "differ",
    "different", "disagree", "numbers", "figures", "published", "updated", "written", "dated", "old",
})  # fmt: skip
"""Words around the names of sources that ask about nothing else."""
ALL = frozenset({
    f"{show}{each}{please}"
    for show in ("", "show ", "show me ")
    for each in ("all", "all rows", "everything", "more", "them all")
    for please in ("", " please")
})  # fmt: skip
"""What asks for the rest of an answer, said by itself."""
MOST = 4
"""Further requests of one message that are looked for."""
_ENDS = pattern(
    r"[;\n]+|(?<=[.?!])(?<!\bvs\.)(?<!\b[sj]r\.)(?<!\.\w\.)\s+|,?\s+(?=(?:and|then|also|plus)\s+(?:(?:also|then)\s+)?(?:band|loop|triage|kit)\b)"
    r"|,\s+(?=(?:band|loop|triage|kit)\b)",
    re.IGNORECASE,
)
"""Where a request may end and the next begin: with its sentence, or ahead of a verb that nobody uses as a word."""
_MAY_END = pattern(r"[;\n.?!]|\s(?:band|loop|triage|kit)\b", re.IGNORECASE)
_LEADS_OVER = pattern(r"^(?:(?:and|also|then|plus|so|next|\d{1,2}[.)]|[-*•])[\s,:]*)+", re.IGNORECASE)
_JOINED = pattern(r"[/,&\s](?:(?<=[/,&])|(?<=\s)(?:and|or|to|vs?|versus|against|compared|than)[.\s])", re.IGNORECASE)
"""What may part two sides; looked for from a mark or a space on, where the search comes to in one leap."""
_ASKS = pattern(r"\s*(?:is|are|isn't|would|can|could|do|does|should|will|what)\b", re.IGNORECASE)
_JUDGED = pattern(
    r"\b(?:fair|ok|okay|enough|too (?:low|high|little|much)|low|high|competitive|realistic|reasonable|right|good)\W*$",
    re.IGNORECASE,
)
"""What is asked of a figure behind it: `220-250 fair?`."""
_IN_MIND = pattern(
    r"\b(?:base|total|tc|all[- ]in|cash|salary|pay|budget(?:ed)?|comp|range|afford|can only|offer(?:ing)?|hop(?:es|ing) for|after"
    r"|(?:want|expect|ask|need|cost|request|demand)(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
"""Words by which two or three digits are a pay that somebody has in mind, beside a level and a place."""
WHAT_IT_BUYS = pattern(
    r"\b(?:what|which) (?:level|seniority)\b|\b(?:what|who(?:m)?) (?:can|could|do|does|would|will)"
    r" (?:i|we|you|it|that|this|\S*\d\S*) (?:get|buy|hire|afford|find)\b",
    re.IGNORECASE,
)
"""What asks for the level that a pay is enough for."""
_SOMEBODY_WANTS = pattern(
    r"\b(?:candidate|he|she|finalist) (?:wants|asks|expects|is (?:asking|expecting|after)|hopes)\b", re.IGNORECASE
)
"""What is told of somebody's pay with no level beside it: `he wants 250 remote`."""
_GETS = pattern(
    r"\b(?:what|who(?:m)?|can|could|will|would|do|does) (?:i|we|you|it|that|this|\S*\d\S*) (?:get|buy|hire|afford|find|attract)\b"
    r"|\b(?:enough|sufficient|possible) (?:for|to (?:get|hire|find)) (?:an?|(?:any|some)(?:one|body)?)\b",
    re.IGNORECASE,
)
"""What asks whom a pay is enough for, wherever that is: `can we get someone good for 120k`."""
_OF_SOMEONE = frozenset({
    "good", "decent", "strong", "great", "solid", "get", "buy", "afford", "find", "attract", "ml", "engineer", "engineers", "ai",
    "budget", "enough", "sufficient", "possible", "only", "year", "per", "base", "salary", "kind", "sort",
})  # fmt: skip
_WANTING = frozenset({
    "asks", "asking", "asked", "expects", "expecting", "demands", "demanding", "requests", "requesting", "wanting",
    "hopes", "hoping", "crazy", "high", "low", "right", "normal", "insane", "lot",
})  # fmt: skip
"""Words around what somebody wants to be paid somewhere: `he asks for 350k in seattle`."""
_OF_AN_OFFER = frozenset({
    "unvested", "vests", "vest", "vesting", "leaves", "leaving", "cliff", "grant", "grants", "equity", "options", "stock",
    "stocks", "rsu", "rsus", "bonus", "revenue", "fine",
})  # fmt: skip
"""Words beside an amount that is no salary."""
_QUESTION = pattern(
    rf"(?:(?:so|and|but|ok|okay|also|then|well|btw|quick question|question)[\s,:–-]+)*(?:{QUESTION_WORDS})\b", re.IGNORECASE
)
"""How a question begins: with its word, or with the verb before its subject."""
_MENTION = pattern(r"<@([A-Za-z0-9-]+)(?:\|([^<>]{0,80}))?>")
_CODES = pattern(r"\x1b\[[0-9;]*[A-Za-z]")
_CONTROLS = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters but tabs and the ends of lines."""
_SINCE_WHEN = pattern(r"\d+ (?:day|week|month)s?\b(?! (?:contract|cover|fixed|maternity|part|project|role|senior|temp))")
"""How long something has been so (`req open 45 days`); no kind of job (`6 month contract`)."""
_OF_TIME = pattern(r"\d+\s?(?:minute|hour|day|week|month)s?\b", re.IGNORECASE)
_WHOM = frozenset({"level", "lane", "specialty"})
_SPAN = pattern(r"\s?[-–]\s?")
"""What stands between two levels that are one span."""
_BETWEEN = pattern(r"(?<!difference )(?<!gap )\b(?:in )?between(?: an?)?\s+", re.IGNORECASE)
_AND = pattern(r"(?: level)? (?:and|or|to|&)(?: an?)? ", re.IGNORECASE)


def is_document(text: str, words: Sequence[str]) -> bool:
    """Whether a text with no verb before it is a pasted document and not a question; `words` are its first ones."""
    return len(words) > DOCUMENT_WORDS or text[:4000].count("\n") >= DOCUMENT_LINES


def without_plea(said: str) -> str:
    """The deed that is asked for, without what asks for it in front; empty where nothing does."""
    plea = _PLEA.match(said)
    return said[plea.end() :] if plea else ""


def leans_back(said: str) -> bool:
    """Whether every word of it leans on what was said before: `shorter please`, `and with 200`, `the first one`."""
    words = _WORD_OR_NUMBER.findall(said[:SEARCHED].casefold())
    said_before = [word for word in words if word in _LEANS or word[0].isdigit()]
    return bool(said_before) and all(word in _LEANS or word in _BESIDE_THOSE or word[0].isdigit() for word in words)


def says_nothing(text: str) -> bool:
    """Whether there is not a letter in it: emoji, punctuation or bare numbers."""
    return not any(map(str.isalpha, text))


def may_hold_several(text: str) -> bool:
    """Whether a request could end within the text: most messages hold one."""
    return _MAY_END.search(text) is not None


def parts_of(text: str) -> list[str]:
    """The sentences of a request, or the text whole: each may be a request of its own."""
    if not may_hold_several(text):
        return [text]
    return [part for each in _ENDS.split(text, MOST) if (part := _LEADS_OVER.sub("", each.strip()))]


def are_cells(sides: Sequence[str], vocabulary: Vocabulary, kinds: frozenset[str]) -> bool:
    """Whether two sides each name one of these kinds: `base vs total` and `rfs vs kore1` set no bands against each other."""
    return len(sides) > 1 and all(vocabulary.read(side, kinds).found for side in sides)


def names_a_cell(words: str, vocabulary: Vocabulary, kinds: frozenset[str]) -> bool:
    """Whether every word names one of these kinds, so that what stands before them is likely a verb."""
    reading = vocabulary.read(words, kinds)
    return bool(reading.found) and not reading.unread


def could_name_one(words: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing stands there, or so few words that mean nothing to us that they may name somebody, or what they owe."""
    said = _WORD_OR_NUMBER.findall(words[:SEARCHED].casefold())
    own = [word for word in said if word not in OF_WHAT_IS_OWED]
    if len(own) > NAMED_IN or len(said) > 2 * NAMED_IN:
        return False
    return not any(vocabulary.means_something(word) for word in own)


def one_letter_longer(word: str, names: Iterable[str]) -> list[str]:
    """The names that somebody who typed this word left a letter out of (`ban`, `lop`)."""
    return [
        name
        for name in names
        if len(name) == len(word) + 1 and any(word == name[:at] + name[at + 1 :] for at in range(len(name)))
    ]


def mostly_foreign(text: str) -> bool:
    """Whether most of its letters are of another script than ours."""
    letters = [letter for letter in text[:SEARCHED] if letter.isalpha()]
    return sum(letter > LAST_LATIN for letter in letters) * 2 > len(letters)


def without_codes(text: str) -> str:
    """The text without a terminal's colour codes, and with a blank for every other sign that prints nothing and parts words."""
    if text.isprintable():
        return text
    return _CONTROLS.sub(" ", _CODES.sub("", text) if "\x1b" in text else text)


def mentioned(text: str) -> tuple[str, ...]:
    """Whoever is mentioned, as people see it: `@Ravi`."""
    return tuple(f"@{name or account}" for account, name in _MENTION.findall(text)) if "<@" in text else ()


def without_mentions(text: str) -> str:
    """The text with mentions blanked, every other letter where it was: nobody's name is a level or a place."""
    return _MENTION.sub(lambda found: " " * len(found.group()), text) if "<@" in text else text


def may_compare(words: str) -> bool:
    """Whether something stands in them that could part two sides: most messages have nothing of the kind."""
    return _JOINED.search(words) is not None


def are_two_levels(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words name a level and another (`senior or staff remote`, `mid/senior nyc`)."""
    levels = [vocabulary.read(side, {"level"}).first("level") for side in sides_of(words)]
    return len(levels) > 1 and all(levels) and len({level.id for level in levels if level}) > 1


def is_span_of_levels(words: str, vocabulary: Vocabulary) -> bool:
    """Whether two levels stand there with a hyphen between them (`l5-l6 sf`, `mid-senior remote`)."""
    if "-" not in words and "–" not in words and not _BETWEEN.search(words):
        return False
    levels = vocabulary.read(words, {"level"}).all("level")
    if len({level.id for level in levels}) < 2:
        return False
    parted = words[levels[0].end : levels[1].start]
    between = _AND.fullmatch(parted) and _BETWEEN.search(words[: levels[0].start])
    return bool(between or _SPAN.fullmatch(parted))


def asks_about_pay(text: str, reading: Reading) -> bool:
    """Whether a text without a verb names a pay with its level (`is 180 enough for a senior in berlin`), or with a place alone
    (`¥15m tokyo`), or asks which level it buys somewhere."""
    kinds = {match.kind for match in reading.found}
    somewhere = not kinds.isdisjoint(("market", "place"))
    if not LIKELY.search(text) or not (somewhere or "level" in kinds or _GETS.search(text)):
        return False
    if not _OF_AN_OFFER.isdisjoint(word.said.casefold() for word in reading.unread):
        return False
    figure = pay_figure(text, [(match.start, match.end) for match in reading.found if match.kind != "currency"], apart=True)
    if figure is None:
        return False
    if figure.short and not (_ASKS.match(text) or _JUDGED.search(text)):
        of_a_cell = somewhere and ("level" in kinds or WHAT_IT_BUYS.search(text) or _SOMEBODY_WANTS.search(text))
        if not of_a_cell or not (is_question(text) or _IN_MIND.search(text)):
            return False
    if "level" in kinds or (somewhere and WHAT_IT_BUYS.search(text)):
        return True
    if not somewhere:
        return all(figure.start <= word.start < figure.end or word.said.casefold() in _OF_SOMEONE for word in reading.unread)
    return all(figure.start <= word.start < figure.end or word.said.casefold() in _WANTING for word in reading.unread)


def without_employers(unread: Sequence[Word]) -> Sequence[Word]:
    """The words left over without those that name a big employer: beside a level they ask for its band."""
    return [word for word in unread if word.said.casefold() not in EMPLOYER_WORDS]


def asks_which_lane(said: str, verb: Verb, vocabulary: Vocabulary) -> bool:
    """Whether a question asks for one kind of work or another and has hardly a word besides: there is no text to read in it."""
    reading = vocabulary.read(said[:SEARCHED], {"lane"})
    if not reading.found or " or " not in said.casefold() or not is_question(said):
        return False
    pointing = pointing_words(verb.cues)
    return sum(word.said.casefold() not in pointing for word in reading.unread) <= 1


def names_sources(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a source is named, or several are, and nothing else."""
    if " say about " in words.casefold():  # what it says of something is a question
        return False
    reading = vocabulary.read(words, {"source"})
    return bool(reading.found) and all(word.said.casefold() in OF_SOURCES for word in reading.unread)


def asks_for_all(said: str) -> bool:
    """Whether it asks for the rest of something and does not say of what."""
    return said[:SEARCHED].casefold().strip(" .!?\"'") in ALL


_SENTENCE_END = pattern(r"[.!?;:,]\s+")


def begins_as_question(said: str) -> bool:
    """Whether its first words ask."""
    return _QUESTION.match(said) is not None


def is_question(said: str) -> bool:
    """Whether it is put as a question."""
    return begins_as_question(said) or said.rstrip(" .!\"'”’)").endswith("?")


def is_one_question(said: str) -> bool:
    """Whether it is one sentence that asks, and no text that somebody pasted."""
    return len(said) <= SEARCHED and is_question(said) and not may_hold_several(said.rstrip("?!. "))


def ends_as_question(said: str) -> bool:
    """Whether the last of a few sentences asks: `we need someone for the models. what would that cost`."""
    return len(said) <= SEARCHED and is_question(_SENTENCE_END.split(said.strip())[-1])


def ranks_people(said: str) -> bool:
    """Whether people are to be put in an order, or given a score."""
    from knowledge.retrieval.unranked import asks_to_rank_people  # seldom asked

    return asks_to_rank_people(said)


def is_everyday(word: str) -> bool:
    """Whether people use the word, so that it is no slip from another."""
    from knowledge.retrieval.wordvectors import is_common  # only where a word is near to one of ours

    return is_common(word)


def words_of(said: str) -> str:
    """What was typed, as a keyboard writes it, without what stands in front of a request."""
    return _without_address(spelt_out(plain(without_codes(said))))


def _without_address(said: str) -> str:
    """The words without `/mlhire`, a mention of the bot, or quotes left open in front of them."""
    prefix = _PREFIX.match(said)
    return said[prefix.end() if prefix else 0 :].strip()


def is_a_thing(verb: Verb, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a verb's name is a noun before these words, or a plea, so that the whole is a question.

    `source of mlops engineers` names whom to look for, and is the verb.
    """
    if not verb.no_verb_before:
        return False
    words = " ".join(_WORD_OR_NUMBER.findall(rest[:SEARCHED].casefold()))
    behind = next((each for each in verb.no_verb_before if f"{words} ".startswith(f"{each} ")), None)
    if behind is None and A_SPAN in verb.no_verb_before and _SINCE_WHEN.match(words):
        return True
    if behind is None or (behind == words and behind in ("me", "us")):
        return False
    return verb.effect != "none" or not behind.startswith("of") or not vocabulary.read(words, _WHOM).found


def is_a_span(verb: Verb, rest: str) -> bool:
    """Whether a question's word stands before a span of time, which is nobody's name (`why 48 hours`)."""
    return verb.effect == "none" and _OF_TIME.match(rest) is not None


def begins_with(said: str, verb: Verb) -> bool:
    """Whether one of the verb's names stands in front."""
    lowered = said[:SEARCHED].casefold()
    return any(lowered.startswith(name) for name in verb.names)


def asks_of_more(verb: Verb, said: str) -> bool:
    """Whether a message that holds a cue of a verb, of those whose cues are all that is said, asks about something else."""
    if not verb.cues_alone:
        return False
    return len(set(_WORD_OR_NUMBER.findall(said.casefold())) - pointing_words(verb.cues) - _ABOUT_THE_BOT) > 1


def names_nothing(verb: Verb, filled: Filled) -> bool:
    """Whether a verb would answer a question that names none of what it answers (`should we pay a bonus`)."""
    if not verb.names_some or filled.args.model_fields_set:
        return False
    pointing = pointing_words(verb.cues)
    return any(word.said.casefold() not in pointing for word in filled.unread)
