"""`export`: the applications of a req or of all reqs, as a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from handlers.core import access
from handlers.core.markers import Choose
from handlers.core.reply import Action, Document, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import naming, sheets
from handlers.pipeline.changes.undoing import ADDED_BY_MISTAKE
from storage import reqs
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("export")

Form = Literal["csv", "json", "xlsx"]
FORMS = (("csv", ("csv",)), ("json", ("json",)), ("xlsx", ("xlsx", "excel", "spreadsheet")))
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLUMNS = (
    "req", "title", "candidate", "name", "email", "source", "stage", "outcome", "added_at", "stage_since",
    "final_round_ended_at", "decision", "ended_at",
)  # fmt: skip


class ExportArgs(naming.AboutReq):
    """Of which req (all, where none is named), in which form."""

    form: Annotated[Form, Choose(FORMS)] = "csv"


@verb(
    "export",
    ExportArgs,
    summary="The applications as a file",
    usage="export csv|json|xlsx [R-12]",
    examples=("export csv", "export xlsx R-12"),
    effect="read",
    access="export",
    heavy=True,
)
def export(asked: ExportArgs, at: Context) -> Reply:
    """The file, to the asker alone. It holds personal data and says so."""
    here = naming.req_of_place(at)
    req = naming.the_req(at, asked.req) if asked.req is not None or here is not None else None
    rows = _rows(at, req)
    others = tuple(
        Action(label, "export", {"form": form, **({"req": req.number} if req else {})})
        for form, label in (("csv", say.csv_button()), ("json", say.json_button()), ("xlsx", say.xlsx_button()))
        if form != asked.form
    )
    ref = f"R-{req.number}" if req else ""
    if not rows:
        nothing = say.nothing(req=ref)
        return Reply(nothing, (Text(nothing),), data={"rows": 0})
    lead = say.heading(count=len(rows), req=ref)
    document = _file(asked.form, rows, f"{ref or 'all-reqs'}.{asked.form}", lead)
    return Reply(
        lead,
        (Heading(lead), document, Text(say.personal(), small=True)),
        actions=others,
        data={"rows": len(rows), "form": asked.form},
    )


def _file(form: Form, rows: list[dict[str, Any]], name: str, lead: str) -> Document:
    if form == "xlsx":
        return Document(name, MEDIA[form], lead, sheets.as_xlsx(COLUMNS, rows, say.sheet()))
    write = sheets.as_json if form == "json" else sheets.as_csv
    return Document(name, MEDIA[form], write(COLUMNS, rows))


def _rows(at: Context, req: Requisition | None) -> list[dict[str, Any]]:
    """Live applications and ended ones, req by req."""
    wanted = [req] if req else access.visible(at, [each.req for each in reqs.open_reqs(at.unit)])
    return [
        _row(one, entry)
        for one in wanted
        for ended in (False, True)
        for entry in reqs.entries(at.unit, one.id, ended=ended)
        if entry.application.reason != ADDED_BY_MISTAKE
    ]


def _row(req: Requisition, entry: Entry) -> dict[str, Any]:
    application, candidate = entry.application, entry.candidate
    moments = {
        "added_at": application.created_at,
        "stage_since": application.stage_since,
        "final_round_ended_at": application.loop_done_at,
        "ended_at": application.ended_at,
    }
    return {
        "req": f"R-{req.number}",
        "title": req.title,
        "candidate": f"C-{candidate.number}",
        "name": candidate.name,
        "email": candidate.email,
        "source": candidate.source,
        "stage": application.stage,
        "outcome": application.outcome.value if application.outcome else None,
        "decision": application.decision.value if application.decision else None,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }
