"""An offer to test on: to Ana, whose loop is over, and whom we want."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from handlers.pipeline.messages import approvals
from storage.models import Offer, Outbox
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, rows

FIGURE = re.compile(r"228(?:,?000|k)", re.IGNORECASE)
"""The base, as it may be written; an id may hold three such digits by chance."""

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def decided(tell, search):
    """Ana's loop is over, and we want her."""
    tell("loop done yesterday 16:00 ana")
    tell("decide yes ana")
    return search


def drafted(tell, words="base 228k equity 0.12% start 2027-01-15", **more):
    return tell(f"offer draft ana {words}", by=RAVI, **more)


def out(tell):
    """An offer that Dana approved and Ravi sent."""
    drafted(tell)
    tell("offer approve ana", by=DANA)
    return tell("offer sent ana expires mon 17:00", by=RAVI, at=LATER)


def sent_to(tell, *applications):
    """An offer of ours is out for each of them, of whose terms nothing is kept here."""
    for each in applications:
        tell(verb="offer sent", application=each)


def answered(tell, verb, *applications):
    """The same where an answer to it is what is told."""
    if verb in ("offer accept", "offer decline"):
        sent_to(tell, *applications)


def offer_of(house):
    return rows(house, Offer)[-1]


def request(house):
    """The message that asks for the approval, as it reads now."""
    message = rows(house, Outbox, Outbox.kind == approvals.KIND)[-1]
    return house.database.read("acme", lambda unit: approvals.compose(unit, message.refs, LATER))
