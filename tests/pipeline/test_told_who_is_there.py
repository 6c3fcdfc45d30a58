"""Whoever drafts, approves or decides reads who does not hear of it before the offer is to be out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.approving import AT_NIGHT, decided, drafted
from tests.pipeline.team import DANA

__all__ = ["decided"]


def drafting(tell, search, at):
    return tell(f'offer draft "Ana Quiroga" base 210k R-{search.req}', by=RAVI, at=at)


@pytest.mark.parametrize(("by", "whose"), [(MEI, "Dana's"), (DANA, "your")])
def test_whoever_drafts_reads_whose_approval_it_waits_for_also_where_it_is_their_own(tell, decided, by, whose):
    tell("people role @dana recruiter")
    tell(f"req team R-{decided.req} add @dana as recruiter")
    tell(f"req team R-{decided.req} add @dana as approver")
    reply = tell(f'offer draft "Ana Quiroga" base 210k R-{decided.req}', by=by, at=NOW + timedelta(hours=1))
    assert f"It waits for {whose} approval." in reply.text


def test_whoever_drafts_hears_that_the_approver_is_away_until_after_the_deadline(tell, decided):
    tell("away until 2026-12-07", by=DANA)
    reply = drafting(tell, decided, NOW + timedelta(hours=1))
    said = " ".join(each.text for each in reply.elements if hasattr(each, "text"))
    assert "Dana is away and hears of it Mon 7 Dec 09:00, your time: after the offer is to be out (Thu 11:00)." in said
    assert "name another approver" in said
    assert (reply.actions[-1].label, reply.actions[-1].verb) == ("Another approver", "req team")


def test_whoever_drafts_hears_that_the_approver_is_about_to_leave(tell, decided):
    tell("away until sat from tomorrow", by=DANA)
    reply = drafting(tell, decided, NOW + timedelta(hours=1))
    said = " ".join(each.text for each in reply.elements if hasattr(each, "text"))
    assert "Dana is away from Wed 00:00 to Sat 00:00, your time, when the offer is to be out." in said
    assert reply.actions[-1].verb == "req team"


def test_whoever_drafts_at_night_hears_that_the_approver_reads_it_in_the_morning(tell, decided):
    reply = drafting(tell, decided, AT_NIGHT)
    said = " ".join(each.text for each in reply.elements if hasattr(each, "text"))
    assert "Dana is not at work and hears of it Wed 09:00, your time. If that is too late" in said


def test_whoever_drafts_while_the_approver_is_at_work_hears_nothing_of_it(tell, decided):
    reply = drafting(tell, decided, NOW + timedelta(hours=1))
    assert not any("hears of it" in str(each) for each in reply.elements)
    assert [each.verb for each in reply.actions] == ["offer edit"]


def test_whoever_drafts_after_the_deadline_hears_nothing_of_it_while_the_approver_is_at_work(tell, decided):
    reply = drafting(tell, decided, NOW + timedelta(hours=73))
    edited = tell(f'offer edit "Ana Quiroga" base 215k R-{decided.req}', by=RAVI, at=NOW + timedelta(hours=74))
    assert not any("hears of it" in str(each) for each in (*reply.elements, *edited.elements))
    assert {"req team"}.isdisjoint(each.verb for each in (*reply.actions, *edited.actions))


def test_whoever_drafts_at_night_after_the_deadline_hears_when_it_was_to_be_out(tell, decided):
    reply = drafting(tell, decided, NOW + timedelta(hours=58))
    said = " ".join(each.text for each in reply.elements if hasattr(each, "text"))
    assert "hears of it Fri 09:00, your time: after the offer was to be out (Thu 11:00)." in said


def approving(tell, search, at=NOW + timedelta(hours=1)):
    drafted(tell, search)
    reply = tell(f'offer approve "Ana Quiroga" R-{search.req}', by=DANA, at=at)
    return " ".join(each.text for each in reply.elements if hasattr(each, "text"))


def test_whoever_approves_hears_that_whoever_sends_it_is_not_there_before_the_deadline(tell, decided):
    tell("away until 2026-12-07", by=RAVI)
    said = approving(tell, decided)
    assert "Ravi is away and hears of it Mon 7 Dec 09:00, your time: after the offer is to be out (Thu 11:00)." in said


@pytest.mark.parametrize("hours", [1, 73])
def test_whoever_approves_hears_nothing_of_a_sender_who_is_there_or_of_a_deadline_that_is_over(tell, decided, hours):
    if hours == 73:
        tell("away until 2026-12-07", by=RAVI)
    assert "hears of it" not in approving(tell, decided, NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (34, "Ravi is not at work and hears of it Fri 06:00, your time: after the offer is to be out (Wed 22:30)."),
        (1, None),
    ],
)
def test_whoever_decides_hears_that_whoever_drafts_it_has_gone_home_until_after_the_deadline(tell, search, hours, said):
    tell(f'loop done "Ana Quiroga" R-{search.req} yesterday 22:30')
    reply = tell(f'decide yes "Ana Quiroga" R-{search.req}', at=NOW + timedelta(hours=hours))
    told = [each.text for each in reply.elements if "hears of it" in getattr(each, "text", "")]
    assert told == ([f"{said} If that is too late, somebody else drafts and sends it."] if said else [])
