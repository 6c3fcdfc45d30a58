"""What sounds like a deed and is none, or another's: nothing is recorded, and no wrong deed is offered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.typed import clauses, notours
from handlers.core.typed.deedwords import told
from tests.conftest import MEI, NOW, RAVI
from tests.pipeline.team import DANA, DM, TOM, added, everything, met

DEEDS = frozenset({
    "cand reject", "cand withdraw", "decide yes", "decide no", "offer sent", "offer accept", "offer decline", "offer approve",
    "interview done", "interview cancel", "interview book", "offer extend", "offer draft", "offer counter", "req fill",
    "req cancel",
    "call recruiter done", "call manager done", "told", "cand move",
})  # fmt: skip


def offered(reply):
    """What a reply's buttons do, and of whom or what."""
    return [(each.verb, each.args.get("application") or each.args.get("req")) for each in (*reply.actions, *reply.more)]


@pytest.fixture
def team(tell, search):
    """Candidates whose names are words, or a colleague's; Ana has an offer out."""
    met(tell, TOM, DANA)
    names = ("Hope Lee", "Mark Stone", "April May", "Tom Berg")
    people = {name.split()[0]: added(tell, search.req, name) for name in names}
    tell("loop done ana")
    tell("decide yes ana")
    tell("offer sent ana")
    return people | {"Ana": search.application}


@pytest.mark.parametrize(
    "said",
    [
        "ana declined google's offer",
        "ana turned down stripe",
        "ana rejected amazon's offer",
        "ana said no to google",
        "ana withdrew from stripe's process",
        "ana withdrew from the other process",
        "hope got rejected by google",
        "hope has been rejected elsewhere",
        "hope accepted the invite",
        "ana accepted the calendar invite",
        "ana signed the nda",
        "mark passed away",
        "mark passed on the message",
        "mark passed the note along",
        "ana refused to decline",
        "ana declined to comment",
        "just kidding, hope withdrew",
        "lol ana rejected us jk",
        "imagine ana declined",
        "hope called in sick",
        "tom thinks ana passed",
        "once ana signs reject hope",
        "if ana accepts, reject the rest",
        "as soon as ana signs we close R-1",
        "once ana signs, close R-1",
        "reject everyone if ana signs",
        "reject hope once ana signs",
        "until ana signed don't reject hope",
        "sent ana the offer template",
        "sent the wrong offer to ana",
        "cancel lunch with hope",
        "extend my condolences to hope",
        "approve hope's expenses",
        "ana's brother accepted",
        "we hired ana's friend",
        "ana's offer from google was declined",
        "google rescinded its offer to ana",
        "ana signed up for the newsletter",
        "hope dropped out of college",
        "hope passed her driving test",
        "extend ana's visa",
        "offer hope 10 minutes",
        "ana sent the offer back",
    ],
)
def test_what_only_sounds_like_a_deed_is_none(tell, stateful, team, said):
    before = everything(stateful)
    reply = tell(said, by=RAVI, place=DM)
    assert everything(stateful) == before
    assert DEEDS.isdisjoint(verb for verb, _ in offered(reply)), offered(reply)


@pytest.mark.parametrize(
    ("said", "verb", "whose"),
    [
        ("tom rejected hope", "cand reject", "Hope"),
        ("tom interviewed hope", "interview done", "Hope"),
        ("tom says no to hope", "decide no", "Hope"),
        ("tom says yes to hope", "decide yes", "Hope"),
        ("hope said mark withdrew", "cand withdraw", "Mark"),
        ("rumor has it ana accepted", "offer accept", "Ana"),
        ("ana signed the offer letter", "offer accept", "Ana"),
        ("ana declined the offer this morning", "offer decline", "Ana"),
        ("ana turned down our offer", "offer decline", "Ana"),
        ("mei withdrew ana's offer", "offer withdraw", "Ana"),
        ("ana turned us down", "offer decline", "Ana"),
        ("ana declined to move forward", "offer decline", "Ana"),
    ],
)
def test_a_deed_is_of_whom_it_is_done_to(tell, team, said, verb, whose):
    found = offered(tell(said, by=RAVI, place=DM))
    assert found[0] == (verb, team[whose])
    assert {each for _, each in found} == {team[whose]}


def test_a_month_with_its_day_is_nobody(tell, team):
    found = offered(tell("ana starts april 5", by=RAVI, place=DM))
    assert {each for _, each in found} == {team["Ana"]}
    assert offered(tell("april withdrew", by=RAVI, place=DM)) == [("cand withdraw", team["April"])]


@pytest.mark.parametrize("said", ["reject everyone but hope", "reject all except hope", "everyone except hope passed"])
def test_whoever_is_left_out_is_not_meant(tell, stateful, team, said):
    before = everything(stateful)
    reply = tell(said, by=MEI, place=DM)
    assert everything(stateful) == before
    assert {each for _, each in offered(reply)} == {team[name] for name in ("Mark", "April", "Tom")}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Jane passed the recruiter screen", "Jane"),
        ("nadia withdrew", "Nadia"),
        ("Priya Smith accepted", "Priya Smith"),
        ("priya smith withdrew", "Priya Smith"),
        ("had a call with Oscar today", "Oscar"),
        ("peter rejected us", "Peter"),
        ("Sandra has an offer from google", "Sandra"),
    ],
)
def test_of_a_stranger_it_is_said_that_no_search_knows_them(tell, stateful, search, said, name):
    before = everything(stateful)
    reply = tell(said, by=RAVI, place=DM)
    assert everything(stateful) == before
    assert reply.text.startswith(f"Nobody called {name} is in a search")
    (add,) = (each for each in reply.actions if each.verb == "cand add")
    assert add.args == {"people": name, "req": search.req}
    assert f"{name} is in R-{search.req}" in tell(verb=add.verb, by=RAVI, place=DM, **add.args).text


