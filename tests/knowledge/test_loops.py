"""Interview loops: an answer for every lane and level, minutes that add up, and everything attributed."""

import ast
from pathlib import Path
from types import ModuleType

import pytest

from knowledge.interviews import loops, questions
from knowledge.interviews.loops import RECOMMENDED, SHORT, Loop, LoopBook, NoSuchLoop
from knowledge.load import Knowledge, load

LEVELS = ("junior", "mid", "senior", "staff")
LANES = ("production", "data-scientist", "mlops", "applied-llm", "research")
PUBLISHED = ("kore1", "exzev", "rfs", "mlaiqa")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def book(knowledge: Knowledge) -> LoopBook:
    return LoopBook(knowledge)


def kinds(loop: Loop) -> list[str]:
    return [round_.kind for round_ in loop.rounds]


def texts(loop: Loop) -> str:
    return " ".join(prompt.text for round_ in loop.rounds for prompt in round_.prompts)


def every_loop(book: LoopBook) -> list[Loop]:
    return [book.loop(level, lane, style) for level in LEVELS for lane in (*LANES, None) for style in book.styles]


@pytest.mark.parametrize("style", (RECOMMENDED, SHORT, *PUBLISHED))
@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_level_lane_and_style_has_a_loop(book: LoopBook, level: str, lane: str, style: str) -> None:
    loop = book.loop(level, lane, style)
    assert (loop.level, loop.lane, loop.style) == (level, lane, style)
    assert loop.rounds and all(round_.tests and 0 < round_.minutes_low <= round_.minutes_high for round_ in loop.rounds)
    assert loop.warnings


def test_candidate_minutes_are_the_sum_of_all_rounds_written_ones_included(book: LoopBook) -> None:
    assert [(each.style, each.candidate_minutes_low, each.candidate_minutes_high) for each in book.compare("senior").loops] == [
        ("kore1", 240, 270),
        ("exzev", 305, 305),
        ("rfs", 180, 180),
        ("mlaiqa", 225, 270),
    ]
    written = [round_ for round_ in book.loop(style="exzev").rounds if not round_.live]
    assert [(round_.kind, round_.minutes_low) for round_ in written] == [("questionnaire", 45)]


def test_every_figure_is_that_of_the_round_fact_it_names(knowledge: Knowledge, book: LoopBook) -> None:
    for loop in every_loop(book):
        for round_ in loop.rounds:
            fact = knowledge.facts[round_.facts[0]]
            minutes = fact.values["minutes"]
            assert (round_.minutes_low, round_.minutes_high) == (
                minutes.get("low", minutes.get("value")),
                minutes.get("high", minutes.get("value")),
            )
            assert round_.source == fact.source
            if fact.values.get("who") or loop.style not in ("recommended", "short"):
                assert round_.who == fact.values.get("who")
            else:  # a round of ours names somebody all the same, and says whose choice it is
                assert round_.who is not None and round_.who.startswith("our choice: ")
        if loop.span:
            assert knowledge.facts[loop.span.fact].values["span"]["unit"] == "weeks"


@pytest.mark.parametrize("module", [loops, questions])
def test_code_holds_no_figure_but_units(module: ModuleType) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) in (int, float)}
    assert numbers <= {0, 1, -1, 7, 60}  # indices, days a week, minutes an hour


def test_agenda_of_a_round_fills_its_minutes(knowledge: Knowledge) -> None:
    values = knowledge.facts["exzev.loops.live-screen"].values
    assert sum(part["value"] for part in values["agenda"].values()) == values["minutes"]["value"]


@pytest.mark.parametrize(("level", "rounds"), [("junior", 4), ("mid", 4), ("senior", 5), ("staff", 5)])
def test_kore1_has_five_rounds_from_senior_up_and_four_below(
    book: LoopBook, knowledge: Knowledge, level: str, rounds: int
) -> None:
    loop = book.loop(level, style="kore1")
    assert len(loop.rounds) == rounds
    said = knowledge.facts["kore1.loops.loop"].values
    assert rounds == (said["rounds_by_level"]["senior"] if level in ("senior", "staff") else said["rounds"])["value"]


def test_kore1_states_a_total_and_two_weeks(book: LoopBook) -> None:
    loop = book.loop("senior", style="kore1")
    assert loop.stated_minutes == (240, 360)
    assert loop.span is not None and (loop.span.low, loop.span.high) == (14, 14)


def test_mlaiqa_gives_an_upper_limit_of_the_span_only(book: LoopBook) -> None:
    span = book.loop(style="mlaiqa").span
    assert span is not None and (span.low, span.high) == (None, 21)


