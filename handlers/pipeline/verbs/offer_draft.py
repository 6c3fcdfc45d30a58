"""`offer draft`, `offer edit`, `offer show` and `offer approve`: an offer before it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers.core import times
from handlers.core.colleagues import called
from handlers.core.errors import Conflict, Invalid, NotAllowed
from handlers.core.reply import Action, Field, Form, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes, offers, replies, rounds, scorecards
from handlers.pipeline.messages import approvals
from handlers.pipeline.offers import TermsArgs
from handlers.pipeline.reading import finding, naming, when, whichcandidate
from handlers.pipeline.reminders import speaking
from handlers.pipeline.replies import changed
from handlers.pipeline.rules import calendar, nextdue, standing
from handlers.pipeline.rules.policy import deed, policy
from storage import reqs
from storage.enums import OfferStatus, Outcome
from storage.models import Application, Event, Offer, Person, Requisition
from storage.reqs import Entry

say = Wording("offer")


class ShowArgs(naming.AboutCandidate):
    """Whose offer."""


class ApproveArgs(naming.AboutCandidate):
    """Which offer; from its button with the `rev` that was looked at."""

    offer: str | None = None


@verb(
    "offer draft",
    TermsArgs,
    summary="Draft an offer: held against the band, and sent for approval",
    usage='offer draft "Ana Q." base 228k equity 0.12% start 15 Jan [expires fri 17:00] [R-12] [because …]',
    examples=(
        'offer draft "A.Q." base 228k equity 0.12% start 2027-01-15 R-12',
        'offer draft "A.Q." 215k start in six weeks expires fri 17:00 R-12',
    ),
    aliases=("draft offer",),
    effect="write",
    access="offers",
)
def offer_draft(asked: TermsArgs, at: Context) -> Reply:
    """The terms with their arithmetic, and who approves. Raises Invalid for a figure outside the band without a reason."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    held = reqs.live_offer(at.unit, application.id)
    if held is not None:
        edit = Action(say.edit_button(), "offer edit", {"application": application.id})
        raise Conflict(offers.status_line(at, held, name) + " " + say.nothing_changed(), actions=(edit,))
    standing.in_search(at, req, entry)
    missing_yet = _scorecards_are_in(at, asked, req, application, name)
    if asked.base is None:
        return _ask(at, asked, entry, None)
    values = offers.values_of(at, asked, req)
    missing = _unjustified(at, asked, req, entry, values, None)
    if missing:
        return missing
    offer, event = changes.draft_offer(at.unit, deed(at), application, values)
    return _told(at, req, entry, offer, event, say.drafted, *missing_yet)


@verb(
    "offer edit",
    TermsArgs,
    summary="Change an offer's terms; what was approved is approved anew",
    usage='offer edit "Ana Q." [base 232k] [equity 0.14%] [start 1 Feb] [R-12] [because …]',
    examples=('offer edit "A.Q." base 232k R-12', 'offer edit "A.Q." equity 0.14% start 2027-02-01 R-12'),
    aliases=("edit offer", "change offer"),
    effect="write",
    access="offers",
)
def offer_edit(asked: TermsArgs, at: Context) -> Reply:
    """The new terms, and who approves them. Raises Conflict where there is no offer, or it was answered."""
    req, entry = finding.the_application(at, _without_rev(asked))
    terms = asked.model_dump(mode="json", exclude_defaults=True, exclude={"candidate", "req", "rev"})
    if moved := _other_first_day(at, asked, req, entry, terms):
        return moved
    offer = offers.the_offer(at, entry, OfferStatus.DRAFT, OfferStatus.APPROVED, OfferStatus.SENT, terms=terms)
    whichcandidate.on_time(at, asked.rev, offer.rev, entry)
    said = offers.values_of(at, asked, req, offer)
    if not said:
        return _ask(at, asked, entry, offer)
    values = {field: value for field, value in said.items() if getattr(offer, field) != value}
    if not values:
        raise Conflict(say.same_terms(name=naming.called(at, entry.candidate)))
    whole = {"base": offer.base, "currency": offer.currency} | values
    if {"base", "currency"} & set(values):
        missing = _unjustified(at, asked, req, entry, whole, offer)
        if missing:
            return missing
    stood = offer.expires_at if entry.application.outcome is Outcome.OFFER else None
    event = changes.edit_offer(at.unit, deed(at), offer, values)
    return _told(at, req, entry, offer, event, say.edited, *_of_what_they_have(at, offer, stood))


