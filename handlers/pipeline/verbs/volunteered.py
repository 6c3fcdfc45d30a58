"""`volunteered`: what a candidate said of their own accord: what they leave, a cliff, notice, another offer. Never asked for."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from handlers.core.errors import Invalid, NotFound
from handlers.core.markers import After, Flag, Moment, Money, When
from handlers.core.reply import Action, Bullets, Element, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Day, Empty, Sum
from handlers.core.typed.labelled import either
from handlers.core.typed.reasons import REQ
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.core.words import Words
from handlers.pipeline import changes, competing, offers
from handlers.pipeline.changes import because_of
from handlers.pipeline.reading import finding, naming, when
from handlers.pipeline.rules import nextdue
from handlers.pipeline.rules.policy import deed, policy
from storage.enums import DisclosureKind
from storage.models import Application, Disclosure, Event, Requisition

say = Wording("volunteered")

ONE_OF_EACH = frozenset({DisclosureKind.LEAVES_BEHIND, DisclosureKind.CLIFF, DisclosureKind.NOTICE})
"""A newer one takes the place of the older; of other offers there may be several."""

_ENDS = ("leaves", "unvested", "cliff", "offer", "other", "another", "competing", "expires")
_UNTIL = (*offers.EXPIRES, "until", "till", "deadline", "with deadline", "with a deadline", "and a deadline", "a deadline")
LEAVES = ("leaves", "leaving", "leaves behind", "unvested", "forfeits", "gives up")

_NOTICE = re.compile(
    r"(?:(?<!\S)(?:with|and|plus|has)\s+)?(?<!\S)(?P<long>(?:\d{1,3}|an?|one|two|three|four|six)[\s-]*(?:days?|weeks?|months?))['’]?s?"
    r"\s+notice(?:\s+period)?(?!\S)",
    re.IGNORECASE,
)

Said = tuple[DisclosureKind, dict[str, Any], datetime | None]


class Notice(After):
    """The words behind `notice`, or how long it is ahead of it: `4 weeks' notice`."""

    def read(self, words: Words, many: bool, model: Any) -> Any:
        """The words as typed, or nothing."""
        ahead = _NOTICE.search(words.text)
        if not ahead:
            return super().read(words, many, model)
        words.cut(*ahead.span())
        return ahead["long"]


class Whose(After):
    """The company whose offer it is, with the sum beside it. What is neither is left to be told as not read."""

    def read(self, words: Words, _many: bool, _model: Any) -> Any:
        """Both as typed, or nothing."""
        led = rf"(?<!\S)(?:{either(self.words)})\s+"
        ends = re.compile(rf"{led}|(?<!\S)(?:{either(self.until)})(?!\S)|{REQ.pattern}", re.IGNORECASE)
        said = list[str]()
        for begin in re.finditer(led, words.text, re.IGNORECASE):
            end = next((each.start() for each in ends.finditer(words.text, begin.end())), len(words.text))
            part = words.text[begin.end() : end].strip()
            if competing.is_told(part) and not (competing.company_of(part) and competing.company_of(" ".join(said))):
                said.append(part)
                words.cut(begin.start(), end)
        return " ".join(said) or None


class VolunteeredArgs(naming.AboutCandidate):
    """Who said what, the company ahead of the sum: `3M` is one's name. `drop` takes one back, `keep` lets one stand whose
    place another took."""

    notice: Annotated[str, Notice(("notice", "notice period"), until=_ENDS)] = ""
    expires: Annotated[str | None, Moment(after=_UNTIL, strict=True), Empty] = None
    leaves: Annotated[Sum | None, Empty, Money(LEAVES, strict=True)] = None
    cliff: Annotated[Day | None, Empty, When(("cliff", "vests", "vests on", "next vest"), strict=True)] = None
    company: Annotated[str, Whose(("from", "at", "with"), until=_ENDS)] = ""
    offer: Annotated[Sum | None, Empty, Money(("offer", "other offer", "another offer", "competing offer", "competing"))] = None
    competing: Annotated[bool, Flag(("other offer", "another offer", "competing", "competing offer"))] = False
    drop: str | None = None
    keep: str | None = None


@verb(
    "volunteered",
    VolunteeredArgs,
    summary="Note what a candidate said of their own accord: never ask for it",
    usage='volunteered "Ana Q." [leaves 400k unvested] [cliff 1 Mar 2027] [notice 4 weeks] '
    "[other offer [from Acme] [240k] expires fri 17:00]",
    examples=(
        'volunteered "A.Q." leaves 400k unvested cliff 2027-03-01 R-12',
        'volunteered "A.Q." other offer 240k expires fri 17:00',
        'volunteered "A.Q." other offer from Acme expires fri 17:00',
    ),
    effect="write",
    access="offers",
)  # fmt: skip
def volunteered(asked: VolunteeredArgs, at: Context) -> Reply:
    """What is noted now, dated; another offer's expiry shortens the clock. Without anything said: the form, and what is known."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    if asked.drop:
        return _dropped(at, req, application, asked.drop, name)
    if asked.keep:
        return _kept(at, req, application, asked.keep, name)
    said = _said(asked, at)
    if not said:
        return _ask(at, application, name)
    events: list[Event] = []
    other: competing.Told | None = None
    for kind, details, expires_at in said:
        done = because_of(deed(at), events[0]) if events else deed(at)
        if kind is DisclosureKind.COMPETING_OFFER:
            other = competing.tell(at, application, details, expires_at, done)
            events += other.events
            continue
        events += [_replaced(at, application, kind, done)] if kind in ONE_OF_EACH and _same(at, application, kind) else []
        done = because_of(deed(at), events[0]) if events else deed(at)
        events.append(changes.volunteer(at.unit, done, application, kind, details, expires_at)[1])
    ends = max((ends for kind, _, ends in said if kind is DisclosureKind.COMPETING_OFFER and ends), default=None)
    next_due = nextdue.line(at, req, entry, _nearer_by_theirs(at), ends) if ends else ()
    return _told(at, req, application, name, events[0], other, next_due)


