"""A message that goes on from the question before it is read with what that said; whatever stands alone is read alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.answering import Answering
from bot.compose import House
from handlers.core.command import Actor, Attachment, Command, Place
from handlers.core.reading.heard import Heard
from handlers.core.reply import Reply, Text, plain
from handlers.talk import REMEMBERED
from tests.bench.questions import band_questions, loop_questions
from tests.conftest import CHANNEL, DIRECT, MEI, NOW, RAVI

AS = {
    ("band senior remote", "and in nyc?"): "band senior new york",
    ("band senior remote", "in nyc?"): "band senior new york",
    ("band senior remote", "nyc"): "band senior new york",
    ("band senior remote", "is that base?"): "band senior remote base only",
    ("band senior nyc", "are those total?"): "band senior new york total comp",
    ("band senior nyc", "and base?"): "band senior new york base only",
    ("band senior nyc", "thats total?"): "band senior new york total comp",
    ("band senior nyc", "one level down"): "band mid new york",
    ("band senior nyc", "next level up"): "band staff new york",
    ("loop staff mlops", "a level lower"): "loop senior mlops",
    ("loop senior production", "how long does it take"): "loop senior production",
    ("market", "how long"): "market time to fill",
    ("market senior", "and how long does it take"): "market senior time to fill",
    ("source mlops", "what to avoid"): "source mlops avoid",
    ("source mlops", "draft the message"): "source mlops outreach",
    ("loop senior production", "who sits in"): "loop senior production",
    ("loop senior production", "questions for it"): "questions production senior",
    ("band compare senior berlin vs senior london", "which is cheaper"): "band compare senior Berlin vs senior London",
    ("band senior nyc", "nah i meant staff"): "band staff new york",
    ("band senior nyc", "k and remote"): "band senior remote",
    ("band senior nyc", "hybrid tho"): "band senior new york hybrid",
    ("band senior nyc", "what if no llm"): "band senior new york no llm",
    ("band senior nyc", "what about no equity"): "band senior new york base only",
    ("band senior nyc no llm", "no, applied llm"): "band senior new york applied llm",
    ("band senior nyc applied llm", "and with no llm"): "band senior new york no llm",
    ("band senior nyc", "make a picture"): "band senior new york picture",
    ("band senior nyc", "can you draw it"): "band senior new york picture",
    ("loop senior", "rounds 2 and 3?"): "loop senior round 2 and round 3",
    ("loop senior", "tell me about the first and last round"): "loop senior round 1 and last round",
    ("loop senior", "what's round 3"): "loop senior round 3",
    ("loop senior", "who sits in the second round?"): "loop senior round 2",
    ("loop senior mlops", "tell me about the last interview"): "loop senior mlops last round",
    ("loop senior round 2", "for mlops"): "loop senior mlops",
    ("loop senior", "cons?"): "loop senior what not to do",
    ("loop senior", "any pitfalls"): "loop senior what not to do",
    ("loop senior what not to do", "shorter"): "loop senior short",
    ("loop senior", "what's a weak answer"): "loop senior prompts",
    ("jd template production", "how long should it be"): "how long should a jd be",
    ("market", "can we speed it up?"): "can we speed a search up",
    ("band senior remote", "too expensive, mid?"): "band mid remote",
    ("band senior remote", "what would 200k get us"): "band senior remote 200K",
    ("band senior remote", "would 200 do"): "band senior remote 200K",
    ("band senior remote", "and if they know llms"): "band senior remote applied llm",
    ("band senior remote", "what does kore1 say"): "band senior remote kore1",
    ("band senior remote", "no equity"): "band senior remote base only",
    ("loop staff mlops", "what questions in round 3"): "loop staff mlops round 3",
    ("loop staff mlops", "too long, make it shorter"): "loop staff mlops short",
    ("loop staff mlops", "what does exzev do instead"): "loop staff mlops exzev",
    ("jd template mlops senior", "should it list salary"): "ask should a jd list salary",
    ("band senior mlops", "and the jd"): "jd template mlops senior",
    ("band senior remote", "same for london"): "band senior London",
    ("band senior remote", "what about staff?"): "band staff remote",
    ("band senior remote", "no, i meant mid"): "band mid remote",
    ("band senior remote", "how about juniors"): "band junior remote",
    ("band senior remote", "and for research"): "band senior remote research",
    ("band senior remote", "mlops"): "band senior remote mlops",
    ("band senior nyc", "and hybrid?"): "band senior new york hybrid",
    ("band senior remote", "what if it's onsite"): "band senior on site",
    ("band senior sf hybrid", "and remote?"): "band senior remote",
    ("band senior inference remote", "what about research"): "band senior remote research",
    ("band 5 years remote", "and with 8 years"): "band remote 8 years",
    ("band 5 years remote", "ok so staff"): "band staff remote",
    ("band senior mlops remote", "and staff in nyc?"): "band staff new york mlops",
    ("band senior sf", "and total comp?"): "band senior bay area total comp",
    ("band senior sf", "and equity?"): "band senior bay area equity",
    ("band senior sf", "and top quartile"): "band senior bay area top quartile",
    ("band senior sf", "at google?"): "band senior bay area google",
    ("band senior sf", "with a picture"): "band senior bay area picture",
    ("band senior sf", "show me all"): "band senior bay area all",
    ("is 180k enough for a senior in berlin", "and in munich?"): "band senior Munich 180K",
    ("is 180k enough for a senior in berlin", "and 200k?"): "band senior Berlin 200K",
    ("band senior berlin", "what about €120k"): "band senior Berlin €120K",
    ("band senior berlin", "what about 120k eur"): "band senior Berlin 120K EUR",
    ("is 180k enough for a senior in berlin", "and 170?"): "band senior Berlin 170K",
    ("band senior remote", "is 150k enough"): "band senior remote 150K",
    ("band senior remote", "and how much in nyc?"): "band senior new york",
    ("band senior remote", "and the band in nyc?"): "band senior new york",
    ("band senior remote", "compare with nyc"): "band compare senior remote vs senior new york",
    ("band senior remote", "vs staff"): "band compare senior remote vs staff remote",
    ("band senior mlops", "paris vs london"): "band compare senior Paris mlops vs senior London mlops",
    ("band senior sf", "and a phd"): "band senior bay area phd",
    ("band senior sf", "what if we want llm skills"): "band senior bay area llm skills",
    ("band mlops remote", "what about senior versus staff in sf"): "band compare senior mlops vs staff bay area mlops",
    ("band remote", "what about junior and mid"): "band compare junior remote vs mid remote",
    ("band compare senior sf vs senior nyc", "and staff?"): "band compare staff bay area vs staff new york",
    ("compare senior sf and nyc", "and staff?"): "band compare staff bay area vs staff new york",
    ("band compare senior sf vs senior nyc", "and seattle?"): "band compare senior bay area vs senior seattle",
    ("band compare senior sf vs senior nyc", "and the loop?"): "loop senior",
    ("band senior mlops remote", "and the loop?"): "loop senior mlops",
    ("band senior mlops remote", "and where do i find them?"): "source mlops senior remote",
    ("band senior mlops remote", "and how do i source them"): "source mlops senior remote",
    ("band senior mlops remote", "and ramp?"): "ramp mlops senior",
    ("band senior mlops remote", "what about the role"): "role mlops senior",
    ("band senior mlops", "what should i ask them"): "questions mlops senior",
    ("source mlops europe", "what do they cost there"): "band western europe mlops",
    ("source mlops", "and outreach?"): "source mlops outreach",
    ("band senior sf", "more"): "band senior bay area all",
    ("band senior sf", "what else?"): "band senior bay area all",
    ("source mlops", "is there more?"): "source mlops all",
    ("market", "the rest please"): "market everything",
    ("loop senior", "something shorter"): "loop senior short",
    ("loop senior mlops", "shorter please"): "loop senior mlops short",
    ("band senior mlops remote", "and a jd?"): "jd template mlops senior remote",
    ("band senior remote", "mlops vs research pay"): "band compare senior remote mlops vs senior remote research",
    ("band senior remote", "sf vs nyc salaries"): "band compare senior bay area vs senior new york",
    ("band senior remote", "in the valley"): "band senior bay area",
    ("band senior remote", "and in the valley?"): "band senior bay area",
    ("loop senior", "mlops"): "loop senior mlops",
    ("loop senior mlops", "and in nyc?"): "band senior new york mlops",
    ("loop senior", "compare with staff"): "loop senior or staff",
    ("loop kore1", "vs rfs"): "loop kore1 or rfs",
    ("loop senior in 2 weeks", "with prompts"): "loop senior prompts",
    ("loop senior", "and the questions?"): "questions senior",
    ("questions mlops", "and the second round?"): "questions mlops round 2",
    ("source mlops", "and research?"): "source research",
    ("ramp senior", "and for staff"): "ramp staff",
    ("team 12", "and 40?"): "team 40 engineers",
}
"""(What was asked, what goes on from it) → what that is read as."""

ALONE = [
    ("jd template senior", "is it ok to hire juniors"),
    ("jd template senior", "does it make sense to hire remotely"),
    ("jd template production", "is it a data scientist"),
    ("band senior remote", "band"),
    ("band senior remote", "loop"),
    ("band senior mlops", "senior remote"),
    ("band senior mlops", "senior paris vs senior london"),
    ("band senior mlops", "band staff nyc"),
    ("band senior mlops", "ok band staff nyc"),
    ("band senior mlops", "what's the band for a staff in nyc"),
    ("band senior remote", "how does lora work"),
    ("band senior remote", "do we have to hire in nyc"),
    ("band senior remote", "how much does it cost to hire a senior"),
    ("band senior remote", "is mlops an ml job"),
    ("band senior remote", "what about asha?"),
    ("band senior remote", "directly"),
    ("band senior remote", "120"),
    ("band senior remote", "why?"),
    ("band senior remote", "what about kubeflow?"),
    ("band senior remote", "and Ana?"),
    ("band senior remote", "and in nyc with relocation"),
    ("band senior remote", "and how many offers does such a person have"),
    ("triage we train ranking models and own their serving", "and in nyc?"),
    ("due", "and in nyc?"),
    ("help", "staff"),
]
"""(What was asked, what is a question of its own)."""


@pytest.fixture
def talk(house: House) -> Callable[..., Heard | Reply]:
    """Say something in one talk: how it was read. Every test has a talk of its own."""
    answering = Answering(house.router)

    def say(said: str = "", by: Actor = MEI, at: Place = CHANNEL, later: timedelta = timedelta(0), **more: Any) -> Heard | Reply:
        return answering.talk.read(Command(by, at, NOW + later, said=said, **more))

    return say


def alone(house: House, said: str) -> Heard | Reply:
    return house.router.read(Command(MEI, CHANNEL, NOW, said=said))


@pytest.mark.parametrize(("first", "then", "read_as"), [(*said, read_as) for said, read_as in AS.items()])
def test_what_goes_on_from_a_question_is_read_with_what_that_said(talk, house, first, then, read_as):
    talk(first)
    heard = talk(then)
    assert isinstance(heard, Heard) and heard.after == read_as
    whole = alone(house, read_as)
    assert isinstance(whole, Heard) and (whole.verb, whole.args) == (heard.verb, heard.args)


@pytest.mark.parametrize(("first", "then"), ALONE)
def test_a_question_of_its_own_is_read_alone(talk, house, first, then):
    talk(first)
    assert same(talk(then), alone(house, then))


def same(heard: Heard | Reply, other: Heard | Reply) -> bool:
    if isinstance(heard, Reply) or isinstance(other, Reply):
        return heard == other
    return (heard.verb, heard.args, heard.after) == (other.verb, other.args, "")


def test_a_follow_up_is_gone_on_from_in_its_turn(talk):
    read_as = [talk(said).after for said in ("band senior remote", "and in nyc?", "what about staff", "and the loop?", "mlops")]
    assert read_as == ["", "band senior new york", "band staff new york", "loop staff", "loop staff mlops"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"by": RAVI},
        {"at": DIRECT},
        {"at": replace(CHANNEL, thread="17.1")},
        {"at": replace(CHANNEL, channel="C-OTHER")},
        {"by": replace(MEI, workspace="globex")},
        {"by": replace(MEI, system="teams"), "at": replace(CHANNEL, system="teams")},
        {"later": REMEMBERED + timedelta(minutes=1)},
        {"later": -timedelta(minutes=1)},
        {"attachments": (Attachment("jd.txt", "We train ranking models and own their serving."),)},
    ],
    ids=str,
)
def test_nothing_crosses_people_places_workspaces_or_a_quarter_of_an_hour(talk, elsewhere):
    talk("band senior remote")
    heard = talk("and in nyc?", **elsewhere)
    assert not isinstance(heard, Heard) or heard.after == ""


def test_it_holds_for_a_quarter_of_an_hour(talk):
    talk("band senior remote")
    assert talk("and in nyc?", later=REMEMBERED).after == "band senior new york"


@pytest.mark.parametrize("deed", ["reject bo because too slow", "due", "req show R-12"])
def test_whoever_runs_a_search_in_between_begins_anew(talk, deed):
    talk("band senior remote")
    talk(deed)
    assert talk("and in nyc?").after == ""


@pytest.mark.parametrize("aside", ["asdfgh", "how does lora work", "triage we train ranking models"])
def test_what_is_asked_in_passing_ends_no_talk(talk, aside):
    talk("band senior remote")
    talk(aside)
    assert talk("and in nyc?").after == "band senior new york"


@pytest.mark.parametrize(
    "said",
    [
        "who says that?",
        "as of when",
        "source?",
        "show sources",
        "what's the source for that",
        "sources please",
        "cite it",
        "why so low?",
        "where does that come from",
        "are you sure?",
        "how old are those figures",
    ],
)
def test_where_an_answer_is_from_is_asked_in_other_words_than_why(talk, said):
    talk("band senior nyc")
    heard = talk(said)
    assert heard.verb.name == "why" and heard.args.asked == "band" and heard.args.args["level"] == "senior"
    assert talk("and staff?").after == "band staff new york"


@pytest.mark.parametrize("said", ["source", "who says that seniors cost more", "why so few seniors in europe"])
def test_what_names_its_own_matter_asks_for_no_facts_behind_an_answer(talk, said):
    talk("band senior nyc")
    assert talk(said).verb.name != "why"


def test_a_pressed_button_is_a_question_too(talk):
    talk("band senior remote")
    talk(verb="band", args={"level": "staff", "markets": ["seattle"]})
    assert talk("and hybrid?").after == "band staff seattle hybrid"


def test_a_button_that_explains_or_shares_leaves_the_question(talk):
    talk("band senior remote")
    for verb in ("why", "share"):
        talk(verb=verb, args={"asked": "band", "args": {"level": "senior"}})
    assert talk("and in nyc?").after == "band senior new york"


def test_no_deed_is_completed_from_memory(talk, house):
    talk("band senior remote")
    for said in ("and hold it", "and close R-12", "and open a req", "and reject bo"):
        assert same(talk(said), alone(house, said))


def test_what_somebody_wrote_in_a_form_is_not_kept(house):
    answering = Answering(house.router)
    form = {"lane": "mlops", "level": "senior", "stack": "our secret stack"}
    asked = Command(MEI, CHANNEL, NOW, verb="jd template", args=form)
    assert isinstance(answering.talk.read(asked), Heard)
    assert "secret" not in repr(vars(answering.talk))
    heard = answering.talk.read(Command(MEI, CHANNEL, NOW, said="and for staff"))
    assert isinstance(heard, Heard) and heard.after == "jd template mlops staff"


def test_a_command_read_again_means_what_it_meant(house):
    for first, then in AS:
        answering = Answering(house.router)
        answering.talk.read(Command(MEI, CHANNEL, NOW, said=first))
        asked = Command(MEI, CHANNEL, NOW, said=then)
        heard, again = answering.talk.read(asked), answering.meant(asked)
        assert isinstance(heard, Heard) and isinstance(again, Heard)
        assert (heard.verb, heard.args) == (again.verb, again.args), then


def test_a_command_read_again_means_what_it_meant_whatever_was_asked_since(house):
    answering = Answering(house.router)
    asked = [
        Command(MEI, CHANNEL, NOW + timedelta(minutes=minute), said=said)
        for minute, said in enumerate(("band senior remote", "and in nyc?", "loop staff mlops", "and for research"))
    ]
    heard = [answering.talk.read(each) for each in asked]
    assert [answering.meant(each) for each in asked] == heard


def test_whole_questions_one_after_the_other_are_read_as_before(talk, house):
    for said in (*band_questions(150), *loop_questions(150)):
        assert same(talk(said), alone(house, said)), said


async def test_what_was_taken_over_is_said_above_the_answer(house):
    answering = Answering(house.router)
    await answering.answer(Command(MEI, CHANNEL, NOW, said="band senior remote"))
    reply = await answering.answer(Command(MEI, CHANNEL, NOW, said="and in nyc?"))
    first = reply.elements[0]
    assert isinstance(first, Text) and first.small
    assert plain(first.text) == 'Read as "band senior new york", after your last question.'
    assert (reply.data["level"], reply.data["market"]) == ("senior", "new-york")


def test_say_remembers_nothing(ask):
    ask("band senior remote")
    assert ask("and in nyc?").data["level"] is None


def test_who_is_in_is_asked_of_a_search(talk, house):
    talk("loop senior production")
    assert same(talk("who is in"), alone(house, "who is in"))
    talk("loop senior production")
    assert talk("who is in it").verb.name == "loop"
