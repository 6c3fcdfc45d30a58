"""By when something is due at the latest, and what says so: hours, the end of a date, an offer's end. Holds add their time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers.core import codes, times
from handlers.pipeline.rules.story import Story
from knowledge.deadlines.clocks import ClockRule

HOURS, DAY, BEFORE_END, BY_END, BEFORE_THEIRS = "hours", "day", "before_end", "by_end", "before_theirs"
"""What a limit reckons with: hours from the start, the end of the start's date, hours before our offer's end, that end itself,
hours before the end of another company's."""
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Limit:
    """By when something is due at the latest, and what says so: a deadline is the first of its limits.

    `clock`: whose rule it is. `hours`: those that `by` speaks of. `end`: when the offer ends that it reckons with. `since`: where
    those hours would leave too little time, `share` of the time from then on till the end instead. `held`: what the time on hold
    adds, which is whole days to the end of a date.
    """

    due_at: datetime
    clock: str
    by: str
    hours: float = 0.0
    end: datetime | None = None
    since: datetime | None = None
    share: float = 0.0
    held: timedelta = timedelta()


def first_limit(rule: ClockRule, story: Story, started: datetime, within_hours: float | None) -> Limit:
    """What sets the deadline: the first of its limits, and of two at one moment the rule's own."""
    limits = [of_its_own(rule, story, started, within_hours)]
    if rule.before_competing_hours is not None:
        limits += _before_theirs(rule, story, started, rule.before_competing_hours)
    end = story.expires_at or story.happened.get(codes.OFFER_EXPIRED)  # one that is over stays so
    if rule.until_expiry and end and end > started:
        limits.append(Limit(end, rule.id, BY_END, end=end))
    return min(limits, key=lambda limit: limit.due_at)


def of_its_own(rule: ClockRule, story: Story, started: datetime, within_hours: float | None) -> Limit:
    """The deadline as the rule's own hours, or those that were set, make it."""
    hours = rule.hours if within_hours is None else within_hours
    if rule.before_expiry_hours is not None and story.expires_at:  # the candidate's own date: no hold of ours moves it
        return _before(rule, BEFORE_END, hours or 0.0, story.expires_at, started)
    if rule.before_expiry_hours is not None:
        hours = rule.without_expiry_hours
    ends = end_of_day(started, story.zone) if hours is None else started + timedelta(hours=hours)
    on_hold = (_later_date(story, started, ends) if hours is None else without_holds(story, started, ends)) - ends
    return Limit(ends + on_hold, rule.id, DAY if hours is None else HOURS, hours or 0.0, held=on_hold)


def _before_theirs(rule: ClockRule, story: Story, started: datetime, hours: float) -> Iterator[Limit]:
    """So long before each of the others' offers ends that was to come when we knew of it."""
    for end, told_at in story.competing.items():
        since = max(started, told_at)
        if since < end:
            yield _before(rule, BEFORE_THEIRS, hours, end, since)


def _before(rule: ClockRule, by: str, hours: float, end: datetime, since: datetime) -> Limit:
    """So long before an offer ends, and no sooner than when such a share of the time has passed that was left till then."""
    before = Limit(end - timedelta(hours=hours), rule.id, by, hours, end)
    if since >= end:
        return before
    share = rule.end_leaves
    return max(
        before, Limit(since + (end - since) * share, rule.id, by, hours, end, since, share), key=lambda limit: limit.due_at
    )


def without_holds(story: Story, started: datetime, due_at: datetime) -> datetime:
    """The deadline later by the time on hold: what was left when the hold began is left when it ends."""
    for hold in story.holds:
        begins = max(hold.since, started)
        if begins < due_at and hold.until > begins:
            due_at += hold.until - begins
    return due_at


def _later_date(story: Story, started: datetime, due_at: datetime) -> datetime:
    """The end of a date later by the time on hold, and the end of a date again: after each hold the one nearest to where what
    was left of it would end, and no earlier than that of the date on which the search goes on."""
    for hold in story.holds:
        begins = max(hold.since, started)
        if begins < due_at and hold.until > begins:
            nearest = due_at + (hold.until - begins) - _HALF_A_DAY
            due_at = max(end_of_day(nearest, story.zone), end_of_day(hold.until, story.zone))
    return due_at


def no_hold_stops(rule: ClockRule, story: Story) -> bool:
    """Whether a clock goes on while the req stands still: the candidate's time to answer runs out when our offer says."""
    return rule.before_expiry_hours is not None and story.expires_at is not None


def held(story: Story, since: datetime, until: datetime) -> timedelta:
    """How long of a time the req stood still."""
    parts = (min(hold.until, until) - max(hold.since, since) for hold in story.holds)
    return sum((part for part in parts if part > timedelta()), timedelta())


def end_of_day(moment: datetime, zone_name: str | None) -> datetime:
    """The last minute of the moment's date in that zone (UTC where unknown), whatever the date's clocks do."""
    zone = times.zone(zone_name)
    tomorrow: date = moment.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC) - timedelta(minutes=1)
