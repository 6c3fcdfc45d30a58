"""Hurried messages of a hiring team, as each means it: the deed is offered, and nothing is recorded before a press."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW, RAVI
from tests.pipeline.team import DM, TOM, added, everything, met, opened


def offered(reply):
    """What a reply's buttons do, and of whom or what."""
    return [(each.verb, each.args.get("application") or each.args.get("req")) for each in (*reply.actions, *reply.more)]


@pytest.fixture
def team(tell, search):
    """Ana and Felix are in the loop, two Sams too; Luis has heard our no; Priya was decided yes about."""
    names = ("Felix Braun", "Sam Wu", "Sam Ortiz", "Luis Vega", "Priya Nair")
    people = {name.split()[0] if "Sam" not in name else name: added(tell, search.req, name) for name in names}
    tell("reject luis")
    tell("told luis")
    tell("loop done priya")
    tell("decide yes priya")
    return people | {"Ana": search.application}


def test_the_rest_are_those_who_wait_for_no_offer(tell, stateful, search, team):
    before = everything(stateful)
    reply = tell(f"reject the other two, position filled R-{search.req}", by=RAVI)
    assert {each for _, each in offered(reply)} == {team[name] for name in ("Ana", "Felix", "Sam Wu", "Sam Ortiz")}
    assert reply.actions[0].args["why"].startswith("position filled")
    assert ("decide no", team["Felix"]) in offered(tell("passing on the rest", by=RAVI))
    assert everything(stateful) == before


def test_everybody_who_is_to_be_told_no_is_turned_down_first(tell, search, team):
    assert {verb for verb, _ in offered(tell("tell everyone no", by=RAVI))} == {"cand reject"}


def test_several_who_are_called_alike(tell, search, team):
    assert offered(tell("both sams withdrew", by=RAVI)) == [
        ("cand withdraw", team["Sam Wu"]),
        ("cand withdraw", team["Sam Ortiz"]),
    ]


def test_who_is_told_no_is_turned_down_first(tell, search, team):
    assert set(offered(tell("tell felix and ana no", by=RAVI))) == {("cand reject", team["Ana"]), ("cand reject", team["Felix"])}
    tell("reject felix")
    assert ("told", team["Felix"]) in offered(tell("tell felix no", by=RAVI))
    assert "told Felix Braun" in tell("told felix that we went with someone else", by=RAVI, place=DM).text


@pytest.mark.parametrize("said", ["reopen luis", "bring luis back", "luis changed his mind"])
def test_who_has_left_is_taken_up_again(tell, stateful, search, team, said):
    before = everything(stateful)
    assert offered(tell(said, by=RAVI)) == [("cand move", team["Luis"])]
    assert everything(stateful) == before


def test_terms_that_name_nobody_are_whose_turn_it_is(tell, search, team):
    (deed,) = tell("let's go with 232 base").actions
    assert (deed.verb, deed.args["application"], deed.args["base"]["amount"]) == ("offer draft", team["Priya"], 232_000)


def test_a_final_that_names_nobody_is_whose_final_has_begun(tell, stateful, search, team):
    tell(f"interview book ana final tue 9am @mei R-{search.req}", by=RAVI)
    before = everything(stateful)
    assert "Several things" not in tell("final done, it's a yes", at=NOW).text
    reply = tell("final done, it's a yes", at=NOW + timedelta(days=7))
    assert offered(reply) == [("loop done", team["Ana"]), ("decide yes", team["Ana"])]
    assert everything(stateful) == before


def test_she_is_of_whom_was_spoken_though_nothing_was_recorded(tell, stateful, search, team):
    before = everything(stateful)
    tell("felix is sharp", place=DM)
    tell("where's ana", by=RAVI, place=DM)
    assert offered(tell("she withdrew", place=DM))[0] == ("cand withdraw", team["Felix"])
    assert len(offered(tell("she withdrew", at=NOW + timedelta(hours=5), place=DM))) > 1, "and not hours later"
    assert everything(stateful) == before


def test_the_end_of_a_req_beside_a_persons_deed(tell, search, team):
    tell("offer sent priya")
    found = offered(tell(f"priya signed, close R-{search.req}"))
    assert found[0] == ("offer accept", team["Priya"])
    assert ("req fill", search.req) in found
    assert offered(tell("no budget left. cancel the search"))[0] == ("req cancel", search.req)
    assert offered(tell(f"done here, close R-{search.req}"))[:2] == [("req fill", search.req), ("req cancel", search.req)]


