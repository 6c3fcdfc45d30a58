"""`report`: what is counted, beside what, and who sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.core.reply import Document, Picture, Table
from handlers.pipeline.reminders import expiring
from handlers.pipeline.reports import deadlines, measuring, periods
from handlers.pipeline.reports.deadlines import Clocks
from handlers.pipeline.reports.figures import Period
from handlers.pipeline.reports.figures import figures as reckoned
from handlers.pipeline.reports.trails import Trail
from handlers.pipeline.rules.policy import in_force
from storage import reports
from storage.models import Person
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.reporting import HOUR, LATER, clocks, figures, worst
from tests.pipeline.team import DANA, EVE, TOM, added, met, opened, req, rows


@pytest.fixture
def closed(tell, search):
    """Ana's offer went out 40 hours after her loop and was accepted, Bo's after 60 and was declined for another."""
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + 10 * HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 40 * HOUR)
    tell('call recruiter done "Ana Quiroga"', by=RAVI, at=NOW + 42 * HOUR)
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 50 * HOUR)
    tell(f'loop done "Bo Lind" R-{search.req}', at=NOW)
    tell('decide yes "Bo Lind"', at=NOW + 30 * HOUR)
    tell('offer sent "Bo Lind"', by=RAVI, at=NOW + 60 * HOUR)
    tell('offer decline "Bo Lind" other offer', by=RAVI, at=NOW + 90 * HOUR)
    return search


def test_hours_to_the_offer_acceptance_and_reasons_are_counted(tell, closed):
    found = figures(tell)
    assert found["offer_hours"] == {"count": 2, "best": 40.0, "median": 50.0, "worst": 60.0}
    assert (found["accepted"], found["declined"], found["reasons"]) == (1, 1, (("other_offer", 1),))


def test_each_clock_is_kept_or_missed_by_the_rule_that_nudges_go_by(tell, closed):
    found = clocks(figures(tell))
    assert found["decision"] == (1, 1)
    assert found["offer"] == (1, 1)
    assert found["recruiter_call"] == (1, 1), "who was not called before they declined was called too late"


def test_a_deed_reported_late_counts_when_it_happened(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + HOUR)
    tell('offer sent "Ana Quiroga" wed 16:00', by=RAVI, at=NOW + 80 * HOUR)
    assert clocks(figures(tell))["offer"] == (1, 0)


def test_what_was_undone_did_not_happen(tell, closed):
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 50 * HOUR)
    before = figures(tell)
    tell(f'loop done "Cy Dahl" R-{closed.req}', at=NOW + 100 * HOUR)
    tell("undo", at=NOW + 100 * HOUR + timedelta(seconds=20))
    assert figures(tell) | {"until": before["until"]} == before


def test_the_worst_of_a_clock_is_the_longest_met_or_not(tell, search):
    tell('loop done "Ana Quiroga"', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + 10 * HOUR)
    tell('loop done "Bo Lind" R-1', at=NOW)
    assert worst(tell, "decision", NOW + 60 * HOUR) == "60 h", "Bo waits still"
    tell('cand withdraw "Bo Lind"', at=NOW + 90 * HOUR)
    assert worst(tell, "decision", NOW + 200 * HOUR) == "90 h", "until it was over without a decision"
    assert clocks(figures(tell))["decision"] == (1, 1)


def test_who_never_held_anything_hears_nothing_of_holds(tell, closed):
    assert "on hold" not in str(tell("report R-1", at=LATER).elements)


def test_who_withdraws_in_time_is_counted_neither_way(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('cand withdraw "Ana Quiroga" because she took another offer', at=NOW + 5 * HOUR)
    assert "offer" not in clocks(figures(tell))


@pytest.fixture
def out(tell, search):
    """Ana's offer is with her, an hour after her loop, until five days later; nobody called her."""
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW)
    tell('offer sent "Ana Quiroga" expires 2026-11-29 11:00', by=RAVI, at=NOW + HOUR)
    return search


def expires(house, at):
    with_it = house.database.read("acme", lambda unit: expiring.run_out(unit, at, 10))
    assert house.database.write("acme", lambda unit: expiring.expire(unit, house.packaged, with_it, at, at)) == 1


def test_a_call_that_was_due_and_never_made_is_missed_though_the_offer_expired(tell, stateful, out):
    expires(stateful, NOW + 121 * HOUR)
    assert clocks(figures(tell))["manager_call"] == (0, 1)
    assert clocks(figures(tell, "report me", by=MEI))["manager_call"] == (0, 1)


