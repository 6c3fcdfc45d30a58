"""Several deeds in one message, or one deed of several people: each is a button, and the words book nothing."""

from __future__ import annotations

import pytest

from handlers.core.command import Place
from handlers.core.reply import Action, Reply
from storage.models import Requisition
from storage.people import refer
from storage.unit import table_of
from tests.pipeline.offering import answered, sent_to
from tests.pipeline.team import added, everything, opened


@pytest.fixture
def cast(tell, search) -> dict[str, str]:
    """Who is in R-1 beside Ana: first name → application."""
    names = ("Jane Doe", "Bob Stone", "Grace Park", "Will Turner")
    return {"ana": search.application} | {name.split()[0].casefold(): added(tell, search.req, name) for name in names}


def _answered(tell, cast, offered):
    for verb, who in (each.rsplit(" ", 1) for each in offered):
        answered(tell, verb, cast.get(who, ""))


def _offered(reply: Reply, cast: dict[str, str]) -> list[str]:
    names = {application: name for name, application in cast.items()}
    return [_told(each, names) for each in (*reply.actions, *reply.more)]


def _told(action: Action, names: dict[str, str]) -> str:
    beside = [str(value) for key, value in action.args.items() if key not in ("application", "interviewers")]
    return " ".join((action.verb, names[action.args["application"]], *beside))


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("grace and will both passed", ["interview done grace", "interview done will"]),
        ("jane passed and bob failed the screen", ["interview done jane screen", "interview done bob screen"]),
        ("jane, bob and grace passed the screen", [f"interview done {name} screen" for name in ("jane", "bob", "grace")]),
        ("advance jane, reject bob", ["cand move jane next", "cand reject bob"]),
        ("reject bob, advance jane", ["cand reject bob", "cand move jane next"]),
        ("jane accepted but bob declined", ["offer accept jane", "offer decline bob"]),
        ("jane: yes, bob: no", ["decide yes jane", "decide no bob"]),
        ("yes jane, no bob", ["decide yes jane", "decide no bob"]),
        ("move jane and bob to technical", ["cand move jane technical", "cand move bob technical"]),
        ("move jane to technical and bob to manager", ["cand move jane technical", "cand move bob manager"]),
        ("book jane wed 3pm @tom, bob thu 3pm @tom", ["interview book jane wed 3pm", "interview book bob thu 3pm"]),
        ("jane's tech tue 11am, bob's wed 9am", ["interview book jane tue 11am tech", "interview book bob wed 9am"]),
        ("told bob no and sent jane the offer", ["told bob", "offer sent jane"]),
        ("jane passed. bob withdrew", ["interview done jane", "cand withdraw bob"]),
        ("we rejected jane and bob", ["cand reject jane", "cand reject bob"]),
        ("1. jane accepted 2. bob declined", ["offer accept jane", "offer decline bob"]),
        ("jane accepted / bob declined", ["offer accept jane", "offer decline bob"]),
        ("jane: strong yes, bob: no", ["decide yes jane", "decide no bob"]),
        ("jane and bob no showed", ["interview no-show jane", "interview no-show bob"]),
        ("move jane to technical and book her wed 10am @tom", ["cand move jane technical", "interview book jane wed 10am"]),
        ("jane did the recruiter screen, moving her to the manager call",
         ["interview done jane recruiter screen", "cand move jane the manager call"]),
        ("cancel jane's and bob's interviews", ["interview cancel jane", "interview cancel bob"]),
        ("jane passed and has an offer from google", ["interview done jane", "volunteered jane google True"]),
    ],
)  # fmt: skip
def test_each_deed_is_a_button_of_its_own(tell, stateful, cast, said, offered):
    _answered(tell, cast, offered)
    before = everything(stateful)
    assert _offered(tell(said), cast) == offered
    assert everything(stateful) == before


@pytest.mark.parametrize(
    ("said", "offered", "unread"),
    [
        ("grace accepted, will hasn't", ["offer accept grace", "cand show will"], "will hasn't"),
        ("jane passed the screen, ana is next", ["interview done jane screen", "cand show ana"], "ana is next"),
        ("jane accepted, bob and will are out", ["offer accept jane", "cand show bob", "cand show will"], "will are out"),
        ("reject jane, bob and will passed", ["cand reject jane", "interview done will", "cand show bob"], "bob"),
    ],
)
def test_what_tells_no_deed_is_said_to_be_unread(tell, cast, said, offered, unread):
    _answered(tell, cast, offered)
    reply = tell(said)
    assert _offered(reply, cast) == offered
    assert f'I read nothing to record in "{unread}"' in reply.text


def test_a_typed_deed_that_names_another_decides_about_nobody(tell, stateful, cast):
    tell("loop done jane")
    before = everything(stateful)
    assert _offered(tell("decide yes jane, no bob"), cast) == ["decide yes jane", "decide no bob"]
    assert everything(stateful) == before


@pytest.mark.parametrize(
    "said", ["cand reject jane, too junior", "reject jane because bob accepted", "reject jane, bob is better"]
)
def test_a_reason_is_no_other_deed(tell, cast, said):
    assert "Several things" not in tell(said).text


def test_both_is_nobody_by_themselves(tell, search, cast):
    tell("cand show ana")
    reply = tell("they both accepted")
    assert reply.text.startswith("Whose is that?")
    assert {each.args["application"] for each in (*reply.actions, *reply.more)} == set(cast.values())


