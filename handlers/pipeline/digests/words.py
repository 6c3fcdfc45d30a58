"""What digests say, from what is true when they leave. Each is None where there is nothing to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.core import access, codes, times
from handlers.core.colleagues import called
from handlers.core.library import Library
from handlers.core.reply import MAX_ACTIONS, Action, Bullets, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline import health, settings
from handlers.pipeline.digests import mornings, state, unanswered
from handlers.pipeline.digests.mornings import Morning
from handlers.pipeline.digests.stale import Found
from handlers.pipeline.messages import cards, unrecorded
from handlers.pipeline.messages.unrecorded import Unrecorded
from handlers.pipeline.reminders import buttons, owing, saying, speaking, standins
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.reports import card, measuring, periods
from handlers.pipeline.reports.card import Shown
from handlers.pipeline.reports.figures import Figures, Period
from handlers.pipeline.rules.calendar import Hours
from handlers.pipeline.rules.clock import INTERVIEWER
from handlers.pipeline.rules.policy import in_force
from knowledge.deadlines.digest_rules import CANDIDATE
from storage import nudgekeys, nudges, reports, reqs
from storage.enums import NudgeStatus, Voice
from storage.models import Nudge, Person, Requisition
from storage.unit import Unit

say, nudge_words = Wording("digest"), Wording("nudge")

LISTED = 5
"""Items of one line; the rest are counted, and `due` shows them."""
JUST_NOW = timedelta(hours=4)
"""What was said by itself so shortly before a digest, or since, is not said again by it."""
SOON = timedelta(minutes=30)
"""What will be said to be over by itself so soon after a digest is not said before by it."""
MOST_BUTTONS = 3
LATE_AFTER = timedelta(hours=1)
"""A digest that leaves later than this after its time says so."""
TOLD = (
    codes.CANDIDATE_ADDED, codes.STAGE_MOVED, codes.INTERVIEW_DONE, codes.FINAL_ROUND_ENDED, codes.OFFER_SENT,
    codes.OFFER_ACCEPTED, codes.OFFER_DECLINED, codes.REJECTED, codes.WITHDRAWN,
)  # fmt: skip
"""What a week's line counts, in this order; a no is one however it was said."""
_MONTHS = "months' figures"
"""Under this a unit keeps what it has measured (see `_figures`)."""


# A person's morning


@dataclass(frozen=True, slots=True)
class Told:
    """What a person's morning has to say, a line each. `only`: what alone is owed; `others`: what else can be pressed; `owes`:
    what lists it all."""

    lines: Sequence[str]
    only: Sequence[Owed]
    others: Sequence[Action]
    owes: tuple[Action, ...]
    data: Mapping[str, int]


def told(  # noqa: PLR0917 - whose, where, when
    unit: Unit, library: Library, person: Person, hours: Hours, today: Morning, now: datetime
) -> Told | None:
    """What is due before the next morning, what stands unanswered, and what has newly stood too long in their searches."""
    ends = mornings.until(hours, today, settings.of(unit).digest_hour)
    told_since = today.at - JUST_NOW
    theirs = nudges.owed_by(unit, person.id)
    own = _owed(unit, library, owing.heard(theirs), told_since, now)
    owed = [*own, *_owed(unit, library, _left_to(unit, library, person, theirs, now), told_since, now)]
    past = [each for each in owed if each.nudge.deadline_at <= now and not _is_for_the_record(each, today)]
    soon = [each for each in owed if now < each.nudge.deadline_at <= ends]
    held_up = _held_up((*past, *soon))
    past, soon = (_without(each, held_up.values()) for each in (past, soon))
    unsaid = _unrecorded(unit, person, told_since, now)
    stood, waiting = _stood(unit, library, person, today, now), unanswered.lines(unit, library, person, today, ends)
    if not (past or soon or unsaid or stood or waiting):
        return None
    rest = sum(each.nudge.deadline_at > ends for each in own)
    lines = [
        *([_due(soon, person, hours, today, ends, held_up)] if soon else []),
        *([_still_open(past, person, held_up)] if past else []),
        *([unrecorded.did_it_happen(unsaid, person.timezone, now)] if unsaid else []),
        *(line for line, _ in (*stood, *waiting)),
        *([say.on_track(count=rest)] if rest else []),
    ]
    # Of two searches with the same button the first has it.
    ways = {way.label: way for way in (*(way for _, way in stood if way), *(way for _, each in waiting for way in each))}
    return Told(
        lines,
        only=(*soon, *past) if len(soon) + len(past) == 1 else (),
        others=(*unrecorded.buttons(unsaid, alone=not (soon or past)), *ways.values()),
        owes=(Action(say.due_button(), "due"),) if own or past or soon or unsaid else (),
        data={"due": len(soon), "past": len(past), "on_track": rest},
    )


