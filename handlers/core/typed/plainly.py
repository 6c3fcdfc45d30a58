"""A deed as somebody in haste, or in a second language, tells it, put as others do: `wei he pass the screen`. Pure."""

from __future__ import annotations

import re

from handlers.core.typed.deedphrases import A_ROUND, ROWS
from handlers.core.typed.wordnames import is_a_word

MOST_LETTERS = 160

_YES = r"(?:[👍✅✔💚🟢][\U0001F3FB-\U0001F3FF\ufe0f]*|:(?:\+1|thumbsup|white_check_mark|heavy_check_mark)(?:::skin-tone-\d)?:)"
_NO = r"(?:[👎❌✖🚫🔴][\U0001F3FB-\U0001F3FF\ufe0f]*|:(?:-1|thumbsdown|x|no_entry_sign)(?:::skin-tone-\d)?:)"
_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?"
_SIGNED = re.compile(rf"(?P<name>{_NAME}(?:\s+{A_ROUND})?)\s*(?:(?:is|[:–—-])\s*)?(?:(?P<yes>{_YES})|{_NO})+", re.IGNORECASE)
_ALL_SIGNED = re.compile(rf"\W*(?:{_SIGNED.pattern.replace('?P<name>', '?:').replace('?P<yes>', '?:')}[\s,;.!]*)+", re.IGNORECASE)
_ONE_OR_TWO = (
    r"(?!(?:one|body|news|word|reply|answer|update|idea|more|way|need|offer|offers|feedback)\b)[^\W\d_][\w'’-]*"
    r"(?:\s+(?:and|&)\s+[^\W\d_][\w'’-]*|\s+(?-i:[A-ZÀ-Þ])[\w'’-]*)?"
)
_VERDICTS = re.compile(
    rf"\W*(?:yes|no)\s+{_ONE_OR_TWO}(?:\s*[,;]?\s+(?:(?:and|but)\s+)?(?:yes|no)\s+(?:to\s+)?{_ONE_OR_TWO})+\W*", re.IGNORECASE
)
_NAMED_VERDICTS = re.compile(
    r"\W*(?:[^\W\d_][\w'’-]+\s+(?:yes|no)\b[\s,;&]*(?:and\s+|but\s+)?){2,}(?:(?:from|for|per)\s+(?:(?:the|our)\s+)?\w+)?\W*",
    re.IGNORECASE,
)
_EACH_VERDICT = re.compile(r"(?<=\s)(yes|no)\s+(?:(?:and|but)\s+)?(?=[^\W\d_][\w'’-]+\s+(?:yes|no)\b)", re.IGNORECASE)
_OF_WHOM = re.compile(r"(?<=yes|.no)\s+(?:from|for|per)\s+(?:(?:the|our)\s+)?\w+\W*$", re.IGNORECASE)
"""`ana yes ben no from the panel`."""
_NEXT_VERDICT = re.compile(r"(?<=[\w.])\s+(?:(?:and|but)\s+)?(?=(?:yes|no)\s+(?:to\s+)?[^\W\d_])", re.IGNORECASE)
"""`yes lena no bill`: a verdict begins where another ends."""
_RESUMED = re.compile(
    r"\W*(?P<name>[^\W\d_][\w'’-]*(?: (?-i:[A-ZÀ-Þ])[\w'’-]*)?),?\s+(?:he|she|they)\s+"
    r"(?:(?!(?:is|was|has been)\s+\w+\s+by\b)(?:is|was|has|have|had|did|already|just|now)\s+)*"
    r"(?=\w)",
    re.IGNORECASE,
)
"""`wei he pass`: whoever is named is said once more."""
_WHETHER = re.compile(r"\W*(?:will|may)\s+(?:he|she|they)\b", re.IGNORECASE)
"""`will he pass`: a question, with its mark or without."""
_LEADS_TO_WHOM = frozenset({
    "tell", "told", "said", "says", "say", "so", "and", "but", "yes", "no", "ok", "okay", "if", "when", "because",
    "think", "hope", "then", "once", "that", "as", "since", "while", "until", "after", "before", "let", "what", "why",
    "how", "sure", "does", "did", "is", "was", "has", "now", "today", "tomorrow", "yesterday", "also", "maybe", "who",
    "whom", "which", "where", "well", "great", "sorry", "wow", "finally", "update", "fyi", "unless", "or", "hey",
    "hi", "both", "here", "there", "heard", "guess", "thinks", "believe", "like", "wish", "will", "can", "could",
    "should", "would", "may", "might", "do", "are", "had", "suppose", "all", "sent", "booked", "signed", "called", "talked",
    "spoke", "moved", "rejected", "approved", "passed", "scheduled", "emailed", "texted", "asked", "drafted",
})  # fmt: skip
"""Behind these `he` begins what is told, and says nobody once more."""
_PAST = {
    "pass": "passed", "accept": "accepted", "decline": "declined", "refuse": "refused", "withdraw": "withdrew", "sign": "signed",
    "finish": "finished", "fail": "failed", "complete": "completed", "drop out": "dropped out", "dropp out": "dropped out",
    "withdrawed": "withdrew", "withdraws": "withdrew", "don't come": "didn't come", "not come": "didn't come",
    "doesn't come": "didn't come", "do not come": "didn't come", "don't want": "declined", "take": "took", "did pass": "passed",
    "has pass": "passed", "have pass": "passed",
}  # fmt: skip
"""What a learner says of what was."""
_STEM = re.compile(
    rf"\W*(?P<name>[^\W\d_][\w'’-]*(?: (?-i:[A-ZÀ-Þ])[\w'’-]*)?)\s+(?P<deed>{'|'.join(sorted(_PAST, key=len, reverse=True))})\s+"
    r"(?=(?:the|our|his|her|their|first|second|third|final|last|screen|technical|onsite|phone|interview|round|offer|loop|test|exam|"
    r"to\s+(?:the\s+)?interview)\b)",
    re.IGNORECASE,
)
_PASS_ALONE = re.compile(r"\W*(?P<name>[^\W\d_][\w'’-]*(?: (?-i:[A-ZÀ-Þ])[\w'’-]*)?) pass\W*", re.IGNORECASE)
"""`wei he pass`: what he did; `wei pass` is what we do."""
_NOT_YET = re.compile(
    r"\b(?:tomorrow|tmrw|tonight|hope|hopefully|will|may|might|next (?:week|month|mon|tue|wed|thu|fri))", re.IGNORECASE
)
"""What is to be did not happen."""