def test_a_call_that_was_not_due_yet_is_counted_neither_way_when_they_answer(tell, out):
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 3 * HOUR)
    assert {"manager_call", "recruiter_call"}.isdisjoint(clocks(figures(tell)))


@pytest.mark.parametrize("words", ["accept ana", "decline ana pay"])
def test_a_call_that_was_due_is_missed_though_they_answered(tell, out, words):
    tell(f"offer {words}", by=RAVI, at=NOW + 80 * HOUR)
    assert clocks(figures(tell))["manager_call"] == (0, 1)


def test_what_was_over_is_missed_though_it_was_given_up_later(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW)
    tell('cand move "Ana Quiroga" to technical because another round is wanted', at=NOW + 60 * HOUR)
    assert clocks(figures(tell))["offer"] == (0, 1)


def test_what_was_over_by_mistake_is_not_missed_once_that_is_put_right(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req} 2026-11-20 16:00', at=NOW)
    tell("undo", at=NOW)
    assert figures(tell) is None, "nothing has happened"


def test_a_scorecard_is_not_handed_in_by_hiring(tell, search):
    tell('interview book "Ana Quiroga" technical tue 9:00 @tom', at=NOW - timedelta(days=3))
    tell('interview done "Ana Quiroga" technical', at=NOW)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + HOUR)
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 2 * HOUR)
    assert "scorecard" not in clocks(figures(tell))


def test_a_reqs_report_counts_what_happened_before_it_was_opened_here(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req} 2026-11-20 16:00', at=NOW)
    assert clocks(figures(tell))["decision"] == (0, 1)


def test_stages_and_the_loop_are_measured_in_days(tell, search):
    tell('cand move "Ana Quiroga" to screen', at=NOW + 48 * HOUR)
    tell('interview book "Ana Quiroga" technical thu 2pm @tom', by=RAVI, at=NOW + 49 * HOUR)
    tell('interview done "Ana Quiroga" technical', by=RAVI, at=NOW + 60 * HOUR)
    tell('loop done "Ana Quiroga"', at=NOW + 132 * HOUR)
    found = figures(tell)
    assert found["stages"]["new"]["median"] == pytest.approx(2)
    assert found["loop_days"]["median"] == pytest.approx(3, abs=0.5)


def test_who_was_turned_down_after_the_loop_has_left_its_last_stage(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW + 48 * HOUR)
    tell('decide no "Ana Quiroga" because thin', at=NOW + 72 * HOUR)
    assert figures(tell)["stages"]["team"]["median"] == pytest.approx(1)


def test_who_was_added_after_a_round_of_theirs_was_where_that_took_them(tell, search):
    """The round is told of a day after it was: they were at no earlier stage since."""
    tell(f'cand add "Bo Lind" R-{search.req}', at=NOW)
    tell('interview done "Bo Lind" technical yesterday 10:00 @tom', by=RAVI, at=NOW)
    tell(f'loop done "Bo Lind" R-{search.req}', at=NOW + 48 * HOUR)
    stages = figures(tell)["stages"]
    assert stages["technical"]["median"] > 2
    assert stages["new"]["median"] == 0


def test_the_guides_figures_stand_beside_with_their_sources(tell, closed):
    reply = tell("report R-1", at=LATER)
    cells = [" ".join(row) for each in reply.elements if isinstance(each, Table) for part in each.sections for row in part.rows]
    assert any("48 h (KORE1)" in each for each in cells)
    assert any("64% (RFS)" in each for each in cells)
    assert any("5–9 weeks (KORE1)" in each for each in cells)
    assert "rfs.market.candidate-search-47-days" in reply.data["facts"]
    assert any("not how long a req is open" in each.text for each in reply.elements if hasattr(each, "text"))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (46.5, "47 h after the final round, inside the 48 h that get signed"),
        (48.25, "48 h after the final round, just past the 48 h that get signed"),
        (62.5, "63 h after the final round, past the 48 h that get signed"),
    ],
)
def test_the_hours_that_are_said_and_the_guides_do_not_contradict_each_other(tell, search, hours, said):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + hours * HOUR)
    assert said in tell("report R-1", at=LATER).text


def test_few_cases_are_said_to_be_few(tell, closed):
    reply = tell("report R-1", at=LATER)
    assert any("a few cases say little" in getattr(each, "text", "") for each in reply.elements)


def test_nothing_measured_is_said(tell, search):
    assert "nothing has happened yet" in tell("report R-1", at=LATER).text