def test_what_names_nobody_is_told_of_whom_was_named_last(tell, search, team):
    found = offered(tell("felix was great. let's move him on. ana was meh, pass", by=RAVI))
    assert found[:2] == [("cand move", team["Felix"]), ("decide no", team["Ana"])]
    found = offered(tell("felix and ana are through, luis is out", by=RAVI))
    assert [each for each in found if each[0] == "cand move"] == [("cand move", team["Felix"]), ("cand move", team["Ana"])]


def test_no_word_from_somebody_is_no_verdict(tell, search, team):
    assert "decide no" not in [verb for verb, _ in offered(tell("no word from felix since monday", by=RAVI))]


def test_a_first_day_beside_their_answer_is_no_deed_of_its_own(tell, search, team):
    tell("offer sent priya")
    (accepted,) = tell("priya accepted!! starts march 15 instead").actions
    assert (accepted.verb, accepted.args["start"]) == ("offer accept", "--03-15")
    found = tell("priya accepted, starts march 15, and ana withdrew").actions
    assert [(each.verb, each.args.get("start")) for each in found] == [("offer accept", "--03-15"), ("cand withdraw", None)]


def test_a_reqs_band_and_team_and_opening_are_one_press_away(tell, stateful, search):
    met(tell, TOM)
    before = everything(stateful)
    assert tell("bump the band to 240k").actions[0].args == {"req": search.req, "band_high": 240_000}
    team = tell(f"add @tom to R-{search.req} as interviewer")
    assert team.text.startswith(f"Should Tom join R-{search.req}'s team as interviewer?")
    assert team.actions[0].args == {"req": search.req, "people": ["@tom"], "part": "interviewer"}
    open_ = tell("need to open a req. senior llm engineer remote, 200-240").actions[0]
    assert (open_.verb, open_.args["level"], open_.args["band"]["high"]) == ("req open", "senior", 240_000)
    assert everything(stateful) == before
    assert "is open" in tell(verb=open_.verb, **open_.args).text


def test_whoever_joins_for_a_part_of_their_own_has_a_button(tell, stateful, search):
    met(tell, TOM)
    before = everything(stateful)
    asked = tell("add @tom as recruiter and @dana as the approver")
    assert [(each.label, each.verb, each.args["part"]) for each in asked.actions] == [
        ("Tom as recruiter", "req team", "recruiter"),
        ("Dana as approver", "req team", "approver"),
    ]
    assert everything(stateful) == before
    assert "Tom is" in tell(verb=asked.actions[0].verb, **asked.actions[0].args).text


def test_a_colleague_whom_nobody_has_met_is_called_as_they_were_mentioned(tell, search):
    assert tell("add <@U-LEE|lee> as sponsor").text.startswith(f"Should @lee join R-{search.req}'s team as sponsor?")


def test_of_several_reqs_the_band_asks_which(tell, search):
    other = opened(tell, '"Staff platform engineer" production staff remote')
    assert [each.args["req"] for each in tell("bump the band to 240k").actions] == [search.req, other]
    assert tell("raise the band on the platform role to 240k").actions[0].args["req"] == other


def test_who_is_pinged_is_shown_by_what_they_owe(tell, search, team):
    assert "owes" in tell("ping mei about the approval", by=RAVI).text
    assert "owes" in tell("any update from mei", by=RAVI).text


@pytest.mark.parametrize(
    "said",
    [
        "hope everyone had a great weekend",
        "coffee at 3?",
        "should i reject felix",
        "thinking of passing on felix",
        "felix might withdraw",
        "i'll send priya's offer tomorrow",
        "priya hasn't signed yet",
        "would love to hire felix",
        "set up a search for success",
    ],
)
def test_small_talk_questions_and_wishes_record_nothing_and_offer_no_deed(tell, stateful, search, team, said):
    before = everything(stateful)
    deeds = {
        "cand reject",
        "cand withdraw",
        "decide yes",
        "decide no",
        "offer sent",
        "offer accept",
        "req open",
        "interview done",
    }
    reply = tell(said, by=RAVI)
    assert everything(stateful) == before
    assert "Should I record" not in reply.text
    assert deeds.isdisjoint(each.verb for each in reply.actions) or reply.text.startswith("Felix Braun, C-")


def test_a_country_that_the_zone_said_stays(tell, search):
    reply = tell("settings me country US", by=RAVI, place=DM)
    assert "now" not in reply.text and "before" not in reply.text