def test_sources_without_a_span_get_none(book: LoopBook) -> None:
    assert book.loop(style="exzev").span is None
    assert book.loop(style="rfs").span is None


def test_a_loop_written_for_seniors_says_so_to_others(book: LoopBook) -> None:
    assert book.loop("senior", style="rfs").level_stated
    assert not book.loop("mid", style="rfs").level_stated


def test_take_home_warning_is_attributed_and_meant_for_seniors(book: LoopBook) -> None:
    def warned(level: str) -> set[str]:
        return {fact.source for fact in book.loop(level).warnings if fact.values["what"] == "take-home"}

    assert warned("senior") == warned("staff") == {"kore1"}
    assert warned("junior") == set()


def test_a_one_day_loop_is_warned_about_before_questions(book: LoopBook) -> None:
    warnings = book.loop("mid").warnings
    assert warnings[0].id == "kore1.interview-advice.no-one-day-loop"
    about = [fact.values["about"] for fact in warnings]
    assert about == sorted(about)  # "loop" stands before "question"


def test_recommended_production_loop_for_a_senior_is_kore1s(book: LoopBook) -> None:
    loop = book.loop("senior", "production")
    assert kinds(loop) == ["screen", "manager", "technical", "debugging", "team"]
    assert "kore1.skills.production-debugging" in {fact.id for fact in loop.reasons}
    assert (loop.candidate_minutes_low, loop.candidate_minutes_high) == (240, 270)


@pytest.mark.parametrize("lane", LANES)
def test_recommended_loop_has_four_rounds_below_senior_five_at_senior_six_above(book: LoopBook, lane: str) -> None:
    assert [len(book.loop(level, lane).rounds) for level in LEVELS] == [4, 4, 5, 6]


@pytest.mark.parametrize("lane", LANES)
def test_the_short_loop_keeps_the_walk_through_and_the_candidates_questions(book: LoopBook, lane: str) -> None:
    for level in LEVELS:
        short = book.loop(level, lane, SHORT)
        assert kinds(short)[0] == "manager" and kinds(short)[-1] == "team" and len(short.rounds) == 3
        assert short.candidate_minutes_high < book.loop(level, lane).candidate_minutes_high
        assert "house.recommended-loops.short-is-ours" in {fact.id for fact in short.caveats}


def test_mlops_gets_platform_prompts_of_mlaiqa(book: LoopBook) -> None:
    loop = book.loop("senior", "mlops")
    design = next(round_ for round_ in loop.rounds if round_.kind == "design")
    assert {"ml-platform", "mlops-automation", "inference"} <= {each for prompt in design.prompts for each in prompt.specialties}
    assert "streaming service" not in texts(loop)


def test_applied_llm_gets_eval_design_and_retrieval_debugging_of_rfs(book: LoopBook) -> None:
    loop = book.loop("senior", "applied-llm")
    lane_prompts = {prompt.fact for round_ in loop.rounds for prompt in round_.prompts if prompt.match == "lane"}
    assert {"rfs.loops.eval-design", "rfs.loops.rag-debugging"} <= lane_prompts


def test_research_gets_depth_questions_and_a_paper(book: LoopBook) -> None:
    loop = book.loop("senior", "research")
    assert "paper" in kinds(loop)
    assert "Megatron" in texts(loop)


def test_data_scientist_gets_statistical_depth_and_hears_that_nobody_publishes_such_a_loop(book: LoopBook) -> None:
    loop = book.loop("senior", "data-scientist")
    assert "exzev.loops.statistical-depth" in {fact for round_ in loop.rounds for fact in round_.facts}
    assert loop.caveats[0].id == "house.recommended-loops.no-data-scientist-loop"


@pytest.mark.parametrize("level", ["junior", "staff"])
def test_levels_that_no_guide_covers_say_so(book: LoopBook, level: str) -> None:
    assert f"house.recommended-loops.no-{level}-loop" in {fact.id for fact in book.loop(level, "mlops").caveats}


def test_prompts_borrowed_from_another_lane_are_marked(book: LoopBook) -> None:
    loop = book.loop("senior", "applied-llm", "kore1")
    debugging = next(round_ for round_ in loop.rounds if round_.kind == "debugging")
    assert {prompt.match for prompt in debugging.prompts} == {"nearest"}
    assert not loop.lane_stated


