"""Résumés: whether a text is about a person rather than about a job. Nothing else is ever worked out about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from knowledge.cues import Cues, compile_cues, data, groups, words
from knowledge.documents import Document

_JOB, _PERSON = "job", "person"
_YEARS = re.compile(
    r"\b(?:19|20)\d\d\s?(?:-|–|—|to|until)\s?(?:[a-z]{3,9}\.?\s)?(?:(?:19|20)\d\d|present|now|current|today|heute|actuel)", re.I
)
_CONTACT = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w|linkedin\.com/in/|github\.com/\w", re.I)


def is_resume(document: Document) -> bool:
    """True where more speaks for a person's history than for a job that is offered. A request to send a résumé is a job's."""
    points = _points(document)
    rules = data("resume")
    at_least = float(rules["at_least_in_note"] if document.words < rules["note_words"] else rules["at_least"])
    over_job = float(rules["over_job"])
    return points[_PERSON] >= at_least and points[_PERSON] > over_job * points[_JOB]


def _points(document: Document) -> Mapping[str, float]:
    worth = data("resume")["points"]
    cues, heads, past_verbs = _lore()
    points = {_PERSON: 0.0, _JOB: 0.0}
    contacts = 0
    lines: set[int] = set()
    for passage in document.passages:
        for hit in cues.find(passage.text, passage.words):
            points[hit.points_to] += worth[hit.strength]
        points[_PERSON] += worth["span_of_years"] * len(_YEARS.findall(passage.text))
        contacts += len(_CONTACT.findall(passage.text))
        if passage.line not in lines and passage.text.split()[0].lower().strip(",:") in past_verbs:
            points[_PERSON] += worth["past_verb"]
        if passage.line not in lines and passage.text.lower().strip(" :") in heads:
            points[_PERSON] += worth["head"]
        lines.add(passage.line)
    for head in document.heads:
        name = head.lower().strip(" :")
        points[_PERSON] += worth["head"] if name in heads else 0.0
        points[_JOB] += sum(worth[hit.strength] for hit in cues.find(head, words(head)) if hit.points_to == _JOB)
    points[_PERSON] += worth["contact"] * min(contacts, 2)
    return points


@lru_cache(maxsize=1)
def _lore() -> tuple[Cues, frozenset[str], frozenset[str]]:
    resume: dict[str, Any] = data("resume")
    cues = compile_cues(
        (cue for name in (_PERSON, _JOB) for cue in groups(name, resume[name], ("certain", "strong", "clear"))),
        data("weights")["gap"],
    )
    return cues, frozenset(resume["heads"]), frozenset(resume["past_verbs"])
