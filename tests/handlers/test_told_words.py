"""What sentences may tell, before anybody is looked up: deeds, and what sounds like one and is none."""

from __future__ import annotations

import pytest

from handlers.core.typed import deedslips, ownwork, reqwords
from handlers.core.typed.deedwords import told
from handlers.core.typed.saidno import SaidNo
from handlers.core.words import Words
from knowledge.words.vocabulary import Reading


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("bump the band to 240k", {"band_high": 240_000}),
        ("raise the range for R-1 to 250", {"band_high": 250_000}),
        ("lower the band floor to 190k", {"band_low": 190_000}),
        ("please change the budget to $200,000 - $240,000", {"band_low": 200_000, "band_high": 240_000}),
        ("post R-1 at 190-230", {"band_low": 190_000, "band_high": 230_000}),
        ("the band is now 210 to 250", {"band_low": 210_000, "band_high": 250_000}),
        ("the band is 210 to 250", None),
        ("bump the band to 250-210", None),
        ("post R-1 at 240", None),
        ("set the band to music", None),
        ("what is the band at 240k", None),
    ],
)
def test_a_reqs_band_is_read_in_everyday_words(said, ends):
    assert reqwords.band_in(said) == ends


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("add @tom to R-1 as interviewer", "req team"),
        ("take <@U-TOM> off R-1", "req team"),
        ("make @tom the hiring manager for R-1", "req team"),
        ("i'm handing R-1 over to @ravi", "req team"),
        ("add @tom to slack", None),
        ("add @tom to the team lunch", None),
        ("add @tom to the panel", "req team"),
        ("need to open a req. senior llm engineer remote", "req open"),
        ("we need to hire a senior ml engineer. @ravi will run it", "req open"),
        ("we need to hire a senior ml engineer", None),
        ("should we raise the band to 240k?", None),
    ],
)
def test_what_is_told_of_a_req(said, verb):
    found = reqwords.told(said)
    assert (found[0] if found else None) == verb


@pytest.mark.parametrize(
    ("said", "verbs"),
    [
        ("it's a yes", ("decide yes",)),
        ("lean no from me", ("decide no", "cand reject")),
        ("yes", ("import",)),
        ("tell sam and kofi no", ("told", "cand reject")),
        ("let sam know we're passing", ("told", "cand reject")),
        ("let's go with 232 base", ("offer draft",)),
        ("make it 240", ("offer draft",)),
        ("done here, close R-1", ("req fill", "req cancel")),
        ("headcount is gone, kill the search", ("req cancel",)),
        ("priya starts jan 11", ("offer draft",)),
        ("pull priya's offer", ("offer withdraw",)),
        ("hope's interview is at 10 not 9", ("interview move", "interview book")),
        ("push hope by an hour", ("interview move", "interview cancel")),
        ("luis changed his mind", ("back",)),
        ("on pto next week", ("away",)),
        ("back monday", ("away",)),
    ],
)
def test_everyday_words_tell_a_deed(said, verbs):
    found = told(said)
    assert found is not None and found.verbs == verbs


@pytest.mark.parametrize(
    "said",
    [
        "thinking of passing on felix",
        "considering to reject felix",
        "let's do 45 minutes",
        "make it 3 rounds",
        "keep me posted",
        "bring it back",
        "priya can't start before april",
        "offer to lena not sent yet",
        "tell the team no meeting",
        "if priya signs we close the req",
        "we might reject felix",
    ],
)
def test_wishes_denials_and_small_talk_tell_none(said):
    assert told(said) is None


def test_what_we_choose_is_no_withdrawal_of_theirs():
    ours, theirs = told("we're going with lena over kofi"), told("priya is going with openai")
    assert ours is not None and (ours.verbs, ours.mixed) == (("decide yes",), True)
    assert theirs is not None and theirs.verbs == ("offer decline", "cand withdraw")


def test_a_slip_is_mended_and_a_hire_is_nobody_hired():
    assert told("hope was great, definitely hire").verbs == ("decide yes",)
    assert deedslips.meant("snt it", ()).verbs == ("offer sent",)
    assert deedslips.meant("felix hire", ("felix",)) is None


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("felix no", "felix"),
        ("him it's a no", "him"),
        ("kofi that we went with someone else", "kofi"),
        ("felix the bad news", "felix"),
        ("priya we're moving forward", "priya we're moving forward"),
        ("priya we're going with her", "priya we're going with her"),
        ("felix the good news", "felix the good news"),
    ],
)
def test_a_no_in_words_is_no_part_of_a_name(said, left):
    words = Words(said, (), None, Reading((), ()), lambda *_: None)
    SaidNo().read(words, False, None)
    assert words.text.strip() == left


@pytest.mark.parametrize(
    ("said", "verb", "words"),
    [
        ("how did we do", "report", ""),
        ("how did we do on R-1", "report", "R-1"),
        ("how long did R-2 take us", "report", "R-2"),
        ("wat do i ow", "due", ""),
        ("whats due", "due", ""),
        ("who's waiting on me", "due", ""),
        ("remind me about lena tomorrow", "snooze", "lena until tomorrow"),
        ("ping me tomorrow", "snooze", "until tomorrow"),
    ],
)
def test_ones_own_work_is_asked_for_in_haste(said, verb, words):
    assert ownwork.asked(said) == (verb, words)