def _other_first_day(at: Context, asked: TermsArgs, req: Requisition, entry: Entry, terms: dict[str, Any]) -> Reply | None:
    """Another first day of whoever has signed, and nothing else; None for all other terms, which nobody changes then."""
    offer = reqs.live_offer(at.unit, entry.application.id)
    if offer is None or offer.status is not OfferStatus.ACCEPTED or set(terms) - {"application"} != {"start"}:
        return None
    start = offers.values_of(at, asked, req, offer)["start_on"]
    if start == offer.start_on:
        raise Conflict(say.same_terms(name=naming.called(at, entry.candidate)))
    event = changes.move_first_day(at.unit, deed(at), offer, start)
    lead = say.first_day(name=naming.called(at, entry.candidate), req=f"R-{req.number}", day=times.day(start))
    return changed(lead, event, data={"req": req.number, "application": entry.application.id, "start_on": start.isoformat()})


@verb(
    "offer show",
    ShowArgs,
    summary="An offer's terms, for those who may see them",
    usage='offer show "Ana Q." [R-12]',
    examples=('offer show "A.Q." R-12', "offer show Ana"),
    aliases=("show offer", "offer terms"),
    effect="read",
    access="offers",
)
def offer_show(asked: ShowArgs, at: Context) -> Reply:
    """Terms, band, equity on both sides, start against notice and cliff, other offers."""
    req, entry = finding.the_application(at, asked)
    name = naming.called(at, entry.candidate)
    offer = offers.the_offer(at, entry)
    lead = offers.status_line(at, offer, name)
    elements, data = offers.shown(at, req, entry.application, offer)
    return Reply(
        lead, (Heading(lead), *_of_what_they_have(at, offer, None), *elements),
        actions=_next(at, req, entry.application, offer),
        more=(Action(say.volunteered_button(), "volunteered", {"application": entry.application.id}),),
        data={"req": req.number, "application": entry.application.id, **data},
    )  # fmt: skip


@verb(
    "offer approve",
    ApproveArgs,
    summary="Approve an offer as it stands: for the req's approver",
    usage='offer approve "Ana Q." [R-12]',
    examples=('offer approve "A.Q." R-12', "approve offer Ana"),
    aliases=("approve offer",),
    effect="write",
    access="approve_offers",
)
def offer_approve(asked: ApproveArgs, at: Context) -> Reply:
    """Who approved it, and when. Raises NotAllowed for anybody but the named approver, Conflict where the terms have changed."""
    held = at.unit.get(Offer, asked.offer) if asked.offer else None
    about = {"application": held.application_id} if held else {}
    # Found by whoever may see the offer: who else approves is told by name.
    req, entry = finding.the_application(at, _without_rev(asked).model_copy(update=about), need="offers")
    _only_the_approver(at, req)
    _goes_on(req)
    name = naming.called(at, entry.candidate)
    offer = offers.the_offer(at, entry, OfferStatus.DRAFT)
    whichcandidate.on_time(at, asked.rev, offer.rev, entry)
    event = changes.approve_offer(at.unit, deed(at), offer)
    lead = say.approved(name=name, who=at.speaker, req=f"R-{req.number}")
    application = entry.application
    return replies.changed(
        lead, event, *nextdue.offer_heard_late(at, req, entry.application, drafted=True),
        actions=(Action(say.sent_button(), "offer sent", {"application": application.id}, primary=True),),
        data={"req": req.number, "application": application.id, "offer": offer.id, "status": offer.status.value},
    )  # fmt: skip


def _without_rev(asked: Any) -> Any:
    """The same without `rev`: here it is the offer's, not the application's."""
    return asked.model_copy(update={"rev": None})


