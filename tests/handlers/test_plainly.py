"""How somebody in haste, or in their second language, tells a deed: put as others do, and other words left as they are."""

from __future__ import annotations

import pytest

from handlers.core.typed import approving
from handlers.core.typed.deedwords import told
from handlers.core.typed.plainly import plainly
from handlers.core.typed.teamwords import as_asked


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("wei he pass the first interview", "wei passed the first interview"),
        ("wei he pass", "wei passed"),
        ("ana she accept the offer", "ana accepted the offer"),
        ("John Smith accept our offer", "John Smith accepted our offer"),
        ("ana 👍 bo 👎🏽", "ana: yes, bo: no"),
        ("ana :+1:, bo :x:", "ana: yes, bo: no"),
        ("yes lena no bill", "yes lena, no bill"),
        ("yes lena and ana no bill", "yes lena and ana, no bill"),
    ],
)
def test_a_deed_is_put_as_others_tell_it(said, meant):
    assert plainly(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "tell ana she passed the screen",
        "accepted 👍",
        "ana pass",
        "we sign the offer",
        "does wei pass the screen?",
        "no news from ana",
        "wei pass",
        "will he pass the screen",
        "hope Ana pass the screen",
        "wei pass the screen tomorrow",
        "no one said yes to bo",
        "yes we said no to bo",
    ],
)
def test_other_words_are_left_as_they_are(said):
    assert plainly(said) == said


@pytest.mark.parametrize(
    ("said", "verbs"),
    [
        ("drop bo", ("cand reject", "cand withdraw")),
        ("drop bo from R-1", ("cand reject", "cand withdraw")),
        ("drop R-1", ("req cancel",)),
        ("drop the req", ("req cancel",)),
        ("give ana until friday", ("offer extend",)),
        ("please give him until friday", ("offer extend",)),
        ("give ana 230k base", ("offer draft",)),
        ("we take wei", ("decide yes",)),
        ("let's take ana", ("decide yes",)),
        ("ana can do thursday 3pm", ("interview move", "interview book")),
        ("will can do thursday 3pm", ("interview move", "interview book")),
        ("lena had her screen today", ("interview done",)),
        ("lena had her screen with tom", ("interview done",)),
        ("had a call with lena", ("interview done", "call recruiter done", "call manager done")),
        ("close the requisition as filled", ("req fill",)),
        ("the role is filled", ("req fill",)),
        ("the search is cancelled", ("req cancel",)),
        ("the interview with ana is cancelled", ("interview cancel",)),
        ("want wei onsite asap", ("cand move",)),
        ("moving priya fwd", ("cand move",)),
        ("screened omar", ("interview done",)),
        ("we screened omar out", ("cand reject",)),
        ("drop O'Brien", ("cand reject", "cand withdraw")),
        ("lena had her interview at 3pm", ("interview done",)),
        ("omar needs to move his technical to friday 2pm", ("interview move", "interview cancel")),
        ("we can do 222", ("offer draft",)),
        ("offer out to wei, deadline tues", ("offer sent",)),
        ("close it out, filled", ("req fill",)),
        ("added jonas weber & lucia rossi", ("cand add",)),
        ("we need a senior ml eng for fraud, remote. @ravi will run it and @dana approves offers", ("req open",)),
        ("we have three candidates: Sam Ray, Kit Orr, Pia Lund", ("cand add",)),
    ],
)
def test_deeds_in_plain_words(said, verbs):
    assert (deed := told(said)) is not None and deed.verbs == verbs


def test_an_onsite_is_a_stage_to_ask_for_and_not_just_the_next():
    assert told("want wei onsite asap").beside.endswith("to onsite")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("my recruiter is @ravi", "add @ravi as recruiter"),
        ("@dana approves", "add @dana as approver"),
        ("@ravi recruiter @dana approver", "add @ravi as recruiter and @dana as approver"),
        ("recruiter: @ravi, approver: @dana for R-1", "add @ravi as recruiter and @dana as approver to R-1"),
        ("@tom is our hm", "add @tom as hiring manager"),
        ("@dana approves it", None),
        ("@dana approved", None),
        ("@tom is out", None),
    ],
)
def test_who_is_what_on_a_team(said, asked):
    assert as_asked(said) == asked


def test_when_somebody_cannot_come_is_not_when_they_come():
    assert "tmrw" not in told("bill can't make tmrw, he can do fri 11").beside


@pytest.mark.parametrize(
    "said",
    [
        "we can do 180k for a senior in berlin",
        "omar wants to move to berlin",
        "take notes",
        "drop ana's interview",
        "pick ana's slot",
        "ana had an interview at openai",
    ],
)
def test_what_only_sounds_like_a_deed_is_none(said):
    assert (deed := told(said)) is None or deed.verbs in (("decide yes",), ("cand note",))


@pytest.mark.parametrize(
    "said",
    ["👍", "👍👍👍👍👍", "👍 👍 👍 👍", "👍🏽", "ok👍", "lgtm 👍", "looks good +1", "looks good, thanks! 👍", "✅✅ approved"],
)
def test_thumbs_alone_approve(said):
    assert approving.APPROVES.fullmatch(said)


@pytest.mark.parametrize("row", ["👍", "👍 ", "✅ +1 ", "ok ", "+1"])
def test_a_row_of_thumbs_is_read_at_once(row):
    """It took seconds for 150 of them, and years for these; the event loop reads, and everybody waits."""
    assert not approving.APPROVES.fullmatch(row * 2000 + "and so on")


@pytest.mark.parametrize("sign", ["👍", "- ", "\n", "!"])
def test_thousands_of_signs_are_read_at_once(sign):
    assert told(sign * 20_000 + "and so on") is None
