"""Importing candidates as a job: checked as a whole, then stored batch by batch, each batch its own transaction.

The job's row holds the lines until they are stored; a line that was stored has its external reference, so the same file
can be imported again and again, and a batch that is run twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.core import codes
from handlers.core.library import Library
from handlers.core.reply import Action, Heading, Reply
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.changes import Deed
from handlers.pipeline.erasure.importlines import KIND, SYSTEM, external_id
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.rules.policy import in_force
from handlers.pipeline.rules.stages import NEW, step
from storage import outbox, people, reqs, surfaces
from storage.enums import JobStatus
from storage.models import Application, Job, Person, Requisition
from storage.unit import SystemUnit, Unit, table_of

say = Wording("importing")

_JOB = table_of(Job).c

SURFACE = "job"
BATCH = 50
"""Lines in one transaction: few enough that a person's command hardly waits for it."""
BAR = 20
JUST_NOW = timedelta(minutes=10)
"""So long after the list was shown a bare yes or no may mean it."""


def start(unit: Unit, deed: Deed, job: Job, address: Mapping[str, Any]) -> None:
    """The preview was agreed to: its progress is a message that is edited in place."""
    job.status = JobStatus.RUNNING
    key = f"{SURFACE}:{job.id}"
    if job.total > BATCH and address:
        surfaces.place(unit, key, SURFACE, {"job": job.id}, address)
        outbox.put(unit, key, SURFACE, {"job": job.id}, address, deed.real_now)


def run_batch(unit: Unit, deed: Deed, job: Job) -> bool:
    """Store the next lines; whether there are more. `deed.by` is who started the import; call it in a unit of its own.

    Without lines to store it has failed.
    """
    if job.status is not JobStatus.RUNNING:
        return False
    if job.input is None:
        job.status, job.finished_at = JobStatus.FAILED, deed.at
    else:
        _store_next(unit, deed, job, job.input)
    surfaces.touch(unit, f"{SURFACE}:{job.id}", deed.real_now)
    return job.status is JobStatus.RUNNING


def go_on(unit: Unit, library: Library, now: datetime, real_now: datetime) -> bool:
    """The next batch of the oldest import under way, for the scheduler: one unit a call; whether there is more to do."""
    under_way = running(unit)
    by = starter(unit, under_way[0]) if under_way else None
    if by is None:
        return False
    deed = Deed(by, now, now, codes.IMPORT, real_now, in_force(library, unit))
    return run_batch(unit, deed, under_way[0]) or len(under_way) > 1


def workspaces_importing(unit: SystemUnit) -> list[str]:
    """The workspaces that have an import under way."""
    return sorted({job.workspace_id for job in unit.all(Job, Job.kind == KIND, Job.status == JobStatus.RUNNING, limit=100)})


def compose(unit: Unit, refs: Mapping[str, Any]) -> Reply | None:
    """How far an import is."""
    job = unit.get(Job, str(refs.get("job")))
    return None if job is None else progress(job)


def progress(job: Job) -> Reply:
    """A bar while it runs, the counts when it is done; what failed is to be started anew."""
    if job.status is JobStatus.FAILED:
        return Reply(say.gone(), (Heading(say.gone()),), data={"job": job.id, "status": job.status.value})
    over = job.status is JobStatus.DONE
    filled = round(BAR * job.done / max(job.total, 1))
    lead = (
        say.done(**{name: int(job.result.get(name, 0)) for name in ("added", "changed", "same")}, refused=len(job.refused))
        if over
        else say.running(done=job.done, total=job.total, bar="█" * filled + "░" * (BAR - filled))
    )
    go_on = () if over else (Action(say.go_on_button(), "import", {"job": job.id, "go": True}),)
    report = (Action(say.report_button(), "import", {"job": job.id, "report": True}),) if over and job.refused else ()
    data = {
        "job": job.id,
        "status": job.status.value,
        "done": job.done,
        "total": job.total,
        **job.result,
        "refused": len(job.refused),
    }
    return Reply(lead, (Heading(lead),), actions=(*go_on, *report), data=data)


def ways(job: Job) -> tuple[Action, ...]:
    """What can be answered to the list that was shown."""
    return (
        Action(say.go_button(count=job.total), "import", {"job": job.id, "go": True}, primary=True),
        Action(say.drop_button(), "import", {"job": job.id, "drop": True}),
    )


def reqs_of(job: Job) -> list[str]:
    """Into which reqs it goes, as they are spoken of."""
    return [f"R-{number}" for number in sorted({int(row["req"]) for row in (job.input or {}).get("rows", ())})]