def morning(found: Told, person: Person, today: Morning, now: datetime) -> Reply:
    """A morning that is a message of its own."""
    lead = say.greeting(name=person.name or "", when=now.astimezone(today.at.tzinfo).hour)
    late = [say.late(meant=f"{today.at:%H:%M}")] if now - today.at > LATE_AFTER else []
    actions = (*(one for each in found.only for one in buttons.deeds(each)), *found.others)
    return Reply(
        " ".join((lead, *late, *found.lines)),
        (Heading(lead), *(Text(each) for each in (*late, *found.lines))),
        actions=(*actions[: MOST_BUTTONS - len(found.owes)], *found.owes),
        data=found.data,
    )


def below(found: Told) -> Reply:
    """The same below what a message says of other things: its buttons say whom they are about."""
    actions = (*(one for each in found.only for one in buttons.deeds(each, for_whom=True)), *found.others)
    return Reply(
        " ".join(found.lines),
        tuple(Text(each) for each in found.lines),
        more=(*actions[: MOST_BUTTONS - len(found.owes)], *found.owes),
        data=found.data,
    )


def _owed(unit: Unit, library: Library, found: Sequence[Nudge], told_since: datetime, now: datetime) -> list[Owed]:
    """What a person owes, of what they heard, a line a deadline.

    Without what a message of its own has told them since then, or is about to: nobody is told the same thing twice in a morning.
    And without what they put off until later: they hear of it when they asked to.
    """
    told = {owing.deadline(each) for each in found if _is_told(each, told_since) or _comes(unit, each, now)}
    told |= {owing.deadline(each) for each in found if each.status is NudgeStatus.SNOOZED and each.say_at > now}
    one: dict[tuple[str, datetime, str | None], Nudge] = {}
    for each in found:
        if owing.deadline(each) not in told:
            one.setdefault(owing.deadline(each), each)
    return [about for each in one.values() if (about := owing.owed(unit, library, now, each))]


def _is_told(nudge: Nudge, since: datetime) -> bool:
    """Whether a message of its own is on its way, or was said since then; what is left to the digest has none."""
    said = nudge.said_at is not None and nudge.said_at >= since and nudge.outbox_id is not None
    return nudge.status is NudgeStatus.QUEUED or said


def _left_to(unit: Unit, library: Library, person: Person, theirs: Sequence[Nudge], now: datetime) -> list[Nudge]:
    """What they have of who is away, without what they are about to be told as the next in line."""
    coming = {nudgekeys.deadline_of(each.key) for each in theirs if _comes(unit, each, now)}
    return [each for each in standins.left_to(unit, library, person, now) if nudgekeys.deadline_of(each.key) not in coming]


def _comes(unit: Unit, nudge: Nudge, now: datetime) -> bool:
    """Whether a message of its own is about to be said."""
    waits, soon = nudge.status in (NudgeStatus.PENDING, NudgeStatus.SNOOZED), timedelta(minutes=settings.of(unit).group_minutes)
    return waits and now <= nudge.say_at <= now + (max(soon, SOON) if nudge.voice is Voice.ESCALATION else soon)


