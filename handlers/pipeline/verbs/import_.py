"""`import`: candidates from a CSV: a preview, then batch by batch, with a report of the lines left out."""

from __future__ import annotations

from typing import Annotated, Any

from handlers.core import access
from handlers.core.colleagues import called
from handlers.core.errors import Conflict, Invalid, NotAllowed, NotFound
from handlers.core.markers import Document
from handlers.core.reply import Bullets, Element, Field, Form, Heading, Reply, Section, Table, Text
from handlers.core.reply import Document as File
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import csvfile, importing, sheets
from handlers.pipeline.erasure import importlines
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.people import address_of
from handlers.pipeline.reading import finding, naming
from handlers.pipeline.reading.alike import folded
from handlers.pipeline.rules.policy import deed
from handlers.pipeline.rules.stages import outcome_said, written
from storage import reqs
from storage.enums import JobStatus
from storage.models import Job, Requisition

say = Wording("importing")

SHOWN_LINES, SHOWN_REFUSED = 5, 5
MOST_LINES = 5000


class ImportArgs(naming.AboutReq):
    """A CSV, into which req (a column may say it); a button goes on with a job, leaves it, or asks for what was left out."""

    text: Annotated[str, Document()] = ""
    system: str = importlines.SYSTEM
    job: str | None = None
    go: bool = False
    drop: bool = False
    report: bool = False


@verb(
    "import",
    ImportArgs,
    summary="Import candidates from a CSV, with a preview",
    usage="import R-12 (attach the CSV, or paste it)",
    examples=(
        "import R-12\nname,email,stage\nAna Quiroga,ana@example.com,Recruiter screen",
        "import csv R-12\nname,stage\nBo Li,Technical",
    ),
    aliases=("import csv", "csv import"),
    effect="write",
    access="run_candidates",
    heavy=True,
)
def import_(asked: ImportArgs, at: Context) -> Reply:
    """The preview; then how far it is. Nothing is stored before it is agreed to, and a good line never waits for a bad one."""
    if asked.job:
        return _go_on(asked, at)
    if not asked.text.strip():
        return _ask(asked, at)
    people = csvfile.read(asked.text)
    if not people:
        return _ask(asked, at, say.no_lines())
    if len(people) > MOST_LINES:
        raise Invalid(
            say.too_long(count=len(people), most=MOST_LINES), errors={"text": say.too_long(count=len(people), most=MOST_LINES)}
        )
    here = finding.the_req(at, asked.req) if asked.req is not None else naming.req_of_place(at)
    rows, refused = _checked(at, people, here)
    return _preview(asked, at, rows, refused)


