"""`audit`: who did what, and when, on a req; ids and codes as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

from pydantic import Field as Bounded

from handlers.core import times
from handlers.core.errors import NotFound
from handlers.core.markers import Flag
from handlers.core.reply import Action, Bullets, Document, Element, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import history
from handlers.pipeline.reading import finding, naming
from storage import trail
from storage.models import Event

say = Wording("audit")

PAGE = 20
REPORTED_LATE = timedelta(minutes=5)
"""What was recorded so long after it happened says both times."""


class AuditArgs(naming.AboutReq):
    """Which req; `skip` the newest so many; `file` the whole trail; `jd`: a description was meant."""

    skip: Annotated[int, Bounded(ge=0)] = 0
    file: Annotated[bool, Flag(("file", "as a file", "all", "json"))] = False
    jd: Annotated[bool, Flag(("jd", "job description", "description", "posting", "job ad"))] = False


@verb(
    "audit",
    AuditArgs,
    summary="Who did what on a req, and when",
    usage="audit R-12 [file]",
    examples=("audit R-12", "audit R-12 file"),
    aliases=("req audit", "who did what"),
    of_text="jd audit",
    effect="read",
    access="run_reqs",
)
def audit(asked: AuditArgs, at: Context) -> Reply:
    """The latest first, each deed once, to the asker alone; with `file` the whole trail as JSON lines of ids and codes."""
    if asked.jd and asked.req is None:
        raise NotFound(say.a_description(), actions=(Action(say.jd_button(), "jd audit"),))
    req = finding.the_req(at, asked.req)
    whole = trail.events_of(at.unit, requisition_id=req.id)
    events = history.told_once(whole)
    ref = f"R-{req.number}"
    if not events:
        return Reply(say.nothing(req=ref), (Text(say.nothing(req=ref)),), data={"req": req.number, "events": []})
    lead = say.heading(req=ref, count=len(events))
    latest = list(reversed(events))[asked.skip : asked.skip + PAGE]
    elements: list[Element] = [Heading(lead), Bullets(tuple(_line(at, event) for event in latest))]
    if asked.file:
        body = "\n".join(json.dumps(_data(event), ensure_ascii=False) for event in whole)
        elements = [Heading(lead), Document(f"{ref}-audit.jsonl", "application/x-ndjson", f"{body}\n")]
    more = len(events) > asked.skip + PAGE and not asked.file
    earlier = (Action(say.earlier_button(), "audit", {"req": req.number, "skip": asked.skip + PAGE}),) if more else ()
    file = () if asked.file else (Action(say.file_button(), "audit", {"req": req.number, "file": True}),)
    return Reply(
        lead, tuple(elements), actions=(*earlier, *file), data={"req": req.number, "events": [_data(each) for each in latest]}
    )


def _line(at: Context, event: Event) -> str:
    line = say.door(line=history.dated(at, event, public=not at.command.place.private), door=event.origin)
    if event.recorded_at - event.occurred_at < REPORTED_LATE:
        return line
    zone = at.person.timezone if at.person else None
    return say.recorded(line=line, when=times.at(event.recorded_at, zone, at.command.now))


def _data(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "kind": event.kind,
        "entity": [event.entity_kind, event.entity_id],
        "application": event.application_id,
        "actor": event.actor_id,
        "occurred_at": event.occurred_at.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
        "before": event.before,
        "after": event.after,
        "origin": event.origin,
        "cause": event.cause_id,
    }
