"""Who is kept, who is erased by themselves, and what a legal hold does to both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chores import carry_on
from bot.duties import RETENTION, Timed
from storage.models import Application, Candidate, Event, Note, Requisition
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DM, added, everything, kinds, met, opened, rows

YEAR = timedelta(days=365)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def number(tell):
    """A req with Ana, who was rejected today, and Bo, who is in it; candidates are kept for a year after the decision."""
    number = opened(tell)
    tell("settings keep decided 365 days")
    for name in ("Ana Quiroga", "Bo Lind"):
        added(tell, number, name)
    tell(f'cand note "Ana Quiroga" R-{number} : prefers March')
    tell(f'cand reject "Ana Quiroga" R-{number} because the debugging round was thin')
    return number


def names(house):
    return {each.name for each in rows(house, Candidate)}


def erasing(house, **other):
    return Timed(house.database, house.library, replace(RETENTION, **other))


def after(house, span, chore=None):
    return (chore or erasing(house)).poll(NOW + span, NOW + span)


def test_who_was_decided_about_is_erased_when_the_time_is_over_and_not_before(stateful, number):
    after(stateful, YEAR - MINUTE)
    assert names(stateful) == {"Ana Quiroga", "Bo Lind"}
    after(stateful, YEAR + MINUTE)
    assert names(stateful) == {None, "Bo Lind"}
    assert {note.text for note in rows(stateful, Note) if note.candidate_id} == {None}
    assert "Ana" not in str(everything(stateful))


def test_it_is_the_houses_doing_and_says_so_in_the_trail(tell, stateful, number):
    after(stateful, 2 * YEAR)
    forgotten = [each for each in rows(stateful, Event) if each.kind == "forgotten"]
    assert [(each.actor_id, each.origin) for each in forgotten] == [(None, "clock")]
    assert "mlhire had C-1 forgotten" in str(tell(f"audit R-{number}").elements)


def test_without_the_setting_nobody_is_erased(tell, stateful, number):
    tell("settings keep decided off")
    after(stateful, 20 * YEAR)
    assert names(stateful) == {"Ana Quiroga", "Bo Lind"}


def test_somebody_in_another_search_is_kept(tell, stateful, number):
    other = opened(tell)
    ana, req = rows(stateful, Candidate)[0], next(each for each in rows(stateful, Requisition) if each.number == other)
    times = dict.fromkeys(("created_at", "stage_since", "last_moved_at"), NOW)
    again = Application(candidate_id=ana.id, requisition_id=req.id, stage="new", **times)
    stateful.database.write("acme", lambda unit: unit.add(again))
    after(stateful, 2 * YEAR)
    assert "Ana Quiroga" in names(stateful)


def test_nobody_under_a_hold_is_erased_until_it_is_lifted(tell, stateful, number):
    tell("legal hold C-1 because of case 7")
    after(stateful, 2 * YEAR)
    assert "Ana Quiroga" in names(stateful)
    tell("legal lift C-1")
    after(stateful, 2 * YEAR)
    assert "Ana Quiroga" not in names(stateful)


def test_a_hold_on_a_req_keeps_everybody_who_was_in_it(tell, stateful, number):
    tell(f"legal hold R-{number} because of case 7")
    after(stateful, 2 * YEAR)
    refused = tell(verb="cand forget", candidate="C-1", sure=True)
    assert (names(stateful), refused.data["refused"]) == ({"Ana Quiroga", "Bo Lind"}, "Conflict")
    assert f"through R-{number}" in refused.text
    assert "case 7" in refused.text
    tell(f"legal lift R-{number}")
    after(stateful, 2 * YEAR)
    assert names(stateful) == {None, "Bo Lind"}


def test_many_are_erased_in_small_batches(tell, stateful, number):
    tell(verb="cand add", req=number, people="\n".join(f"Candidate {each}" for each in range(5)))
    for each in range(3, 8):
        tell(f"cand reject C-{each} R-{number} because thin")
    chore = erasing(stateful, at_once=2)
    left = []
    while chore.poll(NOW + 2 * YEAR, NOW):
        left.append(len(names(stateful)))
    assert names(stateful) == {None, "Bo Lind"}
    assert len(left) == 3


def test_it_is_looked_for_now_and_then_and_anew_when_the_clock_is_set_back(stateful, number):
    chore = erasing(stateful)
    after(stateful, YEAR - 2 * MINUTE, chore)
    after(stateful, YEAR + MINUTE, chore)
    assert "Ana Quiroga" in names(stateful)
    after(stateful, YEAR + RETENTION.every, chore)
    assert "Ana Quiroga" not in names(stateful)


def test_the_chores_do_it(stateful, number):
    carry_on(stateful.database, stateful.library, NOW + 2 * YEAR, NOW, erasing(stateful))
    assert "Ana Quiroga" not in names(stateful)


def test_one_workspaces_trouble_is_not_the_others(stateful, number, caplog):
    assert after(stateful, 2 * YEAR, erasing(stateful, do=lambda *_: 1 // 0)) is False
    assert "acme" in caplog.text


def test_a_hold_needs_a_reason_and_an_admin(tell, stateful, number):
    met(tell, RAVI)
    tell("people role @ravi recruiter")
    assert tell("legal hold C-1").data["refused"] == "Invalid"
    assert tell("legal hold C-1 because of case 7", by=RAVI).data["refused"] == "NotAllowed"
    assert tell("legal lift C-1").data["refused"] == "Conflict"
    assert tell("legal hold").data["held"] == []


def test_the_holds_that_stand_are_listed_with_their_reasons(tell, number):
    tell("legal hold C-1 because of case 7")
    tell(f"req hold-legal R-{number} because of case 8")
    listed = tell("legal hold", place=DM)
    assert listed.data["held"] == [f"R-{number}", "C-1"]
    assert "R-1: case 8" in str(listed.elements)
    assert tell(f"legal hold R-{number} because again").data["refused"] == "Conflict"


def test_a_holds_reason_is_no_part_of_the_trail_and_no_undo_takes_it_away(tell, stateful, number):
    tell(f"settings R-{number} offer 36 hours")
    setting = rows(stateful, Event)[-1]
    tell(f"legal hold R-{number} because of case 7")
    assert "case 7" not in str([(each.before, each.after) for each in rows(stateful, Event)])
    assert kinds(stateful)[-1] == "legal_hold_set"
    assert tell("undo").data["refused"] == "Conflict"
    assert tell(verb="undo", event=setting.id).data["refused"] == "Conflict"
    tell(f"settings R-{number} offer 30 hours")
    assert set(rows(stateful, Requisition)[0].policy) == {"within_hours", "since", "were", "legal_hold"}