def _is_for_the_record(about: Owed, today: Morning) -> bool:
    """Whether it is a scorecard that was late and decided without by the morning before: nothing waits for it, it was told."""
    decided_at = speaking.decided_without(about.story, nudgekeys.started_of(about.nudge.key))
    if about.rule.owner != INTERVIEWER or decided_at is None or today.before is None:
        return False
    return max(decided_at, about.nudge.deadline_at) <= today.before


def _unrecorded(unit: Unit, person: Person, told_since: datetime, now: datetime) -> list[Unrecorded]:
    """The rounds of which nobody said what became, once they were asked about; without those that were asked about just now."""
    found = unrecorded.of_person(unit, person, now)
    return [each for each in found if each.interview.asked_at and each.interview.asked_at < told_since]


def _held_up(found: Sequence[Owed]) -> Mapping[str, Owed]:
    """Nudge → what else waits for the very deed that it asks its person for: the offer for the decision, say. One line says
    both."""
    own = {_deed_of(each): each.nudge.id for each in reversed([each for each in found if not each.step and not each.climbs])}
    waiting = (each for each in found if each.step and not each.climbs)
    return {own[_deed_of(each)]: each for each in waiting if _deed_of(each) in own}


def _deed_of(about: Owed) -> tuple[str, str, str | None]:
    return about.application.id, about.deed, about.nudge.person_id


def _without(found: Sequence[Owed], these: Iterable[Owed]) -> list[Owed]:
    ids = {each.nudge.id for each in these}
    return [each for each in found if each.nudge.id not in ids]


def _due(  # noqa: PLR0917 - a line stands in all this
    soon: Sequence[Owed], person: Person, hours: Hours, today: Morning, ends: datetime, held_up: Mapping[str, Owed]
) -> str:
    items = [_holding_up(_item(each, person, hours, today), each, person, held_up) for each in soon[:LISTED]]
    rest = max(0, len(soon) - LISTED)
    last = max(each.nudge.deadline_at for each in soon).astimezone(times.zone(hours.zone)).date()
    if last <= today.day:
        return say.due_today(items=items, rest=rest)
    return say.due_before(items=items, rest=rest, day=times.at(ends, person.timezone, today.at))


def _still_open(past: Sequence[Owed], person: Person, held_up: Mapping[str, Owed]) -> str:
    items = [_holding_up(_past(each, person), each, person, held_up) for each in past[:LISTED]]
    return say.past(items=items, rest=max(0, len(past) - LISTED))


def _holding_up(line: str, about: Owed, person: Person, held_up: Mapping[str, Owed]) -> str:
    """The line of what is owed, with the deadline of what waits for it."""
    waits = held_up.get(about.nudge.id)
    if waits is None:
        return line
    over = waits.left if waits.nudge.deadline_at <= waits.now else ""
    return say.held_up(line=line, over=over, due=saying.shown(waits, person.timezone))


def _item(about: Owed, person: Person, hours: Hours, today: Morning) -> str:
    due_at = about.nudge.deadline_at.astimezone(times.zone(hours.zone))
    line = say.item(
        what=about.named(yours=about.nudge.person_id == person.id),
        req=f"R-{about.req.number}",
        at=f"{due_at:%H:%M}" if person.timezone and due_at.date() == today.day else times.at(due_at, person.timezone, about.now),
        step=about.step or "",
        held=saying.held_by(about, person),
    )
    return _whose(line, about, person)


def _past(about: Owed, person: Person) -> str:
    what = about.named(yours=about.nudge.person_id == person.id)
    held, stands = saying.held_by(about, person), saying.stands(about, person.timezone)
    req, is_now = f"R-{about.req.number}", about.now <= about.nudge.deadline_at + saying.OVERDUE
    line = say.item_past(what=what, req=req, over="" if is_now else about.left, step=about.step or "", held=held, stands=stands)
    return _whose(line, about, person)


