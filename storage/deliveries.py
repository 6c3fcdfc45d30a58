"""The keys of what was taken in, which make a repeat do nothing, and when they may be forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from storage.models import Delivery
from storage.unit import SystemUnit, Unit, table_of

_DELIVERY = table_of(Delivery).c


def workspaces_with_older(unit: SystemUnit, before: datetime) -> list[str]:
    """The workspaces that hold a key older than `before`."""
    return list(unit.run(select(_DELIVERY.workspace_id).where(_DELIVERY.at < before).distinct()).scalars())


def older(unit: Unit, before: datetime, limit: int) -> list[str]:
    """The keys older than `before`, the oldest first."""
    return [row.key for row in unit.all(Delivery, _DELIVERY.at < before, order_by=_DELIVERY.at, limit=limit)]


def noted(unit: Unit, keys: Collection[str]) -> dict[str, Delivery]:
    """Those of these keys that are held, each with what was noted with it."""
    return {row.key: row for row in unit.all(Delivery, _DELIVERY.key.in_(keys))} if keys else {}


def forget(unit: Unit, keys: Collection[str]) -> int:
    """Drop these keys; how many there were."""
    return unit.changed(delete(table_of(Delivery)).where(unit.mine(Delivery), _DELIVERY.key.in_(list(keys))))