def test_it_comes_as_a_picture_and_as_a_file(tell, closed):
    reply = tell("report R-1 picture file", at=LATER)
    (picture,) = [each for each in reply.elements if isinstance(each, Picture)]
    assert {panel.title for panel in picture.panels} >= {"Final round to offer", "Offers accepted", "Deadlines met"}
    files = [each for each in reply.elements if isinstance(each, Document)]
    assert [each.name.rsplit(".", 1)[1] for each in files] == ["csv", "md", "html"]
    assert all("Final round to offer" in each.text for each in files)


def test_an_interviewer_sees_the_clocks_and_no_offers(tell, closed):
    tell(f"req team R-{closed.req} add @tom as interviewer")
    reply = tell("report R-1", by=TOM, at=LATER)
    found = reply.data["report"]
    assert clocks(found)
    assert {"offer_hours", "accepted", "declined", "reasons"}.isdisjoint(found)
    assert "64%" not in str(reply.elements)


def test_who_has_no_part_in_a_req_is_refused_its_report(tell, closed):
    met(tell, EVE)
    assert tell("report R-1", by=EVE, at=LATER).data["refused"] == "NotAllowed"
    assert tell("report", by=EVE, at=LATER).data["report"] is None


def test_of_all_reqs_offers_are_counted_where_the_asker_may_see_them(tell, closed):
    other = opened(tell, '"Staff ML engineer" by somebody')
    tell(f"req team R-{other} add @tom as interviewer")
    tell(f'loop done "Di Roe" R-{other}', at=NOW)
    tell('decide yes "Di Roe"', at=NOW + HOUR)
    tell('offer sent "Di Roe"', at=NOW + 4 * HOUR)
    tell('offer accept "Di Roe"', at=NOW + 9 * HOUR)
    tell("people role @dana recruiter")
    everything, partly = figures(tell, "report team"), tell("report team", by=DANA, at=LATER)
    assert everything["accepted"] == 2
    assert partly.data["report"]["accepted"] == 1, "Dana approves R-1, and has no part in the other"
    assert any("where you have no part" in getattr(each, "text", "") for each in partly.elements)


def test_a_persons_own_figures_are_theirs_alone(tell, closed):
    assert tell("report @ravi", at=LATER).data["refused"] == "NotAllowed"
    mine = figures(tell, "report me", by=RAVI)
    assert clocks(mine)["offer"] == (1, 1)
    assert "decision" not in clocks(mine), "that was Mei's"
    assert clocks(figures(tell, "report me", by=MEI))["decision"] == (1, 1)


def test_only_what_fell_into_the_period_counts(tell, closed):
    assert tell("report R-1 last month", at=LATER).data["report"]["accepted"] == 1
    assert tell("report R-1 since 1 dec", at=LATER).data["report"] is None


def test_this_monday_is_the_last_one_to_a_report(tell, closed):
    assert "refused" not in tell("report R-1 since this monday", at=LATER).data


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("this_quarter", "2026-10-01T07:00", "2026-11-24T16:00"),
        ("last_month", "2026-10-01T07:00", "2026-11-01T06:59"),
        ("this_week", "2026-11-23T08:00", "2026-11-24T16:00"),
        ("last_year", "2025-01-01T08:00", "2026-01-01T07:59"),
    ],
)
def test_periods_begin_at_midnight_where_the_asker_is(name, since, until):
    found = periods.named(name, "America/Los_Angeles", NOW)
    assert found.since == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert found.until.replace(second=0, microsecond=0) == datetime.fromisoformat(until).replace(tzinfo=UTC)


def test_who_was_only_added_is_not_read(tell, stateful, closed):
    tell(verb="cand add", req=closed.req, people="\n".join(f"Candidate Number{each}" for each in range(30)))
    added(tell, closed.req, "Zoe Last")
    (one,) = [req(stateful, closed.req)]

    def count(unit):
        return len(measuring.trails(unit, in_force(stateful.packaged, unit), [one], {one.id: []}))

    assert stateful.database.read("acme", count) == 2


def test_a_reqs_report_takes_few_queries(tell, stateful, closed):
    one = req(stateful, closed.req)
    ravi = next(each for each in rows(stateful, Person) if each.name == "Ravi")

    def run(unit):
        asked = []
        execute = unit.session.execute
        unit.session.execute = lambda *args, **more: (asked.append(args), execute(*args, **more))[1]
        span = periods.last_days(90, LATER)
        measuring.of_reqs(unit, in_force(stateful.packaged, unit), [one], span)
        measuring.of_person(unit, in_force(stateful.packaged, unit), ravi, reports.reqs_between(unit, *_ends(span)), span)
        return len(asked)

    assert stateful.database.read("acme", run) <= 10


