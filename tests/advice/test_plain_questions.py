"""Questions that begin with a verb's word, or hold one, and are no verb's: each goes where its answer is."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("source of the glassdoor figure", "kore1.benchmarks.glassdoor"),
        ("source of the 48 hours", "kore1.closing.offer-within-48-hours"),
        ("why 48 hours", "kore1.closing.offer-within-48-hours"),
        ("share of placements that are remote or hybrid", "rfs.market.remote-share"),
        ("people in the room for technical depth", "kore1.loops.technical-depth"),
        ("reject reasons startups", "rfs.mistakes.no-eval-culture"),
        ("screen length", "kore1.loops.recruiter-screen"),
        ("is the aws ml cert good", "mlaiqa.certs.tier1-aws"),
        ("should the first ml hire be a contractor", "kore1.outsource.direct-for-the-first"),
        ("how much time goes to serving infrastructure", "kore1.role.week-serving"),
        ("how much bigger is the pool if remote", "kore1.market.remote-pool"),
        ("how close to market must total comp be", "rfs.candidates-weigh.pay"),
        ("where in the band should the base be", "kore1.closing.base-in-top-quartile"),
        ("years of experience for senior", "exzev.levels.senior"),
        ("what does levels.fyi say ml engineers make", "kore1.benchmarks.levels-fyi"),
        ("how much bonus do senior ml engineers get", "mlaiqa.pay-factors.bonus-senior"),
        ("prompt engineer salary", "role-profile.role.related-prompt-engineer"),
        ("data scientist salary vs ml engineer salary", "mlaiqa.pay-factors.ml-engineer-over-data-scientist"),
        ("what questions to ask before writing the jd", "kore1.scoping.two-questions-first"),
        ("where do nlp phds come from", "rfs.sourcing.pool-finishing-phds"),
        ("why read post-mortem blog posts", "exzev.sourcing.high-post-mortems"),
        ("role of the hiring manager", "kore1.loops.hiring-manager-call"),
        ("how many years for staff", "exzev.levels.staff"),
        ("what is the difference between senior and staff", "role-profile.levels.staff-scope"),
        ("how much more do ml platform engineers make than model engineers", "mlaiqa.pay-factors.platform-over-model"),
    ],
)
def test_a_plain_question_is_answered_by_its_fact(ask, said, fact):
    reply = ask(said)
    assert reply.data["answered"] is True
    assert reply.data["facts"][0]["id"] == fact


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("market rate for a senior", "Senior ML engineer: "),
        ("market value of a senior in nyc", "Senior ML engineer, New York City: post "),
        ("what's the market salary for a senior in seattle", "Senior ML engineer, Seattle: post "),
        ("help me price a senior in seattle", "Senior ML engineer, Seattle: post "),
        ("help me find a band for senior remote", "Senior ML engineer, remote: post "),
        ("ote senior ml engineer seattle", "Senior ML engineer, Seattle: post "),
        ("market mid", "Mid-level: a seller's market."),
        ("how long should the search take", "5–9 weeks to fill"),
        ("how big should our ml team be at 40 engineers", "40 engineers. Before there is an ML product"),
        ("900 engineers, ml org", "900 engineers: no guide gives a shape for that size"),
        ("what's the pay difference between senior and staff", "Senior beside Staff"),
        ("what is the difference between senior and staff in pay", "Senior beside Staff"),
        ("20k more for nyc than remote?", "New York City beside US remote"),
        ("what makes somebody senior", "What makes a senior:"),
        ("depth questions for mlops", "7 questions for MLOps / ML platform engineer, on depth"),
        ("design questions for inference", "16 questions for MLOps / ML platform engineer, system design"),
        ("do we have to put the salary on the job ad", "As of May 2026 eight US states"),
        ("sr ml eng sf 220-250 fair?", "Senior ML engineer, San Francisco Bay Area: $220K–$250K"),
        ("we don't need genai, senior, nyc", "Senior ML engineer, New York City: post $205K–$248K base, not reckoned in: no LLM"),
        ("can i pay 20k less if they dont need llm skills", "Without LLM exposure"),
        ("role full-cycle", "The full-cycle ML engineer has everything"),
        ("what comes with kubeflow", "Kubeflow: end to end"),
        ("_band_ senior remote", "Senior ML engineer, remote: post "),
        ("hola", "Ask about hiring ML engineers"),
        ("close rate on first offers", "64% of first offers accepted"),
        ("source of mlops engineers", "MLOps / ML platform engineer: begin with"),
        ("role of a staff engineer", "Senior or staff:"),
        ("help me", "Ask about hiring ML engineers"),
        ("how do I use this thing", "Ask about hiring ML engineers"),
        ("should we outsource the first model", "Three questions decide it"),
        ("how long until a new senior is productive", "The first ninety days"),
        ("what do I write to a passive candidate", "Messages get answers when"),
        ("do we really need a take-home for juniors", "Senior candidates decline a take-home"),
        ("should I hire a data scientist or an ml engineer first", "The data scientist experiments"),
        ("is this a data scientist or an ml engineer: builds dashboards and runs a/b tests", "Data scientist ("),
        ("how many interviews is too many for a senior", "The published loops have 4–6 rounds."),
        ("what is rfs", "How to Hire Senior ML Engineers"),
        ("who made the guides", "653 facts from 6 sources"),
        ("what's the supply like for mlops in the us", "A seller's market"),
        ("which vector db should we use", "Vector store: "),
        ("what should month one look like", "Weeks 1–4: "),
        ("our offer was declined twice, why", "Deal-breakers: "),
        ("why do candidates decline offers", "Deal-breakers: "),
        ("what kills the deal with ml people", "Deal-breakers: "),
        ("when should we hire the second ml engineer", "Where the first ML person is being hired, the platform engineer"),
        ("what does strong look like in system design", "21 questions over all lanes, system design"),
        ("is kore1 reliable", "How to Hire a Machine Learning Engineer"),
        ("which feature stores exist", "Feature store: 6"),
        ("tools list", "15 kinds of tool"),
        ("what stack signals mlops", "MLOps / ML platform engineer: the tools"),
    ],
)
def test_what_is_a_verbs_goes_to_it(ask, said, lead):
    assert ask(said).text.startswith(lead)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("is slicing a metric important in interviews", "exzev.questions.slicing"),
        ("how much equity does rushing the start date cost", "kore1.closing.rushing-costs-equity"),
        ("what does underpricing the band do to time to hire", "kore1.pay-factors.underpriced-band-weeks"),
        ("how long is the group interview at the end", "mlaiqa.loops.panel"),
        ("should we just say competitive salary", "kore1.pay-factors.post-the-high-end"),
        ("how do we write a better job ad", "exzev.jd.five-parts"),
        ("which pay survey should a mid-market company trust", "kore1.pay-factors.anchor-on-built-in-and-kore1"),
        ("what proves somebody understands feature stores deeply", "mlaiqa.tools.feature-store-senior-signal"),
    ],
)
def test_a_question_that_a_cue_leads_to_a_verb_is_answered_by_the_fact_that_the_verb_does_not_speak_of(ask, said, fact):
    reply = ask(said)
    assert reply.data["sides"][0] == fact
    assert not any("I left out" in str(each) for each in reply.elements)


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("do platform folks earn more than modellers?", "ML platform engineers are paid 20 to 30% above"),
        ("should I use a recruiter for the first hire", "Bring in a partner once"),
        ("can we ask about previous salary", "Never ask what somebody earns"),
        ("what's the band for a really good senior in seattle", "Senior ML engineer, Seattle: post "),
    ],
)
def test_a_verb_that_speaks_of_the_fact_or_is_named_in_so_many_words_answers_it(ask, said, lead):
    assert ask(said).text.startswith(lead), ask(said).text


@pytest.mark.parametrize(
    "said",
    [
        "is it legal to record the interview",
        "is it ok to record the interview on zoom",
        "how much is an A100 per hour",
        "can I fire someone during probation",
        "do the interviews need whiteboards and snacks",
        "how should we debrief after the loop",
        "should the interviews be remote",
    ],
)
def test_a_question_that_no_guide_answers_is_declined_though_it_has_a_verbs_word(ask, said):
    reply = ask(said)
    assert reply.data["answered"] is False
    assert reply.understood


@pytest.mark.parametrize("said", ["how old should candidates be", "what age should a senior be", "is she too old for the job"])
def test_who_asks_how_old_candidates_are_to_be_is_told_that_age_is_not_asked_about(ask, said):
    assert "nor about age" in ask(said).text


@pytest.mark.parametrize("said", ["what do senior ml engineers look for", "what do seniors want in a job"])
def test_what_people_look_for_is_what_they_weigh(ask, said):
    assert ask(said).text.startswith("They weigh high: technical problem quality")


@pytest.mark.parametrize("said", ["agency fee percent", "define p99", "what is an slo"])
def test_what_no_guide_answers_is_not_met_with_something_else(ask, said):
    reply = ask(said)
    assert reply.text.startswith("No guide answers that")


@pytest.mark.parametrize("said", ["compare rfs and mlai.qa", "rfs vs mlai.qa", "sources rfs mlai.qa"])
def test_two_sources_are_set_side_by_side(ask, said):
    reply = ask(said)
    assert {each["id"] for each in reply.data["sources"]} == {"rfs", "mlaiqa"}
    assert "counts AI start-ups" in reply.text


def test_whether_a_source_counts_base_or_total_is_said_by_its_note(ask, shown):
    assert "does not say whether it is base or total pay" in shown(ask("does exzev say base or total"))
    assert "are base pay" in shown(ask("does kore1 say base or total"))


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("how big is the pay gap between data scientists and ml engineers", "mlaiqa.pay-factors.ml-engineer-over-data-scientist"),
        ("how high is the premium for platform engineers", "mlaiqa.pay-factors.platform-over-model"),
    ],
)
def test_how_large_something_is_that_the_verb_does_not_measure_is_answered_by_its_fact(ask, said, fact):
    assert ask(said).data["sides"][0] == fact


@pytest.mark.parametrize(
    ("said", "verb", "guessed"),
    [
        ("wher to find llm enginers", "Applied AI / LLM engineer: begin with", "Read wher as where"),
        ("how to retian ml enginers", "A metric of their own", "Read retian as retain."),
        ("shoud we do a takehoem", "Senior candidates decline a take-home", "takehoem as takehome."),
        ("is this salry ok for a midlevel", "Mid-level ML engineer: what each market costs", "Read salry as salary."),
    ],
)
def test_a_misspelt_cue_leads_where_it_would_spelt_right_and_the_reading_is_said(ask, shown, said, verb, guessed):
    reply = ask(said)
    assert reply.text.startswith(verb)
    assert guessed in shown(reply)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("top or middle of the range in the ad", "kore1.pay-factors.post-the-high-end"),
        ("do we have to offer remote", "kore1.market.remote-is-default"),
    ],
)
def test_words_that_a_verb_cannot_answer_are_answered_by_the_guides_though_they_name_a_cell(ask, said, fact):
    assert ask(said).data["sides"][0] == fact


@pytest.mark.parametrize("said", ["senior ml engineer salary seattle with relocation", "senior nyc pay incl dental"])
def test_a_cell_named_in_a_few_words_is_shown_and_the_rest_is_left_out(ask, shown, said):
    reply = ask(said)
    assert reply.text.startswith("Senior ML engineer, ")
    assert "I left out" in shown(reply)


@pytest.mark.parametrize(
    "said",
    [
        "we talk to somebody who spent four years at a lab and wants to work fully remote from Portugal, is it a problem",
        "they want to keep a side project, is this a deal breaker?",
    ],
)
def test_whether_something_told_is_a_problem_is_no_text_to_sort_into_lanes(ask, said):
    assert "lane is it" not in ask(said).text


def test_offers_that_we_reject_ourselves_are_no_deal_breakers_of_theirs(ask):
    assert not ask("how do we reject offers politely").data["answered"]
    assert ask("why do candidates reject offers").text.startswith("Deal-breakers")


def test_how_much_something_matters_asks_for_no_pay(ask):
    said = "someone couldn't explain the gap between the offline metric and prod, how much should that worry me"
    assert "costs" not in ask(said).text
    assert "each market costs" in ask("how much does it cost to hire a senior").text


@pytest.mark.parametrize(
    ("said", "lead", "then"),
    [
        (
            "what's the band for a senior in seattle? and how long will it take",
            "Senior ML engineer, Seattle: post $198K–$242K base",
            ("market", {"level": "senior", "markets": ["seattle"], "about": "fill"}),
        ),
        ("band senior sf, how long to fill", "Senior ML engineer, San Francisco Bay Area: post", ("market", None)),
        ("how long does a search take and do we need a phd", "5–9 weeks to fill", ("role", {"qualifications": True})),
        ("do we need a phd? what about certs?", "No PhD is needed", ("certs", {})),
    ],
)
def test_of_two_questions_the_first_is_answered_whole_and_the_other_is_a_button(ask, shown, said, lead, then):
    reply = ask(said)
    assert reply.text.startswith(lead) and "left out" not in shown(reply)
    verb, args = then
    assert reply.actions[0].verb == verb and args in (None, reply.actions[0].args)
    assert ask(verb=verb, **reply.actions[0].args).understood


def test_two_questions_to_one_verb_are_one(ask):
    reply = ask("what do we pay a senior in nyc and how much equity")
    assert "0.10%–0.22% equity" in reply.text and reply.data["posting_range"]


def test_the_guides_are_asked_the_first_question_alone(ask):
    assert (
        ask("how many offers does such a person have and should we pay a bonus").data
        == ask("how many offers does such a person have").data
    )


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("how do I know they're not a notebook person", "kore1.interview-advice.notebook-tell"),
        ("they list every framework, is that bad", "mlaiqa.screening.red-every-framework"),
        ("is levels.fyi reliable", "kore1.benchmarks.levels-fyi-runs-high"),
        ("she has three other offers, how fast must we be", "kore1.closing.offer-within-48-hours"),
        ("can't pay faang money, how do we still get someone", "kore1.closing.not-the-highest-base"),
        ("we need someone in 3 weeks possible?", "kore1.market.time-to-fill"),
        ("where in the us are seniors cheapest", "kore1.pay.senior-charlotte-tampa-base"),
        ("in dubai do they want cash or stock", "mlaiqa.pay-factors.uae-cash-and-housing"),
        ("offshore team ok?", "mlaiqa.sourcing.avoid-agencies-without-clients"),
        ("where does mlops sit", "mlaiqa.team.separate-platform-from-models"),
        ("do we need a chief ai officer", "mlaiqa.closing.breaker-no-ai-officer"),
        ("cv with 12 certs", "mlaiqa.screening.red-cert-heavy"),
        ("we only call the openai api, do we need an ml engineer", "kore1.lanes.applied-llm-may-be-the-better-req"),
        ("what does exzev say about phds", "exzev.pay-factors.phd-only-for-research"),
    ],
)
def test_a_strangers_question_is_answered_by_its_fact(ask, said, fact):
    assert ask(said).data["sides"][0] == fact


@pytest.mark.parametrize(
    "said",
    ["current employer matched our offer, now what", "they're asking for more money after we sent the offer",
     "how many candidates do I need to talk to", "she wants 20k sign-on",
     "we have 1.2m for the ml team this year, how many people is that"],
)  # fmt: skip
def test_what_no_guide_covers_is_declined_and_not_answered_by_what_stands_near(ask, said):
    reply = ask(said)
    assert not reply.data["answered"] and not reply.understood


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("what shouldn't I ask", "8 things that the guides say not to ask"),
        ("are brain teasers ok", "8 things that the guides say not to ask"),
        ("how do I test production debugging", "8 questions over all lanes, production debugging"),
        ("how do i find llm people", "Applied AI / LLM engineer: begin with"),
        ("what should they deliver in 90 days", "The first ninety days in"),
        ("what is the failure rate of ml hires", "27 failures"),
        ("how many offers get accepted", "64% of first offers accepted"),
        ("what do they want besides money", "They weigh high: "),
        ("do we list salary if remote from texas", "As of May 2026 eight US states"),
        ("do you have 2027 numbers", "653 facts from 6 sources"),
        (
            "we r hiring our 1st ml person, Denver, what's fair base for sr?",
            "Senior ML engineer: no guide has a figure for Denver",
        ),
        ("l5 sf rsu?", "Senior ML engineer, San Francisco Bay Area: 0.10%–0.25% equity"),
        ("how much did a bad hire cost", "27 failures"),
        ("when was mlai published", "Hire ML Engineer 2026"),
        ("what do ML engineers hate", "Deal-breakers: "),
        ("are certificates worth anything", "3 certificates are of the first tier"),
        ("loop for a robotics engineer", "No guide lays out an interview loop for a robotics engineer"),
        ("loop for an ML PM", "No guide lays out an interview loop for a product manager"),
        ("our stack is tensorflow, will that scare people off", "TensorFlow: "),
        ("how much more do llm people cost", "Asking for classical ML and LLM work"),
        ("what if we pay 10% under market", "A band priced 10 to 15% too low"),
        ("need a person to forecast demand and put it in prod", "ML engineer, production ("),
        ("triage train our own 7B model", "Research / deep-learning engineer ("),
    ],
)
def test_a_strangers_question_goes_to_its_verb(ask, said, lead):
    assert ask(said).text.startswith(lead)


def test_what_a_source_says_of_something_is_asked_of_the_guides(ask):
    assert "publisher" not in ask("what does rfs say about equity").data.get("source", {})


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("€900/day contractor", "No guide gives a contractor's rate"),
        ("contractor rates", "No guide gives a contractor's rate"),
        ("should we hire a contractor", "Hire the first one directly"),
        ("is there a premium for cuda people", "You name no work of which a guide says what it adds"),
        ("premium for llm skills", "Asking for classical ML and LLM work in one person"),
        ("is pay posting required in germany", "No guide says what the law asks in Germany"),
        ("do we have to post salary in new york", "As of May 2026 eight US states"),
        ("build us an agent that answers support tickets", "Applied AI / LLM engineer"),
        ("devops engineer sf senior", "No guide has pay for a devops engineer"),
        ("nearshore team mexico senior", "Senior ML engineer: no guide has a figure for Mexico"),
        ("someone with 5 years of experience in berlin", "5 years fit Mid-level"),
        ("take home of 8 hours, too long?", "Senior candidates decline a take-home"),
        ("thanks!", "You are welcome."),
        ("we took 12 weeks to fill one", "5–9 weeks to fill"),
        ("good places to source mlops in europe", "MLOps / ML platform engineer: begin with"),
    ],
)
def test_what_is_put_in_passing_is_answered_as_it_is_meant(ask, said, begins):
    assert ask(said).text.startswith(begins)


@pytest.mark.parametrize("said", ["apple's stock price", "stock price of nvidia"])
def test_the_price_of_a_stock_is_nobodys_equity(ask, said):
    assert ask(said).text.startswith("No guide answers that")


def test_how_wide_a_range_is_is_no_pay(ask):
    assert "100K" not in ask("is a range of 100k too wide").text


@pytest.mark.parametrize("said", ["rag vs fine tuning", "equity vs salary what do they prefer"])
def test_two_ways_set_apart_are_nobodys_pay(ask, said):
    assert "posting_range_reason" not in ask(said).data
