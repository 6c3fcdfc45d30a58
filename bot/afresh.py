"""Beginning anew on one's own machine: the local workspace is empty again, and what was there is put aside, not destroyed."""

from __future__ import annotations

from pathlib import Path

from bot import answered
from bot.clocks import real_now
from bot.compose import LOCAL_WORKSPACE, House
from storage import reqs
from storage.models import Workspace
from storage.unit import SystemUnit

OURS = (LOCAL_WORKSPACE, answered.WORKSPACE)


class Shared(Exception):
    """The database is a server's, or holds other people's workspaces too: nothing is put aside."""


def is_empty(house: House) -> bool:
    """Whether no search was ever opened in the local workspace."""
    return house.database.read(LOCAL_WORKSPACE, reqs.next_number) == 1


def begin_anew(house: House) -> Path:
    """Put the database's file aside and go on with an empty one; where it is now. Raises Shared."""
    if not house.database.is_sqlite or house.database.read_system(_holds_others):
        raise Shared
    return house.database.begin_anew(real_now())


def _holds_others(unit: SystemUnit) -> bool:
    return any(each.id not in OURS for each in unit.all(Workspace))
