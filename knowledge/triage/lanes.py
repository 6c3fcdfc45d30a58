"""Lanes: which of the five lanes the work in a text really is, judged by its duties, with the words quoted that say so.

`triage` reads a text (texts/documents.py), weighs the cues found in it (weighing.py) and decides by what such texts were found to
lean to: whole job descriptions (leanings.py), or notes of a few words (note_lanes.py). It is deterministic, needs no network, and
never raises: what cannot be judged is `unclear`. It judges work, never a person: a résumé gets the verdict `resume` and nothing
else. The lanes are KORE1's five roles.
"""

from __future__ import annotations

from knowledge.texts import resumes
from knowledge.texts.documents import Document, read
from knowledge.triage.callings import calling_of
from knowledge.triage.evidence import parts_of_sum, shares_of
from knowledge.triage.leanings import NOT_ML, feeds_others_models, leanings, shows_no_ml
from knowledge.triage.note_lanes import judge_note
from knowledge.triage.tallies import lanes, weights
from knowledge.triage.verdicts import Triage, by_title, is_only_asked_for, judged, not_engineering, other_work, unshown
from knowledge.triage.weighing import Balance, weigh


def triage(text: str) -> Triage:
    """Judge any text: a few words, a pasted job description, a file. Time grows linearly with its length."""
    document = read(text, join=True)
    if resumes.is_resume(document):
        return Triage("resume")
    balance = weigh(document)
    if document.words < weights().document_words:
        return judge_note(document, balance)
    if max(balance.ml, balance.other) < weights().unclear_below:
        return by_title(document)
    if (calling := calling_of(document, balance)) is not None:
        return not_engineering(document, balance, calling)
    if is_only_asked_for(document, balance):
        return unshown(document, balance)
    return _whole(document, balance)


def _whole(document: Document, balance: Balance) -> Triage:
    leaning = leanings(document, balance)
    likely, part = parts_of_sum({lane: leaning[lane] for lane in lanes()}), parts_of_sum(balance.lanes)
    how = weights().likely_part
    shares = shares_of(document, balance, {lane: how * likely[lane] + (1 - how) * part[lane] for lane in lanes()})
    leans_away = max(leaning, key=lambda kind: leaning[kind]) == NOT_ML
    if leans_away or shows_no_ml(balance, shares[0].lane) or feeds_others_models(balance):
        return other_work(document, balance, shares)
    return judged(document, balance, shares)