def _whose(line: str, about: Owed, person: Person) -> str:
    if about.nudge.person_id == person.id:
        return unrecorded.in_place_of(line, about.absent)
    return say.for_absent(line=line, name=called(about.person)) if about.person else line


def _stood(unit: Unit, library: Library, person: Person, today: Morning, now: datetime) -> list[tuple[str, Action | None]]:
    """What has stood too long in their searches, with what to do about it: each when it is new, and all of it in the week's
    first digest.

    A search is its hiring manager's, a candidate in it its recruiter's (the hiring manager's where nobody recruits).
    """
    mine = [req for req in reqs.reqs_of(unit, person.id) if person.id in (req.hiring_manager_id, req.recruiter_id)]
    if not mine:
        return []
    found = state.stood_too_long(unit, library, mine, now)
    lines: list[tuple[str, Action | None]] = []
    for req in mine:
        theirs = [each for each in found[req.id] if _is_theirs(each, req, person) and _is_new(each, today)]
        names, ways = state.names(unit, theirs, public=False), health.ways(req)
        told = health.stood_too_long(library, theirs, names)
        lines += [(say.stood(req=f"R-{req.number}", text=each.text), ways.get(each.verb or "")) for each in told]
    return lines


def _is_theirs(found: Found, req: Requisition, person: Person) -> bool:
    if found.rule.about == CANDIDATE:
        return person.id == (req.recruiter_id or req.hiring_manager_id)
    return person.id == (req.hiring_manager_id or req.recruiter_id)


def _is_new(found: Found, today: Morning) -> bool:
    return today.begins_week or today.before is None or found.since + timedelta(days=found.rule.days) > today.before


# A channel's week


def week(unit: Unit, library: Library, wanted: Sequence[Requisition], hours: Hours, now: datetime) -> Reply | None:
    """The state of a channel's open searches, as others may read it: candidates by initials and number."""
    live = [req for req in wanted if req.closed_at is None and req.held_since is None]
    moved = reports.counts_since(unit, [req.id for req in live], (*TOLD, codes.DECIDED_NO), now - timedelta(days=7))
    stood = state.stood_too_long(unit, library, live, now)
    lines = [line for req in live if (line := _week_of(unit, library, req, moved.get(req.id, {}), stood[req.id], hours, now))]
    if not lines:
        return None
    lead = say.week_lead(count=len(lines), of=len(live))
    return Reply(
        " ".join((lead, *lines)),
        (Heading(lead), Bullets(tuple(lines))),
        actions=(Action(say.board_button(), "board"),),
        data={"reqs": [req.number for req in live]},
        public=True,
    )


def _week_of(  # noqa: PLR0917 - a line stands in all this
    unit: Unit, library: Library, req: Requisition, moved: dict[str, int], stood: Sequence[Found], hours: Hours, now: datetime
) -> str:
    """One search in a line; empty where nothing happened, nothing is due and nothing stands too long."""
    owed = nudges.owed_on(unit, req.id)
    due, late = _week_due(owed, hours, now), owing.passed(owed, now)
    names = state.names(unit, stood, public=True)
    found = [each.text for each in health.stood_too_long(library, stood, names)]
    if not (moved or due or late or found):
        return ""
    counts = say.counts(counts=cards.stage_counts(unit, req))
    parts = [say.week_req(title=cards.heading(req, now, hours.zone), counts=counts)]
    if moved:
        noes = moved.get(codes.REJECTED, 0) + moved.get(codes.DECIDED_NO, 0)
        counted = {**moved, codes.REJECTED: noes}
        parts.append(say.last_week(moves=[say.move(kind=kind, count=counted[kind]) for kind in TOLD if counted.get(kind)]))
    if due:
        parts.append(say.week_due(items=due, place=_place(unit, req, hours)))
    if late:
        parts.append(say.week_late(count=late))
    return " ".join((*parts, *found))


