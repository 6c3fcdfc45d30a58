"""`ramp`, `retain`, `team`, `outsource` and `market` as a person sees them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.advice import market, outsource, ramp, retain, team
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Document, Table

VERBS = (market.market, outsource.outsource, ramp.ramp, retain.retain, team.team)


@pytest.mark.parametrize("said", [example for verb in VERBS for example in verb.examples])
def test_every_example_works(ask, said):
    assert ask(said).understood


@pytest.mark.parametrize("said", ["ramp", "retain", "team 120", "market", "outsource core, own data, first hire"])
def test_an_answer_fits_a_phone_screen_and_names_its_sources(ask, shown, said):
    reply = ask(said)
    assert reply.sources
    assert len(shown(reply)) < 1900


@pytest.mark.parametrize("said", ["ramp", "retain", "team 120", "market"])
def test_everything_is_a_press_away(ask, shown, said):
    reply = ask(said)
    more = next(each for each in reply.more if each.args.get("everything"))
    assert len(shown(ask(verb=more.verb, **more.args))) > len(shown(reply))


def test_the_ninety_days_are_weeks_without_a_gap(ask):
    stages = ask("ramp").data["stages"]
    assert [(each["from_week"], each["to_week"]) for each in stages] == [(1, 2), (3, 4), (5, 8), (9, 13)]
    assert all(each["values"]["deliverable"] for each in stages)


def test_the_plan_comes_as_a_file_on_request(ask):
    document = next(each for each in ask("ramp as a file").elements if isinstance(each, Document))
    assert document.text.count("## Weeks") == 2
    assert "## Month 2 (weeks 5–8)" in document.text


def test_a_lane_that_the_plan_was_not_written_for_is_said(ask, shown):
    assert "No guide lays out these weeks for an MLOps" in shown(ask("ramp mlops"))


@pytest.mark.parametrize(
    "said",
    ["team 120", "team for a 120-person engineering org", "team shape for 120 engineers", "team a hundred and twenty engineers"],
)
def test_a_size_is_read_in_words_and_digits(ask, said):
    assert ask(said).data["engineers"] == 120


def test_the_shape_says_whom_to_hire_first_and_second(ask, shown):
    text = shown(ask("team 120"))
    assert "two to five ML engineers" in text
    assert text.index("Hire first:") < text.index("Second:") < text.index("Reports to:")


def test_the_line_between_two_shapes_is_told(ask, shown):
    assert "50 is where two of mlai.qa's shapes meet" in shown(ask("team 50"))
    assert ask("team 300").data["meets"] == "mlaiqa.team.ml-mature"


def test_a_size_that_no_guide_gives_is_not_guessed(ask):
    reply = ask("team 5000")
    assert "no guide gives a shape for that size" in reply.text
    assert not reply.data["stated"]


@pytest.mark.parametrize("said", ["team 0", "team 99999999999"])
def test_a_size_that_is_none_is_refused_with_an_example(ask, said):
    reply = ask(said)
    assert reply.data["refused"] == "Invalid"
    assert ask(verb=reply.actions[0].verb, **reply.actions[0].args).understood


def test_without_a_size_all_shapes_are_shown_and_the_size_is_asked(ask):
    reply = ask("team")
    assert [field.name for field in reply.form.fields] == ["engineers"]
    assert len(reply.data["shapes"]) == 4
    assert ask(verb="team", engineers="120").data["engineers"] == 120


def test_outsource_asks_three_questions_and_keeps_what_was_said(ask):
    form = ask("outsource ml is our product").form
    assert [field.name for field in form.fields] == ["core", "owner", "now"]
    assert form.fields[0].value == "yes"


def test_outsource_answers_with_reasons_and_whose_interest_they_serve(ask, shown):
    reply = ask(verb="outsource", core="yes", owner="own-data", now="first")
    assert reply.data["choice"] == "hire"
    assert "directly" in reply.text
    assert "45 days" in shown(reply)
    assert "sells consulting" in shown(reply)


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("outsource core, continuous, second hire", "contract-to-hire"),
        ("outsource not core, one project, fraud pipeline", "outsource"),
        ("outsource core, own data, 90-day foundation", "both"),
    ],
)
def test_outsource_reads_answers_in_words(ask, said, choice):
    assert ask(said).data["choice"] == choice


def test_the_market_keeps_each_guides_figure_and_says_why_they_differ(ask, shown):
    reply = ask("market")
    table = next(each for each in reply.elements if isinstance(each, Table))
    offers = {row[3]: row[1] for section in table.sections for row in section.rows if row[0] == "Offers in hand"}
    assert offers == {"RFS": "2.8", "KORE1": "2–4", "mlai.qa": "4–8"}
    assert "different moments" in shown(reply)
    assert "64%" in reply.text


def test_the_market_for_a_level_leads_with_its_time_to_fill(ask):
    assert "5 weeks to fill" in ask("market mid").text
    assert "9 weeks to fill" in ask("market senior").text


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("how long does it take to hire a senior", "market"),
        ("who should we hire first", "team"),
        ("should we use a contractor", "outsource"),
        ("how do we keep people from quitting", "retain"),
        ("what should the first 90 days look like", "ramp"),
        ("how do we get them to sign", "close"),
    ],
)
def test_a_question_in_other_words_finds_the_verb(house, question, verb):
    command = Command(Actor("acme", "slack", "U", "Mei"), Place("slack", "C"), datetime(2026, 11, 24, tzinfo=UTC), said=question)
    heard = house.router.read(command)
    assert heard.verb.name == verb


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("contract to hire or direct?", "Hire the first one directly"),
        ("should we use an agency", "Bring in a partner"),
        ("outsource core yes own data", "So far this points to hiring in-house"),
        ("outsource fine tuning", "So far this points to outsourcing"),
    ],
)
def test_what_was_said_already_is_answered_before_the_questions_are_asked(ask, said, lead):
    reply = ask(said)
    assert reply.text.startswith(lead)
    assert reply.form is not None


def test_data_that_is_not_ones_own_is_not_taken_for_it(ask):
    answers = ask("outsource llm fine tuning project no proprietary data").data["answers"]
    assert (answers["owner"], answers["now"]) == ("project", "scope")


def test_one_stage_of_the_ninety_days_is_answered_by_itself(ask):
    reply = ask("ramp month 2")
    assert reply.text.startswith("Month 2 (weeks 5–8)")
    assert [(each["from_week"], each["to_week"]) for each in reply.data["stages"]] == [(5, 8)]


def test_why_people_leave_leads_where_it_is_asked(ask, shown):
    assert "drives them out" in ask("why do they leave").text
    text = shown(ask("why do they leave"))
    assert text.index("What loses them") < text.index("What keeps them")


def test_a_kind_of_company_has_its_shape_without_a_size(ask):
    assert ask("team ai-native").text.startswith("AI-native scale-up or frontier lab: 20–100")


def test_beyond_the_largest_size_the_next_kind_is_named_as_such(ask, shown):
    assert "300 is the most for which mlai.qa gives a shape by size" in shown(ask("team 300"))


def test_a_single_figure_differs_from_nothing(ask, shown):
    assert "They differ" not in shown(ask("acceptance rate"))


def test_the_market_says_what_is_known_of_a_lane_and_of_which_place_nothing_is(ask, shown):
    assert "shrinks the pool by 60%" in shown(ask("market llm"))
    assert "No guide speaks of Western Europe here" in shown(ask("market europe"))


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [("week 2", 1, 2), ("wk3", 3, 4), ("wk 4", 3, 4), ("week seven", 5, 8), ("month 3", 9, 13), ("day 90", 9, 13)],
)
def test_a_week_is_found_however_it_is_written(ask, shown, said, first, last):
    reply = ask(f"ramp {said}")
    assert [(each["from_week"], each["to_week"]) for each in reply.data["stages"]] == [(first, last)]
    assert "left out" not in shown(reply)


@pytest.mark.parametrize("said", ["ramp first month", "ramp month 1", "ramp month one"])
def test_the_first_month_has_both_its_stages(ask, shown, said):
    reply = ask(said)
    assert [each["from_week"] for each in reply.data["stages"]] == [1, 3]
    assert reply.text.startswith("Weeks 1–4: 2 stages, each with something to show (EXZEV). Weeks 1–2, model inventory · ")
    assert "left out" not in shown(reply)


@pytest.mark.parametrize("said", ["team zero", "team 0"])
def test_a_company_without_engineers_is_asked_for_a_number(ask, said):
    reply = ask(said)
    assert reply.data["refused"] == "Invalid" and reply.actions[0].args == {"engineers": 120}


def test_why_they_leave_gives_reasons_and_not_whom_a_guide_is_for(ask, shown):
    assert "KORE1 writes for" not in shown(ask("why do ML engineers quit"))
    assert "keep a product running" in shown(ask("how do I keep a staff engineer from leaving"))
    assert "KORE1 writes for" in shown(ask("retain everything"))


def test_a_recruiter_is_asked_about_as_a_partner(ask, shown):
    assert "45 days" in shown(ask("should I use a recruiter for the first hire"))


@pytest.mark.parametrize(
    "said", ["remote or hybrid for senior", "remote or onsite", "does office-only hurt us", "hybrid vs remote?"]
)
def test_where_people_work_is_answered_by_what_it_does_to_a_search(ask, said):
    reply = ask(said)
    assert {"kore1.market.remote-pool", "rfs.market.remote-share"} <= {each["fact"] for each in reply.data["workplace"]}


def test_a_cell_with_a_workplace_stays_a_band(ask):
    assert ask("band senior sf hybrid").data["posting_range"]
    assert ask("senior remote or sf").data["rows"]


@pytest.mark.parametrize(
    "said", ["is 3 months to hire normal", "are 10 weeks to fill too long?", "12 weeks to hire, is that usual"]
)
def test_what_somebody_asks_whether_it_is_usual_takes_no_sentence_from_another_matter(ask, said):
    assert "weeks to fill" in ask(said).text