def _checked(
    at: Context, people: tuple[csvfile.Person, ...], here: Requisition | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines that can be stored, and those that can't, each with why."""
    known: dict[str, Requisition | str] = {}
    taken: dict[tuple[int, str], int] = {}
    rows: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for each in people:
        said = each.req or (f"R-{here.number}" if here else "")
        if said not in known:
            known[said] = _req(at, said)
        req = known[said]
        why = req if isinstance(req, str) else _why_not(each, req, taken)
        if why or isinstance(req, str):
            refused.append({"line": each.number, "text": each.text, "why": why})
            continue
        taken[req.number, _same(each)] = each.number
        stage = written(order_of(req), each.stage)[0].key if each.stage else ""
        rows.append(
            {
                "line": each.number, "name": each.name or each.email, "email": each.email.lower(), "stage": stage,
                "source": each.source, "id": each.id, "req": req.number,
            }
        )  # fmt: skip
    return rows, refused


def _req(at: Context, said: str) -> Requisition | str:
    """The req that a line names, or why it can't be that one."""
    if not said:
        return str(say.why_no_req(said=""))
    try:
        req = finding.the_req(at, said)
    except NotAllowed:
        return str(say.why_not_allowed(req=said))
    except NotFound:
        return str(say.why_no_req(said=said))
    return str(say.why_closed(req=said)) if req.closed_at else req


def _why_not(person: csvfile.Person, req: Requisition, taken: dict[tuple[int, str], int]) -> str:
    if not (person.name or person.email):
        return str(say.why_no_name())
    order = order_of(req)
    if person.stage and len(written(order, person.stage)) != 1:
        if outcome := outcome_said(person.stage):
            return str(say.why_outcome(stage=person.stage, outcome=outcome.value, name=person.name or "", last=order[-1].short))
        return str(say.why_stage(stage=person.stage, req=f"R-{req.number}", stages=[stage.short for stage in order]))
    before = taken.get((req.number, _same(person)))
    return str(say.why_twice(line=before)) if before else ""


def _same(person: csvfile.Person) -> str:
    return person.id or person.email.casefold() or folded(person.name)


def _preview(asked: ImportArgs, at: Context, rows: list[dict[str, Any]], refused: list[dict[str, Any]]) -> Reply:
    elements: list[Element] = []
    told = [say.refused_line(line=each["line"], text=each["text"][:60], why=each["why"]) for each in refused[:SHOWN_REFUSED]]
    if len(refused) > SHOWN_REFUSED:
        told.append(say.more_refused(count=len(refused) - SHOWN_REFUSED))
    left_out: list[Element] = [Text(say.refused_count(count=len(refused))), Bullets(tuple(told))] if refused else []
    if not rows:
        return Reply(say.none_good(), (Heading(say.none_good()), *left_out), data={"good": 0, "refused": refused})
    person = deed(at).by
    job = at.unit.add(
        Job(
            kind=importlines.KIND, status=JobStatus.PREVIEW, asked_by=person.id, total=len(rows),
            input={"system": asked.system, "rows": rows}, refused=refused, created_at=at.command.now,
        )
    )  # fmt: skip
    lead = say.preview(count=len(rows), reqs=importing.reqs_of(job))
    columns = tuple(say.columns().split("|"))
    shown = tuple((str(row["line"]), row["name"], f"R-{row['req']}", row["stage"]) for row in rows[:SHOWN_LINES])
    elements = [Heading(lead), Table(columns, (Section("", shown),)), *left_out]
    return Reply(
        lead,
        tuple(elements),
        actions=importing.ways(job),
        data={"job": job.id, "good": len(rows), "refused": refused},
    )


def _go_on(asked: ImportArgs, at: Context) -> Reply:
    job = at.unit.get(Job, asked.job)
    if job is None or job.kind != importlines.KIND:
        raise NotFound(say.gone())
    if at.person is None or job.asked_by != at.person.id:
        starter = importing.starter(at.unit, job)
        raise NotAllowed(say.not_yours(who=called(starter)))
    if asked.report and job.refused:
        return _report(job)
    if asked.drop and job.status is JobStatus.PREVIEW:
        importlines.drop(job, at.command.now)
        return Reply(say.dropped(), (Heading(say.dropped()),), data={"job": job.id})
    if asked.report or job.status not in (JobStatus.PREVIEW, JobStatus.RUNNING):
        raise Conflict(say.gone())
    done = deed(at)
    for number in {int(row["req"]) for row in (job.input or {}).get("rows", ())}:
        req = reqs.by_number(at.unit, number)
        if req is not None:
            access.ask(at, req)
    if job.status is JobStatus.PREVIEW:
        importing.start(at.unit, done, job, address_of(at.command))
    importing.run_batch(at.unit, done, job)
    return importing.progress(job)


def _report(job: Job) -> Reply:
    """What was left out, as a file to mend and import again."""
    columns = tuple(say.report_columns().split(","))
    lead = say.refused_count(count=len(job.refused))
    file = File("left-out.csv", "text/csv", sheets.as_csv(columns, job.refused))
    return Reply(lead, (Heading(lead), file), data={"job": job.id, "refused": job.refused})


def _ask(asked: ImportArgs, at: Context, lead: str = "") -> Reply:
    """The form, under what it is for, or why nothing that was given can be read."""
    lead = lead or say.ask()
    here = naming.req_of_place(at)
    value = str(asked.req or (here.number if here else ""))
    fields = (
        Field("text", say.text_field(), "paragraph", hint=say.text_hint()),
        Field("req", say.req_field(), required=False, value=value),
    )
    return Reply(lead, (Text(lead),), form=Form(say.form_title(), "import", fields, say.submit()))