def _only_the_approver(at: Context, req: Requisition) -> None:
    approver = at.unit.get(Person, req.approver_id)
    if approver is None:
        team = Action(say.team_button(), "req team", {"req": req.number})
        raise Conflict(say.no_approver(req=f"R-{req.number}"), actions=(team,))
    if at.person is None or at.person.id != approver.id:
        raise NotAllowed(say.only_approver(who=called(approver), req=f"R-{req.number}"), req=req.id)


def _goes_on(req: Requisition) -> None:
    if req.closed_at is not None:
        resume = Action(say.resume_button(number=req.number), "req resume", {"req": req.number})
        raise Conflict(say.nothing_to_approve(req=f"R-{req.number}", status=req.status.value), actions=(resume,))


def _scorecards_are_in(at: Context, asked: TermsArgs, req: Requisition, application: Application, name: str) -> tuple[Text, ...]:
    """A remark on those that are missing: once it was decided without them they are for the record. Raises Conflict where any is
    still waited for."""
    story = changes.story_of(at.unit, req, application)
    owed = scorecards.owed(at.unit, at.library, req, application)
    waits = {id for round, id in owed if speaking.decided_without(story, round.done_at or round.ends_at) is None}
    if waits and not asked.anyway:
        anyway = naming.again(at, say.anyway_button(), application=application.id, candidate=None, req=None, anyway=True)
        debrief = Action(say.debrief_button(), "debrief", {"application": application.id})
        who = _named(at, [id for _, id in owed if id in waits])
        raise Conflict(say.scorecards_first(name=name, who=who), actions=(anyway, debrief))
    return (Text(say.scorecards_out(who=_named(at, [id for _, id in owed])), small=True),) if owed else ()


def _named(at: Context, ids: Sequence[str]) -> str:
    return rounds.names([person for id in dict.fromkeys(ids) if (person := at.unit.get(Person, id))])


def _unjustified(  # noqa: PLR0917 - what is held against the band
    at: Context, asked: TermsArgs, req: Requisition, entry: Entry, values: dict[str, Any], held: Offer | None
) -> Reply | None:
    """The form that asks for the reason of a figure outside the band, for what was typed; a form is told at its field."""
    try:
        offers.must_be_justified(at, req, values, asked.why.strip())
    except Invalid as refusal:
        if at.command.verb:
            raise
        return _ask(at, asked, entry, held, lead=refusal.text, reason_needed=True)
    return None


def _of_what_they_have(at: Context, offer: Offer, stood: datetime | None) -> tuple[Text, ...]:
    """Of an offer that is with them: that it ends earlier than they heard, and that they have the terms that were sent, or had
    until those ended."""
    sent, until = changes.sent_terms(at.unit, offer).get("sent_at"), offer.expires_at
    has = (Text(_what_was_sent(at, offer, sent)),) if sent else ()
    if stood is None or until is None or until >= stood:
        return has
    return (*has, Text(say.ends_earlier(until=when.shown(at, until), instead=when.shown(at, stood))))


def _what_was_sent(at: Context, offer: Offer, sent: datetime) -> str:
    application = changes.application_of(at.unit, offer)
    ends = changes.story_of(at.unit, changes.req_of(at.unit, application), application).expires_at
    if ends and ends <= at.command.now:
        return str(say.had_what_was_sent(sent=when.shown(at, sent), ended=when.shown(at, ends)))
    return str(say.has_what_was_sent(sent=when.shown(at, sent)))


def _told(  # noqa: PLR0917
    at: Context, req: Requisition, entry: Entry, offer: Offer, event: Event, sentence: Any, *beside: Text
) -> Reply:
    approver = at.unit.get(Person, req.approver_id)
    waits = offer.status is OfferStatus.DRAFT
    who = called(approver)
    yours, name = approver is not None and approver is at.person, naming.called(at, entry.candidate)
    lead = sentence(name=name, req=f"R-{req.number}", waits=waits, approver=who, yours=yours)
    elements, data = offers.shown(at, req, entry.application, offer)
    back = Action(say.undo_button(), "undo", {"event": event.id})
    late = _heard_late(at, req, offer, approver) if waits and approver and not yours else ()
    other = (Action(say.other_approver_button(), "req team", {"req": req.number}),) if late else ()
    actions = (*_next(at, req, entry.application, offer), *other)
    return Reply(
        lead, (Heading(lead), *beside, *late, *elements), actions=actions, more=(back,),
        data={"event": event.id, "req": req.number, "application": entry.application.id, **data},
    )  # fmt: skip


