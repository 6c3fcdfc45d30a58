"""Callings: jobs that nobody would call engineering, told by their deeds: who sells, teaches or recruits for ML does no ML.

Their texts are full of ML words, so what the words add up to cannot tell them; how many sentences are about which deed can. The
deeds are data (``cues/callings.yaml``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.texts.cues import Cues, Hit, compile_cues, data
from knowledge.texts.documents import Document
from knowledge.texts.passages import Passage
from knowledge.triage.tallies import lanes, says_something, weights
from knowledge.triage.told import duties_of, work_of
from knowledge.triage.weighing import Balance


@dataclass(frozen=True, slots=True)
class Calling:
    """A job that is not engineering, and the sentences that tell it."""

    kind: str
    """Id in cues/other_work.yaml."""
    told: tuple[tuple[Passage, Hit], ...]


def calling_of(document: Document, balance: Balance) -> Calling | None:
    """The job that is no engineering, told by all sentences about the work or by those under a head of duties alone."""
    lane_at: dict[Passage, int] = {}
    for lane in lanes():
        for finding in balance.findings(lane):
            if says_something(finding):
                lane_at[finding.passage] = min(finding.hit.start, lane_at.get(finding.passage, finding.hit.start))
    work, note = work_of(document), document.words < weights().note_words
    for told in (work, duties_of(work)):
        shown = {passage: lane_at[passage] for passage in told if passage in lane_at}
        if (called := _told_most(told, shown, note=note)) is not None:
            return called
    return None


def _told_most(work: Sequence[Passage], lane_at: Mapping[Passage, int], *, note: bool) -> Calling | None:
    """The job that most sentences about the work tell. `lane_at`: where a lane shows first, in the sentences that show one."""
    told = list(_deeds(_once(work), lane_at, note=note))
    of_lanes = len({passage.text for passage in lane_at} - {passage.text for passage, _ in told})
    if len(told) <= of_lanes:
        return None
    kind, times = Counter(hit.points_to for _, hit in told).most_common(1)[0]
    if times < int(data("callings")["sentences_at_least_in_note" if note else "sentences_at_least"]):
        return None
    return Calling(kind, tuple(each for each in told if each[1].points_to == kind))


def _once(work: Sequence[Passage]) -> Iterable[Passage]:
    """The first of each sentence: a description that is pasted twice says its deeds once."""
    return {passage.text: passage for passage in reversed(work)}.values()


def _deeds(work: Iterable[Passage], lane_at: Mapping[Passage, int], *, note: bool) -> Iterator[tuple[Passage, Hit]]:
    """The sentences that say such a deed before any lane's cue, each with the first.

    In a note a thing ("CRM") is no deed where a lane shows: something may be built for it.
    """
    for passage in work:
        hits = _cues().find(passage.text, passage.words, passage.denied)
        if note and passage in lane_at:
            hits = (hit for hit in hits if " " in hit.cue or hit.cue in data("notes")["deeds_in_a_word"])
        first = min((hit for hit in hits if hit.start not in passage.company), key=lambda hit: hit.start, default=None)
        if first is not None and first.start <= lane_at.get(passage, first.start):
            yield passage, first


@lru_cache(maxsize=1)
def _cues() -> Cues:
    kinds = {name: cues for name, cues in data("callings").items() if isinstance(cues, list)}
    return compile_cues(((kind, "deed", str(cue)) for kind, cues in kinds.items() for cue in cues), data("weights")["gap"])
