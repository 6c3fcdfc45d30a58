"""The lines of imports, which name people: of somebody who is forgotten they go at once, what nobody came back for in time."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.core.library import Library
from handlers.pipeline.reading.alike import folded
from knowledge.settings import kept_for
from storage import jobs
from storage.enums import JobStatus
from storage.models import Candidate, ExternalRef, Job
from storage.unit import SystemUnit, Unit

KIND = "import"
SYSTEM = "ats"
"""Whose ids they are, where the import does not say."""
_KEPT = "import_lines"
_WORD = re.compile(r"\w+")


def external_id(row: Mapping[str, Any]) -> str:
    """Another system's id within the req: some number candidates, not applications."""
    return f"R-{row['req']}/{row['id']}"


def forget(unit: Unit, candidate: Candidate, refs: Collection[ExternalRef]) -> None:
    """Take the lines about somebody out of every import, by email, name, or what other systems call their applications (`refs`).

    An import under way goes on with the others. Of the lines that were left out, whatever may name them goes.
    """
    known = {(ref.system, ref.external_id) for ref in refs}
    for job in jobs.with_lines(unit, KIND):
        held = job.input or {}
        rows: Sequence[Mapping[str, Any]] = held.get("rows", ())
        theirs = [_is_theirs(row, candidate, str(held.get("system") or SYSTEM), known) for row in rows]
        if any(theirs):
            job.input = {**held, "rows": [row for row, gone in zip(rows, theirs, strict=True) if not gone]}
            job.total, job.done = job.total - sum(theirs), job.done - sum(theirs[: job.done])
        job.refused = [line for line in job.refused if not _may_name(line, candidate)]


def workspaces(unit: SystemUnit, now: datetime) -> list[str]:
    """Where an import's lines have been kept long enough."""
    return jobs.workspaces_with_old_lines(unit, KIND, now - kept_for(_KEPT))


def run_out(unit: Unit, now: datetime, limit: int) -> list[str]:
    """The ids of previews that nobody agreed to, and of imports whose lines left out nobody asked for in time. Reads only."""
    return [job.id for job in jobs.with_old_lines(unit, KIND, now - kept_for(_KEPT), limit)]


def clear(unit: Unit, _library: Library, ids: Sequence[str], now: datetime, _real_now: datetime) -> int:
    """Drop the lines of those of them that are still not under way, so that such a preview is over; how many."""
    found = [job for job in unit.meet(Job, ids) if job.status is not JobStatus.RUNNING]
    for job in found:
        drop(job, now)
    return len(found)


def drop(job: Job, at: datetime) -> None:
    """Its lines go, those left out too; a preview is thereby over."""
    job.input, job.refused = None, []
    if job.status is JobStatus.PREVIEW:
        job.status, job.finished_at = JobStatus.CANCELLED, at


def _is_theirs(row: Mapping[str, Any], candidate: Candidate, system: str, known: Collection[tuple[str, str]]) -> bool:
    """Two people may be called the same: where both emails are known, those tell."""
    if row.get("id") and (system, external_id(row)) in known:
        return True
    if row.get("email") and candidate.email:
        return str(row["email"]).casefold() == candidate.email.casefold()
    return folded(str(row["name"])) == folded(candidate.name or "")


def _may_name(line: Mapping[str, Any], candidate: Candidate) -> bool:
    """A line as it was typed has no columns: it names somebody where it has every word of their name, in any order."""
    said = f"{line['text']} {line['why']}".casefold()
    words = set(_WORD.findall((candidate.name or "").casefold()))
    return (bool(words) and words <= set(_WORD.findall(said))) or bool(candidate.email and candidate.email.casefold() in said)
