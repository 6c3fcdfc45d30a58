"""The answer itself, without a door: the words read, looked up, composed, and rendered for Slack, each question once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from statistics import median, quantiles
from time import perf_counter_ns, thread_time_ns

from bot.ahead import preparing, spare_what_stays
from bot.compose import House
from bot.config import Config
from bot.slack.render import message
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Reply
from tests.bench.questions import band_questions, loop_questions
from tests.bench.table import Outcome

QUESTIONS = 500
WORDS, DOCUMENTS = 1000, 40
WARM = ("band senior remote", "loop senior production", "band senoir remote", "loop staff mlops prompts", "band mid lyon")
"""Asked before anything is measured: a process that serves has answered before."""
DUTIES = (
    "You will own the ranking models that decide what two million shoppers see, from feature pipelines to the canary release.",
    "You will watch drift and latency in production, and roll back what hurts.",
    "We use PyTorch, Airflow, Kubernetes and Snowflake, and lately LLMs for summarising reviews.",
    "You have shipped models to production for five years and can explain a confusion matrix to a merchant.",
    "We offer health insurance, twenty-five days of leave, and a budget for conferences.",
    "The company sells furniture in nine countries and was founded by two carpenters.",
)


def measure() -> list[Outcome]:
    """Outcomes for band, loop and triage."""
    house = House(Config())
    for _ in preparing(house.router.verbs):  # as a process that serves does before its first answer, or nearly
        pass
    for words in WARM:
        _answered(house, words)
    house.router.answer(_command("triage " + " ".join(DUTIES)))
    spare_what_stays()
    band, loop = _timed(house, band_questions(QUESTIONS)), _timed(house, loop_questions(QUESTIONS))
    triage = _timed(house, (f"triage {_document(number)}" for number in range(DOCUMENTS)))
    return [
        *(_outcome(f"{verb}-median", median, taken) for verb, taken in (("band", band), ("loop", loop), ("triage", triage))),
        *(_outcome(f"{verb}-p99", _99th, taken) for verb, taken in (("band", band), ("loop", loop))),
    ]


def _outcome(key: str, of: Callable[[Sequence[float]], float], taken: Sequence[tuple[float, float]]) -> Outcome:
    by_clock, by_processor = zip(*taken, strict=True)
    return Outcome(key, of(by_clock), beside=f"{of(by_processor):.3f} ms of processor time: the rest others took")


def _99th(times: Sequence[float]) -> float:
    return quantiles(times, n=100)[98]


def _timed(house: House, asked: Iterable[str]) -> list[tuple[float, float]]:
    """Milliseconds of each answer, by the clock and of the processor."""
    taken = []
    for words in asked:
        begun, worked = perf_counter_ns(), thread_time_ns()
        reply = _answered(house, words)
        taken.append(((perf_counter_ns() - begun) / 1e6, (thread_time_ns() - worked) / 1e6))
        assert "error" not in reply.data, words
    return taken


def _answered(house: House, words: str) -> Reply:
    reply = house.router.answer(_command(words))
    message(reply)
    return reply


def _command(words: str) -> Command:
    return Command(Actor("slack:T1", "slack", "U1"), Place("slack", "C1"), datetime(2026, 5, 5, tzinfo=UTC), said=words)


def _document(number: int) -> str:
    """A thousand words, other ones for each number."""
    text = " ".join(f"{sentence} (team {number})" for sentence in islice(cycle(DUTIES), number, number + 80))
    return " ".join(text.split()[:WORDS])
