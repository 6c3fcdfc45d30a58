"""What happens to settings: a workspace's, a req's, a person's own. The clocks that they concern follow in the same unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import update

from handlers.core import codes
from handlers.pipeline import settings
from handlers.pipeline.changes.deeds import SINCE, WITHIN_HOURS, Deed
from handlers.pipeline.changes.reqs import edit_req
from handlers.pipeline.changes.settling import settle_req
from handlers.pipeline.changes.trail import CARD, change, plain, record, row_of
from knowledge.settings import CLOCK
from storage import reqs, surfaces
from storage.models import Event, Person, Requisition, Setting, Workspace
from storage.unit import Unit, table_of

SETTING = "setting"
SHOWN_ON_CARDS = frozenset({"names_in_public"})
"""What a card looks different for."""

_WORKSPACE = table_of(Workspace)


def configure(unit: Unit, deed: Deed, key: str, value: Any) -> Event:
    """Set one of the workspace's settings; None: the usual value holds again. Clocks of open reqs are derived again."""
    return _configure(unit, deed, codes.SETTING_CHANGED, key, value)


def configure_req(unit: Unit, deed: Deed, req: Requisition, clock: str, hours: float | None) -> Event:
    """Give one req its own hours for a clock; None: the workspace's hold again."""
    own = {**req.policy.get(WITHIN_HOURS, {}), clock: hours}
    kept = {each: value for each, value in own.items() if value is not None}
    since = {**req.policy.get(SINCE, {}), clock: plain(deed.recorded_at)}
    before, known = req.policy.get(WITHIN_HOURS, {}).get(clock), req.policy.get(settings.WERE, {})
    were = {**known, clock: settings.and_were(known.get(clock, ()), deed.recorded_at, before)}
    policy = {**req.policy, WITHIN_HOURS: kept, SINCE: since, settings.WERE: were}
    values = {"policy": policy, "policy_revision": req.policy_revision + 1}
    return edit_req(unit, deed, req, values)


def configure_person(unit: Unit, deed: Deed, person: Person, key: str, values: Mapping[str, Any]) -> Event:
    """Set what a person wants for themselves, by column; their nudges move to when they may be messaged."""
    event = change(unit, deed, codes.SETTING_CHANGED, person, values, after={"person": person.id, SETTING: key})
    _settle_person(unit, deed, person)
    return event


def take_back(unit: Unit, deed: Deed, event: Event) -> Event:
    """The inverse of a change of a setting: what was set before holds again."""
    if event.entity_kind == SETTING:
        return _configure(unit, deed, codes.UNDONE, event.entity_id, event.before.get(settings.VALUE), undid=event.kind)
    person = row_of(unit, Person, event)
    back = change(unit, deed, codes.UNDONE, person, event.before, after={"undid": event.kind})
    _settle_person(unit, deed, person)
    return back


def _configure(unit: Unit, deed: Deed, kind: str, key: str, value: Any, **after: Any) -> Event:
    row = unit.get(Setting, key)
    if row is None:
        row = unit.add(Setting(key=key, changed_at=deed.recorded_at))
    before = row.value.get(settings.VALUE)
    were = settings.and_were(row.value.get(settings.WERE, ()), deed.recorded_at, before) if key.startswith(CLOCK) else None
    row.value = {settings.VALUE: value, "rev": row.rev + 1} | ({settings.WERE: were} if were else {})
    row.changed_at, row.changed_by = deed.recorded_at, deed.by.id
    changed = {settings.VALUE: value, "rev": row.rev, **after}
    event = record(unit, deed, kind, SETTING, key, before={settings.VALUE: before}, after=changed)
    settings.forget_known(unit)
    raised = _WORKSPACE.c.settings_revision + 1
    unit.changed(update(_WORKSPACE).where(_WORKSPACE.c.id == unit.workspace_id).values(settings_revision=raised))
    if key.startswith(CLOCK):
        _settle_open(unit, deed)
    if key in SHOWN_ON_CARDS:
        surfaces.touch_about(unit, CARD, deed.real_now)
    return event


def _settle_open(unit: Unit, deed: Deed) -> None:
    """The clocks of every open req, by what is set now; held and closed ones have none running."""
    chosen = settings.of(unit)
    by_now = replace(deed, policy=deed.policy.renewed(chosen))
    for req in reqs.open_reqs(unit):
        settle_req(unit, by_now, req)


def _settle_person(unit: Unit, deed: Deed, person: Person) -> None:
    for req in reqs.reqs_of(unit, person.id):
        settle_req(unit, deed, req)
