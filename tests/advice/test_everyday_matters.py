"""What founders, recruiters and finance ask in passing: one employer's pay, one of two finalists, savings, a learner's words."""

from __future__ import annotations

import pytest

from handlers.core.answers.freely import figure_in
from handlers.core.pay.employers import asked_of
from knowledge.retrieval.unranked import asks_to_rank_people


@pytest.mark.parametrize(
    ("said", "employer"),
    [
        ("what does openai pay", "OpenAI"),
        ("how much does meta pay", "Meta"),
        ("deepmind salaries", "DeepMind"),
        ("pay at anthropic", "Anthropic"),
        ("what does nvidia pay ml engineers", "Nvidia"),
        ("openai senior salary", "OpenAI"),
    ],
)
def test_of_one_employers_pay_it_is_said_that_no_guide_has_it(ask, shown, said, employer):
    reply = ask(said)
    assert f"No guide gives pay at {employer} by itself." in shown(reply) and reply.understood


def test_a_labs_pay_comes_with_what_is_said_of_labs_and_a_big_employers_with_what_is_said_of_those(ask):
    assert ask("what does anthropic pay").data["sides"][0] == "mlaiqa.pay.senior-frontier-lab-total"
    assert ask("what does netflix pay").data["sides"][0] == "kore1.benchmarks.big-tech-multiple"


@pytest.mark.parametrize(
    "said",
    ["why would a senior leave openai for us", "can we compete with google salaries", "hire from google",
     "how much more does google pay than us", "what does an ex google engineer get paid", "do google certs raise pay"],
)  # fmt: skip
def test_an_employer_beside_another_matter_is_asked_for_no_pay(said):
    assert asked_of(said) is None


@pytest.mark.parametrize(
    "said",
    ["2 finalists, both good, how do i pick", "two candidates, which one should we hire",
     "how do i choose between two finalists", "we have 3 good candidates who should we take"],
)  # fmt: skip
def test_one_of_several_people_is_chosen_by_people(ask, said):
    assert ask(said).text.startswith("People are never ranked, scored or chosen here")


@pytest.mark.parametrize(
    "said", ["two rounds, which one should test design", "how should we choose interviewers", "how do we choose a lane"]
)
def test_what_is_chosen_and_is_nobody_is_no_choice_of_people(said):
    assert not asks_to_rank_people(said)


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("how do i close a senior", "Offer within 48 hours of the final round"),
        ("what makes seniors sign", "Offer within 48 hours of the final round"),
        ("whats a fair salary for our first ml hire in austin", "ML engineers: no guide has a figure for Austin"),
        ("we just raised 12m, can we afford a senior", "Senior ML engineer: what each market costs"),
        ("what do we save if we hire in western europe instead of the us", "Western Europe beside US, any metro"),
        ("what does mlops mean in plain english", "The MLOps or ML platform engineer builds the ground"),
        ("explain mlops", "The MLOps or ML platform engineer builds the ground"),
        ("what does applied llm mean", "The applied AI or LLM engineer builds LLM APIs"),
        ("when to hire a platform engineer", "Where the first ML person is being hired, the platform engineer"),
        ("what should i put in the first message to a passive candidate", "Messages get answers when they are specific"),
        ("cold message for mlops engineer", "Messages get answers when they are specific"),
        ("qs for senior mlops", "50 questions for MLOps / ML platform engineer"),
        ("intrvw process for a junoir data scientst", "Junior data scientist: 4 rounds"),
        ("band stf nyc", "Staff ML engineer, New York City"),
        ("cand wants 260 base in sf ok?", "ML engineers, San Francisco Bay Area: what each level costs"),
        ("he asks for 350k in seattle", "ML engineers, Seattle: what each level costs"),
        ("what should a scorecard contain", "Interview kit, Senior ML engineer"),
        ("how many interviews is normal", "Senior ML engineer, production: 5 rounds"),
        ("red flags for mlops", "18 red flags to listen for"),
        ("grad salary ml", "Junior ML engineer: what each market costs"),
        ("cost of living adjustment for remote", "No guide answers that (cost of living)"),
        ("signing bonus for senior nyc", "No guide answers that (sign-on bonuses)"),
        ("should we offer a sign on", "No guide answers that (sign-on bonuses)"),
        ("does outsourcing cost a lot", "No guide gives what a contractor or a consultancy charges"),
    ],
)
def test_what_is_asked_is_answered_and_not_what_stands_beside_it(ask, said, lead):
    assert ask(said).text.startswith(lead)