def _place(unit: Unit, req: Requisition, hours: Hours) -> str:
    """Where it is the time that a channel reads; nothing where all of a search's people are there."""
    return times.place(hours.zone) if hours.zone and speaking.zones_of(unit, req) - {hours.zone} else ""


def _week_due(owed: Sequence[Nudge], hours: Hours, now: datetime) -> list[str]:
    """The next days' deadlines, the earliest first; without names, those of one kind and one moment are counted."""
    soon = (each for each in owed if now < each.deadline_at <= now + timedelta(days=7) and not owing.is_climb(each))
    each_once = {nudgekeys.deadline_of(each.key): each for each in soon}
    alike = Counter((each.clock, times.at(each.deadline_at, hours.zone, now)) for each in each_once.values())
    return [
        say.week_due_item(
            what=nudge_words.public_what(clock=clock) if count == 1 else nudge_words.public_many(clock=clock, count=count), at=at
        )
        for (clock, at), count in list(alike.items())[:LISTED]
    ]


# The month's report


def month(unit: Unit, library: Library, person: Person, hours: Hours, now: datetime) -> Reply | None:
    """Last month's figures over the reqs that the reader may see; offers' only where they may see offers. Under a heading of its
    own, as it stands below other things."""
    span = periods.named("last_month", hours.zone, now)
    wanted = [req for req in reports.reqs_between(unit, span.since, span.until) if access.holds(unit, person, "see_reqs", req)]
    figures = _figures(unit, library, wanted, span)
    seen = [req for req in wanted if access.holds(unit, person, "offers", req)]
    if len(seen) < len(wanted):
        figures = figures.with_offers_of(_figures(unit, library, seen, span))
    if replace(figures, stages={}).empty:  # who stood where for how long is no news by itself
        return None
    shown = Shown(figures, library, _stage_names(wanted), bool(seen))
    name = f"{span.since.astimezone(times.zone(hours.zone)):%B}"
    lead = card.lead(shown, say.month_who(count=len(wanted)), name)
    lines = card.lines(shown)
    heading = say.month_heading(month=name)
    elements: list[Element] = [Heading(heading), Text(lead), card.table(lines)]
    elements += [Text(card.say.without_holds(), small=True)] if figures.held else []
    return Reply(
        f"{heading}: {lead}",
        tuple(elements),
        actions=(Action(say.report_button(), "report", {"whose": "team", "period": "last_month"}),),
        sources=card.sources(shown),
        data={"reqs": [req.number for req in wanted]},
    )


def _figures(unit: Unit, library: Library, wanted: Sequence[Requisition], span: Period) -> Figures:
    """What these reqs come to, measured once a unit: most of those whose mornings are composed in one may see the same reqs."""
    known: dict[tuple[Period, tuple[str, ...]], Figures] = unit.session.info.setdefault(_MONTHS, {})
    asked = (span, tuple([req.id for req in wanted]))
    if asked not in known:
        known[asked] = measuring.of_reqs(unit, in_force(library, unit), wanted, span)
    return known[asked]


def together(first: Reply | None, below: Reply | None) -> Reply | None:
    """One message of two, the second below the first; each alone where there is nothing of the other."""
    if first is None or below is None:
        return first or below
    actions = (*first.actions, *below.actions)
    shown = {each.label for each in (*actions, *first.more)}
    return Reply(
        f"{first.text} {below.text}",
        (*first.elements, *below.elements),
        actions=actions[:MAX_ACTIONS],
        more=(*actions[MAX_ACTIONS:], *first.more, *(each for each in below.more if each.label not in shown)),
        sources=(*first.sources, *below.sources),
        data={**first.data, **below.data},
    )


def _stage_names(wanted: Iterable[Requisition]) -> dict[str, str]:
    return {stage.key: stage.name for req in wanted for stage in cards.order_of(req)}
