"""Slack over HTTP: signed `/mlhire band …` commands against the whole server, beside a static answer of bare aiohttp."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Sequence
from itertools import count
from statistics import median
from urllib.parse import urlencode

from tests.bench.bare import SECRET
from tests.bench.client import Line, request, throughput
from tests.bench.questions import band_questions
from tests.bench.serving import bare, ours
from tests.bench.table import Outcome

QUESTIONS, CLIENTS, ROUNDS = 500, 16, 15
WARM = 50
NOWHERE = "http://127.0.0.1:9/api/"
"""Slack's Web API is not called for an answer to a slash command; here nobody listens, so a call would be noticed."""


def measure() -> list[Outcome]:
    """Median time at one client, throughput at sixteen in the round whose ratio is the median.

    Both servers take turns, so that a machine that is faster for a second is so for both, and no question comes twice.
    """
    environment = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": NOWHERE}
    with ours(environment) as door, bare("slack") as reference:
        questions = band_questions(WARM + QUESTIONS * (1 + ROUNDS))
        _search_built(door)
        for address in (door, reference):
            _alternate(address, address, questions[:WARM])
        one = _alternate(door, reference, questions[WARM : WARM + QUESTIONS])
        rounds = [_round(door, reference, questions[WARM + QUESTIONS * n :][:QUESTIONS]) for n in range(1, ROUNDS + 1)]
    mine, theirs = sorted(rounds, key=lambda both: both[0] / both[1])[ROUNDS // 2]
    one_mine, one_theirs = (median(side) * 1e3 for side in one)
    ratios = ", ".join(f"{a / b:.2f}" for a, b in rounds)
    return [
        Outcome("slack-one", one_mine, one_theirs),
        Outcome("slack-many", mine, theirs, beside=f"each round: {ratios}"),
    ]


def _search_built(door: str) -> None:
    """Ask the guides until they answer at once: the first to ask waits for the search, which a server has after two minutes."""
    line = Line(door)
    asked = (line.ask(command(door, f"why do candidates decline offers? {number}")) for number in count())
    next(body for _, body in asked if b"ephemeral" in body)
    line.close()


def _alternate(door: str, reference: str, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of every question at the one and at the other, asked in turn."""
    lines = [(Line(url), url) for url in (door, reference)]
    taken: tuple[list[float], list[float]] = ([], [])
    for question in questions:
        for (line, url), times in zip(lines, taken, strict=True):
            seconds, body = line.ask(command(url, question))
            assert b"ephemeral" in body, body
            times.append(seconds)
    for line, _ in lines:
        line.close()
    return taken


def _round(door: str, reference: str, questions: Sequence[str]) -> tuple[float, float]:
    return tuple(throughput(url, [command(url, each) for each in questions], CLIENTS) for url in (door, reference))  # type: ignore[return-value]


def command(url: str, text: str) -> bytes:
    """A slash command as Slack posts it, signed."""
    fields = {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO", "team_id": "T0001", "team_domain": "example", "channel_id": "C2147483705",
        "channel_name": "hiring", "user_id": "U2147483697", "user_name": "mei", "command": "/mlhire", "text": text,
        "api_app_id": "A123456", "is_enterprise_install": "false", "response_url": "http://127.0.0.1:9/commands/1234/5678",
        "trigger_id": f"13345224609.738474920.{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}",
    }  # fmt: skip
    body = urlencode(fields).encode()
    timestamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b":".join((b"v0", timestamp.encode(), body)), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept": "application/json,*/*", "Accept-Encoding": "gzip,deflate",
        "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}",
    }  # fmt: skip
    return request(url, body, headers)