def just_proposed(unit: Unit, person: Person, now: datetime) -> Job | None:
    """The import whose list somebody was shown last, if that was just now and waits for their answer."""
    theirs = (_JOB.kind == KIND, _JOB.asked_by == person.id, _JOB.created_at > now - JUST_NOW)
    last = unit.one(Job, *theirs, order_by=(_JOB.created_at.desc(), _JOB.id.desc()))
    return last if last and last.status is JobStatus.PREVIEW else None


def running(unit: Unit) -> list[Job]:
    """The imports that are under way."""
    return unit.all(Job, Job.kind == KIND, Job.status == JobStatus.RUNNING, order_by=Job.id)


def starter(unit: Unit, job: Job) -> Person | None:
    """Who started it."""
    return unit.get(Person, job.asked_by)


def _store_next(unit: Unit, deed: Deed, job: Job, held: Mapping[str, Any]) -> None:
    quiet = replace(deed, origin=codes.IMPORT, quiet=True)
    counts = dict(job.result)
    batch: Sequence[Mapping[str, Any]] = held["rows"][job.done : job.done + BATCH]
    for row in batch:
        became = _store(unit, quiet, str(held.get("system") or SYSTEM), row)
        counts[became] = int(counts.get(became, 0)) + 1
    job.done += len(batch)
    job.result = counts
    if job.done >= job.total:
        _finish(unit, deed, job)


def _store(unit: Unit, deed: Deed, system: str, row: Mapping[str, Any]) -> str:
    """`added`, `changed` (moved) or `same`. A line whose req has gone meanwhile changes nothing."""
    req = reqs.by_number(unit, int(row["req"]))
    if req is None:
        return "same"
    application = _known(unit, req, system, row)
    stage = str(row.get("stage") or "")
    if application is None:
        application = _add(unit, deed, req, row, stage or NEW)
        _refer(unit, system, row, application)
        return "added"
    _refer(unit, system, row, application)
    return "changed" if stage and _move(unit, deed, req, application, stage) else "same"


def _add(unit: Unit, deed: Deed, req: Requisition, row: Mapping[str, Any], stage: str) -> Application:
    known = reqs.candidate_by_email(unit, str(row["email"])) if row.get("email") else None
    if known is not None:
        return changes.apply(unit, deed, req, known, stage)
    newcomer = changes.Newcomer(str(row["name"]), email=row.get("email") or None, source=row.get("source") or None)
    return changes.add_candidate(unit, deed, req, newcomer, stage)


def _move(unit: Unit, deed: Deed, req: Requisition, application: Application, stage: str) -> bool:
    """To where the other system has them; who has ended here stays ended."""
    if application.outcome is not None:
        return False
    found = step(order_of(req), application.stage, application.outcome, stage)
    if found is None or found.way == "stay":
        return False
    changes.move(unit, deed, application, found)
    return True


def _known(unit: Unit, req: Requisition, system: str, row: Mapping[str, Any]) -> Application | None:
    """Who this line is: by the other system's id, by email, or by the same name in the req."""
    if row.get("id"):
        ref = people.referred(unit, system, "application", external_id(row))
        if ref is not None:
            return unit.get(Application, ref.entity_id)
    if row.get("email"):
        candidate = reqs.candidate_by_email(unit, str(row["email"]))
        return reqs.application_of(unit, candidate.id, req.id) if candidate else None
    wanted = str(row["name"]).casefold()
    same = [each for each in reqs.named(unit, str(row["name"]), req.id) if (each.candidate.name or "").casefold() == wanted]
    return same[0].application if same and not row.get("id") else None


def _refer(unit: Unit, system: str, row: Mapping[str, Any], application: Application) -> None:
    if row.get("id"):
        people.refer(unit, system, "application", external_id(row), entity_kind="application", entity_id=application.id)


def _finish(unit: Unit, deed: Deed, job: Job) -> None:
    """What is stored need not be kept twice: the lines go, what was left out stays for the report."""
    numbers = sorted({int(row["req"]) for row in (job.input or {}).get("rows", ())})
    job.status, job.finished_at, job.input = JobStatus.DONE, deed.at, None
    for number in numbers:
        req = reqs.by_number(unit, number)
        if req is not None:
            event = changes.record(unit, deed, codes.IMPORTED, "job", job.id, requisition_id=req.id, after=dict(job.result))
            changes.told(unit, deed, req, event)
