"""Evidence: the words of a text that speak for a lane or for other work, and what part of all they are.

A quote is a verbatim part of the text; a sentence about the work comes before one that asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.texts.cues import Hit
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage, asks, clause_starts
from knowledge.triage.leanings import speaks_for
from knowledge.triage.note_leanings import lean_to
from knowledge.triage.sentences import is_read, telling
from knowledge.triage.tallies import SHARED, Finding, says_something, weights
from knowledge.triage.told import work_of
from knowledge.triage.weighing import Balance


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that point to a lane, or to work that is not ML."""

    quote: str
    """A verbatim part of the text."""
    line: int
    """Line of the text that it stands on, from 1."""
    section: str
    """Id of the section it stands in (cues/sections.yaml), or `intro`."""
    points_to: str


@dataclass(frozen=True, slots=True)
class LaneShare:
    lane: str
    share: float
    """Part of all that speaks for a lane, 0 to 1; the shares of a triage sum to 1."""
    evidence: tuple[Evidence, ...]
    """The sentences that say most, in the order of the text; none where only single words or praise speak for it."""


def shares_of(document: Document, balance: Balance, speaks_for: Mapping[str, float]) -> tuple[LaneShare, ...]:
    """The lanes by how much speaks for each, those with next to nothing left out."""
    enough = {lane: part for lane, part in parts_of_sum(speaks_for).items() if part > weights().least_share}
    ranked = sorted(parts_of_sum(enough).items(), key=lambda item: -item[1])
    tells = telling(balance) if document.words >= weights().document_words else lambda _: True
    found = {lane: [each for each in balance.findings(lane) if tells(each.passage)] for lane, _ in ranked}
    return tuple(LaneShare(lane, part, evidence_of(found[lane])) for lane, part in ranked)


def parts_of_sum(much: Mapping[str, float]) -> dict[str, float]:
    """Amounts as parts of their sum; nothing where that is nothing."""
    total = sum(much.values())
    return {name: each / total if total else 0.0 for name, each in much.items()}


def evidence_of(found: Iterable[Finding]) -> tuple[Evidence, ...]:
    """The sentences that bring most points, each once, in their order; what is asked for only where no duty shows it."""
    by_sentence: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.passage.weight >= weights().evidence_weight_at_least and finding.hit.strength != SHARED:
            by_sentence[finding.passage.line, finding.passage.text].append(finding)
    said_most = sorted(
        by_sentence.values(),
        key=lambda findings: (not _tells_of_work(findings[0].passage), -sum(each.points for each in findings)),
    )
    of_work = [findings for findings in said_most if _tells_of_work(findings[0].passage) and any(map(says_something, findings))]
    best = [max(findings, key=lambda each: each.points) for findings in (of_work or said_most)[: weights().evidence_at_most]]
    return tuple(
        Evidence(_quote(each), each.passage.line, each.passage.section, each.hit.points_to)
        for each in sorted(best, key=lambda each: each.passage.line)
    )


def _tells_of_work(passage: Passage) -> bool:
    """Whether a sentence says what is done, and not what somebody should bring or only mentions."""
    return passage.section in weights().work_sections and not asks(passage)


def leaning_most(document: Document, lane: str) -> tuple[Evidence, ...]:
    """The sentence of a note whose words lean most to a lane, where no cue shows it."""
    best = max((each for each in document.passages if each.weight), key=lambda passage: lean_to(passage, lane), default=None)
    return () if best is None else (Evidence(best.text[: weights().quote_characters], best.line, best.section, lane),)


def in_plain_words(document: Document, lane: str) -> tuple[Evidence, ...]:
    """The sentences of a whole document's work whose plain words lean most to a lane, where no cue shows it."""
    if document.words < weights().document_words:
        return ()
    leaning = {passage: speaks_for(passage, lane) for passage in work_of(document) if is_read(passage)}
    best = sorted((passage for passage in leaning if leaning[passage] > 0), key=lambda passage: -leaning[passage])
    whole = (Hit(lane, "plain", "", 0, len(passage.text)) for passage in best)
    return evidence_of(Finding(passage, hit, leaning[passage]) for passage, hit in zip(best, whole, strict=True))


def _quote(finding: Finding) -> str:
    """The sentence, or as much of it around the cue as fits, cut between words."""
    text, hit, characters = finding.passage.text, finding.hit, weights().quote_characters
    if len(text) <= characters:
        return text
    clause = max((at for at in clause_starts(finding.passage) if hit.end - characters <= at <= hit.start), default=None)
    start = max(0, min(hit.start, hit.end - characters)) if clause is None else clause
    end = min(len(text), start + characters)
    if start and clause is None:
        start = min(text.find(" ", start) + 1 or hit.start, hit.start)
    if end < len(text):
        end = max(text.rfind(" ", start, end + 1), min(hit.end, end))
    return text[start:end].strip()