def plainly(said: str) -> str:
    """The same words with the deed as others tell it; as they are where nothing in them is told so."""
    if len(said) > MOST_LETTERS or "?" in said:
        return said
    if not said.isascii() or ":" in said:
        said = _signs_as_words(said)
    if _NAMED_VERDICTS.fullmatch(said):
        said = _EACH_VERDICT.sub(r"\1, ", _OF_WHOM.sub("", said))
    if _VERDICTS.fullmatch(said):
        said = _NEXT_VERDICT.sub(", ", said)
    resumed = None if _WHETHER.match(said) else _RESUMED.match(said)
    if resumed and _is_a_name(resumed["name"], resumed=True):
        said = f"{resumed['name']} {said[resumed.end() :]}"
    if resumed and (alone := _PASS_ALONE.fullmatch(said)) and _is_a_name(alone["name"], resumed=True):
        return f"{alone['name']} passed"
    stem = None if _NOT_YET.search(said) else _STEM.match(said)
    if stem and _is_a_name(stem["name"]):
        said = f"{stem['name']} {_PAST[stem['deed'].casefold().replace('’', chr(39))]} {said[stem.end() :]}"
    return said


def _signs_as_words(said: str) -> str:
    """A thumb, a tick or a cross behind a name as the verdict that it is; where a deed is told in words it only greets it."""
    if _ALL_SIGNED.fullmatch(said) is None or any(row.search(said) for _, row in ROWS):
        return said
    return ", ".join(f"{each['name']}: {'yes' if each['yes'] else 'no'}" for each in _SIGNED.finditer(said))


def _is_a_name(word: str, *, resumed: bool = False) -> bool:
    """Whether it is no everyday word, or one that people are called by; `resumed`: somebody is meant by it."""
    from knowledge.retrieval.wordvectors import is_common  # only where a sentence is built so

    first = word.split(" ", maxsplit=1)[0].casefold()
    return is_a_word(first) or not is_common(first) or (resumed and len(first) > 1 and first not in _LEADS_TO_WHOM)