def _nearer_by_theirs(at: Context) -> frozenset[str]:
    """The clocks that another company's offer shortens."""
    return frozenset(rule.id for rule in policy(at).rules if rule.before_competing_hours is not None)


def _said(asked: VolunteeredArgs, at: Context) -> list[Said]:
    found: list[Said] = []
    if asked.leaves is not None:
        found.append((DisclosureKind.LEAVES_BEHIND, asked.leaves.model_dump(), None))
    if asked.cliff is not None:
        cliff = offers.day_to_come(at, asked.cliff, "cliff", say.cliff_passed)
        found.append((DisclosureKind.CLIFF, {"on": cliff.isoformat()}, None))
    if asked.notice.strip():
        found.append((DisclosureKind.NOTICE, {"notice": asked.notice.strip()[:200]}, None))
    if asked.offer is not None or asked.competing or asked.expires:
        expires = when.until(at, asked.expires, "expires") if asked.expires else None
        figure = asked.offer.model_dump() if asked.offer else competing.sum_of(asked.company)
        details = figure | competing.company_of(asked.company)
        found.append((DisclosureKind.COMPETING_OFFER, details, expires))
    elif asked.company.strip():
        raise Invalid(say.no_offer(company=asked.company.strip()[:80]), errors={"company": say.no_offer_field()})
    return found


def _same(at: Context, application: Application, kind: DisclosureKind) -> Disclosure | None:
    return offers.of_kind(offers.disclosures(at.unit, application.id), kind)


def _replaced(at: Context, application: Application, kind: DisclosureKind, done: changes.Deed) -> Event:
    before = _same(at, application, kind)
    assert before is not None
    return changes.unvolunteer(at.unit, done, before)


