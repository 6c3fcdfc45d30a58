"""All settings as people read them: what holds, what is usual, and who set it so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.core import times
from handlers.core.reply import Section, Table
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import settings
from handlers.pipeline.changes.deeds import WITHIN_HOURS
from handlers.pipeline.reading import places
from handlers.pipeline.rules import calendar
from handlers.pipeline.rules.policy import in_force
from knowledge.deadlines.clocks import ClockRule
from knowledge.own import replacements
from knowledge.settings import Kind, SettingRule, setting_rules
from storage import people
from storage.models import Person, Requisition, Setting

say = Wording("settings")

EMPTY = ""


def table(at: Context, req: Requisition | None, *, mine: bool) -> Table:
    """The clocks and the workspace's settings; or one req's clocks; or what is one's own."""
    columns = tuple(say.columns().split("|"))
    rules = setting_rules().values()
    if mine:
        own = [rule for rule in rules if "person" in rule.of and rule.key != "quiet_hours"]
        return Table(columns, (Section(say.yours(), tuple(row(at, rule, None, mine=True) for rule in own)),))
    spans = [row(at, rule, req) for rule in rules if rule.clock]
    sections = [Section(say.clocks(), tuple(spans))]
    if req is None:
        here = [row(at, rule, None) for rule in rules if not rule.clock and "workspace" in rule.of]
        sections.append(Section(say.workspace(), tuple(here)))
    return Table(columns, tuple(sections))


def row(at: Context, rule: SettingRule, req: Requisition | None, *, mine: bool = False) -> tuple[str, ...]:
    """One setting: its name, what holds, what is usual, and whose value it is."""
    if mine:
        return (rule.name, *(shown(rule, value) for value in _own(at, rule)), _own_origin(at, rule))
    value = now(at, rule, req)
    held = _channel(at, value) if rule.kind is Kind.CHANNEL and value is not None else shown(rule, value)
    return rule.name, held, shown(rule, usual(at, rule)), _origin(at, rule, req)


def now(at: Context, rule: SettingRule, req: Requisition | None = None) -> Any:
    """What holds in the workspace, or on the req."""
    if rule.clock:
        hours = in_force(at.library, at.unit, req).within_hours
        return hours.get(rule.clock, clock_rule(at, rule.clock).hours)
    here = settings.of(at.unit)
    return here.chosen.get(rule.key) if rule.kind is Kind.CHANNEL else getattr(here, rule.key)


def usual(at: Context, rule: SettingRule) -> Any:
    """What holds where nobody sets it in the chat."""
    if rule.clock:
        return at.library.within_hours.get(rule.clock, clock_rule(at, rule.clock).hours)
    return rule.default


def shown(rule: SettingRule, value: Any) -> str:
    """A value with its unit."""
    if value is None:
        return say.nothing(key=rule.key)
    if rule.kind is Kind.HOURS and not value:
        return say.any_time()
    return say.value(kind=rule.kind.value, value=value, span=_span(rule, value) if rule.kind is Kind.SPAN else EMPTY)


def _channel(at: Context, address: Mapping[str, Any]) -> str:
    """A channel by what people call it: as it was told when it was set, or is where the speaker stands in it."""
    is_here = all(address.get(part) == mine for part, mine in places.here(at).items() if part in {"system", "channel"})
    name = address.get(settings.NAME) or (at.command.place.name if is_here else EMPTY)
    return say.channel(name=name, system=address.get("system", EMPTY), is_here=is_here)


def clock_rule(at: Context, clock: str) -> ClockRule:
    """The packaged rule of a clock."""
    return next(each for each in at.library.clocks if each.id == clock)


def guide(at: Context, rule: SettingRule) -> tuple[float | None, str] | None:
    """The hours that a guide gives for the clock (None: the same day), and its short name; None for a house rule."""
    packaged = clock_rule(at, rule.clock) if rule.clock else None
    if packaged is None or packaged.rule is None:
        return None
    return packaged.hours, at.library.short_names[at.library.knowledge.facts[packaged.rule].source]


def _origin(at: Context, rule: SettingRule, req: Requisition | None) -> str:
    """Whose value it is: the req's, the workspace's (who set it, and when), app.yaml's, the company's, a guide's, the house's."""
    if req is not None and rule.clock in req.policy.get(WITHIN_HOURS, {}):
        return f"R-{req.number}"
    if rule.key in settings.of(at.unit).chosen:
        return _set_by(at, rule.key)
    return _packaged(at, rule.clock) if rule.clock else say.house()


def _packaged(at: Context, clock: str) -> str:
    if clock in at.library.within_hours:
        return say.deployment()
    rule = clock_rule(at, clock)
    if rule.rule is None:
        return say.house()
    if rule.rule in replacements(at.library.knowledge):
        return say.company()
    return at.library.short_names[at.library.knowledge.facts[rule.rule].source]


def _set_by(at: Context, key: str) -> str:
    stored = at.unit.get(Setting, key)
    assert stored is not None, "it is among what was chosen"
    person = at.unit.get(Person, stored.changed_by)
    zone = at.person.timezone if at.person else None
    return say.set_by(who=(person.name or EMPTY) if person else EMPTY, when=times.at(stored.changed_at, zone, at.command.now))


def _own(at: Context, rule: SettingRule) -> tuple[Any, Any]:
    """(What holds for the speaker, what is usual for whoever sets nothing)."""
    me, customs = at.person, at.library.customs
    if rule.kind is Kind.HOURS:
        hours, others = calendar.hours_of(me, customs), calendar.hours_of(None, customs)
        return (_times(hours, quiet=rule.key == "quiet_hours"), _times(others, quiet=rule.key == "quiet_hours"))
    if rule.key in settings.COLUMNS:
        zone = me.timezone if me else None
        usual_country = times.country_of(zone)
        return (zone, None) if rule.key == settings.TIME_ZONE else ((me.country if me else None) or usual_country, usual_country)
    return getattr(settings.of_person(at.unit, me), rule.key), getattr(settings.of(at.unit), rule.key)


def _times(hours: calendar.Hours, *, quiet: bool) -> tuple[str, ...]:
    if hours.any_time:
        return ()
    pair = (f"{hours.starts:%H:%M}", f"{hours.ends:%H:%M}")
    return pair[::-1] if quiet else pair


def _own_origin(at: Context, rule: SettingRule) -> str:
    """Whether one has set it oneself; a zone may be the platform's word."""
    me = at.person
    if rule.kind is Kind.HOURS:
        mine = me is not None and not {"from", "until", "any_time"}.isdisjoint(me.preferences)
    elif rule.key == settings.TIME_ZONE and me is not None and me.timezone and not people.chose_zone(at.unit, me):
        return say.profile()
    elif rule.key in settings.COLUMNS:
        mine = me is not None and getattr(me, settings.COLUMNS[rule.key]) is not None
    else:
        mine = me is not None and rule.key in me.preferences
    return say.own() if mine else say.house()


def _span(rule: SettingRule, hours: float) -> str:
    """`36 h`, and from four days on `5 days` where they are whole; of one that ends with an offer, before what."""
    days = hours / 24
    span = say.days(count=int(days)) if days > 3 and days == int(days) else say.hours(count=f"{hours:g}")
    return say.span(clock=rule.clock, span=span)
