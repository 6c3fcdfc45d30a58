"""A requisition's life."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.command import Attachment, Command
from handlers.core.reply import Document, Facts, Form, Text, plain
from storage.models import Nudge, Outbox, Requisition, Surface
from tests.conftest import CHANNEL, MEI, NOW, RAVI
from tests.pipeline.team import added, everything, kinds, met, opened, req, rows

JD = """Senior ML Engineer
You will own our RAG pipeline and its eval harness, prompt and agent design, and retrieval quality.
You will fine-tune LLMs and run evals on prompts.
"""


def test_a_req_opens_with_band_and_loop_from_knowledge(tell, stateful):
    reply = tell('req open "Senior ML engineer" production senior remote')
    assert reply.data["band"] == {
        "low": 190000, "high": 230000, "currency": "USD", "measures": "base", "fact": "rfs.pay.senior-us-remote-base",
    }  # fmt: skip
    assert reply.data["loop"] == ["screen", "manager", "technical", "debugging", "team"]
    assert {source.id for source in reply.sources} == {"rfs", "kore1"}
    assert reply.public
    stored = req(stateful, 1)
    assert (stored.band_low, stored.band_high, stored.lane, stored.market) == (190000, 230000, "production", "us-remote")


def test_no_band_is_made_up_where_no_guide_has_one(tell):
    assert tell('req open "ML engineer" staff tampa').data["band"] is None


def test_a_place_that_no_guide_covers_is_answered_with_the_nearest_market(tell, stateful):
    reply = tell('req open "Senior ML engineer" production senior berlin')
    assert "No guide has a figure for Berlin, so the req has no market yet. Nearest: Western Europe." in {
        plain(each.text) for each in reply.elements if isinstance(each, Text)
    }
    assert req(stateful, 1).market is None
    button = next(each for each in reply.actions if each.label == "Market: Western Europe")
    tell(verb=button.verb, **button.args)
    assert req(stateful, 1).market == "western-europe"


def test_the_two_scoping_questions_are_asked_and_answered_by_a_form(tell, stateful):
    reply = tell('req open "Senior ML engineer" production senior remote')
    assert any("delivered after six months" in plain(each.text) for each in reply.elements if isinstance(each, Text))
    form = tell(verb=reply.actions[0].verb, **reply.actions[0].args).form
    assert isinstance(form, Form)
    assert [field.name for field in form.fields] == ["deliverable", "reliability"]
    tell(verb=form.verb, **form.args, deliverable="serving at 99.9% by May", reliability="pager")
    assert req(stateful, 1).deliverable == "serving at 99.9% by May"


def test_two_lanes_in_a_title_are_warned_about(tell):
    reply = tell('req open "MLOps and applied LLM engineer"')
    assert reply.data["two_lanes"] == ["mlops", "applied-llm"]


def test_the_lane_is_read_from_a_pasted_description(tell, stateful):
    assert tell(verb="req open", title="Senior ML Engineer", jd=JD).data["lane"] == "applied-llm"


def test_a_form_without_a_title_is_told_at_the_field(tell):
    assert tell(verb="req open", title=" ", level="senior").data["errors"].keys() == {"title"}


def test_a_search_under_way_keeps_its_age_and_brings_no_nudges(tell, stateful):
    tell('req open "Senior ML engineer" since 3 Nov')
    assert req(stateful, 1).since_at.date().isoformat() == "2026-11-03"
    assert tell("req list").text == "1 open req"
    assert rows(stateful, Nudge) == []


def test_a_search_cannot_have_begun_tomorrow(tell, stateful):
    reply = tell(verb="req open", title="ML engineer", since="2026-12-24")
    assert reply.data["errors"].keys() == {"since"}
    assert kinds(stateful) == []


def test_a_mentioned_manager_hires_even_if_never_met(tell, stateful):
    tell('req open "Senior ML engineer" <@U0DANA|Dana>')
    assert next(pair for element in tell("req team R-1").elements if isinstance(element, Facts) for pair in element.pairs) == (
        "Hiring manager", "Dana",
    )  # fmt: skip


def test_the_card_is_posted_once_and_edited_from_then_on(tell, stateful):
    number = opened(tell)
    for name in ("Ana Quiroga", "Tom Berg", "Li Wei"):
        added(tell, number, name)
    cards = rows(stateful, Outbox, Outbox.kind == "card")
    assert len(cards) == 1
    (surface,) = rows(stateful, Surface)
    assert (surface.kind, surface.refs) == ("card", {"req": req(stateful, number).id})
    assert surface.wanted == 3


@pytest.mark.parametrize(("said", "status"), [("hold", "held"), ("fill", "filled"), ("cancel", "cancelled")])
def test_a_req_goes_and_comes_back(tell, stateful, said, status):
    number = opened(tell)
    assert tell(f"req {said} R-{number} because of the budget").data["status"] == status
    assert tell(f"req resume R-{number}").data["status"] == "open"
    assert req(stateful, number).closed_at is None


def test_what_cannot_follow_says_what_is_and_what_can(tell):
    number = opened(tell)
    met(tell, RAVI)
    tell(f"req hold R-{number}")
    tell(f"req team R-{number} add @ravi as recruiter")
    reply = tell(f"req hold R-{number}", by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    assert "Mei put R-1 on hold" in reply.text
    assert [action.verb for action in reply.actions] == ["req resume", "req fill", "req cancel"]


def test_a_late_button_changes_nothing(tell, stateful):
    number = opened(tell)
    late = req(stateful, number).rev
    tell(f"req edit R-{number} staff")
    assert tell(verb="req cancel", req=number, rev=late).data == {"refused": "Conflict"}
    assert req(stateful, number).status == "open"


def test_hold_stops_the_clocks_and_resume_starts_them(tell, stateful):
    number = opened(tell)
    tell(f'loop done "A.Q." R-{number}')
    tell(f"req hold R-{number}")
    assert {nudge.status.value for nudge in rows(stateful, Nudge)} == {"dropped"}
    tell(f"req resume R-{number}")
    assert {nudge.status.value for nudge in rows(stateful, Nudge)} == {"pending"}


def test_a_band_upside_down_is_refused_at_the_field(tell, stateful):
    number = opened(tell)
    before = everything(stateful)
    reply = tell(verb="req edit", req=number, band_low=300000)
    assert reply.data["errors"].keys() == {"band_low"}
    assert everything(stateful) == before


def test_the_loop_stays_while_somebody_is_in_it(tell):
    number = opened(tell)
    added(tell, number)
    assert tell(verb="req edit", req=number, lane="research", loop=True).data == {"refused": "Conflict"}


def test_health_says_what_the_guides_say_about_an_old_search(tell):
    number = opened(tell)
    reply = tell(f"req health R-{number}", at=NOW + timedelta(days=80))
    found = {each["code"]: each["fact"] for each in reply.data["findings"]}
    assert found["req_age"] == "kore1.market.time-to-fill"
    assert found["no_finalist"] == "kore1.outsource.partner-after-45-days"
    assert found["quiet_req"] == "kore1.jd.quiet-two-weeks"
    assert "empty" in found


def test_health_sees_a_band_below_the_market(tell):
    number = opened(tell)
    tell(verb="req edit", req=number, band_low=150000, band_high=170000)
    codes = [each["code"] for each in tell(f"req health R-{number}").data["findings"]]
    assert "low_band" in codes


def test_a_healthy_req_has_nothing_that_stands_out(tell):
    number = opened(tell)
    tell(verb="req edit", req=number, deliverable="serving by May", reliability="pager")
    added(tell, number)
    assert tell(f"req health R-{number}").data["findings"] == []


def test_the_list_pages_through_closed_reqs(tell):
    number = opened(tell)
    tell(f"req cancel R-{number}")
    assert tell("req list").data["reqs"] == []
    assert [each["req"] for each in tell("req list closed").data["reqs"]] == [number]


def test_the_board_shows_where_everybody_stands(tell):
    number = opened(tell)
    added(tell, number)
    application = added(tell, number, "Tom Berg")
    tell(verb="cand move", application=application, stage="screen")
    assert tell("board").data["reqs"][0]["stages"] == {"New": 1, "Screen": 1}


def test_the_trail_says_who_did_what(tell):
    number = opened(tell)
    application = added(tell, number)
    tell(verb="cand move", application=application, stage="team", why="internal transfer")
    reply = tell(f"audit R-{number}")
    assert [each["kind"] for each in reply.data["events"]] == ["stage_moved", "candidate_added", "req_opened"]
    assert "internal" not in str(reply.data)
    assert "Ana" not in str(reply.data)


def test_a_description_that_came_along_fills_the_form(stateful):
    reply = stateful.router.answer(Command(MEI, CHANNEL, NOW, said="req open", attachments=(Attachment("jd.txt", JD),)))
    filled = {field.name: field.value for field in reply.form.fields}
    assert filled["title"] == "Senior ML Engineer"
    assert filled["lane"] == "applied-llm"
    assert filled["jd"].startswith("Senior ML Engineer")


def test_an_audit_of_a_description_is_pointed_to_its_verb(tell):
    opened(tell)
    assert [action.verb for action in tell("audit my job description").actions] == ["jd audit"]


PASTED = """We run GPU node pools and model serving for six teams.
You will build and operate our feature store, our training platform and the CI that ships models.
You own the on-call rotation of the cluster. Pay is 250k.
"""


def test_a_description_pasted_below_the_title_says_the_lane_and_is_kept(tell):
    reply = tell(f'req open "Senior ML engineer" senior remote\n\n{PASTED}')
    assert (reply.data["title"], reply.data["level"], reply.data["lane"]) == ("Senior ML engineer", "senior", "mlops")
    kept = tell(f"req jd R-{reply.data['req']}")
    assert not kept.public
    assert next(each for each in kept.elements if isinstance(each, Document)).text.strip() == PASTED.strip()


def test_a_title_without_quotes_ends_with_its_line(tell):
    assert tell(f"req open Ranking engineer\n{PASTED}").data["title"] == "Ranking engineer"


def test_another_description_takes_the_place_of_the_one_before(tell):
    tell(f'req open "Senior ML engineer"\n{PASTED}')
    tell("req jd R-1\nSomething else entirely.")
    assert "Something else" in str(tell("req jd R-1").elements)
    assert "GPU" not in str(tell("req jd R-1").elements)


def test_a_req_without_a_description_says_how_to_give_it_one(tell):
    tell('req open "Senior ML engineer"')
    assert tell("req jd R-1").data["refused"] == "NotFound"


@pytest.mark.parametrize(
    ("said", "band"),
    [
        ("band 180k-260k", (180_000, 260_000, "USD")),
        ("band 180-260", (180_000, 260_000, "USD")),
        ("pay range $180,000 to $260,000", (180_000, 260_000, "USD")),
        ("band €180k–€260k", (180_000, 260_000, "EUR")),
        ("180k-260k", (180_000, 260_000, "USD")),
    ],
)
def test_a_band_is_edited_in_words(tell, stateful, said, band):
    opened(tell)
    assert "refused" not in tell(f"req edit R-1 {said}").data
    row = req(stateful, 1)
    assert (row.band_low, row.band_high, row.band_currency) == band


@pytest.mark.parametrize("said", ["band 260k-180k", "band 200k", "band abc", "band 1-2", "band 999999999k-9999999999k"])
def test_a_band_that_is_none_says_how_one_is_given(tell, stateful, said):
    opened(tell)
    before = everything(stateful)
    reply = tell(f"req edit R-1 {said}")
    assert reply.data["refused"] == "Invalid"
    assert "band 190k-230k" in reply.text
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["band 190-230", "band 190 to 230", "salary range 190 – 230, 3-5 years"])
def test_a_band_of_two_short_numbers_is_one_in_thousands(tell, stateful, said):
    assert tell(f'req open "ML engineer" {said}').data["req"] == 1
    assert (req(stateful, 1).band_low, req(stateful, 1).band_high) == (190_000, 230_000)


@pytest.mark.parametrize(("end", "status"), [("fill", "is filled"), ("cancel", "was called off")])
def test_the_health_of_a_search_that_is_over_gives_no_advice(tell, end, status):
    added(tell, opened(tell))
    tell(f"req {end} R-1")
    reply = tell("req health R-1", at=NOW + timedelta(days=80))
    assert reply.text == f"R-1 {status}, after 0 min: there is nothing to keep healthy any more."
    assert reply.data["findings"] == []
    assert [each.verb for each in reply.actions] == ["cand list", "report", "req resume"]


@pytest.mark.parametrize(("hours", "took"), [(47, "47 h"), (84, "4 days"), (24 * 23 + 11, "23 days")])
def test_how_long_it_took_is_said_to_the_nearest_day_and_in_hours_where_it_was_short(tell, hours, took):
    added(tell, opened(tell))
    ended = NOW + timedelta(hours=hours)
    assert f"since Tue 08:00 ({took})" in str(tell("cand show ana R-1", at=ended).elements).replace(" 24 Nov", "")
    assert took in str(tell("cand list R-1", at=ended).elements)
    assert tell("req fill R-1", at=ended).text == f"R-1 is filled, after {took}."


def test_the_health_of_a_held_search_says_that_it_stands_still(tell):
    opened(tell)
    tell("req hold R-1")
    assert any("on hold" in plain(each.text) for each in tell("req health R-1").elements if isinstance(each, Text))


@pytest.mark.parametrize("said", ['"', '""', '" - "', "..."])
def test_marks_alone_are_no_title(tell, stateful, said):
    assert isinstance(tell(f"req open {said}").form, Form)
    assert kinds(stateful) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("since 31 feb", "for since: it takes"),
        ("since tomorrow", "25 Nov 2026 lies ahead"),
        ("band 300k-250k", "for band: it takes"),
        ("band abc", "for band: it takes"),
    ],
)
def test_what_can_not_be_read_opens_nothing(tell, stateful, said, told):
    reply = tell(f'req open "ML engineer" senior remote {said}')
    assert reply.data["refused"] == "Invalid"
    assert told in reply.text
    assert kinds(stateful) == []


def test_a_req_is_opened_with_its_own_band(tell, stateful):
    reply = tell('req open "Staff ML engineer" staff remote band €250k-€300k')
    assert reply.data["band"] == {"low": 250_000, "high": 300_000, "currency": "EUR", "measures": "base", "fact": None}
    row = req(stateful, 1)
    assert (row.band_low, row.band_high, row.band_currency) == (250_000, 300_000, "EUR")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("senior computer vision engineer in Austin, hybrid", "Senior computer vision engineer"),
        ("for a staff ML engineer remote", "Staff ML engineer"),
        ("we need an MLOps engineer, senior", "MLOps engineer"),
        ("Research Scientist, speech", "Research Scientist"),
    ],
)
def test_a_title_without_quotes_ends_with_the_word_that_names_the_role(tell, said, title):
    assert tell(f"req open {said}").data["title"] == title


@pytest.mark.parametrize("said", ["req open 45 days", "req open 3 weeks and nobody good applies", "req open 2 months now"])
def test_how_long_a_req_has_been_open_opens_none(tell, stateful, said):
    tell(said)
    assert not rows(stateful, Requisition)


def test_a_job_for_so_many_months_is_a_title(tell, stateful):
    tell("req open 6 month contract ML engineer")
    assert req(stateful, 1).title == "6 month contract ML engineer"
