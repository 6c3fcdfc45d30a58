"""Requests to rank, score or choose people, told from questions about hiring them."""

from __future__ import annotations

import pytest

from knowledge.retrieval.unranked import asks_to_rank_people


@pytest.mark.parametrize(
    "said",
    [
        "rank these candidates", "can you score these resumes", "who is the best candidate", "compare candidates", "grade him",
        "rank the candidates of R-12", "which candidate should we hire", "shortlist the top five applicants",
        "assess these candidates and tell me who is best", "rank candidates by experience", "who's the stronger finalist",
        "which of these cvs is better", "how strong is this candidate", "give me a ranking of the applicants", "stack rank them",
        "compare Ana and Tom, who is better", "pick the best candidate", "please evaluate our finalists",
        "which of our finalists should get the offer", "score of each candidate", "how do you rate this candidate",
        "is this candidate any good", "give this candidate a score", "what do you think of this candidate",
    ],
)  # fmt: skip
def test_to_order_or_choose_people_is_asked(said: str) -> None:
    assert asks_to_rank_people(said)


@pytest.mark.parametrize(
    "said",
    [
        "how do I rank the pay sources", "how should we score interviews", "how do we find better candidates",
        "give me the top cv red flags", "which candidates are hardest to close", "which candidates should we source first",
        "which applicants should get a take-home", "where do I find the best candidates", "compare candidates' expectations",
        "rank the sources of candidates", "rate my message to candidates", "evaluate our offer to him",
        "sort out the process for candidates", "who is the best person to tell a candidate no",
        "how good is our candidate experience", "how do the best candidates decide", "how do we grade a take-home",
        "compare mlops and research", "who is best placed to call a candidate", "evaluate a candidate's start date", "",
        "is our candidate pool good", "is this cv length good", "what do you think about our candidate experience",
        "market rate for this candidate", "how do you compare these candidates' pay", "how do we rate candidates' answers",
    ],
)  # fmt: skip
def test_what_only_stands_near_people_is_not(said: str) -> None:
    assert not asks_to_rank_people(said)