def _ends(span):
    return span.since, span.until


def test_an_offer_that_ran_out_counts_as_not_accepted_until_it_is_out_again():
    class Told:
        def __init__(self, kind, hours):
            self.id, self.kind, self.after = f"{kind}{hours}", kind, {}
            self.entity_id, self.origin, self.cause_id = "o", "slack", None
            self.occurred_at = self.recorded_at = NOW + hours * HOUR

    period, clocks = Period(NOW, LATER), Clocks((), lambda *_: ())
    told = [Told("offer_sent", 1), Told("offer_expired", 80)]
    ran_out = reckoned([Trail(told)], clocks, period)
    assert (ran_out.expired, ran_out.answered) == (1, 1)
    assert reckoned([Trail([*told, Told("offer_extended", 90)])], clocks, period).answered == 0


def test_who_was_taken_back_in_counts_with_each_offer_by_itself(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 4 * HOUR)
    tell('offer decline "Ana Quiroga" pay', by=RAVI, at=NOW + 20 * HOUR)
    tell('cand move "Ana Quiroga" to team because she asks again', by=RAVI, at=NOW + 40 * HOUR)
    first = figures(tell)
    assert (first["accepted"], first["declined"], first["reasons"]) == (0, 1, (("pay", 1),))
    tell('loop done "Ana Quiroga"', by=RAVI, at=NOW + 50 * HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 110 * HOUR)
    tell('offer accept "Ana Quiroga"', by=RAVI, at=NOW + 120 * HOUR)
    found = figures(tell)
    assert (found["accepted"], found["declined"], found["reasons"]) == (1, 1, (("pay", 1),))
    assert found["offer_hours"] == {"count": 2, "best": 4.0, "median": 32.0, "worst": 60.0}
    assert clocks(found)["offer"] == (1, 1)


def test_a_final_round_that_counts_for_both_offers_is_counted_to_each(tell, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=NOW)
    tell('decide yes "Ana Quiroga"', at=NOW + HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 4 * HOUR)
    tell('cand withdraw "Ana Quiroga" because she stays', by=RAVI, at=NOW + 20 * HOUR)
    tell('cand move "Ana Quiroga" to team because she changed her mind', by=RAVI, at=NOW + 46 * HOUR)
    tell('loop done "Ana Quiroga" tue 11:00', by=RAVI, at=NOW + 48 * HOUR)
    tell('offer sent "Ana Quiroga"', by=RAVI, at=NOW + 56 * HOUR)
    found = figures(tell)
    assert (found["offer_hours"]["best"], found["offer_hours"]["worst"]) == (4.0, 56.0)
    assert (clocks(found)["offer"], clocks(found)["decision"]) == ((1, 1), (1, 1))


# What a report costs


def test_what_moves_no_clock_is_told_to_none_and_changes_no_figure(tell, stateful, closed, monkeypatch):
    for hours, stage in ((100, "screen"), (130, "manager"), (160, "technical")):
        tell(f'cand move "Cy Dahl" to {stage} R-1' if hours > 100 else 'cand add "Cy Dahl" R-1', by=RAVI, at=NOW + hours * HOUR)
    tell('cand move "Cy Dahl" to screen R-1 because it was too soon', by=RAVI, at=NOW + 170 * HOUR)
    tell('cand reject "Cy Dahl" R-1 because thin', by=RAVI, at=NOW + 200 * HOUR)
    told = []

    def counted(events, *args, **how):
        told.append(len(events))
        return tell_story(events, *args, **how)

    tell_story = deadlines.told
    monkeypatch.setattr(deadlines, "told", counted)
    quick, stories = figures(tell), len(told)
    monkeypatch.setattr(deadlines, "_NO_CLOCKS", frozenset())
    assert (figures(tell), len(told) - stories > stories + 3) == (quick, True)


def test_what_moves_no_clock_stands_in_no_clocks_rule(stateful):
    for rule in stateful.packaged.clocks:
        named = (rule.starts, rule.stops, rule.starts_again, rule.needs, rule.disarmed_by, rule.counts_from)
        assert deadlines._NO_CLOCKS.isdisjoint({code for codes in named for code in codes}), rule.id
