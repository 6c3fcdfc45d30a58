"""What a candidate volunteers: another's offer, what they leave behind, their notice, their cliff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.core import codes
from handlers.pipeline.changes.deeds import Deed
from handlers.pipeline.changes.trail import FirstTold, application_of, change, ids_of, plain, record, row_of, touched, undoing_of
from storage.enums import DisclosureKind
from storage.models import Application, Disclosure, Event
from storage.unit import Unit, table_of


def volunteer(  # noqa: PLR0917 - a disclosure is these things
    unit: Unit,
    deed: Deed,
    application: Application,
    kind: DisclosureKind,
    details: Mapping[str, Any],
    expires_at: datetime | None = None,
    since: datetime | None = None,
    told: FirstTold | None = None,
) -> tuple[Disclosure, Event]:
    """What a candidate said of their own accord, dated; the trail knows its kind and its expiry only, and `since` when that was
    known, where it had been said before. `told`: in another search, from which it is taken along."""
    first = told or FirstTold(deed.at, deed.by.id)
    row = unit.add(
        Disclosure(
            application_id=application.id, kind=kind, volunteered_at=first.at, expires_at=expires_at, details=dict(details),
            recorded_by=first.by,
        )
    )  # fmt: skip
    after = {"kind": kind.value, "expires_at": plain(expires_at), **({"since": plain(since)} if since else {})}
    after |= told.marks if told else {}
    event = record(unit, deed, codes.VOLUNTEERED, "disclosure", row.id, **ids_of(application), after=after)
    touched(unit, deed, application, event)
    return row, event


def unvolunteer(unit: Unit, deed: Deed, disclosure: Disclosure) -> Event:
    """It holds no longer, or was a mistake."""
    application = application_of(unit, disclosure)
    event = change(unit, deed, codes.VOLUNTEERED_WITHDRAWN, disclosure, {"withdrawn_at": deed.at}, **ids_of(application))
    return touched(unit, deed, application, event)


def stand_again(unit: Unit, deed: Deed, disclosure: Disclosure) -> Event:
    """It was not taken back, after all: it is known since when it was said."""
    application, columns = application_of(unit, disclosure), table_of(Event).c
    which = (columns.entity_id == disclosure.id, columns.kind == codes.VOLUNTEERED_WITHDRAWN)
    gone = unit.one(Event, *which, order_by=columns.id.desc())
    assert gone is not None, "nothing else takes one back"
    back = replace(deed, cause=gone.id)
    return touched(
        unit, deed, application, change(unit, back, codes.UNDONE, disclosure, {"withdrawn_at": None}, **undoing_of(gone))
    )


def _never_volunteered(unit: Unit, deed: Deed, event: Event) -> Event:
    disclosure = row_of(unit, Disclosure, event)
    undone = {"withdrawn_at": deed.at, "details": {}}
    return change(unit, deed, codes.UNDONE, disclosure, undone, **undoing_of(event))


INVERSES: Mapping[str, Callable[[Unit, Deed, Event], Event]] = {codes.VOLUNTEERED: _never_volunteered}
"""How to take back what made rows; everything else sets the columns to what they were."""