@pytest.mark.parametrize(
    "said",
    [
        "OpenAI accepted our paper",
        "Beyonce passed the mic",
        "stripe declined the invoice",
        "finance approved the budget",
        "do candidates accept offers after counter",
        "the deadline passed",
        "monday passed",
        "standup is done",
        "everything passed",
        "google wants 240k",
    ],
)
def test_what_is_told_of_things_and_companies_is_of_no_stranger(tell, search, said):
    assert "Nobody called" not in tell(said, by=RAVI, place=DM).text


def test_hers_is_a_strangers_where_one_is_named(tell, search):
    tell("cand note ana : asks about the rota", by=RAVI, place=DM)
    for said in ("jack failed his screen", "jane passed the screen and jack failed his"):
        assert search.application not in [each for _, each in offered(tell(said, by=RAVI, place=DM))], said


def test_an_approval_is_the_approvers_own(tell, stateful, search):
    met(tell, DANA, RAVI)
    tell("loop done ana")
    tell("decide yes ana")
    tell("offer draft ana base 210k", by=RAVI)
    before = everything(stateful)
    for said in ("dana approved it", "dana approved ana's offer", "dana said no", "she approved it", "zed approved the offer"):
        reply = tell(said, by=RAVI, place=DM)
        assert "counts from whoever approves it" in reply.text, said
        assert DEEDS.isdisjoint(verb for verb, _ in offered(reply)), said
    assert offered(tell("dana said no", by=RAVI, place=DM)) == [("offer show", search.application)]
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["reject the offer", "i don't approve", "reject ana's offer", "reject it", "decline the offer"])
def test_an_approvers_no_is_no_candidates(tell, stateful, search, said):
    tell("loop done ana")
    tell("decide yes ana")
    tell("offer draft ana base 210k", by=RAVI)
    before = everything(stateful)
    reply = tell(said, by=DANA, place=DM)
    assert reply.text.startswith("Your no to Ana")
    assert offered(reply) == [("offer withdraw", search.application), ("offer edit", search.application)]
    assert everything(stateful) == before


def test_what_is_sent_while_no_offer_waits_is_said_so(tell, stateful, search):
    tell("cand note ana : asks about the rota", by=RAVI, place=DM)
    for said in ("sent", "sent it"):
        assert "nobody has an offer drafted or out" in tell(said, by=RAVI, place=DM).text
    tell("loop done ana", by=RAVI)
    tell("decide yes ana")
    tell("offer draft ana base 210k", by=RAVI)
    assert offered(tell("sent it", by=RAVI, place=DM)) == [("offer sent", search.application)]


def test_a_search_like_another_is_one_press_away(tell, stateful, search):
    for said in (f"open another one like R-{search.req}", f"clone R-{search.req}"):
        open_ = tell(said).actions[0]
        assert (open_.verb, open_.args["level"], open_.args["lane"]) == ("req open", "senior", "production")
    assert "is open" in tell(verb=open_.verb, **open_.args).text


def test_offers_out_and_who_did_what_are_asked_for(tell, search):
    assert "open req" in tell("how many offers are out", by=RAVI, place=DM).text
    assert f"R-{search.req}: " in tell("who approved what", by=RAVI, place=DM).text
    assert f"R-{search.req}: " in tell(f"who approved what on R-{search.req}", by=RAVI, place=DM).text


@pytest.mark.parametrize("out", [True, False])
def test_an_offer_that_is_taken_back_for_want_of_a_seat_is_owed_an_answer(tell, search, out):
    tell("loop done ana")
    tell("decide yes ana")
    tell("offer draft ana base 210k", by=RAVI)
    if out:
        tell("offer approve ana", by=DANA)
        tell("offer sent ana", by=RAVI)
    later = NOW + timedelta(hours=1)
    (back,) = tell("pull ana's offer, headcount is gone", by=RAVI, place=DM, at=later).actions
    assert (back.verb, back.args["why"]) == ("offer withdraw", "headcount is gone")
    assert [each.verb for each in tell(verb=back.verb, by=RAVI, place=DM, at=later, **back.args).actions] == [
        "decide no",
        "req cancel",
    ]
    owed = tell("due", place=DM, at=later)
    assert "answer to Ana" in str(owed.elements) and "offer" not in str(owed.elements)
    assert [each.verb for each in owed.actions][:1] == ["decide"]
    tell("offer draft ana base 210k", by=RAVI, at=later)
    assert "answer to Ana" not in str(tell("due", by=DANA, place=DM, at=later).elements), "there is a seat again"


def test_a_day_before_a_full_stop_is_no_lists_number():
    assert [each.said for each in clauses.clauses("ana accepted, starts march 15. bo withdrew", {})][-2:] == [
        "starts march 15",
        "bo withdrew",
    ]
    assert [each.said for each in clauses.clauses("1. ana passed 2. bo failed", {})][-1] == "bo failed"


@pytest.mark.parametrize(
    "said", ["ana accepted, if you need anything ping me", "reject ana if possible", "she passed once before"]
)
def test_small_words_make_no_condition(said):
    assert not notours.on_condition(said)


def test_whoever_tells_is_not_of_whom_it_is_told():
    assert told("ana said bob accepted").beside.strip() == "bob"
    assert told("ana said she accepted").verbs == ("offer accept",)