def _dropped(at: Context, req: Requisition, application: Application, id: str, name: str) -> Reply:
    row = at.unit.get(Disclosure, id)
    if row is None or row.application_id != application.id or row.withdrawn_at is not None:
        raise NotFound(say.gone(name=name))
    return _told(at, req, application, name, competing.drop(at, row))


def _kept(at: Context, req: Requisition, application: Application, id: str, name: str) -> Reply:
    row = at.unit.get(Disclosure, id)
    if row is None or row.application_id != application.id or row.withdrawn_at is None:
        raise NotFound(say.gone(name=name))
    return _told(at, req, application, name, competing.keep(at, row))


def _told(  # noqa: PLR0917 - an answer is these things
    at: Context,
    req: Requisition,
    application: Application,
    name: str,
    event: Event,
    other: competing.Told | None = None,
    next_due: tuple[Text, ...] = (),
) -> Reply:
    at.unit.flush()
    lead = say.noted(name=name, req=f"R-{req.number}")
    known = offers.disclosures(at.unit, application.id)
    keep = (_keep(application, other.instead_of),) if other and other.instead_of else ()
    beside = (*_known(at, known), *_of_another(at, other), *next_due)
    elements: tuple[Element, ...] = (Heading(lead), *beside, Text(say.never_asked(), small=True))
    return Reply(
        lead,
        elements,
        actions=(*keep, Action(say.offer_button(), "offer show", {"application": application.id})),
        more=(
            Action(say.undo_button(), "undo", {"event": event.id}),
            *(_drop(at, application, each) for each in known),
        ),
        data={
            "event": event.id, "req": req.number, "application": application.id,
            "volunteered": [offers.volunteered_data(each) for each in known],
        },
    )  # fmt: skip


def _known(at: Context, known: list[Disclosure]) -> tuple[Element, ...]:
    return (Bullets(tuple(_line(at, each) for each in known)),) if known else ()


def _drop(at: Context, application: Application, each: Disclosure) -> Action:
    """The button that takes one back."""
    label = say.drop_button(what=_line(at, each, dated=False)[:60])
    return Action(label, "volunteered", {"application": application.id, "drop": each.id})


def _of_another(at: Context, told: competing.Told | None) -> tuple[Text, ...]:
    """What another company's offer took the place of, and in which other searches it counts."""
    replaced = (Text(say.instead_of(what=_line(at, told.instead_of))),) if told and told.instead_of else ()
    elsewhere = [f"R-{req.number}" for req in told.counts_for] if told else []
    return (*replaced, *((Text(say.counts_for(reqs=elsewhere)),) if elsewhere else ()))


def _keep(application: Application, before: Disclosure) -> Action:
    """The button that says that it was another offer."""
    return Action(say.keep_button(), "volunteered", {"application": application.id, "keep": before.id})


def _line(at: Context, each: Disclosure, *, dated: bool = True) -> str:
    """What they said, and (`dated`) when: a button has no room for both."""
    told: str = say.line(
        kind=each.kind.value,
        amount=offers.amount(each),
        company=str(each.details.get(competing.COMPANY) or ""),
        what=str(each.details.get("notice") or each.details.get("on") or ""),
        expires=when.shown(at, each.expires_at) if each.expires_at else "",
        said=when.shown(at, each.volunteered_at) if dated else "",
    )
    return told


def _ask(at: Context, application: Application, name: str) -> Reply:
    fields = (
        Field("leaves", say.leaves_field(), required=False, hint=say.leaves_hint()),
        Field("cliff", say.cliff_field(), "date", required=False),
        Field("notice", say.notice_field(), required=False, hint=say.notice_hint()),
        Field("offer", say.competing_field(), required=False),
        Field("company", say.company_field(), required=False),
        Field("expires", say.expires_field(), "datetime", required=False),
    )
    lead = say.ask(name=name)
    known = _known(at, offers.disclosures(at.unit, application.id))
    form = Form(say.form_title(), "volunteered", fields, say.submit(), {"application": application.id})
    return Reply(lead, (Text(lead), *known), form=form, data={"application": application.id})
