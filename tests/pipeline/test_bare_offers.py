"""An offer that is out while its terms are not kept here: what else is offered instead is drafted."""

from __future__ import annotations

import pytest

from storage.models import Offer
from tests.conftest import RAVI
from tests.pipeline.team import rows


@pytest.fixture
def bare(tell, search):
    """Ana has an offer whose terms nobody said here."""
    tell("loop done yesterday 16:00 ana")
    tell("offer sent ana", by=RAVI)
    return search


def test_a_counter_to_an_offer_without_kept_terms_leads_to_a_draft(tell, stateful, bare):
    reply = tell("offer counter ana base 225k", by=RAVI)
    assert "Draft the offer with other terms" in reply.text
    assert [each.verb for each in reply.actions] == ["offer draft", "offer extend", "offer decline"]


def test_terms_said_of_an_offer_without_kept_ones_are_drafted_by_the_button(tell, stateful, bare):
    reply = tell("offer edit ana base 222k equity 0.12%", by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    assert "its terms are not kept here" in reply.text
    (draft,) = reply.actions
    tell(verb=draft.verb, by=RAVI, **draft.args)
    (offer,) = rows(stateful, Offer)
    assert (offer.base, offer.equity_percent, offer.status) == (222_000, "0.12", "draft")


def test_who_answers_an_offer_that_was_taken_back_is_told_by_whom_and_when(tell, bare):
    tell("offer withdraw ana because the headcount was cut", by=RAVI)
    assert tell("accepted ana", by=RAVI).text == (
        "Tue 11:00: Ravi took back the offer to A.Q. (C-1). They have none now. Nothing changed."
    )
    tell("undo", by=RAVI)
    assert "refused" not in tell("accepted ana", by=RAVI).data