def _heard_late(at: Context, req: Requisition, offer: Offer, approver: Person) -> tuple[Text, ...]:
    """When the approver hears of it, where that is not today, or later than the offer is to be out; or that they leave before."""
    hours, name = speaking.person_hours(at.unit, policy(at).customs, req, approver.id), called(approver)
    now, due = at.command.now, approvals.deadline(at.unit, req, offer.application_id)
    hears = calendar.first_after(hours, now)
    late = due is not None and hears > due
    if hears > now and (late or hears.astimezone(times.zone(at.zone)).date() != at.today):
        until, passed = when.shown(at, due) if due and late else "", due is not None and due < now
        told = say.heard_late(approver=name, away=hours.is_away(now), hears=when.shown(at, hears), due=until, passed=passed)
        return (Text(told),)
    if hours.away is None or due is None or due < now or not hours.is_away(due):
        return ()
    leaves, back = (when.shown(at, each) for each in hours.away)
    return (Text(say.leaves(approver=name, leaves=leaves, back=back)),)


def _next(at: Context, req: Requisition, application: Application, offer: Offer) -> tuple[Action, ...]:
    about = {"application": application.id}
    edit = Action(say.edit_button(), "offer edit", about)
    match offer.status:
        case OfferStatus.DRAFT if req.approver_id is None:
            return (Action(say.team_button(), "req team", {"req": req.number}, primary=True), edit)
        case OfferStatus.DRAFT if at.person is not None and at.person.id == req.approver_id:
            return (Action(say.approve_button(), "offer approve", {"offer": offer.id, "rev": offer.rev}, primary=True), edit)
        case OfferStatus.APPROVED:
            return (Action(say.sent_button(), "offer sent", about, primary=True), edit)
        case OfferStatus.SENT:
            accepted = Action(say.accepted_button(), "offer accept", about)
            return (accepted, Action(say.declined_button(), "offer decline", about), edit)
        case OfferStatus.DRAFT:
            return (edit,)
        case _:
            return ()


def _ask(
    at: Context, asked: TermsArgs, entry: Entry, held: Offer | None, *, lead: str = "", reason_needed: bool = False
) -> Reply:
    lead = lead or say.ask(name=naming.called(at, entry.candidate))
    base, equity, start = _before(asked, held, at)
    fields = (
        Field("base", say.base_label(), value=base, hint=say.base_hint()),
        Field("equity", say.equity_field(), required=False, value=equity, hint=say.equity_hint()),
        Field("start", say.start_label(), "date", required=False, value=start),
        Field("expires", say.expires_label(), "datetime", required=False),
        Field("company_value", say.value_field(), required=False, hint=say.value_hint()),
        Field("why", say.reason_label(), "paragraph", required=reason_needed, value=asked.why, hint=say.reason_hint()),
    )
    assert at.verb is not None
    args = {"application": entry.application.id} | ({"anyway": True} if asked.anyway else {})
    return Reply(lead, (Text(lead),), form=Form(say.form_title(), at.verb.name, fields, say.submit(), args))


def _before(asked: TermsArgs, held: Offer | None, at: Context) -> tuple[str, str, str]:
    """Base, equity and first day as the form shows them: what was said, else what the offer holds."""
    base = f"{held.base} {held.currency}" if held else ""
    if asked.base:
        base = f"{asked.base.amount:.0f} {asked.base.currency or ''}".strip()
    equity = f"{asked.equity:g}" if asked.equity is not None else (held.equity_percent or "") if held else ""
    start = held.start_on.isoformat() if held and held.start_on else ""
    return base, equity, offers.day(at, asked.start).isoformat() if asked.start else start
