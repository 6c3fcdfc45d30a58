"""When an offer was sent: never before its approval, and a time that was told wrong is put right, everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Offer
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, rows

HOUR = timedelta(hours=1)


@pytest.fixture
def approved(tell, search):
    """Dana approved Ana's offer 40 hours after her loop, Thursday 08:00 for all but Mei."""
    tell("loop done ana", at=NOW)
    tell("decide yes ana", at=NOW)
    tell("offer draft ana base 210k", by=RAVI, at=NOW + HOUR)
    tell("offer approve ana", by=DANA, at=NOW + 45 * HOUR)
    return search


def report(tell):
    return tell("report R-1", at=NOW + 400 * HOUR).data["report"]


def test_an_offer_goes_out_after_its_approval(tell, stateful, approved):
    refused = tell("offer sent ana wed 16:00", by=RAVI, at=NOW + 46 * HOUR)
    assert refused.data["refused"] == "Invalid"
    assert "approved by Dana, Thu 08:00, and Wed 16:00 is before that" in refused.text
    assert [each.status for each in rows(stateful, Offer)] == ["approved"]


def test_of_a_day_alone_no_time_before_the_approval_is_taken(tell, stateful, search):
    tell("loop done ana", at=NOW)
    tell("decide yes ana", at=NOW)
    tell("offer draft ana base 210k", by=RAVI, at=NOW + HOUR)
    tell("offer approve ana", by=DANA, at=NOW + 8 * HOUR)
    assert "refused" not in tell("offer sent ana tue", by=RAVI, at=NOW + 30 * HOUR).data
    assert [each.sent_at for each in rows(stateful, Offer)] == [NOW + 8 * HOUR]


def test_another_end_said_of_what_was_sent_is_set_by_a_button(tell, stateful, approved):
    tell("offer sent ana", by=RAVI, at=NOW + 46 * HOUR)
    refused = tell("offer sent ana expires 2026-12-03 17:00", by=RAVI, at=NOW + 47 * HOUR)
    assert refused.text.endswith("Nothing changed.")
    (button,) = refused.actions
    assert button.label == "It stands until Thu 3 Dec 17:00"
    assert "refused" not in tell(verb=button.verb, by=RAVI, at=NOW + 47 * HOUR, **button.args).data
    assert [(each.status, each.sent_at, each.expires_at) for each in rows(stateful, Offer)] == [
        ("sent", NOW + 46 * HOUR, NOW + 222 * HOUR)
    ]
    assert tell("offer sent ana expires 2026-12-03 17:00", by=RAVI, at=NOW + 48 * HOUR).actions == (), "it stands until then"


def test_a_sending_told_with_a_wrong_time_is_put_right_by_a_button(tell, stateful, approved):
    tell("offer sent ana thu 08:10 expires 2026-12-03 17:00", by=RAVI, at=NOW + 56 * HOUR)
    refused = tell("offer sent ana thu 17:00", by=RAVI, at=NOW + 57 * HOUR)
    assert refused.text == "A.Q. (C-1)'s offer was already sent by Ravi, Thu 08:10. Nothing changed."
    (button,) = refused.actions
    assert button.label == "It was Thu 17:00"
    put_right = tell(verb=button.verb, by=RAVI, at=NOW + 57 * HOUR, **button.args)
    assert put_right.data["hours_after_final_round"] == 54
    assert "Before, it was said to be Thu 08:10." in [getattr(each, "text", "") for each in put_right.elements]
    assert put_right.more == (), "one press can't give back what was said before"
    assert [(each.status, each.sent_at, each.expires_at) for each in rows(stateful, Offer)] == [
        ("sent", NOW + 54 * HOUR, NOW + 222 * HOUR)
    ]
    assert report(tell)["offer_hours"]["median"] == 54
    assert next(each for each in report(tell)["clocks"] if each["clock"] == "offer")["missed"] == 1
    assert tell("undo", by=RAVI, at=NOW + 57 * HOUR).data == {"refused": "Conflict"}


def test_an_offer_without_kept_terms_is_put_right_too_and_keeps_its_end(tell, search):
    tell("loop done ana", at=NOW)
    tell("offer sent ana tue 12:00 expires 2026-12-03 17:00", by=RAVI, at=NOW + 20 * HOUR)
    (button,) = tell("offer sent ana tue 18:00", by=RAVI, at=NOW + 20 * HOUR).actions
    put_right = tell(verb=button.verb, by=RAVI, at=NOW + 20 * HOUR, **button.args)
    assert put_right.data["expires_at"] == "2026-12-03T22:00:00+00:00"
    assert report(tell)["offer_hours"]["median"] == 7


@pytest.mark.parametrize(
    "since", ["offer extend ana until 2026-12-04 17:00", "offer counter ana base 225k", "offer edit ana base 220k"]
)
def test_what_something_else_became_of_since_is_left_as_it_was_told(tell, approved, since):
    tell("offer sent ana expires 2026-12-03 17:00", by=RAVI, at=NOW + 46 * HOUR)
    tell(since, by=RAVI, at=NOW + 47 * HOUR)
    again = tell("offer sent ana thu 10:00", by=RAVI, at=NOW + 48 * HOUR)
    assert again.data == {"refused": "Conflict"}
    assert "offer sent" not in [each.verb for each in again.actions]


def test_said_again_without_another_time_nothing_is_asked(tell, approved):
    tell("offer sent ana", by=RAVI, at=NOW + 46 * HOUR)
    assert tell("offer sent ana", by=RAVI, at=NOW + 46 * HOUR).actions == ()
    assert tell("offer sent ana thu 9:00", by=RAVI, at=NOW + 47 * HOUR).actions == ()
