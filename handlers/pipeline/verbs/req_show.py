"""`req show`: one requisition with all that is known of it; to the asker alone."""

from __future__ import annotations

from handlers.core import times
from handlers.core.colleagues import called
from handlers.core.figures import minutes, money_range
from handlers.core.reply import Action, Facts, Reply
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.messages.cards import card
from handlers.pipeline.reading import finding, naming
from storage import reqs
from storage.models import Person, Requisition

say, labels = Wording("req_show"), Wording("req")


@verb(
    "req show",
    naming.OneReq,
    summary="One requisition: people, pipeline, what is due, band, loop",
    usage="req show R-12",
    examples=("req show R-12", "req show the senior one"),
    aliases=("req", "show req"),
    effect="read",
    access="see_reqs",
)
def req_show(asked: naming.OneReq, at: Context) -> Reply:
    """The card as of now and below it what it leaves out."""
    req = finding.the_req(at, asked.req)
    shown = card(at.unit, req, at.library, at.command.now, public=False, zone=at.zone)
    about = {"req": req.number}
    return Reply(
        shown.text,
        (*shown.elements[:-1], Facts(tuple(_facts(at, req)))),
        actions=shown.actions,
        more=(
            *(each for each in shown.more if each.verb in ("cand list", "req health")),
            Action(labels.edit_button(), "req edit", about),
            Action(labels.team_button(), "req team", about),
            Action(labels.audit_button(), "audit", about),
        ),
        data={**shown.data, **_data(at, req)},
    )


def _facts(at: Context, req: Requisition) -> list[tuple[str, str]]:
    names, none = at.library.vocabulary, say.unsaid()
    work = " · ".join(names.name(kind, value) for kind, value in _work(req) if value)
    band = money_range(req.band_low, req.band_high, req.band_currency) if req.band_currency else none
    rounds = [(each["name"], minutes(each["minutes_low"], each["minutes_high"])) for each in req.loop if each.get("minutes_low")]
    return [
        (labels.lane(), work or none),
        (labels.band(), band),
        (labels.loop(), say.rounds(rounds=rounds) if rounds else none),
        (labels.deliverable(), req.deliverable or none),
        (labels.reliability(), req.reliability or none),
        (labels.team(), _team(at, req)),
        (labels.since(), times.at(req.since_at, at.zone, at.command.now)),
    ]


def _work(req: Requisition) -> tuple[tuple[str, str | None], ...]:
    return (("level", req.level), ("lane", req.lane), ("market", req.market))


def _team(at: Context, req: Requisition) -> str:
    parts = (
        (req.hiring_manager_id, say.hires),
        (req.recruiter_id, say.recruits),
        (req.approver_id, say.approver),
        (req.sponsor_id, say.sponsor),
    )
    named = [sentence(name=called(person)) for id, sentence in parts if (person := at.unit.get(Person, id))]
    return ", ".join(named) or say.unsaid()


def _data(at: Context, req: Requisition) -> dict[str, object]:
    return {
        "title": req.title,
        "level": req.level,
        "lane": req.lane,
        "market": req.market,
        "band": {"low": req.band_low, "high": req.band_high, "currency": req.band_currency, "measures": "base"}
        if req.band_low
        else None,
        "loop": [each["key"] for each in req.loop],
        "since": req.since_at.isoformat(),
        "rev": req.rev,
        "team": [each.person_id for each in reqs.team(at.unit, req.id)],
    }