def test_without_a_lane_the_usual_one_is_taken_and_said(book: LoopBook) -> None:
    loop = book.loop("senior")
    assert (loop.lane, loop.lane_assumed) == ("production", True)
    assert not book.loop("senior", "production").lane_assumed


def test_without_a_lane_a_published_loop_shows_every_prompt(book: LoopBook) -> None:
    design = next(round_ for round_ in book.loop(style="mlaiqa").rounds if round_.kind == "design")
    assert len(design.prompts) == 12


def test_what_to_hear_is_of_the_source_it_names(knowledge: Knowledge, book: LoopBook) -> None:
    for loop in every_loop(book):
        for round_ in loop.rounds:
            for heard in (*round_.strong, *round_.weak):
                assert knowledge.facts[heard.fact].source == heard.source
            for prompt in round_.prompts:
                assert knowledge.facts[prompt.fact].source == prompt.source


def test_a_round_that_tests_fit_brings_the_rule_that_fit_is_asked_as_criteria(book: LoopBook) -> None:
    for style in (RECOMMENDED, "mlaiqa", "kore1"):
        assert "house.recommended-loops.fit-as-criteria" in {fact.id for fact in book.loop(style=style).caveats}
    assert not book.loop(style="rfs").caveats


def test_compare_shows_the_four_published_loops(book: LoopBook) -> None:
    assert tuple(loop.style for loop in book.compare().loops) == PUBLISHED


def test_disagreements_carry_facts_of_each_side(book: LoopBook) -> None:
    found = {each.about: each for each in book.compare().disagreements}
    assert {"written-work", "coding", "papers", "span", "fit", "gradients", "first-contact"} == found.keys()
    for each in found.values():
        assert len(each.sides) >= 2
        for source, facts in each.sides.items():
            assert facts and all(fact.source == source for fact in facts)
    assert {"exzev", "kore1"} == found["written-work"].sides.keys()


def test_a_loop_lists_only_disagreements_it_is_part_of(book: LoopBook) -> None:
    assert {each.about for each in book.loop(style="rfs").disagreements} == {"coding", "papers", "gradients"}


@pytest.mark.parametrize(
    ("what", "asked"),
    [("level", {"level": "wizard"}), ("lane", {"lane": "blockchain"}), ("style", {"style": "google"})],
)
def test_an_unknown_word_is_refused_with_what_is_known(book: LoopBook, what: str, asked: dict[str, str]) -> None:
    with pytest.raises(NoSuchLoop) as refused:
        book.loop(**asked)
    assert (refused.value.what, refused.value.given) == (what, *asked.values())
    assert refused.value.known


def test_every_round_kind_has_a_name(knowledge: Knowledge, book: LoopBook) -> None:
    named = {kind["id"] for kind in knowledge.facts["house.recommended-loops.kinds"].values["kinds"]}
    assert {round_.kind for loop in every_loop(book) for round_ in loop.rounds} <= named


def test_a_company_can_add_its_own_loop(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "sources: [{id: acme, title: How we hire, publisher: Acme, as_of: '2026-06', counts: —, interest: ourselves, own: true}]"
    )
    (tmp_path / "loops.yaml").write_text(
        """
topic: loops
facts:
  - id: acme.loops.loop
    source: acme
    as_of: "2026-06"
    statement: Our own loop has one round.
    values: {span: {value: 5, unit: days}, rounds: {value: 1, unit: rounds}}
  - id: acme.loops.pairing
    source: acme
    as_of: "2026-06"
    statement: We pair on a real ticket for two hours.
    values:
      {loop: acme.loops.loop, order: 1, kind: coding, name: Pairing, minutes: {value: 2, unit: hours}, tests: [working together]}
"""
    )
    book = LoopBook(load(tmp_path))
    loop = book.loop(style="acme")
    assert loop.candidate_minutes_low == loop.candidate_minutes_high == 120
    assert loop.span is not None and loop.span.high == 5
    assert book.compare().loops[0].style == "acme"


@pytest.mark.parametrize("style", [None, "kore1"])
def test_a_loop_of_four_keeps_the_debugging_that_kore1_wants_tested(book: LoopBook, style: str | None) -> None:
    found = book.loop("mid", "production", style)
    assert [each.kind for each in found.rounds] == ["screen", "manager", "debugging", "team"]


def test_which_round_kore1_leaves_out_is_said_to_be_our_reading(book: LoopBook) -> None:
    said = "house.recommended-loops.kore1-of-four"
    assert said in {fact.id for fact in book.loop("mid", style="kore1").caveats}
    assert said not in {fact.id for fact in book.loop("senior", style="kore1").caveats}
