"""An offer to Ana that Dana is to approve: the loop ended as the test begins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW, RAVI

AT_NIGHT = NOW + timedelta(hours=10)
"""Nine in the evening where Dana is: she works from nine in the morning on."""


@pytest.fixture
def decided(tell, search):
    """Ana's loop ended and it was a yes; Dana approves offers."""
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    tell(f'decide yes "Ana Quiroga" R-{search.req} because all four rounds said so')
    return search


def drafted(tell, search, at=NOW, by=RAVI):
    tell(f'offer draft "Ana Quiroga" base 210k equity 0.12% start 2027-01-15 R-{search.req}', by=by, at=at)
