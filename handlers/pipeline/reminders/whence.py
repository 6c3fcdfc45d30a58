"""Why a deadline stands where it does: its clock's arithmetic, line by line, from what really set it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.core import times
from handlers.core.wording import Wording
from handlers.pipeline import settings
from handlers.pipeline.changes.deeds import WITHIN_HOURS
from handlers.pipeline.reminders import saying
from handlers.pipeline.reminders.owing import Owed
from handlers.pipeline.rules import clock, dueby
from handlers.pipeline.rules.clock import Deadline
from handlers.pipeline.rules.dueby import Limit
from handlers.pipeline.rules.policy import in_force
from handlers.pipeline.rules.story import Story
from knowledge.deadlines.clocks import ClockRule
from storage import nudgekeys

say = Wording("nudge")


def lines(about: Owed, *, sees_offers: bool) -> list[str]:
    """The hours that were set, what it runs from or towards, and how it comes from there to its deadline.

    `sees_offers`: whether who asks may read of the candidate's offers. Of what does not run any more only the span is known.
    """
    deadline = running(about)
    if deadline is None:
        started = nudgekeys.started_of(about.nudge.key)
        held = dueby.held(about.story, started, about.nudge.deadline_at)
        span = _span(about.rule, about.story, started, about.nudge.deadline_at, held)
        return [*_set(about), saying.since(about), *_came(about), span]
    reckoned = arithmetic(about.rule, about.story, deadline, about.at, about.now, sees_offers=sees_offers)
    return [*_set(about), saying.since(about), *_came(about), *_capped(about, deadline.limit), *reckoned]


def _came(about: Owed) -> list[str]:
    """Since when it is theirs, where it was over by then."""
    came = saying.taken_over(about)
    return [say.taken_over(when=about.at(came), others=about.climbs)] if came else []


def running(about: Owed) -> Deadline | None:
    """The deadline that a nudge speaks of; None where its clock has stopped, or its rule is another by now."""
    policy = in_force(about.library, about.unit, about.req)
    round_of = nudgekeys.scorecard_of(about.nudge.key)[0] if about.rule.owner == clock.INTERVIEWER else None
    meant = (about.rule.id, round_of, nudgekeys.started_of(about.nudge.key), about.nudge.deadline_at)
    found = clock.deadlines(about.story, policy.rules, policy.within_hours)
    return next((each for each in found if (each.clock, each.about, each.started_at, each.due_at) == meant), None)


def arithmetic(
    rule: ClockRule, story: Story, deadline: Deadline, at: Callable[[datetime], str], now: datetime, *, sees_offers: bool
) -> Iterator[str]:
    """From what a clock runs from, or towards, to its deadline; and what sets that where it is not the hours alone.

    `at` writes a moment as its reader does.
    """
    limit = deadline.limit
    by_date = limit.by == dueby.DAY and bool(limit.held)
    held = dueby.held(story, deadline.started_at, deadline.due_at) if by_date else limit.held
    yield _span(rule, story, deadline.started_at, deadline.due_at, held)
    if limit.due_at < deadline.due_at:
        yield say.why_at_once(hours=f"{limit.hours:g}", began=at(deadline.started_at))
    if limit.by == dueby.DAY:
        zone = story.zone or "UTC"
        ends, later = (times.at(each, zone, now) for each in (limit.due_at - limit.held, limit.due_at))
        yield say.why_day(ends=ends, place=times.place(zone), later=later if limit.held else "")
    if limit.by in (dueby.BEFORE_THEIRS, dueby.BY_END):
        yield _by_an_offer(limit, at, now) if sees_offers else say.why_unseen()
    elif limit.by == dueby.BEFORE_END and limit.since:
        yield _by_a_share(limit, limit.since, at)


def _by_an_offer(limit: Limit, at: Callable[[datetime], str], now: datetime) -> str:
    """Whose offer's end sets it, and how."""
    ends = at(limit.end or limit.due_at)
    if limit.by == dueby.BY_END:
        return say.why_by_end(ends=ends, over=limit.due_at <= now)
    if limit.since is None:
        return say.why_competing(ends=ends, hours=f"{limit.hours:g}")
    return say.why_competing_share(ends=ends, share=_by_a_share(limit, limit.since, at))


def _by_a_share(limit: Limit, since: datetime, at: Callable[[datetime], str]) -> str:
    """Which share of the time until an offer ends is left, where so many hours before would be too soon."""
    return say.why_share(hours=f"{limit.hours:g}", since=at(since), percent=f"{100 * limit.share:g}")


def _span(rule: ClockRule, story: Story, started: datetime, due_at: datetime, held: timedelta) -> str:
    if rule.before_expiry_hours is not None and story.expires_at:
        return say.why_before(span=_to_the_minute(story.expires_at - due_at))
    return say.why_span(span=_to_the_minute(due_at - started), held=_to_the_minute(held))


def _to_the_minute(span: timedelta) -> tuple[int, int]:
    """(Hours, minutes)."""
    return divmod(round(span.total_seconds() / 60), 60)


def _set(about: Owed) -> list[str]:
    """The hours that hold instead of the rule's own, and who set them; nothing where there is no end that they come before."""
    hours, whose = _chosen(about, about.rule)
    counts = about.rule.before_expiry_hours is None or about.story.expires_at is not None
    return [say.why_set(whose=whose, req=f"R-{about.req.number}", hours=f"{hours:g}")] if whose and counts else []


def _capped(about: Owed, limit: Limit) -> list[str]:
    """The clock that it is due no later than, where that sets it; and its hours, where those do."""
    if limit.clock == about.rule.id:
        return []
    rule = next(each for each in about.library.clocks if each.id == limit.clock)
    whose = _chosen(about, rule)[1]
    hours = f"{limit.hours:g}" if limit.by == dueby.HOURS else ""
    what = replace(about, rule=rule).what
    return [say.why_capped(what=what, hours=hours, whose=whose, req=f"R-{about.req.number}")]


def _chosen(about: Owed, rule: ClockRule) -> tuple[float, str]:
    """A clock's hours that were set instead of its own, and for what: the req, the workspace, the deployment, or nothing."""
    hours = in_force(about.library, about.unit, about.req).within_hours.get(rule.id)
    if hours is None or hours == rule.hours:
        return 0.0, ""
    if rule.id in about.req.policy.get(WITHIN_HOURS, {}):
        return hours, "req"
    return hours, "workspace" if rule.id in settings.of(about.unit).clock_hours else "deployment"