def test_whoever_is_not_in_the_req_that_is_named_is_not_taken_for_one_who_is(tell, stateful, search):
    other = opened(tell)
    added(tell, other, "Gus Lang")
    before = everything(stateful)
    for said in (f"ana accepted R-{other}", f"R-{other} ana accepted", f"ana withdrew from R-{other}"):
        reply = tell(said)
        assert reply.text.startswith(f"A.Q. (C-1) is in R-{search.req}, and nobody called so is in R-{other}.")
        assert reply.actions[0].label.endswith(f"R-{search.req}")
        assert (reply.actions[1].verb, reply.actions[1].args) == ("cand list", {"req": other})
    assert everything(stateful) == before


def test_of_two_called_so_the_one_in_the_req_that_is_meant_is_offered(tell, stateful, search):
    other = opened(tell)
    ana = added(tell, other, "Ana Quinn")
    sent_to(tell, ana)
    assert [each.args["application"] for each in tell(f"ana accepted R-{other}").actions] == [ana]

    def card_posted(unit):
        row = unit.one(Requisition, table_of(Requisition).c.number == other)
        refer(unit, "slack", "thread", f"C-HIRING/{other}", entity_kind=table_of(Requisition).name, entity_id=row.id)

    stateful.database.write("acme", card_posted)
    thread = Place("slack", "C-HIRING", thread=str(other))
    assert [each.args["application"] for each in tell("ana accepted", place=thread).actions] == [ana]


def test_deeds_that_nothing_parts_are_nobodys(tell, stateful, cast):
    before = everything(stateful)
    reply = tell("jane accepted bob declined")
    assert reply.text.startswith("I read more than one deed in this")
    assert _offered(reply, cast) == ["cand show jane", "cand show bob"]
    assert everything(stateful) == before


def test_what_is_said_of_several_may_be_kept_about_each(tell, cast):
    assert _offered(tell("jane and bob are out"), cast)[:2] == [
        "cand note jane jane and bob are out",
        "cand note bob jane and bob are out",
    ]


def test_a_name_may_be_typed_without_its_marks(tell, search):
    tomas = added(tell, search.req, "Tomás Silva")
    sent_to(tell, tomas)
    for said in ("tomas accepted", "tomas silva accepted", "jane and tomas accepted"):
        assert [each.args["application"] for each in tell(said).actions if each.verb != "cand add"] == [tomas]


def test_so_much_more_is_no_figure(tell, search):
    (counter,) = tell("ana wants 20k more").actions
    assert counter.verb == "offer counter"
    assert "base" not in counter.args


def test_each_req_that_is_named_has_a_button(tell, search):
    other = opened(tell)
    for said in (f"put R-{search.req} and R-{other} on hold", "pause both reqs"):
        assert [(each.verb, each.args["req"]) for each in tell(said).actions] == [("req hold", search.req), ("req hold", other)]


@pytest.mark.parametrize("said", ["add nina patel and omar aziz to R-1", "add nina patel, omar aziz"])
def test_each_who_is_to_be_added_has_a_button_and_their_name_as_typed(tell, search, said):
    people = [each.args.get("people") for each in tell(said).actions if each.verb == "cand add"]
    assert people == ["nina patel", "omar aziz"]


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("had a great chat with ana, she is keen", "cand note"),
        ("we haven't heard from ana", "cand note"),
        ("ana rescheduled", "interview move"),
        ("we hired ana", "offer accept"),
        ("tom interviewed ana yesterday", "interview done"),
        ("ana is now at technical", "cand move"),
    ],
)
def test_more_ways_to_tell_of_somebody(tell, search, said, verb):
    answered(tell, verb, search.application)
    assert tell(said).actions[0].verb == verb


def test_a_name_that_is_a_hope_too_may_be_booked(tell, search):
    added(tell, search.req, "Hope Adler")
    reply = tell("can you set up hope's technical for thursday 2pm with @tom")
    assert reply.data["round"] == "technical"


@pytest.mark.parametrize(
    "said", ["cancel the offer to ana", "hire two more like ana", "add two more engineers to R-1", "ana vs bo"]
)
def test_what_is_no_deed_of_theirs_is_none(tell, search, said):
    added(tell, search.req, "Bo Lind")
    actions = tell(said).actions
    verbs = {each.verb for each in actions}
    assert verbs.isdisjoint({"interview cancel", "decide yes"})
    assert not any("people" in each.args for each in actions)
    assert said != "ana vs bo" or "cand note" not in verbs


def test_somebody_with_another_last_name_is_somebody_else(tell, search):
    for said in ("Ana Patel accepted", "sent the offer to Ana Patel", "Ana Patel is a no"):
        assert not any(each.args.get("application") == search.application for each in tell(said).actions)
    for said in ("Ana Quiroga accepted", "Ana Accepted", "Ana Technical done", "Ana Recruiter screen done", "sent Ana The offer"):
        assert tell(said).actions[0].args["application"] == search.application


def test_a_time_whose_day_is_anothers_is_offered_of_nobody(tell, stateful, cast):
    before = everything(stateful)
    assert {each.verb for each in tell("jane's tech tue 11am and bob's 3pm").actions} == {"cand show"}
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["add Eva Sol, Rui Dias & Kim Oh 🎉", "add Eva Sol, Rui Dias and Kim Oh!"])
def test_each_of_those_who_are_added_has_a_button_whatever_ends_the_line(tell, search, said):
    assert [each.args["people"] for each in tell(said).actions if each.verb == "cand add"] == ["Eva Sol", "Rui Dias", "Kim Oh"]
