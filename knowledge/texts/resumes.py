"""Résumés: whether a text is about a person rather than about a job. Nothing else is ever worked out about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from knowledge.texts.cues import Cues, compile_cues, data, groups, words
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage

_JOB, _PERSON = "job", "person"
_YEARS = re.compile(
    r"\b(?:19|20)\d\d\s?(?:-|–|—|to|until|à|bis)\s?(?:[a-z]{3,9}\.?\s)?"
    r"(?:(?:19|20)\d\d|present|now|current|today|heute|jetzt|actuel|aujourd|ce jour|actualidad|presente"
    r"|atual\b|oggi\b|heden\b|obecnie\b|teraz\b|nu\b|nuvarande|dnes\b|günümüz|halen\b|devam)"
    r"|\b(?:19|20)\d\d(?:年(?:\d{1,2}月)?|[./]\d{1,2}\.?)?\s?[-–—~〜～至]\s?(?:(?:19|20)\d\d[年.]|現在|至今|현재)"
    r"|\b\d\d/(?:19|20)\d\d\s?[-–—]|[-–—,(]\s?since (?:19|20)\d\d",
    re.I,
)
_YEARS_ASKED = re.compile(r"\b\d{1,2}\s?(?:\+|plus)\s?(?:years|yrs)|\b(?:at least|minimum(?: of)?)\s\d{1,2}\s(?:years|yrs)", re.I)
_CONTACT = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w|linkedin\.com/in/|github\.com/\w", re.I)
_FORMER = re.compile(r"(?<!\w)[Ee]x-[A-Z]\w")
_DID = re.compile(r"\w{2,}ł[ae]m\b")
"""A Polish verb that says what "I" did: `zbudowałem`, `pracowałam`."""
_NAMED = re.compile(r"^\W*(?:(?:full )?name|candidate|applicant)\W{0,3}[:|]\W{0,3}[A-Z]", re.I)
_OWN = re.compile(
    r"^\W*my (?:(?:technical|key|core|main|top) )?(?:skills|experience|education|background|career|strengths)\b", re.I
)
"""A head that somebody put over what is theirs: "My skills:". Whoever hires has a team and a budget."""

_TOLD_OF = tuple(
    re.compile(sign, flags)
    for sign, flags in (
        (r"\b(?:s?he|his|hers?)\b|\b(?:candidate|applicant|friend|guy|woman|man|girl|colleague|fella|dude)s?\b", re.I),
        (
            r"(?:^|[.;:!?] |\b(?:is|was|triage) )[A-Z][a-zà-ÿ]+(?: [A-Z][\w'’-]+)?"
            r"(?:,|:| (?:has|knows|built|worked|studied|spent|did|holds|an?)\b)",
            0,
        ),
        (
            r"\b(?:\d{1,2}\+?\s?|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\s)(?:years?|yrs?|yoe)\b"
            r"(?! (?:of|in) (?:(?:\w+ )?(?:data|history|logs|records)|business)\b)",
            re.I,
        ),
        (r"\bworked (?:at|for|with|on)\b|\bused to work\b|\b(?:previously|formerly)\b|\bbuilt\b.{0,60} at [a-z]", re.I),
        (r"(?<!\w)[Ee]x-[A-Z]\w", 0),
        (r"\bph\.?d\b|\bmsc\b|\bbsc\b|\bgraduated\b|\bdegree\b", re.I),
        (r"\bknows\b", re.I),
        (r"\b(?:cv|r[eé]sum[eé])\b.{0,12}(?:attached|below|:)", re.I),
        (r"\b(?:19|20)\d\d ?[-–] ?(?:(?:19|20)\d\d|now|present|today)\b", re.I),
        (r"\b(?:open to|willing to) relocat\w+", re.I),
        (r"\bsuche (?:eine |neue )*(?:stelle|anstellung|position)\b|\bje (?:cherche|recherche) un (?:poste|emploi)\b", re.I),
        (r"\b\d{1,2} (?:jahre (?:berufs)?erfahrung bei|ans d['’]expérience chez|años de experiencia en) ", re.I),
        (r"\bbusco (?:trabajo|empleo)\b|\bprocuro (?:emprego|trabalho)\b|\bcerco lavoro\b", re.I),
        (r"\b(?:has|have|['’]ve) (?:shipped|built|led|trained|deployed|owned|published|spent|managed|worked|held)\b", re.I),
        (r"\bnotice (?:period|of \d|\d)|\bled a team\b", re.I),
        (r"\bI (?:have \d|(?:have )?(?:worked|built|led|shipped|trained|studied|hold|graduated))|\bI['’]ve (?:\d|\w+ed\b)", 0),
    )
)  # fmt: skip
"""Each a sign that a note tells what somebody has done; two of them do."""
_SEEKS = re.compile(
    r"(?:\b(?:i['’]?m|i am|s?he is|s?he['’]s|candidate is|currently|actively|now) )(?:looking for|seeking|open to)\b"
    r"(?: \w+){0,4} (?:roles?|jobs?|positions?|opportunit\w+|challenges?|work)\b"
    r"|\b(?:looking for|seeking|open to)(?: an?)? (?:new|next|better|other)(?: \w+)?"
    r" (?:roles?|jobs?|positions?|opportunit\w+|challenges?)\b"
    r"|\bwants? to (?:move|relocate|stay|leave|switch)\b|\bopen to offers\b"
    r"|\bwants? (?:(?:around |about |at least )?[$€£]?\d|(?:to stay )?(?:remote|hybrid)\b)",
    re.IGNORECASE,
)
"""What somebody wants for themselves: `looking for a new role`, `wants 120k`."""
_TOLD_OF_WORK = re.compile(
    r"\b(?:we|our|us|need(?:s|ed)?|want(?:s|ed)?|looking for|hire|hires|hiring|replace\w*|must|should|will|responsib\w+|join|role"
    r"|someone|somebody|duties|you|required|requirements?|at least|minimum)\b|\d\s?\+"
    r"|\b(?:to|who(?: can|['’]ll)) (?:own|build|run|lead|ship|train)\b",
    re.IGNORECASE,
)
"""What only a note of work says."""


def is_told_of(note: str) -> bool:
    """Whether a few words tell what somebody has done (`Jane has 5 years of pytorch, worked at Google`), and no work to do."""
    told = _SEEKS.sub(" ", note)
    signs = (sign.search(note) is not None for sign in (*_TOLD_OF, _SEEKS))
    return not _TOLD_OF_WORK.search(told) and sum(signs) > 1


def is_resume(document: Document) -> bool:
    """True where more speaks for a person's history than for a job that is offered. A request to send a résumé is a job's."""
    points = _points(document)
    rules = data("resume")
    if document.words < rules["note_words"] and is_told_of(" ".join(map(str.strip, _lines(document)))):
        return True
    at_least = float(rules["at_least_in_note"] if document.words < rules["note_words"] else rules["at_least"])
    over_job = float(rules["over_job"])
    return points[_PERSON] >= at_least and points[_PERSON] > over_job * points[_JOB]


def _points(document: Document) -> Mapping[str, float]:
    """What speaks for a person, and for a job. Heads and addresses stand in both, so they only confirm what else is said."""
    rules = data("resume")
    worth = rules["points"]
    points = _said(document)
    part = float(rules["addressed_part"]) if _addresses(document) else 1.0
    points[_PERSON] += part * worth["past_verb"] * sum(_opens_with(passage, "past_verbs") for passage in _first_in_line(document))
    points[_JOB] += worth["present_verb"] * sum(_opens_with(passage, "present_verbs") for passage in _first_in_line(document))
    confirming = part * worth["head"] * _heads(document) + worth["contact"] * min(_contacts(document), 2)
    points[_PERSON] += min(confirming, points[_PERSON] + float(rules["confirming_at_most"]))
    return points


def _said(document: Document) -> dict[str, float]:
    """The points of phrases, spans of years and names, in sentences and (for a job) in heads."""
    worth, cues = data("resume")["points"], _cues()
    points = {_PERSON: 0.0, _JOB: 0.0}
    for passage in document.passages:
        for hit in cues.find(passage.text, passage.words):
            points[hit.points_to] += worth[hit.strength]
    for line in _lines(document):
        points[_PERSON] += worth["span_of_years"] * len(_YEARS.findall(line)) + worth["former"] * bool(_FORMER.search(line))
        points[_PERSON] += worth["strong"] * len(_DID.findall(line)) if "ł" in line else 0.0
        points[_JOB] += worth["years_asked"] * bool(_YEARS_ASKED.search(line))
    for head in document.heads:
        points[_PERSON] += worth["named"] * bool(_NAMED.match(head)) + worth["own_head"] * bool(_OWN.match(head))
        points[_JOB] += sum(worth[hit.strength] for hit in cues.find(head, words(head)) if hit.points_to == _JOB)
    return points


def _lines(document: Document) -> Iterator[str]:
    """The lines of a document, put together again: "Jan 2020 - Present" is one span of years, however it was cut."""
    yield document.title or ""
    for _, passages in groupby(document.passages, key=lambda passage: passage.line):
        yield " - ".join(passage.text for passage in passages)


def _first_in_line(document: Document) -> Iterator[Passage]:
    line = 0
    for passage in document.passages:
        if passage.line != line:
            line = passage.line
            yield passage


def _addresses(document: Document) -> bool:
    """Whether a head, or a line that ends like one, says "you" of its reader."""
    lines = (*(passage.text for passage in _first_in_line(document)), *document.heads)
    return any("you" in line.lower().split()[1:] and line[-1] not in ".!?;," for line in lines)


def _opens_with(passage: Passage, verbs: str) -> bool:
    return passage.text.split()[0].lower().strip(",:") in _lore(verbs)


def _heads(document: Document) -> int:
    """How many lines are a head that only a résumé has."""
    lines = (*(passage.text for passage in _first_in_line(document)), *document.heads)
    return sum(line.lower().strip(" :") in _lore("heads") for line in lines)


def _contacts(document: Document) -> int:
    return sum(len(_CONTACT.findall(passage.text)) for passage in document.passages)


@lru_cache
def _lore(name: str) -> frozenset[str]:
    return frozenset(data("resume")[name])


@lru_cache(maxsize=1)
def _cues() -> Cues:
    resume: dict[str, Any] = data("resume")
    return compile_cues(
        (cue for name in (_PERSON, _JOB) for cue in groups(name, resume[name], ("certain", "strong", "clear"))),
        data("weights")["gap"],
    )