def test_who_asks_for_what_came_before_a_place_is_no_saver(ask):
    assert ask("band senior anywhere instead of sf").data["markets"] == ["remote-worldwide"]


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("is the 230 to 340 figure base or total", "kore1.pay.senior-us-base"),
        ("is the 215 to 290 number total or base", "exzev.pay.senior-us"),
        ("where does the 230-340 come from", "kore1.pay.senior-us-base"),
        ("who says 190k-230k", "rfs.pay.senior-us-remote-base"),
    ],
)
def test_a_range_that_was_read_here_is_told_with_what_it_measures_and_whose_it_is(ask, said, fact):
    assert ask(said).data["sides"] == [fact]


@pytest.mark.parametrize("said", ["is 180-210k base ok for senior sf", "our band is 180-210, too low?", "2 to 8 who says"])
def test_a_range_of_ones_own_is_no_figure_of_the_guides(said):
    assert figure_in(said) is None


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        (
            "total cost of a staff engineer in new york including equity and bonus",
            "Staff ML engineer, New York City: $360K",
        ),
        ("take home y/n", "Senior candidates decline a take-home politely"),
        ("how does llm experience change the range", "Asking for classical ML and LLM work in one person"),
        ("is nyc higher than sf", "New York City beside San Francisco Bay Area"),
        ("annual cost of two mids and a senior", "Mid-level beside Senior"),
        ("he wants 250 remote", "ML engineers, remote: what each level costs"),
        ("candidate wants remote we want hybrid", "At equal base, remote work with an on-site week each quarter"),
        ("what is the standard bonus", "From senior upwards a performance bonus"),
    ],
)
def test_measures_savings_and_wishes_are_heard(ask, said, begins):
    assert ask(said).text.startswith(begins)


@pytest.mark.parametrize("said", ["who is right", "ask to ramp", "ask remove it"])
def test_one_word_of_some_asking_alone_names_no_matter(ask, said):
    assert not ask(said).data["answered"]


@pytest.mark.parametrize("said", ["whiteboard?", "kaggle?", "take home?", "leetcode y/n"])
def test_one_word_for_a_matter_names_it(ask, said):
    assert ask(said).data["answered"]


def test_who_leads_a_team_is_asked_of_its_shape_and_a_lead_is_a_level(ask):
    assert ask("who leads the ml team").data["sides"][0].startswith("mlaiqa.team.reports")
    assert ask("lead ml engineer nyc").data["level"] == "staff"


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("ballpark for a head of ml in nyc", "Staff ML engineer, New York City"),
        ("red flgs senior", "18 red flags to listen for"),
        ("what premium do we pay for llm skills in percent", "Asking for classical ML and LLM work in one person"),
        ("why do levels.fyi numbers differ so much from glassdoor", "Levels.fyi is high because FAANG"),
        ("when do we need an mlops person", "Where the first ML person is being hired"),
        ("our best ml engineer just quit, how do we keep the others", "The feeling of keeping a product running"),
        ("i need someone to finetune llama for legal docs, which role is that", "Research / deep-learning engineer (100%)"),
        ("how do i source people in defence", "Defence and government contractors"),
        ("what does ic5 mean", "A senior designs, builds and runs"),
        ("how much of the company does a senior get", "Senior ML engineer: what each market costs"),
        ("our candidate got a counter offer, what do i do", "Offer within 48 hours of the final round"),
        ("how many engineers do we need per 100 developers", "Shipping ML features, 50–300 engineers"),
    ],
)
def test_what_a_founder_says_around_a_question_leads_nowhere_else(ask, said, begins):
    assert ask(said).text.startswith(begins)


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("cheaper to hire in europe or remote us", "Western Europe beside US remote"),
        ("is it cheaper to hire in berlin or london", "Berlin beside London"),
        ("how fast do i need to decide", "Offer within 48 hours of the final round"),
        ("Che domande faccio a un ML engineer?", "I read English alone"),
    ],
)
def test_strangers_who_hurry_are_heard(ask, said, begins):
    assert ask(said).text.startswith(begins)
