"""`export`: the applications of a req or of all reqs, as a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from handlers.core import access
from handlers.core.errors import Invalid, NotFound
from handlers.core.markers import Choose, Remaining
from handlers.core.reply import Action, Document, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import sheets
from handlers.pipeline.changes.undoing import ADDED_BY_MISTAKE
from handlers.pipeline.reading import finding, naming
from storage import reqs
from storage.models import Requisition
from storage.reqs import Entry

say = Wording("export")

Form = Literal["csv", "json", "xlsx"]
FORMS = (("csv", ("csv",)), ("json", ("json",)), ("xlsx", ("xlsx", "excel", "spreadsheet")))
USUAL: Form = "csv"
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLUMNS = (
    "req", "title", "candidate", "name", "email", "source", "stage", "outcome", "added_at", "stage_since",
    "final_round_ended_at", "decision", "ended_at",
)  # fmt: skip


_SAYS_NOTHING = frozenset(
    {"a", "all", "applications", "as", "candidates", "everything", "file", "for", "in", "of", "please", "the", "to"}
)
"""Words beside the form that name no req."""


class ExportArgs(naming.AboutReq):
    """Of which req (all, where none is named; `said` may describe it), in which form."""

    form: Annotated[Form | None, Choose(FORMS, cuts=True)] = None
    said: Annotated[str, Remaining()] = ""


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
    """The file, to the asker alone. It holds personal data and says so. Raises Invalid for a form that I don't write."""
    req, form = _req(asked, at), asked.form or USUAL
    rows = _rows(at, req)
    others = tuple(each for each in _forms(req) if each.args["form"] != form)
    ref = f"R-{req.number}" if req else ""
    if not rows:
        nothing = say.nothing(req=ref)
        return Reply(nothing, (Text(nothing),), data={"rows": 0})
    lead = say.heading(count=len(rows), req=ref)
    document = _file(form, rows, f"{ref or 'all-reqs'}.{form}", lead)
    return Reply(
        lead,
        (Heading(lead), document, Text(say.personal(), small=True)),
        actions=others,
        data={"rows": len(rows), "form": form},
    )


def _req(asked: ExportArgs, at: Context) -> Requisition | None:
    """The req that is meant; None for all of them. Words that are neither a form nor a req are asked back."""
    left = " ".join(word for word in asked.said.split() if word.casefold().strip(".,") not in _SAYS_NOTHING)
    if asked.req is not None or (not left and naming.req_of_place(at) is not None):
        req = finding.the_req(at, asked.req)
        if left:
            raise Invalid(say.no_such_form(said=left[:60]), actions=_forms(req))
        return req
    if not left:
        return None
    try:
        return finding.the_req(at, left)
    except NotFound as missed:
        if any("req" in button.args for button in missed.actions):
            raise
        raise Invalid(say.no_such_form(said=left[:60]), actions=_forms(None)) from None


def _forms(req: Requisition | None) -> tuple[Action, ...]:
    about = {"req": req.number} if req else {}
    labels = (("csv", say.csv_button()), ("json", say.json_button()), ("xlsx", say.xlsx_button()))
    return tuple(Action(label, "export", {"form": form, **about}) for form, label in labels)


def _file(form: Form, rows: list[dict[str, Any]], name: str, lead: str) -> Document:
    if form == "xlsx":
        return Document(name, MEDIA[form], lead, sheets.as_xlsx(COLUMNS, rows, say.sheet()))
    write = sheets.as_json if form == "json" else sheets.as_csv
    return Document(name, MEDIA[form], write(COLUMNS, rows))


def _rows(at: Context, req: Requisition | None) -> list[dict[str, Any]]:
    """Live applications and ended ones, req by req."""
    wanted = [req] if req else access.visible(at, reqs.open_reqs(at.unit))
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
